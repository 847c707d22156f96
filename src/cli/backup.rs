//! `gaoshi backup` and `gaoshi restore`, for the machine's keeper.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;

use crate::backup::{self, Depth, Losses, Restored};
use crate::config::Config;
use crate::error::Result;
use crate::platform::archive::Manifest;
use crate::platform::archive::manifest::Why;

/// What is said after both: what the operator keeps by other means.
const NOT_IN_IT: &str = "not in it: the settings (gaoshi.toml may hold passwords), mails written to \
                         files, logs";

#[derive(Debug, Args)]
pub(super) struct Backup {
    /// Make the backup though photos are lost that the database names; it says which.
    #[arg(long)]
    accept_lost_photos: bool,
    /// The file to write; it must not be there.
    file: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Restore {
    /// Compare everything with the backup again after restoring, read back from the disk.
    #[arg(long)]
    verify: bool,
    /// Only read the backup to its end and compare it with its own list; restores nothing.
    #[arg(long, conflicts_with = "verify")]
    check: bool,
    /// The backup.
    file: PathBuf,
}

pub(super) fn make(asked: &Backup, config: &Config) -> Result<ExitCode> {
    let begun = Instant::now();
    backup::refuse_unfinished(&config.data_dir)?;
    let losses = if asked.accept_lost_photos {
        Losses::Accepted
    } else {
        Losses::Refused
    };
    let made = backup::make(config, &asked.file, losses)?;
    let mut out = std::io::stdout();
    writeln!(
        out,
        "{}: {}, {} bytes, {:.1} s",
        asked.file.display(),
        held(&made.manifest, made.photos),
        made.bytes,
        begun.elapsed().as_secs_f64()
    )?;
    tell_absent(&made.manifest)?;
    writeln!(out, "{NOT_IN_IT}")?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn restore(asked: &Restore, config: &Config) -> Result<ExitCode> {
    let begun = Instant::now();
    let mut out = std::io::stdout();
    if asked.check {
        let manifest = backup::check(&asked.file)?;
        let photos = manifest.entries.len().saturating_sub(1);
        writeln!(
            out,
            "{} is whole: {}; made at {} by gaoshi {}",
            asked.file.display(),
            held(&manifest, photos),
            manifest.made_at,
            manifest.program
        )?;
        tell_absent(&manifest)?;
        return Ok(ExitCode::SUCCESS);
    }
    let depth = if asked.verify {
        Depth::Everything
    } else {
        Depth::Usual
    };
    let restored = backup::restore(config, &asked.file, depth)?;
    if asked.verify {
        writeln!(out, "{}", restored.comparison)?;
    }
    writeln!(
        out,
        "{} is restored into {}: {}, {:.1} s",
        asked.file.display(),
        config.data_dir.display(),
        held(&restored.manifest, restored.photos),
        begun.elapsed().as_secs_f64()
    )?;
    tell_what_follows(&restored, config)?;
    Ok(ExitCode::SUCCESS)
}

fn held(manifest: &Manifest, photos: usize) -> String {
    format!(
        "{} database, {} tables, {} rows, {photos} photos",
        manifest.database.name(),
        manifest.tables.len(),
        manifest.rows()
    )
}

fn tell_absent(manifest: &Manifest) -> Result<()> {
    let count = |why| manifest.absent.iter().filter(|a| a.why == why).count();
    let mut out = std::io::stdout();
    let (forgotten, lost) = (count(Why::Forgotten), count(Why::Lost));
    if forgotten > 0 {
        writeln!(
            out,
            "{forgotten} photos were forgotten while it was written and are not in it"
        )?;
    }
    if lost > 0 {
        writeln!(out, "{lost} photos were lost before and are not in it:")?;
    }
    for absent in manifest.absent.iter().filter(|a| a.why == Why::Lost) {
        writeln!(out, "  {}", absent.photo)?;
    }
    Ok(())
}

fn tell_what_follows(restored: &Restored, config: &Config) -> Result<()> {
    let mut out = std::io::stdout();
    tell_absent(&restored.manifest)?;
    if !restored.migrated.is_empty() {
        writeln!(
            out,
            "it was of gaoshi {}; {} migrations were run: {}",
            restored.manifest.program,
            restored.migrated.len(),
            restored.migrated.join(", ")
        )?;
    }
    writeln!(
        out,
        "mails wait until an administrator confirms on the page 今天, or until a server has been \
         at work for an hour: some may have been sent before"
    )?;
    let now = config.public.as_ref().or(restored.address.as_ref());
    let now = now.map(|url| url.as_str().to_owned());
    if let Some(was) = &restored.manifest.public_url
        && now.as_ref() != Some(was)
    {
        writeln!(
            out,
            "public_url was {was} and is {} here: printed codes lead to the first",
            now.as_deref().unwrap_or("not set")
        )?;
    }
    writeln!(out, "{NOT_IN_IT}")?;
    Ok(())
}
