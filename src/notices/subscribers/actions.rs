//! What the page of subscribers sends.

use actix_web::HttpResponse;

use super::{form, page, service};
use crate::error::{Error, Refusal, Result};
use crate::notices::ids::SubscriberId;
use crate::people::permission::{Allowed, WriteNotices};
use crate::platform::desk::Desk;
use crate::platform::form::{Fields, FormState};
use crate::platform::step::Asked;

/// `POST /subscribers`
pub(super) async fn add(
    by: Allowed<WriteNotices>,
    desk: Desk,
    fields: Fields,
) -> Result<HttpResponse> {
    let wrong = match form::read(&fields) {
        Err(wrong) => wrong,
        Ok(new) => {
            let to = page::address(&new.community);
            let added = desk
                .db
                .write(by.clone(), move |tx, by| service::add(tx, by, &new));
            match added.await {
                Err(Error::Refused(refusal)) => vec![refusal],
                done => {
                    done?;
                    return Ok(desk.view.redirect(to, Some("subscriber-added")));
                }
            }
        }
    };
    again(&by, &desk, &fields, &wrong).await
}

/// A step on somebody of the list.
type OnOne = Asked<Allowed<WriteNotices>, SubscriberId>;

/// `POST /subscribers/{id}/remove`
pub(super) async fn remove(asked: OnOne) -> Result<HttpResponse> {
    let done = asked.take(service::remove).await;
    stepped(&asked, done, "subscriber-removed").await
}

/// `POST /subscribers/{id}/restore`
pub(super) async fn restore(asked: OnOne) -> Result<HttpResponse> {
    let done = asked.take(service::restore).await;
    stepped(&asked, done, "subscriber-restored").await
}

/// Back to the list, with what was done or what stands against it. A step that was taken before is
/// done.
async fn stepped(asked: &OnOne, done: Result<()>, said: &'static str) -> Result<HttpResponse> {
    let fields = asked.fields();
    match done {
        Err(Error::Refused(refusal)) => again(&asked.by, &asked.desk, fields, &[refusal]).await,
        Ok(()) | Err(Error::Conflict) => match fields.get("community").parse() {
            Ok(community) => Ok(asked.done(&page::address(&community), said)),
            Err(_) => Ok(asked.done("/subscribers", said)),
        },
        Err(other) => Err(other),
    }
}

/// The page with what was typed.
async fn again(
    by: &Allowed<WriteNotices>,
    desk: &Desk,
    fields: &Fields,
    wrong: &[Refusal],
) -> Result<HttpResponse> {
    let form = FormState::wrong(fields, wrong, &desk.view);
    page::draw(by, desk, fields.get("community"), form).await
}
