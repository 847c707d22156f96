//! `GET /complaints/{id}/mend`: what can be added to a case, and put right of it.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::address::url;
use super::joining::joined_into;
use crate::complaints::case::{Case, CaseId};
use crate::complaints::contact::Contact;
use crate::complaints::store::{cases, contacts, photos};
use crate::complaints::story::Story;
use crate::error::Result;
use crate::organisation::{Office, OfficeId, store as organisation};
use crate::people::Allowed;
use crate::people::permission::TakeComplaints;
use crate::platform::again::Again;
use crate::platform::desk::Desk;
use crate::platform::form::{Choice, FormState};
use crate::platform::history::Happened;
use crate::platform::page::{Page, View};
use crate::platform::seen::Seen;

/// What can be added to a case, and put right of it.
#[derive(Debug, Serialize)]
pub struct Mend {
    /// The page of the case.
    pub href: String,
    /// TS-2026-00012.
    pub number: String,
    /// What was typed and what was wrong.
    pub form: FormState,
    /// What a step from here carries.
    pub seen: String,
    /// What others did since a form was shown that was sent now.
    pub changed: Vec<Happened>,
    /// Whether the look at it can be taken back.
    pub may_unsee: bool,
    /// Its photos to choose from.
    pub photos: Vec<Choice>,
    /// The addresses of its photos, in the same order.
    pub shots: Vec<String>,
    /// What came along from other cases, by its number.
    pub along: Vec<Choice>,
    /// The other offices that it may be for, after none of them.
    pub offices: Vec<Choice>,
}

impl Page for Mend {
    const TEMPLATE: &'static str = "complaints/mend.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::mend()
    }
}

/// `GET /complaints/{id}/mend`
pub async fn show(
    by: Allowed<TakeComplaints>,
    desk: Desk,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    draw(&by, &desk, id.parse()?, None).await
}

struct Read {
    /// What a form had shown of it that came too late.
    stale: Option<Seen>,
    case: Case,
    story: Story,
    photos: Vec<photos::Sent>,
    contacts: Vec<Contact>,
    offices: Vec<Office>,
}

/// Draws the page; with what was typed where it was not taken. Of a case that went along to another one
/// it is the page of that: what is added is read there.
pub(in crate::complaints) async fn draw(
    by: &Allowed<TakeComplaints>,
    desk: &Desk,
    id: CaseId,
    again: Option<Again>,
) -> Result<HttpResponse> {
    let (scope, reader, dates) = (by.scope().clone(), desk.view.clone(), desk.dates());
    let stale = again.as_ref().and_then(|again| again.stale);
    let read = desk.db.read(move |conn| {
        let (mut here, mut contacts) = (id.clone(), contacts::of_case(conn, &id)?);
        if contacts.is_empty() {
            here = joined_into(conn, &scope, &id)?;
            contacts = contacts::of_case(conn, &here)?;
        }
        // Who knew the other one knows nothing of this.
        let known = |seen| if here == id { seen } else { Seen::shown(0, 0) };
        Ok(Read {
            stale: stale.map(known),
            case: cases::load(conn, &scope, &here)?,
            story: Story::read(conn, &here, &reader, dates)?,
            photos: photos::of_case(conn, &here)?,
            contacts,
            offices: organisation::public_offices(conn)?,
        })
    });
    let Read {
        stale,
        case,
        story,
        photos,
        contacts,
        offices,
    } = read.await?;
    let (view, href) = (&desk.view, url(&case.id));
    let form = again.as_ref().map(|again| again.form(view));
    let page = Mend {
        form: form.unwrap_or_default(),
        seen: story.seen(case.version).to_string(),
        changed: story.since(stale),
        may_unsee: case.may_unsee(desk.now()),
        photos: counted(view, &photos),
        shots: shots(&href, &photos),
        along: along(&contacts, &case),
        offices: elsewhere(view, &offices, &case.office),
        number: case.number,
        href,
    };
    let status = again.map_or(StatusCode::OK, |again| again.status());
    view.page_as(status, &page)
}

fn elsewhere(view: &View, all: &[Office], own: &OfficeId) -> Vec<Choice> {
    let others = all.iter().filter(|office| office.id != *own);
    let choices = others.map(|office| Choice::new(&office.id, office.called(view.lang)));
    let none = Choice::new(&"", view.say("complaints-move-choose"));
    [none].into_iter().chain(choices).collect()
}

fn counted(view: &View, photos: &[photos::Sent]) -> Vec<Choice> {
    let called = |n: usize| view.tell("complaints-photo-kept", &[("n", n.to_string())]);
    let counted = photos.iter().zip(1..);
    let choices = counted.map(|(photo, n)| Choice::new(&photo.id, called(n)));
    choices.collect()
}

fn shots(href: &str, photos: &[photos::Sent]) -> Vec<String> {
    let address = |photo: &photos::Sent| format!("{href}/photos/{}", photo.id);
    photos.iter().map(address).collect()
}

fn along(contacts: &[Contact], case: &Case) -> Vec<Choice> {
    let others = contacts.iter().filter(|one| one.number != case.number);
    others
        .map(|one| Choice::new(&one.id, one.number.as_str()))
        .collect()
}
