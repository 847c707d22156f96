//! Where a sign can hang, and what follows from the place chosen. Pure.

use super::{Ground, Span};
use crate::organisation::place::{full_name, full_name_en};
use crate::organisation::{Place, PlaceKind};
use crate::platform::form::{Fields, Reader};
use crate::signs::register::entry::Label;
use crate::signs::stops::stop::{Stop, TOLD_AHEAD};

/// `3号楼2单元 · 2号梯`.
pub fn place_name(tree: &[Place], place: &Place) -> String {
    let within = |p: &&Place| {
        matches!(p.kind, PlaceKind::Building | PlaceKind::Entrance)
            && p.id != place.id
            && p.contains(place)
    };
    let area: String = tree
        .iter()
        .filter(within)
        .map(|p| p.name.as_str())
        .collect();
    if area.is_empty() {
        place.name.clone()
    } else if place.kind == PlaceKind::Entrance {
        format!("{area}{}", place.name)
    } else {
        format!("{area} · {}", place.name)
    }
}

impl Ground<'_> {
    /// The places the sign can tell of, in reading order: every place that has a name, whatever
    /// its design is usually for. A lift's own sign tells of lifts alone, and only a design that is
    /// meant for it hangs in a lift or at a home.
    fn candidates(&self) -> impl Iterator<Item = &Place> {
        let meant = |kind| self.design.at.contains(&kind);
        let of_lifts = self.design.at == [PlaceKind::Lift];
        self.tree.iter().filter(move |p| match p.kind {
            PlaceKind::Lift | PlaceKind::Home => meant(p.kind),
            PlaceKind::Community
            | PlaceKind::Building
            | PlaceKind::Entrance
            | PlaceKind::Floor
            | PlaceKind::Spot => !of_lifts,
        })
    }

    /// The entrance, else the building, else the community a place lies in or is.
    pub fn area_of(&self, place: &Place) -> Option<&Place> {
        let around = |kind| {
            self.tree
                .iter()
                .find(|p| p.kind == kind && p.contains(place))
        };
        around(PlaceKind::Entrance)
            .or_else(|| around(PlaceKind::Building))
            .or_else(|| around(PlaceKind::Community))
    }

    /// The areas that have a place for the sign.
    pub fn areas(&self) -> Vec<&Place> {
        let mut areas: Vec<&Place> = Vec::new();
        for area in self.candidates().filter_map(|p| self.area_of(p)) {
            if !areas.iter().any(|a| a.id == area.id) {
                areas.push(area);
            }
        }
        areas
    }

    /// The area chosen, or the only one there is.
    pub fn area(&self, fields: &Fields) -> Option<&Place> {
        one_of(&self.areas(), fields.get("area"))
    }

    /// The places of an area, what is met first on top: the lobby, lifts, floors.
    pub fn places(&self, area: Option<&Place>) -> Vec<&Place> {
        let Some(area) = area else {
            return Vec::new();
        };
        self.candidates()
            .filter(|p| self.area_of(p).is_some_and(|a| a.id == area.id))
            .collect()
    }

    /// The place chosen, or the only one there is.
    pub fn place(&self, fields: &Fields) -> Option<&Place> {
        one_of(&self.places(self.area(fields)), fields.get("place"))
    }

    /// Where copies may hang: at a lift, the door of every floor and the car; else the place.
    pub fn doors(&self, place: &Place) -> Vec<&Place> {
        let floors: Vec<&Place> = match (place.kind, self.area_of(place)) {
            (PlaceKind::Lift, Some(area)) => self
                .tree
                .iter()
                .filter(|p| p.kind == PlaceKind::Floor && area.contains(p))
                .collect(),
            _ => Vec::new(),
        };
        let own = self.tree.iter().filter(|p| p.id == place.id);
        floors.into_iter().chain(own).collect()
    }

    /// Whether a copy hangs at this door: as ticked, or on every floor when the place was chosen
    /// just now. The car is offered and not proposed: nobody should be in it.
    pub fn is_ticked(&self, fields: &Fields, place: &Place, door: &Place) -> bool {
        if fields.get("doors_of") == place.id.as_str() {
            return fields.all("door").contains(&door.id.as_str());
        }
        door.id != place.id || self.doors(place).len() == 1
    }

    /// What people can use instead of a lift: the others of its entrance that run in those hours,
    /// or the stairs when none does; in both languages.
    pub fn alternative(&self, fields: &Fields) -> Label {
        let none = Label::default();
        let Some(place) = self.place(fields).filter(|p| p.kind == PlaceKind::Lift) else {
            return none;
        };
        let Some(area) = self.area_of(place) else {
            return none;
        };
        let others: Vec<&Place> = self
            .tree
            .iter()
            .filter(|p| p.kind == PlaceKind::Lift && p.id != place.id && area.contains(p))
            .collect();
        let had = others.len();
        let Span { from, to: until } = self.hours(fields);
        let stands = |lift: &&Place| {
            let stop = |s: &Stop| s.place == lift.id && s.from < until && from < s.until;
            self.stops.iter().any(stop)
        };
        let others: Vec<&Place> = others.into_iter().filter(|lift| !stands(lift)).collect();
        if had > 0 && others.is_empty() {
            return Label {
                zh: "楼梯".to_owned(),
                en: "the stairs".to_owned(),
            };
        }
        let zh: Vec<&str> = others.iter().map(|p| p.name.as_str()).collect();
        let en: Vec<&str> = others.iter().map(|p| p.name_en.as_str()).collect();
        Label {
            zh: zh.join("、"),
            en: en.join(" or "),
        }
    }

    /// The hours typed, or the day ahead while they cannot be read.
    fn hours(&self, fields: &Fields) -> Span {
        let mut reader = Reader::new(fields);
        let typed = self.read_span(&mut reader, fields);
        typed.unwrap_or(Span {
            from: self.now,
            to: self.now + TOLD_AHEAD,
        })
    }

    /// An area as the form calls it; the community's own is named by the page.
    pub fn area_name(&self, area: &Place) -> Option<Label> {
        (area.kind != PlaceKind::Community).then(|| Label {
            zh: full_name(self.tree, area),
            en: full_name_en(self.tree, area),
        })
    }
}

fn one_of<'a>(all: &[&'a Place], chosen: &str) -> Option<&'a Place> {
    match all {
        [only] => Some(only),
        _ => all.iter().find(|p| p.id.as_str() == chosen).copied(),
    }
}
