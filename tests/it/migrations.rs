//! The schema: up and down, one migrator at a time, and the same on both databases.

mod begins;
mod changes;
mod checks;
mod complaints;
mod departments;
mod factors;
mod houses;
mod kinds;
mod names;
mod outbox;
mod postings;
mod signs;
mod versions;

use std::collections::BTreeMap;

use diesel::connection::SimpleConnection;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use diesel_migrations::MigrationHarness;
use gaoshi::platform::db::Conn;
use gaoshi::platform::db::backends::{MIGRATIONS, migrate, schema_state};

use crate::support::postgres::TestDb;

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = diesel::sql_types::Text)]
    name: String,
}

/// Tables and columns as `schema.rs` writes them.
fn written() -> BTreeMap<String, Vec<String>> {
    let mut tables = BTreeMap::new();
    let mut table = None;
    for line in include_str!("../../src/schema.rs").lines().map(str::trim) {
        if let Some(name) = line.strip_suffix(") {").and_then(|l| l.split(" (").next()) {
            table = Some(name.to_owned());
        } else if line == "}" {
            table = None;
        } else if let (Some(table), Some((column, _))) = (&table, line.split_once(" -> ")) {
            let columns: &mut Vec<String> = tables.entry(table.clone()).or_default();
            columns.push(column.to_owned());
        }
    }
    tables
}

fn columns_in_database(conn: &mut Conn, table: &str) -> Vec<String> {
    let sql = match conn {
        Conn::Sqlite(_) => format!("SELECT name FROM pragma_table_info('{table}')"),
        Conn::Pg(_) => format!(
            "SELECT CAST(column_name AS TEXT) AS name FROM information_schema.columns \
             WHERE table_name = '{table}' AND table_schema = 'public'"
        ),
    };
    let found: Vec<Name> = sql_query(sql).load(conn).unwrap();
    let mut names: Vec<String> = found.into_iter().map(|row| row.name).collect();
    names.sort();
    names
}

#[test]
fn the_schema_goes_up_down_and_up_again() {
    let test = TestDb::empty();
    let first = migrate(&test.url).unwrap();
    assert!(!first.is_empty());
    let mut conn = test.conn();
    let down = gaoshi::on_each_backend!(&mut conn, |c| c
        .revert_all_migrations(MIGRATIONS)
        .map(|d| d.len()));
    assert_eq!(down.unwrap(), first.len());
    drop(conn);
    assert_eq!(migrate(&test.url).unwrap(), first);
    assert!(migrate(&test.url).unwrap().is_empty());
}

#[test]
fn of_two_migrators_at_once_one_does_the_work() {
    let test = TestDb::empty();
    let ran: Vec<usize> = std::thread::scope(|scope| {
        let both = [0, 1].map(|_| scope.spawn(|| migrate(&test.url).unwrap().len()));
        both.map(|one| one.join().unwrap()).to_vec()
    });
    assert!(ran.contains(&0) && ran.iter().any(|n| *n > 0), "{ran:?}");
}

#[test]
fn a_database_of_a_newer_program_is_refused_untouched() {
    let test = TestDb::new();
    let mut conn = test.conn();
    conn.batch_execute(
        "INSERT INTO __diesel_schema_migrations (version, run_on) \
         VALUES ('9999', '2030-01-01 00:00:00')",
    )
    .unwrap();
    let told = migrate(&test.url).unwrap_err().to_string();
    assert!(told.contains("newer") && told.contains("9999"), "{told}");
    assert_eq!(schema_state(&mut conn).unwrap().unknown, ["9999"]);
}

#[test]
fn every_table_has_the_columns_that_the_program_names() {
    let test = TestDb::new();
    let mut conn = test.conn();
    let tables = written();
    assert!(tables.len() > 20, "{}", tables.len());
    for (table, mut columns) in tables {
        let sql = format!("SELECT {} FROM {table}", columns.join(", "));
        sql_query(sql)
            .execute(&mut conn)
            .unwrap_or_else(|e| panic!("{table}: {e}"));
        columns.sort();
        assert_eq!(columns_in_database(&mut conn, &table), columns, "{table}");
    }
}

