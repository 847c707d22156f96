//! What every sheet of paper needs: the typesetter, the zone of its dates, the address of its codes.

use chrono_tz::Tz;
use serde::Serialize;
use serde_json::Value;

use super::public::Public;
use super::typeset::Typesetter;
use crate::error::{Error, Refusal, Result};

/// The house's press.
#[derive(Clone)]
pub struct Press {
    /// Sets the paper.
    pub typesetter: Typesetter,
    /// The zone of printed and shown times.
    pub zone: Tz,
    /// The public address as it stands.
    pub public: Public,
    /// Where this process listens, as an address; the demo prints it.
    pub listening: String,
    /// Whether the data are made up: sheets say so and may carry the listening address.
    pub demo: bool,
}

impl std::fmt::Debug for Press {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Press")
    }
}

impl Press {
    /// The base address that may be printed. A code that only this machine can open is not.
    pub fn base(&self) -> Result<String, Refusal> {
        match self.public.now() {
            Some(public) if self.demo || !public.is_loopback() => Ok(public.as_str().to_owned()),
            _ if self.demo => Ok(self.listening.clone()),
            _ => Err(Refusal::new("press-no-address")),
        }
    }

    /// What stands against printing a text: characters that the print faces lack, told beside its
    /// field.
    pub fn against(&self, field: &'static str, text: &str) -> Option<Refusal> {
        let missing = self.typesetter.missing_characters(&text.replace('\n', ""));
        if missing.is_empty() {
            return None;
        }
        let shown: Vec<String> = missing.iter().take(8).map(char::to_string).collect();
        Some(Refusal::of_field(field, "press-missing-character").naming("missing", shown.join(" ")))
    }

    /// What stands against printing something made of many texts: the first of them with characters
    /// that the print faces lack.
    pub fn against_any(&self, what: &impl Serialize) -> Result<Option<Refusal>, Error> {
        let value = serde_json::to_value(what)?;
        let missing = |text: &str| self.typesetter.missing_characters(&text.replace('\n', ""));
        let Some(text) = find(&value, &|text| !missing(text).is_empty()) else {
            return Ok(None);
        };
        let shown: Vec<String> = missing(text).iter().map(char::to_string).collect();
        let refusal = Refusal::new("press-missing-in")
            .naming("text", text.chars().take(40).collect::<String>())
            .naming("missing", shown.join(" "));
        Ok(Some(refusal))
    }

    /// The address as people type it: `wy.example.cn`.
    pub fn host_line(base: &str) -> &str {
        base.split_once("://").map_or(base, |(_, host)| host)
    }
}

/// The first text in it of which this is true.
fn find<'a>(value: &'a Value, is: &dyn Fn(&str) -> bool) -> Option<&'a str> {
    match value {
        Value::String(text) => is(text).then_some(text),
        Value::Array(values) => values.iter().find_map(|value| find(value, is)),
        Value::Object(fields) => fields.values().find_map(|value| find(value, is)),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}
