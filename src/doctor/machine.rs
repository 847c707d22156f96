//! The machine: where files are kept, its disk, its fonts, who reads its figures.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

use super::finding::{Finding, Level, finding, ok};
use crate::config::Config;
use crate::platform::typeset::Typesetter;

/// Less room than this on the disk is a fault; less than ten times it a warning.
const LEAST_MIB: u64 = 200;

/// Looks at files, disk and fonts.
pub(super) fn examine(config: &Config) -> Vec<Finding> {
    vec![
        data_dir(&config.data_dir),
        disk(&config.data_dir),
        fonts(config.font_dir.as_deref()),
    ]
}

/// Who can read the figures.
pub(super) fn figures(at: SocketAddr) -> Finding {
    let what = format!("figures for Prometheus at http://{at}/metrics");
    if at.ip().is_loopback() {
        return ok("figures", what);
    }
    finding(
        "figures",
        Level::Warn,
        format!("{what}, for everybody who reaches this address"),
        "keep metrics.listen on the loopback or on a network of the machines' own",
    )
}

fn data_dir(dir: &Path) -> Finding {
    let probe = dir.join(".doctor");
    let tried = std::fs::create_dir_all(dir)
        .and_then(|()| std::fs::write(&probe, b""))
        .and_then(|()| std::fs::remove_file(&probe));
    match tried {
        Ok(()) => ok(
            "data_directory",
            format!("data directory {} can be written", dir.display()),
        ),
        Err(e) => finding(
            "data_directory",
            Level::Fail,
            format!("data directory {}: {e}", dir.display()),
            "give it to the account that runs gaoshi (chown), or name another with --data",
        ),
    }
}

fn disk(dir: &Path) -> Finding {
    let mend = "make room on this disk: a full one stops every change";
    let Some(mib) = free_mib(dir) else {
        return finding(
            "disk",
            Level::Warn,
            "disk: its free room cannot be read",
            "look with df -h",
        );
    };
    let level = match mib {
        mib if mib < LEAST_MIB => Level::Fail,
        mib if mib < 10 * LEAST_MIB => Level::Warn,
        _ => Level::Ok,
    };
    let mend = if level == Level::Ok { "" } else { mend };
    finding("disk", level, format!("disk: {mib} MiB free"), mend).with("free_mib", mib)
}

fn fonts(dir: Option<&Path>) -> Finding {
    match Typesetter::new(dir) {
        Ok(_) => ok("fonts", "fonts: Chinese can be printed"),
        Err(missing) => finding(
            "fonts",
            Level::Fail,
            format!("fonts: {missing}"),
            "apt-get install fonts-noto-cjk, or name a directory with fonts in `fonts`",
        ),
    }
}

fn free_mib(dir: &Path) -> Option<u64> {
    let out = Command::new("df")
        .args(["-Pk", "--"])
        .arg(dir)
        .output()
        .ok()?;
    let text = String::from_utf8(out.stdout).ok()?;
    let kib: u64 = text
        .lines()
        .nth(1)?
        .split_whitespace()
        .nth(3)?
        .parse()
        .ok()?;
    Some(kib / 1_024)
}
