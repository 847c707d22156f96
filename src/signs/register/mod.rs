//! The register of signs: every sign that hangs or will, what hangs it, where, and how it was
//! found when somebody last looked (QP7.3 §4.4.1–4.4.3).
//!
//! Copies of a stop live with their batch; what is kept here of them is the row. Everything
//! else stays for years: what the company prints to stay, and the statutory signs and lamps
//! (transformer, fire, evacuation) that others made. Those get a small label with a code, so
//! that the round can find them. Who is on the round says what they see; a sign that is damaged
//! or gone waits on the page of today until it is mended, replaced or taken down.

pub mod actions;
pub mod entering;
pub mod entry;
pub mod form;
pub mod gallery;
pub mod look;
pub mod pages;
pub mod place;
pub mod public;
mod reading;
mod record;
pub mod service;
mod shots;
pub mod steps;
pub mod store;
pub mod tasks;
pub mod things;

use actix_web::web::{self, ServiceConfig};

pub use self::entering::{NewSign, OfRun, enter};
pub use self::entry::{Entry, Finding, Label, RunId, SignId, State};

/// The routes of the register.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/signs/register", web::post().to(actions::register))
        .route("/signs/register/new", web::get().to(pages::new::show))
        .route("/signs/register/{id}", web::get().to(pages::sign::show))
        .route(
            "/signs/register/{id}/photos/{photo}",
            web::get().to(pages::sign::photo),
        )
        .route(
            "/signs/register/{id}/inspect",
            web::post().to(actions::inspect),
        )
        .route("/signs/register/{id}/mended", web::post().to(steps::mended))
        .route("/signs/register/{id}/placed", web::post().to(steps::placed))
        .route(
            "/signs/register/{id}/removed",
            web::post().to(steps::removed),
        )
        .route(
            "/signs/register/{id}/restored",
            web::post().to(steps::restored),
        )
        .route(
            "/signs/register/{id}/move",
            web::post().to(actions::move_to),
        )
        .route(
            "/signs/register/{id}/revoke",
            web::post().to(actions::revoke),
        )
        .route(
            "/signs/register/{id}/recode",
            web::post().to(actions::recode),
        )
        .route(
            "/signs/register/{id}/interval",
            web::post().to(actions::interval),
        )
        .route(
            "/signs/register/{id}/label.pdf",
            web::get().to(pages::labels::one),
        )
        .route("/signs/round", web::get().to(pages::round::show));
    code_routes(cfg);
}

fn code_routes(cfg: &mut ServiceConfig) {
    cfg.route(
        "/signs/codes/labels.pdf",
        web::get().to(pages::labels::blank),
    )
    .route("/signs/codes", web::get().to(pages::codes::show))
    .route("/signs/codes", web::post().to(actions::make_codes))
    .route(
        "/signs/codes/{code}/checked",
        web::post().to(actions::checked),
    )
    .route(
        "/signs/codes/{code}/unchecked",
        web::post().to(actions::unchecked),
    );
}
