//! What a list of buildings and homes says that cannot be entered, by row and column.

use crate::error::Refusal;

/// Faults of a list that are told at once; the rest is counted.
const TOLD: usize = 20;

/// A fault of one cell.
pub(super) fn of_cell(key: &'static str, row: usize, column: &str) -> Refusal {
    Refusal::of_field("file", key)
        .naming("row", row.to_string())
        .naming("column", column)
}

/// A fault of the whole list.
pub(super) fn of_list(key: &'static str) -> Refusal {
    Refusal::of_field("file", key)
}

/// The first faults in full, the rest as a number.
pub(super) fn told(faults: Vec<Refusal>) -> Vec<Refusal> {
    let more = faults.len().saturating_sub(TOLD);
    let mut told: Vec<Refusal> = faults.into_iter().take(TOLD).collect();
    if more > 0 {
        told.push(of_list("import-more-faults").naming("n", more.to_string()));
    }
    told
}
