//! Mail: a letter, the message made of it, and the ways it leaves.

mod letter;
mod memory;
mod message;
mod reason;
mod replies;
mod rest;
mod round;
mod smtp;

use std::path::{Path, PathBuf};

pub use self::letter::{Failure, Letter};
pub use self::memory::Memory;
pub use self::message::{Post, compose};
pub use self::reason::Reason;
use self::rest::Rest;
pub use self::round::deliver_due;
pub use self::smtp::Relay;
use super::clock::Moment;
use crate::config;
use crate::error::Result;

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

    /// How long it is left alone after it took nothing; files are never.
    fn rest(&self) -> Option<&Rest> {
        match self {
            Self::Smtp(relay) => Some(relay.rest()),
            Self::Files(..) => None,
            Self::Memory(memory) => Some(memory.rest()),
        }
    }

    /// Begins no mail any more: those that wait leave after the next start.
    pub fn close(&self) {
        self.rest().inspect(|rest| rest.close());
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
