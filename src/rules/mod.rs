//! The company's rules as data: a value, its clause, and from when it holds.
//!
//! Each document keeps the id of the rule it was checked against, so that a later change of
//! the rule does not change what was right then.

pub mod codes;
mod rule;
mod store;

pub use self::rule::{OutageRules, Rule, of_outages};
pub use self::store::current;
