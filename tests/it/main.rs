//! The house tested from outside, one module a subject.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod architecture;
mod mail;
mod migrations;
mod outbox;
mod paper;
mod server;
mod support;
