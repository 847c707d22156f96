//! Places by their names, in one breath: whole buildings as buildings, neighbours as ranges.
//!
//! A hundred and fifty entrances, each by its name, print four pages for every board. Whoever reads
//! a board looks for one house: 20–69号楼 is found sooner, and says the same.

use crate::organisation::place::{full_name, full_name_en};
use crate::organisation::{Place, PlaceKind};
use crate::platform::words::Lang;

/// So many neighbours are named as a range; fewer by themselves.
const RANGE: usize = 3;

/// Places to be named, buildings of which every entrance is among them as whole.
#[derive(Debug)]
pub(super) struct Names<'a> {
    tree: &'a [Place],
    places: Vec<&'a Place>,
}

impl<'a> Names<'a> {
    /// These, in their order; a building stands where the first of its entrances stood.
    pub(super) fn of(tree: &'a [Place], places: &'a [Place]) -> Self {
        let is_chosen = |place: &Place| places.iter().any(|chosen| chosen.id == place.id);
        let mut named: Vec<&Place> = Vec::new();
        for place in places {
            let whole = building_of(tree, place).filter(|building| {
                let mut entrances = entrances(tree, building);
                entrances.all(is_chosen)
            });
            let place = whole.unwrap_or(place);
            if named.iter().all(|there| there.id != place.id) {
                named.push(place);
            }
        }
        Self {
            tree,
            places: named,
        }
    }

    /// Whether each is a building with entrances, and so all of those are meant.
    pub(super) fn are_whole_buildings(&self) -> bool {
        let is_whole = |place: &&Place| {
            place.kind == PlaceKind::Building && entrances(self.tree, place).next().is_some()
        };
        !self.places.is_empty() && self.places.iter().all(is_whole)
    }

    /// 3–5号楼、8号楼1单元, or the whole community.
    pub(super) fn say(&self, lang: Lang) -> String {
        let whole = self.places.iter().any(|p| p.kind == PlaceKind::Community);
        match lang {
            Lang::Zh if whole => "全小区".to_owned(),
            Lang::En if whole => "the whole community".to_owned(),
            Lang::Zh => self.list(lang).join("、"),
            Lang::En => self.list(lang).join("; "),
        }
    }

    fn list(&self, lang: Lang) -> Vec<String> {
        let numbered = |place: &&Place| Numbered::of(self.tree, place, lang);
        let named: Vec<Numbered> = self.places.iter().map(numbered).collect();
        let alike = |place: &&Place| self.places.iter().any(|named| is_alike(named, place));
        let there: Vec<Numbered> = self
            .tree
            .iter()
            .filter(alike)
            .map(|p| numbered(&p))
            .collect();
        let mut said = Vec::new();
        let mut rest = named.as_slice();
        while let Some(first) = rest.first() {
            let pairs = rest.windows(2).map(|pair| match pair {
                [one, next] => one.is_next_to(next, &there),
                _ => false,
            });
            let length = 1 + pairs.take_while(|goes_on| *goes_on).count();
            let (run, others) = rest.split_at(length);
            match run.last() {
                Some(last) if length >= RANGE => said.push(first.to(last)),
                _ => said.extend(run.iter().map(|one| one.name.clone())),
            }
            rest = others;
        }
        said
    }
}

/// Whether a place may stand in one row with another that is named: there are too many floors and
/// homes to look at those of other houses.
fn is_alike(named: &Place, place: &Place) -> bool {
    let of_a_house = matches!(place.kind, PlaceKind::Floor | PlaceKind::Home);
    named.kind == place.kind && (!of_a_house || named.parent == place.parent)
}

/// 3号楼1单元 1号电梯; a floor and a home in one breath with their house, as their doors say them:
/// 3号楼12层, 3号楼1502室. The number of a home that begins with that of its floor says the floor.
fn called(tree: &[Place], place: &Place) -> String {
    match place.kind {
        PlaceKind::Floor => in_one_breath(&full_name(tree, place)),
        PlaceKind::Home => {
            let house = house_of(tree, place).map(|house| full_name(tree, house));
            let is_number = place.name.chars().all(|c| c.is_ascii_digit());
            let room = if is_number { "室" } else { "" };
            let name = format!("{} {}{room}", house.unwrap_or_default(), place.name);
            in_one_breath(name.trim())
        }
        PlaceKind::Community
        | PlaceKind::Building
        | PlaceKind::Entrance
        | PlaceKind::Lift
        | PlaceKind::Spot => full_name(tree, place),
    }
}

