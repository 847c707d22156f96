//! The offices by figures, for whoever answers for all of them: where something is open, and how much.
//! The lines of one office are asked for by its name.

use std::collections::BTreeMap;
use std::iter;

use chrono::Duration;
use serde::Serialize;

use super::mails::TOLD;
use super::wrote::wrote;
use crate::complaints;
use crate::error::Result;
use crate::notices::lifecycle::Stage;
use crate::notices::room::{Due, Rooms};
use crate::notices::{count_at, count_held, misses_by_office, written_by};
use crate::organisation::{OfficeId, store as places};
use crate::people::{Permission, SignedIn, UserId};
use crate::platform::clock::Moment;
use crate::platform::db::Conn;
use crate::platform::outbox;
use crate::platform::words::Lang;

/// A complaint wants its answer within two days of receipt (QP7.3 §4.2.3 d).
const ANSWERED_WITHIN: Duration = Duration::hours(48);

/// An office by what is open there.
#[derive(Debug, Clone, Default, Serialize)]
pub struct OfficeLine {
    /// Its name.
    pub name: String,
    /// Its lines.
    pub href: String,
    /// Sheets that should hang by now and do not.
    pub misses: i64,
    /// Notices that wait for review; for whoever reviews, those that she may decide.
    pub reviews: i64,
    /// So many more wait for others, for she wrote a part of them.
    pub reviews_own: i64,
    /// What is owed to residents: the word that a stop is over, apologies.
    pub owed: i64,
    /// So much of that is late.
    pub owed_late: i64,
    /// Notices that wait for a person because they came too late.
    pub held: i64,
    /// Complaints that nobody has looked at.
    pub complaints: i64,
    /// So many of those came longer ago than they may wait.
    pub complaints_late: i64,
    /// Mails that failed lately.
    pub mails: i64,
}

/// Who asks, and with what.
pub(super) struct Asked<'a> {
    pub(super) who: &'a SignedIn,
    pub(super) rooms: Rooms,
    pub(super) lang: Lang,
    pub(super) now: Moment,
}

/// What is open in each of the offices within reach, each figure where the reader may see what is
/// behind it.
pub(super) fn by_office(conn: &mut Conn, asked: &Asked<'_>) -> Result<Vec<OfficeLine>> {
    let (scope, now) = (&asked.who.scope, asked.now);
    let may = |permission| asked.who.may(permission);
    let mut open = Open::default();
    if may(Permission::ReadNotices) {
        open.misses = misses_by_office(conn, scope, now)?;
        open.reviews = count_at(conn, scope, Stage::InReview)?;
        if may(Permission::ReviewNotices) {
            open.reviews_own = written(conn, asked.who)?;
        }
        open.held = count_held(conn, scope)?;
        for room in asked.rooms.all() {
            open.owe((room.due)(conn, scope, now)?, now);
        }
    }
    if may(Permission::ReadComplaints) {
        let late = now - ANSWERED_WITHIN;
        open.complaints = complaints::unseen_by_office(conn, scope, now)?;
        open.complaints_late = complaints::unseen_by_office(conn, scope, late)?;
    }
    if may(Permission::WriteNotices) {
        let ids: Vec<String> = scope.offices().iter().map(ToString::to_string).collect();
        open.mails = outbox::failed_by_office(conn, &ids, now - TOLD)?;
    }
    let offices = places::offices(conn, scope)?.into_iter();
    Ok(offices
        .map(|office| open.line(&office.id, office.called(asked.lang)))
        .collect())
}

/// How many of the notices in review are not the reader's to decide.
fn written(conn: &mut Conn, who: &SignedIn) -> Result<BTreeMap<OfficeId, i64>> {
    let principals = who.principals.iter().map(|one| &one.user);
    let by: Vec<UserId> = iter::once(&who.user).chain(principals).cloned().collect();
    let mut counted = BTreeMap::new();
    for one in written_by(conn, &who.scope, Stage::InReview, &by)? {
        if wrote(who, &one.writers) {
            *counted.entry(one.office).or_default() += 1;
        }
    }
    Ok(counted)
}

/// What is open, office by office.
#[derive(Default)]
struct Open {
    misses: BTreeMap<OfficeId, i64>,
    reviews: BTreeMap<OfficeId, i64>,
    reviews_own: BTreeMap<OfficeId, i64>,
    owed: BTreeMap<OfficeId, i64>,
    owed_late: BTreeMap<OfficeId, i64>,
    held: BTreeMap<OfficeId, i64>,
    complaints: BTreeMap<OfficeId, i64>,
    complaints_late: BTreeMap<OfficeId, i64>,
    mails: BTreeMap<String, i64>,
}

impl Open {
    fn owe(&mut self, all: Vec<Due>, now: Moment) {
        for due in all {
            let count = i64::try_from(due.more)
                .unwrap_or(i64::MAX)
                .saturating_add(1);
            if due.until < now {
                *self.owed_late.entry(due.office.clone()).or_default() += count;
            }
            *self.owed.entry(due.office).or_default() += count;
        }
    }

    fn line(&self, office: &OfficeId, name: String) -> OfficeLine {
        let of = |all: &BTreeMap<OfficeId, i64>| all.get(office).copied().unwrap_or_default();
        OfficeLine {
            name,
            href: format!("/?office={office}"),
            misses: of(&self.misses),
            reviews: of(&self.reviews) - of(&self.reviews_own),
            reviews_own: of(&self.reviews_own),
            owed: of(&self.owed),
            owed_late: of(&self.owed_late),
            held: of(&self.held),
            complaints: of(&self.complaints),
            complaints_late: of(&self.complaints_late),
            mails: self.mails.get(office.as_str()).copied().unwrap_or_default(),
        }
    }
}
