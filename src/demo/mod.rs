//! The demo company: made-up, always the same, built through the services of the house.
//!
//! It lets anybody try everything within a minute. Its one password is told on the
//! sign-in page, which is why a demo never shares a database with a real company.

mod company;
mod complaints;
mod days;
mod desk;
mod founding;
mod notices;
mod organisation;
mod people;
mod register;
mod signs;

pub use self::company::{Founded, PASSWORD, Workshop};
pub use self::founding::{accounts, found, open};
