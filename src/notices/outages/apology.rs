//! What follows an outage: the apology with its explanation, and the notice that calls it off.

use super::super::content::{Checked, Ground};
use super::super::said::{English, Said};
use super::super::sheet::{Fact, Icon, Tone, When};
use super::announce::{board_refs, day_bar, paragraphs, tight, time};
use super::facts::{Outage, Utility};
use super::text;
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

/// The form of an apology, filled in from the outage's record.
pub fn apology_fields(before: &Said, ended_at: Moment, ground: &Ground<'_>) -> Fields {
    let body = before.outage.as_ref().map_or_else(String::new, |outage| {
        let stop = text::stop(outage.utility);
        let show = ground.dates(Lang::Zh);
        let length = tight(&dates::length(Lang::Zh, ended_at.since(outage.starts_at)));
        format!(
            "{}{stop}，是因为{}。停止时间为{}，前后约{length}。未能提前通知您，给您的生活带来不便，我们诚恳道歉。\n\
             此事的教训我们已经记下：今后遇到同类情况，会第一时间在通知栏和扫码页面告知原因和预计恢复时间，并安排专人值守电话。",
            show.date(outage.starts_at),
            outage.reason,
            show.span(outage.starts_at, ended_at),
        )
    });
    Fields::of([
        ("community", ground.community.id.to_string()),
        ("body", body),
        ("phone", before.phone.clone()),
        ("ended_at", ended_at.iso()),
        ("publish_date", String::new()),
        ("publish_time", String::new()),
    ])
}

/// Reads an apology for review (QP7.3 §4.3.3).
pub fn check(
    fields: &Fields,
    ended_at: Moment,
    ground: &Ground<'_>,
) -> Result<Checked, Vec<Refusal>> {
    let mut reader = Reader::new(fields);
    let body = reader.text("body", 3_000);
    let phone = reader.text("phone", 40);
    if let Some(refusal) = ground.check_printable("body", &body) {
        reader.refuse(refusal);
    }
    let errors = reader.errors();
    let before = ground
        .before
        .and_then(|b| b.outage.as_ref().map(|o| (b, o)));
    let Some((before, outage)) = before.filter(|_| errors.is_empty()) else {
        return Err(if errors.is_empty() {
            vec![Refusal::new("notices-no-outage")]
        } else {
            errors
        });
    };
    let said = apologise(before, outage, ended_at, (&body, &phone), ground);
    Ok(Checked {
        said,
        post_by: ended_at + ground.rules.apology.hours(),
        publish_at: None,
        remove_after: ground.now + STAYS_UP,
        rule: Some(ground.rules.apology.id.clone()),
    })
}

fn apologise(
    before: &Said,
    outage: &Outage,
    ended_at: Moment,
    (body, phone): (&str, &str),
    ground: &Ground<'_>,
) -> Said {
    let places = places_of(before, ground);
    let show = ground.dates(Lang::Zh);
    let fact = |label: &str, value: String, prominent| Fact {
        label: label.to_owned(),
        value,
        suffix: None,
        prominent,
    };
    let (title, what) = match outage.utility {
        Utility::Water => ("停水致歉说明", "water"),
        Utility::Power => ("停电致歉说明", "power"),
    };
    let title_en = format!("Apology and explanation: {what} outage");
    Said {
        title: title.to_owned(),
        tone: Tone::Calm,
        icon: Icon::Apology,
        when: Some(When {
            label: None,
            struck: false,
            time: time(show, outage.starts_at, ended_at),
        }),
        day_bar: day_bar(ground.zone, outage.starts_at, ended_at),
        facts: vec![
            fact("范围", text::place_names(ground.tree, &places), true),
            fact("原因", outage.reason.clone(), false),
            fact(
                "时长",
                tight(&dates::length(Lang::Zh, ended_at.since(outage.starts_at))),
                false,
            ),
        ],
        body: paragraphs(body),
        advice: Vec::new(),
        closing: "再次向您致歉，感谢您的理解。".to_owned(),
        phone: phone.to_owned(),
        line: show.span(outage.starts_at, ended_at),
        english: English {
            title: title_en,
            line: ground.dates(Lang::En).span(outage.starts_at, ended_at),
            ..before.english.clone()
        },
        boards: board_refs(ground, &places),
        community: ground.community.name.clone(),
        issuer: ground.office.name.clone(),
        ..before.clone()
    }
}

/// Calls off what was announced; its reason stands in the text.
pub fn cancel(reason: &str, number: &str, ground: &Ground<'_>) -> Result<Checked, Vec<Refusal>> {
    let Some(before) = ground.before else {
        return Err(vec![Refusal::new("notices-no-outage")]);
    };
    if let Some(refusal) = ground.check_printable("reason", reason) {
        return Err(vec![refusal]);
    }
    let places = places_of(before, ground);
    let what = before.outage.as_ref().map_or("", |o| text::stop(o.utility));
    let title_en = format!("Cancelled: {}", before.english.title);
    let said = Said {
        title: format!("{what}取消通知"),
        tone: Tone::Calm,
        icon: Icon::Cancelled,
        when: before.when.clone().map(|when| When {
            label: Some("原定".to_owned()),
            struck: true,
            ..when
        }),
        day_bar: None,
        facts: before
            .facts
            .iter()
            .filter(|f| f.prominent)
            .cloned()
            .collect(),
        body: vec![format!(
            "{number}通知的{what}安排取消，不再进行。原因：{}。",
            reason.trim_end_matches('。')
        )],
        advice: Vec::new(),
        closing: "给您的安排带来变动，请您谅解。".to_owned(),
        english: English {
            title: title_en,
            ..before.english.clone()
        },
        boards: board_refs(ground, &places),
        issuer: ground.office.name.clone(),
        ..before.clone()
    };
    let until = before
        .outage
        .as_ref()
        .map_or(ground.now, |o| o.ends_at.max(ground.now));
    Ok(Checked {
        said,
        post_by: before.outage.as_ref().map_or(ground.now, |o| o.starts_at),
        publish_at: None,
        remove_after: until + ground.rules.remove_after.hours(),
        rule: None,
    })
}
