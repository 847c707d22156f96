//! Places that somebody standing before one proposes: used at once, tidied by the manager.
//!
//! A proposed place is a spot like any other from the first moment, so that a sign can be hung or a
//! complaint be written down there. Whoever keeps the places accepts it, gives it another name, puts
//! it together with one that is there, or refuses it; what was done stays on record.

pub mod actions;
mod form;
pub mod pages;
mod proposal;
mod service;
mod store;

pub use self::proposal::Verdict;
pub(super) use self::store::{ProposalLine, open_in, own_in};
