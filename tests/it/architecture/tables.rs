//! Who reads and who writes which table.

use super::source::{Named, Source, none, path_from, sources};

/// Tables by owner, named or by what their names begin with.
const OWNERS: &[(&str, &[&str])] = &[
    (
        "platform",
        &[
            "outbox",
            "audit_entries",
            "counters",
            "limit_hits",
            "secrets",
            "house_marks",
            "clock_marks",
            "duty_holds",
        ],
    ),
    ("people", &["users", "user_", "departments", "department_"]),
    (
        "organisation",
        &[
            "companies",
            "offices",
            "office_",
            "places",
            "place_",
            "boards",
            "board_",
        ],
    ),
    ("codes", &["codes", "code_"]),
    ("rules", &["rules"]),
    ("notices", &["notices", "notice_"]),
    ("complaints", &["complaint_"]),
    ("signs", &["sign_"]),
];

/// The same for the rooms of a feature.
const ROOM_OWNERS: &[(&str, &[&str])] = &[
    (
        "signs/register",
        &["sign_placed", "sign_inspections", "sign_photos"],
    ),
    ("signs/stops", &["sign_batches"]),
    ("signs/runs", &["sign_runs", "sign_run_parts"]),
    ("signs/bins", &["sign_bin_colours"]),
    ("signs/meanwhile", &["sign_versions"]),
];

/// What a feature reads of others' tables in a join of its own, and why it does not ask them.
const JOINS: &[(&str, &str, &str)] = &[
    (
        "people",
        "offices",
        "a post and its choice of office by name; people know no organisation",
    ),
    (
        "people",
        "companies",
        "a password may not be made of the company's name; people know no organisation",
    ),
    (
        "notices",
        "users",
        "who wrote, printed and marked, by name beside each line",
    ),
    (
        "notices",
        "places",
        "a list is chosen by its community and told with its name",
    ),
];

/// A table that a file names, and what for.
struct Use {
    table: String,
    writes: bool,
}

fn owns(own: &[&str], table: &str) -> bool {
    own.iter()
        .any(|name| table == *name || (name.ends_with('_') && table.starts_with(name)))
}

/// The tables that a file imports from the schema, by the names it gave them.
fn imported(named: &Named) -> Vec<(String, String)> {
    let of_schema = |path: &[String]| {
        path.first().is_some_and(|p| p == "crate") && path.get(1).is_some_and(|p| p == "schema")
    };
    let imports = named
        .imports
        .iter()
        .map(|import| (&import.name, &import.path));
    let at_once = named.paths.iter().map(|path| (&path[path.len() - 1], path));
    let all = imports.chain(at_once).filter(|(_, path)| of_schema(path));
    // Who takes the whole schema takes every table: that is nobody's.
    let table = |path: &[String]| path.get(2).map_or("schema", String::as_str).to_owned();
    all.map(|(name, path)| (name.clone(), table(path)))
        .collect()
}

/// Every table that a file names, and every write. A write to what nobody can name is a fault.
fn used(file: &Source) -> Result<Vec<Use>, String> {
    let tokens = file.tokens();
    let tables = imported(&Named::of(&tokens));
    let reads = tables.iter().map(|(_, table)| Use {
        table: table.clone(),
        writes: false,
    });
    let mut all: Vec<Use> = reads.collect();
    for n in 1..tokens.len() {
        let verb =
            ["insert_into", "update", "delete", "replace_into"].contains(&tokens[n].as_str());
        let diesels = tokens[n - 1] == "::" && n > 1 && tokens[n - 2] == "diesel";
        if !(verb && diesels) || tokens.get(n + 1).is_none_or(|t| t != "(") {
            continue;
        }
        let target = table_at(&tokens, n + 2, &tables, 0);
        let table =
            target.ok_or_else(|| format!("{} writes to what nobody can name", file.path))?;
        all.push(Use {
            table,
            writes: true,
        });
    }
    Ok(all)
}

/// The table that an expression begins with, by itself or by the name that it was bound to before.
fn table_at(
    tokens: &[String],
    from: usize,
    tables: &[(String, String)],
    hops: usize,
) -> Option<String> {
    let from = from + usize::from(tokens.get(from)? == "&");
    let path = path_from(tokens, from);
    for name in &path {
        if let Some((_, table)) = tables
            .iter()
            .find(|(known, _)| known == name && known != "dsl")
        {
            return Some(table.clone());
        }
    }
    if path[0] == "dsl" {
        return path.get(1).cloned();
    }
    if hops > 3 {
        return None;
    }
    // `let row = table…` or `let waiting = || { table… }`: the nearest one before.
    let bound = (1..from)
        .rev()
        .find(|n| tokens[*n] == path[0] && tokens[n - 1] == "let")?;
    let begins = (bound + 1..from).find(|n| {
        tokens[*n].starts_with(|c: char| c.is_alphabetic())
            && (tables.iter().any(|(known, _)| *known == tokens[*n]) || tokens[*n] == "dsl")
    })?;
    table_at(tokens, begins, tables, hops + 1)
}

