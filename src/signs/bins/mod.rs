//! The colours of the waste bins on an estate.
//!
//! GB/T 19095-2019 sorts the waste; local rules give the bins their colours, and differ on 其他垃圾.
//! So each community says what stands on its own: the signs for its bins are printed in that.

pub mod actions;
pub mod estate;
pub mod form;
pub mod pages;
pub mod store;

use actix_web::web::{self, ServiceConfig};

/// The routes of the bins' colours.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/signs/bins", web::get().to(pages::show))
        .route("/signs/bins", web::post().to(actions::save));
}
