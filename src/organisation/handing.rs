//! A community handed to another office, with all that is open there; and back the same way.
//!
//! What hangs or runs goes along: places, boards, codes, signs, notices that are not over, contacts
//! and cases. What is over stays with the office that was in charge then, and every text that was
//! printed or published keeps whom it names.

pub mod actions;
pub mod page;
mod service;
mod store;