/// The values that the migrations allow in a column, for comparison with a `text_enum!`.
pub(crate) fn allowed(table: &str, column: &str) -> Vec<String> {
    let mut sql = String::new();
    let mut folders: Vec<_> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations"))
        .unwrap()
        .map(|entry| entry.unwrap().path().join("up.sql"))
        .filter(|path| path.exists())
        .collect();
    folders.sort();
    for path in folders {
        sql += &std::fs::read_to_string(path).unwrap();
    }
    let start = sql
        .find(&format!("CREATE TABLE {table} ("))
        .expect("the table is made");
    let body = &sql[start..start + sql[start..].find(";\n").unwrap()];
    let check = format!("CHECK ({column} IN (");
    let list = &body[body.find(&check).expect("the column is checked") + check.len()..];
    let list = &list[..list.find(')').unwrap()];
    let mut values: Vec<String> = list
        .split(',')
        .map(|v| v.trim().trim_matches('\'').to_owned())
        .collect();
    values.sort();
    values
}

/// Compares a closed set of words with the `CHECK` of its column.
macro_rules! same_words {
    ($kind:ty, $table:literal, $column:literal) => {{
        let mut words: Vec<&str> = <$kind>::ALL.iter().map(|value| value.as_str()).collect();
        words.sort_unstable();
        assert_eq!(
            $crate::migrations::allowed($table, $column),
            words,
            "{}.{}",
            $table,
            $column
        );
    }};
}

#[test]
fn the_database_takes_exactly_the_words_that_the_program_has() {
    same_words!(gaoshi::people::Role, "user_roles", "role");
    same_words!(gaoshi::organisation::OfficeKind, "offices", "kind");
    same_words!(gaoshi::organisation::PlaceKind, "places", "kind");
    same_words!(gaoshi::organisation::BoardKind, "boards", "kind");
    same_words!(gaoshi::organisation::Verdict, "place_proposals", "verdict");
    same_words!(gaoshi::codes::Target, "codes", "target");
    same_words!(gaoshi::notices::lifecycle::Stage, "notices", "stage");
    same_words!(
        gaoshi::notices::outages::Utility,
        "notice_outages",
        "utility"
    );
    same_words!(gaoshi::notices::outages::Cause, "notice_outages", "cause");
    same_words!(
        gaoshi::notices::postings::marks::Act,
        "notice_posting_marks",
        "act"
    );
    same_words!(gaoshi::complaints::Stage, "complaint_cases", "stage");
    same_words!(gaoshi::complaints::Source, "complaint_contacts", "source");
    same_words!(gaoshi::complaints::Channel, "complaint_contacts", "channel");
    same_words!(gaoshi::complaints::Reach, "complaint_contacts", "reach");
    let added = include_str!("../../migrations/2026-11-30-102000_held_for/up.sql");
    for held in gaoshi::complaints::Held::ALL {
        assert!(added.contains(&format!("'{held}'")), "{held}");
    }
    same_words!(gaoshi::complaints::Act, "complaint_steps_next", "act");
    same_words!(gaoshi::signs::register::State, "sign_placed_next", "state");
    same_words!(
        gaoshi::signs::register::Finding,
        "sign_inspections",
        "finding"
    );
    same_words!(gaoshi::platform::holds::Cause, "duty_holds", "cause");
    let outcomes = ["gave_up", "refused", "sent", "withdrawn"];
    assert_eq!(allowed("outbox_next", "outcome"), outcomes);
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    amount: i64,
    #[diesel(sql_type = diesel::sql_types::Text)]
    taken_with: String,
}

