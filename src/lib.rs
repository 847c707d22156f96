//! Gaoshi 告示: the notices, signs and complaints of a property-management company.

pub mod app;
pub mod backup;
pub mod cli;
pub mod codes;
pub mod complaints;
pub mod config;
pub mod demo;
pub mod doctor;
pub mod duties;
pub mod error;
pub mod error_page;
pub mod landing;
pub mod notices;
pub mod organisation;
pub mod people;
pub mod platform;
pub mod routes;
pub mod rules;
pub mod schema;
pub mod serve;
pub mod signs;
pub mod today;

/// Setting a sheet allocates by the hundred thousand, on several threads at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
