//! Outages of water and power: their facts, the rule of 24 hours, and the notices about them.
//!
//! An outage is not a notice: it owns the facts, and the notice of it and the apology for it point
//! to it (QP7.3 §4.3.2, §4.3.3).

mod actions;
mod advice;
pub mod announce;
mod announced;
mod apology;
mod basis;
mod course;
mod due;
pub mod ending;
pub mod facts;
mod form;
mod kinds;
mod names;
mod offered;
mod overlap;
mod room;
pub mod service;
mod store;
mod text;
mod told;

pub use self::apology::room::ROOM as APOLOGY;
pub use self::facts::{Cause, Outage, TooLate, Utility};
pub use self::room::ROOM;
