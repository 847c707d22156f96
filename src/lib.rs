//! Gaoshi 告示: the notices, signs and complaints of a property-management company.

pub mod codes;
pub mod complaints;
pub mod error;
pub mod error_page;
pub mod landing;
pub mod organisation;
pub mod people;
pub mod platform;
pub mod schema;
