//! What a database holds, whoever its tables belong to: for copies of it and their comparison.

use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Text};
use diesel::sqlite::SqliteConnection;
use diesel::{Connection, QueryableByName, RunQueryDsl, sql_query};
use serde::{Deserialize, Serialize};

use super::backends::Conn;
use crate::error::{Error, Result};

/// The table in which migrations are noted.
const MIGRATIONS_TABLE: &str = "__diesel_schema_migrations";

/// How many rows a table has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRows {
    /// The table.
    pub name: String,
    pub rows: i64,
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// The tables in the connection's own schema, by name.
pub fn names(conn: &mut Conn) -> Result<Vec<String>> {
    let sql = match conn {
        Conn::Sqlite(_) => {
            "SELECT name FROM sqlite_schema WHERE type = 'table' \
             AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
        }
        Conn::Pg(_) => {
            "SELECT CAST(tablename AS TEXT) COLLATE \"C\" AS name FROM pg_catalog.pg_tables \
             WHERE schemaname = current_schema() ORDER BY name"
        }
    };
    let found: Vec<Name> = sql_query(sql).load(conn)?;
    Ok(found.into_iter().map(|row| row.name).collect())
}

/// The tables with their rows, by name.
pub fn rows(conn: &mut Conn) -> Result<Vec<TableRows>> {
    let mut counted = Vec::new();
    for name in names(conn)? {
        let sql = format!("SELECT COUNT(*) AS count FROM {}", quoted(&name));
        let found: Count = sql_query(sql).get_result(conn)?;
        counted.push(TableRows {
            rows: found.count,
            name,
        });
    }
    Ok(counted)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The migrations that were run, in order; none in a database that is not the program's.
/// Unlike the migrations' own way of asking, this one writes nothing.
pub fn migrations(conn: &mut Conn) -> Result<Vec<String>> {
    if !names(conn)?.iter().any(|name| name == MIGRATIONS_TABLE) {
        return Ok(Vec::new());
    }
    let sql =
        format!("SELECT CAST(version AS TEXT) AS name FROM {MIGRATIONS_TABLE} ORDER BY version");
    let found: Vec<Name> = sql_query(sql).load(conn)?;
    Ok(found.into_iter().map(|row| row.name).collect())
}

/// What is wrong with the database's file, if anything: pages, indices, rows that name nothing.
/// A database server answers for its own files.
pub fn faults(conn: &mut Conn) -> Result<Vec<String>> {
    let Conn::Sqlite(c) = conn else {
        return Ok(Vec::new());
    };
    let checked: Vec<Name> =
        sql_query("SELECT integrity_check AS name FROM pragma_integrity_check LIMIT 20").load(c)?;
    let orphans: Vec<Name> = sql_query(
        "SELECT DISTINCT \"table\" || ' names a row that is not in ' || parent AS name \
         FROM pragma_foreign_key_check LIMIT 20",
    )
    .load(c)?;
    let told = checked.into_iter().chain(orphans).map(|row| row.name);
    Ok(told.filter(|told| told != "ok").collect())
}

/// Copies a SQLite database as it stands at one moment, while others write to it. The copy has
/// no page that is not in use: what was forgotten is not in it.
pub fn copy_sqlite(from: &mut Conn, to: &Path) -> Result<()> {
    let to = to
        .to_str()
        .ok_or_else(|| Error::unavailable(format!("{} is not UTF-8", to.display())))?;
    sql_query("VACUUM INTO ?")
        .bind::<Text, _>(to)
        .execute(from)?;
    Ok(())
}

/// Opens a copy that nobody else uses, and leaves it as it is.
pub fn open_copy(path: &Path) -> Result<Conn> {
    let connection = SqliteConnection::establish(&path.to_string_lossy());
    let mut c = connection.map_err(|e| Error::unavailable(format!("{}: {e}", path.display())))?;
    c.batch_execute("PRAGMA query_only = ON;")?;
    Ok(Conn::Sqlite(c))
}
