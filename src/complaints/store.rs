//! The tables of contacts, cases, their steps and their photos.

pub(super) mod cases;
pub(super) mod contacts;
pub(super) mod handing;
pub(super) mod listing;
pub(super) mod moving;
pub(super) mod photos;
pub(super) mod steps;
