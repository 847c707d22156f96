//! What residents send.

use actix_multipart::Multipart;
use actix_web::{HttpResponse, web};
use chrono::Datelike;

use super::again::Again;
use super::budget::Budget;
use super::counter::Counter;
use super::door::{self, Door};
use super::kept::Shot;
use super::report::Report;
use super::seal::{self, Marks, Nonce, Seal};
use super::service::{self, Luggage, Sending, Workbench};
use crate::codes::{Code, Here};
use crate::complaints::contact::Contact;
use crate::complaints::follow;
use crate::complaints::store::contacts;
use crate::error::{Error, Refusal, Result};
use crate::platform::db::Db;
use crate::platform::form::Fields;
use crate::platform::looks::Looks;
use crate::platform::page::query_value;
use crate::platform::photos::ticket::Kept;
use crate::platform::photos::upload::{self, KEPT, Look, Sent};
use crate::platform::photos::{MAX_PHOTOS, PhotoError};
use crate::platform::secrets::{self, Key};

/// The field that people do not see and machines fill in.
const TRAP: &str = "remark";

/// `POST /Q/{code}`
pub(super) async fn send(
    mut counter: Counter,
    typed: web::Path<String>,
    form: Multipart,
) -> Result<HttpResponse> {
    let address = counter.client.bucket();
    counter.door = door::look(&counter.db, &address).await?;
    let Some(here) = find(&counter.db, &typed).await? else {
        // The page of the code says what is the matter with it.
        let to = format!("/q?code={}", query_value(&typed));
        return Ok(counter.view.redirect(to, None));
    };
    let (key, now) = (
        secrets::load(&counter.db, seal::KEY).await?,
        counter.db.clock().now(),
    );
    let code = here.row.code.clone();
    let sealed = |fields: &Fields| seal::read(&key, &code, fields.get("seal"), now);
    let is_open = counter.door == Door::Open && has_room(&counter, &code).await?;
    let look = |fields: &Fields| match sealed(fields) {
        Ok(Seal::Foreign) | Err(_) => Look::Ignore,
        Ok(_) if is_open => Look::Open,
        Ok(_) => Look::Leave,
    };
    let sent = upload::read(form, &counter.photos, look).await?;
    if sealed(&sent.fields)? != Seal::Foreign {
        counter.door = door::knock(&counter.db, &address).await?;
    }
    let (lang, size) = (sent.fields.get("lang"), sent.fields.get("size"));
    if let Some(looks) = Looks::chosen(lang, size) {
        return again(&counter, &here, sent).looking(looks).await;
    }
    answer(&counter, here, sent, key).await
}

/// What a form is answered with, by its seal.
async fn answer(counter: &Counter, here: Here, sent: Sent, key: Key) -> Result<HttpResponse> {
    let door = counter.door;
    let now = counter.db.clock().now();
    let seal = seal::read(&key, &here.row.code, sent.fields.get("seal"), now)?;
    match seal {
        Seal::Good(nonce) | Seal::TooSoon(nonce, _)
            if !sent.fields.get(TRAP).is_empty() && !nonce.was_trapped() =>
        {
            again(counter, &here, sent).trapped(&key).await
        }
        Seal::Good(nonce) | Seal::TooSoon(nonce, _)
            if door == Door::Full && !is_sent(&counter.db, &nonce).await? =>
        {
            again(counter, &here, sent).crowded().await
        }
        Seal::Good(nonce) => take(counter, here, sent, Sealed { nonce, key }).await,
        // Nobody types so fast; but the photos are here, and a person may have come back.
        Seal::TooSoon(nonce, left) => {
            tokio::time::sleep(left.to_std().unwrap_or_default()).await;
            take(counter, here, sent, Sealed { nonce, key }).await
        }
        Seal::TooLate(nonce) => {
            if told_before(counter, &here, &sent, &nonce).await? {
                Ok(on(counter, &nonce, &key)?)
            } else {
                again(counter, &here, sent).stale().await
            }
        }
        Seal::Foreign => again(counter, &here, sent).stale().await,
    }
}

fn again<'a>(counter: &'a Counter, here: &'a Here, sent: Sent) -> Again<'a> {
    Again {
        counter,
        here,
        sent,
    }
}

fn on(counter: &Counter, nonce: &Nonce, key: &Key) -> Result<HttpResponse> {
    let token = nonce.follow_token(key)?;
    Ok(counter.view.redirect(follow::path(&token), None))
}

