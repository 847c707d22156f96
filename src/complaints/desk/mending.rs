//! What the office sends from the page where a case is put right.

use actix_web::{HttpResponse, web};

use super::address::url;
use super::{joining, mend, service};
use crate::complaints::case::CaseId;
use crate::complaints::contact::ContactId;
use crate::error::{Refusal, Result};
use crate::people::Allowed;
use crate::people::permission::TakeComplaints;
use crate::platform::again::Again;
use crate::platform::form::Reader;
use crate::platform::photos::{PhotoId, Photos};
use crate::platform::step::Asked;

/// The most that a remark says.
const NOTE: usize = 500;
/// The most that a reason says.
const REASON: usize = 200;

/// The most that a number is typed with.
const NUMBER: usize = 60;

/// A form about one case.
type OnCase = Asked<Allowed<TakeComplaints>, CaseId>;

/// `POST /complaints/{id}/note`
pub(super) async fn note(asked: OnCase) -> Result<HttpResponse> {
    let mut reader = Reader::new(asked.fields());
    let note = reader.text("note", NOTE);
    let wrong = reader.errors();
    if !wrong.is_empty() {
        return refused(asked, wrong).await;
    }
    let step = asked.decide(move |tx, by, id, seen| service::note(tx, by, id, seen, &note));
    let done = step.await;
    answered(asked, done, "complaint-noted").await
}

/// `POST /complaints/{id}/unseen`
pub(super) async fn unsee(asked: OnCase) -> Result<HttpResponse> {
    let done = asked.decide(service::unsee).await;
    answered(asked, done, "complaint-unseen").await
}

/// `POST /complaints/{id}/photo-removed`: once its row is gone, the picture leaves the shelf.
pub(super) async fn remove_photo(asked: OnCase, shelf: web::Data<Photos>) -> Result<HttpResponse> {
    let mut reader = Reader::new(asked.fields());
    let photo: Option<PhotoId> = reader.choice("photo");
    let reason = reader.text("photo_reason", REASON);
    let wrong = reader.errors();
    let Some(photo) = photo.filter(|_| wrong.is_empty()) else {
        return refused(asked, wrong).await;
    };
    let gone = photo.clone();
    let removal = service::Removal { photo, reason };
    let step =
        asked.decide(move |tx, by, id, seen| service::remove_photo(tx, by, id, seen, &removal));
    let done = step.await;
    if done.is_ok() {
        Photos::drop(&shelf, &gone);
    }
    answered(asked, done, "complaint-photo-removed").await
}

/// `POST /complaints/{id}/joined`
pub(super) async fn join(asked: OnCase) -> Result<HttpResponse> {
    let mut reader = Reader::new(asked.fields());
    let number = reader.text("same_as", NUMBER);
    let wrong = reader.errors();
    if !wrong.is_empty() {
        return refused(asked, wrong).await;
    }
    let step = asked.decide(move |tx, by, id, seen| joining::join(tx, by, id, seen, &number));
    let done = step.await;
    answered(asked, done, "complaint-joined").await
}

/// `POST /complaints/{id}/parted`
pub(super) async fn part(asked: OnCase) -> Result<HttpResponse> {
    let mut reader = Reader::new(asked.fields());
    let contact: Option<ContactId> = reader.choice("apart");
    let wrong = reader.errors();
    let Some(contact) = contact else {
        return refused(asked, wrong).await;
    };
    let step = asked.decide(move |tx, by, id, seen| joining::part(tx, by, id, seen, &contact));
    let done = step.await;
    answered(asked, done, "complaint-parted").await
}

async fn refused(asked: OnCase, wrong: Vec<Refusal>) -> Result<HttpResponse> {
    let again = Again::wrong(asked.sent, wrong);
    mend::draw(&asked.by, &asked.desk, asked.id, Some(again)).await
}

/// Back to the case; where the step was not taken, the page again with what was typed.
async fn answered(asked: OnCase, done: Result<()>, said: &'static str) -> Result<HttpResponse> {
    match done {
        Ok(()) => Ok(asked.done(&url(&asked.id), said)),
        Err(error) => {
            let again = Again::of(asked.sent, error)?;
            mend::draw(&asked.by, &asked.desk, asked.id, Some(again)).await
        }
    }
}
