//! A notice as everybody sees it: its frozen text, and where it stands now.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::NoticeId;
use super::super::kind::Kind;
use super::super::lifecycle::Stage;
use super::super::outages::store::Course;
use super::super::outages::{self, OutageId};
use super::super::part::Part;
use super::super::said::{Said, Tone};
use super::super::store::revisions::{self, Revision};
use super::super::store::{self, Row};
use crate::error::Result;
use crate::organisation::PlaceId;
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::db::Conn;
use crate::platform::page::View;
use crate::platform::words::Lang;

/// A notice as everybody sees it.
#[derive(Debug, Clone, Serialize)]
pub struct Shown {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Where it happens.
    pub place: String,
    /// When it happens.
    pub line: String,
    /// When it begins, for the order of a list.
    pub at: Moment,
    /// Its number.
    pub number: String,
    /// `water`, `power`, `work` or `calm`: the colour beside it.
    pub tone: &'static str,
    /// Where it stands: `now`, `ahead`, `over`, `superseded`, `cancelled` or `restored`.
    pub state: &'static str,
    /// A sentence for that state; empty while it is ahead.
    pub state_line: String,
    /// What it says, in order; Chinese also on the English page, which says so.
    pub parts: Vec<Part>,
    /// Label and value of each fact in English; none on the Chinese page.
    pub facts_en: Vec<(String, String)>,
    /// The last line.
    pub closing: String,
    /// Its community.
    pub community: String,
    /// The community's page.
    pub community_href: String,
    /// Its office.
    pub issuer: String,
    /// The number to ask.
    pub phone: String,
    /// When it appeared; empty before.
    pub published: String,
    /// The address and title of the notice that follows it; empty else.
    pub next: (String, String),
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Water => "water",
        Tone::Power => "power",
        Tone::Repair => "work",
        Tone::Calm => "calm",
    }
}

/// The page and the title of the published notice that took a notice's place.
fn page_of(next: &Row) -> Option<(String, String)> {
    next.core.published_at?;
    Some((format!("/n/{}", next.core.id), next.title.clone()))
}

/// How an approved notice looks to everybody at `now`.
pub(super) fn shown(
    conn: &mut Conn,
    row: &Row,
    revision: &Revision,
    show: Dates,
    view: &View,
) -> Result<Shown> {
    let beside = Beside::of(conn, std::slice::from_ref(row))?;
    Ok(draw(&beside, row, revision, show, view))
}

/// How approved notices look to everybody at `now`, in the order of their ids; one that has no
/// text is left out.
pub(super) fn all_shown(
    conn: &mut Conn,
    ids: &[NoticeId],
    show: Dates,
    view: &View,
) -> Result<Vec<Told>> {
    let mut rows = store::any_rows(conn, ids)?;
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.core.id));
    let mut texts = revisions::latest_of(conn, ids)?;
    let beside = Beside::of(conn, &rows)?;
    let told = |row: Row| {
        let revision = texts.remove(&row.core.id)?;
        let shown = draw(&beside, &row, &revision, show, view);
        Some(Told {
            stage: row.stage,
            places: revision.said.places,
            shown,
        })
    };
    Ok(rows.into_iter().filter_map(told).collect())
}

/// A notice of a list.
pub(super) struct Told {
    pub(super) stage: Stage,
    /// The places it concerns.
    pub(super) places: Vec<PlaceId>,
    pub(super) shown: Shown,
}

/// What stands beside the texts of notices: how their outages went on, and what took their place.
struct Beside {
    courses: BTreeMap<OutageId, Course>,
    next: BTreeMap<NoticeId, Row>,
}

impl Beside {
    fn of(conn: &mut Conn, rows: &[Row]) -> Result<Self> {
        let is_followed = |row: &&Row| matches!(row.stage, Stage::Superseded | Stage::Cancelled);
        let followed = rows.iter().filter(is_followed);
        let followed: Vec<_> = followed.map(|row| row.core.id.clone()).collect();
        let outages: Vec<_> = rows.iter().filter_map(|row| row.outage.clone()).collect();
        Ok(Self {
            courses: outages::store::courses(conn, &outages)?,
            next: store::successors(conn, &followed)?,
        })
    }
}

fn draw(beside: &Beside, row: &Row, revision: &Revision, show: Dates, view: &View) -> Shown {
    let said = &revision.said;
    let letterhead = &said.letterhead;
    let course = row.outage.as_ref().and_then(|id| beside.courses.get(id));
    let next = beside.next.get(&row.core.id).and_then(page_of);
    let (state, state_line) = state(row, said, course, (show, view));
    let english = view.lang == Lang::En;
    let pick = |zh: &String, en: &String| if english { en.clone() } else { zh.clone() };
    let published = row.core.published_at.map(|at| show.date_time(at));
    Shown {
        href: format!("/n/{}", row.core.id),
        title: pick(&said.title, &said.english.title),
        place: place(said, english),
        at: said.clocks.begins.unwrap_or(revision.approved_at),
        line: pick(&said.line, &said.english.line),
        number: revision.number.clone(),
        tone: tone(said.tone),
        state,
        state_line,
        parts: said.parts.clone(),
        facts_en: if english {
            said.english.facts.clone()
        } else {
            Vec::new()
        },
        closing: letterhead.closing.clone(),
        community: pick(&letterhead.community, &said.english.community),
        community_href: format!("/c/{}", row.community),
        issuer: pick(&letterhead.issuer, &said.english.issuer),
        phone: letterhead.phone.clone(),
        published: published.unwrap_or_default(),
        next: next.unwrap_or_default(),
    }
}

/// Where it happens: the first of its facts.
fn place(said: &Said, english: bool) -> String {
    if english {
        let first = said.english.facts.first();
        return first.map(|(_, at)| at.clone()).unwrap_or_default();
    }
    said.facts().next().map_or_else(String::new, |fact| {
        let suffix = fact.suffix.as_deref().unwrap_or_default();
        format!("{} {suffix}", fact.value).trim_end().to_owned()
    })
}

/// Where a notice stands, as a word for its look and a sentence; empty while it is ahead.
fn state(
    row: &Row,
    said: &Said,
    course: Option<&Course>,
    (show, view): (Dates, &View),
) -> (&'static str, String) {
    match row.stage {
        Stage::Superseded => ("superseded", view.say("public-superseded")),
        Stage::Cancelled => ("cancelled", view.say("public-cancelled")),
        Stage::Draft | Stage::InReview => ("superseded", view.say("public-changing")),
        Stage::Scheduled | Stage::Published | Stage::Expired => {
            progress(row, said, course, (show, view))
        }
    }
}

/// How what a notice announces goes on.
fn progress(
    row: &Row,
    said: &Said,
    course: Option<&Course>,
    (show, view): (Dates, &View),
) -> (&'static str, String) {
    if row.kind != Kind::Outage {
        return ("calm", String::new());
    }
    if let Some(ended) = course.and_then(|c| c.ended_at) {
        let line = view.tell("public-restored", &[("at", show.near(ended))]);
        return ("restored", line);
    }
    match (said.clocks.begins, said.clocks.of_use_until) {
        (Some(begins), _) if show.now < begins => ("ahead", String::new()),
        (_, Some(until)) if show.now <= until => ("now", view.say("public-now")),
        (_, Some(_)) => ("over", view.say("public-over")),
        (_, None) => ("calm", String::new()),
    }
}
