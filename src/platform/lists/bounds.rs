//! What a list may be at most.

/// The largest file that is looked at.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;
/// Rows below the headings.
pub const MAX_ROWS: usize = 10_000;
/// Columns; a plate needs six.
pub(super) const MAX_COLUMNS: usize = 40;
/// Characters of a cell.
pub(super) const MAX_CELL: usize = 400;
