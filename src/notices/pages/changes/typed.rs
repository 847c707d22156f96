//! What was typed into a form that cannot be sent again, in words that can be copied.

use std::collections::BTreeSet;

use serde::Serialize;

use super::differences::{Value, value};
use crate::error::Result;
use crate::notices::room;
use crate::platform::db::Conn;
use crate::platform::form::Fields;
use crate::platform::page::View;

/// A field with what was typed into it.
#[derive(Debug, Clone, Serialize)]
pub struct Typed {
    /// What it is.
    pub label: String,
    /// What was typed.
    pub text: String,
}

/// The same before it is said in the reader's words.
#[derive(Debug, Clone)]
pub(in crate::notices::pages) struct Field {
    label: &'static str,
    value: Value,
}

impl Field {
    pub(in crate::notices::pages) fn said(&self, view: &View) -> Typed {
        Typed {
            label: view.say(self.label),
            text: self.value.said(view),
        }
    }
}

/// What people type into the steps of a notice's page, with the keys of the labels.
const OF_STEPS: [(&str, &str); 4] = [
    ("remark", "notices-remark"),
    ("reason", "notices-cancel-reason"),
    ("ended_date", "notices-date"),
    ("ended_time", "notices-time"),
];

/// What was typed into a step.
pub(in crate::notices::pages) fn of_step(fields: &Fields) -> Vec<Field> {
    let typed = OF_STEPS.iter().map(|(name, label)| Field {
        label,
        value: Value::Words(fields.get(name).trim().to_owned()),
    });
    typed
        .filter(|field| field.value != Value::Words(String::new()))
        .collect()
}

/// What was typed into the form of a text, field by field.
pub(in crate::notices::pages) fn of_text(
    conn: &mut Conn,
    fields: &Fields,
    asked: &'static [room::Field],
) -> Result<Vec<Field>> {
    let mut found = Vec::new();
    for field in asked {
        let typed = fields.all(field.name).into_iter().map(str::trim);
        let typed: BTreeSet<String> = typed
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
            .collect();
        if !typed.is_empty() {
            found.push(Field {
                label: field.label,
                value: value(conn, field, &typed)?,
            });
        }
    }
    Ok(found)
}
