//! The pages of offices, communities and boards.

pub mod board;
pub mod community;
pub mod company;
mod missing;
pub mod new_community;
pub mod office;
pub mod offices;
pub mod overview;
pub mod place;
mod proposed;
#[cfg(test)]
mod samples;
mod whole;

pub use self::missing::Missing;
use super::{Office, OfficeKind};

fn running(offices: &[Office]) -> impl Iterator<Item = &Office> {
    offices.iter().filter(|o| o.kind == OfficeKind::Office)
}
