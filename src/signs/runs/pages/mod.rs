//! The pages of print runs.

pub mod list;
pub mod make;
pub(in crate::signs) mod offer;
pub mod show;
