//! Deleting what is personal in a contact because the person it is about asks (PIPL art. 47): name,
//! number, photos, and what in the words tells who it was. The matter, its number and its times stay,
//! and so do the deadlines.

mod actions;
mod page;
#[cfg(test)]
mod samples;
mod service;

use actix_web::web::{self, ServiceConfig};

/// The routes of this room.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/complaints/contacts/{id}/erase", web::get().to(page::show))
        .route(
            "/complaints/contacts/{id}/erase",
            web::post().to(actions::erase),
        );
}
