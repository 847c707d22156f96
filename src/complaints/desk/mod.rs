//! The office's desk: the inbox, and one complaint.

pub mod inbox;
pub mod show;

use actix_web::web::{self, ServiceConfig};

use super::intake::actions;

/// The routes of this room.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/complaints", web::get().to(inbox::list))
        .route("/complaints/{id}", web::get().to(show::show))
        .route("/complaints/{id}/seen", web::post().to(actions::see))
        .route(
            "/complaints/{id}/photos/{photo}",
            web::get().to(show::photo),
        );
}
