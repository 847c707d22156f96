//! The pages of proposals: making one, and deciding about it.

pub mod new;
#[cfg(test)]
mod samples;
pub mod show;
