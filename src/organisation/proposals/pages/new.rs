//! `GET /places/{id}/propose`: the form for a place that is not in the list.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use crate::error::Result;
use crate::organisation::change::places::may_lie_in;
use crate::organisation::place::{full_name, full_name_en};
use crate::organisation::{Place, PlaceId, PlaceKind, store as places};
use crate::people::permission::{Allowed, ProposePlaces};
use crate::platform::desk::Desk;
use crate::platform::form::{Choice, Fields, FormState};
use crate::platform::page::Page;
use crate::platform::words::Both;

/// The form of a proposal.
#[derive(Debug, Serialize)]
pub struct NewPage {
    /// What was typed and what was wrong.
    pub form: FormState,
    /// The community's id.
    pub id: String,
    pub name: String,
    /// What it may lie in.
    pub within: Vec<Choice>,
}

impl Page for NewPage {
    const TEMPLATE: &'static str = "organisation/propose.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::new()
    }
}

/// `GET /places/{id}/propose`
pub async fn show(
    by: Allowed<ProposePlaces>,
    desk: Desk,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: PlaceId = id.parse()?;
    let fields = Fields::of([("within", id.to_string())]);
    draw(&by, &desk, id, FormState::fresh(&fields)).await
}

/// Draws the form, with what is wrong where something is.
pub(in super::super) async fn draw(
    by: &Allowed<ProposePlaces>,
    desk: &Desk,
    id: PlaceId,
    form: FormState,
) -> Result<HttpResponse> {
    let scope = by.scope().clone();
    let read = desk.db.read(move |conn| {
        let community = places::community(conn, &scope, &id)?;
        Ok((places::tree(conn, &community.id)?, community))
    });
    let (tree, community) = read.await?;
    let view = &desk.view;
    let fits = |p: &&Place| may_lie_in(PlaceKind::Spot, p.kind);
    let choice = |p: &Place| {
        let label = if p.kind == PlaceKind::Community {
            view.say("places-whole")
        } else {
            Both::named(&full_name(&tree, p), &full_name_en(&tree, p))
                .in_(view.lang)
                .to_owned()
        };
        Choice::new(&p.id, label)
    };
    let page = NewPage {
        id: community.id.to_string(),
        name: community.called(view.lang),
        within: tree.iter().filter(fits).map(choice).collect(),
        form,
    };
    view.page_as(page.form.status(), &page)
}
