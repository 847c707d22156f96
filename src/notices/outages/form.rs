//! The form of an outage: read, held against the rules, and answered while it is typed.

use chrono::{Duration, NaiveDate, NaiveTime};

use super::super::content::{Checked, Ground};
use super::super::kind::Kind;
use super::facts::{Cause, Outage, Utility};
use super::{announce, text};
use crate::error::Refusal;
use crate::organisation::place::{homes, outermost, required_boards};
use crate::organisation::{Place, PlaceId};
use crate::platform::clock::Moment;
use crate::platform::dates;
use crate::platform::form::{Fields, Reader};
use crate::platform::words::Lang;

/// The farthest ahead a stop may be announced; beyond it a year was mistyped.
const FARTHEST: Duration = Duration::days(400);
/// The longest stop; beyond it a date was mistyped.
const LONGEST: Duration = Duration::days(30);

/// The fields of the moment when the utility told the office.
const RECEIVED: (&str, &str) = ("received_date", "received_time");
/// The fields of the moment when the web should show it.
const PUBLISH: (&str, &str) = ("publish_date", "publish_time");

/// A new form: tomorrow but one, nine to noon, the office's number.
pub fn defaults(utility: Utility, ground: &Ground<'_>, last_phone: Option<String>) -> Fields {
    let today = ground.dates(Lang::Zh).today();
    let day = today
        .checked_add_days(chrono::Days::new(2))
        .unwrap_or(today);
    let phone = last_phone.unwrap_or_else(|| ground.office.phone.clone());
    let mut fields = Fields::of([
        ("utility", utility.to_string()),
        ("date", dates::field_date(day)),
        ("start", "09:00".to_owned()),
        ("end", "12:00".to_owned()),
        ("end_date", String::new()),
        ("cause", Cause::Own.to_string()),
        ("reason", text::usual_reason(utility).to_owned()),
        ("phone", phone),
        ("body", String::new()),
        ("body_auto", String::new()),
        ("supply_point", String::new()),
        ("late_reason", String::new()),
        ("received_date", String::new()),
        ("received_time", String::new()),
        ("publish_date", String::new()),
        ("publish_time", String::new()),
    ]);
    fields.push("community", ground.community.id.to_string());
    fields
}

/// Everything the form holds, as far as it could be read.
struct Read {
    outage: Option<Outage>,
    places: Vec<Place>,
    phone: String,
    body: String,
    publish_at: Option<Moment>,
    errors: Vec<Refusal>,
}

