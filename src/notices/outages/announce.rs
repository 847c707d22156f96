//! How an outage is announced: the facts in the words and order of the sheet.

use std::borrow::Cow;

use chrono::Timelike;
use chrono_tz::Tz;

use super::super::content::Ground;
use super::super::part::{DayBar, Part, Stamp, Time, When};
use super::super::said::{BoardRef, Clocks, English, Hang, Icon, Letterhead, Said, Shape, Tone};
use super::advice::advice;
use super::facts::{Outage, Urgency, Utility};
use super::text;
use super::told::{Told, Until};
use crate::organisation::Place;
use crate::organisation::place::required_boards;
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::words::Lang;

/// What is to be said.
pub struct Saying<'a> {
    /// Whether it is told ahead.
    pub urgency: Urgency,
    /// The outage.
    pub outage: Outage,
    /// When its sheets are to hang.
    pub hang: Hang,
    /// Its places.
    pub places: &'a [Place],
    /// The text.
    pub body: &'a str,
    /// The number to ask.
    pub phone: &'a str,
    /// What it is read against.
    pub ground: &'a Ground<'a>,
}

/// What a notice would say, with the times a preview's foot shows.
pub struct Preview {
    /// What it says.
    pub said: Said,
    /// The last moment for its sheets to hang.
    pub post_by: Moment,
    /// When they come down.
    pub remove_after: Moment,
}

/// Announces a stop ahead, or one that has begun.
pub fn of_outage(saying: &Saying<'_>) -> Said {
    let Saying {
        urgency,
        outage,
        hang,
        places,
        body,
        phone,
        ground,
    } = saying;
    let show = ground.dates(Lang::Zh);
    let utility = outage.utility;
    let mut told = Told::of(outage, Until::Expected, places, ground);
    let replaced = Replaced::by(ground);
    if let Some(before) = &replaced {
        told.changes(outage, &before.told, &before.outage);
    }
    let moved = replaced.is_some_and(|before| before.outage.is_at_another_time_than(outage));
    let time = hours(outage, moved, ground);
    let head = Head::of(*urgency, utility);
    Said {
        title: head.title.to_owned(),
        tone: head.tone,
        icon: icon_off(utility),
        shape: Shape::Poster,
        parts: vec![
            Part::When(time),
            Part::Facts(told.chinese),
            Part::Text(paragraphs(body)),
            Part::Advice(advice(outage, ground.now)),
        ],
        letterhead: Letterhead {
            community: ground.community.name.clone(),
            issuer: ground.office.name.clone(),
            phone: (*phone).to_owned(),
            greeting: GREETING.to_owned(),
            closing: "不便之处，敬请谅解。".to_owned(),
        }
        .beside(body),
        line: show.span(outage.starts_at, outage.ends_at),
        english: english(*urgency, outage, told.english, ground),
        places: places.iter().map(|p| p.id.clone()).collect(),
        boards: board_refs(ground, places),
        clocks: Clocks {
            begins: Some(outage.starts_at),
            of_use_until: Some(outage.ends_at),
            hang: *hang,
        },
        instead: text::instead(utility),
        resumes: text::resumes(utility),
    }
}

/// When it is; called the new time where there was another.
fn hours(outage: &Outage, moved: bool, ground: &Ground<'_>) -> When {
    When {
        label: moved.then(|| "改为".to_owned()),
        ..when(ground, outage.starts_at, outage.ends_at)
    }
}

/// What a sheet is called, and its colour.
struct Head {
    title: &'static str,
    tone: Tone,
}

impl Head {
    fn of(urgency: Urgency, utility: Utility) -> Self {
        let (title, tone) = match (urgency, utility) {
            (Urgency::Repair, Utility::Water) => ("停水抢修通知", Tone::Repair),
            (Urgency::Repair, Utility::Power) => ("停电抢修通知", Tone::Repair),
            (Urgency::Planned, Utility::Water) => ("停水通知", Tone::Water),
            (Urgency::Planned, Utility::Power) => ("停电通知", Tone::Power),
        };
        Self { title, tone }
    }
}

/// The stop that a new one takes the place of.
struct Replaced<'a> {
    /// What the notice before says.
    told: Cow<'a, Said>,
    outage: Outage,
}

impl<'a> Replaced<'a> {
    fn by(ground: &'a Ground<'_>) -> Option<Self> {
        let outage = ground.before?.facts.read().ok().flatten()?;
        let told = ground.said_before()?;
        Some(Self { told, outage })
    }
}

/// Whom a notice of the office addresses.
pub(super) const GREETING: &str = "尊敬的业主、住户：";

/// The time, large, and on the hours of its day.
pub(super) fn when(ground: &Ground<'_>, from: Moment, to: Moment) -> When {
    When {
        label: None,
        struck: false,
        time: time(ground.dates(Lang::Zh), from, to),
        bar: day_bar(ground.zone, from, to),
    }
}

/// The boards these places ask for.
pub(super) fn board_refs(ground: &Ground<'_>, places: &[Place]) -> Vec<BoardRef> {
    required_boards(ground.boards, places)
        .into_iter()
        .map(|b| BoardRef {
            id: b.id.clone(),
            name: b.name.clone(),
        })
        .collect()
}

/// The text as paragraphs.
pub(super) fn paragraphs(body: &str) -> Vec<String> {
    body.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

pub(super) fn icon_off(utility: Utility) -> Icon {
    match utility {
        Utility::Water => Icon::WaterOff,
        Utility::Power => Icon::PowerOff,
    }
}

/// The time as the sheet shows it: hours of one day, or from one day to another.
fn time(show: Dates, from: Moment, to: Moment) -> Time {
    let end = show.end(from, to);
    let (day, start) = (show.day(from), show.time(from));
    let last = show.day_on(end.on);
    if day == last {
        let time = format!("{start}–{}", end.time);
        return Time::Sessions {
            sessions: vec![Stamp { date: day, time }],
        };
    }
    let stamp = |date, time| Stamp { date, time };
    Time::Span {
        from: stamp(day, start),
        to: stamp(last, end.time),
    }
}

/// The bar of the day, where the stop ends within the next day.
fn day_bar(zone: Tz, from: Moment, to: Moment) -> Option<DayBar> {
    let first = from.date_in(zone);
    let minutes = |at: Moment| -> Option<u32> {
        let days = u32::try_from((at.date_in(zone) - first).num_days()).ok()?;
        let time = at.time_in(zone);
        days.checked_mul(1_440)?
            .checked_add(time.hour() * 60 + time.minute())
    };
    DayBar::new(minutes(from)?, minutes(to)?)
}

/// Without the blanks that only running text wants: 6小时30分钟.
pub(super) fn tight(length: &str) -> String {
    length.replace(' ', "")
}

fn english(
    urgency: Urgency,
    outage: &Outage,
    facts: Vec<(String, String)>,
    ground: &Ground<'_>,
) -> English {
    let what = match outage.utility {
        Utility::Water => "water",
        Utility::Power => "power",
    };
    let title = match urgency {
        Urgency::Repair => format!("Emergency {what} outage"),
        Urgency::Planned => format!("Planned {what} outage"),
    };
    let show = ground.dates(Lang::En);
    English {
        title,
        line: show.span(outage.starts_at, outage.ends_at),
        facts,
        community: ground.community.name_en.clone(),
        issuer: ground.office.name_en.clone(),
    }
}
