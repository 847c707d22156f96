//! Gaoshi 告示: the notices, signs and complaints of a property-management company.
//!
//! The map, in reading order: [`platform`] knows no word of the trade, [`codes`] is what a QR
//! code points to, [`notices`] and [`signs`] are what hangs on the walls.

pub mod codes;
pub mod notices;
pub mod platform;
pub mod signs;
