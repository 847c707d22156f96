//! Mail: a letter, the message made of it, and the ways it leaves.

mod memory;
mod message;
mod round;
mod smtp;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use self::memory::Memory;
pub use self::message::{Post, compose};
pub use self::round::deliver_due;
pub use self::smtp::Relay;
use super::clock::Moment;
use crate::config;
use crate::error::Result;

/// What one person is told, as the outbox keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The name the recipient sees as the sender.
    pub from_name: String,
    /// The recipient's address.
    pub to: String,
    /// Where an answer goes, if not to the sender.
    pub reply_to: Option<String>,
    /// The subject.
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
    Refused(String),
    /// Not now: try again.
    Later(String),
    /// The relay cannot be reached or does not let us in: no mail will leave now.
    Down(String),
}

impl Failure {
    /// The reason, for the record.
    pub fn reason(&self) -> &str {
        match self {
            Self::Refused(why) | Self::Later(why) | Self::Down(why) => why,
        }
    }
}

/// The way mail leaves.
#[derive(Debug, Clone)]
pub enum Mailer {
    /// Over a relay.
    Smtp(Relay),
    /// Into files, where there is no relay: the demo.
    Files(PathBuf, String),
    /// Into memory: tests.
    Memory(Memory),
}

impl Mailer {
    /// The relay that is set, or else files in the given directory.
    pub fn of(mail: &config::Mail, files: &Path) -> Result<Self> {
        match &mail.smtp {
            Some(smtp) => Ok(Self::Smtp(Relay::new(smtp, &mail.from, mail.connections)?)),
            None => Ok(Self::Files(files.to_owned(), mail.from.clone())),
        }
    }

    /// The address mail comes from.
    pub fn sender(&self) -> &str {
        match self {
            Self::Smtp(relay) => relay.sender(),
            Self::Files(_, from) => from,
            Self::Memory(_) => "gaoshi@localhost",
        }
    }

    /// How many mails may be on their way at one time.
    pub fn width(&self) -> usize {
        match self {
            Self::Smtp(relay) => relay.connections(),
            Self::Files(..) | Self::Memory(_) => 1,
        }
    }

    /// Sends one letter; `id` and `written_at` make the same message of it every time.
    pub async fn send(&self, id: &str, letter: &Letter, written_at: Moment) -> Result<(), Failure> {
        let post = compose(id, letter, self.sender(), written_at)?;
        match self {
            Self::Smtp(relay) => relay.send(&post).await,
            Self::Files(dir, _) => message::write_file(dir, &post),
            Self::Memory(memory) => memory.keep(letter, post),
        }
    }
}
