//! Signs at their places: made for a stop, hung up, taken down again.
//!
//! A batch is one stop of one thing (2号梯, 13:00–17:00) and a coded copy for each place it
//! hangs at. A temporary sign has an end, always: QP7.3 §4.4.1 wants it gone when the work is
//! done, and a sign without an end stays for ever. When the end moves, the pages behind the
//! codes say so at once, and the copies that still show the old one are listed to be replaced.

pub mod actions;
pub mod form;
pub mod pages;
pub mod service;
mod sheets;
pub mod standing;
pub mod store;

use actix_web::web::{self, ServiceConfig};
use chrono::Duration;
use serde::{Deserialize, Serialize};

use crate::codes::Code;
use crate::organisation::{OfficeId, PlaceId};
use crate::people::UserId;
use crate::platform::clock::Moment;
use crate::platform::words::Lang;
use crate::signs::catalogue::design::Catalogue;

pub(in crate::signs) use self::sheets::hours;

crate::id! {
    /// A batch.
    BatchId
}

crate::id! {
    /// A sign at its place.
    SignId
}

crate::text_enum! {
    /// How far a sign is.
    State {
        /// To be printed.
        Wanted = "wanted",
        /// Printed, not up yet.
        Printed = "printed",
        /// Up.
        Placed = "placed",
        /// Up, but unreadable.
        Damaged = "damaged",
        /// Down, or never needed.
        Removed = "removed",
    }
}

/// The line of apology while a clerk writes no other.
pub const USUAL_APOLOGY: &str = "给您带来不便，深表歉意。";
/// What a scan tells of a stop this long before it begins.
pub const TOLD_AHEAD: Duration = Duration::hours(24);

/// One stop and its signs.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// Its office.
    pub office: OfficeId,
    /// Its community.
    pub community: PlaceId,
    /// What is stopped: a lift, a spot.
    pub place: PlaceId,
    /// The design: `i-lift-stop`.
    pub design: String,
    /// The words on its sheets.
    pub wording: Wording,
    /// When the stop begins.
    pub starts_at: Moment,
    /// When it ends; it may move.
    pub ends_at: Moment,
    /// The address its codes open.
    pub base_url: String,
    /// Who made it.
    pub created_by: UserId,
    /// When.
    pub created_at: Moment,
}

/// The words on a batch's sheets, kept so that a reprint matches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// `3号楼2单元 · 2号梯`.
    pub place: String,
    /// The same in English.
    pub place_en: String,
    /// What was used, where somebody must keep off it.
    #[serde(default)]
    pub product: Option<String>,
    /// What to use instead.
    pub alternative: Option<String>,
    /// The same in English, where the program knows it.
    pub alternative_en: Option<String>,
    /// A word more on it.
    pub alternative_note: Option<String>,
    /// The line of apology.
    pub apology: String,
    /// Whom to ring.
    pub phone: String,
    /// The office.
    pub issuer: String,
    /// The office in English.
    pub issuer_en: String,
    /// Where each copy hangs, in their order; nothing where the place says it all.
    pub copies: Vec<Label>,
    /// When the end was moved last.
    pub moved_at: Option<Moment>,
}

/// Where a copy hangs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// `15层`.
    pub zh: String,
    /// `Floor 15`.
    pub en: String,
}

/// A coded copy at its place.
#[derive(Debug, Clone)]
pub struct Sign {
    /// Its id.
    pub id: SignId,
    /// Its batch.
    pub batch: BatchId,
    /// Where it hangs.
    pub place: PlaceId,
    /// The code on it.
    pub code: Code,
    /// Copy n …
    pub copy_no: i32,
    /// … of so many.
    pub copies: i32,
    /// How far it is.
    pub state: State,
    /// When it was printed last.
    pub printed_at: Option<Moment>,
    /// When the copy that hangs was hung up.
    pub placed_at: Option<Moment>,
    /// When it was taken down.
    pub removed_at: Option<Moment>,
}

impl Batch {
    /// Whether another tells the same stop in the same words, but for an end that was moved since.
    fn says_the_same(&self, other: &Self) -> bool {
        let moved = self.wording.moved_at.is_some();
        let words = Wording {
            moved_at: self.wording.moved_at,
            ..other.wording.clone()
        };
        let said = |b: &Self| (b.place.clone(), b.design.clone(), b.starts_at);
        said(self) == said(other)
            && (moved || self.ends_at == other.ends_at)
            && self.wording == words
    }

    /// How the stop stands at `now`.
    pub fn course(&self, now: Moment) -> Course {
        if self.ends_at <= self.starts_at {
            Course::CalledOff
        } else if now >= self.ends_at {
            Course::Over
        } else if now >= self.starts_at {
            Course::Now
        } else {
            Course::Ahead
        }
    }

    /// Where a copy hangs, in words; nothing where the place says it all.
    pub fn label(&self, sign: &Sign) -> Option<&Label> {
        let at = usize::try_from(sign.copy_no).ok()?.checked_sub(1)?;
        self.wording.copies.get(at)
    }

    /// Whether a copy that hangs still shows an end that was moved since.
    pub fn shows_old_end(&self, sign: &Sign) -> bool {
        sign.is_up() && self.wording.moved_at > sign.placed_at
    }

    /// The end as the version that a page showed: whole seconds since 1970.
    pub fn end_version(&self) -> i64 {
        self.ends_at.micros() / 1_000_000
    }

    /// Whether a print-out that lies ready shows an end that was moved since.
    pub fn printed_before_move(&self, sign: &Sign) -> bool {
        sign.state == State::Printed && self.wording.moved_at > sign.printed_at
    }
}

impl Sign {
    /// Whether it hangs.
    pub fn is_up(&self) -> bool {
        matches!(self.state, State::Placed | State::Damaged)
    }
}

/// A batch's title for this reader; its design may have left the catalogue since.
pub(in crate::signs) fn title_of(catalogue: &Catalogue, batch: &Batch, lang: Lang) -> String {
    let design = catalogue.find(&batch.design);
    let title = design.map(|design| match lang {
        Lang::Zh => design.words(),
        Lang::En => design.en.clone(),
    });
    title.unwrap_or_else(|| batch.design.clone())
}

/// How a stop stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// Not begun.
    Ahead,
    /// Under way.
    Now,
    /// Over.
    Over,
    /// Ended before it began.
    CalledOff,
}

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
