//! What the QR code on a sheet or a sign carries, and what it stands for.
//!
//! A code says nothing by itself: its row says whose it is, where it hangs and what it is
//! on. It is revoked when its sheet or sign is gone, and never given twice.

pub mod code;
pub mod here;
pub mod printed;
pub mod store;

use crate::organisation::{OfficeId, PlaceId};
use crate::platform::clock::Moment;

pub use self::code::{Code, CodeError};
pub use self::here::Here;
pub use self::printed::PrintedCode;

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
#[derive(Debug, Clone)]
pub struct CodeRow {
    /// The code.
    pub code: Code,
    /// The office that answers what is sent through it.
    pub office: OfficeId,
    /// Where it hangs, if that is known.
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
