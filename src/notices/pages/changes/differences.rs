//! Where two texts of a notice differ, field by field, in words.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::notices::content::Draft;
use crate::notices::room::{Field, Says};
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

/// A field of two texts.
#[derive(Debug, Clone, Serialize)]
pub struct Said {
    /// What it is.
    pub label: String,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub now: String,
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
    pub(in crate::notices::pages) fn said(&self, view: &View) -> Said {
        Said {
            label: view.say(self.label),
            before: self.before.said(view),
            now: self.now.said(view),
        }
    }
}

/// The fields in which two texts differ.
pub(super) fn differences(
    conn: &mut Conn,
    two: &Two,
    fields: &'static [Field],
) -> Result<Vec<Difference>> {
    let (before, now) = (two.before.written(), two.now.written());
    let none = BTreeSet::new();
    let mut found = Vec::new();
    for field in fields {
        let was = before.get(field.name).unwrap_or(&none);
        let is = now.get(field.name).unwrap_or(&none);
        if was != is {
            found.push(Difference {
                label: field.label,
                before: value(conn, field, was)?,
                now: value(conn, field, is)?,
            });
        }
    }
    Ok(found)
}

pub(super) fn value(conn: &mut Conn, field: &Field, values: &BTreeSet<String>) -> Result<Value> {
    if values.is_empty() {
        return Ok(match field.says {
            Says::Follows => Value::Follows,
            Says::Words | Says::Places | Says::Word { .. } => Value::Empty,
        });
    }
    let words: Vec<String> = match field.says {
        Says::Places => values
            .iter()
            .map(|id| place(conn, id))
            .collect::<Result<_>>()?,
        Says::Words | Says::Follows | Says::Word { .. } => values.iter().cloned().collect(),
    };
    let words = words.join("、");
    Ok(match field.says {
        Says::Word { prefix, known } if known(&words) => Value::Key(format!("{prefix}{words}")),
        Says::Word { .. } | Says::Words | Says::Follows | Says::Places => Value::Words(words),
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
