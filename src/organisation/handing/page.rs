//! `GET /places/{id}/hand-over`: what goes along with a community, and who had charge of it when.

#[cfg(test)]
mod samples;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::store::{self, Charge};
use crate::error::Result;
use crate::organisation::store::changes::places as rows;
use crate::organisation::ties::Ties;
use crate::organisation::{Office, OfficeKind, Place, PlaceId, store as organisation};
use crate::people::Scope;
use crate::people::permission::{Allowed, ManagePeople};
use crate::platform::again::Again;
use crate::platform::clock::Moment;
use crate::platform::db::Conn;
use crate::platform::desk::Desk;
use crate::platform::form::{Choice, FormState};
use crate::platform::history::{Happened, Record};
use crate::platform::page::Page;
use crate::platform::paging::Paging;
use crate::platform::seen::Seen;

/// A span in which an office had charge.
#[derive(Debug, Serialize)]
pub struct ChargeLine {
    pub office: String,
    pub from: String,
    /// Empty while it has.
    pub until: String,
}

/// Handing a community over.
#[derive(Debug, Serialize)]
pub struct HandOver {
    pub id: String,
    pub name: String,
    /// Who has charge of it.
    pub office: String,
    /// Who may get it.
    pub offices: Vec<Choice>,
    /// What goes along, in sentences.
    pub along: Vec<String>,
    pub charges: Vec<ChargeLine>,
    /// What was typed and what was wrong.
    pub form: FormState,
    /// What its form carries.
    pub seen: String,
    /// What others changed since a form was shown that was sent now.
    pub changed: Vec<Happened>,
}

impl Page for HandOver {
    const TEMPLATE: &'static str = "organisation/hand_over.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::hand_over()
    }
}

/// `GET /places/{id}/hand-over`
pub async fn show(
    by: Allowed<ManagePeople>,
    desk: Desk,
    ties: web::Data<Ties>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    draw(&by, &desk, &ties, id.parse()?, None).await
}

/// A community as it is read.
struct Read {
    community: Place,
    version: i64,
    offices: Vec<Office>,
    along: Vec<Along>,
    charges: Vec<Charge>,
    record: Record,
}

/// So many of something go along.
struct Along {
    key: &'static str,
    count: i64,
}

/// When the page was asked for, and what it was made of before, where a form was too old.
#[derive(Clone, Copy)]
struct Asked {
    now: Moment,
    stale: Option<Seen>,
}

fn read(conn: &mut Conn, scope: &Scope, id: &PlaceId, ties: &Ties, asked: Asked) -> Result<Read> {
    let community = organisation::community(conn, scope, id)?;
    let mut along = Vec::new();
    for hand in &ties.hands {
        let count = (hand.count)(conn, &community, asked.now)?;
        along.push(Along {
            key: hand.key,
            count,
        });
    }
    Ok(Read {
        version: rows::place(conn, scope, id)?.version,
        offices: organisation::offices(conn, scope)?,
        charges: store::charges(conn, id)?,
        record: Record::read(
            conn,
            &format!("place:{id}"),
            Paging::asked(1, ""),
            asked.stale,
        )?,
        along,
        community,
    })
}

/// Draws the page; with a form that was not taken as it was sent.
pub(super) async fn draw(
    by: &Allowed<ManagePeople>,
    desk: &Desk,
    ties: &web::Data<Ties>,
    id: PlaceId,
    again: Option<Again>,
) -> Result<HttpResponse> {
    let (scope, ties) = (by.scope().clone(), web::Data::clone(ties));
    let asked = Asked {
        now: desk.now(),
        stale: again.as_ref().and_then(|again| again.stale),
    };
    let read = desk
        .db
        .read(move |conn| read(conn, &scope, &id, &ties, asked));
    let read = read.await?;
    let status = again.as_ref().map_or(StatusCode::OK, Again::status);
    let form = again.map_or_else(FormState::default, |again| again.form(&desk.view));
    desk.view.page_as(status, &page(read, desk, form))
}

fn page(read: Read, desk: &Desk, form: FormState) -> HandOver {
    let (view, dates) = (&desk.view, desk.dates());
    let Read {
        community,
        version,
        offices,
        along,
        charges,
        record,
    } = read;
    let seen = record.seen(version).to_string();
    let own = offices.iter().find(|one| one.id == community.office);
    let office = own.map_or_else(String::new, |one| one.called(view.lang));
    let others = offices
        .iter()
        .filter(|one| one.kind == OfficeKind::Office && one.id != community.office);
    let sentence = |one: &Along| view.tell(one.key, &[("count", one.count.to_string())]);
    let line = |charge: Charge| ChargeLine {
        office: charge.office,
        from: dates.full_date(charge.from),
        until: charge
            .until
            .map(|at| dates.full_date(at))
            .unwrap_or_default(),
    };
    HandOver {
        id: community.id.to_string(),
        name: community.called(view.lang),
        offices: others
            .map(|one| Choice::new(&one.id, one.called(view.lang)))
            .collect(),
        along: along
            .iter()
            .filter(|one| one.count > 0)
            .map(sentence)
            .collect(),
        charges: charges.into_iter().map(line).collect(),
        changed: record.told(view, dates).since,
        office,
        form,
        seen,
    }
}
