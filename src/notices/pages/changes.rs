//! What became of a notice since a form of it was shown: who did what, and what it says now.

mod differences;
mod hands;
pub(super) mod typed;

use serde::Serialize;

pub use self::differences::{Difference, Said};
use self::differences::{Two, differences};
use self::hands::{BEGINS, Hand};
use self::typed::Typed;
use super::record::happened;
use crate::error::Result;
use crate::notices::content::Draft;
use crate::notices::ids::NoticeId;
use crate::notices::room::{Field, Rooms};
use crate::notices::service;
use crate::notices::steps::Pressed;
use crate::notices::store::steps::{self, Taken};
use crate::notices::store::writers;
use crate::notices::store::{self, Row, thrown_away};
use crate::people::Scope;
use crate::platform::audit::{self, Entry};
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::db::Conn;
use crate::platform::history::{Happened, Who};
use crate::platform::page::View;
use crate::platform::paging::Paging;
use crate::platform::seen::Seen;

/// The fields in which a text differs from the one before it.
pub(super) fn between(
    conn: &mut Conn,
    before: Draft,
    now: &Draft,
    fields: &'static [Field],
) -> Result<Vec<Difference>> {
    let now = now.clone();
    differences(conn, &Two { before, now }, fields)
}

/// What a form asked for, as far as what happened since depends on it.
#[derive(Debug, Clone)]
pub(in crate::notices) struct Question {
    id: NoticeId,
    seen: Seen,
    is_text: bool,
    typed: Draft,
    rooms: Rooms,
}

impl Question {
    pub(in crate::notices) fn of(pressed: &Pressed, rooms: Rooms) -> Self {
        Self {
            id: pressed.id.clone(),
            seen: pressed.sent.seen,
            is_text: pressed.step.is_of_text(),
            typed: Draft::of(&pressed.sent.fields),
            rooms,
        }
    }
}

/// What happened since a form was shown.
#[derive(Debug)]
pub(in crate::notices) struct Since {
    /// The notice as it stands.
    pub(in crate::notices) row: Row,
    lines: Vec<Entry>,
    steps: Vec<Taken>,
    wrote: Vec<Hand>,
    texts: Vec<Difference>,
    /// Whether what the first of the steps made was thrown away: it may be taken anew.
    undone: bool,
    /// Whether nothing has: the step can simply not be taken.
    current: bool,
}

/// Lines of the record among which the last step is looked for.
const LOOKED_BACK: u16 = 500;

/// What the lines of the record begin with that are of the sheets alone.
const OF_SHEETS: &str = "posting";

/// Whether a line of the record is a step of the notice: a sheet that was hung or printed is none.
fn is_step(entry: &Entry) -> bool {
    let act = entry.act.as_str();
    !act.starts_with(OF_SHEETS) && !act.starts_with("notice.print") && !BEGINS.contains(&act)
}

impl Since {
    /// The first step that was taken since: the only one that can have been taken on what the form
    /// showed.
    pub(in crate::notices) fn first(&self) -> Option<&Taken> {
        self.steps.first().filter(|_| !self.current && !self.undone)
    }

    /// Reads it.
    pub(in crate::notices) fn read(
        conn: &mut Conn,
        scope: &Scope,
        asked: &Question,
    ) -> Result<Self> {
        let row = store::row(conn, scope, &asked.id)?;
        let subject = service::subject(&asked.id);
        let current = asked.seen.is(row.core.version);
        let lines = if current {
            // Nothing happened since: the last step of all is what stands in the way.
            let last = audit::newest(conn, &subject, Paging::first(LOOKED_BACK))?.lines;
            last.into_iter().filter(is_step).take(1).collect()
        } else {
            audit::after(conn, &subject, asked.seen.lines())?
        };
        let steps = if current {
            steps::last(conn, &asked.id)?.into_iter().collect()
        } else {
            steps::after(conn, &asked.id, asked.seen.version())?
        };
        let undone = match steps.first().and_then(|step| step.made_id.as_ref()) {
            Some(made) => thrown_away::was(conn, made)?,
            None => false,
        };
        let wrote = hands::since(conn, &asked.id, asked.seen)?;
        let two = if asked.is_text {
            Some(Two {
                before: row.draft.clone(),
                now: asked.typed.clone(),
            })
        } else {
            let seen = writers::sent_at_version(conn, &asked.id, asked.seen.version())?;
            seen.map(|before| Two {
                before,
                now: row.draft.clone(),
            })
        };
        let fields = asked.rooms.of_kind(&row.kind)?.fields();
        let texts = two.map_or(Ok(Vec::new()), |two| differences(conn, &two, fields))?;
        Ok(Self {
            row,
            lines,
            steps,
            wrote,
            texts,
            undone,
            current,
        })
    }

