//! What can be changed of a place and of a board. Pure.

use super::super::place::full_name;
use super::super::{Board, BoardKind, Place, PlaceId, PlaceKind};
use crate::error::Refusal;
use crate::platform::clock::Moment;
use crate::platform::edits::Edits;
use crate::platform::form::Fields;
use crate::platform::press::Press;
use crate::platform::printed::Printed;

/// A place as it stands.
#[derive(Debug, Clone)]
pub(in super::super) struct PlaceNow {
    pub(in super::super) place: Place,
    /// How often it was changed, counted from 1.
    pub(in super::super) version: i64,
    /// Since when it is closed.
    pub(in super::super) closed_at: Option<Moment>,
}

/// A board as it stands.
#[derive(Debug, Clone)]
pub(in super::super) struct BoardNow {
    pub(in super::super) board: Board,
    /// How often it was changed, counted from 1.
    pub(in super::super) version: i64,
}

/// What something is called from now on.
#[derive(Debug, Clone)]
pub(in super::super) struct NewName {
    pub(in super::super) name: String,
    /// The name for English pages.
    pub(in super::super) name_en: String,
}

/// What the form of a place holds.
#[derive(Debug, Clone)]
pub(in super::super) struct PlaceChange {
    pub(in super::super) called: NewName,
    /// The homes directly in it; nothing where none are counted.
    pub(in super::super) homes: Option<i32>,
    /// The place it lies in; nothing where it stays.
    pub(in super::super) parent: Option<PlaceId>,
}

impl PlaceChange {
    /// Reads it off the form.
    pub(in super::super) fn read(fields: &Fields, press: &Press) -> Result<Self, Vec<Refusal>> {
        let mut read = Printed::new(fields, press);
        let called = NewName {
            name: read.text("name", 40),
            name_en: read.text("name_en", 80),
        };
        let homes = fields
            .has("homes")
            .then(|| read.reader.number("homes", 0..=2_000));
        let parent = fields.has("parent").then(|| read.reader.choice("parent"));
        match read.errors() {
            errors if errors.is_empty() => Ok(Self {
                called,
                homes: homes.flatten(),
                parent: parent.flatten(),
            }),
            errors => Err(errors),
        }
    }
}

/// Something new in a place.
#[derive(Debug, Clone)]
pub(in super::super) struct NewWithin {
    pub(in super::super) kind: PlaceKind,
    pub(in super::super) called: NewName,
    pub(in super::super) homes: i32,
}

impl NewWithin {
    /// Reads it off the form.
    pub(in super::super) fn read(fields: &Fields, press: &Press) -> Result<Self, Vec<Refusal>> {
        let mut read = Printed::new(fields, press);
        let kind: Option<PlaceKind> = read.reader.choice("kind");
        let called = NewName {
            name: read.text("within", 40),
            name_en: read.text("within_en", 80),
        };
        let homes = match fields.get("within_homes").trim() {
            "" => Some(0),
            _ => read.reader.number("within_homes", 0..=2_000),
        };
        match (kind, homes, read.errors()) {
            (Some(kind), Some(homes), errors) if errors.is_empty() => Ok(Self {
                kind,
                called,
                homes,
            }),
            (_, _, errors) => Err(errors),
        }
    }
}

/// What may be added to a place.
pub(in super::super) fn kinds_within(kind: PlaceKind) -> &'static [PlaceKind] {
    match kind {
        PlaceKind::Building => &[
            PlaceKind::Entrance,
            PlaceKind::Floor,
            PlaceKind::Lift,
            PlaceKind::Spot,
        ],
        PlaceKind::Entrance => &[PlaceKind::Floor, PlaceKind::Lift],
        PlaceKind::Floor => &[PlaceKind::Home, PlaceKind::Spot],
        PlaceKind::Community | PlaceKind::Home | PlaceKind::Lift | PlaceKind::Spot => &[],
    }
}

/// What a place of this kind may lie in.
pub(in super::super) fn may_lie_in(kind: PlaceKind, parent: PlaceKind) -> bool {
    use PlaceKind as K;
    match kind {
        K::Community => false,
        K::Building => parent == K::Community,
        K::Entrance => parent == K::Building,
        K::Floor | K::Lift => matches!(parent, K::Building | K::Entrance),
        K::Home => matches!(parent, K::Floor | K::Entrance),
        K::Spot => matches!(parent, K::Community | K::Building | K::Entrance | K::Floor),
    }
}

