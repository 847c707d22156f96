//! The house tested from outside, one module a subject.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod architecture;
mod backup;
mod browser;
mod catalogue;
mod cli;
mod clock;
mod complaints;
mod connections;
mod deadline;
mod doctor;
mod figures;
mod forms;
mod guesses;
mod head_office;
mod headers;
mod history;
mod hostile;
mod imports;
mod kill;
mod kinds;
mod landing;
mod limits;
mod mail;
mod migrations;
mod notices;
mod older;
mod organisation;
mod outbox;
mod paper;
mod people;
mod permissions;
mod photos;
mod repository;
mod requests;
mod resident;
mod server;
mod signatures;
mod signs;
mod silence;
mod statements;
mod support;
mod templates;
mod typeset;
mod unsure;
