//! The pages of print runs.

pub mod list;
pub mod make;
pub mod recent;
pub mod show;
