//! How SQLite goes about what a page asks for: it has no statistics, so an index has to be the
//! better way by its columns alone.

use std::collections::BTreeSet;
use std::fmt::Write;

use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use gaoshi::platform::db::Conn;

/// Tables with a line for a part of the company, for a rule or for a colour: their number is what a
/// company has, and not what ever happened to it. Of any other none is read from end to end.
const SMALL: [&str; 12] = [
    "boards",
    "clock_marks",
    "companies",
    "department_members",
    "departments",
    "duty_holds",
    "offices",
    "places",
    "rules",
    "sign_bin_colours",
    "user_roles",
    "users",
];

#[derive(QueryableByName)]
struct Step {
    #[diesel(sql_type = Text)]
    detail: String,
}

/// The statements that read a growing table from end to end, each with the step that does.
pub(crate) fn reading_everything(conn: &mut Conn, statements: &BTreeSet<String>) -> String {
    let mut told = String::new();
    // A shape has no figures: of `0=1`, which an empty list comes to, an equals sign is left. It
    // reads nothing.
    let read = statements
        .iter()
        .filter(|sql| sql.starts_with("SELECT") && !sql.contains("(=)"));
    for sql in read {
        let plan = format!("EXPLAIN QUERY PLAN {}", sql.replace('$', "?"));
        let steps: Vec<Step> = sql_query(&plan)
            .load(conn)
            .unwrap_or_else(|e| panic!("{e}: {plan}"));
        for Step { detail } in steps {
            let scanned = detail
                .strip_prefix("SCAN ")
                .filter(|what| !what.contains("USING"));
            if scanned.is_some_and(|table| !SMALL.contains(&table)) {
                writeln!(told, "  {detail}: {sql}").unwrap();
            }
        }
    }
    told
}
