//! `gaoshi user`: accounts, for the machine's keeper.

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Subcommand;

use super::ground::ground;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::organisation::{Office, OfficeKind, store as organisation};
use crate::people::news::Messenger;
use crate::people::{NewAccount, Role, cli};
use crate::platform::assets;
use crate::platform::db::Db;
use crate::platform::page::Templates;
use crate::platform::public::Public;
use crate::platform::words::Words;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Open an account; prints the one-time link that sets its password.
    Add {
        /// The name typed at sign-in: wangfang.
        #[arg(long)]
        login: String,
        /// The person's name: 王芳.
        #[arg(long)]
        name: String,
        /// What they do: clerk, reviewer or `office_manager` in an office; operations, planning,
        /// `quality_representative`, executive or administrator in the head office.
        #[arg(long)]
        role: Role,
        /// The name of their office: 锦绣花园管理处.
        #[arg(long)]
        office: String,
        /// Where mail to them goes.
        #[arg(long)]
        email: Option<String>,
    },
    /// Close an account; its sessions end at once.
    Disable {
        /// The name typed at sign-in.
        login: String,
    },
    /// Print a new one-time link that sets the password; the person's sessions end.
    ResetPassword {
        /// The name typed at sign-in.
        login: String,
    },
    /// Take off the second factor of somebody who has lost phone and codes; their sessions end.
    RemoveSecondFactor {
        /// The name typed at sign-in.
        login: String,
    },
}

pub(super) fn run(command: Command, config: &Config) -> Result<ExitCode> {
    let db = ground(config)?;
    let public = Public::of_house(config.public.clone(), &db)?;
    let messenger = messenger(config, &public)?;
    let base = public.now().map(|url| url.as_str().to_owned());
    let base = base.unwrap_or_else(|| config.reached_at());
    let mut out = std::io::stdout();
    match command {
        Command::Add {
            login,
            name,
            role,
            office,
            email,
        } => {
            let account = NewAccount {
                office: office_called(&db, &office)?,
                login,
                name,
                email,
                role,
            };
            let token = cli::add(&db, &messenger, &account)?;
            tell_link(&base, &account.login, &token)?;
        }
        Command::Disable { login } => {
            cli::disable(&db, &login).map_err(|e| unknown(e, &login))?;
            writeln!(out, "{login} is disabled; open sessions have ended")?;
        }
        Command::ResetPassword { login } => {
            let made = cli::reset_password(&db, &messenger, &login);
            tell_link(&base, &login, &made.map_err(|e| unknown(e, &login))?)?;
        }
        Command::RemoveSecondFactor { login } => {
            let removed = cli::remove_second_factor(&db, &messenger, &login);
            removed.map_err(|e| unknown(e, &login))?;
            writeln!(
                out,
                "{login} signs in with the password alone; open sessions have ended"
            )?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn tell_link(base: &str, login: &str, token: &str) -> Result<()> {
    writeln!(
        std::io::stdout(),
        "{login} sets a password here, once, within three days:\n{base}/password/{token}"
    )?;
    Ok(())
}

/// Who tells people what was done with their accounts.
fn messenger(config: &Config, public: &Public) -> Result<Messenger> {
    let words = Arc::new(Words::load()?);
    let templates = Arc::new(Templates::load(words, assets::version())?);
    Ok(Messenger::new(config.zone, public.clone(), templates))
}

fn unknown(e: Error, login: &str) -> Error {
    if matches!(e, Error::NotFound) {
        return Error::unavailable(format!("nobody signs in as {login}"));
    }
    if matches!(e, Error::Conflict) {
        return Error::unavailable(format!("{login} is as that should make it already"));
    }
    e
}

fn office_called(db: &Db, name: &str) -> Result<crate::people::OfficeId> {
    let offices = db.read_now(organisation::public_offices)?;
    if let Some(office) = offices.iter().find(|o| o.name == name) {
        return Ok(office.id.clone());
    }
    if offices.is_empty() {
        return Err(Error::unavailable(
            "there is no company yet; begin with gaoshi serve and the link it prints",
        ));
    }
    let known: Vec<String> = offices.iter().map(described).collect();
    Err(Error::unavailable(format!(
        "there is no office {name}; there are {}",
        known.join(", ")
    )))
}

fn described(office: &Office) -> String {
    match office.kind {
        OfficeKind::Head => format!("{} (head office)", office.name),
        OfficeKind::Office => office.name.clone(),
    }
}
