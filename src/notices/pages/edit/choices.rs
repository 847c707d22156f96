//! What the form of a notice offers to choose from.

use serde::Serialize;

use super::Looked;
use crate::notices::outages::{Cause, Utility};
use crate::organisation::place::full_name;
use crate::organisation::{Place, PlaceKind};
use crate::platform::form::Fields;
use crate::platform::page::View;

/// A choice of a form.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A small word beside it.
    pub note: String,
    /// Whether it is chosen.
    pub on: bool,
}

pub(super) fn communities(looked: &Looked) -> Vec<Choice> {
    let here = &looked.loaded.community.id;
    let choice = |p: &Place| Choice {
        value: p.id.to_string(),
        label: p.name.clone(),
        note: String::new(),
        on: p.id == *here,
    };
    looked.communities.iter().map(choice).collect()
}

pub(super) fn place_choices(view: &View, looked: &Looked, fields: &Fields) -> Vec<Choice> {
    let chosen = fields.all("place");
    let tree = &looked.loaded.tree;
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

pub(super) fn entrance_choices(view: &View, looked: &Looked, fields: &Fields) -> Vec<Choice> {
    let chosen = fields.all("place");
    let tree = &looked.loaded.tree;
    let choice = |p: &Place| Choice {
        value: p.id.to_string(),
        label: full_name(tree, p),
        note: homes(view, p),
        on: chosen.contains(&p.id.as_str()),
    };
    tree.iter()
        .filter(|p| p.kind == PlaceKind::Entrance)
        .map(choice)
        .collect()
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
