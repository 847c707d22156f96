//! What lies in what, of what is there and of what a list adds, to be found by name. Pure.

use std::collections::HashMap;

use super::alike;
use crate::organisation::{Place, PlaceId, PlaceKind};

/// A place that is there, or the one with this number among those that a list adds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum At {
    /// It is in the register.
    There(PlaceId),
    /// The list adds it.
    New(usize),
}

#[derive(Debug, Clone)]
struct Child {
    at: At,
    kind: PlaceKind,
    name: String,
    key: String,
    end: String,
    floor: Option<i32>,
}

/// What a name leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// The one of this name.
    One(At),
    /// Several that it could mean, by their names.
    Several(Vec<String>),
    /// None, but one that has the same number and is something else by its name: 3号楼 for 3栋.
    Alike(String),
    /// None.
    Nothing,
}

/// What lies in what.
#[derive(Debug, Default)]
pub(super) struct Index(HashMap<At, Vec<Child>>);

impl Index {
    /// Of a community that is there.
    pub(super) fn of(tree: &[Place]) -> Self {
        let mut index = Self::default();
        for place in tree {
            if let Some(parent) = &place.parent {
                let child = At::There(place.id.clone());
                index.put(&At::There(parent.clone()), child, place.kind, &place.name);
            }
        }
        index
    }

    /// Puts one into another.
    pub(super) fn put(&mut self, parent: &At, at: At, kind: PlaceKind, name: &str) {
        let child = Child {
            at,
            kind,
            key: key_of(kind, name),
            end: end_of(kind, name),
            floor: alike::floor(name).filter(|_| kind == PlaceKind::Floor),
            name: name.to_owned(),
        };
        self.0.entry(parent.clone()).or_default().push(child);
    }

    /// The one of a kind that is called so in another: by its whole name, else by what is left of it
    /// without the word that says what it is, where that leaves no doubt.
    pub(super) fn find(&self, parent: &At, kind: PlaceKind, name: &str) -> Found {
        let all = self.0.get(parent).into_iter().flatten();
        let same: Vec<&Child> = all.filter(|child| child.kind == kind).collect();
        if let Some(one) = same.iter().find(|child| child.name == name) {
            return Found::One(one.at.clone());
        }
        let (key, end) = (key_of(kind, name), end_of(kind, name));
        let floor = alike::floor(name);
        let is_alike = |child: &&Child| match child.floor {
            Some(number) => floor == Some(number),
            None => child.key == key,
        };
        // 3 is 3号楼 and 3号楼 is 3; whether 3栋 is another one nobody can tell.
        let is_meant = |child: &&Child| {
            child.floor.is_some() || child.end == end || child.end.is_empty() || end.is_empty()
        };
        let alike = same.into_iter().filter(is_alike);
        let (meant, others): (Vec<&Child>, Vec<&Child>) = alike.partition(is_meant);
        match (meant.as_slice(), others.first()) {
            ([], None) => Found::Nothing,
            ([], Some(other)) => Found::Alike(other.name.clone()),
            ([one], _) => Found::One(one.at.clone()),
            (several, _) => Found::Several(several.iter().map(|c| c.name.clone()).collect()),
        }
    }

    /// Whether any of a kind lies in another.
    pub(super) fn has(&self, parent: &At, kind: PlaceKind) -> bool {
        let all = self.0.get(parent).into_iter().flatten();
        all.into_iter().any(|child| child.kind == kind)
    }
}

fn key_of(kind: PlaceKind, name: &str) -> String {
    if kind == PlaceKind::Lift {
        alike::lift(name)
    } else {
        alike::key(name)
    }
}

/// 1号电梯 and 1号梯 are one.
fn end_of(kind: PlaceKind, name: &str) -> String {
    if kind == PlaceKind::Lift {
        String::new()
    } else {
        alike::end(name)
    }
}
