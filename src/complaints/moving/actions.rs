//! What is sent when a case is another office's.

use actix_web::{HttpResponse, web};
use chrono::Datelike;

use super::service::{self, Onward};
use crate::complaints::case::CaseId;
use crate::complaints::desk::mend;
use crate::complaints::mails::Bell;
use crate::error::Result;
use crate::notices::mails::Post;
use crate::organisation::OfficeId;
use crate::people::Allowed;
use crate::people::permission::TakeComplaints;
use crate::platform::again::Again;
use crate::platform::form::Reader;
use crate::platform::step::Asked;

/// The most that a reason says.
const REASON: usize = 200;

/// `POST /complaints/{id}/moved`: its page is another office's from then on.
pub(super) async fn hand_on(
    asked: Asked<Allowed<TakeComplaints>, CaseId>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let mut reader = Reader::new(asked.fields());
    let to: Option<OfficeId> = reader.choice("office");
    let reason = reader.text("move_reason", REASON);
    let wrong = reader.errors();
    let again = match to.filter(|_| wrong.is_empty()) {
        None => Again::wrong(asked.sent, wrong),
        Some(to) => {
            let press = &asked.desk.press;
            let onward = Onward {
                to,
                reason,
                year: asked.desk.now().local(press.zone).year(),
                bell: Bell::of(press, &post),
            };
            let done =
                asked.decide(move |tx, by, id, seen| service::hand_on(tx, by, id, seen, &onward));
            match done.await {
                Ok(()) => return Ok(asked.done("/complaints", "complaint-moved")),
                Err(error) => Again::of(asked.sent, error)?,
            }
        }
    };
    mend::draw(&asked.by, &asked.desk, asked.id, Some(again)).await
}
