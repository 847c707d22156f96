//! What a scan shows: where one stands, what is known here, and the form to tell more.
//!
//! The code is set large to be compared with the sign; a page never asks for money. A code
//! that was mistyped and a code nobody gave out are told apart: the second may be a fake.

pub mod behind;
pub mod home;
pub mod known;
pub mod pages;
mod report;
#[cfg(test)]
mod samples;
mod size;
mod strangers;
pub mod tally;

use actix_web::web::{self, ServiceConfig};

/// The routes of this feature.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/", web::get().guard(home::strangers()).to(home::show))
        .route("/size/{tag}", web::get().to(size::choose))
        .route("/c/{id}/report", web::get().to(report::show))
        .route("/q", web::get().to(pages::enter))
        .route("/Q", web::get().to(pages::enter))
        .route("/Q/{code}", web::get().to(pages::scan))
        .route("/q/{code}", web::get().to(pages::scan));
}
