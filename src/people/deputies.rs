//! Deputies: for a span of days somebody of the same office does what waits for another, too.
//!
//! Who is named carries what the other's role may do there, as far as the policy lends it, from the
//! first day to the last; the record of what she does by it says for whom. It ends by itself, and
//! either of the two can end it before. Four eyes hold over both: what one of them wrote, the other
//! does not approve in her place.

pub mod actions;
mod form;
pub mod pages;
mod principal;
mod service;
pub(super) mod store;

pub use self::principal::Principal;

crate::id! {
    /// A span of days for which somebody stands for another.
    DeputyId
}
