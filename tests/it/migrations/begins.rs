//! Notices of before lists knew when what they tell of happens.

use diesel::connection::SimpleConnection;
use gaoshi::platform::db::backends::migrate;

use super::{back_to_before, lines};
use crate::support::postgres::TestDb;

const THIS: &str = "20261130103000";

/// A notice about an outage and one about nothing that is recorded.
const BEFORE: &str = "
    INSERT INTO offices (id, kind, name, name_en, phone, email, created_at)
    VALUES ('o', 'office', '管理处', 'Office', '1', NULL, '2026-01-01');
    INSERT INTO users (id, login, name, email, password_hash, created_at, disabled_at)
    VALUES ('u', 'u', '人', NULL, '', '2026-01-01', NULL);
    INSERT INTO places (id, office_id, community_id, parent_id, kind, sort_key, name, name_en,
      homes, path, created_at) VALUES ('p', 'o', 'p', NULL, 'community', 0, '园', 'Garden', 0, 'p/',
      '2026-01-01');
    INSERT INTO notice_outages (id, office_id, community_id, utility, cause, starts_at,
      expected_end_at, reason, created_at, updated_at)
    VALUES ('x', 'o', 'p', 'water', 'own', '2026-01-05 01:00:00', '2026-01-05 04:00:00', '检修',
      '2026-01-01', '2026-01-01');
    INSERT INTO notices (id, office_id, community_id, kind, stage, title, content,
      content_version, version, author_id, publish_at, remove_after, created_at, updated_at,
      late, held, record_id)
    VALUES ('a', 'o', 'p', 'outage', 'published', '停水', '{}', 2, 1, 'u',
      '2026-01-02', '2026-01-09', '2026-01-01', '2026-01-01', FALSE, FALSE, 'x'),
      ('b', 'o', 'p', 'outage', 'draft', '停水', '{}', 2, 1, 'u',
      '2026-01-02', '2026-01-09', '2026-01-01', '2026-01-01', FALSE, FALSE, NULL);";

#[test]
fn a_notice_about_an_outage_has_its_times_and_another_has_none() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, THIS);
    conn.batch_execute(BEFORE).unwrap();
    drop(conn);
    migrate(&test.url).unwrap();
    let times = || {
        let columns = ["id", "begins_at"];
        let found = lines(&test, &columns, "notices ORDER BY id");
        let begins: Vec<String> = found
            .iter()
            .map(|line| line.chars().take(12).collect())
            .collect();
        begins
    };
    assert_eq!(times(), ["a 2026-01-05", "b -"]);
    back_to_before(&mut test.conn(), THIS);
    migrate(&test.url).unwrap();
    assert_eq!(times(), ["a 2026-01-05", "b -"]);
}
