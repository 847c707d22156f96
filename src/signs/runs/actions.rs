//! What the pages of print runs send.

use actix_web::{HttpResponse, web};

use super::pages::{list, make, show};
use super::rows::Row;
use super::spec::Spec;
use super::{RunId, import, service};
use crate::error::{Error, Result};
use crate::organisation::Place;
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::apart::Apart;
use crate::platform::db::{Db, Tx};
use crate::platform::form::Fields;
use crate::platform::once;
use crate::platform::page::View;
use crate::platform::press::Press;
use crate::platform::seen::{Decision, Seen};
use crate::platform::upload::WithFile;

fn page_of(id: &RunId) -> String {
    format!("/signs/runs/{id}")
}

/// `POST /signs/make`: keeps the run, or shows the form again with what follows from it.
pub async fn make(
    by: Allowed<MakeSigns>,
    view: View,
    fields: Fields,
    db: web::Data<Db>,
    press: web::Data<Press>,
) -> Result<HttpResponse> {
    let here = make::load(&by, &db, fields.get("community")).await?;
    let now = db.clock().now();
    match fields.get("action") {
        "make" => {}
        "together" => {
            let joined = make::together(&press, (&here, now), &fields)?;
            return make::show(&view, &press, (&here, now), &joined, &[]).await;
        }
        _ => return make::show(&view, &press, (&here, now), &fields, &[]).await,
    }
    let the_press = press.get_ref().clone();
    // Thousands of signs are measured: not on the thread that answers others.
    let read = web::block(move || {
        let read = make::read(&the_press, (&here, now), &fields);
        (here, fields, read)
    });
    let (here, fields, read) = read.await.map_err(Error::internal)?;
    let made = match read? {
        Ok(made) => made,
        Err(refusals) => return make::show(&view, &press, (&here, now), &fields, &refusals).await,
    };
    let asked = (here.here, once::asked(&fields, RunId::new));
    keep(by, &view, (&db, &press), asked, made).await
}

/// `POST /signs/list`: the same from an office's list.
pub async fn from_list(
    by: Allowed<MakeSigns>,
    view: View,
    sent: WithFile,
    (db, press, apart): (web::Data<Db>, web::Data<Press>, web::Data<Apart>),
) -> Result<HttpResponse> {
    let WithFile { fields, file, .. } = sent;
    list::is_listed(&fields)?;
    let here = make::load(&by, &db, fields.get("community")).await?;
    let table = match file {
        Some(file) => Some(import::read(&apart, file).await?),
        None => None,
    };
    let (now, the_press) = (db.clock().now(), press.get_ref().clone());
    let read = web::block(move || {
        let read = list::read(&the_press, (&here, now), (&fields, table));
        (here, fields, read)
    });
    let (here, fields, read) = read.await.map_err(Error::internal)?;
    let made = match read? {
        Ok(made) => made,
        Err(refusals) => return list::show(&view, &press, (&here, now), &fields, &refusals),
    };
    let asked = (here.here, once::asked(&fields, RunId::new));
    keep(by, &view, (&db, &press), asked, made).await
}

async fn keep(
    by: Allowed<MakeSigns>,
    view: &View,
    (db, press): (&Db, &Press),
    (community, id): (Place, RunId),
    made: (Spec, Vec<Row>),
) -> Result<HttpResponse> {
    let press = press.clone();
    let kept = db
        .write(by, move |tx, by| {
            service::make(tx, by, &press, (&community, id), made)
        })
        .await?;
    let said = kept.word("runs-made", "runs-same");
    Ok(view.redirect(&page_of(&kept.it()), Some(said)))
}

/// `POST /signs/runs/{id}/parts/{part}`: notes the printing and opens the sheets.
pub async fn print_part(
    by: Allowed<MakeSigns>,
    view: View,
    _: Fields,
    db: web::Data<Db>,
    path: web::Path<(String, usize)>,
) -> Result<HttpResponse> {
    let (id, part) = path.into_inner();
    let id: RunId = id.parse()?;
    let sheets = format!("{}/parts/{part}.pdf", page_of(&id));
    db.write(by, move |tx, by| service::print_part(tx, by, &id, part))
        .await?;
    Ok(view.redirect(&sheets, None))
}

/// `POST /signs/runs/{id}/placed`: everything of it that was printed hangs.
pub async fn placed(
    by: Allowed<MakeSigns>,
    view: View,
    sent: Decision,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let asked = Asked::of(&id, &sent, "runs-placed")?;
    asked.take(by, (&view, &db), service::placed).await
}

/// `POST /signs/runs/{id}/stop`
pub async fn stop(
    by: Allowed<MakeSigns>,
    view: View,
    sent: Decision,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let asked = Asked::of(&id, &sent, "runs-stopped")?;
    asked.take(by, (&view, &db), service::stop).await
}

/// `POST /signs/runs/{id}/go-on`
pub async fn go_on(
    by: Allowed<MakeSigns>,
    view: View,
    sent: Decision,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let asked = Asked::of(&id, &sent, "runs-went-on")?;
    asked.take(by, (&view, &db), service::go_on).await
}

/// `POST /signs/runs/{id}/delete`
pub async fn delete(
    by: Allowed<MakeSigns>,
    view: View,
    sent: Decision,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let asked = Asked::of(&id, &sent, "runs-deleted")?;
    asked.take(by, (&view, &db), service::delete).await
}

/// A step of a run.
type Step = fn(&mut Tx<'_>, &Allowed<MakeSigns>, &RunId, Seen) -> Result<()>;

/// A step that was asked for on a run's page.
struct Asked {
    id: RunId,
    seen: Seen,
    said: &'static str,
}

impl Asked {
    fn of(id: &str, sent: &Decision, said: &'static str) -> Result<Self> {
        Ok(Self {
            id: id.parse()?,
            seen: sent.seen,
            said,
        })
    }

    /// Takes it, or shows the run as others have left it meanwhile.
    async fn take(
        self,
        by: Allowed<MakeSigns>,
        (view, db): (&View, &Db),
        step: Step,
    ) -> Result<HttpResponse> {
        let (id, seen) = (self.id.clone(), self.seen);
        let done = db
            .write(by.clone(), move |tx, by| step(tx, by, &id, seen))
            .await;
        match done {
            Err(Error::Conflict) => show::changed(&by, (view, db), (&self.id, seen)).await,
            // What was thrown away has no page to go back to.
            Ok(()) if self.said == "runs-deleted" => Ok(view.redirect("/signs", Some(self.said))),
            done => done.map(|()| view.redirect(&page_of(&self.id), Some(self.said))),
        }
    }
}
