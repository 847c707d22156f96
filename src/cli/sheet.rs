//! `gaoshi sheet`: the sheets of a notice as a file, without a browser.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::ground::ground;
use crate::app::App;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::notices::pages::paper::{Which, printable};
use crate::notices::{self, NoticeId, Numbered};
use crate::organisation::store as organisation;
use crate::people::Scope;
use crate::platform::db::{Conn, Db};

#[derive(Debug, Args)]
pub(super) struct Sheet {
    /// The notice: its number, such as 锦绣物业〔2026〕12号, or its id.
    notice: String,
    /// The file to write: a PDF with one sheet for each board.
    #[arg(short, long, value_name = "FILE.pdf")]
    output: PathBuf,
}

pub(super) fn run(asked: &Sheet, config: &Config) -> Result<ExitCode> {
    let db = ground(config)?;
    let tools = App::tools(App::press(config, &db)?, App::written()?);
    let id = wanted(&db, asked.notice.trim())?;
    let printable = db
        .read_now(|conn| {
            let all = Scope::of(organisation::all_office_ids(conn)?);
            printable(conn, &all, &tools, &id, Which::default())
        })
        .map_err(|e| unprintable(e, &asked.notice))?;
    let typesetter = &tools.press.typesetter;
    let pdf = typesetter.pdf(&printable.sheet).map_err(Error::internal)?;
    std::fs::write(&asked.output, pdf)
        .map_err(|e| Error::unavailable(format!("{}: {e}", asked.output.display())))?;
    Ok(ExitCode::SUCCESS)
}

fn unprintable(e: Error, name: &str) -> Error {
    if matches!(e, Error::NotFound) {
        return Error::unavailable(format!(
            "{name}: there is no approved notice of this name, so there is nothing to print"
        ));
    }
    e
}

/// The notice of this id or number. Every office counts for itself, so a number may be there
/// more than once.
fn wanted(db: &Db, name: &str) -> Result<NoticeId> {
    if let Ok(id) = name.parse() {
        return Ok(id);
    }
    let found = db.read_now(|conn| notices::numbered(conn, name))?;
    match found.as_slice() {
        [] => Err(Error::unavailable(format!(
            "there is no notice {name}; a number reads like 锦绣物业〔2026〕12号"
        ))),
        [one] => Ok(one.id.clone()),
        several => {
            let told = db.read_now(|conn| told(conn, several))?;
            Err(Error::unavailable(format!(
                "several offices have a notice {name}; name it by its id:\n{told}"
            )))
        }
    }
}

fn told(conn: &mut Conn, several: &[Numbered]) -> Result<String> {
    let mut lines = Vec::new();
    for notice in several {
        let office = organisation::office(conn, &notice.office)?.name;
        lines.push(format!("  {}  {office}  {}", notice.id, notice.title));
    }
    Ok(lines.join("\n"))
}