/// The room of a file: `signs/register`.
fn room(file: &Source) -> Option<&str> {
    let mut rooms = ROOM_OWNERS.iter().map(|(room, _)| *room);
    rooms.find(|room| {
        file.path.starts_with(&format!("{room}/")) || file.path == format!("{room}.rs")
    })
}

fn faults(files: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files {
        let feature = file.feature();
        let Some((_, own)) = OWNERS.iter().find(|(name, _)| *name == feature) else {
            continue;
        };
        let used = match used(file) {
            Ok(used) => used,
            Err(fault) => {
                faults.push(fault);
                continue;
            }
        };
        for Use { table, writes } in used {
            let verb = if writes { "writes" } else { "reads" };
            let joins = JOINS
                .iter()
                .any(|(by, joined, _)| *by == feature && *joined == table);
            if !owns(own, &table) && (writes || !joins) {
                faults.push(format!("{} {verb} {table}", file.path));
            }
            let owner = ROOM_OWNERS.iter().find(|(_, own)| owns(own, &table));
            if owner.is_some_and(|(owner, _)| {
                owner.starts_with(&format!("{feature}/")) && room(file) != Some(owner)
            }) {
                faults.push(format!(
                    "{} {verb} {table}, which is another room's",
                    file.path
                ));
            }
        }
    }
    faults
}

#[test]
fn a_feature_reads_and_writes_its_own_tables_alone_but_for_the_joins_that_are_listed() {
    none(&faults(&sources("src")));
}

#[test]
fn every_join_that_is_listed_is_made() {
    let all = sources("src");
    let made = |(feature, table, _): &&(&str, &str, &str)| {
        let mut files = all.iter().filter(|file| file.feature() == *feature);
        files.any(|file| {
            imported(&Named::of(&file.tokens()))
                .iter()
                .any(|(_, t)| t == table)
        })
    };
    let idle: Vec<String> = JOINS
        .iter()
        .filter(|join| !made(join))
        .map(|(feature, table, _)| format!("{feature} no longer reads {table}"))
        .collect();
    none(&idle);
}

fn file(path: &str, text: &str) -> Source {
    Source {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "every way to name a table")]
fn a_foreign_table_is_seen_however_it_is_named() {
    for (path, text, fault) in [
        (
            "rules/store.rs",
            "use crate::schema::users;",
            "rules/store.rs reads users",
        ),
        (
            "rules/store.rs",
            "use crate::schema::{rules, users as who};",
            "rules/store.rs reads users",
        ),
        (
            "rules/store.rs",
            "use crate::schema::users::dsl;",
            "rules/store.rs reads users",
        ),
        (
            "signs/desk/store.rs",
            "use crate::schema::places; fn f() { diesel::update(places::table) }",
            "signs/desk/store.rs writes places",
        ),
        (
            "signs/desk/store.rs",
            "use crate::schema::places; fn f() { let row = places::table.filter(x); diesel::delete(row) }",
            "signs/desk/store.rs writes places",
        ),
        (
            "signs/desk/store.rs",
            "use crate::schema::places::dsl; fn f() { let them = || dsl::places; diesel::update(them()) }",
            "signs/desk/store.rs writes places",
        ),
        (
            "signs/runs/store.rs",
            "use crate::schema::sign_placed;",
            "signs/runs/store.rs reads sign_placed, which is another room's",
        ),
        (
            "rules/store.rs",
            "use crate::schema; fn f() { schema::users::table }",
            "rules/store.rs reads schema",
        ),
        (
            "rules/store.rs",
            "fn f() { crate::schema::users::table }",
            "rules/store.rs reads users",
        ),
        (
            "signs/runs/store.rs",
            "fn f() { diesel::update(row) }",
            "signs/runs/store.rs writes to what nobody can name",
        ),
    ] {
        let told = faults(&[file(path, text)]);
        assert!(told.iter().any(|t| t == fault), "{text}: {told:?}");
    }
    let fine = "use crate::schema::{notices, places}; fn f() { diesel::update(notices::table) }";
    none(&faults(&[file("notices/store.rs", fine)]));
}
