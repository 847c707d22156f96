//! What the pages of stops send.

use actix_web::HttpResponse;

use super::pages::batch::{self, Sheet};
use super::pages::new;
use super::reading::{Loaded, work_design};
use super::service::{self, Ending};
use super::stop::Course;
use crate::error::{Error, Refusal, Result};
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::clock::Moment;
use crate::platform::desk::Desk;
use crate::platform::form::{Begun, Fields, Reader};
use crate::platform::once;
use crate::platform::press::Press;
use crate::platform::step::Asked;
use crate::signs::print::work::Made;
use crate::signs::register::entry::{BatchId, Entry, SignId};

fn page_of(id: &BatchId) -> String {
    format!("/signs/batches/{id}")
}

/// `POST /signs`: makes the signs, or shows the form again with what follows from it.
pub async fn make(by: Allowed<MakeSigns>, desk: Desk, fields: Fields) -> Result<HttpResponse> {
    let loaded = asked_for(&by, &desk, &fields).await?;
    if fields.get("action") == "look" {
        return new::show(&desk, &loaded, &fields, &[]).await;
    }
    let wanted = match loaded.wanted(&desk.press, &fields) {
        Ok(wanted) => wanted,
        Err(refusals) => return new::show(&desk, &loaded, &fields, &refusals).await,
    };
    let (id, press) = (once::asked(&fields, BatchId::new), desk.press.clone());
    let kept = desk
        .db
        .write(by, move |tx, by| service::make(tx, by, &press, id, wanted));
    match kept.await {
        Ok(kept) => {
            let said = kept.word("signs-made", "signs-same");
            Ok(desk.view.redirect(page_of(&kept.it()), Some(said)))
        }
        Err(Error::Refused(refusal)) => new::show(&desk, &loaded, &fields, &[refusal]).await,
        Err(other) => Err(other),
    }
}

/// What the form that was sent stands on.
async fn asked_for(by: &Allowed<MakeSigns>, desk: &Desk, fields: &Fields) -> Result<Loaded> {
    let design = work_design(fields.get("design"))?;
    let community = fields.get("community");
    Loaded::read(&desk.db, by.scope().clone(), design, community).await
}

/// `POST /signs/batches/{id}/print`: notes the printing and opens the sheets.
pub async fn print(asked: Asked<Allowed<MakeSigns>, BatchId>) -> Result<HttpResponse> {
    let made: Made = asked.fields().get("made").parse().unwrap_or(Made::A4);
    // What does not fit these sheets is not noted as printed.
    let all = Sheet {
        id: asked.id.clone(),
        made,
        copy: None,
    };
    match batch::laid_out(asked.by.scope().clone(), &asked.desk, all).await {
        Ok(_) => {}
        Err(Error::Refused(refusal)) => {
            let field = Some("made");
            return batch::show_wrong(&asked, &[Refusal { field, ..refusal }]).await;
        }
        Err(other) => return Err(other),
    }
    asked.take(service::print).await?;
    let sheets = format!("{}/sheet.pdf?made={made}", page_of(&asked.id));
    Ok(asked.on(&sheets))
}

/// `POST /signs/batches/{id}/placed`
pub async fn all_placed(asked: Asked<Allowed<MakeSigns>, BatchId>) -> Result<HttpResponse> {
    match asked.decide(service::all_placed).await {
        Err(Error::Conflict) => batch::show_changed(&asked).await,
        done => done.map(|()| asked.done(&page_of(&asked.id), "signs-all-placed")),
    }
}

/// `POST /signs/batches/{id}/removed`
pub async fn all_removed(asked: Asked<Allowed<MakeSigns>, BatchId>) -> Result<HttpResponse> {
    match asked.decide(service::all_removed).await {
        Err(Error::Conflict) => batch::show_changed(&asked).await,
        done => done.map(|()| asked.done(&page_of(&asked.id), "signs-all-removed")),
    }
}

/// `POST /signs/batches/{id}/until`: ends the stop now, or at another time.
pub async fn until(asked: Asked<Allowed<MakeSigns>, BatchId>) -> Result<HttpResponse> {
    let fields = asked.fields();
    let at = match fields.get("action") {
        "now" => None,
        _ => match read_end(fields, &asked.desk.press) {
            Ok(end) => Some(end),
            Err(wrong) => return batch::show_wrong(&asked, &wrong).await,
        },
    };
    let said = |course| match course {
        Course::CalledOff => "signs-called-off",
        Course::Over => "signs-ended",
        Course::Ahead | Course::Now => "signs-end-moved",
    };
    let seen = fields.get("seen").to_owned();
    let to = Ending { at, seen };
    let taken = asked.take(move |tx, by, id| service::until(tx, by, id, &to));
    match taken.await {
        Ok(course) => Ok(asked.done(&page_of(&asked.id), said(course))),
        Err(Error::Refused(refusal)) => batch::show_wrong(&asked, &[refusal]).await,
        Err(other) => Err(other),
    }
}

fn read_end(fields: &Fields, press: &Press) -> Result<Moment, Vec<Refusal>> {
    let mut reader = Reader::new(fields);
    let date = reader.date("to_date");
    let day = Begun {
        end_on: date,
        ..Begun::default()
    };
    let end = reader.end_time("to_time", day);
    let wrong = reader.errors();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let end = end.and_then(|end| Moment::from_local(press.zone, end.date(), end.time()));
    end.ok_or_else(|| vec![Refusal::of_field("to_time", "form-no-time")])
}

/// Back to where the button was.
fn back(fields: &Fields, copy: &Entry) -> String {
    match (fields.get("back").strip_prefix("code:"), copy.batch()) {
        (None, Some(batch)) => page_of(batch),
        (_, _) => format!("/Q/{}", copy.code),
    }
}

/// `POST /signs/placed/{id}/placed`
pub async fn placed(asked: Asked<Allowed<MakeSigns>, SignId>) -> Result<HttpResponse> {
    match asked.decide(service::placed).await {
        Err(Error::Conflict) => batch::show_end_moved(&asked).await,
        Err(Error::Refused(refusal)) => batch::show_not_taken(&asked, &[refusal]).await,
        done => done.map(|copy| asked.done(&back(asked.fields(), &copy), "signs-placed")),
    }
}

/// `POST /signs/placed/{id}/removed`
pub async fn removed(asked: Asked<Allowed<MakeSigns>, SignId>) -> Result<HttpResponse> {
    let copy = asked.take(service::removed).await?;
    Ok(asked.done(&back(asked.fields(), &copy), "signs-removed"))
}
