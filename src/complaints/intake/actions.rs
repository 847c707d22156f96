//! What residents and clerks send.

use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use chrono::Datelike;
use chrono_tz::Tz;

use super::budget::Budget;
use super::counter::Counter;
use super::door::{self, Door};
use super::new;
use super::noted::Noted;
use super::public::{PublicForm, new_seal};
use super::record::{self, Asked};
use super::report::Report;
use super::seal::{self, Marks, Nonce, Seal};
use super::service::{self, Luggage, Sending, Shot, Workbench};
use crate::codes::{Code, Here};
use crate::complaints::contact::{Contact, ContactId};
use crate::complaints::desk;
use crate::complaints::follow;
use crate::complaints::store::contacts;
use crate::error::{Error, Refusal, Result};
use crate::people::Allowed;
use crate::people::permission::TakeComplaints;
use crate::platform::db::Db;
use crate::platform::form::{Fields, FormState};
use crate::platform::once;
use crate::platform::page::{View, query_value};
use crate::platform::photos::upload::{self, Look, Sent};
use crate::platform::photos::{Photo, PhotoError, PhotoId};
use crate::platform::secrets::{self, Key};
use crate::platform::words::Lang;

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
        Ok(_) if !fields.get("lang").is_empty() => Look::Ignore,
        Ok(_) if is_open => Look::Open,
        Ok(_) => Look::Leave,
    };
    let sent = upload::read(form, &counter.photos, look).await?;
    if sealed(&sent.fields)? != Seal::Foreign {
        counter.door = door::knock(&counter.db, &address).await?;
    }
    if let Some(lang) = Lang::of_choice(sent.fields.get("lang")) {
        return in_language(counter, &here, &sent, lang);
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
            trapped(counter, &here, &sent, &key)
        }
        Seal::Good(nonce) | Seal::TooSoon(nonce, _)
            if door == Door::Full && !is_sent(&counter.db, &nonce).await? =>
        {
            crowded(counter, &here, &sent)
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
                again(counter, &here, &sent, late("complaints-stale")).await
            }
        }
        Seal::Foreign => again(counter, &here, &sent, late("complaints-stale")).await,
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

/// The form in the other language, with everything typed: who chose it is asked to choose photos
/// again, and no script is needed.
fn in_language(mut counter: Counter, here: &Here, sent: &Sent, lang: Lang) -> Result<HttpResponse> {
    counter.view.lang = lang;
    let form = Form {
        status: StatusCode::OK,
        seal: sent.fields.get("seal").to_owned(),
        refusals: Vec::new(),
    };
    let mut answer = draw(&counter, here, sent, form)?;
    let cookie = counter.view.language_cookie();
    answer.add_cookie(&cookie).map_err(Error::internal)?;
    Ok(answer)
}

/// Nothing more is taken in today: what was typed stays, and the telephone stands beside it.
fn crowded(counter: &Counter, here: &Here, sent: &Sent) -> Result<HttpResponse> {
    let answer = Form {
        status: StatusCode::TOO_MANY_REQUESTS,
        seal: sent.fields.get("seal").to_owned(),
        refusals: vec![Refusal::new("complaints-crowded")],
    };
    draw(counter, here, sent, answer)
}

fn late(key: &'static str) -> Vec<Refusal> {
    vec![Refusal::new(key)]
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
        Ok(_) => return again(counter, &here, &sent, refusals).await,
        Err(errors) => {
            refusals.splice(0..0, errors);
            return again(counter, &here, &sent, refusals).await;
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
    let photos = std::mem::take(&mut sent.photos).into_iter();
    let sending = Sending {
        sender: counter.client.bucket(),
        year: counter.db.clock().now().local(counter.zone).year(),
        marks: Marks::of(&nonce, &token),
        is_trapped: !sent.fields.get(TRAP).is_empty(),
        luggage: Luggage {
            shots: photos.map(shot).collect(),
            unseen: sent.unseen,
            daily: counter.daily,
        },
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
            unsure(counter, &here, &sent)
        }
        Err(other) => Err(other),
    }
}

/// Nobody knows whether it is kept: the same form makes the same complaint, once.
fn unsure(counter: &Counter, here: &Here, sent: &Sent) -> Result<HttpResponse> {
    let answer = Form {
        status: StatusCode::SERVICE_UNAVAILABLE,
        seal: sent.fields.get("seal").to_owned(),
        refusals: vec![Refusal::new("complaints-unsure")],
    };
    draw(counter, here, sent, answer)
}

fn shot(photo: Photo) -> Shot {
    Shot {
        id: PhotoId::new(),
        photo,
    }
}

fn budget(counter: &Counter, code: &Code) -> Budget {
    Budget {
        address: counter.client.bucket(),
        code: code.clone(),
        daily: counter.daily,
    }
}

/// Whether photos are opened at all: none that could not be kept.
async fn has_room(counter: &Counter, code: &Code) -> Result<bool> {
    if !counter.photos.has_room() {
        return Ok(false);
    }
    let (budget, now) = (budget(counter, code), counter.db.clock().now());
    counter.db.read(move |conn| budget.is_open(conn, now)).await
}

/// The form once more, with everything typed and a new seal.
async fn again(
    counter: &Counter,
    here: &Here,
    sent: &Sent,
    refusals: Vec<Refusal>,
) -> Result<HttpResponse> {
    let seal = if refusals.iter().any(|r| r.field.is_none()) {
        new_seal(&here.row.code, &counter.db).await?
    } else {
        sent.fields.get("seal").to_owned()
    };
    let answer = Form {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        seal,
        refusals,
    };
    draw(counter, here, sent, answer)
}

/// How a form is shown again.
struct Form {
    status: StatusCode,
    seal: String,
    refusals: Vec<Refusal>,
}

/// Photos cannot be put back: that is said beside their field.
fn draw(counter: &Counter, here: &Here, sent: &Sent, mut answer: Form) -> Result<HttpResponse> {
    if sent.chosen > 0 {
        let again = Refusal::of_field("photo", "complaints-photos-again");
        answer.refusals.push(again);
    }
    let form = FormState::wrong(&sent.fields, &answer.refusals, &counter.view);
    let page = PublicForm::new(here, form, answer.seal, &counter.view);
    counter.view.page_as(answer.status, &page)
}

/// A field is filled in that people do not see: by a machine, or by a browser that fills in what
/// it can. The form comes back once with it emptied; who fills it in again waits for a second look.
fn trapped(counter: &Counter, here: &Here, sent: &Sent, key: &Key) -> Result<HttpResponse> {
    let seal = seal::issue_trapped(key, &here.row.code, counter.db.clock().now())?;
    let answer = Form {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        seal,
        refusals: late("complaints-trapped"),
    };
    draw(counter, here, sent, answer)
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
    let noted = match Noted::read(&fields, **zone, now) {
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
