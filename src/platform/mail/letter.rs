//! A letter, and why one did not leave.

use serde::{Deserialize, Serialize};

use super::Reason;

/// What one person is told, as the outbox keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The name the recipient sees as the sender.
    pub from_name: String,
    /// The recipient's address.
    pub to: String,
    /// Where an answer goes, if not to the sender.
    pub reply_to: Option<String>,
    pub subject: String,
    /// The text, for every reader.
    pub text: String,
    /// The same as a page.
    pub html: String,
    /// The address that ends these mails with one request, for mails to many.
    pub unsubscribe: Option<String>,
    /// The message ids of earlier mails on the same matter.
    pub references: Vec<String>,
}

/// Why a mail did not leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// It will never be taken: the address is wrong or refused.
    Refused(Reason),
    /// Not now: try again.
    Later(Reason),
    /// The relay cannot be reached or does not let us in: no mail will leave now.
    Down(Reason),
}

impl Failure {
    /// The reason, for the record.
    pub fn reason(&self) -> &Reason {
        match self {
            Self::Refused(why) | Self::Later(why) | Self::Down(why) => why,
        }
    }
}
