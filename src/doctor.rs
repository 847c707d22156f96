//! `gaoshi doctor`: looks at everything the program stands on and says how to mend it.

mod second_factor;
mod time;

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

use crate::app::App;
use crate::config::Config;
use crate::error::Result;
use crate::platform::clock::{Clock, Moment};
use crate::platform::db::backends::{Purpose, damage, open, schema_state};
use crate::platform::db::skew::skew_millis;
use crate::platform::db::{Conn, DatabaseUrl, Db, System};
use crate::platform::holds::{mark_ready, undeclared_since};
use crate::platform::mail::Mailer;
use crate::platform::outbox;
use crate::platform::typeset::Typesetter;

/// Less room than this on the disk is a fault; less than ten times it a warning.
const LEAST_MIB: u64 = 200;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// All is well.
    Ok,
    /// It works, but not for long or not for everybody.
    Warn,
    /// It does not work.
    Fail,
}

/// One thing looked at.
#[derive(Debug, Clone)]
pub struct Finding {
    /// How grave.
    pub level: Level,
    /// What was looked at and found.
    pub what: String,
    /// How to mend it.
    pub mend: &'static str,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.level {
            Level::Ok => write!(f, "OK    {}", self.what),
            Level::Warn => write!(f, "WARN  {}\n      → {}", self.what, self.mend),
            Level::Fail => write!(f, "FAIL  {}\n      → {}", self.what, self.mend),
        }
    }
}

fn ok(what: impl Into<String>) -> Finding {
    finding(Level::Ok, what, "")
}

fn finding(level: Level, what: impl Into<String>, mend: &'static str) -> Finding {
    Finding {
        level,
        what: what.into(),
        mend,
    }
}

/// Looks at everything.
pub async fn examine(config: &Config) -> Vec<Finding> {
    let mut findings = vec![
        data_dir(&config.data_dir),
        disk(&config.data_dir),
        fonts(config.font_dir.as_deref()),
    ];
    findings.extend(database(&config.database));
    findings.push(mail(config).await);
    findings.push(address(config));
    findings.extend(in_the_clear(config));
    findings.extend(proxies(config));
    findings.extend(config.metrics.map(figures));
    findings
}

fn figures(at: SocketAddr) -> Finding {
    let what = format!("figures for Prometheus at http://{at}/metrics");
    if at.ip().is_loopback() {
        return ok(what);
    }
    finding(
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
        Ok(()) => ok(format!("data directory {} can be written", dir.display())),
        Err(e) => finding(
            Level::Fail,
            format!("data directory {}: {e}", dir.display()),
            "give it to the account that runs gaoshi (chown), or name another with --data",
        ),
    }
}

fn disk(dir: &Path) -> Finding {
    let mend = "make room on this disk: a full one stops every change";
    match free_mib(dir) {
        Some(mib) if mib < LEAST_MIB => finding(Level::Fail, format!("disk: {mib} MiB free"), mend),
        Some(mib) if mib < 10 * LEAST_MIB => {
            finding(Level::Warn, format!("disk: {mib} MiB free"), mend)
        }
        Some(mib) => ok(format!("disk: {mib} MiB free")),
        None => finding(
            Level::Warn,
            "disk: its free room cannot be read",
            "look with df -h",
        ),
    }
}