#[test]
fn what_was_counted_before_amounts_counts_as_one_each() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, "0014");
    let hits = "INSERT INTO limit_hits (id, bucket, at) VALUES ('1', 'b', '2026-01-01'),
           ('2', 'b', '2026-01-02')";
    conn.batch_execute(hits).unwrap();
    drop(conn);
    migrate(&test.url).unwrap();
    let mut conn = test.conn();
    let counted: Vec<Counted> = sql_query("SELECT amount, taken_with FROM limit_hits")
        .load(&mut conn)
        .unwrap();
    assert_eq!(counted.len(), 2);
    assert!(
        counted
            .iter()
            .all(|hit| hit.amount == 1 && hit.taken_with.is_empty())
    );
    back_to_before(&mut conn, "0014");
    let kept: Vec<Name> = sql_query("SELECT id AS name FROM limit_hits ORDER BY id")
        .load(&mut conn)
        .unwrap();
    assert_eq!(kept.len(), 2);
}

/// What a query that joins columns with blanks finds, `-` for nothing.
fn lines(test: &TestDb, columns: &[&str], rest: &str) -> Vec<String> {
    let texts = columns
        .iter()
        .map(|column| format!("COALESCE(CAST({column} AS TEXT), '-')"));
    let texts: Vec<String> = texts.collect();
    let sql = format!("SELECT {} AS name FROM {rest}", texts.join(" || ' ' || "));
    let found: Vec<Name> = sql_query(sql).load(&mut test.conn()).unwrap();
    found.into_iter().map(|found| found.name).collect()
}

/// Takes the schema back to before a migration.
fn back_to_before(conn: &mut Conn, version: &str) {
    loop {
        let last = gaoshi::on_each_backend!(&mut *conn, |c| c
            .revert_last_migration(MIGRATIONS)
            .map(|v| v.to_string()));
        if last.unwrap().starts_with(version) {
            return;
        }
    }
}

#[test]
fn a_house_that_was_at_work_was_last_seen_when_something_was_written_down() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, "0018");
    conn.batch_execute(
        "INSERT INTO audit_entries VALUES
           ('1', '2026-11-20 08:00:00', 'u', '人', NULL, 'a', 's', ''),
           ('2', '2026-11-23 08:00:00', 'u', '人', NULL, 'a', 's', '');",
    )
    .unwrap();
    drop(conn);
    migrate(&test.url).unwrap();
    let mut conn = test.conn();
    let seen: Vec<Name> = sql_query("SELECT CAST(at AS TEXT) AS name FROM clock_marks")
        .load(&mut conn)
        .unwrap();
    assert_eq!(seen.len(), 1);
    assert!(
        seen[0].name.starts_with("2026-11-23 08:00:00"),
        "{}",
        seen[0].name
    );
    back_to_before(&mut conn, "0018");
    conn.batch_execute("DELETE FROM audit_entries").unwrap();
    drop(conn);
    migrate(&test.url).unwrap();
    let seen: Vec<Name> = sql_query("SELECT name FROM clock_marks")
        .load(&mut test.conn())
        .unwrap();
    assert!(seen.is_empty(), "a new house was never seen");
}

#[derive(QueryableByName)]
struct Moved {
    #[diesel(sql_type = diesel::sql_types::Text)]
    batch_id: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    design: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    state: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    entered_by: String,
}

