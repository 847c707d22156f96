//! The tables of complaints and their photos.

pub mod contacts;
