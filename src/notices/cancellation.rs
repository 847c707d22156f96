//! 取消通知: calls off another notice, of whatever kind: by its title, its number and its time.

use std::borrow::Cow;

use super::content::Ground;
use super::kind::Kind;
use super::named::{self, Says};
use super::part::{Fact, Part, When};
use super::room::{
    Asked, Block, Drawn, Field, Follows, Form, Look, Manner, Paper, Room, calm, no_offers,
    nothing_due,
};
use super::said::{
    BoardRef, Both, Clocks, English, Frozen, Hang, Icon, Letterhead, Said, Shape, Tone,
};
use super::wording::bare_reason;
use crate::error::{Refusal, Result};
use crate::organisation::Place;
use crate::organisation::place::required_boards;
use crate::platform::clock::Moment;
use crate::platform::db::Conn;
use crate::platform::form::Fields;
use crate::platform::page::View;
use crate::rules::{self, Rule};

/// A notice that calls another off. A step of that one writes it.
pub static ROOM: Room = Room {
    kind: Kind::named("cancellation"),
    manner: Manner {
        follows: Follows::CallsOff,
        may_be_followed: false,
        waits_when_over: false,
    },
    form: Some(Form {
        template: CancellationForm::TEMPLATE,
        starts: &[],
        began: |_| None,
        fields: &[Field::words("reason", "notices-cancel-reason")],
        turns: &[],
        fresh: |_| Fields::default(),
        block: |_, view, drawn| Ok(block(view, drawn)),
    }),
    look,
    record: None,
    courses: calm,
    offers: no_offers,
    due: nothing_due,
    routes: |_| {},
};

/// The form's block: it has no choices.
struct CancellationForm;

impl CancellationForm {
    const TEMPLATE: &'static str = "notices/cancellation.html";
}

fn block(view: &View, drawn: &Drawn<'_>) -> Block {
    Block {
        heading: view.say("notices-title-cancellation"),
        fields: drawn.fields.clone(),
        sheets: drawn.sheets.unwrap_or_default(),
        values: serde_json::Value::Null,
    }
}

fn look(conn: &mut Conn, asked: &Asked<'_>) -> Result<Look> {
    let ground = asked.ground;
    let title = format!("取消通知 · {}", ground.community.name);
    let Some(before) = ground.before else {
        return Ok(Look {
            title,
            paper: None,
            beside: Vec::new(),
            doubts: Vec::new(),
            wrong: vec![Refusal::new("notices-no-notice-before")],
        });
    };
    let reason = asked.fields.get("reason");
    let wrong = ground.check_printable("reason", reason);
    let stays = rules::current(conn, rules::codes::NOTICE_REMOVE_AFTER, ground.now)?;
    let paper = paper(before, reason, ground, &stays);
    Ok(Look {
        title: paper.said.list_title(),
        paper: Some(paper),
        beside: Vec::new(),
        doubts: doubts(before, reason, ground),
        wrong: wrong.into_iter().collect(),
    })
}

/// What the reason names that is not the time of what it calls off, nor one to which that is moved.
fn doubts(before: &Frozen, reason: &str, ground: &Ground<'_>) -> Vec<Refusal> {
    let told = Says::nothing(ground.now, ground.zone).calling_off();
    let clocks = before.said.clocks;
    let told = match (clocks.begins, clocks.of_use_until) {
        (Some(from), Some(to)) => told.span(from, to),
        (Some(at), None) | (None, Some(at)) => told.moment(at),
        // It tells of no time that a reason could differ from.
        (None, None) => return Vec::new(),
    };
    named::doubts("reason", reason, &told)
}

fn paper(before: &Frozen, reason: &str, ground: &Ground<'_>, stays: &Rule) -> Paper {
    let clocks = before.said.clocks;
    let until = clocks
        .of_use_until
        .map_or(ground.now, |at| at.max(ground.now));
    let remove_after = until + stays.hours();
    Paper {
        said: said(
            &ground.said_before().unwrap_or(Cow::Borrowed(&before.said)),
            reason,
            ground,
        ),
        facts: before.facts.clone(),
        post_by: clocks.ahead(ground.now).unwrap_or(remove_after),
        publish_at: None,
        at_once: true,
        remove_after,
        rule: None,
    }
}

