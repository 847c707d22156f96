//! Complaints of before contacts and cases were told apart.

use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use gaoshi::platform::db::backends::migrate;

use super::{back_to_before, lines};
use crate::support::postgres::TestDb;

const THIS: &str = "20261129113000";

/// An office with a clerk and a building; the rest are complaints: `sheet` through the code of a
/// notice and not looked at, `sign` through that of a sign, held, with photos, and read; `board`
/// through that of a board, its name withdrawn; `blank` through one that stands for nothing, its
/// name and photos gone after ninety days; `call` written down by a clerk; `bare` of which the
/// record has no line.
const BEFORE: &str = "
    INSERT INTO offices VALUES ('o', 'office', '管理处', 'Office', '1', NULL, '2026-01-01');
    INSERT INTO users VALUES ('u', 'u', '王芳', NULL, '', '2026-01-01', NULL);
    INSERT INTO places VALUES ('p', 'o', 'p', NULL, 'community', 0, '园', 'Garden', 0, 'p/',
      '2026-01-01');
    INSERT INTO complaints (id, office_id, community_id, place_id, number, stage, source, channel,
      content, place_text, code, contact_name, contact_phone, privacy_version, received_at,
      recorded_by, seen_at, seen_by, held_reason, nonce_hash, token_hash, photos_unkept)
    VALUES
      ('sheet', 'o', 'p', 'p', 'TS-2026-00001', 'received', 'owner', 'qr', '灯不亮', '3楼',
        '8K4T2M9XQ5', '刘女士', '13800002217', '2026-11-3', '2026-02-01 08:00:00', NULL, NULL,
        NULL, NULL, 'n1', 't1', 0),
      ('sign', 'o', 'p', 'p', 'TS-2026-00002', 'seen', 'occupant', 'qr', '电梯慢', '1楼',
        '8K4T2M9XQ6', NULL, NULL, NULL, '2026-02-02 08:00:00', NULL, '2026-02-02 09:00:00', 'u',
        'code', 'n2', 't2', 2),
      ('board', 'o', 'p', 'p', 'TS-2026-00003', 'received', 'other', 'qr', '公告栏破了', '东门',
        '8K4T2M9XQ7', NULL, NULL, '2026-11-2', '2026-02-03 08:00:00', NULL, NULL, NULL, NULL,
        'n3', 't3', 0),
      ('blank', 'o', NULL, NULL, 'TS-2026-00004', 'received', 'owner', 'qr', '漏水', '车库',
        '8K4T2M9XQ8', NULL, NULL, '2026-11-2', '2026-02-04 08:00:00', NULL, NULL, NULL, 'address',
        'n4', 't4', 0),
      ('call', 'o', 'p', NULL, 'TS-2026-00005', 'seen', 'developer', 'phone', '气味大', '西门',
        NULL, '赵先生', NULL, NULL, '2026-02-05 07:30:00', 'u', '2026-02-05 08:00:00', 'u', NULL,
        NULL, 't5', 0),
      ('bare', 'o', 'p', NULL, 'TS-2026-00006', 'seen', 'owner', 'qr', '门响', '1单元', NULL, NULL,
        NULL, NULL, '2026-02-06 08:00:00', NULL, '2026-02-06 09:00:00', 'u', NULL, 'n6', 't6', 0);
    INSERT INTO complaint_photos VALUES
      ('photo1', 'o', 'sign', 1, 2, 3, '2026-02-02 08:00:00'),
      ('photo2', 'o', 'sign', 4, 5, 6, '2026-02-02 08:00:00');
    INSERT INTO audit_entries (id, at, actor, actor_name, office_id, act, subject, detail) VALUES
      ('a1', '2026-02-01 08:00:00', 'visitor', '扫码', 'o', 'complaint.received',
        'complaint:sheet', 'TS-2026-00001'),
      ('a2', '2026-02-02 08:00:00', 'visitor', '扫码', 'o', 'complaint.received',
        'complaint:sign', 'TS-2026-00002'),
      ('a3', '2026-02-02 09:00:00', 'u', '王小芳', 'o', 'complaint.seen', 'complaint:sign', ''),
      ('a4', '2026-02-03 08:00:00', 'visitor', '扫码', 'o', 'complaint.received',
        'complaint:board', 'TS-2026-00003'),
      ('a5', '2026-02-03 20:00:00', 'follower', '专属链接', 'o', 'complaint.contact_withdrawn',
        'complaint:board', ''),
      ('a6', '2026-02-04 08:00:00', 'visitor', '扫码', 'o', 'complaint.received',
        'complaint:blank', 'TS-2026-00004'),
      ('a7', '2026-02-11 08:00:00', 'system:complaints', '系统', NULL,
        'complaint.photos_unchecked', 'complaint:blank', ''),
      ('a8', '2026-05-05 08:00:00', 'system:complaints', '系统', NULL,
        'complaint.contact_expired', 'complaint:blank', ''),
      ('a9', '2026-02-05 08:00:00', 'u', '王小芳', 'o', 'complaint.recorded', 'complaint:call',
        'TS-2026-00005'),
      ('b1', '2026-02-05 08:00:00', 'u', '王小芳', 'o', 'notice.drafted', 'notice:call', '');";

