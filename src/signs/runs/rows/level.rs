//! What a list calls its columns.

use crate::organisation::PlaceKind;
pub(in crate::signs::runs) use crate::organisation::bare::{bare, stripped};

/// What a sign of a list says where the list says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usually {
    /// The name of its place, with a second line.
    Place,
    /// The words of its design.
    Design,
}

/// The places a run can be made for, and what its list calls them.
pub struct Level {
    /// The kind of place.
    pub kind: PlaceKind,
    /// Its heading in a list; the first is the one our messages use.
    pub headings: &'static [&'static str],
}

impl Level {
    /// The heading that our messages use.
    pub(super) fn heading(&self) -> &'static str {
        self.headings.first().copied().unwrap_or_default()
    }
}

/// From the outermost in.
pub const LEVELS: [Level; 6] = [
    Level {
        kind: PlaceKind::Building,
        headings: &["楼栋", "楼号", "building"],
    },
    Level {
        kind: PlaceKind::Entrance,
        headings: &["单元", "entrance", "unit"],
    },
    Level {
        kind: PlaceKind::Floor,
        headings: &["楼层", "层", "floor"],
    },
    Level {
        kind: PlaceKind::Lift,
        headings: &["电梯", "梯号", "lift"],
    },
    Level {
        kind: PlaceKind::Home,
        headings: &["房号", "户号", "home", "door"],
    },
    Level {
        kind: PlaceKind::Spot,
        headings: &["位置", "地点", "spot", "place"],
    },
];
pub(super) const WORDS: &[&str] = &["文字", "牌面文字", "text"];
pub(super) const ENGLISH: &[&str] = &["英文", "english"];
pub(super) const NOTE: &[&str] = &["补充", "说明", "note"];

/// The columns of words that are read.
pub(in crate::signs::runs) fn words(usually: Usually) -> &'static [&'static [&'static str]] {
    match usually {
        Usually::Place => &[WORDS, ENGLISH, NOTE],
        Usually::Design => &[WORDS, ENGLISH],
    }
}

/// The levels that lead to a place of a kind.
pub(in crate::signs::runs) fn levels(kind: PlaceKind) -> impl Iterator<Item = &'static Level> {
    let rank = |kind| LEVELS.iter().position(|level| level.kind == kind);
    let leads = move |level: &&Level| {
        let holds_others = !matches!(level.kind, PlaceKind::Lift | PlaceKind::Home);
        rank(level.kind) <= rank(kind)
            && (holds_others || level.kind == kind || kind == PlaceKind::Spot)
    };
    LEVELS.iter().filter(leads)
}