fn said(before: &Said, reason: &str, ground: &Ground<'_>) -> Said {
    let what = matter(&before.title);
    let number = ground.number_before.unwrap_or_default();
    let text = format!(
        "{number}通知的{what}安排取消，不再进行。原因：{}。",
        bare_reason(reason)
    );
    Said {
        title: format!("{what}取消通知"),
        line: format!("原定 {}", before.line),
        tone: Tone::Calm,
        icon: Icon::Cancelled,
        shape: Shape::Poster,
        parts: called_off(before, holds_now(before, ground.now), text),
        letterhead: Letterhead {
            issuer: ground.office.name.clone(),
            closing: "由此给您带来不便，请您谅解。".to_owned(),
            ..before.letterhead.clone()
        },
        english: English {
            title: format!("Cancelled: {}", matter_en(&before.english.title)),
            line: format!("Was planned for {}", before.english.line),
            facts: english_facts(before, holds_now(before, ground.now), reason),
            issuer: ground.office.name_en.clone(),
            ..before.english.clone()
        },
        places: before.places.clone(),
        boards: boards(before, ground),
        clocks: Clocks {
            hang: Hang::AtOnce,
            ..before.clocks
        },
        instead: Both::default(),
        resumes: Both::default(),
    }
}

/// What holds now: water that was off already did not stay on.
fn holds_now(before: &Said, now: Moment) -> &Both {
    match before.clocks.begins {
        Some(begins) if begins <= now => &before.resumes,
        Some(_) | None => &before.instead,
    }
}

/// Where it would have been, and why it is not: its cause and length were those of what is off.
fn english_facts(before: &Said, holds: &Both, reason: &str) -> Vec<(String, String)> {
    let places = before.english.facts.iter().take(1).cloned();
    let why = "Why it is called off (in Chinese)".to_owned();
    let now = ("Now".to_owned(), holds.english.clone());
    let now = Some(now).filter(|(_, holds)| !holds.is_empty());
    let why = (why, reason.to_owned());
    places.chain(now).chain([why]).collect()
}

/// What is called off, from a title: 停水 of 停水通知 and of 停水抢修通知, for how urgent it was is
/// not called off.
fn matter(title: &str) -> &str {
    title.trim_end_matches("通知").trim_end_matches("抢修")
}

/// The same in English: water outage of Emergency water outage.
fn matter_en(title: &str) -> &str {
    title.strip_prefix("Emergency ").unwrap_or(title)
}

/// The boards that its places ask for now.
fn boards(before: &Said, ground: &Ground<'_>) -> Vec<BoardRef> {
    let touched = ground.tree.iter().filter(|p| before.places.contains(&p.id));
    let touched: Vec<Place> = touched.cloned().collect();
    let boards = required_boards(ground.boards, &touched).into_iter();
    boards
        .map(|board| BoardRef {
            id: board.id.clone(),
            name: board.name.clone(),
        })
        .collect()
}

/// When and where it would have been, struck out, and why it is not.
fn called_off(before: &Said, holds: &Both, text: String) -> Vec<Part> {
    let when = before.when().cloned().map(|when| When {
        label: Some("原定".to_owned()),
        struck: true,
        bar: None,
        ..when
    });
    let mut places: Vec<Fact> = before.facts().filter(|f| f.prominent).cloned().collect();
    places.truncate(1);
    if !holds.chinese.is_empty() {
        places.push(Fact {
            label: "现在".to_owned(),
            value: holds.chinese.clone(),
            suffix: None,
            prominent: true,
        });
    }
    let mut parts: Vec<Part> = when.map(Part::When).into_iter().collect();
    parts.extend([Part::Facts(places), Part::Text(vec![text])]);
    parts
}
