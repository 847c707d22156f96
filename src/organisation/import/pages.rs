//! The pages of lists: choosing one, and what it adds.

pub mod choose;
pub mod list;
#[cfg(test)]
mod samples;
pub mod show;
