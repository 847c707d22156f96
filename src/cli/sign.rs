//! `gaoshi sign`: the catalogue of signs, and one sign as a file.

mod asked;
mod body;
mod layout;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Subcommand;

use self::asked::{Layout, Render};
use super::ground::ground;
use crate::config::{BaseUrl, Config};
use crate::platform::clock::Clock;
use crate::platform::public::Public;
use crate::platform::typeset::Typesetter;
use crate::signs::{self, DesignSummary, Format, Order};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List the signs of the catalogue.
    List {
        /// Answer as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Write one sign to a file, as .pdf, .svg or .png.
    Render(Box<Render>),
    /// Write the whole catalogue to a file, as .pdf, .svg or .png.
    ContactSheet {
        /// The file to write; its ending says what: .pdf, .svg or .png.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
}

pub(super) fn run(command: Command, config: &Config) -> Result<ExitCode> {
    match command {
        Command::List { json } => list(json)?,
        Command::Render(asked) => render(*asked, config)?,
        Command::ContactSheet { output } => contact_sheet(&output, config)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn list(json: bool) -> Result<()> {
    let designs = signs::list()?;
    let mut out = std::io::stdout();
    if json {
        writeln!(out, "{}", serde_json::to_string_pretty(&designs)?)?;
        return Ok(());
    }
    let longest = designs.iter().map(|d| d.id.len()).max().unwrap_or_default();
    for DesignSummary { id, zh, en, .. } in designs {
        writeln!(out, "{id:longest$}  {zh}  {en}")?;
    }
    Ok(())
}

fn render(asked: Render, config: &Config) -> Result<()> {
    let format = format_of(&asked.output)?;
    let base = base(&asked, config);
    if asked.code.is_some() {
        check_base(base.as_ref())?;
    }
    let base = base.map(|b| b.as_str().to_owned()).unwrap_or_default();
    if let Some(layout) =
        layout::of(&asked)?.filter(|it| asked.made.layout.is_some() || *it != Layout::Work)
    {
        let typesetter = typesetter(config)?;
        let sheets = layout::sheets(&asked, layout, &base, &typesetter)?;
        let file = asked.output.display();
        if sheets.sheets() > 1 && format != Format::Pdf {
            bail!(
                "{file}: an image holds one sheet, this takes {}: say .pdf",
                sheets.sheets()
            );
        }
        let bytes = signs::write(&typesetter, &sheets, format)?;
        return std::fs::write(&asked.output, bytes).with_context(|| file.to_string());
    }
    let order = Order {
        base,
        design: asked.design,
        place: asked.place,
        code: asked.code,
        time: asked.time,
        alternative: asked.alternative,
        alternative_note: asked.alternative_note,
        phone: asked.phone,
        issuer: asked.issuer,
        floor: asked.floor,
        remove_after: asked.remove_after,
    };
    let typesetter = typesetter(config)?;
    let sign = signs::render(&typesetter, &order, format)?;
    save(&asked.output, &sign)
}

fn contact_sheet(output: &Path, config: &Config) -> Result<()> {
    let format = format_of(output)?;
    let typesetter = typesetter(config)?;
    save(output, &signs::contact_sheet(&typesetter, format)?)
}

/// What it makes without a day of its own is of today.
fn typesetter(config: &Config) -> Result<Typesetter> {
    let today = Clock::System.now().date_in(config.zone);
    Ok(Typesetter::new(config.font_dir.as_deref())?.on(today))
}

fn save(file: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(file, bytes).with_context(|| file.display().to_string())
}

fn format_of(file: &Path) -> Result<Format> {
    let ending = file
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "pdf" => Ok(Format::Pdf),
        "svg" => Ok(Format::Svg),
        "png" => Ok(Format::Png),
        _ => bail!(
            "{}: the name must end in .pdf, .svg or .png",
            file.display()
        ),
    }
}

/// The address that its code opens: as asked, as the settings say, else as it is written down where
/// there is a database.
fn base(asked: &Render, config: &Config) -> Option<BaseUrl> {
    let said = asked.base_url.as_ref().or(config.public.as_ref()).cloned();
    if said.is_some() || asked.code.is_none() {
        return said;
    }
    Public::of_house(None, &ground(config).ok()?).ok()?.now()
}

/// A code that only this machine can open is not printed.
fn check_base(base: Option<&BaseUrl>) -> Result<()> {
    match base {
        None => bail!("a sign with a code needs --base-url https://…, or a public address"),
        Some(base) if base.is_loopback() => bail!("{base}: only this machine opens it"),
        Some(_) => Ok(()),
    }
}
