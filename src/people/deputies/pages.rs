//! `GET /account/deputies`: who stands for whom, and the form to name somebody.

#[cfg(test)]
mod samples;

use actix_web::HttpResponse;
use serde::Serialize;

use super::store::{self, Span};
use crate::error::Result;
use crate::people::account::role_key;
use crate::people::permission::Anyone;
use crate::platform::clock::Moment;
use crate::platform::dates::{Dates, field_date};
use crate::platform::desk::Desk;
use crate::platform::form::{Choice, Fields, FormState};
use crate::platform::page::Page;

/// A span of days.
#[derive(Debug, Serialize)]
pub struct SpanLine {
    pub id: String,
    /// Who is stood for, and by whom.
    pub of: String,
    pub by: String,
    /// Its first and its last day.
    pub from: String,
    pub until: String,
    /// `now`, `later` or `over`, as the key of its word.
    pub state: &'static str,
}

/// Who stands for whom.
#[derive(Debug, Serialize)]
pub struct Deputies {
    /// What was typed and what was wrong.
    pub form: FormState,
    /// The office that it is about.
    pub office: String,
    /// Who can be named.
    pub colleagues: Vec<Choice>,
    pub spans: Vec<SpanLine>,
}

impl Page for Deputies {
    const TEMPLATE: &'static str = "people/deputies.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::deputies()
    }
}

/// `GET /account/deputies`
pub async fn show(by: Anyone, desk: Desk) -> Result<HttpResponse> {
    let today = field_date(desk.dates().today());
    let fields = Fields::of([("from", today.clone()), ("until", today)]);
    draw(&by, &desk, FormState::fresh(&fields)).await
}

/// Draws the page, with what was typed and what is wrong with it.
pub(super) async fn draw(by: &Anyone, desk: &Desk, form: FormState) -> Result<HttpResponse> {
    let (user, office) = (by.0.user.clone(), by.0.office.clone());
    let read = desk.db.read(move |conn| {
        Ok((
            store::colleagues(conn, &user, &office)?,
            store::spans_of(conn, &user)?,
        ))
    });
    let (colleagues, spans) = read.await?;
    let (view, dates, now) = (&desk.view, desk.dates(), desk.now());
    let choice = |one: &store::Colleague| {
        let role = view.say(&role_key(one.role));
        Choice::new(&one.user, format!("{} · {role}", one.name))
    };
    let page = Deputies {
        office: by.0.office_name.clone(),
        colleagues: colleagues.iter().map(choice).collect(),
        spans: spans
            .into_iter()
            .map(|span| line(span, dates, now))
            .collect(),
        form,
    };
    view.page_as(page.form.status(), &page)
}

fn line(span: Span, dates: Dates, now: Moment) -> SpanLine {
    let state = if span.ended_at.is_some() || span.until <= now {
        "deputies-over"
    } else if span.from > now {
        "deputies-later"
    } else {
        "deputies-now"
    };
    let last = span.until - chrono::Duration::seconds(1);
    SpanLine {
        id: span.id.to_string(),
        of: span.user_name,
        by: span.deputy_name,
        from: dates.full_date(span.from),
        until: dates.full_date(last),
        state,
    }
}
