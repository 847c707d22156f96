//! Outages of water and power: their facts, the rule of 24 hours, and the notices about them.
//!
//! An outage is not a notice: it owns the facts, and the planned notice, the repair notice
//! and the apology point to it (QP7.3 §4.3.2, §4.3.3).

pub mod announce;
mod apology;
pub mod facts;
mod form;
pub(super) mod store;
mod text;

pub use self::apology::{apology_fields, cancel, check as check_apology};
pub use self::facts::{Cause, Outage, TooLate, Utility};
pub use self::form::{Answer, check, defaults, is_own_text, look};

crate::id! {
    /// An outage.
    OutageId
}