/// The order of something new among its siblings: floors by their number, all else last.
pub(in super::super) fn order_of(new: &NewWithin, siblings: &[&Place]) -> i32 {
    let digits: String = new
        .called
        .name
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let below =
        new.called.name.starts_with(['-', 'B', 'b', '负']) || new.called.name.starts_with("地下");
    match (new.kind, digits.parse::<i32>()) {
        (PlaceKind::Floor, Ok(number)) if number < 1_000 => {
            if below {
                -number
            } else {
                number
            }
        }
        _ => siblings
            .iter()
            .map(|p| p.sort_key)
            .max()
            .map_or(1, |last| last.saturating_add(1)),
    }
}

/// The homes that are directly in a place: all but those of what is open within it.
pub(in super::super) fn own_homes(place: &Place, within: &[PlaceNow]) -> i32 {
    let open = within.iter().filter(|now| now.closed_at.is_none());
    let children = open.filter(|now| now.place.parent.as_ref() == Some(&place.id));
    place.homes - children.map(|now| now.place.homes).sum::<i32>()
}

/// Whether homes are counted directly in a place: in the smallest there is, lifts and spots aside,
/// and where some are still counted beside what is in it.
pub(in super::super) fn counts_homes(place: &Place, within: &[PlaceNow]) -> bool {
    let is_leaf = !within
        .iter()
        .any(|now| now.closed_at.is_none() && now.place.parent.as_ref() == Some(&place.id));
    (is_leaf || own_homes(place, within) != 0)
        && !matches!(
            place.kind,
            PlaceKind::Lift | PlaceKind::Spot | PlaceKind::Community
        )
}

/// What the form of a board holds.
#[derive(Debug, Clone)]
pub(in super::super) struct BoardForm {
    pub(in super::super) at: PlaceId,
    pub(in super::super) kind: BoardKind,
    pub(in super::super) called: NewName,
    pub(in super::super) serves: Vec<PlaceId>,
}

impl BoardForm {
    /// Reads it off the form.
    pub(in super::super) fn read(fields: &Fields, press: &Press) -> Result<Self, Vec<Refusal>> {
        let mut printed = Printed::new(fields, press);
        let at: Option<PlaceId> = printed.reader.choice("at");
        let kind: Option<BoardKind> = printed.reader.choice("kind");
        let called = NewName {
            name: printed.text("board", 40),
            name_en: printed.text("board_en", 80),
        };
        let mut reader = printed.reader;
        let serves: Result<Vec<PlaceId>, _> =
            fields.all("serves").iter().map(|s| s.parse()).collect();
        let mut serves = serves.unwrap_or_default();
        serves.sort();
        serves.dedup();
        if serves.is_empty() {
            reader.refuse(Refusal::of_field("serves", "places-serves-nothing"));
        }
        let errors = reader.errors();
        match (at, kind) {
            (Some(at), Some(kind)) if errors.is_empty() => Ok(Self {
                at,
                kind,
                called,
                serves,
            }),
            _ => Err(errors),
        }
    }

    /// The place it hangs at, in the tree of what is open in its community.
    pub(in super::super) fn hook<'t>(&self, tree: &'t [Place]) -> Result<&'t Place, Refusal> {
        named(tree, &self.at).ok_or_else(|| Refusal::of_field("at", "form-choose"))
    }

    /// The places that it serves, in the same tree.
    pub(in super::super) fn served<'t>(
        &self,
        tree: &'t [Place],
    ) -> Result<Vec<&'t Place>, Refusal> {
        let all: Option<Vec<&Place>> = self.serves.iter().map(|id| named(tree, id)).collect();
        all.ok_or_else(|| Refusal::of_field("serves", "form-choose"))
    }
}

fn named<'t>(tree: &'t [Place], id: &PlaceId) -> Option<&'t Place> {
    tree.iter().find(|p| p.id == *id)
}

/// What a form changes of a board, named by the places of its community.
pub(in super::super) fn edits_of_board(tree: &[Place], before: &Board, after: &Board) -> Edits {
    let place = |id: &PlaceId| {
        let found = tree.iter().find(|p| p.id == *id);
        found.map_or_else(String::new, |p| full_name(tree, p))
    };
    let served = |board: &Board| {
        let names = tree.iter().filter(|p| board.serves.contains(&p.path));
        names
            .map(|p| full_name(tree, p))
            .collect::<Vec<_>>()
            .join("、")
    };
    let kind = |board: &Board| format!("board-{}", board.kind);
    Edits::default()
        .text("places-board-name", &before.name, &after.name)
        .text("places-name-en", &before.name_en, &after.name_en)
        .text(
            "places-board-at",
            &place(&before.place),
            &place(&after.place),
        )
        .word("places-board-kind", &kind(before), &kind(after))
        .text("places-board-serves", &served(before), &served(after))
}
