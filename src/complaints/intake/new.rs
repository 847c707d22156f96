//! `GET /complaints/new`: the form to write down a call or a visit (GR-017).

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use chrono_tz::Tz;
use serde::Serialize;

use super::public::Choice;
use crate::complaints::contact::{Channel, ContactId, Source};
use crate::error::Result;
use crate::organisation::{Place, store as organisation};
use crate::people::Allowed;
use crate::people::permission::TakeComplaints;
use crate::platform::db::Db;
use crate::platform::form::{Fields, FormState};
use crate::platform::once;
use crate::platform::page::{Page, View};
use crate::platform::words::Lang;

/// The form to write a contact down.
#[derive(Debug, Serialize)]
pub struct New {
    /// What was typed and what was wrong.
    pub form: FormState,
    /// 信息来源.
    pub sources: Vec<Choice>,
    /// 渠道.
    pub channels: Vec<Choice>,
    /// The communities within reach, where there are several, after none of them.
    pub communities: Vec<Choice>,
}

impl Page for New {
    const TEMPLATE: &'static str = "complaints/new.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::new()
    }
}

/// `GET /complaints/new`
pub async fn show(
    by: Allowed<TakeComplaints>,
    view: View,
    db: web::Data<Db>,
    zone: web::Data<Tz>,
) -> Result<HttpResponse> {
    let now = db.clock().now().local(**zone);
    let form = FormState::fresh(&Fields::of([
        (once::FIELD, ContactId::new().to_string()),
        ("received_on", now.format("%Y-%m-%d").to_string()),
        ("received_time", now.format("%H:%M").to_string()),
        ("channel", Channel::Phone.to_string()),
        ("who", Source::Occupant.to_string()),
    ]));
    draw(&by, &view, &db, form).await
}

/// Draws the form, with what is wrong where something is.
pub(super) async fn draw(
    by: &Allowed<TakeComplaints>,
    view: &View,
    db: &Db,
    form: FormState,
) -> Result<HttpResponse> {
    let status = if form.summary.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let (scope, any) = (by.scope().clone(), view.say("complaints-place-any"));
    let lang = view.lang;
    let known = db.read(move |conn| organisation::communities(conn, &scope));
    let communities = choices(&known.await?, any, lang);
    let page = New {
        form,
        sources: sources(view),
        channels: channels(view),
        communities,
    };
    view.page_as(status, &page)
}

fn choice(view: &View, value: &str, key: &str) -> Choice {
    Choice {
        value: value.to_owned(),
        label: view.say(key),
    }
}

/// 信息来源 to choose from.
pub(super) fn sources(view: &View) -> Vec<Choice> {
    let all = Source::ALL.iter();
    all.map(|s| choice(view, s.as_str(), &s.key())).collect()
}

/// 渠道 to choose from: what comes through a code is written down by nobody.
pub(super) fn channels(view: &View) -> Vec<Choice> {
    let taken = Channel::ALL.iter().filter(|c| **c != Channel::Qr);
    taken.map(|c| choice(view, c.as_str(), &c.key())).collect()
}

/// Communities to choose from; a single one goes without saying.
pub(super) fn choices(known: &[Place], any: String, lang: Lang) -> Vec<Choice> {
    if known.len() < 2 {
        return Vec::new();
    }
    let choice = |value: String, label| Choice { value, label };
    let named = known
        .iter()
        .map(|place| choice(place.id.to_string(), place.called(lang)));
    [choice(String::new(), any)]
        .into_iter()
        .chain(named)
        .collect()
}
