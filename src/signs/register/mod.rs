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
pub mod form;
pub mod pages;
pub mod place;
pub mod public;
pub mod service;
pub mod steps;
pub mod store;
pub mod tasks;
pub mod things;

use actix_web::web::{self, ServiceConfig};
use chrono::Duration;

pub use self::entering::{NewSign, OfRun, enter};
use super::stops::{BatchId, Label, SignId, State};
use crate::codes::Code;
use crate::organisation::{OfficeId, PlaceId};
use crate::people::UserId;
use crate::platform::clock::Moment;
use crate::platform::photos::PhotoId;

crate::id! {
    /// A print run of signs that stay.
    RunId
}

crate::id! {
    /// One look at a sign.
    InspectionId
}

crate::text_enum! {
    /// How a sign was found.
    Finding {
        /// It hangs and can be read; a lamp is lit.
        Ok = "ok",
        /// It hangs, but does not do its work.
        Damaged = "damaged",
        /// It is not there.
        Missing = "missing",
    }
}

/// A look that is due within this time is on the round already.
pub const AHEAD: Duration = Duration::days(7);
/// The longest time between two looks at a sign, in days: five years.
pub const LONGEST_INTERVAL: i32 = 1826;

/// A sign in the register.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its id.
    pub id: SignId,
    /// The office that answers for it.
    pub office: OfficeId,
    /// The stop it is a copy of; nothing for one that stays.
    pub batch: Option<BatchId>,
    /// The print run it came from.
    pub run: Option<RunId>,
    /// Its design in the catalogue, or one of [`things::ALL`].
    pub design: String,
    /// The words on it, where they are not the design's.
    pub label: Label,
    /// Which version of the design it shows.
    pub version: i32,
    /// The standard it answers to.
    pub standard: Option<String>,
    /// Where it hangs.
    pub place: PlaceId,
    /// Where exactly: `东侧楼梯间门上方`.
    pub spot: String,
    /// The code on it.
    pub code: Code,
    /// How far it is.
    pub state: State,
    /// When it came into the register.
    pub entered_at: Moment,
    /// When it was printed last.
    pub printed_at: Option<Moment>,
    /// When it was hung up; nothing for one that hung before it came into the register.
    pub placed: Option<Mark>,
    /// When it was taken down.
    pub removed: Option<Mark>,
    /// Days between two looks; nothing where nobody has to look.
    pub every: Option<i32>,
    /// When somebody last looked.
    pub inspected: Option<Mark>,
    /// How it was found then.
    pub finding: Option<Finding>,
    /// The last photo of it.
    pub photo: Option<PhotoId>,
}

/// When something was done, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub at: Moment,
    /// Who; nothing where that is not known.
    pub by: Option<UserId>,
}

impl Entry {
    /// When somebody has to look at it next. One that hung before it came into the register and
    /// was never looked at is due at once; one that is damaged waits for a repair, not a look.
    pub fn due_at(&self) -> Option<Moment> {
        let days = self.every.filter(|_| self.state == State::Placed)?;
        let seen = self.inspected.as_ref().map(|mark| mark.at);
        let hung = self.placed.as_ref().map(|mark| mark.at);
        let last = seen.max(hung);
        Some(last.map_or(self.entered_at, |at| at + Duration::days(days.into())))
    }

    /// What an entry that is down was before. What came from no stop and no run hung already when
    /// it came into the register.
    pub fn state_before_removal(&self) -> State {
        let ours = self.batch.is_some() || self.run.is_some();
        if matches!(self.finding, Some(Finding::Damaged | Finding::Missing)) {
            State::Damaged
        } else if self.placed.is_some() || !ours {
            State::Placed
        } else if self.printed_at.is_some() {
            State::Printed
        } else {
            State::Wanted
        }
    }

    /// What the record of changes calls it.
    pub fn subject(&self) -> String {
        match &self.batch {
            Some(batch) => format!("sign_batch:{batch}"),
            None => format!("sign:{}", self.id),
        }
    }

    /// Its page.
    pub fn href(&self) -> String {
        format!("/signs/register/{}", self.id)
    }
}

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
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::clock::Clock;

    fn entry(now: Moment) -> Entry {
        Entry {
            id: SignId::new(),
            office: OfficeId::new(),
            batch: None,
            run: None,
            design: "t-exit-lamp".into(),
            label: Label {
                zh: String::new(),
                en: String::new(),
            },
            version: 1,
            standard: None,
            place: PlaceId::new(),
            spot: String::new(),
            code: "8K4T2M9XQ5".parse().unwrap(),
            state: State::Placed,
            entered_at: now,
            printed_at: None,
            placed: None,
            removed: None,
            every: Some(30),
            inspected: None,
            finding: None,
            photo: None,
        }
    }

    #[test]
    fn what_nobody_ever_looked_at_is_due_at_once_and_a_look_moves_it_on() {
        let now = Clock::System.now();
        let mut lamp = entry(now);
        assert_eq!(lamp.due_at(), Some(now));
        let hung = now - Duration::days(10);
        lamp.placed = Some(Mark { at: hung, by: None });
        assert_eq!(lamp.due_at(), Some(hung + Duration::days(30)));
        lamp.inspected = Some(Mark { at: now, by: None });
        assert_eq!(lamp.due_at(), Some(now + Duration::days(30)));
    }

    #[test]
    fn what_was_taken_down_by_mistake_is_again_what_it_was() {
        let now = Clock::System.now();
        let mark = || Some(Mark { at: now, by: None });
        let lamp = entry(now);
        assert_eq!(lamp.state_before_removal(), State::Placed);
        let gone = Entry {
            finding: Some(Finding::Missing),
            ..lamp.clone()
        };
        assert_eq!(gone.state_before_removal(), State::Damaged);
        let copy = Entry {
            batch: Some(BatchId::new()),
            ..lamp
        };
        assert_eq!(copy.state_before_removal(), State::Wanted);
        let printed = Entry {
            printed_at: Some(now),
            ..copy
        };
        assert_eq!(printed.state_before_removal(), State::Printed);
        let hung = Entry {
            placed: mark(),
            ..printed
        };
        assert_eq!(hung.state_before_removal(), State::Placed);
    }

    #[test]
    fn what_does_not_hang_or_is_damaged_or_asks_for_no_look_is_never_due() {
        let lamp = entry(Clock::System.now());
        for state in [
            State::Wanted,
            State::Printed,
            State::Damaged,
            State::Removed,
        ] {
            assert_eq!(
                Entry {
                    state,
                    ..lamp.clone()
                }
                .due_at(),
                None,
                "{state}"
            );
        }
        assert_eq!(
            Entry {
                every: None,
                ..lamp
            }
            .due_at(),
            None
        );
    }
}
