//! What comes in: through the code on a sheet or sign, and from a clerk's pen.

pub(super) mod actions;
mod budget;
mod door;
mod new;
pub mod public;
pub(super) mod report;
mod seal;
pub(super) mod service;

use actix_web::web::{self, ServiceConfig};

/// The routes of this room.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/Q/{code}", web::post().to(actions::send))
        .route("/q/{code}", web::post().to(actions::send))
        .route("/complaints/new", web::get().to(new::show))
        .route("/complaints/new", web::post().to(actions::record));
}
