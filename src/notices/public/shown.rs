//! A notice as everybody sees it: its frozen text, and where it stands now.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::ids::NoticeId;
use super::super::lifecycle::Stage;
use super::super::part::Part;
use super::super::room::{self, Course, Line, State};
use super::super::said::{Said, Tone};
use super::super::store::revisions::{self, Revision};
use super::super::store::{self, Row};
use super::Reading;
use crate::error::Result;
use crate::organisation::PlaceId;
use crate::platform::clock::Moment;
use crate::platform::db::Conn;
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
    /// The word before a time that it calls off; empty where its text has none.
    pub planned: String,
    /// Whether that time holds no more, though the notice does: it calls something off.
    pub struck: bool,
    /// Whether it holds: nothing took its place, called it off, or is being written over it.
    pub holds: bool,
    /// When it begins, for the order of a list.
    pub at: Moment,
    /// Its number.
    pub number: String,
    /// `water`, `power`, `work` or `calm`: the colour beside it.
    pub tone: &'static str,
    /// When it is to be read among others.
    #[serde(skip)]
    pub turn: Turn,
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
    /// The notice that follows it.
    pub next: Option<Next>,
}

/// When a notice is to be read among others: what goes on, what will, what is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// What it tells of goes on.
    Now,
    /// It should be over; nobody has said that it is.
    Unconfirmed,
    /// It is to come.
    Ahead,
    /// It holds, and nothing of it goes on.
    Calm,
    /// It is over, or holds no more.
    Past,
}

impl Turn {
    fn of(stage: Stage, stands: State) -> Self {
        match (stage, stands) {
            // What has expired goes on where somebody said since that it is still out.
            (Stage::Published | Stage::Scheduled | Stage::Expired, State::Now) => Self::Now,
            (Stage::Published | Stage::Scheduled, State::Over) => Self::Unconfirmed,
            (Stage::Published | Stage::Scheduled, State::Ahead) => Self::Ahead,
            (Stage::Published | Stage::Scheduled, State::Calm) => Self::Calm,
            _ => Self::Past,
        }
    }
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Water => "water",
        Tone::Power => "power",
        Tone::Repair => "work",
        Tone::Calm => "calm",
    }
}

/// The published notice that took a notice's place.
#[derive(Debug, Clone, Serialize)]
pub struct Next {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// When it happens instead; empty where it does not happen any more, or that holds no more.
    pub line: String,
}

impl Next {
    fn of(next: &Row, text: &Revision, reading: &Reading<'_>) -> Option<Self> {
        next.core.published_at?;
        let said = &*text.read_by(reading.show);
        let english = reading.view.lang == Lang::En;
        let pick = |zh: &String, en: &String| if english { en.clone() } else { zh.clone() };
        Some(Self {
            href: format!("/n/{}", next.core.id),
            title: pick(&said.title, &said.english.title),
            line: if is_struck(said) || !holds(next.stage) {
                String::new()
            } else {
                pick(&said.line, &said.english.line)
            },
        })
    }
}

/// A time without the word that it was planned: that stays true where the time is struck.
pub(super) fn bare_time(line: &str) -> &str {
    let words = ["原定 ", "Was planned for "];
    let bare = words.iter().find_map(|word| line.strip_prefix(word));
    bare.unwrap_or(line)
}

/// Whether all it says of a time is that it does not hold.
fn is_struck(said: &Said) -> bool {
    let mut times = said.parts.iter().filter_map(Part::when).peekable();
    times.peek().is_some() && times.all(|when| when.struck)
}

/// How an approved notice looks to everybody now.
pub(super) fn shown(
    conn: &mut Conn,
    row: &Row,
    revision: &Revision,
    reading: &Reading<'_>,
) -> Result<Shown> {
    let said = &revision.said;
    let beside = Beside::of(conn, &[room::Told { row, said }], reading)?;
    Ok(draw(&beside, row, revision, reading))
}

