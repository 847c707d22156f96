//! Postings: one numbered, coded copy of a notice on one board, hung up and taken down.
//!
//! The 24 hours of QP7.3 §4.3.2 run from the moment the last required board carries its
//! sheet. A board posted later, or not at all, is a miss and stays one, whatever is reported
//! afterwards: a sheet counts from when it was recorded.

pub mod actions;
pub mod correction;
mod id;
mod known;
pub mod marks;
pub mod on_record;
pub mod pages;
pub mod printing;
pub mod record;
pub mod report;
pub mod service;
pub mod standing;
pub mod store;

use actix_web::web::{self, ServiceConfig};

pub use self::id::PostingId;
pub use self::standing::{Standing, State};
pub use self::store::Posting;

/// The routes of postings.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/boards/round", web::get().to(pages::round))
        .route("/boards/round/posted", web::post().to(actions::all_posted))
        .route(
            "/boards/round/taken-down",
            web::post().to(actions::all_taken_down),
        )
        .route("/notices/{id}/print", web::post().to(actions::print))
        .route("/postings/{id}", web::get().to(pages::posting::show))
        .route("/postings/{id}/posted", web::post().to(actions::posted))
        .route(
            "/postings/{id}/taken-down",
            web::post().to(actions::taken_down),
        )
        .route("/postings/{id}/print", web::post().to(actions::print_one))
        .route("/postings/{id}/undo", web::post().to(actions::undo))
        .route("/postings/{id}/correct", web::post().to(actions::correct));
}