    /// What somebody typed into the step of a line: the record has it, or the step where the record
    /// names what it made.
    fn words_of<'a>(&'a self, entry: &'a Entry) -> &'a str {
        let made =
            |step: &&Taken| step.made_id.as_ref().map(NoticeId::as_str) == Some(&entry.detail);
        let words = self.steps.iter().find(made).map(|step| &step.words);
        let words = words.filter(|words| !words.is_empty());
        words.unwrap_or(&entry.detail)
    }

    /// Who did what, in order of time; a text was written before it was sent.
    fn told(&self, view: &View, show: Dates) -> Vec<Happened> {
        let wrote = self.wrote.iter().map(|hand| {
            let line = Happened {
                at: show.near(hand.last_at),
                who: hand.told(view),
                act: "act-notice-rewritten".to_owned(),
                ..Happened::default()
            };
            (hand.last_at, line)
        });
        let steps = self
            .lines
            .iter()
            .filter(|entry| entry.act != "notice.rewritten" || self.wrote.is_empty())
            .map(|entry| {
                let mut line = happened(view, show, entry);
                if self.words_of(entry) != entry.detail {
                    self.words_of(entry).clone_into(&mut line.detail);
                }
                (entry.at, line)
            });
        let mut lines: Vec<(Moment, Happened)> = wrote.chain(steps).collect();
        lines.sort_by_key(|(at, _)| *at);
        lines.into_iter().map(|(_, line)| line).collect()
    }
}

/// Who changed or moved a notice last since it was seen, as this reader reads it.
pub(super) fn last_of(
    conn: &mut Conn,
    view: &View,
    scope: &Scope,
    id: &NoticeId,
    seen: Seen,
) -> Result<String> {
    store::row(conn, scope, id)?;
    let lines = audit::after(conn, &service::subject(id), seen.lines())?;
    let wrote = hands::since(conn, id, seen)?;
    let last = lines
        .last()
        .map(|entry| (entry.at, Who::of(entry).told(view)));
    let typed = wrote.last().map(|hand| (hand.last_at, hand.told(view)));
    let latest = last.into_iter().chain(typed).max_by_key(|(at, _)| *at);
    Ok(latest.map(|(_, name)| name).unwrap_or_default())
}

/// What a page tells of it.
#[derive(Debug, Clone, Serialize)]
pub struct Changed {
    /// The key of the headline.
    pub title: &'static str,
    /// The look: ok when there is nothing left to do, soon else.
    pub look: &'static str,
    /// Who did what since.
    pub lines: Vec<Happened>,
    /// The key of the headline over the texts.
    pub texts_title: &'static str,
    /// Where the texts differ.
    pub texts: Vec<Said>,
    /// What was typed into a step that the page does not offer any more.
    pub typed: Vec<Typed>,
    /// The key of how the step is taken on what is shown; empty where it cannot be.
    pub again: &'static str,
}

impl Changed {
    /// What is told of a step; `again` when the page offers it still.
    pub(in crate::notices) fn of(
        view: &View,
        show: Dates,
        since: &Since,
        pressed: &Pressed,
        again: bool,
    ) -> Self {
        let act = pressed.step.act;
        let done = !again && since.steps.iter().any(|taken| taken.act == act);
        let (title, look) = match (done, since.current) {
            (true, _) => ("notices-step-done", "ok"),
            (false, true) => ("notices-step-impossible", "soon"),
            (false, false) => ("notices-step-changed", "soon"),
        };
        let is_text = pressed.step.is_of_text();
        Self {
            title,
            look,
            lines: since.told(view, show),
            texts_title: if is_text {
                "notices-texts-yours"
            } else {
                "notices-texts-changed"
            },
            texts: since.texts.iter().map(|d| d.said(view)).collect(),
            typed: if again || is_text {
                Vec::new()
            } else {
                let typed = typed::of_step(&pressed.sent.fields);
                typed.iter().map(|field| field.said(view)).collect()
            },
            again: match (again, is_text) {
                (false, _) => "",
                (true, false) => "notices-step-again",
                (true, true) => "notices-texts-again",
            },
        }
    }
}
