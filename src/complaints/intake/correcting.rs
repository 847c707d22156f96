//! What clerks put right of what they wrote down.

use actix_web::HttpResponse;

use super::corrected::{self, Correction, Written};
use super::correction;
use super::noted::Noted;
use super::noting::searched;
use crate::complaints::contact::ContactId;
use crate::complaints::desk;
use crate::error::{Refusal, Result};
use crate::organisation::PlaceId;
use crate::people::Allowed;
use crate::people::permission::TakeComplaints;
use crate::platform::again::Again;
use crate::platform::form::Fields;
use crate::platform::step::Asked;

/// A form about one contact.
type OnContact = Asked<Allowed<TakeComplaints>, ContactId>;

/// `POST /complaints/contacts/{id}/correct`
pub(super) async fn correct(asked: OnContact) -> Result<HttpResponse> {
    let again = match read(&asked).await? {
        Err(wrong) => Again::wrong(asked.sent, wrong),
        Ok(to) => {
            let done =
                asked.decide(move |tx, by, id, seen| corrected::correct(tx, by, id, seen, &to));
            match done.await {
                Ok(case) => return Ok(asked.done(&desk::url(&case), "complaint-corrected")),
                Err(error) => Again::of(asked.sent, error)?,
            }
        }
    };
    correction::draw(&asked.by, &asked.desk, asked.id, Some(again)).await
}

/// What the form says, or all that is wrong with it.
async fn read(asked: &OnContact) -> Result<Result<Correction, Vec<Refusal>>> {
    let (scope, id) = (asked.by.scope().clone(), asked.id.clone());
    let written = asked
        .desk
        .db
        .read(move |conn| Written::read(conn, &scope, &id))
        .await?;
    let (zone, now) = (asked.desk.press.zone, asked.desk.now());
    let noted = match placed(asked, &written).await? {
        Ok(placed) => Noted::read(&placed, zone, now),
        Err(unknown) => Err(Noted::faults_beside(unknown, asked.fields(), zone, now)),
    };
    Ok(noted.map(|noted| Correction { noted, zone }))
}

/// The form with the place put in as what it is. Words that were left as they stood tell of the
/// place it was about before: those of the new one stand in their place.
async fn placed(asked: &OnContact, written: &Written) -> Result<Result<Fields, Refusal>> {
    let fields = asked.fields();
    let (typed, community) = (fields.get("place").trim(), fields.get("community"));
    if written.is_at(typed, community) {
        let id = written.contact.place_id.as_ref().map(PlaceId::as_str);
        return Ok(Ok(fields.with("place", id.unwrap_or_default())));
    }
    if typed.is_empty() {
        return Ok(Ok(fields.with("place", community)));
    }
    let found = searched(&asked.by, &asked.desk.db, fields).await?;
    Ok(found.map(|found| {
        let told = fields.get("where").trim();
        let is_of_before = told == written.contact.place_text;
        let words = if is_of_before {
            found.words.as_str()
        } else {
            told
        };
        let fields = fields.with("place", found.place.id.as_str());
        fields.with("where", words)
    }))
}
