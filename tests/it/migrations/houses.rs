//! A house of before lists, proposals, deputies and hand-overs.

use diesel::connection::SimpleConnection;
use gaoshi::platform::db::backends::migrate;

use super::{back_to_before, lines};
use crate::support::postgres::TestDb;

const THIS: &str = "20261130134000";

const BEFORE: &str = "
    INSERT INTO offices (id, kind, name, name_en, phone, email, created_at, version) VALUES
      ('o', 'office', '锦绣花园管理处', 'Garden', '1', NULL, '2026-01-02', 1);
    INSERT INTO places (id, office_id, community_id, parent_id, kind, sort_key, name, name_en,
      homes, path, created_at, version, closed_at) VALUES
      ('p', 'o', 'p', NULL, 'community', 0, '锦绣花园', 'Garden', 0, 'p/', '2026-01-02', 1, NULL);
    INSERT INTO users (id, login, name, password_hash, created_at, version) VALUES
      ('u', 'wangfang', '王芳', '', '2026-01-01', 1);
    INSERT INTO audit_entries (id, at, actor, actor_name, office_id, act, subject, detail) VALUES
      ('a', '2026-01-03', 'u', '王芳', 'o', 'place.changed', 'place:p', '');";

const SINCE: &str = "
    INSERT INTO place_imports VALUES
      ('i', 'o', 'p', '[]', 1, '', 0, 'u', '王芳', '2026-02-01', NULL, NULL, 1);
    INSERT INTO place_import_places VALUES ('i', 'p', FALSE, 2);
    INSERT INTO place_proposals VALUES
      ('p', 'o', 'p', 'u', '王芳', '2026-02-01', '', 'refused', '2026-02-02', '没有', 2);
    INSERT INTO place_charges VALUES ('p', 'o', '2026-01-02', NULL);
    INSERT INTO user_deputies VALUES
      ('d', 'u', 'u', 'o', '2026-02-01', '2026-02-03', '2026-02-01', NULL);
    INSERT INTO house_marks VALUES ('photo_shelf', 'x');
    UPDATE audit_entries SET for_id = 'u', for_name = '刘建平';";

#[test]
fn what_was_done_before_was_done_for_nobody_and_is_kept_there_and_back() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, THIS);
    conn.batch_execute(BEFORE).unwrap();
    drop(conn);
    migrate(&test.url).unwrap();
    let record = ["id", "actor_name", "for_id", "for_name"];
    assert_eq!(lines(&test, &record, "audit_entries"), ["a 王芳 - -"]);
    test.conn().batch_execute(SINCE).unwrap();
    back_to_before(&mut test.conn(), THIS);
    assert_eq!(lines(&test, &["id", "detail"], "audit_entries"), ["a "]);
    migrate(&test.url).unwrap();
    assert_eq!(lines(&test, &record, "audit_entries"), ["a 王芳 - -"]);
    assert!(lines(&test, &["name"], "house_marks").is_empty());
}
