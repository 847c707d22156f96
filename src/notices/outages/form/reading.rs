//! What the form of an outage holds, as far as it can be read.

use chrono::{Duration, NaiveDate, NaiveTime};

use super::super::super::content::{Ground, is_own_text};
use super::super::facts::{Cause, Outage, Utility};
use crate::error::Refusal;
use crate::organisation::place::outermost;
use crate::organisation::{Place, PlaceId};
use crate::platform::clock::Moment;
use crate::platform::dates;
use crate::platform::form::{Begun, Fields, Reader};

/// The farthest ahead a stop may be announced; beyond it a year was mistyped.
const FARTHEST: Duration = Duration::days(400);
/// The longest stop; beyond it a date was mistyped.
const LONGEST: Duration = Duration::days(30);

/// The two fields of a moment.
struct Named {
    date: &'static str,
    time: &'static str,
}

/// The fields of the moment when the utility told the office.
const RECEIVED: Named = Named {
    date: "received_date",
    time: "received_time",
};
/// The fields of the moment when the web should show it.
const PUBLISH: Named = Named {
    date: "publish_date",
    time: "publish_time",
};

/// Everything the form holds, as far as it could be read.
pub(super) struct Read {
    pub(super) outage: Option<Outage>,
    pub(super) places: Vec<Place>,
    pub(super) phone: String,
    pub(super) body: String,
    pub(super) publish_at: Option<Moment>,
    pub(super) errors: Vec<Refusal>,
}

pub(super) fn read(fields: &Fields, ground: &Ground<'_>) -> Read {
    let mut reader = Reader::new(fields);
    let utility: Option<Utility> = reader.choice("utility");
    let cause: Option<Cause> = reader.choice("cause");
    let span = read_span(&mut reader, fields, ground);
    let places = read_places(&mut reader, fields, ground);
    let reason = reader.text("reason", 60);
    let supply_point = reader.optional_text("supply_point", 60);
    let late_reason = reader.optional_text("late_reason", 200);
    let received_at = read_optional_moment(&mut reader, fields, &RECEIVED, ground);
    let publish_at = read_optional_moment(&mut reader, fields, &PUBLISH, ground);
    let phone = reader.text("phone", 40);
    let typed = reader.optional_text("body", 3_000);
    let body = if is_own_text(&typed, fields) {
        typed
    } else {
        String::new()
    };
    let printed = [
        ("reason", &reason),
        ("supply_point", &supply_point),
        ("body", &body),
        ("phone", &phone),
    ];
    refuse_unprintable(&mut reader, printed, ground);
    let some = |text: String| (!text.is_empty()).then_some(text);
    let outage = match (utility, cause, span) {
        (Some(utility), Some(cause), Some(Span { starts_at, ends_at })) => Some(Outage {
            utility,
            cause,
            starts_at,
            ends_at,
            places: places.iter().map(|p| p.id.clone()).collect(),
            reason,
            supply_point: some(supply_point),
            late_reason: some(late_reason),
            received_at,
        }),
        _ => None,
    };
    Read {
        outage,
        places,
        phone,
        body,
        publish_at,
        errors: reader.errors(),
    }
}

fn refuse_unprintable<const N: usize>(
    reader: &mut Reader<'_>,
    printed: [(&'static str, &String); N],
    ground: &Ground<'_>,
) {
    for (name, text) in printed {
        if let Some(refusal) = ground.check_printable(name, text) {
            reader.refuse(refusal);
        }
    }
}

/// From when until when.
struct Span {
    starts_at: Moment,
    ends_at: Moment,
}

fn read_span(reader: &mut Reader<'_>, fields: &Fields, ground: &Ground<'_>) -> Option<Span> {
    let begun = reader.date("date").zip(reader.time("start"));
    let names_end = !fields.get("end_date").trim().is_empty();
    let end_on = names_end.then(|| reader.date("end_date"));
    let Some((on, start)) = begun.filter(|_| end_on != Some(None)) else {
        reader.end_time("end", Begun::default());
        return None;
    };
    let end_on = end_on.flatten();
    let end = reader.end_time("end", Begun { on, start, end_on })?;
    let starts_at = at(reader, "start", on, start, ground)?;
    let ends_at = at(reader, "end", end.date(), end.time(), ground)?;
    if ends_at <= starts_at {
        reader.refuse(
            Refusal::of_field("end", "notices-end-before-start")
                .naming("start", dates::clock_time(start)),
        );
        return None;
    }
    if starts_at.since(ground.now) > FARTHEST {
        reader.refuse(Refusal::of_field("date", "notices-too-far"));
        return None;
    }
    if ends_at.since(starts_at) > LONGEST {
        reader.refuse(Refusal::of_field("end", "notices-too-long"));
        return None;
    }
    Some(Span { starts_at, ends_at })
}

fn at(
    reader: &mut Reader<'_>,
    field: &'static str,
    on: NaiveDate,
    time: NaiveTime,
    ground: &Ground<'_>,
) -> Option<Moment> {
    let moment = Moment::from_local(ground.zone, on, time);
    if moment.is_none() {
        reader.refuse(Refusal::of_field(field, "form-no-time"));
    }
    moment
}

fn read_places(reader: &mut Reader<'_>, fields: &Fields, ground: &Ground<'_>) -> Vec<Place> {
    let ids: Vec<PlaceId> = fields
        .all("place")
        .iter()
        .filter_map(|id| id.parse().ok())
        .collect();
    let chosen: Vec<Place> = ground
        .tree
        .iter()
        .filter(|p| ids.contains(&p.id))
        .cloned()
        .collect();
    if chosen.is_empty() {
        reader.refuse(Refusal::of_field("place", "notices-no-place"));
    }
    outermost(&chosen)
}

/// A date and a time that may both be left empty, but not one of them.
fn read_optional_moment(
    reader: &mut Reader<'_>,
    fields: &Fields,
    names: &Named,
    ground: &Ground<'_>,
) -> Option<Moment> {
    let Named { date, time } = *names;
    if fields.get(date).trim().is_empty() && fields.get(time).trim().is_empty() {
        return None;
    }
    let (on, when) = (reader.date(date), reader.time(time));
    at(reader, time, on?, when?, ground)
}
