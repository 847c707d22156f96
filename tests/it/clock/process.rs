//! The real program on data that was last at work long ago.

use std::time::Duration;

use chrono::Duration as Days;
use diesel::connection::SimpleConnection;
use diesel::{ExpressionMethods, RunQueryDsl};
use gaoshi::platform::clock::Clock;
use gaoshi::platform::db::Conn;
use gaoshi::platform::holds::Watch;
use gaoshi::platform::scheduler::Effect;
use gaoshi::schema::clock_marks;
use tempfile::TempDir;

use crate::support::postgres::TestDb;
use crate::support::process::{Process, Visitor, wait_for};

#[test]
fn it_answers_pages_and_tells_its_log_once_what_it_holds() {
    let (test, data) = (TestDb::new(), TempDir::new().unwrap());
    let long_ago = Clock::System.now() - Days::days(10);
    diesel::insert_into(clock_marks::table)
        .values((clock_marks::name.eq("turn"), clock_marks::at.eq(long_ago)))
        .execute(&mut test.conn())
        .unwrap();
    let server = Process::spawn(data.path(), &test.url, &[]);
    server.wait_until_ready(Duration::from_secs(30));
    let held = || Visitor::of(&server).get("/readyz").body;
    wait_for("the hold begins", Duration::from_secs(10), || {
        held().contains("stopped")
    });
    // Publishing looks once a second, mail every two: both have had several turns.
    let turns = std::time::Instant::now();
    wait_for("some turns", Duration::from_secs(10), || {
        turns.elapsed() > Duration::from_secs(5)
    });
    assert_eq!(Visitor::of(&server).get("/sign-in").status, 200);
    let log = std::fs::read_to_string(data.path().join("log")).unwrap();
    let told = log.matches("the last turn was at").count();
    assert_eq!(told, 1, "{log}");
}

#[tokio::test]
async fn a_turn_that_cannot_be_written_down_holds_up_no_duty() {
    let test = TestDb::new();
    let watch = Watch::over(&test.db);
    watch.look().await.unwrap();
    let mut conn = test.conn();
    let full = match conn {
        Conn::Sqlite(_) => {
            "CREATE TRIGGER full_disk BEFORE UPDATE ON clock_marks
             BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END;"
        }
        Conn::Pg(_) => {
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
             'BEGIN RAISE EXCEPTION ''No space left on device''; END';
             CREATE TRIGGER full_disk BEFORE UPDATE ON clock_marks
             FOR EACH ROW EXECUTE FUNCTION full_disk();"
        }
    };
    conn.batch_execute(full).unwrap();
    for _ in 0..10 {
        test.clock.advance(Days::minutes(2));
        assert!(watch.look().await.unwrap().may(Effect::Ends));
    }
}
