//! The pages of offices, communities and boards.

pub mod board;
pub mod community;
pub mod company;
pub mod new_community;
pub mod office;
pub mod offices;
pub mod overview;
pub mod place;
#[cfg(test)]
mod samples;
mod whole;

pub use self::whole::Missing;
use super::{Office, OfficeKind};

fn running(offices: &[Office]) -> impl Iterator<Item = &Office> {
    offices.iter().filter(|o| o.kind == OfficeKind::Office)
}