fn read(fields: &Fields, ground: &Ground<'_>) -> Read {
    let mut reader = Reader::new(fields);
    let utility: Option<Utility> = reader.choice("utility");
    let cause: Option<Cause> = reader.choice("cause");
    let span = read_span(&mut reader, fields, ground);
    let places = read_places(&mut reader, fields, ground);
    let reason = reader.text("reason", 60);
    let supply_point = reader.optional_text("supply_point", 60);
    let late_reason = reader.optional_text("late_reason", 200);
    let (received, publish) = (RECEIVED, PUBLISH);
    let received_at = read_optional_moment(&mut reader, fields, received, ground);
    let publish_at = read_optional_moment(&mut reader, fields, publish, ground);
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
        (Some(utility), Some(cause), Some((starts_at, ends_at))) => Some(Outage {
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

fn read_span(
    reader: &mut Reader<'_>,
    fields: &Fields,
    ground: &Ground<'_>,
) -> Option<(Moment, Moment)> {
    let (date, start, end) = (
        reader.date("date"),
        reader.time("start"),
        reader.time("end"),
    );
    let end_date = match fields.get("end_date").trim() {
        "" => date,
        _ => reader.date("end_date"),
    };
    let starts_at = at(reader, "start", date?, start?, ground)?;
    let ends_at = at(reader, "end", end_date?, end?, ground)?;
    if ends_at <= starts_at {
        reader.refuse(
            Refusal::of_field("end", "notices-end-before-start")
                .naming("start", dates::clock_time(start?)),
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
    Some((starts_at, ends_at))
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

/// Whether the text is the clerk's own: it differs from the one the fields made when it was shown.
fn is_own_text(typed: &str, fields: &Fields) -> bool {
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    !typed.is_empty() && bare(typed) != bare(fields.get("body_auto"))
}

/// A date and a time that may both be left empty, but not one of them.
fn read_optional_moment(
    reader: &mut Reader<'_>,
    fields: &Fields,
    (date, time): (&'static str, &'static str),
    ground: &Ground<'_>,
) -> Option<Moment> {
    if fields.get(date).trim().is_empty() && fields.get(time).trim().is_empty() {
        return None;
    }
    let (on, when) = (reader.date(date), reader.time(time));
    at(reader, time, on?, when?, ground)
}

/// What a stop becomes: told in time it is a notice, else a repair notice with its reason.
pub(super) fn kind_of(outage: &Outage, now: Moment) -> Kind {
    match outage.cause {
        Cause::Own | Cause::Relayed => Kind::PlannedOutage,
        Cause::Municipal if outage.late_reason.is_none() && outage.starts_at > now => {
            Kind::PlannedOutage
        }
        Cause::Municipal | Cause::Emergency => Kind::RepairNotice,
    }
}

/// Reads the form for review: complete, within the rules, printable.
pub fn check(fields: &Fields, ground: &Ground<'_>) -> Result<(Kind, Checked), Vec<Refusal>> {
    let mut read = read(fields, ground);
    let Some(outage) = read.outage.take() else {
        return Err(read.errors);
    };
    read.errors
        .extend(held_against_rules(&outage, read.publish_at, ground));
    if !read.errors.is_empty() {
        return Err(read.errors);
    }
    let kind = kind_of(&outage, ground.now);
    let post_by = outage.post_by(&ground.rules.lead_time, ground.now);
    let body = if read.body.is_empty() {
        text::compose(&outage, &read.places, ground)
    } else {
        read.body
    };
    let remove_after = outage.ends_at + ground.rules.remove_after.hours();
    let announcement = announce::of_outage(&announce::Saying {
        kind,
        outage,
        places: &read.places,
        body: &body,
        phone: &read.phone,
        ground,
    });
    if announcement.boards.is_empty() {
        return Err(vec![Refusal::of_field("place", "notices-no-board")]);
    }
    let rule = ground.rules.lead_time.id.clone();
    Ok((
        kind,
        Checked {
            announcement,
            post_by,
            publish_at: read.publish_at,
            remove_after,
            rule: Some(rule),
        },
    ))
}

/// The rules an outage must keep; each refusal names its field, its clause and the way on.
fn held_against_rules(
    outage: &Outage,
    publish_at: Option<Moment>,
    ground: &Ground<'_>,
) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    let show = ground.dates(Lang::Zh);
    let lead_time = &ground.rules.lead_time;
    if !is_told_already(outage, ground)
        && let Err(late) = outage.gate(lead_time, ground.now)
    {
        refusals.push(late.refusal(&lead_time.clause, |at| show.day_time(at)));
    }
    if outage.ends_at <= ground.now {
        refusals.push(Refusal::of_field("end", "notices-all-past"));
    }
    match outage.cause {
        Cause::Emergency if outage.late_reason.is_none() => {
            refusals.push(Refusal::of_field("late_reason", "notices-reason-wanted"));
        }
        Cause::Municipal if outage.starts_at <= ground.now && outage.late_reason.is_none() => {
            refusals.push(Refusal::of_field("late_reason", "notices-reason-wanted"));
        }
        Cause::Own | Cause::Relayed | Cause::Municipal | Cause::Emergency => {}
    }
    if outage.received_at.is_some_and(|at| at > ground.now) {
        refusals.push(Refusal::of_field("received_date", "notices-received-later"));
    }
    let wants_supply = outage.utility == Utility::Water
        && outage.length() > ground.rules.supply_point.hours()
        && outage.supply_point.is_none();
    if wants_supply {
        refusals.push(
            Refusal::of_field("supply_point", "notices-supply-wanted")
                .naming("hours", ground.rules.supply_point.value.to_string()),
        );
    }
    let post_by = outage.post_by(lead_time, ground.now);
    if publish_at.is_some_and(|at| at > post_by) && outage.cause.has_gate() {
        refusals.push(
            Refusal::of_field("publish_date", "notices-publish-late")
                .naming("latest", show.day_time(post_by)),
        );
    }
    refusals
}

/// Whether those it touches were told of no less by the notice it follows.
fn is_told_already(outage: &Outage, ground: &Ground<'_>) -> bool {
    let before = ground.before.and_then(|b| b.outage.as_ref());
    before.is_some_and(|before| outage.asks_no_more_than(before))
}

/// What the page answers while the clerk types.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Answer {
    /// `ok`, `soon`, `late`, `none` (no gate) or `unknown` (times not readable yet).
    pub gate: &'static str,
    /// The latest time to post, as a sentence's part.
    pub post_by: String,
    /// Time left until then.
    pub left: String,
    /// The earliest start that passes, when it is too late.
    pub earliest: String,
    /// The clause behind the rule.
    pub clause: String,
    /// Homes touched.
    pub homes: i32,
    /// Names of the boards it must hang on.
    pub boards: Vec<String>,
    /// The text as the fields make it.
    pub body: String,
    /// Whether the clerk wrote another one.
    pub own_text: bool,
    /// Whether the length asks for a supply point.
    pub wants_supply: bool,
    /// Whether it would be a repair notice.
    pub repair: bool,
    /// The length in words.
    pub length: String,
}

/// Answers from what can be read so far.
pub fn look(
    fields: &Fields,
    ground: &Ground<'_>,
    lang: Lang,
) -> (Answer, Option<announce::Preview>) {
    let read = read(fields, ground);
    let show = ground.dates(lang);
    let boards = required_boards(ground.boards, &read.places);
    let mut answer = Answer {
        gate: "unknown",
        clause: ground.rules.lead_time.clause.clone(),
        homes: homes(&read.places),
        boards: boards.iter().map(|b| b.name.clone()).collect(),
        own_text: is_own_text(fields.get("body"), fields),
        ..Answer::default()
    };
    let Some(outage) = read.outage else {
        return (answer, None);
    };
    let post_by = outage.post_by(&ground.rules.lead_time, ground.now);
    answer.gate = match outage.gate(&ground.rules.lead_time, ground.now) {
        _ if is_told_already(&outage, ground) || !outage.cause.has_gate() => "none",
        Err(late) => {
            answer.earliest = show.day_time(late.earliest_start);
            "late"
        }
        Ok(()) if post_by.since(ground.now) < Duration::hours(4) => "soon",
        Ok(()) => "ok",
    };
    answer.post_by = show.date_time(post_by);
    answer.left = show.left(post_by);
    answer.length = dates::length(lang, outage.length());
    answer.wants_supply =
        outage.utility == Utility::Water && outage.length() > ground.rules.supply_point.hours();
    let kind = kind_of(&outage, ground.now);
    answer.repair = kind == Kind::RepairNotice;
    answer.body = text::compose(&outage, &read.places, ground);
    let own = Some(read.body).filter(|own| answer.own_text && !own.is_empty());
    let remove_after = outage.ends_at + ground.rules.remove_after.hours();
    let announcement = announce::of_outage(&announce::Saying {
        kind,
        outage,
        places: &read.places,
        body: own.as_ref().unwrap_or(&answer.body),
        phone: &read.phone,
        ground,
    });
    (
        answer,
        Some(announce::Preview {
            announcement,
            post_by,
            remove_after,
        }),
    )
}
