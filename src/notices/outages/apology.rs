//! What follows an outage: the apology with its explanation.

pub(super) mod room;

use super::super::content::Ground;
use super::super::named::{self, Says};
use super::super::part::Part;
use super::super::room::Paper;
use super::super::said::{Both, English, Frozen, Icon, Letterhead, Said, Shape, Tone};
use super::super::wording::bare_reason;
use super::announce::{GREETING, board_refs, paragraphs, tight, when};
use super::basis::Basis;
use super::facts::{Outage, Utility};
use super::text;
use super::told::{Told, Until};
use crate::error::Refusal;
use crate::organisation::Place;
use crate::platform::clock::Moment;
use crate::platform::dates;
use crate::platform::form::{Fields, Reader};
use crate::platform::words::Lang;
use chrono::Duration;

/// How long an apology stays up.
const STAYS_UP: Duration = Duration::days(3);

fn places_of(before: &Said, ground: &Ground<'_>) -> Vec<Place> {
    ground
        .tree
        .iter()
        .filter(|p| before.places.contains(&p.id))
        .cloned()
        .collect()
}

/// The outage that a notice told of.
fn outage_of(before: &Frozen) -> Option<Outage> {
    before.facts.read().ok().flatten()
}

/// The form of an apology, filled in from the outage's record.
pub(super) fn fields(before: &Frozen, ended_at: Moment, ground: &Ground<'_>) -> Fields {
    let body = outage_of(before).map_or_else(String::new, |outage| {
        let stop = text::stop(outage.utility);
        let show = ground.dates(Lang::Zh);
        let length = tight(&dates::length(Lang::Zh, ended_at.since(outage.starts_at)));
        format!(
            "{}{stop}，是因为{}。停止时间为{}，前后约{length}。未能提前通知您，给您的生活带来不便，我们诚恳道歉。\n\
             此事的教训我们已经记下：今后遇到同类情况，会第一时间在通知栏和扫码页面告知原因和预计恢复时间，并安排专人值守电话。",
            show.date(outage.starts_at),
            bare_reason(&outage.reason),
            show.span(outage.starts_at, ended_at),
        )
    });
    Fields::of([
        ("community", ground.community.id.to_string()),
        ("body", body),
        ("phone", before.said.letterhead.phone.clone()),
        ("ended_at", ended_at.iso()),
        ("publish_date", String::new()),
        ("publish_time", String::new()),
    ])
}

/// What came of reading the form of an apology.
pub(super) struct Read {
    /// What it would be.
    pub(super) paper: Option<Paper>,
    /// What its text names that its record does not say.
    pub(super) doubts: Vec<Refusal>,
    /// What is missing or wrong.
    pub(super) wrong: Vec<Refusal>,
}

/// Reads an apology for review (QP7.3 §4.3.3).
pub(super) fn read(fields: &Fields, ended_at: Moment, ground: &Basis<'_>) -> Read {
    let mut reader = Reader::new(fields);
    let typed = Typed {
        body: reader.text("body", 3_000),
        phone: reader.text("phone", 40),
    };
    let mut wrong = reader.errors();
    let before = ground.before.and_then(|b| outage_of(b).map(|o| (b, o)));
    let Some((before, outage)) = before.filter(|_| wrong.is_empty()) else {
        if wrong.is_empty() {
            wrong.push(Refusal::new("notices-no-outage"));
        }
        return Read {
            paper: None,
            doubts: Vec::new(),
            wrong,
        };
    };
    wrong.extend(ground.check_printable("body", &typed.body));
    let told = Says::nothing(ground.now, ground.zone)
        .span(outage.starts_at, ended_at)
        .moment(outage.ends_at)
        .looking_back();
    let told = outage.received_at.into_iter().fold(told, Says::moment);
    let paper = Paper {
        said: apologise(&before.said, &outage, ended_at, &typed, ground),
        facts: before.facts.clone(),
        post_by: ended_at + ground.rules.apology.hours(),
        publish_at: None,
        at_once: false,
        remove_after: ground.now + STAYS_UP,
        rule: Some(ground.rules.apology.id.clone()),
    };
    Read {
        paper: Some(paper),
        doubts: named::doubts("body", &typed.body, &told),
        wrong,
    }
}

/// What was typed.
struct Typed {
    body: String,
    phone: String,
}

fn apologise(
    before: &Said,
    outage: &Outage,
    ended_at: Moment,
    typed: &Typed,
    ground: &Ground<'_>,
) -> Said {
    let places = places_of(before, ground);
    let show = ground.dates(Lang::Zh);
    let told = Told::of(outage, Until::Ended(ended_at), &places, ground);
    let (title, what) = match outage.utility {
        Utility::Water => ("停水致歉说明", "water"),
        Utility::Power => ("停电致歉说明", "power"),
    };
    let title_en = format!("Apology and explanation: {what} outage");
    Said {
        title: title.to_owned(),
        tone: Tone::Calm,
        icon: Icon::Apology,
        shape: Shape::Poster,
        parts: vec![
            Part::When(when(ground, outage.starts_at, ended_at)),
            Part::Facts(told.chinese),
            Part::Text(paragraphs(&typed.body)),
        ],
        letterhead: letterhead(typed, ground),
        line: show.span(outage.starts_at, ended_at),
        english: English {
            title: title_en,
            line: ground.dates(Lang::En).span(outage.starts_at, ended_at),
            facts: told.english,
            community: ground.community.name_en.clone(),
            issuer: ground.office.name_en.clone(),
        },
        places: before.places.clone(),
        boards: board_refs(ground, &places),
        clocks: before.clocks,
        instead: Both::default(),
        resumes: Both::default(),
    }
}

/// The text of an apology apologises, and the last line does so again.
fn letterhead(typed: &Typed, ground: &Ground<'_>) -> Letterhead {
    let addressed = Letterhead {
        community: ground.community.name.clone(),
        issuer: ground.office.name.clone(),
        phone: typed.phone.clone(),
        greeting: GREETING.to_owned(),
        closing: String::new(),
    };
    Letterhead {
        closing: "再次向您致歉，感谢您的理解。".to_owned(),
        ..addressed.beside(&typed.body)
    }
}
