//! Whether labels have room for the address that people type, and which printed codes lead
//! somewhere else since it was changed.

use super::print::{Overflow, label_takes};
use super::register::store::printed_of;
use super::{runs, stops};
use crate::error::Result;
use crate::platform::db::Conn;
use crate::platform::press::Press;
use crate::platform::typeset::Typesetter;

/// Whether labels of codes can be printed with this address; else which words do not fit, and about
/// how many characters would.
pub fn labels_take(faces: &Typesetter, base: &str) -> Result<(), Overflow> {
    label_takes(faces, &format!("{}/q", Press::host_line(base)))
}

/// About how many characters a label has room for, where this address is longer; nothing where it fits.
pub fn label_room(faces: &Typesetter, base: &str) -> Option<usize> {
    labels_take(faces, base).err().map(|overflow| overflow.room)
}

/// The codes on printed signs that are not down and lead to another address than this.
pub fn codes_elsewhere(conn: &mut Conn, base: &str) -> Result<i64> {
    let stops = stops::store::at_other_address(conn, base)?;
    let runs = runs::store::at_other_address(conn, base)?;
    printed_of(conn, &stops, &runs)
}
