//! Notices: what an office tells its residents, from the draft to the board and off it again.
//!
//! Keeps QP7.3 §4.3.2 (planned outages told 24 hours ahead on the boards), §4.3.3 (apology
//! after municipal and emergency stops) and the ground rule that a published text never
//! changes: a correction is a new notice that names the one it replaces.

pub mod actions;
pub mod cancellation;
pub mod content;
pub mod desk;
mod handing;
mod ids;
pub mod jobs;
pub mod kind;
pub mod lifecycle;
pub mod mails;
mod named;
pub mod outages;
pub mod pages;
pub mod part;
pub mod postings;
pub mod public;
mod review_mails;
pub mod room;
pub mod rooms;
pub mod said;
pub mod service;
pub mod sheet;
mod sheets;
mod steps;
mod store;
pub mod subscribers;
mod take;
pub mod tools;
mod wording;

use actix_web::web::{self, ServiceConfig};

pub use self::handing::hands;
pub use self::ids::{NoticeId, RecordId, RevisionId, SubscriberId, WindowId};
pub use self::postings::store::lists::misses_by_office;
pub use self::store::listing::{Numbered, count_at, count_held, numbered, written_by};
pub use self::store::ties::{open_at, sheets_elsewhere, sheets_on};

/// The routes of this feature.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/notices", web::get().to(pages::list::show))
        .route("/notices/new/{kind}", web::get().to(pages::edit::new))
        .route("/notices/{id}", web::get().to(pages::show::show))
        .route("/notices/{id}/edit", web::get().to(pages::edit::edit))
        .route("/notices/{id}/save", web::post().to(actions::save))
        .route("/notices/{id}/keep", web::post().to(actions::keep))
        .route("/notices/{id}/approve", web::post().to(actions::approve))
        .route("/notices/{id}/return", web::post().to(actions::give_back))
        .route(
            "/notices/{id}/take-back",
            web::post().to(actions::take_back),
        )
        .route("/notices/{id}/delete", web::post().to(actions::delete))
        .route("/notices/{id}/replace", web::post().to(actions::replace))
        .route("/notices/{id}/cancel", web::post().to(actions::cancel))
        .route(
            "/notices/{id}/publish",
            web::post().to(actions::publish_held),
        )
        .route(
            "/notices/{id}/sheet.pdf",
            web::get().to(pages::paper::sheet),
        );
    for room in rooms::ROOMS.all() {
        (room.routes)(cfg);
    }
    postings::routes(cfg);
    subscribers::routes(cfg);
}

/// The pages that are the same for everybody: no session is read for them.
pub fn public_routes(cfg: &mut ServiceConfig) {
    cfg.route("/n/{id}", web::get().to(public::notice))
        .route("/c/{id}", web::get().to(public::community));
}
