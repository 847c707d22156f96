//! `GET /complaints/contacts/{id}/correct`: the form to put right what a clerk wrote down (GR-017).

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use chrono_tz::Tz;
use serde::Serialize;

use super::corrected::Written;
use super::new::{channels, choices, sources};
use super::public::Choice;
use crate::complaints::contact::ContactId;
use crate::complaints::desk;
use crate::complaints::story::Story;
use crate::error::Result;
use crate::organisation::{Place, store as organisation};
use crate::people::Allowed;
use crate::people::permission::TakeComplaints;
use crate::platform::again::Again;
use crate::platform::desk::Desk;
use crate::platform::form::{Fields, FormState};
use crate::platform::history::Happened;
use crate::platform::page::Page;

/// The form to put right what a clerk wrote down.
#[derive(Debug, Serialize)]
pub struct Correct {
    /// Where it is sent.
    pub href: String,
    /// The page of its case.
    pub back: String,
    /// TS-2026-00012.
    pub number: String,
    /// What was typed and what was wrong.
    pub form: FormState,
    /// 信息来源.
    pub sources: Vec<Choice>,
    /// 渠道.
    pub channels: Vec<Choice>,
    /// The communities within reach, where there are several, after none of them.
    pub communities: Vec<Choice>,
    /// Whether name and number may stand in it; not once they were deleted.
    pub reachable: bool,
    /// What the form carries.
    pub seen: String,
    /// What others did with the case since a form was shown that was sent now.
    pub changed: Vec<Happened>,
}

impl Page for Correct {
    const TEMPLATE: &'static str = "complaints/correct.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::correct()
    }
}

/// `GET /complaints/contacts/{id}/correct`
pub async fn show(
    by: Allowed<TakeComplaints>,
    desk: Desk,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    draw(&by, &desk, id.parse()?, None).await
}

struct Read {
    written: Written,
    story: Story,
    communities: Vec<Place>,
}

/// Draws the form; with what was typed where it was not taken.
pub(super) async fn draw(
    by: &Allowed<TakeComplaints>,
    desk: &Desk,
    id: ContactId,
    again: Option<Again>,
) -> Result<HttpResponse> {
    let (scope, view, dates) = (by.scope().clone(), desk.view.clone(), desk.dates());
    let href = desk::correct_url(&id);
    let read = desk.db.read(move |conn| {
        let written = Written::read(conn, &scope, &id)?;
        Ok(Read {
            story: Story::read(conn, &written.case.id, &view, dates)?,
            communities: organisation::communities(conn, &scope)?,
            written,
        })
    });
    let Read {
        written,
        story,
        communities,
    } = read.await?;
    let view = &desk.view;
    let form = match &again {
        Some(again) => again.form(view),
        None => FormState::fresh(&fields_of(&written, desk.press.zone)),
    };
    let any = view.say("complaints-place-any");
    let page = Correct {
        href,
        back: desk::url(&written.case.id),
        form,
        sources: sources(view),
        channels: channels(view),
        communities: choices(&communities, any, view.lang),
        reachable: !written.contact.reach.is_deleted(),
        seen: story.seen(written.case.version).to_string(),
        changed: story.since(again.as_ref().and_then(|again| again.stale)),
        number: written.case.number,
    };
    let status = again.map_or(StatusCode::OK, |again| again.status());
    view.page_as(status, &page)
}

/// What the form says before anything is typed.
fn fields_of(written: &Written, zone: Tz) -> Fields {
    let contact = &written.contact;
    let at = contact.received_at.local(zone);
    let community = contact.community_id.as_ref().map(ToString::to_string);
    Fields::of([
        ("channel", contact.channel.to_string()),
        ("who", contact.source.to_string()),
        ("what", contact.content.clone()),
        ("community", community.unwrap_or_default()),
        ("place", written.place.clone()),
        ("where", contact.place_text.clone()),
        ("received_on", at.format("%Y-%m-%d").to_string()),
        ("received_time", at.format("%H:%M").to_string()),
        ("name", contact.name.clone().unwrap_or_default()),
        ("phone", contact.phone.clone().unwrap_or_default()),
    ])
}
