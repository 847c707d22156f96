//! What the pages of notices send.

use actix_web::{HttpResponse, web};

use super::kind::Kind;
use super::mails::Post;
use super::pages::edit::{self, Form};
use super::service::{self, Sent};
use super::{NoticeId, store};
use crate::error::{Error, Refusal, Result};
use crate::people::permission::{Allowed, ReviewNotices, WriteNotices};
use crate::platform::clock::Moment;
use crate::platform::db::Db;
use crate::platform::form::{Fields, Reader};
use crate::platform::page::View;
use crate::platform::press::Press;

fn page_of(id: &NoticeId) -> String {
    format!("/notices/{id}")
}

/// `POST /notices/check`: answers a form while it is typed; changes nothing.
pub async fn check(
    by: Allowed<WriteNotices>,
    view: View,
    fields: Fields,
    (db, press): (web::Data<Db>, web::Data<Press>),
) -> Result<HttpResponse> {
    let form = form_of(&by, &db, fields).await?;
    Ok(HttpResponse::Ok().json(edit::live(&by, &view, (&db, &press), form).await?))
}

/// The form with the row it belongs to, if it was saved before.
async fn form_of(by: &Allowed<WriteNotices>, db: &Db, fields: Fields) -> Result<Form> {
    let id: NoticeId = fields.get("id").parse()?;
    let (scope, wanted) = (by.scope().clone(), id.clone());
    let row = db
        .read(move |conn| match store::row(conn, &scope, &wanted) {
            Ok(row) => Ok(Some(row)),
            Err(Error::NotFound) => Ok(None),
            Err(other) => Err(other),
        })
        .await?;
    let kind = row.as_ref().map_or(Kind::PlannedOutage, |r| r.kind);
    Ok(Form {
        id,
        kind,
        fields,
        row,
    })
}

