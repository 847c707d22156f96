//! Where two texts of a notice differ, field by field, in words.

use std::collections::BTreeSet;

use super::Said;
use crate::error::{Error, Result};
use crate::notices::content::Draft;
use crate::notices::outages::{Cause, Utility};
use crate::organisation::place::full_name;
use crate::organisation::{PlaceId, store as places};
use crate::platform::db::Conn;
use crate::platform::page::View;

/// Two texts of a notice.
#[derive(Debug, Clone)]
pub(super) struct Two {
    /// The earlier one.
    pub(super) before: Draft,
    /// The later one.
    pub(super) now: Draft,
}

/// A field of the form, with the key of its label; in the order of the form.
pub(super) const FIELDS: [(&str, &str); 17] = [
    ("utility", "notices-what"),
    ("community", "notices-community"),
    ("date", "notices-date"),
    ("start", "notices-start"),
    ("end", "notices-end"),
    ("end_date", "notices-end-date"),
    ("supply_point", "notices-supply-point"),
    ("place", "notices-where"),
    ("reason", "notices-reason"),
    ("cause", "notices-why"),
    ("late_reason", "notices-late-reason"),
    ("received_date", "notices-received-date"),
    ("received_time", "notices-received-time"),
    ("body", "notices-body"),
    ("phone", "notices-phone"),
    ("publish_date", "notices-publish-date"),
    ("publish_time", "notices-publish-time"),
];

/// A value of a field, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// Nothing was typed.
    Empty,
    /// The text follows the fields.
    Follows,
    /// These words.
    Words(String),
    /// What the word list has under a key.
    Key(String),
}

impl Value {
    pub(super) fn said(&self, view: &View) -> String {
        match self {
            Self::Empty => view.say("notices-text-empty"),
            Self::Follows => view.say("notices-text-follows"),
            Self::Words(words) => words.clone(),
            Self::Key(key) => view.say(key),
        }
    }
}

/// A field in which two texts differ.
#[derive(Debug, Clone)]
pub struct Difference {
    label: &'static str,
    before: Value,
    now: Value,
}

impl Difference {
    /// In the reader's words.
    pub(super) fn said(&self, view: &View) -> Said {
        Said {
            label: view.say(self.label),
            before: self.before.said(view),
            now: self.now.said(view),
        }
    }
}

/// The fields in which two texts differ.
pub(super) fn differences(conn: &mut Conn, two: &Two) -> Result<Vec<Difference>> {
    let (before, now) = (two.before.written(), two.now.written());
    let none = BTreeSet::new();
    let mut found = Vec::new();
    for (name, label) in FIELDS {
        let was = before.get(name).unwrap_or(&none);
        let is = now.get(name).unwrap_or(&none);
        if was != is {
            found.push(Difference {
                label,
                before: value(conn, name, was)?,
                now: value(conn, name, is)?,
            });
        }
    }
    Ok(found)
}

pub(super) fn value(conn: &mut Conn, name: &str, values: &BTreeSet<String>) -> Result<Value> {
    if values.is_empty() {
        return Ok(match name {
            "body" => Value::Follows,
            _ => Value::Empty,
        });
    }
    let words: Vec<String> = match name {
        "place" | "community" => values
            .iter()
            .map(|id| place(conn, id))
            .collect::<Result<_>>()?,
        _ => values.iter().cloned().collect(),
    };
    let words = words.join("、");
    Ok(match name {
        "utility" if words.parse::<Utility>().is_ok() => Value::Key(format!("utility-{words}")),
        "cause" if words.parse::<Cause>().is_ok() => Value::Key(format!("cause-{words}")),
        _ => Value::Words(words),
    })
}

/// The whole name of a place; what is no place stands as it was typed.
fn place(conn: &mut Conn, id: &str) -> Result<String> {
    let Ok(known) = id.parse::<PlaceId>() else {
        return Ok(id.to_owned());
    };
    match places::public_place(conn, &known) {
        Ok(place) => Ok(full_name(&places::lineage(conn, &place)?, &place)),
        Err(Error::NotFound) => Ok(id.to_owned()),
        Err(other) => Err(other),
    }
}
