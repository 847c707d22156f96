//! Copies of stops that were made before they knew by themselves when they come down, and which end
//! they show.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::connection::SimpleConnection;
use diesel::sql_types::{Nullable, Text, Timestamp};
use diesel::{ExpressionMethods, QueryDsl, QueryableByName, RunQueryDsl, sql_query};
use gaoshi::platform::db::backends::migrate;
use gaoshi::schema::sign_placed;

use super::{back_to_before, lines};
use crate::support::postgres::TestDb;

/// A stop whose end was moved twice, and one that ended as it was said.
const STOPS: &str = "
    INSERT INTO offices VALUES ('o', 'office', '管理处', 'Office', '1', NULL, '2026-01-01');
    INSERT INTO users VALUES ('u', 'u', '人', NULL, '', '2026-01-01', NULL);
    INSERT INTO places VALUES ('p', 'o', 'p', NULL, 'community', 0, '园', 'Garden', 0, 'p/',
      '2026-01-01');
    INSERT INTO sign_batches VALUES ('moved', 'o', 'p', 'p', 'i-clean', '{}',
      '2026-01-05 08:00:00', '2026-01-06 12:00:00', 'https://x', 'u', '2026-01-05 06:00:00');
    INSERT INTO sign_batches VALUES ('kept', 'o', 'p', 'p', 'i-clean', '{}',
      '2026-01-05 08:00:00', '2026-01-06 10:30:00.250', 'https://x', 'u', '2026-01-05 06:00:00');
    INSERT INTO audit_entries VALUES
      ('1', '2026-01-05 10:00:00', 'u', '人', 'o', 'sign.end_moved', 'sign_batch:moved',
        '2026-01-06T09:00:00Z → 2026-01-06T11:00:00Z'),
      ('2', '2026-01-05 11:00:00', 'u', '人', 'o', 'sign.printed', 'sign_batch:moved', '× 6'),
      ('3', '2026-01-06 08:00:00', 'u', '人', 'o', 'sign.end_moved', 'sign_batch:moved',
        '2026-01-06T11:00:00Z → 2026-01-06T12:00:00Z'),
      ('4', '2026-01-06 08:00:00', 'u', '人', 'o', 'sign.end_moved', 'sign_batch:other',
        '2026-01-01T00:00:00Z → 2026-01-02T00:00:00Z');";

/// A copy: its stop, how far it is, when it was printed and when hung.
struct Copy(
    &'static str,
    &'static str,
    &'static str,
    Option<&'static str>,
    Option<&'static str>,
);

const COPIES: [Copy; 8] = [
    Copy(
        "1 hung before",
        "moved",
        "placed",
        Some("05 07:00:00"),
        Some("05 08:00:00"),
    ),
    Copy(
        "2 hung between",
        "moved",
        "damaged",
        Some("05 07:00:00"),
        Some("05 12:00:00"),
    ),
    Copy(
        "3 hung after",
        "moved",
        "placed",
        Some("05 07:00:00"),
        Some("06 09:00:00"),
    ),
    Copy(
        "4 ready before",
        "moved",
        "printed",
        Some("05 07:00:00"),
        None,
    ),
    Copy(
        "5 ready after",
        "moved",
        "printed",
        Some("06 08:30:00"),
        None,
    ),
    Copy("6 not printed", "moved", "wanted", None, None),
    Copy(
        "7 down again",
        "moved",
        "removed",
        Some("06 09:00:00"),
        Some("05 08:00:00"),
    ),
    Copy(
        "8 as it was said",
        "kept",
        "placed",
        Some("05 07:00:00"),
        Some("05 08:00:00"),
    ),
];

impl Copy {
    fn insert(&self) -> String {
        let Self(id, batch, state, printed, placed) = self;
        let at = |day: Option<&str>| day.map_or("NULL".to_owned(), |d| format!("'2026-01-{d}'"));
        format!(
            "INSERT INTO sign_placed (id, office_id, batch_id, design, label_zh, label_en, version,
               place_id, spot, code, copy_no, copies, state, entered_at, printed_at, placed_at)
             VALUES ('{id}', 'o', '{batch}', 'i-clean', '', '', 1, 'p', '', '{id}', {}, 7, '{state}',
               '2026-01-05 06:00:00', {}, {});",
            &id[..1],
            at(*printed),
            at(*placed)
        )
    }
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Nullable<Timestamp>)]
    down_by: Option<NaiveDateTime>,
    #[diesel(sql_type = Nullable<Text>)]
    end_shown: Option<String>,
}

