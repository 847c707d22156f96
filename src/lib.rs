//! Gaoshi 告示: the notices, signs and complaints of a property-management company.

pub mod error;
pub mod error_page;
pub mod organisation;
pub mod people;
pub mod platform;
pub mod schema;
