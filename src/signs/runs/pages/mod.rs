//! The pages of print runs.

pub mod list;
pub mod make;
pub(in crate::signs) mod offer;
#[cfg(test)]
mod samples;
pub mod show;
