//! Where the signs of a run go: spots, or every place of a kind in some areas.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::Ground;
use crate::error::Refusal;
use crate::organisation::place::full_name;
use crate::organisation::{Place, PlaceId, PlaceKind};
use crate::platform::form::{Fields, half_width};
use crate::signs::runs::rows::{self, Row, bare};

/// A longer range is a slip: no entrance has so many floors.
const LONGEST_RANGE: i32 = 200;
/// Characters of the places wanted alone.
const LONGEST_ONLY: usize = 120;

impl Ground<'_> {
    /// What kind of place each copy goes to.
    pub fn spread(&self, fields: &Fields) -> PlaceKind {
        let chosen = fields.get("spread").parse().ok();
        self.what(fields)
            .counts()
            .or(chosen)
            .unwrap_or(PlaceKind::Spot)
    }

    /// The areas that can be ticked: the community, its buildings and their entrances.
    pub fn areas(&self, fields: &Fields) -> Vec<&Place> {
        let kind = self.spread(fields);
        let holds = |area: &&Place| rows::holds(self.tree, area, kind);
        self.tree
            .iter()
            .filter(|p| {
                matches!(
                    p.kind,
                    PlaceKind::Community | PlaceKind::Building | PlaceKind::Entrance
                )
            })
            .filter(holds)
            .collect()
    }

    /// The single spots that can be ticked.
    pub fn spots(&self) -> impl Iterator<Item = &Place> {
        self.tree
            .iter()
            .filter(|p| matches!(p.kind, PlaceKind::Spot | PlaceKind::Community))
    }

    /// The rows of the form, as far as it is filled in.
    pub fn rows(&self, fields: &Fields) -> Vec<Row> {
        let kind = self.spread(fields);
        if kind == PlaceKind::Spot {
            let ticked: BTreeSet<&str> = fields.all("place").into_iter().collect();
            let spots = self.spots().filter(|p| ticked.contains(p.id.as_str()));
            return spots.map(|p| rows::of_place(self.tree, p)).collect();
        }
        let areas = self.within(fields);
        let all = rows::of_tree(self.tree, kind, &areas);
        let Some(wanted) = wanted(fields.get("only")) else {
            return all;
        };
        let wanted: HashSet<String> = wanted.into_iter().collect();
        let named = self.bare_names();
        all.into_iter()
            .filter(|row| is_called(row, &named, &wanted))
            .collect()
    }

    /// A row to show while no place is chosen.
    pub fn example(&self, fields: &Fields) -> Option<Row> {
        let kind = self.spread(fields);
        let first = self.tree.first()?;
        let row = rows::of_tree(self.tree, kind, &[first]).into_iter().next();
        Some(row.unwrap_or_else(|| rows::of_place(self.tree, first)))
    }

    /// What was typed of the places that are wanted alone and lies in none of the areas.
    pub(super) fn strangers(&self, fields: &Fields) -> Option<Refusal> {
        let length = fields.get("only").chars().count();
        if length > LONGEST_ONLY {
            let long = Refusal::of_field("only", "form-too-long");
            let max = LONGEST_ONLY.to_string();
            return Some(long.naming("max", max).naming("length", length.to_string()));
        }
        let within = self.within(fields);
        let (first, kind) = (within.first()?, self.spread(fields));
        let there = rows::of_tree(self.tree, kind, &within);
        let wanted = wanted(fields.get("only"))?;
        let named = self.bare_names();
        let known: HashSet<String> = there
            .iter()
            .flat_map(|row| {
                let place = named.get(&row.place).cloned();
                place.into_iter().chain([bare(&row.zh)])
            })
            .collect();
        let typed = wanted.iter().find(|name| !known.contains(*name))?;
        let name = |row: Option<&Row>| row.map(|row| row.zh.clone()).unwrap_or_default();
        Some(
            Refusal::of_field("only", "runs-no-such")
                .naming("area", full_name(self.tree, first))
                .naming("typed", typed.as_str())
                .naming("first", name(there.first()))
                .naming("last", name(there.last())),
        )
    }

    /// What every place is called without the word that says what it is.
    fn bare_names(&self) -> HashMap<PlaceId, String> {
        let named = |p: &Place| (p.id.clone(), bare(&p.name));
        self.tree.iter().map(named).collect()
    }

    /// The areas ticked.
    fn within(&self, fields: &Fields) -> Vec<&Place> {
        let ticked: BTreeSet<&str> = fields.all("within").into_iter().collect();
        self.areas(fields)
            .into_iter()
            .filter(|p| ticked.contains(p.id.as_str()))
            .collect()
    }
}

/// Whether a row is wanted: a door by its number or with its whole floor, a floor by its number.
fn is_called(row: &Row, named: &HashMap<PlaceId, String>, wanted: &HashSet<String>) -> bool {
    let place = named.get(&row.place);
    place.is_some_and(|name| wanted.contains(name)) || wanted.contains(&bare(&row.zh))
}

/// The places wanted alone, `1-5、15、B1` one by one without the word that says what they are;
/// nothing where all are.
fn wanted(typed: &str) -> Option<Vec<String>> {
    let typed: String = typed.chars().take(LONGEST_ONLY).collect();
    let typed = half_width(&typed).to_uppercase();
    let names: Vec<&str> = typed
        .split([',', '、', ';', ' ', '\n'])
        .filter(|name| !name.is_empty())
        .collect();
    (!names.is_empty()).then(|| names.into_iter().flat_map(counted).collect())
}

/// A range as its numbers; anything else as it stands.
fn counted(name: &str) -> Vec<String> {
    let ends = name
        .split_once(['-', '–', '—', '~', '至', '到'])
        .map(|(from, to)| (bare(from).parse(), bare(to).parse()));
    match ends {
        Some((Ok::<i32, _>(from), Ok::<i32, _>(to)))
            if from <= to && to.saturating_sub(from) < LONGEST_RANGE =>
        {
            (from..=to).map(|n| n.to_string()).collect()
        }
        _ => vec![bare(name)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_offices_write_them() {
        let said = |typed| wanted(typed).unwrap_or_default().join(" ");
        assert_eq!(said("1-3、15，B1"), "1 2 3 15 B1");
        assert_eq!(said("３层至５层"), "3 4 5");
        assert_eq!(said("1-99999"), "1-99999");
        assert_eq!(said("-1"), "-1");
        assert_eq!(wanted(" 、"), None);
    }
}
