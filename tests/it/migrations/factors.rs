//! People of before the second step, and of before their browsers were known.

use diesel::connection::SimpleConnection;
use gaoshi::platform::db::backends::migrate;

use super::{back_to_before, lines};
use crate::support::postgres::TestDb;

const FACTORS: &str = "20261130130000";
const BROWSERS: &str = "20261130130100";

/// A clerk who is signed in, and a link that waits.
const BEFORE: &str = "
    INSERT INTO offices (id, kind, name, name_en, phone, email, created_at, version) VALUES
      ('o', 'office', '锦绣花园管理处', 'Garden', '1', NULL, '2026-01-02', 1);
    INSERT INTO users (id, login, name, password_hash, created_at, version) VALUES
      ('u', 'wangfang', '王芳', 'hash', '2026-01-01', 1);
    INSERT INTO user_sessions (id, user_id, office_id, csrf, address, created_at, seen_at,
      expires_at, device) VALUES
      ('s', 'u', 'o', 'c', '192.0.2.7', '2026-02-01', '2026-02-01', '2026-02-02', '');
    INSERT INTO user_links (token_hash, purpose, user_id, created_at, expires_at) VALUES
      ('l', 'reset_password', 'u', '2026-02-01', '2026-02-04');";

const A_FACTOR: &str = "
    INSERT INTO user_factors VALUES ('u', 'JBSWY3DPEHPK3PXP', 58000000, '2026-02-01');
    INSERT INTO user_recovery_codes VALUES ('r1', 'u', NULL), ('r2', 'u', '2026-02-01');
    INSERT INTO user_half_sessions VALUES ('h', 'u', '2026-02-01');";

const A_BROWSER: &str = "
    INSERT INTO user_browsers VALUES ('u', 'b', '192.0.2.7', '2026-02-01');";

/// Who may sign in, who is signed in, and which link is open.
fn ways_in(test: &TestDb) -> Vec<String> {
    let users = lines(test, &["login", "password_hash"], "users");
    let sessions = lines(test, &["id", "user_id"], "user_sessions");
    let links = lines(test, &["token_hash", "used_at"], "user_links");
    [users, sessions, links].concat()
}

#[test]
fn who_signed_in_with_a_password_goes_on_to_there_and_back() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, FACTORS);
    conn.batch_execute(BEFORE).unwrap();
    drop(conn);
    let before = ways_in(&test);
    assert_eq!(before, ["wangfang hash", "s u", "l -"]);
    migrate(&test.url).unwrap();
    assert_eq!(ways_in(&test), before);
    let tables = ["user_factors", "user_recovery_codes", "user_half_sessions"];
    for table in tables {
        let rows = lines(&test, &["user_id"], table);
        assert!(rows.is_empty(), "nobody is asked for a code: {table}");
    }
    test.conn().batch_execute(A_FACTOR).unwrap();
    test.conn().batch_execute(A_BROWSER).unwrap();
    back_to_before(&mut test.conn(), FACTORS);
    assert_eq!(ways_in(&test), before, "a password alone opens again");
    migrate(&test.url).unwrap();
    assert_eq!(ways_in(&test), before);
    assert!(lines(&test, &["user_id"], "user_factors").is_empty());
}

#[test]
fn who_has_a_second_step_keeps_it_when_her_browsers_are_known_and_forgotten() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, BROWSERS);
    conn.batch_execute(BEFORE).unwrap();
    conn.batch_execute(A_FACTOR).unwrap();
    drop(conn);
    let steps = || {
        let factor = lines(&test, &["user_id", "secret", "last_step"], "user_factors");
        let codes = "user_recovery_codes WHERE used_at IS NULL";
        let halves = lines(&test, &["id", "user_id"], "user_half_sessions");
        [factor, lines(&test, &["code_hash"], codes), halves].concat()
    };
    let before = steps();
    assert_eq!(before, ["u JBSWY3DPEHPK3PXP 58000000", "r1", "h u"]);
    migrate(&test.url).unwrap();
    assert_eq!(steps(), before);
    let browsers = || lines(&test, &["user_id", "browser"], "user_browsers");
    assert!(browsers().is_empty(), "every one of hers is new");
    test.conn().batch_execute(A_BROWSER).unwrap();
    assert_eq!(browsers(), ["u b"]);
    back_to_before(&mut test.conn(), BROWSERS);
    assert_eq!(steps(), before);
    migrate(&test.url).unwrap();
    assert_eq!(steps(), before);
    assert!(browsers().is_empty());
}
