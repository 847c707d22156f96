//! A form that is shown again: what was typed, and why it was not taken.

use actix_web::http::StatusCode;

use super::form::{Fields, FormState};
use super::page::View;
use super::seen::{Decision, Seen};
use crate::error::{Error, Refusal, Result};

/// A form that was sent and is shown again.
#[derive(Debug, Clone)]
pub struct Again {
    /// What was typed.
    pub fields: Fields,
    /// What is wrong with it.
    pub wrong: Vec<Refusal>,
    /// What its page had shown, when somebody else changed the thing since.
    pub stale: Option<Seen>,
}

impl Again {
    /// A form that could not be read.
    pub fn wrong(sent: Decision, wrong: Vec<Refusal>) -> Self {
        Self {
            fields: sent.fields,
            wrong,
            stale: None,
        }
    }

    /// A form whose step was refused, or came after somebody else's. Errors that are no matter of
    /// the form go on.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "whatever else there is goes on as it came"
    )]
    pub fn of(sent: Decision, error: Error) -> Result<Self> {
        match error {
            Error::Refused(refusal) => Ok(Self::wrong(sent, vec![refusal])),
            Error::Conflict => Ok(Self {
                fields: sent.fields,
                wrong: Vec::new(),
                stale: Some(sent.seen),
            }),
            other => Err(other),
        }
    }

    /// The form on its page.
    pub fn form(&self, view: &View) -> FormState {
        FormState::wrong(&self.fields, &self.wrong, view)
    }

    /// The form of a thing as it stands, with what was typed over it where it is shown again.
    pub fn over(again: Option<&Self>, stands: &Fields, view: &View) -> FormState {
        let mut form = FormState::fresh(stands);
        if let Some(again) = again {
            let typed = again.form(view);
            form.values.extend(typed.values);
            form.errors = typed.errors;
            form.summary = typed.summary;
        }
        form
    }

    /// How the page is answered: 409 when somebody else was faster.
    pub fn status(&self) -> StatusCode {
        if self.stale.is_some() {
            StatusCode::CONFLICT
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    }
}
