//! A code to give out, and one with what it stands for.

use super::Code;
use crate::organisation::{OfficeId, PlaceId};
use crate::platform::clock::Moment;

crate::text_enum! {
    /// What a code is on.
    Target {
        /// One sheet of a notice on one board.
        Posting = "posting",
        /// A sign at its place.
        PlacedSign = "placed_sign",
        /// A board itself.
        Board = "board",
        /// Nothing yet: a place where residents can report.
        Nothing = "nothing",
    }
}

/// What stands in place of a thing where nothing is printed: residents report through it on the web.
pub const WEB: &str = "web";

/// A code to give out.
#[derive(Debug, Clone)]
pub struct NewCode<'a> {
    /// The office that answers what is sent through it.
    pub office: &'a OfficeId,
    /// Where it hangs, if that is known.
    pub place: Option<&'a PlaceId>,
    /// What it is on.
    pub target: Target,
    /// The id of that.
    pub target_id: Option<&'a str>,
}

/// A code with what it stands for.
#[derive(Debug, Clone, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = crate::schema::codes)]
pub struct CodeRow {
    pub code: Code,
    /// The office that answers what is sent through it.
    #[diesel(column_name = office_id)]
    pub office: OfficeId,
    /// Where it hangs, if that is known.
    #[diesel(column_name = place_id)]
    pub place: Option<PlaceId>,
    /// What it is on.
    pub target: Target,
    /// The id of that.
    pub target_id: Option<String>,
    /// When it was given out.
    pub created_at: Moment,
    /// Since when it counts no more.
    pub revoked_at: Option<Moment>,
}

impl CodeRow {
    /// Whether it hangs nowhere: it is a community's own, for the web.
    pub fn is_of_web(&self) -> bool {
        self.target == Target::Nothing && self.target_id.as_deref() == Some(WEB)
    }
}