#[test]
fn the_signs_of_before_the_register_are_in_it_with_their_design() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, "0010");
    conn.batch_execute(
        "INSERT INTO offices VALUES ('o', 'office', '管理处', 'Office', '1', NULL, '2026-01-01');
         INSERT INTO users VALUES ('u', 'u', '人', NULL, '', '2026-01-01', NULL);
         INSERT INTO places VALUES ('p', 'o', 'p', NULL, 'community', 0, '园', 'Garden', 0, 'p/',
           '2026-01-01');
         INSERT INTO sign_batches VALUES ('b', 'o', 'p', 'p', 'i-clean', '{}', '2026-01-01',
           '2026-01-02', 'https://x', 'u', '2026-01-01');
         INSERT INTO sign_placed VALUES ('s', 'o', 'b', 'p', '8K4T2M9XQ5', 1, 1, 'placed',
           '2026-01-01', '2026-01-01', 'u', NULL, NULL);",
    )
    .unwrap();
    drop(conn);
    migrate(&test.url).unwrap();
    let mut conn = test.conn();
    let moved: Vec<Moved> =
        sql_query("SELECT batch_id, design, state, entered_by FROM sign_placed")
            .load(&mut conn)
            .unwrap();
    assert_eq!(moved.len(), 1);
    let moved = &moved[0];
    assert_eq!(
        (moved.batch_id.as_str(), moved.design.as_str()),
        ("b", "i-clean")
    );
    assert_eq!(
        (moved.state.as_str(), moved.entered_by.as_str()),
        ("placed", "u")
    );
    back_to_before(&mut conn, "0010");
    let kept: Vec<Name> = sql_query("SELECT code AS name FROM sign_placed")
        .load(&mut conn)
        .unwrap();
    assert_eq!(kept[0].name, "8K4T2M9XQ5");
}

#[test]
fn complaints_of_before_photos_could_be_left_aside_have_none_that_were() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, "0015");
    conn.batch_execute(
        "INSERT INTO offices VALUES ('o', 'office', '管理处', 'Office', '1', NULL, '2026-01-01');
         INSERT INTO complaints VALUES ('c', 'o', NULL, NULL, 'TS-2026-00001', 'received', 'owner',
           'qr', '灯不亮', '3楼', NULL, NULL, NULL, NULL, '2026-01-01', NULL, NULL, NULL, NULL,
           NULL, 't');",
    )
    .unwrap();
    drop(conn);
    migrate(&test.url).unwrap();
    let mut conn = test.conn();
    let none = "SELECT content AS name FROM complaint_contacts WHERE photos_unkept = 0";
    let kept: Vec<Name> = sql_query(none).load(&mut conn).unwrap();
    assert_eq!(kept.len(), 1);
    back_to_before(&mut conn, "0015");
    let kept: Vec<Name> = sql_query("SELECT content AS name FROM complaints")
        .load(&mut conn)
        .unwrap();
    assert_eq!(kept[0].name, "灯不亮");
}

#[derive(QueryableByName)]
struct Writer {
    #[diesel(sql_type = diesel::sql_types::Text)]
    notice_id: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    user_id: String,
}

/// A notice as it was kept before its writers were, at a stage.
fn notice_before(id: &str, stage: &str) -> String {
    format!(
        "INSERT INTO notices (id, office_id, community_id, kind, stage, title, content,
           content_version, version, author_id, publish_at, remove_after, created_at, updated_at,
           late, held)
         VALUES ('{id}', 'o', 'p', 'planned_outage', '{stage}', 'T', '[]', 1, 7, 'author',
           '2026-01-01', '2026-01-01', '2026-01-01', '2026-01-09', FALSE, FALSE);"
    )
}

/// A step in the record of a notice.
struct Step {
    actor: &'static str,
    act: &'static str,
    notice: &'static str,
    at: &'static str,
}

impl Step {
    fn insert(&self, n: usize) -> String {
        let Self {
            actor,
            act,
            notice,
            at,
        } = self;
        format!(
            "INSERT INTO audit_entries (id, at, actor, actor_name, act, subject, detail)
             VALUES ('e{n}', '{at}', '{actor}', '{actor}', '{act}', 'notice:{notice}', '');"
        )
    }
}

