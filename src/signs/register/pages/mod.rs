//! The desk's and the round's pages of the register.

pub mod codes;
mod facts;
pub mod labels;
pub mod new;
pub mod round;
#[cfg(test)]
mod samples;
pub mod sign;
