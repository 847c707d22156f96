//! Where things are: the company, its offices, communities with their trees of places, boards.
//!
//! A place belongs to one office and one community. A board hangs at a place and serves
//! some places (buildings, entrances) or the whole community; the boards that serve any
//! place a notice touches are the ones it must hang on (QP7.3 §4.3.2, 全体住户).

pub mod place;
pub mod service;
pub mod store;

pub use self::place::{Board, BoardKind, Company, Office, OfficeKind, Place, PlaceKind};
pub use crate::people::OfficeId;

crate::id! {
    /// A place in a community's tree; a community is its own root.
    PlaceId
}

crate::id! {
    /// A board that sheets hang on.
    BoardId
}
