//! Sheets that hung before every mark about them was kept.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::connection::SimpleConnection;
use diesel::sql_types::{Integer, Nullable, Text, Timestamp};
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use gaoshi::platform::db::backends::migrate;

use super::{Name, back_to_before};
use crate::support::postgres::TestDb;

/// A notice with one text.
const NOTICE: &str = "
    INSERT INTO offices VALUES ('o', 'office', '管理处', 'Office', '1', NULL, '2026-01-01');
    INSERT INTO users VALUES ('u', 'u', '人', NULL, '', '2026-01-01', NULL);
    INSERT INTO places VALUES ('p', 'o', 'p', NULL, 'community', 0, '园', 'Garden', 0, 'p/',
      '2026-01-01');
    INSERT INTO notices (id, office_id, community_id, kind, stage, title, content,
      content_version, version, author_id, publish_at, remove_after, created_at, updated_at,
      late, held)
    VALUES ('n', 'o', 'p', 'planned_outage', 'published', '停水', '{}', 1, 1, 'u',
      '2026-01-02', '2026-01-09', '2026-01-01', '2026-01-01', FALSE, FALSE);
    INSERT INTO notice_revisions (id, notice_id, office_id, revision, number, content,
      content_version, template_version, base_url, post_by, remove_after, approved_by,
      approved_at)
    VALUES ('r', 'n', 'o', 1, '1号', '{}', 1, 1, 'https://x', '2026-01-03', '2026-01-09', 'u',
      '2026-01-01');";

/// s1 was recorded at once, s2 two days later and taken down, of s3 nobody knows when, and s4
/// never hung.
const HUNG: &str = "
    UPDATE notice_postings SET posted_at = '2026-01-02 08:00:00',
      posted_recorded_at = '2026-01-02 08:00:00', posted_by = 'u' WHERE id = 's1';
    UPDATE notice_postings SET posted_at = '2026-01-02 08:00:00',
      posted_recorded_at = '2026-01-04 09:00:00', posted_by = 'u', posted_reason = '忘了',
      taken_down_at = '2026-01-05 10:00:00', taken_down_recorded_at = '2026-01-05 10:00:00',
      taken_down_by = 'u' WHERE id = 's2';
    UPDATE notice_postings SET posted_at = '2026-01-02 11:00:00' WHERE id = 's3';";

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    posting_id: String,
    #[diesel(sql_type = Integer)]
    mark_no: i32,
    #[diesel(sql_type = Text)]
    act: String,
    #[diesel(sql_type = Timestamp)]
    recorded_at: NaiveDateTime,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = Integer)]
    marks: i32,
    #[diesel(sql_type = Nullable<Timestamp>)]
    posted_counts_at: Option<NaiveDateTime>,
}

fn january(day: u32, hour: u32) -> NaiveDateTime {
    let on = NaiveDate::from_ymd_opt(2026, 1, day).unwrap();
    on.and_hms_opt(hour, 0, 0).unwrap()
}

/// The database of before, with four sheets, brought up to this program.
fn migrated() -> TestDb {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, "0017");
    conn.batch_execute(NOTICE).unwrap();
    for n in 1..=4 {
        conn.batch_execute(&format!(
            "INSERT INTO boards (id, office_id, community_id, place_id, kind, name, name_en,
               sort_key, created_at)
             VALUES ('b{n}', 'o', 'p', 'p', 'notice', '栏{n}', 'Board {n}', {n}, '2026-01-01');
             INSERT INTO notice_postings (id, office_id, notice_id, revision_id, board_id,
               copy_no, copies, code)
             VALUES ('s{n}', 'o', 'n', 'r', 'b{n}', {n}, 4, 'CODE{n}');",
        ))
        .unwrap();
    }
    conn.batch_execute(HUNG).unwrap();
    drop(conn);
    migrate(&test.url).unwrap();
    test
}

#[test]
fn what_is_known_of_them_is_their_first_marks() {
    let test = migrated();
    let sql = "SELECT posting_id, mark_no, act, recorded_at FROM notice_posting_marks \
               WHERE recorded_by = 'u' ORDER BY posting_id, mark_no";
    let marks: Vec<Row> = sql_query(sql).load(&mut test.conn()).unwrap();
    let told = |m: &Row| {
        (
            format!("{} {} {}", m.posting_id, m.mark_no, m.act),
            m.recorded_at,
        )
    };
    assert_eq!(
        marks.iter().map(told).collect::<Vec<_>>(),
        [
            ("s1 1 posted".to_owned(), january(2, 8)),
            ("s2 1 posted".to_owned(), january(4, 9)),
            ("s2 2 taken_down".to_owned(), january(5, 10)),
            ("s3 1 posted".to_owned(), january(2, 11)),
        ]
    );
}

#[test]
fn they_count_from_when_they_were_recorded_and_hang_on_when_the_program_is_taken_back() {
    let test = migrated();
    let mut conn = test.conn();
    let sql = "SELECT marks, posted_counts_at FROM notice_postings ORDER BY id";
    let counts: Vec<Count> = sql_query(sql).load(&mut conn).unwrap();
    let told = |c: &Count| (c.marks, c.posted_counts_at);
    assert_eq!(
        counts.iter().map(told).collect::<Vec<_>>(),
        [
            (1, Some(january(2, 8))),
            (2, Some(january(4, 9))),
            (1, Some(january(2, 11))),
            (0, None)
        ]
    );
    back_to_before(&mut conn, "0017");
    let sql = "SELECT id AS name FROM notice_postings WHERE posted_at IS NOT NULL ORDER BY id";
    let hung: Vec<Name> = sql_query(sql).load(&mut conn).unwrap();
    let hung: Vec<&str> = hung.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(hung, ["s1", "s2", "s3"]);
}