/// What stood in a database before the writers of notices were kept: a draft, one in review that
/// was approved once, and one that is out.
fn open_notices() -> String {
    let company = "INSERT INTO offices VALUES ('o', 'office', '管理处', 'Office', '1', NULL,
           '2026-01-01');
         INSERT INTO places VALUES ('p', 'o', 'p', NULL, 'community', 0, '园', 'Garden', 0, 'p/',
           '2026-01-01');";
    let approved = "INSERT INTO notice_revisions (id, notice_id, office_id, revision, number,
           content, content_version, template_version, base_url, post_by, remove_after,
           approved_by, approved_at, withdrawn_at)
         VALUES ('v', 'r', 'o', 1, '1', '{}', 1, 1, 'https://x', '2026-01-05', '2026-01-05',
           'reviewer', '2026-01-05', '2026-01-06');";
    let users = ["author", "before", "after", "reviewer"].map(|user| {
        format!(
            "INSERT INTO users VALUES ('{user}', '{user}', '人', NULL, '', '2026-01-01', NULL);"
        )
    });
    let notices = [("d", "draft"), ("r", "in_review"), ("out", "published")];
    let notices = notices.map(|(id, stage)| notice_before(id, stage));
    let step = |actor, act, notice, at| Step {
        actor,
        act,
        notice,
        at,
    };
    let steps = [
        step("author", "notice.drafted", "d", "2026-01-01"),
        step("before", "notice.taken_back", "d", "2026-01-02"),
        step("after", "notice.sent", "r", "2026-01-07"),
        step("before", "notice.taken_back", "r", "2026-01-03"),
        step("reviewer", "notice.returned", "r", "2026-01-08"),
        step("system:publish", "notice.sent", "r", "2026-01-08"),
        step("author", "notice.drafted", "out", "2026-01-01"),
    ];
    let steps: Vec<String> = steps
        .iter()
        .enumerate()
        .map(|(n, step)| step.insert(n))
        .collect();
    [
        company.to_owned(),
        users.concat(),
        notices.concat(),
        steps.concat(),
        approved.to_owned(),
    ]
    .concat()
}

#[test]
fn whoever_may_have_written_what_is_open_is_a_writer_of_it() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, "0016");
    conn.batch_execute(&open_notices()).unwrap();
    drop(conn);
    migrate(&test.url).unwrap();
    let mut conn = test.conn();
    let sql = "SELECT notice_id, user_id FROM notice_writers ORDER BY notice_id, user_id";
    let writers: Vec<Writer> = sql_query(sql).load(&mut conn).unwrap();
    let writers: Vec<(&str, &str)> = writers
        .iter()
        .map(|w| (w.notice_id.as_str(), w.user_id.as_str()))
        .collect();
    assert_eq!(
        writers,
        [
            ("d", "author"),
            ("d", "before"),
            ("r", "after"),
            ("r", "author"),
        ],
        "not who acted before the approval, nor who only reviewed, nor of what is out"
    );
    let sent: Vec<Name> = sql_query("SELECT notice_id AS name FROM notice_sent_texts")
        .load(&mut conn)
        .unwrap();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].name, "r");
    back_to_before(&mut conn, "0016");
    migrate(&test.url).unwrap();
}

#[test]
fn drafts_that_were_thrown_away_before_stay_so() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, "0016");
    let line = |n: &str, office: &str, notice: &str| {
        format!(
            "INSERT INTO audit_entries (id, at, actor, actor_name, office_id, act, subject, detail)
             VALUES ('gone{n}', '2026-01-0{n}', 'author', '王芳', {office},
               'notice.draft_deleted', 'notice:{notice}', '');"
        )
    };
    let lines = [
        line("1", "'o'", "gone"),
        line("2", "'o'", "gone"),
        line("3", "'o'", "d"),
        line("4", "NULL", "nobodys"),
        line("5", "'closed'", "elsewhere"),
    ];
    conn.batch_execute(&(open_notices() + &lines.concat()))
        .unwrap();
    drop(conn);
    migrate(&test.url).unwrap();
    let mut conn = test.conn();
    let sql = "SELECT notice_id || ' ' || office_id || ' ' || by_name AS name
               FROM notice_thrown_away";
    let gone: Vec<Name> = sql_query(sql).load(&mut conn).unwrap();
    let gone: Vec<&str> = gone.iter().map(|gone| gone.name.as_str()).collect();
    assert_eq!(gone, ["gone o 王芳"], "what came back meanwhile is there");
    back_to_before(&mut conn, "0016");
    migrate(&test.url).unwrap();
}
