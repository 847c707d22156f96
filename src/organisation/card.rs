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
}

impl OfficeCard {
    /// The card of an office in the reader's language.
    pub fn of(office: &Office, lang: Lang) -> Self {
        Self {
            name: office.called(lang),
            phone: office.phone.clone(),
        }
    }

    /// One to draw pages with.
    #[cfg(test)]
    pub(crate) fn sample() -> Self {
        Self {
            name: "锦绣花园管理处 <A&B>".to_owned(),
            phone: "0571-8888 0000".to_owned(),
        }
    }
}
