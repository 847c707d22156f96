//! The form of a kind: what it is opened with, what it shows, what its fields are called.

use serde_json::Value;

use super::super::content::Ground;
use crate::error::{Refusal, Result};
use crate::organisation::Place;
use crate::platform::db::Conn;
use crate::platform::form::Fields;
use crate::platform::page::View;

/// The form that notices of a kind are written on.
#[derive(Debug)]
pub struct Form {
    /// Its template: the frame of every form with one block.
    pub template: &'static str,
    /// The names under which a new one is opened, as in `/notices/new/water`; none where a step
    /// of another notice begins it.
    pub starts: &'static [&'static str],
    /// Under which of them this form was opened.
    pub began: fn(&Fields) -> Option<&'static str>,
    /// Its fields in their order, for whoever is told of a change.
    pub fields: &'static [Field],
    /// Its buttons beside those of every form.
    pub turns: &'static [Turn],
    /// What a new one is filled in with.
    pub fresh: fn(&Start<'_>) -> Fields,
    /// What its block shows.
    pub block: fn(&mut Conn, &View, &Drawn<'_>) -> Result<Block>,
}

/// A field of a form.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// The key of its label.
    pub label: &'static str,
    /// How what was typed into it is told.
    pub says: Says,
}

impl Field {
    /// A field that is told as it was typed.
    pub const fn words(name: &'static str, label: &'static str) -> Self {
        Self {
            name,
            label,
            says: Says::Words,
        }
    }
}

/// How what was typed into a field is told.
#[derive(Debug)]
pub enum Says {
    /// As it was typed.
    Words,
    /// By the names of places.
    Places,
    /// As it was typed; when nothing was, it follows the other fields.
    Follows,
    /// By a word of the word list, where it is one of a closed set.
    Word {
        /// What the keys of the words begin with.
        prefix: &'static str,
        /// Whether it is one of them.
        known: fn(&str) -> bool,
    },
}

/// A button that changes the form and shows it again.
#[derive(Debug)]
pub struct Turn {
    /// What the button is called.
    pub action: &'static str,
    /// What it makes of the form.
    pub turn: fn(&Fields) -> Fields,
}

/// A form to be opened.
pub struct Start<'a> {
    /// The name under which it is.
    pub name: &'a str,
    /// What it will be read against.
    pub ground: &'a Ground<'a>,
    /// The number on the community's last sheet.
    pub last_phone: Option<&'a str>,
}

/// A form to be shown.
pub struct Drawn<'a> {
    /// What was typed.
    pub fields: &'a Fields,
    /// What it is read against.
    pub ground: &'a Ground<'a>,
    /// The communities to choose from.
    pub communities: &'a [Place],
    /// What stands against sending it.
    pub refusals: &'a [Refusal],
    /// How many sheets it would have, where that can be said.
    pub sheets: Option<usize>,
}

/// What a form's page shows of its kind.
#[derive(Debug)]
pub struct Block {
    /// The headline, in the reader's words.
    pub heading: String,
    /// The fields as they are shown.
    pub fields: Fields,
    /// How many sheets it would have.
    pub sheets: usize,
    /// What its template may use under the name `block`.
    pub values: Value,
}
