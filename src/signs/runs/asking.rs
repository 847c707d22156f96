//! What a list leaves open: rows and columns that nobody sees in the file, columns that no sign of
//! this kind has. They are neither made nor dropped without a word. Pure.

use super::import::Table;
use super::reading::kind;
use super::rows;
use super::spec::What;
use crate::error::Refusal;
use crate::platform::form::Fields;

/// The field of hidden rows.
pub(super) const ROWS: &str = "hidden_rows";
/// The field of hidden columns.
pub(super) const COLUMNS: &str = "hidden_columns";
/// The field of columns that are not read.
pub(super) const UNREAD: &str = "unread_columns";
/// The answer that makes what is hidden like the rest.
pub(super) const WITH: &str = "with";
/// The answer that leaves it out.
pub(super) const WITHOUT: &str = "without";

/// Rows that a question names.
const NAMED: usize = 12;

/// The table as it was decided, or what is still to be decided.
pub(super) fn settle(mut table: Table, what: What, fields: &Fields) -> Result<Table, Vec<Refusal>> {
    let mut open: Vec<Refusal> = Vec::new();
    let is_open = |field| !matches!(fields.get(field), WITH | WITHOUT);
    if !table.hidden_rows.is_empty() && is_open(ROWS) {
        open.push(
            Refusal::of_field(ROWS, "runs-list-hidden-rows")
                .naming("rows", counted(&table.hidden_rows)),
        );
    }
    if !table.hidden_columns.is_empty() && is_open(COLUMNS) {
        open.push(
            Refusal::of_field(COLUMNS, "runs-list-hidden-columns")
                .naming("columns", table.hidden_columns.join("、")),
        );
    }
    if fields.get(ROWS) == WITHOUT {
        table.leave_hidden_rows();
    }
    if fields.get(COLUMNS) == WITHOUT {
        table.leave_hidden_columns();
    }
    let unread = rows::unread(&table, kind(what), what.usually());
    if !unread.is_empty() && fields.get(UNREAD) != WITHOUT {
        open.push(
            Refusal::of_field(UNREAD, "runs-list-unread").naming("columns", unread.join("、")),
        );
    }
    if open.is_empty() {
        Ok(table)
    } else {
        Err(open)
    }
}

/// `3、5、9`, and how many in all where they are many.
fn counted(rows: &[usize]) -> String {
    let named: Vec<String> = rows.iter().take(NAMED).map(usize::to_string).collect();
    match rows.len() {
        few if few <= NAMED => named.join("、"),
        many => format!("{} … ({many})", named.join("、")),
    }
}
