//! Codes that somebody looked into, of before each office looked for itself.

use diesel::connection::SimpleConnection;
use gaoshi::platform::db::backends::migrate;

use super::{back_to_before, lines};
use crate::support::postgres::TestDb;

const THIS: &str = "20261130130200";

const BEFORE: &str = "
    INSERT INTO offices (id, kind, name, name_en, phone, created_at) VALUES
      ('h', 'head', '公司本部', 'Head', '1', '2026-01-02'),
      ('o', 'office', '锦绣花园管理处', 'Garden', '1', '2026-01-02');
    INSERT INTO users (id, login, name, password_hash, created_at) VALUES
      ('u', 'wangfang', '王芳', '', '2026-01-01');
    INSERT INTO code_checks VALUES ('8K4T2M9XQ5', '2026-03-01', '2026-03-01', 'u', '已撕');";

#[test]
fn what_was_looked_into_before_stays_looked_into_for_every_office() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, THIS);
    conn.batch_execute(BEFORE).unwrap();
    drop(conn);
    let whole = [
        "8K4T2M9XQ5 h 2026-03-01 已撕",
        "8K4T2M9XQ5 o 2026-03-01 已撕",
    ];
    let columns = ["code", "office_id", "day", "remark"];
    for _ in 0..2 {
        migrate(&test.url).unwrap();
        let kept = lines(&test, &columns, "code_office_checks ORDER BY office_id");
        assert_eq!(kept, whole);
        back_to_before(&mut test.conn(), THIS);
        assert_eq!(lines(&test, &["remark"], "code_checks"), ["已撕"]);
    }
}
