//! PostgreSQL's own tools, which copy a database out and in.

pub(super) mod address;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;

use diesel::connection::SimpleConnection;
use diesel::sql_types::{Integer, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};

use self::address::Address;
use super::backends::{Conn, Purpose, open};
use super::{DatabaseUrl, tables};
use crate::error::{Error, Result};

/// Where Debian keeps the tools of each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// One of the tools.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tool {
    program: PathBuf,
    /// Its main version: 15.
    pub version: u32,
}

impl Tool {
    /// The newest tool of a name that knows a server of this version.
    pub fn find(name: &str, server: u32) -> Result<Self> {
        let newest = candidates(name)
            .into_iter()
            .filter_map(|program| Self::at(&program))
            .max_by_key(|tool| tool.version);
        match newest {
            Some(tool) if tool.version >= server => Ok(tool),
            Some(tool) => Err(Error::unavailable(format!(
                "{} is of PostgreSQL {}, the database of {server}; \
                 apt-get install postgresql-client-{server}",
                tool.program.display(),
                tool.version
            ))),
            None => Err(Error::unavailable(format!(
                "{name} is not on this machine; apt-get install postgresql-client \
                 (version {server} or newer)"
            ))),
        }
    }

    fn at(program: &Path) -> Option<Self> {
        let out = Command::new(program).arg("--version").output().ok()?;
        Some(Self {
            program: program.to_owned(),
            version: version_in(&String::from_utf8_lossy(&out.stdout))?,
        })
    }

    /// The tool with a database to speak to: its password is not among the arguments, which
    /// everybody on the machine may read.
    fn speaking_to(&self, url: &str) -> Command {
        let address = Address::of(url);
        let mut command = Command::new(&self.program);
        command
            .arg("--dbname")
            .arg(&address.open)
            .arg("--no-password")
            .env("LC_ALL", "C")
            .env_remove("GAOSHI_DATABASE")
            .env_remove("GAOSHI_MAIL_SMTP_PASSWORD")
            .stderr(Stdio::piped());
        if let Some(password) = address.password {
            command.env("PGPASSWORD", password);
        }
        command
    }
}

/// Where a tool may be: each version's own folder, then wherever the machine looks.
fn candidates(name: &str) -> Vec<PathBuf> {
    let versions = std::fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = versions
        .map(|version| version.path().join("bin").join(name))
        .filter(|program| program.is_file())
        .collect();
    found.push(PathBuf::from(name));
    found
}

/// The main version in `pg_dump (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)`.
fn version_in(told: &str) -> Option<u32> {
    let after = told.split("(PostgreSQL) ").nth(1)?;
    let digits = after.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

#[derive(QueryableByName)]
struct Version {
    #[diesel(sql_type = Integer)]
    version: i32,
}

/// The main version of the server.
pub fn server_version(conn: &mut Conn) -> Result<u32> {
    let found: Version =
        sql_query("SELECT CAST(current_setting('server_version_num') AS INTEGER) AS version")
            .get_result(conn)?;
    u32::try_from(found.version / 10_000).map_err(Error::internal)
}

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    word: String,
}

/// The database as it stands at one moment: a connection that holds on to it, and its name.
pub struct Snapshot {
    conn: Conn,
    name: String,
    url: String,
}

/// Lets a connection take the time it needs.
fn without_hurry(conn: &mut Conn) -> Result<()> {
    Ok(conn
        .batch_execute("SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0;")?)
}

impl Snapshot {
    /// Takes hold of this moment.
    pub fn take(url: &str) -> Result<Self> {
        let mut conn = open(&DatabaseUrl::Pg(url.to_owned()), Purpose::Read)?;
        without_hurry(&mut conn)?;
        conn.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
        let exported: Word =
            sql_query("SELECT pg_catalog.pg_export_snapshot() AS word").get_result(&mut conn)?;
        Ok(Self {
            conn,
            name: exported.word,
            url: url.to_owned(),
        })
    }

    /// Asks the moment.
    pub fn conn(&mut self) -> &mut Conn {
        &mut self.conn
    }

    /// Begins to write the tables of the program's schema out.
    pub fn dump(&mut self, tool: &Tool) -> Result<Running> {
        let schema: Word = sql_query("SELECT CAST(quote_ident(current_schema()) AS TEXT) AS word")
            .get_result(&mut self.conn)?;
        let mut command = tool.speaking_to(&self.url);
        command
            .args(["--format=custom", "--no-owner", "--no-privileges"])
            .arg(format!("--snapshot={}", self.name))
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        for table in tables::names(&mut self.conn)? {
            let quoted = table.replace('"', "\"\"");
            command.arg(format!("--table={}.\"{quoted}\"", schema.word));
        }
        Running::start(command)
    }
}

/// Begins to read tables in: all of them, or none.
pub fn load(tool: &Tool, url: &str) -> Result<Running> {
    let mut command = tool.speaking_to(url);
    command
        .args(["--exit-on-error", "--single-transaction"])
        .args(["--no-owner", "--no-privileges"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null());
    Running::start(command)
}

/// Makes a connection ready to look at a database that was just filled.
pub fn after_loading(conn: &mut Conn) -> Result<()> {
    without_hurry(conn)?;
    Ok(conn.batch_execute("ANALYZE")?)
}

/// A tool at work.
pub struct Running {
    child: Child,
    told: JoinHandle<String>,
}

impl Running {
    fn start(mut command: Command) -> Result<Self> {
        let mut child = command.spawn()?;
        let stderr = child.stderr.take();
        let told = std::thread::spawn(move || {
            let mut told = Vec::new();
            if let Some(stderr) = stderr {
                stderr.take(1 << 16).read_to_end(&mut told).ok();
            }
            String::from_utf8_lossy(&told).trim().to_owned()
        });
        Ok(Self { child, told })
    }

    /// What it writes.
    pub fn output(&mut self) -> Option<impl Read + use<>> {
        self.child.stdout.take()
    }

    /// What it reads; dropping it is the end.
    pub fn input(&mut self) -> Option<impl Write + use<>> {
        self.child.stdin.take()
    }

    /// Waits for its end; what it complained of is the error.
    pub fn end(mut self) -> Result<()> {
        drop(self.child.stdin.take());
        let status = self.child.wait()?;
        let told = self.told.join().unwrap_or_default();
        if status.success() {
            Ok(())
        } else {
            Err(Error::unavailable(format!(
                "PostgreSQL's tool said: {told}"
            )))
        }
    }

    /// Ends it now.
    pub fn stop(mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read_as_the_tools_tell_it() {
        let debian = "pg_dump (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)\n";
        assert_eq!(version_in(debian), Some(15));
        assert_eq!(version_in("pg_restore (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(version_in("Error: no cluster"), None);
    }

    #[test]
    fn a_tool_that_is_missing_or_too_old_is_named_with_its_package() {
        let missing = Tool::find("pg_no_such_tool", 15).unwrap_err().to_string();
        assert!(missing.contains("postgresql-client"), "{missing}");
        if Tool::find("pg_dump", 9).is_ok() {
            let old = Tool::find("pg_dump", 999).unwrap_err().to_string();
            assert!(old.contains("postgresql-client-999"), "{old}");
        }
    }
}