/// The floor, entrance or building before a home's number.
fn house_of<'a>(tree: &'a [Place], home: &Place) -> Option<&'a Place> {
    let parent = |place: &Place| tree.iter().find(|p| Some(&p.id) == place.parent.as_ref());
    let within = parent(home)?;
    let number = within.name.trim_end_matches(|c: char| !c.is_ascii_digit());
    let says_floor = !number.is_empty() && home.name.starts_with(number);
    if within.kind == PlaceKind::Floor && says_floor {
        parent(within)
    } else {
        Some(within).filter(|place| place.kind != PlaceKind::Community)
    }
}

/// Without the blanks that set apart what lies within, but for one behind a letter or figure.
fn in_one_breath(name: &str) -> String {
    let mut said = String::with_capacity(name.len());
    for c in name.chars() {
        let is_apart = said.ends_with(|before: char| before.is_ascii_alphanumeric());
        if c != ' ' || is_apart {
            said.push(c);
        }
    }
    said
}

fn building_of<'a>(tree: &'a [Place], place: &Place) -> Option<&'a Place> {
    let parent = place.parent.as_ref()?;
    let is_parent = |p: &&Place| p.id == *parent && p.kind == PlaceKind::Building;
    tree.iter()
        .find(is_parent)
        .filter(|_| place.kind == PlaceKind::Entrance)
}

fn entrances<'a>(tree: &'a [Place], building: &Place) -> impl Iterator<Item = &'a Place> {
    let id = building.id.clone();
    tree.iter()
        .filter(move |p| p.kind == PlaceKind::Entrance && p.parent.as_ref() == Some(&id))
}

/// A name taken apart at the number that tells it from its neighbours'.
#[derive(Debug)]
struct Numbered {
    name: String,
    kind: PlaceKind,
    before: String,
    number: Option<u32>,
    after: String,
}

impl Numbered {
    /// In Chinese the smallest stands last, in English first.
    fn of(tree: &[Place], place: &Place, lang: Lang) -> Self {
        let name = match lang {
            Lang::Zh => called(tree, place),
            Lang::En => full_name_en(tree, place),
        };
        let is_digit = |c: char| c.is_ascii_digit();
        let end = match lang {
            Lang::Zh => name.rfind(is_digit).map(|last| last + 1),
            Lang::En => name.find(is_digit).map(|first| {
                let digits = name.get(first..).unwrap_or_default();
                first + digits.find(|c: char| !is_digit(c)).unwrap_or(digits.len())
            }),
        };
        let (before, after) = name.split_at(end.unwrap_or(name.len()));
        let prefix = before.trim_end_matches(is_digit);
        let digits = before.get(prefix.len()..).unwrap_or_default();
        // 01 and 1 are two ways to write one number: names that have it are not in one row.
        let plain = digits == "0" || !digits.starts_with('0');
        Self {
            kind: place.kind,
            before: prefix.to_owned(),
            number: digits.parse().ok().filter(|_| plain),
            after: after.to_owned(),
            name,
        }
    }

    fn is_in_row_of(&self, other: &Self) -> bool {
        self.kind == other.kind && self.before == other.before && self.after == other.after
    }

    /// Whether a range from here is read in one way only: not 1–3A号楼, and not 1-2–4栋.
    fn is_plain(&self) -> bool {
        self.after == self.bare() && !self.before.ends_with(['-', '–', '—', '.', '/'])
    }

    /// What stands behind the number, without the letter that tells 2A号楼 from 2号楼.
    fn bare(&self) -> &str {
        let is_letter = |c: char| c.is_ascii_alphabetic() || "甲乙丙丁戊".contains(c);
        self.after.trim_start_matches(is_letter)
    }

    /// Whether none that is there stands between the two, nor one of their numbers with a letter.
    fn is_next_to(&self, next: &Self, there: &[Self]) -> bool {
        let Some((from, to)) = self.number.zip(next.number) else {
            return false;
        };
        let between = |other: &Self| {
            let is_alike = other.kind == self.kind
                && other.before == self.before
                && other.bare() == self.bare();
            other.number.filter(|_| is_alike).is_some_and(|number| {
                let is_end = number == from || number == to;
                let is_lettered = other.after != self.after;
                from < number && number < to || is_end && is_lettered
            })
        };
        let is_row = self.is_in_row_of(next) && self.is_plain();
        is_row && from < to && !there.iter().any(between)
    }

