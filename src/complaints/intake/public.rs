//! The form in which a resident tells the office something.

use serde::Serialize;

use super::seal;
use crate::codes::here::HereCard;
use crate::codes::{Code, Here};
use crate::complaints::contact::Source;
use crate::error::Result;
use crate::organisation::OfficeCard;
use crate::platform::db::Db;
use crate::platform::form::{Fields, FormState};
use crate::platform::page::{Page, View};
use crate::platform::photos::{MAX_BYTES, MAX_PHOTOS};
use crate::platform::secrets;

/// An option of a choice.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

/// The form to tell the office something, with the head above it.
#[derive(Debug, Serialize)]
pub struct PublicForm {
    /// Where one stands.
    pub here: HereCard,
    /// Who answers.
    pub office: OfficeCard,
    /// What was typed and what was wrong.
    pub form: FormState,
    /// The form's seal.
    pub seal: String,
    /// Who may tell: 住户, 业主, 其他.
    pub sources: Vec<Choice>,
    /// Whether the part about calling back is open.
    pub contact_open: bool,
    /// Tickets of the photos that came before and are kept.
    pub kept: Vec<String>,
    /// How many photos go with a form.
    pub most_photos: usize,
    /// Bytes of the largest.
    pub largest_photo: usize,
}

impl Page for PublicForm {
    const TEMPLATE: &'static str = "complaints/public_form.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::public_form()
    }
}

impl PublicForm {
    /// The form for a code, with what was typed before, if anything was.
    pub fn new(here: &Here, form: FormState, seal: String, view: &View) -> Self {
        let asked = [Source::Occupant, Source::Owner, Source::Other];
        let choice = |source: Source| Choice {
            value: source.to_string(),
            label: view.say(&format!("complaints-i-am-{source}")),
        };
        let typed = |name: &str| form.values.get(name).is_some_and(|v| !v.is_empty());
        Self {
            here: HereCard::of(here, view.lang),
            office: OfficeCard::of(&here.office, view.lang),
            seal,
            sources: asked.map(choice).to_vec(),
            contact_open: typed("name") || typed("phone"),
            kept: Vec::new(),
            most_photos: MAX_PHOTOS,
            largest_photo: MAX_BYTES,
            form,
        }
    }

    /// The same with photos that came before.
    #[must_use]
    pub(super) fn keeping(self, kept: Vec<String>) -> Self {
        Self { kept, ..self }
    }

    /// The empty form for a code, with the place filled in.
    pub fn sealed(here: &Here, seal: String, view: &View) -> Self {
        let fields = Fields::of([
            ("where", here.name_in(view.lang)),
            ("who", Source::Occupant.to_string()),
        ]);
        Self::new(here, FormState::fresh(&fields), seal, view)
    }
}

/// A seal for the form of a code.
pub async fn new_seal(code: &Code, db: &Db) -> Result<String> {
    let key = secrets::load(db, seal::KEY).await?;
    seal::issue(&key, code, db.clock().now())
}
