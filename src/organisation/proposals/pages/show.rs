//! `GET /proposals/{id}`: a proposed place, and what is decided about it.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::super::proposal::Proposal;
use super::super::store;
use crate::error::Result;
use crate::organisation::place::full_name;
use crate::organisation::ties::Ties;
use crate::organisation::wanted::Wanted;
use crate::organisation::{Place, PlaceId, PlaceKind, store as places};
use crate::people::permission::{Allowed, ManagePlaces};
use crate::platform::again::Again;
use crate::platform::db::Conn;
use crate::platform::desk::Desk;
use crate::platform::form::{Choice, Fields, FormState};
use crate::platform::history::{Happened, History, Record};
use crate::platform::page::Page;

/// A proposed place.
#[derive(Debug, Serialize)]
pub struct ProposalPage {
    pub id: String,
    /// Its whole name.
    pub name: String,
    /// The community's id.
    pub community: String,
    pub who: String,
    /// When it was proposed.
    pub at: String,
    pub remark: String,
    /// Whether nobody has decided yet.
    pub open: bool,
    /// What was typed and what was wrong.
    pub form: FormState,
    /// What its forms carry.
    pub seen: String,
    /// What others did since a form was shown that was sent now.
    pub changed: Vec<Happened>,
    /// Places that it may be put together with.
    pub others: Vec<Choice>,
    /// What hangs on it, in sentences.
    pub ties: Vec<String>,
    pub history: History,
}

impl Page for ProposalPage {
    const TEMPLATE: &'static str = "organisation/proposal.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::show()
    }
}

/// `GET /proposals/{id}`
pub async fn show(
    by: Allowed<ManagePlaces>,
    desk: Desk,
    ties: web::Data<Ties>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    draw(&by, &desk, &ties, id.parse()?, None).await
}

/// A proposal as it is read.
struct Read {
    proposal: Proposal,
    tree: Vec<Place>,
    ties: Vec<String>,
    record: Record,
}

/// Draws the page; with a form that was not taken as it was typed.
pub(in super::super) async fn draw(
    by: &Allowed<ManagePlaces>,
    desk: &Desk,
    ties: &web::Data<Ties>,
    id: PlaceId,
    again: Option<Again>,
) -> Result<HttpResponse> {
    let wanted = Wanted::of(by, desk, id, again.as_ref());
    let (ties, view) = (web::Data::clone(ties), desk.view.clone());
    let read = desk.db.read(move |conn: &mut Conn| {
        let proposal = store::proposal(conn, &wanted.scope, &wanted.id)?;
        let kept = std::slice::from_ref(&wanted.id);
        let tree = places::tree_keeping(conn, &proposal.place.community, kept)?;
        let community = places::public_place(conn, &proposal.place.community)?;
        let hangs = ties.of_places(conn, &community, kept)?;
        let subject = format!("place:{}", wanted.id);
        Ok(Read {
            record: Record::read(conn, &subject, wanted.asked, wanted.stale)?,
            ties: hangs.iter().map(|tie| view.explain(tie)).collect(),
            proposal,
            tree,
        })
    });
    let read = read.await?;
    let status = again.as_ref().map_or(StatusCode::OK, Again::status);
    let form = form(&read.proposal, desk, again.as_ref());
    desk.view.page_as(status, &page(read, desk, form))
}

fn form(proposal: &Proposal, desk: &Desk, again: Option<&Again>) -> FormState {
    let place = &proposal.place;
    let fields = Fields::of([
        ("name", place.name.clone()),
        ("name_en", place.name_en.clone()),
    ]);
    Again::over(again, &fields, &desk.view)
}

fn page(read: Read, desk: &Desk, form: FormState) -> ProposalPage {
    let Read {
        proposal,
        tree,
        ties,
        record,
    } = read;
    let seen = record.seen(proposal.version).to_string();
    let told = record.told(&desk.view, desk.dates());
    let place = &proposal.place;
    let is_other =
        |p: &&Place| p.id != place.id && !matches!(p.kind, PlaceKind::Home | PlaceKind::Community);
    // Those of its own building come first.
    let near = |p: &&Place| Some(&p.id) == place.parent.as_ref() || p.parent == place.parent;
    let (beside, others): (Vec<&Place>, Vec<&Place>) = tree.iter().filter(is_other).partition(near);
    let choice = |p: &Place| Choice::new(&p.id, full_name(&tree, p));
    ProposalPage {
        id: place.id.to_string(),
        name: full_name(&tree, place),
        community: place.community.to_string(),
        who: proposal.by_name,
        at: desk.dates().near(proposal.proposed_at),
        remark: proposal.remark,
        open: proposal.verdict.is_none() && proposal.is_open,
        form,
        seen,
        changed: told.since,
        others: beside.into_iter().chain(others).map(choice).collect(),
        ties,
        history: told.history,
    }
}
