//! The form of an outage: read, held against the rules, and answered while it is typed.

mod answer;
mod reading;

pub use self::answer::{Answer, look};
pub use self::reading::is_own_text;
use self::reading::read;
use super::super::content::{Checked, Ground};
use super::super::said::Facts;
use super::facts::{Cause, Outage, Urgency, Utility};
use super::{announce, text};
use crate::error::Refusal;
use crate::platform::clock::Moment;
use crate::platform::dates;
use crate::platform::form::Fields;
use crate::platform::words::Lang;

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

/// Reads the form for review: complete, within the rules, printable.
pub fn check(fields: &Fields, ground: &Ground<'_>) -> Result<Checked, Vec<Refusal>> {
    let mut read = read(fields, ground);
    let Some(outage) = read.outage.take() else {
        return Err(read.errors);
    };
    read.errors
        .extend(held_against_rules(&outage, read.publish_at, ground));
    if !read.errors.is_empty() {
        return Err(read.errors);
    }
    let urgency = outage.urgency(ground.now);
    let post_by = outage.post_by(&ground.rules.lead_time, ground.now);
    let body = if read.body.is_empty() {
        text::compose(&outage, &read.places, ground)
    } else {
        read.body
    };
    let remove_after = outage.ends_at + ground.rules.remove_after.hours();
    let facts = Facts::of(&outage).or(Err(vec![Refusal::new("notices-no-outage")]))?;
    let said = announce::of_outage(&announce::Saying {
        urgency,
        outage,
        places: &read.places,
        body: &body,
        phone: &read.phone,
        ground,
    });
    if said.boards.is_empty() {
        return Err(vec![Refusal::of_field("place", "notices-no-board")]);
    }
    let rule = ground.rules.lead_time.id.clone();
    Ok(Checked {
        said,
        facts,
        post_by,
        publish_at: read.publish_at,
        at_once: urgency == Urgency::Repair,
        remove_after,
        rule: Some(rule),
    })
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
    let before = ground.before.and_then(|b| b.facts.read::<Outage>().ok());
    before
        .flatten()
        .is_some_and(|before| outage.asks_no_more_than(&before))
}
