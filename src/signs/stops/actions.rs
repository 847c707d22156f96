//! What the pages of signs send.

use actix_web::{HttpResponse, web};

use super::pages::{self, batch, new};
use super::{BatchId, Course, Sign, SignId, service};
use crate::error::{Error, Refusal, Result};
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::clock::Moment;
use crate::platform::db::Db;
use crate::platform::form::{Fields, Reader};
use crate::platform::once;
use crate::platform::page::View;
use crate::platform::press::Press;
use crate::platform::seen::Decision;
use crate::signs::print::work::Made;

fn page_of(id: &BatchId) -> String {
    format!("/signs/batches/{id}")
}

/// `POST /signs`: makes the signs, or shows the form again with what follows from it.
pub async fn make(
    by: Allowed<MakeSigns>,
    view: View,
    fields: Fields,
    db: web::Data<Db>,
    press: web::Data<Press>,
) -> Result<HttpResponse> {
    let design = pages::work_design(fields.get("design"))?;
    let loaded = new::load(&by, &db, fields.get("community")).await?;
    let now = db.clock().now();
    if fields.get("action") == "look" {
        return new::show(&view, &press, (&loaded, now), (design, fields), &[]).await;
    }
    let wanted = match new::read(&loaded, design, (&press, now), &fields) {
        Ok(wanted) => wanted,
        Err(refusals) => {
            return new::show(&view, &press, (&loaded, now), (design, fields), &refusals).await;
        }
    };
    let id = once::asked(&fields, BatchId::new);
    let (office, the_press) = (loaded.office.clone(), press.get_ref().clone());
    let kept = db
        .write(by, move |tx, by| {
            service::make(tx, by, &the_press, (&office, id), wanted)
        })
        .await?;
    let said = kept.word("signs-made", "signs-same");
    Ok(view.redirect(&page_of(&kept.it()), Some(said)))
}

/// `POST /signs/batches/{id}/print`: notes the printing and opens the sheets.
pub async fn print(
    by: Allowed<MakeSigns>,
    view: View,
    fields: Fields,
    (db, press): (web::Data<Db>, web::Data<Press>),
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: BatchId = id.parse()?;
    let made: Made = fields.get("made").parse().unwrap_or(Made::A4);
    // What does not fit these sheets is not noted as printed.
    batch::laid_out(by.scope().clone(), (&db, &press), (id.clone(), made), None).await?;
    let sheets = format!("{}/sheet.pdf?made={made}", page_of(&id));
    db.write(by, move |tx, by| service::print(tx, by, &id))
        .await?;
    Ok(view.redirect(&sheets, None))
}

/// `POST /signs/batches/{id}/placed`
pub async fn all_placed(
    by: Allowed<MakeSigns>,
    view: View,
    sent: Decision,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: BatchId = id.parse()?;
    let (page, stop, seen) = (page_of(&id), id.clone(), sent.seen);
    let done = db
        .write(by.clone(), move |tx, by| {
            service::all_placed(tx, by, &id, seen)
        })
        .await;
    match done {
        Err(Error::Conflict) => batch::show_changed(&by, (&view, &db), stop, seen).await,
        done => done.map(|()| view.redirect(&page, Some("signs-all-placed"))),
    }
}

/// `POST /signs/batches/{id}/removed`
pub async fn all_removed(
    by: Allowed<MakeSigns>,
    view: View,
    sent: Decision,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: BatchId = id.parse()?;
    let (page, stop, seen) = (page_of(&id), id.clone(), sent.seen);
    let done = db
        .write(by.clone(), move |tx, by| {
            service::all_removed(tx, by, &id, seen)
        })
        .await;
    match done {
        Err(Error::Conflict) => batch::show_changed(&by, (&view, &db), stop, seen).await,
        done => done.map(|()| view.redirect(&page, Some("signs-all-removed"))),
    }
}

/// `POST /signs/batches/{id}/until`: ends the stop now, or at another time.
pub async fn until(
    by: Allowed<MakeSigns>,
    view: View,
    fields: Fields,
    (db, press): (web::Data<Db>, web::Data<Press>),
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: BatchId = id.parse()?;
    let page = page_of(&id);
    let end = match fields.get("action") {
        "now" => None,
        _ => match read_end(&fields, &press) {
            Ok(end) => Some(end),
            Err(wrong) => {
                return batch::show_wrong(&by, (&view, &db), id, (&fields, &wrong)).await;
            }
        },
    };
    let flash = |course| match course {
        Course::CalledOff => "signs-called-off",
        Course::Over => "signs-ended",
        Course::Ahead | Course::Now => "signs-end-moved",
    };
    let (asker, stop, seen) = (by.clone(), id.clone(), fields.get("seen").to_owned());
    let done = db
        .write(by, move |tx, by| service::until(tx, by, &id, (end, &seen)))
        .await;
    match done {
        Ok(course) => Ok(view.redirect(&page, Some(flash(course)))),
        Err(Error::Refused(refusal)) => {
            batch::show_wrong(&asker, (&view, &db), stop, (&fields, &[refusal])).await
        }
        Err(other) => Err(other),
    }
}

fn read_end(fields: &Fields, press: &Press) -> Result<Moment, Vec<Refusal>> {
    let mut reader = Reader::new(fields);
    let (date, time) = (reader.date("to_date"), reader.time("to_time"));
    let wrong = reader.errors();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let wall = date.zip(time);
    let end = wall.and_then(|(on, time)| Moment::from_local(press.zone, on, time));
    end.ok_or_else(|| vec![Refusal::of_field("to_time", "form-no-time")])
}

/// Back to where the button was.
fn back(fields: &Fields, sign: &Sign) -> String {
    match fields.get("back").strip_prefix("code:") {
        Some(_) => format!("/Q/{}", sign.code),
        None => page_of(&sign.batch),
    }
}

/// `POST /signs/placed/{id}/placed`
pub async fn placed(
    by: Allowed<MakeSigns>,
    view: View,
    sent: Decision,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: SignId = id.parse()?;
    let (asker, copy, Decision { fields, seen }) = (by.clone(), id.clone(), sent);
    let done = db
        .write(by, move |tx, by| service::placed(tx, by, &id, seen))
        .await;
    match done {
        Err(Error::Conflict) => batch::show_end_moved(&asker, (&view, &db), copy, seen).await,
        done => done.map(|sign| view.redirect(&back(&fields, &sign), Some("signs-placed"))),
    }
}

/// `POST /signs/placed/{id}/removed`
pub async fn removed(
    by: Allowed<MakeSigns>,
    view: View,
    fields: Fields,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: SignId = id.parse()?;
    let sign = db
        .write(by, move |tx, by| service::removed(tx, by, &id))
        .await?;
    Ok(view.redirect(&back(&fields, &sign), Some("signs-removed")))
}