/// Whether the form made a report before that says the same.
async fn told_before(counter: &Counter, here: &Here, sent: &Sent, nonce: &Nonce) -> Result<bool> {
    let made = made_by(&counter.db, nonce).await?;
    let report = Report::read(&sent.fields, &here.name());
    let report = report.map(|report| report.in_the_offices_words(here));
    Ok(made.is_some_and(|made| report.is_ok_and(|report| report.is_told_by(&made))))
}

async fn made_by(db: &Db, nonce: &Nonce) -> Result<Option<Contact>> {
    let used = nonce.fingerprint();
    db.read(move |conn| contacts::made_by(conn, &used)).await
}

struct Sealed {
    nonce: Nonce,
    key: Key,
}

/// The place of a code that is in use.
async fn find(db: &Db, typed: &str) -> Result<Option<Here>> {
    let Ok(code) = typed.parse::<Code>() else {
        return Ok(None);
    };
    let here = db.read(move |conn| Here::find(conn, &code)).await?;
    Ok(here.filter(|here| here.row.revoked_at.is_none()))
}

async fn is_sent(db: &Db, nonce: &Nonce) -> Result<bool> {
    let used = nonce.fingerprint();
    db.read(move |conn| contacts::is_sent(conn, &used)).await
}

/// A form in time: kept, or shown again with what is wrong.
async fn take(
    counter: &Counter,
    here: Here,
    mut sent: Sent,
    sealed: Sealed,
) -> Result<HttpResponse> {
    let mut refusals: Vec<Refusal> = sent.refused.iter().map(PhotoError::refusal).collect();
    let report = match Report::read(&sent.fields, &here.name()) {
        Ok(report) if refusals.is_empty() => report.in_the_offices_words(&here),
        Ok(_) => return again(counter, &here, sent).refused(refusals).await,
        Err(errors) => {
            refusals.splice(0..0, errors);
            return again(counter, &here, sent).refused(refusals).await;
        }
    };
    let nonce = match made_by(&counter.db, &sealed.nonce).await? {
        // Another text is another report, though it came with the same form.
        Some(made) if !report.is_told_by(&made) => sealed.nonce.of_other_words(&report.words()),
        Some(_) | None => sealed.nonce,
    };
    let token = nonce.follow_token(&sealed.key)?;
    let on = counter.view.redirect(follow::path(&token), None);
    if is_sent(&counter.db, &nonce).await? {
        return Ok(on);
    }
    let luggage = luggage(counter, &here, &mut sent, &sealed.key)?;
    let sending = Sending {
        sender: counter.client.bucket(),
        year: counter.db.clock().now().local(counter.zone).year(),
        marks: Marks::of(&nonce, &token),
        is_trapped: !sent.fields.get(TRAP).is_empty(),
        luggage,
        report,
        here: here.clone(),
    };
    let bench = Workbench {
        db: counter.db.clone(),
        shelf: counter.photos.clone(),
        bell: counter.bell.clone(),
    };
    let done = tokio::task::spawn_blocking(move || service::receive(&bench, sending));
    match done.await.map_err(Error::internal)? {
        Ok(()) => Ok(on),
        Err(Error::Unsure(why)) => {
            tracing::warn!(why, "a complaint may be kept or not");
            again(counter, &here, sent).unsure().await
        }
        Err(other) => Err(other),
    }
}

/// The photos of a form: those that came with it, and those it holds tickets of.
fn luggage(counter: &Counter, here: &Here, sent: &mut Sent, key: &Key) -> Result<Luggage> {
    let photos = std::mem::take(&mut sent.photos).into_iter();
    let tickets = sent.fields.all(KEPT).into_iter().take(MAX_PHOTOS);
    let earlier = tickets.map(|ticket| Kept::read(key, here.row.code.as_str(), ticket));
    Ok(Luggage {
        shots: photos.map(Shot::from).collect(),
        earlier: earlier
            .filter_map(Result::transpose)
            .collect::<Result<_>>()?,
        unseen: sent.unseen,
        daily: counter.daily,
    })
}

/// Whether photos are opened at all: none that could not be kept.
async fn has_room(counter: &Counter, code: &Code) -> Result<bool> {
    if !counter.photos.has_room() {
        return Ok(false);
    }
    let (budget, now) = (Budget::of(counter, code), counter.db.clock().now());
    counter.db.read(move |conn| budget.is_open(conn, now)).await
}
