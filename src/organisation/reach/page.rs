//! `GET /company/reach`: the public address, where mails go, and how the last trials fared.

#[cfg(test)]
mod samples;

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::{MARKS, PAGE};
use crate::config::Config;
use crate::error::Result;
use crate::organisation::pages::Missing;
use crate::people::permission::{Allowed, ManagePeople};
use crate::platform::desk::Desk;
use crate::platform::form::FormState;
use crate::platform::outbox::{self, FailedLine, Occasion, Tally};
use crate::platform::page::{Page, View};

/// Failures that are told.
const TOLD: i64 = 5;

/// How this house is reached, and reaches others.
#[derive(Debug, Serialize)]
pub struct Reach {
    /// What was typed and what was wrong.
    pub form: FormState,
    /// The public address; empty while none is set that may be printed.
    pub address: String,
    /// The relay; empty without one.
    pub relay: String,
    /// Where mails are written without one.
    pub folder: String,
    /// How the trials fared.
    pub trials: Tally,
    pub failed: Vec<FailedLine>,
}

impl Page for Reach {
    const TEMPLATE: &'static str = "organisation/reach.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::reach()
    }
}

/// `GET /company/reach`
pub async fn show(
    _: Allowed<ManagePeople>,
    desk: Desk,
    config: web::Data<Config>,
) -> Result<HttpResponse> {
    draw(&desk, &config, FormState::default()).await
}

/// Draws the page, with what is wrong with an address that was typed.
pub(super) async fn draw(desk: &Desk, config: &Config, form: FormState) -> Result<HttpResponse> {
    let trials = Occasion {
        about: PAGE.to_owned(),
        marks: MARKS.to_owned(),
    };
    let read = desk.db.read(move |conn| {
        Ok((
            outbox::tally(conn, &trials)?,
            outbox::failed_of(conn, &trials, TOLD)?,
        ))
    });
    let (tally, failed) = read.await?;
    let relay = config.mail.smtp.as_ref();
    let page = Reach {
        address: desk.press.base().unwrap_or_default(),
        relay: relay.map_or_else(String::new, |smtp| format!("{}:{}", smtp.host, smtp.port)),
        folder: config.data_dir.join("mails").display().to_string(),
        trials: tally,
        failed: failed
            .iter()
            .map(|one| FailedLine::of(one, desk.dates()))
            .collect(),
        form,
    };
    desk.view.page_as(page.form.status(), &page)
}

/// What of it is still missing before notices can go out.
pub(in super::super) fn missing(view: &View, has_address: bool, config: &Config) -> Vec<Missing> {
    let line = |key: &str| Missing {
        text: view.say(key),
        href: PAGE.to_owned(),
        link: view.say("reach-missing-do"),
    };
    let address = (!has_address).then(|| line("reach-missing-address"));
    let relay = config.mail.smtp.is_none() && !config.demo;
    let relay = relay.then(|| line("reach-missing-relay"));
    address.into_iter().chain(relay).collect()
}