fn january(hour: u32, minute: u32, millis: u32) -> NaiveDateTime {
    let on = NaiveDate::from_ymd_opt(2026, 1, 6).unwrap();
    on.and_hms_milli_opt(hour, minute, 0, millis).unwrap()
}

#[test]
fn a_copy_knows_when_it_comes_down_and_which_end_it_shows() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, "20261129112000");
    conn.batch_execute(STOPS).unwrap();
    for copy in &COPIES {
        conn.batch_execute(&copy.insert()).unwrap();
    }
    conn.batch_execute(
        "INSERT INTO sign_placed (id, office_id, design, label_zh, label_en, version, place_id,
           spot, code, copy_no, copies, state, entered_at, placed_at)
         VALUES ('9 stays', 'o', 't-light', '', '', 1, 'p', '', '9', 1, 1, 'placed',
           '2026-01-05 06:00:00', '2026-01-05 06:00:00');",
    )
    .unwrap();
    drop(conn);
    migrate(&test.url).unwrap();
    let mut conn = test.conn();
    let sql = "SELECT id, down_by, end_shown FROM sign_placed ORDER BY id";
    let rows: Vec<Row> = sql_query(sql).load(&mut conn).unwrap();
    let shown: Vec<(&str, Option<&str>)> = rows
        .iter()
        .map(|row| (row.id.as_str(), row.end_shown.as_deref()))
        .collect();
    assert_eq!(
        shown,
        [
            ("1 hung before", Some("2026-01-06T09:00:00Z")),
            ("2 hung between", Some("2026-01-06T11:00:00Z")),
            ("3 hung after", Some("2026-01-06T12:00:00Z")),
            ("4 ready before", Some("2026-01-06T09:00:00Z")),
            ("5 ready after", Some("2026-01-06T12:00:00Z")),
            ("6 not printed", Some("2026-01-06T09:00:00Z")),
            ("7 down again", Some("2026-01-06T09:00:00Z")),
            ("8 as it was said", Some("2026-01-06T10:30:00Z")),
            ("9 stays", None),
        ]
    );
    let ends: Vec<Option<NaiveDateTime>> = rows.iter().map(|row| row.down_by).collect();
    let moved = Some(january(12, 0, 0));
    assert_eq!(ends[..7], [moved; 7]);
    assert_eq!(ends[7..], [Some(january(10, 30, 250)), None]);
    back_to_before(&mut conn, "20261129112000");
    migrate(&test.url).unwrap();
}

#[test]
fn a_sign_carries_the_path_of_its_place() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, "20261129222500");
    conn.batch_execute(STOPS).unwrap();
    for copy in &COPIES {
        conn.batch_execute(&copy.insert()).unwrap();
    }
    drop(conn);
    migrate(&test.url).unwrap();
    let mut conn = test.conn();
    let here = sign_placed::table.filter(sign_placed::place_path.eq("p/"));
    let here: i64 = here.count().get_result(&mut conn).unwrap();
    assert_eq!(here, 8, "every copy");
    back_to_before(&mut conn, "20261129222500");
    migrate(&test.url).unwrap();
}

#[test]
fn the_words_of_a_stop_of_before_are_of_the_first_version() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, "20261129231700");
    conn.batch_execute(STOPS).unwrap();
    drop(conn);
    migrate(&test.url).unwrap();
    let versions = || {
        let columns = ["id", "wording_version"];
        lines(&test, &columns, "sign_batches ORDER BY id")
    };
    assert_eq!(versions(), ["kept 1", "moved 1"]);
    back_to_before(&mut test.conn(), "20261129231700");
    migrate(&test.url).unwrap();
    assert_eq!(versions(), ["kept 1", "moved 1"]);
}
