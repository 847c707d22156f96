//! The house tested from outside, one module a subject.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "what the tests stand on may fail them as plainly as they do themselves"
)]

mod architecture;
mod mail;
mod migrations;
mod organisation;
mod outbox;
mod paper;
mod people;
mod server;
mod support;