fn fonts(dir: Option<&Path>) -> Finding {
    match Typesetter::new(dir) {
        Ok(_) => ok("fonts: Chinese can be printed"),
        Err(missing) => finding(
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

fn database(url: &DatabaseUrl) -> Vec<Finding> {
    if let DatabaseUrl::Sqlite(path) = url
        && !path.exists()
    {
        return vec![finding(
            Level::Warn,
            format!("database {url:?} is not there yet"),
            "gaoshi serve or gaoshi migrate makes it",
        )];
    }
    let mut conn = match open(url, Purpose::Read) {
        Ok(conn) => conn,
        Err(e) => {
            return vec![finding(
                Level::Fail,
                format!("database {url:?}: {e}"),
                "start the database server, or correct `database` in the settings",
            )];
        }
    };
    let unknown = |e| {
        finding(
            Level::Fail,
            format!("database: {e}"),
            "see the database's own log",
        )
    };
    let mut found = vec![
        integrity(&mut conn).unwrap_or_else(unknown),
        schema(&mut conn).unwrap_or_else(unknown),
        skew(&mut conn).unwrap_or_else(unknown),
        time::examine(&mut conn).unwrap_or_else(unknown),
    ];
    // An older schema is not written to: that is for `migrate`.
    if found.iter().all(|one| one.level == Level::Ok) {
        found.extend(keeps(url).unwrap_or_else(|e| vec![unknown(e)]));
        found.push(second_factor::examine(&mut conn).unwrap_or_else(unknown));
    }
    found
}

fn integrity(conn: &mut Conn) -> Result<Finding> {
    if matches!(conn, Conn::Pg(_)) {
        return Ok(ok("database answers (PostgreSQL)"));
    }
    Ok(match damage(conn)? {
        None => ok("database answers and is whole (SQLite)"),
        Some(what) => finding(
            Level::Fail,
            format!("database is damaged: {what}"),
            "stop gaoshi and bring back the last backup",
        ),
    })
}

fn schema(conn: &mut Conn) -> Result<Finding> {
    let state = schema_state(conn)?;
    Ok(if !state.unknown.is_empty() {
        finding(
            Level::Fail,
            format!(
                "schema is newer than this program ({})",
                state.unknown.join(", ")
            ),
            "run the newer gaoshi",
        )
    } else if state.pending.is_empty() {
        ok("schema is up to date")
    } else {
        finding(
            Level::Warn,
            format!("schema waits for {} migrations", state.pending.len()),
            "gaoshi migrate, or start gaoshi serve",
        )
    })
}

fn skew(conn: &mut Conn) -> Result<Finding> {
    let millis = skew_millis(conn, &Clock::System)?;
    let what = format!("clock differs from the database's by {millis} ms");
    Ok(match millis.abs() {
        0..=1_000 => ok(what),
        1_001..=5_000 => finding(Level::Warn, what, "keep both machines' clocks with NTP"),
        _ => finding(Level::Fail, what, "set both machines' clocks with NTP"),
    })
}

/// What stands before us, where it can be wrong.
fn proxies(config: &Config) -> Option<Finding> {
    let mend = "name its address in `proxies`, and let it pass X-Forwarded-For and \
        X-Forwarded-Proto (README, \"Behind a proxy\")";
    if let Some(what) = config.edge_fault() {
        return Some(finding(Level::Warn, what, mend));
    }
    // Opening a file that is not there would make it.
    if matches!(&config.database, DatabaseUrl::Sqlite(path) if !path.exists()) {
        return None;
    }
    let mut conn = open(&config.database, Purpose::Read).ok()?;
    let since = Clock::System.now() - chrono::Duration::days(7);
    let declared: Vec<String> = config.proxies.iter().map(ToString::to_string).collect();
    let seen = undeclared_since(&mut conn, since).ok()?;
    let strange: Vec<String> = seen.into_iter().filter(|p| !declared.contains(p)).collect();
    let what = format!(
        "{} spoke for others in the last days and is not declared: all behind it count as one address",
        strange.join(", ")
    );
    (!strange.is_empty()).then(|| finding(Level::Warn, what, mend))
}

/// Whether changes are kept, and what did not leave.
fn keeps(url: &DatabaseUrl) -> Result<Vec<Finding>> {
    let db = Db::open(url, Clock::System);
    let written = db.write_now(&System("doctor"), |tx, _| mark_ready(tx));
    if let Err(e) = written {
        return Ok(vec![finding(
            Level::Fail,
            format!("database keeps nothing: {e}"),
            "make room on its disk, and give its files to the account that runs gaoshi",
        )]);
    }
    let mails = db.read_now(outbox::summary)?;
    let what = format!("mails: {} wait, {} failed", mails.pending, mails.failed);
    let is_old = |at: Moment| Clock::System.now().since(at) > chrono::Duration::minutes(15);
    let stuck = mails.oldest_pending.is_some_and(is_old);
    Ok(vec![
        ok("database keeps what is written"),
        if stuck {
            finding(
                Level::Warn,
                format!("{what}; the oldest has waited for more than 15 minutes"),
                "see the mail relay above, and the failures on the page of today",
            )
        } else {
            ok(what)
        },
    ])
}

async fn mail(config: &Config) -> Finding {
    let Some(smtp) = &config.mail.smtp else {
        let dir = App::mail_dir(config);
        return finding(
            Level::Warn,
            format!("mail: no relay; mails are written to {}", dir.display()),
            "set mail.from and mail.smtp.host to send them",
        );
    };
    let probed = match Mailer::of(&config.mail, &App::mail_dir(config)) {
        Ok(Mailer::Smtp(relay)) => relay.probe().await,
        Ok(Mailer::Files(..) | Mailer::Memory(_)) => Ok(()),
        Err(e) => Err(e.to_string()),
    };
    match probed {
        Ok(()) => ok(format!("mail relay {smtp:?} lets us in")),
        Err(why) => finding(
            Level::Fail,
            format!("mail relay {smtp:?}: {why}"),
            "correct mail.smtp.host, port, tls, user, password and ca_file; mails wait meanwhile",
        ),
    }
}

/// A way to the database or the relay on which others may read along.
fn in_the_clear(config: &Config) -> Option<Finding> {
    let what = config.in_the_clear()?;
    let mend = "add ?sslmode=verify-full to `database`, and set mail.smtp.tls to starttls or tls";
    Some(finding(Level::Warn, what, mend))
}

fn address(config: &Config) -> Finding {
    match &config.public {
        Some(url) if url.is_loopback() => finding(
            Level::Fail,
            format!("public address {url} is reached from this machine only"),
            "set public_url to the address that phones reach; until then no code is printed",
        ),
        Some(url) if !url.is_https() => finding(
            Level::Warn,
            format!("public address {url} is not encrypted"),
            "put a proxy with TLS before gaoshi, name it in proxies, and set an https address",
        ),
        Some(url) => ok(format!("public address {url}")),
        None => finding(
            Level::Warn,
            "public address is not set",
            "set public_url, such as https://wy.example.cn; until then no code is printed",
        ),
    }
}
