//! A company of before its offices, places and people could be changed.

use diesel::connection::SimpleConnection;
use gaoshi::platform::db::backends::migrate;

use super::{back_to_before, lines};
use crate::support::postgres::TestDb;

const THIS: &str = "20261130100500";

const BEFORE: &str = "
    INSERT INTO companies VALUES ('c', '锦绣物业服务有限公司', '锦绣物业', FALSE, '2026-01-01');
    INSERT INTO offices VALUES
      ('o', 'office', '锦绣花园管理处', 'Garden', '1', NULL, '2026-01-02');
    INSERT INTO places VALUES
      ('p', 'o', 'p', NULL, 'community', 0, '锦绣花园', 'Garden', 0, 'p/', '2026-01-02');
    INSERT INTO boards VALUES
      ('b', 'o', 'p', 'p', 'notice', '东门', 'Gate', 1, '2026-01-02', NULL);
    INSERT INTO users VALUES ('u', 'wangfang', '王芳', NULL, '', '2026-01-01', NULL);
    INSERT INTO user_sessions VALUES
      ('s', 'u', 'o', 't', '192.0.2.1', '2026-01-03', '2026-01-03', '2026-01-04');";

#[test]
fn what_there_was_is_open_and_was_never_changed() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, THIS);
    conn.batch_execute(BEFORE).unwrap();
    drop(conn);
    migrate(&test.url).unwrap();
    for table in ["companies", "offices", "places", "boards", "users"] {
        assert_eq!(lines(&test, &["version"], table), ["1"], "{table}");
    }
    assert_eq!(lines(&test, &["id", "closed_at"], "places"), ["p -"]);
    assert_eq!(lines(&test, &["id", "device"], "user_sessions"), ["s "]);
    let now = "UPDATE offices SET version = 7; UPDATE places SET closed_at = '2026-02-01';";
    test.conn().batch_execute(now).unwrap();
    back_to_before(&mut test.conn(), THIS);
    migrate(&test.url).unwrap();
    assert_eq!(
        lines(&test, &["name", "version"], "offices"),
        ["锦绣花园管理处 1"]
    );
    assert_eq!(
        lines(&test, &["name", "closed_at"], "places"),
        ["锦绣花园 -"]
    );
}