/// The names of columns, a space between two.
fn columns(names: &str) -> Vec<&str> {
    names.split(' ').collect()
}

/// A house of before with a complaint of every sort.
fn before() -> TestDb {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, THIS);
    conn.batch_execute(BEFORE).unwrap();
    drop(conn);
    test
}

#[test]
fn a_complaint_becomes_a_contact_with_a_case_of_the_same_number() {
    let test = before();
    migrate(&test.url).unwrap();
    let cases = lines(
        &test,
        &columns("id number stage version seen_by community_id"),
        "complaint_cases ORDER BY number",
    );
    assert_eq!(
        cases,
        [
            "sheet TS-2026-00001 received 1 - p",
            "sign TS-2026-00002 seen 2 u p",
            "board TS-2026-00003 received 1 - p",
            "blank TS-2026-00004 received 1 - -",
            "call TS-2026-00005 seen 2 u p",
            "bare TS-2026-00006 seen 2 u p",
        ]
    );
    let contacts = lines(
        &test,
        &columns(
            "id case_id number reach contact_name contact_phone recorded_by_name held_reason photos_unkept nonce_hash token_hash code privacy_version place_text",
        ),
        "complaint_contacts ORDER BY number",
    );
    assert_eq!(
        contacts,
        [
            "sheet sheet TS-2026-00001 open 刘女士 13800002217 - - 0 n1 t1 8K4T2M9XQ5 2026-11-3 3楼",
            "sign sign TS-2026-00002 never_given - - - code 2 n2 t2 8K4T2M9XQ6 - 1楼",
            "board board TS-2026-00003 withdrawn - - - - 0 n3 t3 8K4T2M9XQ7 2026-11-2 东门",
            "blank blank TS-2026-00004 expired - - - address 0 n4 t4 8K4T2M9XQ8 2026-11-2 车库",
            "call call TS-2026-00005 open 赵先生 - 王小芳 - 0 - t5 - - 西门",
            "bare bare TS-2026-00006 never_given - - - - 0 n6 t6 - - 1单元",
        ]
    );
    let photos = lines(
        &test,
        &["id", "contact_id", "width", "height", "bytes"],
        "complaint_photos ORDER BY id",
    );
    assert_eq!(photos, ["photo1 sign 1 2 3", "photo2 sign 4 5 6"]);
}

#[test]
fn what_was_done_with_a_complaint_becomes_steps_of_it() {
    let test = before();
    migrate(&test.url).unwrap();
    let steps = lines(
        &test,
        &["act", "case_id", "contact_id", "by_id", "by_name"],
        "complaint_steps ORDER BY taken_at, id",
    );
    assert_eq!(
        steps,
        [
            "received - sheet - 扫码",
            "received - sign - 扫码",
            "seen sign - u 王小芳",
            "received - board - 扫码",
            "contact_withdrawn - board - 专属链接",
            "received - blank - 扫码",
            "recorded - call u 王小芳",
            "received - bare - 扫码",
            "seen bare - u 王芳",
            "photos_unchecked - blank - 系统",
            "contact_expired - blank - 系统",
        ]
    );
}

#[derive(QueryableByName, Debug, PartialEq, Eq)]
struct Old {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Text)]
    stage: String,
    #[diesel(sql_type = Nullable<Text>)]
    contact_name: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    seen_by: Option<String>,
    #[diesel(sql_type = BigInt)]
    photos: i64,
}

fn old(test: &TestDb) -> Vec<Old> {
    sql_query(
        "SELECT id, stage, contact_name, seen_by,
           (SELECT COUNT(*) FROM complaint_photos p WHERE p.complaint_id = c.id) AS photos
         FROM complaints c ORDER BY number",
    )
    .load(&mut test.conn())
    .unwrap()
}

