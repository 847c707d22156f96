//! The house tested from outside, one module a subject.

mod architecture;
mod mail;
mod migrations;
mod outbox;
mod paper;
mod resident;
mod server;
mod support;
