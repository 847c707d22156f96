//! What the QR code on a sheet or a sign carries.

pub mod code;
