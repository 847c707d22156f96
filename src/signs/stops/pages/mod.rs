//! The desk's pages of stops: the form, the stop with its copies.

pub mod batch;
pub mod new;
#[cfg(test)]
mod samples;
