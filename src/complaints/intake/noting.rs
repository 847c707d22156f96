//! What clerks write down.

use actix_web::{HttpResponse, web};
use chrono::Datelike;
use chrono_tz::Tz;

use super::new;
use super::noted::Noted;
use super::record::{self, Asked};
use super::whereabouts::{self, Whereabouts};
use crate::complaints::contact::ContactId;
use crate::complaints::desk;
use crate::error::{Refusal, Result};
use crate::organisation::{PlaceId, store as organisation};
use crate::people::Allowed;
use crate::people::permission::TakeComplaints;
use crate::platform::db::Db;
use crate::platform::form::{Fields, FormState};
use crate::platform::once;
use crate::platform::page::View;

/// The place that was typed, among those of the community that was chosen, or of all within reach.
pub(super) async fn searched(
    by: &Allowed<TakeComplaints>,
    db: &Db,
    fields: &Fields,
) -> Result<Result<Whereabouts, Refusal>> {
    let (scope, within) = (by.scope().clone(), fields.get("community").to_owned());
    let trees = db.read(move |conn| {
        let mut communities = organisation::communities(conn, &scope)?;
        communities.retain(|place| within.is_empty() || place.id.as_str() == within);
        let trees = communities.iter();
        trees
            .map(|place| organisation::tree(conn, &place.id))
            .collect::<Result<Vec<_>>>()
    });
    Ok(whereabouts::find(&trees.await?, fields.get("place").trim()))
}

/// The form with the place that was typed put in as what it is, its name before the words.
async fn placed(
    by: &Allowed<TakeComplaints>,
    db: &Db,
    fields: &Fields,
) -> Result<Result<Fields, Refusal>> {
    let typed = fields.get("place").trim();
    if typed.is_empty() {
        // A community that was chosen is a place too.
        return Ok(Ok(fields.with("place", fields.get("community"))));
    }
    if typed.parse::<PlaceId>().is_ok() {
        return Ok(Ok(fields.clone()));
    }
    let found = searched(by, db, fields).await?;
    Ok(found.map(|found| {
        let words = format!("{} {}", found.words, fields.get("where").trim());
        let fields = fields.with("place", found.place.id.as_str());
        fields.with("where", words.trim())
    }))
}

/// `POST /complaints/new`
pub(super) async fn record(
    by: Allowed<TakeComplaints>,
    view: View,
    fields: Fields,
    db: web::Data<Db>,
    zone: web::Data<Tz>,
) -> Result<HttpResponse> {
    let now = db.clock().now();
    let noted = match placed(&by, &db, &fields).await? {
        Ok(placed) => Noted::read(&placed, **zone, now),
        Err(unknown) => Err(Noted::faults_beside(unknown, &fields, **zone, now)),
    };
    let noted = match noted {
        Ok(noted) => noted,
        Err(refusals) => {
            let form = FormState::wrong(&fields, &refusals, &view);
            return new::draw(&by, &view, &db, form).await;
        }
    };
    let asked = Asked {
        id: once::asked(&fields, ContactId::new),
        year: now.local(**zone).year(),
    };
    let kept = db
        .write(by, move |tx, by| record::record(tx, by, &noted, asked))
        .await?;
    let said = kept.word("complaint-recorded", "complaint-same");
    Ok(view.redirect(desk::url(&kept.it()), Some(said)))
}
