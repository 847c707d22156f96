//! Postings: one numbered, coded copy of a notice on one board, hung up and taken down.
//!
//! The 24 hours of QP7.3 §4.3.2 run from the moment the last required board carries its
//! sheet. A board posted later, or not at all, is a miss and stays one.

pub mod actions;
pub mod correction;
pub mod marks;
pub mod pages;
pub mod record;
pub mod report;
pub mod service;
pub mod standing;
pub mod store;

use actix_web::web::{self, ServiceConfig};

pub use self::standing::{Standing, State};
pub use self::store::Posting;

crate::id! {
    /// A posting.
    PostingId
}

/// The routes of postings.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/boards/round", web::get().to(pages::round))
        .route("/postings/{id}/posted", web::post().to(actions::posted))
        .route(
            "/postings/{id}/taken-down",
            web::post().to(actions::taken_down),
        );
}
