//! The house tested from outside, one module a subject.

mod architecture;
mod mail;
mod migrations;
mod organisation;
mod outbox;
mod paper;
mod people;
mod server;
mod support;
