//! One sign of a run.

use serde::{Deserialize, Serialize};

use crate::organisation::place::{full_name, full_name_en};
use crate::organisation::{Place, PlaceId, PlaceKind};

/// One sign of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Where it goes.
    pub place: PlaceId,
    /// What that place is called: `3号楼2单元 15层`.
    pub at: String,
    /// The same in English.
    pub at_en: String,
    /// The words of its own, where it has any: `15`, `消防泵房`.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// A second line: `3号楼2单元`.
    pub note: String,
    /// Whether an office's list gave a sign its words; its design's stand where it gave none.
    #[serde(default)]
    pub own: bool,
}

/// The row of a place that says itself: a floor its number, an entrance its name.
pub fn of_place(tree: &[Place], place: &Place) -> Row {
    let around = tree
        .iter()
        .filter(|p| p.contains(place) && p.id != place.id && p.kind != PlaceKind::Community);
    let innermost = around.max_by_key(|p| p.path.len());
    Row {
        place: place.id.clone(),
        at: full_name(tree, place),
        at_en: full_name_en(tree, place),
        zh: place.name.clone(),
        en: place.name_en.clone(),
        note: innermost.map(|p| full_name(tree, p)).unwrap_or_default(),
        own: false,
    }
}
