//! Signs at their places: made for a stop, hung up, taken down again.
//!
//! A batch is one stop of one thing (2号梯, 13:00–17:00) and a coded copy for each place it
//! hangs at. A temporary sign has an end, always: QP7.3 §4.4.1 wants it gone when the work is
//! done, and a sign without an end stays for ever. When the end moves, the pages behind the
//! codes say so at once, and the copies that still show the old one are listed to be replaced.

pub mod actions;
pub mod form;
pub mod pages;
mod reading;
pub mod service;
pub(in crate::signs) mod sheets;
pub mod standing;
pub mod stop;
pub mod store;

use actix_web::web::{self, ServiceConfig};

pub use self::stop::{Batch, Course};

/// The routes of signs.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/signs", web::post().to(actions::make))
        .route("/signs/new/{design}", web::get().to(pages::new::new))
        .route("/signs/batches/{id}", web::get().to(pages::batch::show))
        .route(
            "/signs/batches/{id}/sheet.{format}",
            web::get().to(pages::batch::sheet),
        )
        .route("/signs/batches/{id}/print", web::post().to(actions::print))
        .route(
            "/signs/batches/{id}/placed",
            web::post().to(actions::all_placed),
        )
        .route(
            "/signs/batches/{id}/removed",
            web::post().to(actions::all_removed),
        )
        .route("/signs/batches/{id}/until", web::post().to(actions::until))
        .route("/signs/placed/{id}/placed", web::post().to(actions::placed))
        .route(
            "/signs/placed/{id}/removed",
            web::post().to(actions::removed),
        );
}
