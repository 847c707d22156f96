//! Parcels of before they knew their office, and could be withdrawn.

use diesel::connection::SimpleConnection;
use gaoshi::platform::db::backends::migrate;

use super::{back_to_before, lines};
use crate::support::postgres::TestDb;

const THIS: &str = "20261130101000";

/// A mail of a notice's text that is not kept any more, one of a complaint, and what is neither.
const BEFORE: &str = "INSERT INTO outbox VALUES
    ('1', 'notice', 'publish:0193aaaa-0000-7000-8000-000000000000:a@b.cn', 'a@b.cn', '{}',
     '2026-11-01', '2026-11-01', '2026-11-02', 3, 'me', NULL, '2026-11-01', 'refused', '550'),
    ('2', 'complaint', 'complaint:0193aaaa-0000-7000-8000-000000000001', 'a@b.cn', '{}',
     '2026-11-01', '2026-11-01', '2026-11-02', 0, NULL, NULL, NULL, NULL, NULL),
    ('3', 'test', 'x', 'a@b.cn', '{}',
     '2026-11-01', '2026-11-01', '2026-11-02', 1, NULL, NULL, '2026-11-01', 'sent', NULL);";

#[test]
fn parcels_are_kept_and_what_was_withdrawn_is_given_up_to_the_older_program() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, THIS);
    conn.batch_execute(BEFORE).unwrap();
    drop(conn);
    migrate(&test.url).unwrap();
    let urgent = lines(&test, &["id"], "outbox WHERE urgent ORDER BY id");
    assert_eq!(urgent, ["2"]);
    let kept = lines(&test, &["id", "outcome", "attempt"], "outbox ORDER BY id");
    assert_eq!(kept, ["1 refused 3", "2 - 0", "3 sent 1"]);
    let mut conn = test.conn();
    conn.batch_execute("UPDATE outbox SET outcome = 'withdrawn' WHERE id = '1'")
        .unwrap();
    back_to_before(&mut conn, THIS);
    drop(conn);
    let older = lines(&test, &["id", "outcome"], "outbox ORDER BY id");
    assert_eq!(older, ["1 gave_up", "2 -", "3 sent"]);
    migrate(&test.url).unwrap();
    assert_eq!(lines(&test, &["id"], "outbox").len(), 3);
}

#[test]
fn a_mail_finds_its_office_and_its_page() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, THIS);
    conn.batch_execute(
        "INSERT INTO offices (id, kind, name, name_en, phone, email, created_at)
         VALUES ('o', 'office', '东苑', 'East', '1', NULL, '2026-01-01');
         INSERT INTO complaint_cases (id, office_id, number, stage, version, opened_at)
           VALUES ('case', 'o', '1', 'received', 1, '2026-01-01');
         INSERT INTO complaint_contacts (id, office_id, case_id, number, source, channel, content,
             place_text, reach, received_at, photos_unkept, token_hash)
           VALUES ('0193aaaa-0000-7000-8000-000000000001', 'o', 'case', '1', 'owner', 'qr', 'c',
             'p', 'never_given', '2026-01-01', 0, 't');",
    )
    .unwrap();
    conn.batch_execute(BEFORE).unwrap();
    drop(conn);
    migrate(&test.url).unwrap();
    let known = lines(&test, &["id", "office_id", "about"], "outbox ORDER BY id");
    assert_eq!(known, ["1 - -", "2 o /complaints/case", "3 - -"]);
}
