//! What the form of an outage offers to choose from.

use serde::Serialize;

use crate::notices::outages::facts::{Cause, Utility};
use crate::notices::room::Drawn;
use crate::organisation::place::full_name;
use crate::organisation::{Place, PlaceKind};
use crate::platform::form::Fields;
use crate::platform::page::View;

/// A choice of a form.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Choice {
    /// What is sent.
    pub(super) value: String,
    /// What is read.
    pub(super) label: String,
    /// A small word beside it.
    pub(super) note: String,
    /// Whether it is chosen.
    pub(super) on: bool,
}

pub(super) fn communities(drawn: &Drawn<'_>) -> Vec<Choice> {
    let here = &drawn.ground.community.id;
    let choice = |p: &Place| Choice {
        value: p.id.to_string(),
        label: p.name.clone(),
        note: String::new(),
        on: p.id == *here,
    };
    drawn.communities.iter().map(choice).collect()
}

pub(super) fn place_choices(view: &View, drawn: &Drawn<'_>) -> Vec<Choice> {
    let chosen = drawn.fields.all("place");
    let tree = drawn.ground.tree;
    let choice = |p: &Place| {
        let entrances = tree
            .iter()
            .filter(|c| c.kind == PlaceKind::Entrance && p.contains(c))
            .count();
        let note = if entrances > 0 && p.kind != PlaceKind::Community {
            let counts = [
                ("entrances", entrances.to_string()),
                ("homes", p.homes.to_string()),
            ];
            view.tell("notices-place-entrances", &counts)
        } else {
            homes(view, p)
        };
        Choice {
            value: p.id.to_string(),
            label: if p.kind == PlaceKind::Community {
                view.say("notices-place-whole")
            } else {
                p.name.clone()
            },
            note,
            on: chosen.contains(&p.id.as_str()),
        }
    };
    let buildings = tree.iter().filter(|p| p.kind == PlaceKind::Building);
    buildings
        .chain(tree.iter().filter(|p| p.kind == PlaceKind::Community))
        .map(choice)
        .collect()
}

pub(super) fn entrance_choices(view: &View, drawn: &Drawn<'_>) -> Vec<Choice> {
    let tree = drawn.ground.tree;
    tree.iter()
        .filter(|p| p.kind == PlaceKind::Entrance)
        .map(|p| choice(view, drawn, p))
        .collect()
}

/// A place by its full name, with its homes where it has any.
pub(super) fn choice(view: &View, drawn: &Drawn<'_>, place: &Place) -> Choice {
    Choice {
        value: place.id.to_string(),
        label: full_name(drawn.ground.tree, place),
        note: match place.homes {
            0 => String::new(),
            _ => homes(view, place),
        },
        on: drawn.fields.all("place").contains(&place.id.as_str()),
    }
}

/// Every other place that can lose water or power: a garage, a pump room, a lift, a gate.
pub(super) fn part_choices(view: &View, drawn: &Drawn<'_>) -> Vec<Choice> {
    let tree = drawn.ground.tree;
    tree.iter()
        .filter(|p| is_part(p.kind))
        .map(|p| choice(view, drawn, p))
        .collect()
}

/// Whether a place of this kind is offered by itself. Floors and homes are looked for.
fn is_part(kind: PlaceKind) -> bool {
    match kind {
        PlaceKind::Lift | PlaceKind::Spot => true,
        PlaceKind::Community
        | PlaceKind::Building
        | PlaceKind::Entrance
        | PlaceKind::Floor
        | PlaceKind::Home => false,
    }
}

fn homes(view: &View, place: &Place) -> String {
    view.tell("notices-place-homes", &[("homes", place.homes.to_string())])
}

pub(super) fn utility_choices(view: &View, fields: &Fields) -> Vec<Choice> {
    let choice = |u: &Utility| Choice {
        value: u.to_string(),
        label: view.say(&format!("utility-{u}")),
        note: String::new(),
        on: fields.get("utility") == u.as_str(),
    };
    Utility::ALL.iter().map(choice).collect()
}

pub(super) fn cause_choices(view: &View, fields: &Fields) -> Vec<Choice> {
    let choice = |c: &Cause| Choice {
        value: c.to_string(),
        label: view.say(&format!("cause-{c}")),
        note: String::new(),
        on: fields.get("cause") == c.as_str(),
    };
    Cause::ALL.iter().map(choice).collect()
}
