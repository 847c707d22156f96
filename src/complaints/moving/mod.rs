//! A case that was told to the wrong office goes to the one that it is for, and can come back.

mod actions;
mod service;

use actix_web::web::{self, ServiceConfig};

/// The routes of this room.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/complaints/{id}/moved", web::post().to(actions::hand_on));
}
