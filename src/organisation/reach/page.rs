//! `GET /company/reach`: the public address, where mails go, and how the last trials fared.

#[cfg(test)]
mod samples;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::address::FIELD;
use super::{MARKS, PAGE, SURE};
use crate::config::{BaseUrl, Config};
use crate::error::Result;
use crate::organisation::pages::Missing;
use crate::organisation::ties::Ties;
use crate::people::permission::{Allowed, ManagePeople};
use crate::platform::db::Conn;
use crate::platform::desk::Desk;
use crate::platform::form::FormState;
use crate::platform::outbox::{self, Failed, FailedLine, Occasion, Tally};
use crate::platform::page::{Page, View};
use crate::platform::press::Press;
use crate::platform::public::store as public;

/// Failures that are told.
const TOLD: i64 = 5;

/// How this house is reached, and reaches others.
#[derive(Debug, Serialize)]
pub struct Reach {
    /// What was typed and what was wrong.
    pub form: FormState,
    /// The public address; empty while there is none that may be printed.
    pub address: String,
    /// Whether the settings say it, so that it is not given here.
    pub is_set: bool,
    /// What was written down when the page was drawn, for its form to carry.
    pub kept: String,
    /// What is to be known of it, in sentences.
    pub warnings: Vec<String>,
    /// Whether it is to be ticked that printed codes lead to the address before it.
    pub asks: bool,
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
    ties: web::Data<Ties>,
) -> Result<HttpResponse> {
    draw(&desk, &config, &ties, Shown::default()).await
}

/// What the page is drawn with.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// What was typed and what is wrong with it.
    pub(super) form: FormState,
    /// Whether somebody else was faster.
    pub(super) late: bool,
}

impl Shown {
    /// A form that was not taken.
    pub(super) fn of(form: FormState) -> Self {
        Self { form, late: false }
    }

    fn status(&self) -> StatusCode {
        if self.late {
            StatusCode::CONFLICT
        } else {
            self.form.status()
        }
    }
}

/// What is read for the page.
struct Read {
    kept: Option<BaseUrl>,
    /// Codes that hang and lead to another address.
    elsewhere: i64,
    /// About how many characters a label has room for, where the address is longer.
    room: Option<usize>,
    tally: Tally,
    failed: Vec<Failed>,
}

fn read(conn: &mut Conn, base: &str, press: &Press, ties: &Ties) -> Result<Read> {
    let trials = Occasion {
        about: PAGE.to_owned(),
        marks: MARKS.to_owned(),
    };
    let has_one = !base.is_empty();
    Ok(Read {
        kept: public::kept(conn)?,
        elsewhere: if has_one {
            ties.codes_elsewhere(conn, base)?
        } else {
            0
        },
        room: has_one
            .then(|| (ties.label_room)(&press.typesetter, base))
            .flatten(),
        tally: outbox::tally(conn, &trials)?,
        failed: outbox::failed_of(conn, &trials, TOLD)?,
    })
}

/// Draws the page.
pub(super) async fn draw(
    desk: &Desk,
    config: &Config,
    ties: &web::Data<Ties>,
    shown: Shown,
) -> Result<HttpResponse> {
    let address = desk.press.base().unwrap_or_default();
    let (base, press, ties) = (address.clone(), desk.press.clone(), web::Data::clone(ties));
    let read = desk
        .db
        .read(move |conn| read(conn, &base, &press, &ties))
        .await?;
    let relay = config.mail.smtp.as_ref();
    let status = shown.status();
    let mut form = shown.form;
    let kept = read.kept.as_ref().map(|url| url.as_str().to_owned());
    let kept = kept.unwrap_or_default();
    form.values
        .entry(FIELD.to_owned())
        .or_insert_with(|| kept.clone());
    let page = Reach {
        warnings: warnings(&desk.view, &read),
        address,
        is_set: desk.press.public.is_set(),
        kept,
        asks: form.errors.contains_key(SURE),
        relay: relay.map_or_else(String::new, |smtp| format!("{}:{}", smtp.host, smtp.port)),
        folder: config.data_dir.join("mails").display().to_string(),
        trials: read.tally,
        failed: read
            .failed
            .iter()
            .map(|one| FailedLine::of(one, desk.dates()))
            .collect(),
        form,
    };
    desk.view.page_as(status, &page)
}

/// What is to be known of the address.
fn warnings(view: &View, read: &Read) -> Vec<String> {
    let codes = (read.elsewhere > 0).then(|| {
        let count = [("count", read.elsewhere.to_string())];
        view.tell("reach-codes-elsewhere", &count)
    });
    let label = read.room.map(|room| {
        let room = [("room", room.to_string())];
        view.tell("reach-label-room", &room)
    });
    codes.into_iter().chain(label).collect()
}

/// What of it is still missing before notices can go out.
pub(in super::super) fn missing(view: &View, has_address: bool, config: &Config) -> Vec<Missing> {
    let address = (!has_address).then(|| missing_address(view));
    let relay = config.mail.smtp.is_none() && !config.demo;
    let relay = relay.then(|| line(view, "reach-missing-relay"));
    address.into_iter().chain(relay).collect()
}

/// That there is no address that may be printed.
pub fn missing_address(view: &View) -> Missing {
    line(view, "reach-missing-address")
}

fn line(view: &View, key: &str) -> Missing {
    Missing {
        text: view.say(key),
        href: PAGE.to_owned(),
        link: view.say("reach-missing-do"),
    }
}
