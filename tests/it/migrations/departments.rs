//! Offices of before departments.

use diesel::connection::SimpleConnection;
use gaoshi::platform::db::backends::migrate;

use super::{back_to_before, lines};
use crate::support::postgres::TestDb;

const THIS: &str = "20261129113100";

/// A head office, an office with two managers of whom the first has left, and one with nobody.
const BEFORE: &str = "
    INSERT INTO offices VALUES
      ('h', 'head', '公司本部', 'Head office', '1', NULL, '2026-01-01'),
      ('o', 'office', '锦绣花园管理处', 'Garden', '1', NULL, '2026-01-02'),
      ('e', 'office', '云栖里管理处', 'Yunqi', '1', NULL, '2026-01-03');
    INSERT INTO users VALUES
      ('1', 'left', '老刘', NULL, '', '2026-01-01', '2026-02-01'),
      ('2', 'manager', '刘建平', NULL, '', '2026-01-01', NULL),
      ('3', 'second', '孙伟', NULL, '', '2026-01-01', NULL),
      ('4', 'clerk', '王芳', NULL, '', '2026-01-01', NULL),
      ('5', 'reviewer', '何晓梅', NULL, '', '2026-01-01', NULL),
      ('6', 'operations', '赵磊', NULL, '', '2026-01-01', NULL),
      ('7', 'admin', '周敏', NULL, '', '2026-01-01', NULL);
    INSERT INTO user_roles VALUES
      ('1', 'o', 'office_manager'), ('2', 'o', 'office_manager'), ('3', 'o', 'office_manager'),
      ('4', 'o', 'clerk'), ('5', 'o', 'reviewer'), ('6', 'h', 'operations'),
      ('7', 'h', 'administrator');";

#[test]
fn each_office_has_its_department_headed_by_its_manager() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, THIS);
    conn.batch_execute(BEFORE).unwrap();
    drop(conn);
    migrate(&test.url).unwrap();
    let departments = lines(
        &test,
        &["office_id", "name", "head_id"],
        "departments ORDER BY created_at",
    );
    assert_eq!(departments, ["h 经营管理部 -", "o 事务部 2", "e 事务部 -"]);
    let members = lines(
        &test,
        &["department_id", "user_id"],
        "department_members ORDER BY department_id, user_id",
    );
    assert_eq!(members, ["h 6", "o 2", "o 3", "o 4"]);
    back_to_before(&mut test.conn(), THIS);
    migrate(&test.url).unwrap();
    assert_eq!(lines(&test, &["id"], "departments").len(), 3);
}

const JOINED: &str = "20261129231600";

/// Of these the first departments knew the clerk alone.
const SINCE: &str = "
    INSERT INTO departments VALUES
      ('h', 'h', '经营管理部', 'Operations', NULL, '2026-01-01'),
      ('o', 'o', '事务部', 'Customer affairs', '1', '2026-01-01'),
      ('d', 'e', '事务部', 'Customer affairs', NULL, '2026-01-01');
    INSERT INTO department_members VALUES ('o', '1'), ('o', '4');";

#[test]
fn who_began_since_there_are_departments_joins_and_who_has_left_leaves() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, JOINED);
    conn.batch_execute(BEFORE).unwrap();
    conn.batch_execute(SINCE).unwrap();
    drop(conn);
    migrate(&test.url).unwrap();
    let now = || {
        let heads = lines(&test, &["id", "head_id"], "departments ORDER BY id");
        let members = "department_members ORDER BY department_id, user_id";
        (heads, lines(&test, &["department_id", "user_id"], members))
    };
    let expected = now();
    assert_eq!(expected.0, ["d -", "h -", "o 2"]);
    assert_eq!(expected.1, ["h 6", "o 2", "o 3", "o 4"]);
    back_to_before(&mut test.conn(), JOINED);
    migrate(&test.url).unwrap();
    assert_eq!(now(), expected);
}
