//! The pages of print runs.

pub mod list;
pub mod make;
mod offer;
pub mod recent;
pub mod show;
