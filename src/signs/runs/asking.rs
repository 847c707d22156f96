//! What a list leaves open: rows and columns that nobody sees in the file, columns that no sign of
//! this kind has. They are neither made nor dropped without a word. Pure.

use super::reading::kind;
use super::rows;
use super::spec::What;
use crate::error::Refusal;
use crate::platform::form::Fields;
use crate::platform::lists::Table;

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

/// The field that says what the question of a field named.
pub(super) fn of(field: &str) -> String {
    format!("{field}_of")
}

/// A question that a list raises.
struct Question {
    field: &'static str,
    /// The sentence that asks it, and what that calls the names in it.
    key: &'static str,
    called: &'static str,
    /// What it asks about, as it is shown.
    names: String,
}

impl Question {
    /// The answer, where it was given to a question that named all of this.
    fn answer<'f>(&self, fields: &'f Fields) -> &'f str {
        let plain = |text: &str| text.split_whitespace().collect::<String>();
        let (asked, now) = (plain(fields.get(&of(self.field))), plain(&self.names));
        let was_named = |name| asked.split('、').any(|known| known == name);
        if now.split('、').all(was_named) {
            fields.get(self.field)
        } else {
            ""
        }
    }

    fn refusal(&self) -> Refusal {
        Refusal::of_field(self.field, self.key).naming(self.called, self.names.clone())
    }
}

/// The table as it was decided, or what is still to be decided.
pub(super) fn settle(mut table: Table, what: What, fields: &Fields) -> Result<Table, Vec<Refusal>> {
    let rows_asked = (!table.hidden_rows.is_empty()).then(|| Question {
        field: ROWS,
        key: "runs-list-hidden-rows",
        called: "rows",
        names: counted(&table.hidden_rows),
    });
    let columns_asked = (!table.hidden_columns.is_empty()).then(|| Question {
        field: COLUMNS,
        key: "runs-list-hidden-columns",
        called: "columns",
        names: table.hidden_columns.join("、"),
    });
    let answer = |asked: &Option<Question>| asked.as_ref().map_or("", |q| q.answer(fields));
    if answer(&rows_asked) == WITHOUT {
        table.leave_hidden_rows();
    }
    if answer(&columns_asked) == WITHOUT {
        table.leave_hidden_columns();
    }
    if table.rows.is_empty() {
        return Err(vec![Refusal::of_field("file", "list-empty")]);
    }
    let unread = rows::unread(&table, kind(what), what.usually());
    let unread_asked = (!unread.is_empty()).then(|| Question {
        field: UNREAD,
        key: "runs-list-unread",
        called: "columns",
        names: unread.join("、"),
    });
    let all = [rows_asked, columns_asked, unread_asked];
    let is_open = |q: &Question| match q.answer(fields) {
        WITHOUT => false,
        // What nobody reads cannot be made.
        WITH => q.field == UNREAD,
        _ => true,
    };
    let open = all.iter().flatten().filter(|q| is_open(q));
    let open: Vec<Refusal> = open.map(Question::refusal).collect();
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
