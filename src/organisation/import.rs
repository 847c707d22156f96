//! Buildings and homes from an office's list: read, shown, entered as a whole, and taken back while
//! nothing hangs on them.
//!
//! A list adds. What is there already is told and never changed by one, and a list with a line that
//! cannot be read enters nothing. Homes that were counted on a floor and are entered by their
//! numbers now are counted once.

pub mod actions;
mod alike;
mod called;
mod columns;
mod counts;
mod entering;
mod faults;
mod index;
mod kept;
mod line;
pub mod pages;
mod plan;
mod planning;
mod sample;
mod store;

pub(super) use self::store::taken_back;

crate::id! {
    /// A list that was read.
    ImportId
}
