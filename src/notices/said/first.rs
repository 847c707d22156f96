//! The first layout of a stored text: it had a slot for everything an outage says, and the outage
//! itself rode in it. Read for ever, written no more.

use serde::Deserialize;
use serde_json::Value;

use super::frozen::{Facts, Frozen};
use super::{BoardRef, Both, Clocks, English, Hang, Icon, Letterhead, Said, Shape, Tone};
use crate::error::Result;
use crate::notices::part::{Advice, DayBar, Fact, Part, When};
use crate::organisation::PlaceId;
use crate::platform::clock::Moment;

#[derive(Deserialize)]
struct Stored {
    title: String,
    community: String,
    issuer: String,
    #[serde(flatten)]
    look: Look,
    #[serde(flatten)]
    words: Words,
    #[serde(default)]
    places: Vec<PlaceId>,
    #[serde(default)]
    boards: Vec<BoardRef>,
    #[serde(default)]
    outage: Value,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Look {
    tone: Tone,
    icon: Icon,
    when: Option<When>,
    day_bar: Option<DayBar>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Words {
    facts: Vec<Fact>,
    greeting: String,
    body: Vec<String>,
    advice: Vec<Advice>,
    closing: String,
    phone: String,
    line: String,
    english: English,
}

/// What of an outage the house went by.
#[derive(Deserialize)]
struct Outage {
    cause: String,
    starts_at: Moment,
    ends_at: Moment,
}

pub(super) fn read(json: &str) -> Result<Frozen> {
    let stored: Stored = serde_json::from_str(json)?;
    let outage: Option<Outage> = serde_json::from_value(stored.outage.clone())?;
    let Words {
        facts,
        greeting,
        body,
        advice,
        closing,
        phone,
        line,
        english,
    } = stored.words;
    let when = stored.look.when.map(|when| When {
        bar: stored.look.day_bar,
        ..when
    });
    let texts = [
        (!facts.is_empty()).then_some(Part::Facts(facts)),
        (!body.is_empty()).then_some(Part::Text(body)),
        (!advice.is_empty()).then_some(Part::Advice(advice)),
    ];
    let said = Said {
        title: stored.title,
        line,
        tone: stored.look.tone,
        icon: stored.look.icon,
        shape: Shape::Poster,
        parts: when
            .map(Part::When)
            .into_iter()
            .chain(texts.into_iter().flatten())
            .collect(),
        letterhead: Letterhead {
            community: stored.community,
            issuer: stored.issuer,
            phone,
            greeting,
            closing,
        },
        english,
        places: stored.places,
        boards: stored.boards,
        clocks: outage.as_ref().map_or_else(Clocks::default, clocks),
        instead: Both::default(),
        resumes: Both::default(),
    };
    Ok(Frozen {
        said,
        facts: Facts::kept(stored.outage),
    })
}

/// Only the office's own work had a rule that left time to hang its sheets.
fn clocks(outage: &Outage) -> Clocks {
    Clocks {
        begins: Some(outage.starts_at),
        of_use_until: Some(outage.ends_at),
        hang: if outage.cause == "own" {
            Hang::By
        } else {
            Hang::AtOnce
        },
    }
}
