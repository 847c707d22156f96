//! The list of notices: a hundred thousand rows against a hundred.

use gaoshi::platform::db::DatabaseUrl;

use crate::house::{CLERK, House, PASSWORD};
use crate::place::Place;
use crate::process::{Process, Visitor};
use crate::{Line, median, millis, p99, timed};

const FEW: usize = 100;
const MANY: usize = 100_000;
/// Notices that still want something; the rest is over.
const OPEN: usize = 40;
const ASKED: usize = 500;

/// The lines about lists, one a database and a tab.
pub(crate) fn measure() -> Vec<Line> {
    let mut lines = Vec::new();
    for (few, many) in Place::each().into_iter().zip(Place::each()) {
        let name = few.name;
        for (path, tab) in [("/notices", "open"), ("/notices?stage=all", "all")] {
            let few = ask(&few, FEW, path);
            let many = ask(&many, MANY, path);
            let ratio = many.0.as_secs_f64() / few.0.as_secs_f64();
            lines.push(Line {
                what: format!("list of notices ({tab}), {name}, 100,000 rows against 100"),
                ours: format!("p99 {} (median {})", millis(many.0), millis(many.1)),
                other: format!("p99 {} (median {})", millis(few.0), millis(few.1)),
                ratio: format!("{ratio:.2}"),
                bound: "≤ 1.50",
                holds: ratio <= 1.5,
            });
        }
    }
    lines
}

fn ask(place: &Place, rows: usize, path: &str) -> (std::time::Duration, std::time::Duration) {
    if !place.dir.path().join("seeded").exists() {
        House::found(&place.url);
        place.execute(&rows_of(&place.url, rows));
        std::fs::write(place.dir.path().join("seeded"), "").unwrap();
    }
    let server = Process::spawn(place.dir.path(), &place.url, &[]);
    server.wait_until_ready(std::time::Duration::from_secs(20));
    let mut clerk = Visitor::signed_in(&server, CLERK, PASSWORD);
    let mut get = |times| {
        timed(times, || {
            let page = clerk.get(path);
            assert!(
                page.status == 200 && page.body.contains("停水通知"),
                "{}",
                page.body
            );
        })
    };
    get(50);
    let times = get(ASKED);
    (p99(times.clone()), median(times))
}

/// One statement that writes so many notices, all over but the last.
fn rows_of(url: &DatabaseUrl, rows: usize) -> String {
    let (numbers, padded, moment) = match url {
        DatabaseUrl::Sqlite(_) => (
            format!(
                "(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM c WHERE n < {rows}) \
                 SELECT n FROM c)"
            ),
            "printf('%012d', n)",
            "'2026-11-01 01:00:00'",
        ),
        DatabaseUrl::Pg(_) => (
            format!("(SELECT n FROM generate_series(1, {rows}) AS s(n))"),
            "lpad(n::text, 12, '0')",
            "TIMESTAMP '2026-11-01 01:00:00'",
        ),
    };
    let last = rows - OPEN;
    format!(
        "INSERT INTO notices (id, office_id, community_id, kind, stage, number, title, content, \
         content_version, version, author_id, publish_at, remove_after, created_at, updated_at, \
         late, held) \
         SELECT '019a0000-0000-7000-8000-' || {padded}, p.office_id, p.id, 'planned_outage', \
         CASE WHEN n > {last} THEN 'draft' ELSE 'expired' END, \
         CASE WHEN n > {last} THEN NULL ELSE '锦绣物业〔2026〕' || n || '号' END, \
         '停水通知 · 锦绣花园', '{{\"fields\":[]}}', 1, 1, u.id, \
         {moment}, {moment}, {moment}, {moment}, false, false \
         FROM {numbers} AS numbers \
         CROSS JOIN (SELECT id, office_id FROM places WHERE parent_id IS NULL) AS p \
         CROSS JOIN (SELECT id FROM users WHERE login = '{CLERK}') AS u; ANALYZE;"
    )
}
