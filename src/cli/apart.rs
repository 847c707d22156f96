//! What the server has done in a process of its own: standard input to standard output, within
//! bounds.

use std::io::{Read, Write};

use clap::Subcommand;

use crate::platform::apart::{Work, confine};
use crate::platform::lists;
use crate::platform::photos;
use crate::platform::photos::darkroom;

/// The kinds of such work; nobody types them.
#[derive(Debug, Clone, Copy, Subcommand)]
pub(super) enum Command {
    /// Read a list of signs.
    #[command(hide = true)]
    ReadList,
    /// Open a photo.
    #[command(hide = true)]
    OpenPhoto,
}

impl Command {
    /// Does the work.
    pub(super) fn run(self) -> std::io::Result<()> {
        let answer = match self {
            Self::ReadList => lists::answer(&given(&lists::WORK)?)?,
            Self::OpenPhoto => darkroom::answer(given(&photos::WORK)?)?,
        };
        std::io::stdout().write_all(&answer)
    }
}

fn given(work: &Work) -> std::io::Result<Vec<u8>> {
    confine(work)?;
    let mut file = Vec::new();
    std::io::stdin().read_to_end(&mut file)?;
    Ok(file)
}
