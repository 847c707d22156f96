//! The second step of signing in: a code that the person's phone makes (RFC 6238), or one of ten that
//! were written down for the day the phone is lost.
//!
//! Whoever wants it turns it on; the settings may ask it of the head office. Who has to have it and
//! has it not reaches nothing but the page where it is turned on.

pub mod actions;
pub(super) mod offer;
pub mod pages;
pub(super) mod recovery;
#[cfg(test)]
mod samples;
pub mod secret;
pub mod service;
pub(super) mod typed;
