//! A house with more of everything: copies of its rows, each with ids and codes of its own.

use std::collections::BTreeSet;

use diesel::connection::SimpleConnection;
use diesel::sql_types::{Bool, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use gaoshi::codes::Code;
use gaoshi::platform::db::backends::{Purpose, open};
use gaoshi::platform::db::{Conn, DatabaseUrl};

/// Columns besides ids and codes in which no two rows say the same.
const UNIQUE: [&str; 4] = ["number", "nonce_hash", "token_hash", "login"];

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    word: String,
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Bool)]
    is_text: bool,
}

/// Makes copies of the rows that stood in some tables at first.
pub(crate) struct Copier {
    conn: Conn,
    /// The tables whose rows are copied.
    tables: Vec<String>,
    /// What the originals are known by.
    known: BTreeSet<String>,
    /// Copies made until now.
    made: usize,
}

impl Copier {
    /// Of the tables whose names begin so, with the rows that stand in them now.
    pub(crate) fn of(url: &DatabaseUrl, beginnings: &[&str]) -> Self {
        let mut conn = open(url, Purpose::Write).unwrap();
        let (all, unbound) = match url {
            DatabaseUrl::Sqlite(_) => (
                "SELECT name AS word FROM sqlite_master WHERE type = 'table'",
                "PRAGMA foreign_keys = OFF;",
            ),
            DatabaseUrl::Pg(_) => (
                "SELECT CAST(tablename AS TEXT) AS word FROM pg_tables WHERE schemaname = 'public'",
                // The copying is no page: it may take what it takes.
                "SET session_replication_role = replica; SET statement_timeout = 0;",
            ),
        };
        conn.batch_execute(unbound).unwrap();
        conn.batch_execute("CREATE TEMPORARY TABLE copied (k INT, old TEXT, new TEXT)")
            .unwrap();
        conn.batch_execute("CREATE INDEX copied_old ON copied (old, k)")
            .unwrap();
        let mut tables = words(&mut conn, all);
        tables.retain(|table| beginnings.iter().any(|b| table.starts_with(b)));
        let mut known = BTreeSet::new();
        for table in &tables {
            let named = columns(&mut conn, table);
            let named = named.iter().filter(|c| c.name == "id" || c.name == "code");
            for column in named {
                known.extend(words(&mut conn, &known_by(table, &column.name)));
            }
        }
        Self {
            conn,
            tables,
            known,
            made: 0,
        }
    }

    /// Goes on until so many copies were made.
    pub(crate) fn until(&mut self, copies: usize) {
        for k in self.made + 1..=copies {
            let pairs: Vec<String> = self
                .known
                .iter()
                .map(|old| format!("({k}, '{old}', '{}')", another(old, k)))
                .collect();
            for some in pairs.chunks(500) {
                let insert = format!("INSERT INTO copied VALUES {}", some.join(", "));
                self.conn.batch_execute(&insert).unwrap();
            }
        }
        self.conn.batch_execute("ANALYZE copied").unwrap();
        for table in &self.tables {
            let all = columns(&mut self.conn, table);
            let names: Vec<&str> = all.iter().map(|c| c.name.as_str()).collect();
            let values: Vec<String> = all.iter().map(value).collect();
            let insert = format!(
                "INSERT INTO {table} ({}) SELECT {} FROM {table} AS t \
                 CROSS JOIN (SELECT DISTINCT k FROM copied WHERE k > {}) AS n WHERE true \
                 ON CONFLICT DO NOTHING",
                names.join(", "),
                values.join(", "),
                self.made
            );
            self.conn.batch_execute(&insert).unwrap();
        }
        // SQLite is left without statistics, as a house has it.
        if let Conn::Pg(_) = self.conn {
            self.conn.batch_execute("ANALYZE").unwrap();
        }
        self.made = copies;
    }
}

/// What the rows of a table are known by. Of places the communities are enough.
fn known_by(table: &str, column: &str) -> String {
    let which = match table {
        "places" => "parent_id IS NULL",
        _ => "true",
    };
    format!("SELECT {column} AS word FROM {table} WHERE {column} IS NOT NULL AND {which}")
}

fn words(conn: &mut Conn, sql: &str) -> Vec<String> {
    let found: Vec<Word> = sql_query(sql).load(conn).unwrap();
    found.into_iter().map(|found| found.word).collect()
}

fn columns(conn: &mut Conn, table: &str) -> Vec<Column> {
    let sql = match conn {
        Conn::Sqlite(_) => {
            format!("SELECT name, type = 'TEXT' AS is_text FROM pragma_table_info('{table}')")
        }
        Conn::Pg(_) => format!(
            "SELECT CAST(column_name AS TEXT) AS name, data_type = 'text' AS is_text \
             FROM information_schema.columns WHERE table_name = '{table}'"
        ),
    };
    sql_query(sql).load(conn).unwrap()
}

/// A column in the copy of a row.
fn value(column: &Column) -> String {
    let name = &column.name;
    if UNIQUE.contains(&name.as_str()) {
        return format!("t.{name} || '-' || n.k");
    }
    if column.is_text {
        return format!(
            "COALESCE((SELECT c.new FROM copied AS c WHERE c.old = t.{name} AND c.k = n.k), \
             t.{name})"
        );
    }
    format!("t.{name}")
}

/// What a copy is known by: an id that ends with its number, or a code of its own.
fn another(old: &str, k: usize) -> String {
    if old.parse::<Code>().is_ok() {
        return Code::random(&mut rand::rng()).to_string();
    }
    let (before, _) = old.split_at(old.len() - 6);
    format!("{before}{k:06}")
}
