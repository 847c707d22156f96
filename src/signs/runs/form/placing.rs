//! Where the signs of a run go: spots, or every place of a kind in some areas.

use std::collections::BTreeSet;

use super::Ground;
use crate::error::Refusal;
use crate::organisation::place::full_name;
use crate::organisation::{Place, PlaceKind};
use crate::platform::form::{Fields, half_width};
use crate::signs::runs::rows::{self, Row, bare};

/// A longer range is a slip: no entrance has so many floors.
const LONGEST_RANGE: i32 = 200;

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
        // A door is wanted by its number, or with its whole floor.
        let is_wanted = |row: &Row| {
            let place = self.tree.iter().find(|p| p.id == row.place);
            let named =
                |name: &String| row.zh == *name || place.is_some_and(|p| is_called(p, name));
            wanted.iter().any(named)
        };
        all.into_iter().filter(is_wanted).collect()
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
        let within = self.within(fields);
        let (first, kind) = (within.first()?, self.spread(fields));
        let there = rows::of_tree(self.tree, kind, &within);
        let wanted = wanted(fields.get("only"))?;
        let is_there = |row: &Row, name: &str| {
            let place = self.tree.iter().find(|p| p.id == row.place);
            row.zh == name || place.is_some_and(|p| is_called(p, name))
        };
        let typed = wanted
            .iter()
            .find(|name| !there.iter().any(|row| is_there(row, name)))?;
        let name = |row: Option<&Row>| row.map(|row| row.zh.clone()).unwrap_or_default();
        Some(
            Refusal::of_field("only", "runs-no-such")
                .naming("area", full_name(self.tree, first))
                .naming("typed", typed.as_str())
                .naming("first", name(there.first()))
                .naming("last", name(there.last())),
        )
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

/// Whether a place goes by this name: 15 is 15层, 2号楼 is 2号楼.
fn is_called(place: &Place, name: &str) -> bool {
    place.name.to_uppercase() == name
        || bare(&place.name) == name
        || bare(&place.name) == bare(name)
}

/// The places wanted alone, `1-5、15、B1` one by one; nothing where all are.
fn wanted(typed: &str) -> Option<Vec<String>> {
    let typed = half_width(typed).to_uppercase();
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
        _ => vec![name.to_owned()],
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
