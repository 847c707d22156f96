//! The command line.

mod apart;
mod backup;
mod ground;
mod sheet;
mod sign;
mod user;

use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::backup::refuse_unfinished;
use crate::config::Config;
use crate::doctor::{self, Level};
use crate::error::{Error, Result};
use crate::platform::db::DatabaseUrl;
use crate::platform::db::backends::migrate;
use crate::platform::words::{Lang, Words};
use crate::platform::{log, private};
use crate::serve;

/// Notices, signs and complaints of a property-management company.
#[derive(Debug, Parser)]
#[command(name = "gaoshi", version)]
pub struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Args)]
struct Settings {
    /// The directory of the program's files [default: data].
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The file with the settings [default: DATA/gaoshi.toml].
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Doctor {
    /// Tell it to a program: names, levels and figures as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the web pages and do what falls due.
    Serve {
        /// Listen here instead of where the settings say.
        #[arg(long, value_name = "ADDRESS:PORT")]
        listen: Option<SocketAddr>,
        /// Show a made-up company; mail goes to files unless a relay is set.
        #[arg(long)]
        demo: bool,
    },
    /// Bring the database up to this program.
    Migrate,
    /// Look at everything the program stands on.
    Doctor(Doctor),
    /// Write the database and its photos to one file, while the server works.
    Backup(backup::Backup),
    /// Build database and photos again from a backup, where nothing is yet.
    Restore(backup::Restore),
    /// Open and close accounts, and set passwords anew.
    #[command(subcommand)]
    User(user::Command),
    /// List and print signs; needs no database.
    #[command(subcommand)]
    Sign(sign::Command),
    /// Write the sheets of a notice to a PDF file.
    Sheet(sheet::Sheet),
    #[command(flatten)]
    Apart(apart::Command),
}

impl Command {
    /// Whether it writes what is for the program's own account alone; sheets are for their reader.
    fn keeps_data(&self) -> bool {
        match self {
            Self::Serve { .. }
            | Self::Migrate
            | Self::Doctor(_)
            | Self::Backup(_)
            | Self::Restore(_)
            | Self::User(_) => true,
            Self::Sign(_) | Self::Sheet(_) | Self::Apart(_) => false,
        }
    }
}

/// From now on, and for what an older program left readable for everybody.
fn keep_private(config: &Config) -> Result<()> {
    private::from_now_on();
    private::close(&config.data_dir)?;
    if let DatabaseUrl::Sqlite(path) = &config.database {
        for end in ["", "-wal", "-shm"] {
            let mut file = path.clone().into_os_string();
            file.push(end);
            private::close(Path::new(&file))?;
        }
    }
    Ok(())
}

impl Cli {
    /// Does what was asked, and answers with the exit code.
    pub fn run(self) -> ExitCode {
        if let Command::Apart(work) = self.command {
            return work.run().map_or_else(|e| fail(&e), |()| ExitCode::SUCCESS);
        }
        let loaded = Config::load(
            self.settings.data.as_deref(),
            self.settings.config.as_deref(),
        );
        let config = match loaded {
            Ok(config) => config,
            Err(mistake) => return fail(&mistake),
        };
        if self.command.keeps_data()
            && let Err(e) = keep_private(&config)
        {
            return fail(&e);
        }
        let done = match self.command {
            Command::Serve { listen, demo } => {
                log::begin(&config.log);
                if private::is_root() {
                    tracing::warn!(
                        "gaoshi runs as root, which it does not need: give it an account"
                    );
                }
                let listen = listen.unwrap_or(config.listen);
                let config = Config { listen, ..config };
                let config = if demo { config.for_demo() } else { config };
                serve::run(config).map(|()| ExitCode::SUCCESS)
            }
            Command::Migrate => bring_up(&config),
            Command::Doctor(asked) => look(&config, &asked),
            Command::Backup(asked) => backup::make(&asked, &config),
            Command::Restore(asked) => backup::restore(&asked, &config),
            Command::User(command) => user::run(command, &config),
            Command::Sheet(asked) => sheet::run(&asked, &config),
            Command::Apart(_) => Ok(ExitCode::SUCCESS),
            Command::Sign(command) => {
                return sign::run(command, &config).unwrap_or_else(|e| fail(&format!("{e:#}")));
            }
        };
        done.unwrap_or_else(|e| fail(&explained(&e)))
    }
}

fn fail(why: &dyn std::fmt::Display) -> ExitCode {
    writeln!(std::io::stderr(), "gaoshi: {why}").ok();
    ExitCode::FAILURE
}

/// An error as a person at the keyboard reads it.
fn explained(e: &Error) -> String {
    if let Error::Unavailable(why) | Error::Newer(why) = e {
        return why.clone();
    }
    if let Error::Refused(refusal) = e
        && let Ok(words) = Words::load()
    {
        return words.tell(Lang::En, refusal.key, &refusal.args);
    }
    e.to_string()
}

fn bring_up(config: &Config) -> Result<ExitCode> {
    refuse_unfinished(&config.data_dir)?;
    std::fs::create_dir_all(&config.data_dir)?;
    let ran = migrate(&config.database)?;
    let mut out = std::io::stdout();
    for migration in &ran {
        writeln!(out, "migration {migration} was run")?;
    }
    writeln!(out, "the schema is up to date ({} run)", ran.len())?;
    Ok(ExitCode::SUCCESS)
}

fn look(config: &Config, asked: &Doctor) -> Result<ExitCode> {
    let report = actix_web::rt::System::new().block_on(doctor::examine(config));
    let mut out = std::io::stdout();
    if asked.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&report)?)?;
    } else {
        write!(out, "{report}")?;
    }
    Ok(ExitCode::from(u8::from(report.worst == Level::Fail)))
}
