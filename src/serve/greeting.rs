//! What the operator reads when the program has started.

use std::fmt::Write;

use crate::app::App;
use crate::error::{Error, Result};
use crate::people::DemoAccounts;
use crate::platform::mail::Mailer;
use crate::platform::words::{Lang, Words};

/// The address; in the demo who may sign in; on an empty database how the first administrator
/// does.
pub(super) fn of(app: &App, set_up: Option<&str>) -> Result<String> {
    let config = &app.config;
    let mut text = format!("\nGaoshi 告示  {}\n", config.address());
    if let Some(token) = set_up {
        let link = format!("{}/set-up/{token}", config.reached_at());
        write!(
            text,
            "\nNobody has an account yet. The first administrator begins here, once, within \
             three days:\n  {link}\n"
        )
        .map_err(Error::internal)?;
    }
    if !app.demo.people.is_empty() {
        text.push_str(&accounts(&app.demo)?);
    }
    if let Mailer::Files(..) = app.mailer {
        let dir = App::mail_dir(config);
        writeln!(
            text,
            "\nMails are not sent but written to {}",
            dir.display()
        )
        .map_err(Error::internal)?;
    }
    text.push('\n');
    Ok(text)
}

fn accounts(demo: &DemoAccounts) -> Result<String> {
    let words = Words::load()?;
    let mut text = format!(
        "\nA made-up company to try everything with. Password of every account: {}\n",
        demo.password
    );
    for person in &demo.people {
        let role = words.say(Lang::Zh, &person.role);
        let line = [
            padded(&person.login, 16),
            padded(&person.name, 10),
            padded(&role, 14),
            person.office.clone(),
        ];
        writeln!(text, "  {}", line.concat()).map_err(Error::internal)?;
    }
    Ok(text)
}

/// Fills up to a width on the screen, where a Chinese character takes two columns.
fn padded(text: &str, width: usize) -> String {
    let columns: usize = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    format!("{text}{}", " ".repeat(width.saturating_sub(columns)))
}
