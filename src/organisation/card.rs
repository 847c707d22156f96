//! An office as a resident may reach it.

use serde::Serialize;

use super::Office;
use crate::platform::words::Lang;

/// An office as a resident may reach it.
#[derive(Debug, Clone, Serialize)]
pub struct OfficeCard {
    pub name: String,
    /// The number that answers at any hour.
    pub phone: String,
    /// The number as a phone dials it.
    pub tel: String,
}

impl OfficeCard {
    /// The card of an office in the reader's language.
    pub fn of(office: &Office, lang: Lang) -> Self {
        let dialled = |c: &char| c.is_ascii_digit() || *c == '+';
        Self {
            name: office.called(lang),
            phone: office.phone.clone(),
            tel: office.phone.chars().filter(dialled).collect(),
        }
    }

    /// One to draw pages with.
    #[cfg(test)]
    pub(crate) fn sample() -> Self {
        Self {
            name: "锦绣花园管理处 <A&B>".to_owned(),
            phone: "0571-8888 0000".to_owned(),
            tel: "057188880000".to_owned(),
        }
    }
}