    /// 20–69号楼.
    fn to(&self, last: &Self) -> String {
        let number = |one: &Self| one.number.unwrap_or_default();
        let (from, to) = (number(self), number(last));
        let many = match self.before.strip_suffix("Building ") {
            Some(rest) => format!("{rest}Buildings "),
            None => self.before.clone(),
        };
        let bare = self
            .before
            .trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let letters = self.before.get(bare.len()..).unwrap_or_default();
        format!("{many}{from}–{letters}{to}{}", self.after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisation::{OfficeId, PlaceId};

    /// A community of these buildings, each with so many entrances.
    fn community(buildings: &[(&str, &str, u32)]) -> Vec<Place> {
        let mut tree = vec![place(None, PlaceKind::Community, "花园", "Garden")];
        for (name, name_en, entrances) in buildings {
            let building = place(tree.first(), PlaceKind::Building, name, name_en);
            tree.push(building.clone());
            for n in 1..=*entrances {
                let name = format!("{n}单元");
                let name_en = format!("Entrance {n}");
                tree.push(place(Some(&building), PlaceKind::Entrance, &name, &name_en));
            }
        }
        tree
    }

    fn place(parent: Option<&Place>, kind: PlaceKind, name: &str, name_en: &str) -> Place {
        let id = PlaceId::new();
        Place {
            office: OfficeId::new(),
            community: parent.map_or_else(|| id.clone(), |p| p.community.clone()),
            parent: parent.map(|p| p.id.clone()),
            kind,
            sort_key: 0,
            name: name.to_owned(),
            name_en: name_en.to_owned(),
            homes: 0,
            path: format!("{}{id}/", parent.map_or("", |p| p.path.as_str())),
            id,
        }
    }

    fn numbered(range: std::ops::RangeInclusive<u32>, entrances: u32) -> Vec<Place> {
        let names: Vec<String> = range.clone().map(|n| format!("{n}号楼")).collect();
        let english: Vec<String> = range.map(|n| format!("Building {n}")).collect();
        let both = names.iter().zip(&english);
        let all: Vec<_> = both
            .map(|(zh, en)| (zh.as_str(), en.as_str(), entrances))
            .collect();
        community(&all)
    }

    fn chosen(tree: &[Place], wanted: impl Fn(&str) -> bool) -> Vec<Place> {
        let named = |p: &&Place| wanted(&full_name(tree, p));
        tree.iter().filter(named).cloned().collect()
    }

    fn said(tree: &[Place], wanted: impl Fn(&str) -> bool) -> String {
        Names::of(tree, &chosen(tree, wanted)).say(Lang::Zh)
    }

    #[test]
    fn a_hundred_and_fifty_entrances_are_fifty_houses_in_one_range() {
        let tree = numbered(20..=69, 3);
        let all = chosen(&tree, |name| name.ends_with("单元"));
        let names = Names::of(&tree, &all);
        assert_eq!(names.say(Lang::Zh), "20–69号楼");
        assert_eq!(names.say(Lang::En), "Buildings 20–69");
        assert!(names.are_whole_buildings());
    }

    #[test]
    fn a_house_of_which_an_entrance_is_left_out_breaks_the_range() {
        let tree = numbered(1..=9, 2);
        let most = |name: &str| name.ends_with("单元") && name != "5号楼2单元";
        assert_eq!(said(&tree, most), "1–4号楼、5号楼1单元、6–9号楼");
        let names = chosen(&tree, most);
        assert!(!Names::of(&tree, &names).are_whole_buildings());
    }

    #[test]
    fn a_range_names_no_house_that_was_not_chosen_and_skips_none_that_is_there() {
        let tree = numbered(1..=9, 1);
        let without_four = |name: &str| name.ends_with("号楼") && name != "4号楼";
        assert_eq!(said(&tree, without_four), "1–3号楼、5–9号楼");
        // There is no fourth house at all: whoever counts it to the range finds none.
        let names = ["2号楼", "3号楼", "5号楼", "6号楼"];
        let gap = community(&names.map(|name| (name, name, 0)));
        assert_eq!(said(&gap, |name| name.ends_with("号楼")), "2–6号楼");
    }

    #[test]
    fn two_neighbours_other_rows_and_names_without_a_number_stand_by_themselves() {
        let names = [
            "A1栋",
            "A2栋",
            "A3栋",
            "B1栋",
            "B2栋",
            "商业裙楼",
            "01号楼",
            "2号楼",
            "3号楼",
        ];
        let tree = community(&names.map(|name| (name, name, 0)));
        assert_eq!(
            said(&tree, |name| name != "花园"),
            "A1–A3栋、B1栋、B2栋、商业裙楼、01号楼、2号楼、3号楼"
        );
        let all = chosen(&tree, |name| name == "商业裙楼");
        assert!(!Names::of(&tree, &all).are_whole_buildings());
    }

    #[test]
    fn a_range_claims_no_house_with_a_letter_and_is_read_in_one_way_only() {
        let names = [
            "1号楼", "2号楼", "3号楼", "3A号楼", "4号楼", "5号楼", "6号楼",
        ];
        let tree = community(&names.map(|name| (name, name, 0)));
        assert_eq!(
            said(&tree, |name| name != "花园" && name != "3A号楼"),
            "1号楼、2号楼、3号楼、4–6号楼"
        );
        let names = ["1A栋", "1B栋", "2A栋", "2B栋", "3A栋", "3B栋"];
        let tree = community(&names.map(|name| (name, name, 0)));
        assert_eq!(said(&tree, |name| name.contains('A')), "1A栋、2A栋、3A栋");
        let names = ["1-2栋", "1-3栋", "1-4栋"];
        let tree = community(&names.map(|name| (name, name, 0)));
        assert_eq!(said(&tree, |name| name != "花园"), "1-2栋、1-3栋、1-4栋");
    }

    #[test]
    fn floors_and_homes_are_named_in_one_breath_with_their_house_and_neighbours_as_a_range() {
        let mut tree = numbered(3..=3, 2);
        let entrance = tree.last().cloned();
        for n in 10..=13 {
            let (name, name_en) = (format!("{n}层"), format!("Floor {n}"));
            let floor = place(entrance.as_ref(), PlaceKind::Floor, &name, &name_en);
            tree.push(floor.clone());
            for home in 1..=4 {
                let name = format!("{n}0{home}");
                tree.push(place(Some(&floor), PlaceKind::Home, &name, &name));
            }
        }
        let bare = place(tree.get(1), PlaceKind::Home, "门卫室", "Guard");
        tree.push(bare);
        let by_name = |names: &[&str]| {
            let is_one = |p: &&Place| names.contains(&p.name.as_str());
            let all: Vec<Place> = tree.iter().filter(is_one).cloned().collect();
            Names::of(&tree, &all).say(Lang::Zh)
        };
        assert_eq!(by_name(&["12层"]), "3号楼2单元12层");
        assert_eq!(by_name(&["10层", "11层", "12层"]), "3号楼2单元10–12层");
        assert_eq!(
            by_name(&["10层", "12层", "13层"]),
            "3号楼2单元10层、3号楼2单元12层、3号楼2单元13层"
        );
        assert_eq!(by_name(&["1202"]), "3号楼2单元1202室");
        assert_eq!(by_name(&["1202", "1203", "1204"]), "3号楼2单元1202–1204室");
        assert_eq!(by_name(&["门卫室"]), "3号楼门卫室");
        let twelfth: Vec<Place> = tree.iter().filter(|p| p.name == "12层").cloned().collect();
        let names = Names::of(&tree, &twelfth);
        assert!(!names.are_whole_buildings());
        assert_eq!(names.say(Lang::En), "Floor 12, Entrance 2, Building 3");
    }

    #[test]
    fn what_lies_behind_a_figure_stays_apart() {
        assert_eq!(in_one_breath("3号楼2单元 12层"), "3号楼2单元12层");
        assert_eq!(in_one_breath("Tower 3 12层"), "Tower 3 12层");
    }

    #[test]
    fn entrances_of_one_house_are_a_range_too() {
        let tree = numbered(3..=3, 5);
        let first = |name: &str| name.ends_with("单元") && !name.ends_with("5单元");
        assert_eq!(said(&tree, first), "3号楼1–4单元");
        let names = chosen(&tree, first);
        let english = Names::of(&tree, &names).say(Lang::En);
        assert_eq!(english, "Entrance 1–4, Building 3");
        assert_eq!(said(&tree, |name| name == "花园"), "全小区");
    }
}
