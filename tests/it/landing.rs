//! The page behind a code as a real server keeps it for a moment: shared by strangers, and by
//! nobody else.

mod packed;

use std::time::Duration;

use diesel::{ExpressionMethods, NullableExpressionMethods, QueryDsl, RunQueryDsl};
use gaoshi::codes::{Code, Target};
use gaoshi::schema::{codes, places};
use tempfile::TempDir;

use crate::support::house::{CLERK, House, PASSWORD};
use crate::support::postgres::TestDb;
use crate::support::process::{Process, Visitor, wait_for};

/// A server with a blank code of its only community.
struct Landing {
    db: TestDb,
    server: Process,
    path: String,
    community: String,
    _dir: TempDir,
}

impl Landing {
    fn open() -> Self {
        let (db, dir) = (TestDb::new(), TempDir::new().unwrap());
        let house = House::found(&db.url);
        let code = Code::random(&mut rand::rng());
        let office: String = places::table
            .filter(places::id.eq(&house.community))
            .select(places::office_id)
            .first(&mut db.conn())
            .unwrap();
        diesel::insert_into(codes::table)
            .values((
                codes::code.eq(code.as_str()),
                codes::office_id.eq(office),
                codes::place_id.eq(&house.community),
                codes::target.eq(Target::Nothing),
                codes::created_at.eq(db.clock.now()),
            ))
            .execute(&mut db.conn())
            .unwrap();
        let server = Process::spawn(dir.path(), &db.url, &[]);
        server.wait_until_ready(Duration::from_secs(20));
        Self {
            db,
            server,
            path: format!("/Q/{code}"),
            community: format!("/c/{}", house.community),
            _dir: dir,
        }
    }
}

#[test]
fn strangers_share_a_page_and_no_seal() {
    let landing = Landing::open();
    let read = || {
        let page = Visitor::of(&landing.server).get(&landing.path);
        assert_eq!(page.status, 200, "{}", page.body);
        let seal = page.between("name=\"seal\" value=\"", "\"").to_owned();
        assert_eq!(seal.split('.').count(), 3, "{seal}");
        (page.body.replace(&seal, "SEAL"), seal)
    };
    let (first, second) = (read(), read());
    assert_eq!(first.0, second.0);
    assert_ne!(first.1, second.1);
}

#[test]
fn nobody_reads_on_a_page_that_is_kept_where_another_came_from() {
    let landing = Landing::open();
    for path in [&landing.path, &landing.community] {
        for n in 0..5 {
            let shared = format!("{path}?from=groupmessage&openid=of-somebody-{n}");
            let first = Visitor::of(&landing.server).get(&shared);
            assert_eq!(first.status, 200, "{path}");
            let second = Visitor::of(&landing.server).get(path);
            let ways = ["/language/en?to=", "name=\"lang\""];
            assert!(ways.iter().any(|way| second.body.contains(way)), "{path}");
            assert!(!second.body.contains("of-somebody"), "{}", second.body);
        }
    }
}

#[test]
fn what_a_colleague_may_do_is_on_her_page_and_on_no_strangers() {
    let landing = Landing::open();
    let mut clerk = Visitor::signed_in(&landing.server, CLERK, PASSWORD);
    let mut stranger = Visitor::of(&landing.server);
    for _ in 0..3 {
        assert!(!stranger.get(&landing.path).body.contains("在此登记"));
        assert!(clerk.get(&landing.path).body.contains("在此登记"));
    }
}

#[test]
fn a_code_that_is_no_longer_in_use_stops_for_everybody_soon() {
    let landing = Landing::open();
    let mut stranger = Visitor::of(&landing.server);
    assert_eq!(stranger.get(&landing.path).status, 200);
    diesel::update(codes::table)
        .set(codes::revoked_at.eq(codes::created_at.nullable()))
        .execute(&mut landing.db.conn())
        .unwrap();
    wait_for("the code stops", Duration::from_secs(5), || {
        Visitor::of(&landing.server).get(&landing.path).status == 410
    });
}
