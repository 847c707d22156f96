//! The house tested from outside, one module a subject.
#![expect(
#![expect(

mod architecture;
mod mail;
mod migrations;
mod organisation;
mod outbox;
mod paper;
mod people;
mod resident;
mod server;
mod support;