/// How approved notices look to everybody now, in the order of their ids; one that has no text is
/// left out.
pub(super) fn all_shown(
    conn: &mut Conn,
    ids: &[NoticeId],
    reading: &Reading<'_>,
) -> Result<Vec<Told>> {
    let mut rows = store::any_rows(conn, ids)?;
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.core.id));
    let mut texts = revisions::latest_of(conn, ids)?;
    let beside = {
        let with_text = rows.iter().filter_map(|row| {
            let said = &texts.get(&row.core.id)?.said;
            Some(room::Told { row, said })
        });
        Beside::of(conn, &with_text.collect::<Vec<_>>(), reading)?
    };
    let told = |row: Row| {
        let revision = texts.remove(&row.core.id)?;
        let shown = draw(&beside, &row, &revision, reading);
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

/// What stands beside the texts of notices: how what they tell of went on, and what took their
/// place.
struct Beside {
    courses: BTreeMap<NoticeId, Course>,
    next: BTreeMap<NoticeId, Row>,
    texts: BTreeMap<NoticeId, Revision>,
}

impl Beside {
    fn of(conn: &mut Conn, told: &[room::Told<'_>], reading: &Reading<'_>) -> Result<Self> {
        let is_followed =
            |told: &&room::Told<'_>| matches!(told.row.stage, Stage::Superseded | Stage::Cancelled);
        let followed = told.iter().filter(is_followed);
        let followed: Vec<_> = followed.map(|told| told.row.core.id.clone()).collect();
        let mut courses = BTreeMap::new();
        for room in reading.rooms.all() {
            let of_room = |told: &&room::Told<'_>| told.row.kind == room.kind;
            let of_room: Vec<_> = told.iter().filter(of_room).copied().collect();
            if !of_room.is_empty() {
                let found = (room.courses)(conn, &of_room, reading.show.now)?;
                let ids = of_room.iter().map(|told| told.row.core.id.clone());
                courses.extend(ids.zip(found));
            }
        }
        let next = store::successors(conn, &followed)?;
        let ids: Vec<_> = next.values().map(|row| row.core.id.clone()).collect();
        Ok(Self {
            courses,
            texts: revisions::latest_of(conn, &ids)?,
            next,
        })
    }
}

impl Beside {
    /// What took a notice's place.
    fn next_of(&self, row: &Row, reading: &Reading<'_>) -> Option<Next> {
        let next = self.next.get(&row.core.id)?;
        let text = self.texts.get(&next.core.id)?;
        Next::of(next, text, reading)
    }
}

/// Whether what a notice says holds at a stage.
fn holds(stage: Stage) -> bool {
    match stage {
        Stage::Scheduled | Stage::Published | Stage::Expired => true,
        Stage::Draft | Stage::InReview | Stage::Superseded | Stage::Cancelled => false,
    }
}

fn draw(beside: &Beside, row: &Row, revision: &Revision, reading: &Reading<'_>) -> Shown {
    let (view, show) = (reading.view, reading.show);
    let said = &*revision.read_by(show);
    let letterhead = &said.letterhead;
    let course = beside.courses.get(&row.core.id).cloned();
    let english = view.lang == Lang::En;
    let standing = standing(row, course.unwrap_or_default(), reading);
    let pick = |zh: &String, en: &String| if english { en.clone() } else { zh.clone() };
    let published = row.core.published_at.map(|at| show.date_time(at));
    let line = pick(&said.line, &said.english.line);
    let time = bare_time(&line);
    let planned = line.strip_suffix(time).unwrap_or_default();
    Shown {
        href: format!("/n/{}", row.core.id),
        title: pick(&said.title, &said.english.title),
        place: place(said, english),
        at: said.clocks.begins.unwrap_or(revision.approved_at),
        line: time.to_owned(),
        planned: planned.trim_end().to_owned(),
        struck: is_struck(said),
        holds: holds(row.stage),
        number: revision.number.clone(),
        tone: tone(said.tone),
        turn: standing.turn,
        state: standing.state,
        state_line: standing.line,
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
        next: beside.next_of(row, reading),
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

/// Where a notice stands.
struct Standing {
    /// When it is to be read.
    turn: Turn,
    /// The word for its look.
    state: &'static str,
    /// A sentence for it; empty while it is ahead.
    line: String,
}

/// Where a notice stands.
fn standing(row: &Row, course: Course, reading: &Reading<'_>) -> Standing {
    let view = reading.view;
    let turn = Turn::of(row.stage, course.state);
    let says = |state, key| Standing {
        turn,
        state,
        line: view.say(key),
    };
    match row.stage {
        Stage::Superseded => says("superseded", "public-superseded"),
        Stage::Cancelled => says("cancelled", "public-cancelled"),
        Stage::Draft | Stage::InReview => says("superseded", "public-changing"),
        Stage::Scheduled | Stage::Published | Stage::Expired => Standing {
            turn,
            state: course.state.as_str(),
            line: course
                .line
                .map(|line| told(&line, reading))
                .unwrap_or_default(),
        },
    }
}

fn told(line: &Line, reading: &Reading<'_>) -> String {
    match line.at {
        Some(at) => reading
            .view
            .tell(line.key, &[("at", at.near(reading.show))]),
        None => reading.view.say(line.key),
    }
}
