//! Notices of before an outage was one kind, whatever its urgency.

use diesel::connection::SimpleConnection;
use gaoshi::platform::db::backends::migrate;

use super::{back_to_before, lines};
use crate::support::postgres::TestDb;

const THIS: &str = "20261129230000";

/// A notice as it was kept.
struct Kept {
    id: &'static str,
    kind: &'static str,
    title: &'static str,
}

impl Kept {
    fn insert(&self) -> String {
        let Self { id, kind, title } = self;
        format!(
            "INSERT INTO notices (id, office_id, community_id, kind, stage, title, content,
               content_version, version, author_id, publish_at, remove_after, created_at,
               updated_at, late, held)
             VALUES ('{id}', 'o', 'p', '{kind}', 'published', '{title}', '[]', 1, 7, 'author',
               '2026-01-01', '2026-01-01', '2026-01-01', '2026-01-09', FALSE, FALSE);"
        )
    }
}

const KEPT: [Kept; 6] = [
    Kept {
        id: "1",
        kind: "planned_outage",
        title: "停水通知 3号楼",
    },
    Kept {
        id: "2",
        kind: "repair_notice",
        title: "停水抢修通知 4号楼",
    },
    Kept {
        id: "3",
        kind: "repair_notice",
        title: "停电抢修通知 5号楼",
    },
    Kept {
        id: "4",
        kind: "planned_outage",
        title: "停水停电通知（未填完）",
    },
    Kept {
        id: "5",
        kind: "outage_apology",
        title: "停水致歉说明 4号楼",
    },
    Kept {
        id: "6",
        kind: "cancellation",
        title: "停水取消通知 3号楼",
    },
];

const PLACES: &str = "
    INSERT INTO offices VALUES ('o', 'office', '管理处', 'Office', '1', NULL, '2026-01-01');
    INSERT INTO places VALUES ('p', 'o', 'p', NULL, 'community', 0, '园', 'Garden', 0, 'p/',
      '2026-01-01');
    INSERT INTO users VALUES ('author', 'author', '人', NULL, '', '2026-01-01', NULL);";

#[test]
fn an_outage_is_one_kind_and_finds_its_way_back_by_its_title() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, THIS);
    conn.batch_execute(PLACES).unwrap();
    for kept in KEPT {
        conn.batch_execute(&kept.insert()).unwrap();
    }
    let kinds = || lines(&test, &["id", "kind"], "notices ORDER BY id");
    let before = kinds();
    drop(conn);
    migrate(&test.url).unwrap();
    assert_eq!(
        kinds(),
        [
            "1 outage",
            "2 outage",
            "3 outage",
            "4 outage",
            "5 apology",
            "6 cancellation"
        ]
    );
    back_to_before(&mut test.conn(), THIS);
    assert_eq!(kinds(), before);
    migrate(&test.url).unwrap();
}

const RECORDS: &str = "20261129231800";

const OUTAGES: &str = "
    INSERT INTO notice_outages (id, office_id, community_id, utility, cause, starts_at,
        expected_end_at, reason, created_at, updated_at)
      VALUES ('old', 'o', 'p', 'water', 'own', '2026-01-02', '2026-01-03', 'R', '2026-01-01',
        '2026-01-01'),
      ('new', 'o', 'p', 'water', 'own', '2026-01-02', '2026-01-03', 'R', '2026-01-01',
        '2026-01-01');";

#[test]
fn what_a_notice_is_about_is_its_record_and_an_outage_finds_its_way_back() {
    let test = TestDb::new();
    let mut conn = test.conn();
    back_to_before(&mut conn, RECORDS);
    conn.batch_execute(PLACES).unwrap();
    conn.batch_execute(OUTAGES).unwrap();
    for kept in KEPT {
        conn.batch_execute(&kept.insert()).unwrap();
    }
    conn.batch_execute("UPDATE notices SET outage_id = 'old' WHERE id IN ('1', '6');")
        .unwrap();
    drop(conn);
    migrate(&test.url).unwrap();
    let records = || lines(&test, &["id", "record_id"], "notices ORDER BY id");
    assert_eq!(records(), ["1 old", "2 -", "3 -", "4 -", "5 -", "6 old"]);
    let since = "UPDATE notices SET record_id = 'new' WHERE id = '2';
         UPDATE notices SET record_id = 'of another kind' WHERE id = '3';";
    test.conn().batch_execute(since).unwrap();
    back_to_before(&mut test.conn(), RECORDS);
    let outages = lines(&test, &["id", "outage_id"], "notices ORDER BY id");
    assert_eq!(outages, ["1 old", "2 new", "3 -", "4 -", "5 -", "6 old"]);
    migrate(&test.url).unwrap();
}
