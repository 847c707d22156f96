//! The office's desk: the inbox, and one case with what was told about it.

mod actions;
mod address;
mod handing;
pub mod inbox;
mod joining;
mod line;
pub mod mend;
mod mending;
mod names;
#[cfg(test)]
mod samples;
mod service;
pub mod show;

use actix_web::web::{self, ServiceConfig};

pub(super) use self::address::{correct_url, erase_url, url};
pub use self::handing::hand_over;
pub use self::line::{Line, new_ones, unseen, unseen_by_office};
pub use self::service::see;

/// The routes of this room.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/complaints", web::get().to(inbox::list))
        .route("/complaints/{id}", web::get().to(show::show))
        .route("/complaints/{id}/joined", web::post().to(mending::join))
        .route("/complaints/{id}/mend", web::get().to(mend::show))
        .route("/complaints/{id}/note", web::post().to(mending::note))
        .route(
            "/complaints/{id}/photo-removed",
            web::post().to(mending::remove_photo),
        )
        .route("/complaints/{id}/parted", web::post().to(mending::part))
        .route("/complaints/{id}/seen", web::post().to(actions::see))
        .route("/complaints/{id}/unseen", web::post().to(mending::unsee))
        .route(
            "/complaints/{id}/photos/{photo}",
            web::get().to(show::photo),
        );
}
