//! Print runs: permanent signs made together, from the places or from an office's list.
//!
//! A run keeps what it prints, sign by sign, and goes to the printer in parts. A part gets its
//! codes and its lines in the register in the change that prints it first, and never again: a
//! run that is stopped, or whose server is killed, goes on with the next part, and what was
//! printed prints the same once more.

pub mod actions;
pub mod copies;
pub mod form;
pub mod import;
pub mod pages;
pub mod paper;
pub mod pieces;
pub mod rows;
pub mod service;
pub mod sheets;
pub mod spec;
pub mod store;

use actix_web::web::{self, ServiceConfig};

use crate::organisation::{OfficeId, PlaceId};
use crate::people::UserId;
use crate::platform::clock::Moment;

use self::rows::Row;
use self::spec::Spec;
pub use super::register::RunId;

/// Signs of one part: a quarter of a ream, and seconds to set.
pub const PART: usize = 200;

/// A print run.
#[derive(Debug, Clone)]
pub struct Run {
    /// Its id.
    pub id: RunId,
    /// Its office.
    pub office: OfficeId,
    /// Its community.
    pub community: PlaceId,
    /// What all its signs share.
    pub spec: Spec,
    /// Its signs, in their order.
    pub rows: Vec<Row>,
    /// The address its codes open.
    pub base_url: String,
    /// Who made it.
    pub created_by: UserId,
    /// When.
    pub created_at: Moment,
    /// Since when nothing more of it is printed.
    pub stopped_at: Option<Moment>,
}

impl Run {
    /// Whether another would print the same signs.
    fn says_the_same(&self, other: &Self) -> bool {
        self.community == other.community && self.spec == other.spec && self.rows == other.rows
    }

    /// How many parts it is printed in.
    pub fn parts(&self) -> usize {
        self.rows.len().div_ceil(PART)
    }

    /// The signs of a part, counted from 0; parts are counted from 1.
    pub fn range(&self, part: usize) -> std::ops::Range<usize> {
        let Some(before) = part.checked_sub(1) else {
            return 0..0;
        };
        let from = before.saturating_mul(PART);
        from.min(self.rows.len())..from.saturating_add(PART).min(self.rows.len())
    }

    /// The signs of a part with their numbers from 1; nothing where there is no such part.
    pub fn part(&self, part: usize) -> Option<Vec<(usize, &Row)>> {
        let range = self.range(part);
        let signs = (range.start + 1..).zip(self.rows.get(range)?);
        (1..=self.parts()).contains(&part).then(|| signs.collect())
    }
}

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
