//! The mail relay.

use super::finding::{Finding, Level, finding, ok};
use crate::app::App;
use crate::config::Config;
use crate::platform::mail::Mailer;

/// Looks whether the relay lets us in, and where mails go without one.
pub(super) async fn examine(config: &Config) -> Finding {
    let Some(smtp) = &config.mail.smtp else {
        let dir = App::mail_dir(config);
        return finding(
            "mail_relay",
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
        Ok(()) => ok("mail_relay", format!("mail relay {smtp:?} lets us in")),
        Err(why) => finding(
            "mail_relay",
            Level::Fail,
            format!("mail relay {smtp:?}: {why}"),
            "correct mail.smtp.host, port, tls, user, password and ca_file; mails wait meanwhile",
        ),
    }
}
