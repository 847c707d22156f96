//! A case in a list.

use std::collections::BTreeMap;

use serde::Serialize;

use super::address::url;
use super::names::Names;
use crate::complaints::lifecycle::Stage;
use crate::complaints::store::cases;
use crate::complaints::store::listing::{self, Listed};
use crate::error::Result;
use crate::organisation::OfficeId;
use crate::people::Scope;
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::db::Conn;

/// Characters of what was told that a line shows.
const EXCERPT: usize = 60;
/// The most that the page of today lists.
const NEWEST: i64 = 20;

/// A case in a list, with how its earliest contact begins.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// Its page.
    pub href: String,
    /// TS-2026-00012.
    pub number: String,
    /// How it begins.
    pub excerpt: String,
    /// The office that answers for it; empty where its reader has only one.
    pub office: String,
    /// The community, where the office does not go without saying.
    pub community: String,
    /// Where it is about.
    pub place: String,
    /// When it came.
    pub received: String,
    /// The key of the word for how it came.
    pub channel: String,
    /// Whether nobody has looked at it.
    pub unseen: bool,
    /// Whether it waits for a second look.
    pub held: bool,
}

impl Line {
    pub(super) fn of(Listed { head, told }: Listed, names: &Names, dates: Dates) -> Self {
        let mut excerpt: String = told.content.chars().take(EXCERPT).collect();
        if told.content.chars().count() > EXCERPT {
            excerpt.push('…');
        }
        Self {
            href: url(&head.id),
            office: names.office(&head.office),
            community: head
                .community
                .map(|id| names.community(&id))
                .unwrap_or_default(),
            number: head.number,
            excerpt,
            place: told.place_text,
            received: dates.near(told.received_at),
            channel: told.channel.key(),
            unseen: head.stage == Stage::Received,
            held: told.held_reason.is_some(),
        }
    }
}

/// How many cases nobody has looked at, for the menu.
pub fn unseen(conn: &mut Conn, scope: &Scope) -> Result<i64> {
    cases::count_unseen(conn, scope)
}

/// How many cases nobody has looked at of those that came before a moment, office by office.
pub fn unseen_by_office(
    conn: &mut Conn,
    scope: &Scope,
    before: Moment,
) -> Result<BTreeMap<OfficeId, i64>> {
    cases::unseen_by_office(conn, scope, before)
}

/// The newest cases nobody has looked at, for the page of today.
pub fn new_ones(conn: &mut Conn, scope: &Scope, dates: Dates) -> Result<Vec<Line>> {
    let listed = listing::unseen(conn, scope, NEWEST)?;
    let names = Names::default();
    let lines = listed.into_iter();
    Ok(lines.map(|one| Line::of(one, &names, dates)).collect())
}
