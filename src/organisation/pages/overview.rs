//! `GET /places`: the communities within reach, and what is still missing before notices go out.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::super::proposals::{self, ProposalLine};
use super::super::reach;
use super::super::{Office, Place, PlaceId, store};
use super::missing::Missing;
use super::running;
use super::whole::Whole;
use crate::config::Config;
use crate::error::Result;
use crate::people::factor::service::administrators_without;
use crate::people::permission::{Allowed, Permission, ReadPlaces};
use crate::people::{Scope, Staff, service as people};
use crate::platform::db::Conn;
use crate::platform::desk::Desk;
use crate::platform::form::Choice;
use crate::platform::page::{Page, View};

/// A community in the overview.
#[derive(Debug, Serialize)]
pub struct CommunityLine {
    pub id: String,
    pub name: String,
    /// The office that runs it.
    pub office: String,
    /// Buildings, entrances, homes, notice boards.
    pub counts: [usize; 4],
    /// Its boards, by name.
    pub boards: Vec<String>,
}

/// The communities of the offices within reach.
#[derive(Debug, Serialize)]
pub struct Places {
    /// What is still missing.
    pub missing: Vec<Missing>,
    pub communities: Vec<CommunityLine>,
    /// Those that are closed.
    pub closed: Vec<Choice>,
    /// Whether the reader may change them.
    pub may_change: bool,
}

impl Page for Places {
    const TEMPLATE: &'static str = "organisation/places.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::places()
    }
}

/// `GET /places`
pub async fn show(
    by: Allowed<ReadPlaces>,
    desk: Desk,
    config: web::Data<Config>,
) -> Result<HttpResponse> {
    let Desk { view, db, press } = desk;
    let scope = by.scope().clone();
    let read = db.read(move |conn| overview(conn, &scope)).await?;
    let Overview {
        offices,
        staff,
        wholes,
        closed,
        unguarded,
        proposals,
    } = read;
    let mut missing = Vec::new();
    if by.may(Permission::ManagePeople) {
        missing.extend(reach::missing(&view, press.base().is_ok(), &config));
        missing.extend(missing_people(&view, &offices, &staff));
        missing.extend(missing_factors(&view, &unguarded));
    }
    if by.may(Permission::ManagePlaces) {
        missing.extend(missing_communities(&view, &offices, &wholes));
        missing.extend(wholes.iter().filter_map(|w| w.missing(&view)));
        missing.extend(wholes.iter().filter_map(|w| to_tidy(&view, w, &proposals)));
    }
    let lines = wholes.iter().map(|w| w.line(&offices, view.lang));
    view.page(&Places {
        missing,
        communities: lines.collect(),
        closed: closed
            .iter()
            .map(|c| Choice::new(&c.id, c.called(view.lang)))
            .collect(),
        may_change: by.may(Permission::ManagePlaces),
    })
}

struct Overview {
    /// Administrators who sign in with a password alone, by name.
    unguarded: Vec<String>,
    offices: Vec<Office>,
    staff: Vec<Staff>,
    wholes: Vec<Whole>,
    closed: Vec<Place>,
    proposals: Vec<ProposalLine>,
}

fn overview(conn: &mut Conn, scope: &Scope) -> Result<Overview> {
    let offices = store::offices(conn, scope)?;
    let staff = people::staff_of_offices(conn, scope)?;
    let communities = store::communities(conn, scope)?;
    let ids: Vec<PlaceId> = communities.iter().map(|c| c.id.clone()).collect();
    let wholes = Whole::load_all(conn, communities)?;
    Ok(Overview {
        proposals: proposals::open_in(conn, &ids)?,
        closed: store::closed_communities(conn, scope)?,
        unguarded: administrators_without(conn)?,
        offices,
        staff,
        wholes,
    })
}

/// What was proposed in a community and nobody has looked at.
fn to_tidy(view: &View, whole: &Whole, proposals: &[ProposalLine]) -> Option<Missing> {
    let id = &whole.community.id;
    let count = proposals
        .iter()
        .filter(|line| line.place.community == *id)
        .count();
    let named = [
        ("name", whole.community.called(view.lang)),
        ("count", count.to_string()),
    ];
    (count > 0).then(|| Missing {
        text: view.tell("places-missing-proposals", &named),
        href: format!("/places/{id}#spots"),
        link: view.say("places-missing-proposals-do"),
    })
}

fn missing_people(view: &View, offices: &[Office], staff: &[Staff]) -> Vec<Missing> {
    let running: Vec<&Office> = running(offices).collect();
    if running.is_empty() {
        return vec![Missing {
            text: view.say("places-missing-office"),
            href: "/offices".to_owned(),
            link: view.say("places-missing-office-do"),
        }];
    }
    let people_of = |office: &Office| staff.iter().find(|of| of.office == office.id);
    // Nobody reviews their own notice: an office wants two.
    let short = running
        .into_iter()
        .filter(|o| people_of(o).is_none_or(|of| of.people < 2));
    short
        .map(|office| Missing {
            text: view.tell(
                "places-missing-people",
                &[("name", office.called(view.lang))],
            ),
            href: "/people".to_owned(),
            link: view.say("places-missing-people-do"),
        })
        .collect()
}

/// Who may do everything should not be a password away from it.
fn missing_factors(view: &View, unguarded: &[String]) -> Option<Missing> {
    let names = unguarded.join("、");
    (!unguarded.is_empty()).then(|| Missing {
        text: view.tell("places-missing-factor", &[("names", names)]),
        href: "/account/second-factor".to_owned(),
        link: view.say("places-missing-factor-do"),
    })
}

fn missing_communities(view: &View, offices: &[Office], wholes: &[Whole]) -> Vec<Missing> {
    running(offices)
        .filter(|o| !wholes.iter().any(|w| w.community.office == o.id))
        .map(|office| Missing {
            text: view.tell(
                "places-missing-community",
                &[("name", office.called(view.lang))],
            ),
            href: format!("/places/new?office={}", office.id),
            link: view.say("places-missing-community-do"),
        })
        .collect()
}