#[test]
fn an_older_program_finds_its_complaints_again() {
    let test = before();
    let was = old(&test);
    assert_eq!(was.len(), 6);
    migrate(&test.url).unwrap();
    // What came since has a case with an id of its own.
    test.conn()
        .batch_execute(
            "INSERT INTO complaint_cases (id, office_id, number, stage, version, opened_at)
               VALUES ('k', 'o', 'TS-2026-00007', 'received', 1, '2026-02-07');
             INSERT INTO complaint_contacts (id, office_id, case_id, number, source, channel,
               content, place_text, reach, received_at, photos_unkept, token_hash)
               VALUES ('c', 'o', 'k', 'TS-2026-00007', 'owner', 'qr', '新的', '', 'never_given',
               '2026-02-07', 0, 't7');
             INSERT INTO complaint_photos VALUES ('photo3', 'o', 'c', 1, 1, 1, '2026-02-07');",
        )
        .unwrap();
    back_to_before(&mut test.conn(), THIS);
    let mut is = old(&test);
    let new = is.pop().unwrap();
    assert_eq!(is, was);
    assert_eq!((new.id.as_str(), new.photos), ("k", 1));
    migrate(&test.url).unwrap();
    assert_eq!(lines(&test, &["id"], "complaint_contacts").len(), 7);
}

const HELD: &str = "20261130102000";

#[test]
fn why_something_waits_is_kept_there_and_back_and_a_trap_waits_like_what_came_too_often() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, HELD);
    conn.batch_execute(
        "INSERT INTO offices (id, kind, name, name_en, phone, email, created_at)
         VALUES ('o', 'office', '东苑', 'East', '1', NULL, '2026-01-01');
         INSERT INTO complaint_contacts (id, office_id, number, source, channel, content,
             place_text, reach, received_at, photos_unkept, token_hash, held_reason)
           VALUES ('1', 'o', '1', 'owner', 'qr', 'c', 'p', 'never_given', '2026-01-01', 0, 't', 'code'),
             ('2', 'o', '2', 'owner', 'qr', 'c', 'p', 'never_given', '2026-01-01', 0, 'u', NULL);",
    )
    .unwrap();
    drop(conn);
    migrate(&test.url).unwrap();
    let held = |column| lines(&test, &["id", column], "complaint_contacts ORDER BY id");
    assert_eq!(held("held_for"), ["1 code", "2 -"]);
    let mut conn = test.conn();
    conn.batch_execute("UPDATE complaint_contacts SET held_for = 'trap' WHERE id = '2'")
        .unwrap();
    back_to_before(&mut conn, HELD);
    drop(conn);
    assert_eq!(held("held_reason"), ["1 code", "2 address"]);
    migrate(&test.url).unwrap();
    assert_eq!(held("held_for"), ["1 code", "2 address"]);
}

const DETAILS: &str = "20261130194500";

#[test]
fn a_step_of_before_says_nothing_more_and_one_that_put_something_right_is_unknown_before() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, DETAILS);
    conn.batch_execute(
        "INSERT INTO offices (id, kind, name, name_en, phone, email, created_at)
         VALUES ('o', 'office', '东苑', 'East', '1', NULL, '2026-01-01');
         INSERT INTO complaint_cases (id, office_id, number, stage, version, opened_at)
           VALUES ('k', 'o', '1', 'received', 1, '2026-01-01');
         INSERT INTO complaint_steps (id, office_id, case_id, act, taken_at, by_name)
           VALUES ('1', 'o', 'k', 'seen', '2026-01-02', '王芳');",
    )
    .unwrap();
    drop(conn);
    migrate(&test.url).unwrap();
    let steps = |columns: &str| {
        let columns = columns.split(' ').collect::<Vec<_>>();
        lines(&test, &columns, "complaint_steps ORDER BY id")
    };
    assert_eq!(steps("id case_id act by_name detail"), ["1 k seen 王芳 "]);
    let mut conn = test.conn();
    conn.batch_execute(
        "INSERT INTO complaint_steps (id, office_id, case_id, act, taken_at, by_name, detail)
         VALUES ('2', 'o', 'k', 'noted', '2026-01-03', '王芳', '已到场');",
    )
    .unwrap();
    back_to_before(&mut conn, DETAILS);
    drop(conn);
    assert_eq!(steps("id case_id act by_name"), ["1 k seen 王芳"]);
    migrate(&test.url).unwrap();
    assert_eq!(steps("id detail"), ["1 "]);
}
