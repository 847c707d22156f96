//! What can be printed: the designs with their shapes, colours and drawings. Pure, and read once.

pub mod colour;
pub mod contact;
pub mod design;
pub mod geometry;
pub mod symbol;
