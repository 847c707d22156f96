//! What the form of an outage shows beside its fields.

use serde::Serialize;

use super::super::basis::Basis;
use super::answer::{Answer, answer};
use super::choices::{
    Choice, cause_choices, communities, entrance_choices, part_choices, place_choices,
    utility_choices,
};
use super::within::{Within, within};
use crate::error::Result;
use crate::notices::room::{Block, Drawn};
use crate::platform::db::Conn;
use crate::platform::form::Fields;
use crate::platform::page::View;

/// The form's block.
#[derive(Debug, Serialize)]
pub(in crate::notices::outages) struct OutageForm {
    /// Communities to choose from.
    communities: Vec<Choice>,
    /// Places to choose from, the whole community last.
    places: Vec<Choice>,
    /// Entrances, for stops of part of a building.
    entrances: Vec<Choice>,
    /// Garages, pump rooms, lifts and other spots.
    parts: Vec<Choice>,
    /// Floors and homes that are chosen or were looked for; nothing where there are none.
    within: Option<Within>,
    /// Water or power.
    utilities: Vec<Choice>,
    /// Causes.
    causes: Vec<Choice>,
    /// What the rules say to it as it stands.
    answer: Answer,
    /// How that looks: `ok`, `soon`, `late`, `none` or `unknown`.
    look: &'static str,
    /// The sentence under the times.
    rule: String,
    /// The small print beside it.
    rule_note: String,
    /// That it ends the next day, where no day was typed.
    ends: String,
    /// The sentence under the places.
    boards: String,
    /// Whether sending it would be too late, with a way on.
    too_late: bool,
}

impl OutageForm {
    pub(in crate::notices::outages) const TEMPLATE: &'static str = "notices/outages/form.html";
}

/// What the form shows of what was typed.
pub(in crate::notices::outages) fn block(
    conn: &mut Conn,
    view: &View,
    drawn: &Drawn<'_>,
) -> Result<Block> {
    let basis = Basis::of(conn, drawn.ground)?;
    let answer = answer(drawn.fields, &basis, view.lang);
    let fields = with_text(drawn.fields, &answer);
    let sheets = drawn.sheets.unwrap_or(answer.boards.len());
    let key = rule_key(&answer);
    let refused = |key| drawn.refusals.iter().any(|refusal| refusal.key == key);
    let form = OutageForm {
        communities: communities(drawn),
        places: place_choices(view, drawn),
        entrances: entrance_choices(view, drawn),
        parts: part_choices(view, drawn),
        within: within(view, drawn),
        utilities: utility_choices(view, drawn.fields),
        causes: cause_choices(view, drawn.fields),
        look: look(&answer),
        rule: rule_words(view, key, &answer),
        rule_note: rule_words(view, &format!("{key}-note"), &answer),
        ends: ends_words(view, &answer),
        boards: board_words(view, &answer),
        too_late: refused("notices-too-late") || answer.gate == "late",
        answer,
    };
    Ok(Block {
        heading: view.say(&format!("notices-title-{}", drawn.fields.get("utility"))),
        fields,
        sheets,
        values: serde_json::to_value(form)?,
    })
}

/// Puts the text that the fields make into the form, unless the clerk wrote her own.
fn with_text(typed: &Fields, answer: &Answer) -> Fields {
    let mut shown = Fields::default();
    if !answer.own_text {
        shown.push("body", answer.body.as_str());
    }
    shown.push("body_auto", answer.body.as_str());
    for (name, value) in typed.pairs() {
        shown.push(name, value.as_str());
    }
    shown
}

fn rule_key(answer: &Answer) -> &'static str {
    match answer.gate {
        "late" => "notices-rule-late",
        "none" => "notices-rule-none",
        "told" => "notices-rule-told",
        "running" => "notices-rule-running",
        "unknown" => "notices-rule-unknown",
        _ => "notices-rule-ok",
    }
}

fn look(answer: &Answer) -> &'static str {
    match answer.gate {
        "told" => "soon",
        "running" => "late",
        as_it_is => as_it_is,
    }
}

fn rule_words(view: &View, key: &str, answer: &Answer) -> String {
    let args = [
        ("at", answer.post_by.clone()),
        ("left", answer.left.clone()),
        ("clause", answer.clause.clone()),
        ("earliest", answer.earliest.clone()),
    ];
    view.tell(key, &args)
}

fn ends_words(view: &View, answer: &Answer) -> String {
    match answer.ends.as_str() {
        "" => String::new(),
        at => view.tell("notices-ends-next-day", &[("at", at.to_owned())]),
    }
}

fn board_words(view: &View, answer: &Answer) -> String {
    let args = [
        ("homes", answer.homes.to_string()),
        ("count", answer.boards.len().to_string()),
        ("names", answer.boards.join(&view.say("notices-list-comma"))),
    ];
    view.tell("notices-boards", &args)
}
