//! What the pages of lists send.

use actix_web::{HttpResponse, web};

use super::line::{self, Listed};
use super::pages::{choose, show};
use super::{ImportId, entering, faults, planning, store};
use crate::error::{Error, Refusal, Result};
use crate::organisation::ties::Ties;
use crate::organisation::{PlaceId, store as places};
use crate::people::permission::{Allowed, ManagePlaces};
use crate::platform::apart::Apart;
use crate::platform::desk::Desk;
use crate::platform::lists;
use crate::platform::press::Press;
use crate::platform::step::Asked;
use crate::platform::upload::WithFile;

/// `POST /places/{id}/import`: reads a list; nothing is entered yet.
pub async fn read(
    by: Allowed<ManagePlaces>,
    desk: Desk,
    id: web::Path<String>,
    sent: WithFile,
    apart: web::Data<Apart>,
) -> Result<HttpResponse> {
    let id: PlaceId = id.parse()?;
    let scope = by.scope().clone();
    let of = id.clone();
    let read = desk.db.read(move |conn| {
        let community = places::community(conn, &scope, &of)?;
        places::tree(conn, &community.id)
    });
    let tree = read.await?;
    let table = match sent.file {
        Some(file) => lists::read(&apart, file)
            .await?
            .map_err(|e| vec![e.refusal()]),
        None => Err(vec![Refusal::of_field("file", "list-missing")]),
    };
    let press = Press::clone(&desk.press);
    let listed = web::block(move || {
        let listed = table.and_then(|table| listed(&table, &press))?;
        planning::of(&listed.lines, &tree).map(|_| listed)
    });
    match listed.await.map_err(Error::internal)? {
        Err(wrong) => choose::draw(&by, &desk, id, &faults::told(wrong)).await,
        Ok(listed) => {
            let kept = desk.db.write(by, move |tx, by| {
                let community = places::community(tx, by.scope(), &id)?;
                store::keep(tx, by, &community, &listed)
            });
            let kept = kept.await?;
            Ok(desk.view.redirect(format!("/imports/{kept}"), None))
        }
    }
}

fn listed(table: &lists::Table, press: &Press) -> Result<Listed, Vec<Refusal>> {
    let listed = line::read(table, &|text| press.typesetter.missing_characters(text))?;
    if listed.lines.is_empty() {
        return Err(vec![line::nothing()]);
    }
    Ok(listed)
}

/// A form about one list.
type OnList = Asked<Allowed<ManagePlaces>, ImportId>;

async fn answer(
    asked: OnList,
    ties: &web::Data<Ties>,
    done: Result<()>,
    said: &'static str,
) -> Result<HttpResponse> {
    match done {
        Ok(()) => Ok(asked.done(&format!("/imports/{}", asked.id), said)),
        Err(wrong) => {
            let scope = asked.by.scope().clone();
            show::draw(&asked.desk, scope, ties, asked.id, Some(wrong)).await
        }
    }
}

/// `POST /imports/{id}/enter`
pub async fn enter(asked: OnList, ties: web::Data<Ties>) -> Result<HttpResponse> {
    let done = asked.decide(|tx, by, id, seen| entering::enter(tx, by.scope(), id, seen));
    let done = done.await;
    answer(asked, &ties, done, "import-entered").await
}

/// `POST /imports/{id}/take-back`
pub async fn take_back(asked: OnList, ties: web::Data<Ties>) -> Result<HttpResponse> {
    let held = web::Data::clone(&ties);
    let done =
        asked.decide(move |tx, by, id, seen| entering::take_back(tx, by.scope(), id, seen, &held));
    let done = done.await;
    answer(asked, &ties, done, "import-taken-back").await
}

/// `POST /imports/{id}/throw-away`: a list that was read and is not wanted.
pub async fn throw_away(asked: OnList) -> Result<HttpResponse> {
    let done = asked.take(|tx, by, id| {
        let kept = store::kept(tx, by.scope(), id)?;
        match store::throw_away(tx, by.scope(), id)? {
            0 => Err(Error::Conflict),
            _ => Ok(kept.community),
        }
    });
    let community = done.await?;
    Ok(asked.done(&format!("/places/{community}/import"), "import-thrown-away"))
}
