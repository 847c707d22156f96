//! Notices: what an office tells its residents.

pub mod sheet;