/// `POST /notices/{id}/keep`: a draft saves itself.
pub async fn keep(
    by: Allowed<WriteNotices>,
    fields: Fields,
    (db, press): (web::Data<Db>, web::Data<Press>),
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: NoticeId = id.parse()?;
    let press = press.get_ref().clone();
    db.write(by, move |tx, by| {
        service::keep(tx, by, &press, &id, &fields)
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST /notices/{id}/save`: keeps the draft, looks at it, turns it into a repair notice, or
/// sends it to review, as the button says.
pub async fn save(
    by: Allowed<WriteNotices>,
    view: View,
    mut fields: Fields,
    (db, press): (web::Data<Db>, web::Data<Press>),
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: NoticeId = id.parse()?;
    let action = fields.get("action").to_owned();
    if action == "repair" {
        fields = with(&fields, "cause", "emergency");
    }
    let (the_press, name, typed) = (press.get_ref().clone(), id.clone(), fields.clone());
    let sends = action == "send";
    let sent = db
        .write(by.clone(), move |tx, by| {
            if sends {
                return service::send(tx, by, &the_press, &name, &typed);
            }
            service::keep(tx, by, &the_press, &name, &typed).map(|_| Sent::Done)
        })
        .await?;
    match (sent, action.as_str()) {
        (Sent::Done, "send") => Ok(view.redirect(&page_of(&id), Some("notice-sent"))),
        (Sent::Done, "keep") => Ok(view.redirect(&page_of(&id), Some("notice-kept"))),
        (Sent::Done, _) => Ok(view.redirect(&format!("{}/edit", page_of(&id)), None)),
        (Sent::Incomplete(refusals), _) => {
            let form = form_of(&by, &db, with(&fields, "id", id.as_str())).await?;
            edit::show(&by, &view, (&db, &press), form, refusals).await
        }
    }
}

/// The fields with one value set.
fn with(fields: &Fields, name: &str, value: &str) -> Fields {
    let mut changed = Fields::default();
    for (n, v) in fields.pairs().iter().filter(|(n, _)| n != name) {
        changed.push(n, v.clone());
    }
    changed.push(name, value);
    changed
}

/// `POST /notices/{id}/approve`
pub async fn approve(
    by: Allowed<ReviewNotices>,
    view: View,
    _: Fields,
    (db, press): (web::Data<Db>, web::Data<Press>),
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: NoticeId = id.parse()?;
    let page = page_of(&id);
    let press = press.get_ref().clone();
    db.write(by, move |tx, by| service::approve(tx, by, &press, &id))
        .await?;
    Ok(view.redirect(&page, Some("notice-approved")))
}

/// `POST /notices/{id}/return`
pub async fn give_back(
    by: Allowed<ReviewNotices>,
    view: View,
    fields: Fields,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: NoticeId = id.parse()?;
    let page = page_of(&id);
    db.write(by, move |tx, by| service::give_back(tx, by, &id, &fields))
        .await?;
    Ok(view.redirect(&page, Some("notice-returned")))
}

/// `POST /notices/{id}/take-back`
pub async fn take_back(
    by: Allowed<WriteNotices>,
    view: View,
    _: Fields,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: NoticeId = id.parse()?;
    let page = format!("{}/edit", page_of(&id));
    db.write(by, move |tx, by| service::take_back(tx, by, &id))
        .await?;
    Ok(view.redirect(&page, None))
}

/// `POST /notices/{id}/delete`
pub async fn delete(
    by: Allowed<WriteNotices>,
    view: View,
    _: Fields,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: NoticeId = id.parse()?;
    db.write(by, move |tx, by| service::delete(tx, by, &id))
        .await?;
    Ok(view.redirect("/notices", Some("notice-deleted")))
}

/// `POST /notices/{id}/replace`
pub async fn replace(
    by: Allowed<WriteNotices>,
    view: View,
    _: Fields,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: NoticeId = id.parse()?;
    let new = db
        .write(by, move |tx, by| service::replace(tx, by, &id))
        .await?;
    Ok(view.redirect(&format!("{}/edit", page_of(&new)), None))
}

/// `POST /notices/{id}/cancel`
pub async fn cancel(
    by: Allowed<WriteNotices>,
    view: View,
    fields: Fields,
    (db, press): (web::Data<Db>, web::Data<Press>),
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: NoticeId = id.parse()?;
    let press = press.get_ref().clone();
    let new = db
        .write(by, move |tx, by| {
            service::cancel(tx, by, &press, &id, &fields)
        })
        .await?;
    Ok(view.redirect(&page_of(&new), Some("notice-sent")))
}

/// `POST /notices/{id}/restored`
pub async fn restored(
    by: Allowed<WriteNotices>,
    view: View,
    fields: Fields,
    (db, press): (web::Data<Db>, web::Data<Press>),
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: NoticeId = id.parse()?;
    let page = page_of(&id);
    let at = read_time(&fields, &press, db.clock().now())?;
    db.write(by, move |tx, by| service::restored(tx, by, &id, at))
        .await?;
    Ok(view.redirect(&page, Some("outage-restored")))
}

/// The reported moment; both fields empty, or showing the present minute, means now.
fn read_time(fields: &Fields, press: &Press, now: Moment) -> Result<Moment> {
    if fields.get("ended_date").is_empty() && fields.get("ended_time").is_empty() {
        return Ok(now);
    }
    let mut reader = Reader::new(fields);
    let (on, time) = (reader.date("ended_date"), reader.time("ended_time"));
    if let Some(refusal) = reader.errors().into_iter().next() {
        return Err(refusal.into());
    }
    let at = on
        .zip(time)
        .and_then(|(on, time)| Moment::from_local(press.zone, on, time));
    at.ok_or_else(|| Refusal::of_field("ended_time", "form-no-time").into())
}

/// `POST /notices/{id}/apologise`
pub async fn apologise(
    by: Allowed<WriteNotices>,
    view: View,
    _: Fields,
    (db, press): (web::Data<Db>, web::Data<Press>),
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: NoticeId = id.parse()?;
    let press = press.get_ref().clone();
    let new = db
        .write(by, move |tx, by| service::apologise(tx, by, &press, &id))
        .await?;
    Ok(view.redirect(&format!("{}/edit", page_of(&new)), None))
}

/// `POST /notices/{id}/publish`: what was held back because its outage is over, after all.
pub async fn publish_held(
    by: Allowed<ReviewNotices>,
    view: View,
    _: Fields,
    (db, post): (web::Data<Db>, web::Data<Post>),
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: NoticeId = id.parse()?;
    let page = page_of(&id);
    let post = post.get_ref().clone();
    db.write(by, move |tx, by| {
        store::row(tx, by.scope(), &id)?;
        service::publish(tx, &post, &id, true)
    })
    .await?;
    Ok(view.redirect(&page, Some("notice-published")))
}
