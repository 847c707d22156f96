//! Print runs: permanent signs made together, from the places or from an office's list.
//!
//! A run keeps what it prints, sign by sign, and goes to the printer in parts. A part gets its
//! codes and its lines in the register in the change that prints it first, and never again: a
//! run that is stopped, or whose server is killed, goes on with the next part, and what was
//! printed prints the same once more.

pub mod actions;
pub mod address;
mod asking;
pub mod copies;
pub mod filling;
pub mod form;
pub mod pages;
pub mod paper;
mod paper_name;
pub mod pieces;
mod reading;
pub mod rows;
pub mod run;
pub mod service;
pub mod sheets;
pub mod spec;
pub mod store;

use actix_web::web::{self, ServiceConfig};

pub use self::run::{PART, Run};
pub use crate::signs::register::entry::RunId;

/// The routes of print runs.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/signs/make", web::get().to(pages::make::new))
        .route("/signs/make", web::post().to(actions::make))
        .route("/signs/list", web::get().to(pages::list::new))
        .route("/signs/list", web::post().to(actions::from_list))
        .route("/signs/list.csv", web::get().to(pages::list::sample))
        .route(
            "/signs/runs/copies/{id}/sheet.{format}",
            web::get().to(pages::show::copy),
        )
        .route("/signs/runs/{id}", web::get().to(pages::show::show))
        .route(
            "/signs/runs/{id}/signs/{n}.svg",
            web::get().to(pages::show::look),
        )
        .route(
            "/signs/runs/{id}/proof.pdf",
            web::get().to(pages::show::proof),
        )
        .route(
            "/signs/runs/{id}/parts/{part}.{format}",
            web::get().to(pages::show::part),
        )
        .route(
            "/signs/runs/{id}/parts/{part}",
            web::post().to(actions::print_part),
        )
        .route("/signs/runs/{id}/placed", web::post().to(actions::placed))
        .route("/signs/runs/{id}/stop", web::post().to(actions::stop))
        .route("/signs/runs/{id}/go-on", web::post().to(actions::go_on))
        .route("/signs/runs/{id}/delete", web::post().to(actions::delete));
}
