//! How this house is reached and reaches others: its public address, the way its mails leave, and a
//! mail to try that.

pub mod actions;
pub(super) mod address;
pub mod page;

pub(super) use self::page::missing;

crate::id! {
    /// A mail that is sent to try the way.
    TrialId
}

/// The page; trials tell of it.
const PAGE: &str = "/company/reach";
/// What is ticked where printed codes lead to the address before.
const SURE: &str = "sure";
/// How the marks of trials begin.
const MARKS: &str = "trial:";
