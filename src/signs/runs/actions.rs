//! What the pages of print runs send.

use actix_web::{HttpResponse, web};

use super::address::PartOf;
use super::form::Wanted;
use super::pages::{list, make, show};
use super::reading::Loaded;
use super::service::{self, NewRun};
use crate::error::{Error, Result};
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::apart::Apart;
use crate::platform::db::Tx;
use crate::platform::desk::Desk;
use crate::platform::form::Fields;
use crate::platform::lists;
use crate::platform::once;
use crate::platform::seen::Seen;
use crate::platform::step::Asked;
use crate::platform::upload::WithFile;
use crate::signs::register::entry::RunId;

fn page_of(id: &RunId) -> String {
    format!("/signs/runs/{id}")
}

/// `POST /signs/make`: keeps the run, or shows the form again with what follows from it.
pub async fn make(by: Allowed<MakeSigns>, desk: Desk, fields: Fields) -> Result<HttpResponse> {
    let community = fields.get("community");
    let loaded = Loaded::read(&desk.db, by.scope().clone(), community).await?;
    match fields.get("action") {
        "make" => {}
        "together" => {
            let joined = loaded.ask(&desk.press, |ground| ground.together(&fields));
            return make::show(&desk, &loaded, &joined, &[]).await;
        }
        _ => return make::show(&desk, &loaded, &fields, &[]).await,
    }
    let press = desk.press.clone();
    // Thousands of signs are measured: not on the thread that answers others.
    let read = web::block(move || {
        let wanted = loaded.wanted(&press, &fields);
        (loaded, fields, wanted)
    });
    let (loaded, fields, wanted) = read.await.map_err(Error::internal)?;
    match wanted {
        Ok(wanted) => match keep(by, &desk, &loaded, new_run(&fields, wanted)).await {
            Err(Error::Refused(refusal)) => make::show(&desk, &loaded, &fields, &[refusal]).await,
            kept => kept,
        },
        Err(refusals) => make::show(&desk, &loaded, &fields, &refusals).await,
    }
}

/// `POST /signs/list`: the same from an office's list.
pub async fn from_list(
    by: Allowed<MakeSigns>,
    desk: Desk,
    sent: WithFile,
    apart: web::Data<Apart>,
) -> Result<HttpResponse> {
    let WithFile { fields, file, .. } = sent;
    list::is_listed(&fields)?;
    let community = fields.get("community");
    let loaded = Loaded::read(&desk.db, by.scope().clone(), community).await?;
    let table = match file {
        Some(file) => Some(lists::read(&apart, file).await?),
        None => None,
    };
    let press = desk.press.clone();
    let read = web::block(move || {
        let wanted = loaded.listed(&press, &fields, table);
        (loaded, fields, wanted)
    });
    let (loaded, fields, wanted) = read.await.map_err(Error::internal)?;
    match wanted {
        Ok(wanted) => match keep(by, &desk, &loaded, new_run(&fields, wanted)).await {
            Err(Error::Refused(refusal)) => list::show(&desk, &loaded, &fields, &[refusal]),
            kept => kept,
        },
        Err(refusals) => list::show(&desk, &loaded, &fields, &refusals),
    }
}

fn new_run(fields: &Fields, wanted: Wanted) -> NewRun {
    NewRun {
        id: once::asked(fields, RunId::new),
        wanted,
    }
}

async fn keep(
    by: Allowed<MakeSigns>,
    desk: &Desk,
    loaded: &Loaded,
    new: NewRun,
) -> Result<HttpResponse> {
    let (press, community) = (desk.press.clone(), loaded.community().here.clone());
    let kept = desk
        .db
        .write(by, move |tx, by| {
            service::make(tx, by, &press, &community, new)
        })
        .await?;
    let said = kept.word("runs-made", "runs-same");
    Ok(desk.view.redirect(page_of(&kept.it()), Some(said)))
}

/// `POST /signs/runs/{id}/parts/{part}`: notes the printing and opens the sheets.
pub async fn print_part(
    asked: Asked<Allowed<MakeSigns>, RunId, Fields>,
    path: web::Path<PartOf>,
) -> Result<HttpResponse> {
    let part = path.part;
    let taken = asked.take(move |tx, by, id| service::print_part(tx, by, id, part));
    match taken.await {
        Err(Error::Refused(refusal)) => show::refused(&asked, &asked.sent, &[refusal]).await,
        done => done.map(|()| asked.on(&format!("{}/parts/{part}.pdf", page_of(&asked.id)))),
    }
}

/// `POST /signs/runs/{id}/placed`: everything of it that was printed hangs.
pub async fn placed(asked: Asked<Allowed<MakeSigns>, RunId>) -> Result<HttpResponse> {
    take(asked, service::placed, "runs-placed").await
}

/// `POST /signs/runs/{id}/stop`
pub async fn stop(asked: Asked<Allowed<MakeSigns>, RunId>) -> Result<HttpResponse> {
    take(asked, service::stop, "runs-stopped").await
}

/// `POST /signs/runs/{id}/go-on`
pub async fn go_on(asked: Asked<Allowed<MakeSigns>, RunId>) -> Result<HttpResponse> {
    take(asked, service::go_on, "runs-went-on").await
}

/// `POST /signs/runs/{id}/delete`: what was thrown away has no page to go back to.
pub async fn delete(asked: Asked<Allowed<MakeSigns>, RunId>) -> Result<HttpResponse> {
    match asked.decide(service::delete).await {
        Err(Error::Conflict) => show::changed(&asked).await,
        Err(Error::Refused(refusal)) => show::refused(&asked, asked.fields(), &[refusal]).await,
        done => done.map(|()| asked.done("/signs", "runs-deleted")),
    }
}

type Step = fn(&mut Tx<'_>, &Allowed<MakeSigns>, &RunId, Seen) -> Result<()>;

/// Takes a step, or shows the run as others have left it meanwhile, or why it is not taken.
async fn take(
    asked: Asked<Allowed<MakeSigns>, RunId>,
    step: Step,
    said: &'static str,
) -> Result<HttpResponse> {
    match asked.decide(step).await {
        Err(Error::Conflict) => show::changed(&asked).await,
        Err(Error::Refused(refusal)) => show::refused(&asked, asked.fields(), &[refusal]).await,
        done => done.map(|()| asked.done(&page_of(&asked.id), said)),
    }
}
