//! Signs of before they had versions of their own.

use diesel::connection::SimpleConnection;
use gaoshi::platform::db::backends::migrate;

use super::{back_to_before, lines};
use crate::support::postgres::TestDb;

const THIS: &str = "20261129231500";

/// A stop on which two took turns, a run that one alone went on with, a sign that a duty touched
/// last, and what is no sign.
const BEFORE: &str = "
    INSERT INTO audit_entries VALUES
      ('01', '2026-01-05 10:00:00', 'u', '人', 'o', 'sign.made', 'sign_batch:a', ''),
      ('02', '2026-01-05 10:01:00', 'v', '伴', 'o', 'sign.printed', 'sign_batch:a', ''),
      ('03', '2026-01-05 10:02:00', 'u', '人', 'o', 'sign.placed', 'sign_batch:a', ''),
      ('04', '2026-01-05 10:03:00', 'u', '人', 'o', 'sign.removed', 'sign_batch:a', ''),
      ('05', '2026-01-05 10:04:00', 'u', '人', 'o', 'sign_run.made', 'sign_run:b', ''),
      ('06', '2026-01-05 10:05:00', 'u', '人', 'o', 'sign_run.printed', 'sign_run:b', ''),
      ('07', '2026-01-05 10:06:00', 'u', '人', 'o', 'sign.entered', 'sign:c', ''),
      ('08', '2026-01-05 10:07:00', 'system:x', 'x', NULL, 'sign.inspected', 'sign:c', ''),
      ('09', '2026-01-05 10:08:00', 'u', '人', 'o', 'notice.made', 'notice:d', ''),
      ('10', '2026-01-05 10:09:00', 'u', '人', 'o', 'x', 'sign_bins:e', '');";

#[test]
fn a_sign_counts_its_steps_and_knows_the_last_one_of_somebody_else() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, THIS);
    conn.batch_execute(BEFORE).unwrap();
    drop(conn);
    migrate(&test.url).unwrap();
    let versions = || {
        let columns = ["subject", "version", "changed_by", "others_version"];
        lines(&test, &columns, "sign_versions ORDER BY subject")
    };
    let expected = [
        "sign:c 2 system:x 1",
        "sign_batch:a 4 u 2",
        "sign_run:b 2 u 0",
    ];
    let mut found = versions();
    found.sort();
    assert_eq!(found, expected);
    back_to_before(&mut test.conn(), THIS);
    migrate(&test.url).unwrap();
    assert_eq!(versions().len(), 3);
}
