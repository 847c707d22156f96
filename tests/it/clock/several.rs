//! Several servers on one database, and what machines are told.

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use gaoshi::doctor::{Level, examine};
use gaoshi::notices::jobs::publish_due;
use gaoshi::platform::clock::Clock;
use gaoshi::platform::db::{Db, System};
use gaoshi::platform::holds::{Watch, standing};
use gaoshi::platform::mail::{Mailer, Memory, deliver_due};
use gaoshi::platform::outbox::{Settled, claim, enqueue, settle};
use gaoshi::platform::scheduler::Effect;
use gaoshi::schema::{clock_marks, outbox};

use super::Kept;
use crate::notices::Desk;
use crate::support::app::TestApp;
use crate::support::parcel;
use crate::support::postgres::TestDb;

/// A second server on the same database whose clock stands so far ahead of the database's.
fn beside(test: &TestDb, ahead: Duration) -> Db {
    let clock = Clock::standing_at(test.clock.now() + ahead);
    clock.stand_ahead(ahead);
    Db::open(&test.url, clock)
}

fn put(test: &TestDb, many: usize) {
    for n in 0..many {
        let parcel = parcel(&format!("p:{n}"), "a@example.cn");
        test.db
            .write_now(&System("test"), |tx, _| enqueue(tx, &parcel))
            .unwrap();
    }
}

#[tokio::test]
async fn a_server_ten_minutes_ahead_takes_no_mail_that_another_has_in_hand() {
    let test = TestDb::new();
    put(&test, 88);
    let in_hand = claim(&test.db, "right", 88).await.unwrap();
    assert_eq!(in_hand.len(), 88);
    for ahead in [
        Duration::minutes(10),
        -Duration::minutes(10),
        Duration::days(9),
    ] {
        let (wrong, memory) = (beside(&test, ahead), Memory::default());
        let mailer = Mailer::Memory(memory.clone());
        assert_eq!(deliver_due(&wrong, &mailer, "wrong").await.unwrap(), 0);
        assert!(memory.letters().is_empty(), "{ahead}");
    }
    for parcel in in_hand {
        assert!(settle(&test.db, parcel, Settled::Sent).await.unwrap());
    }
}

#[tokio::test]
async fn the_wrong_server_rests_and_does_not_drag_the_mark() {
    let test = TestDb::new();
    let right = Watch::over(&test.db);
    right.look().await.unwrap();
    let mark = || -> Vec<gaoshi::platform::clock::Moment> {
        clock_marks::table
            .select(clock_marks::at)
            .load(&mut test.conn())
            .unwrap()
    };
    let before = mark();
    let wrong = beside(&test, Duration::days(9));
    let watch = Watch::over(&wrong);
    for _ in 0..120 {
        wrong.clock().advance(Duration::minutes(1));
        let seen = watch.look().await.unwrap();
        assert!(!seen.may(Effect::Ends) && !seen.may(Effect::Sends));
    }
    assert_eq!(mark(), before);
    assert!(right.look().await.unwrap().may(Effect::Ends));
    wrong.clock().jump(-Duration::days(9) - Duration::hours(2));
    wrong.clock().stand_ahead(Duration::zero());
    assert!(
        watch.look().await.unwrap().may(Effect::Ends),
        "at once when both agree"
    );
}

#[actix_web::test]
async fn beside_another_clock_a_notice_is_out_when_both_say_so() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let noon = [("publish_date", "2026-11-24"), ("publish_time", "12:00")];
    let id = desk.approved(&noon).await;
    app.clock.advance(Duration::hours(3) - Duration::minutes(5));
    let wrong = beside(&app.db, Duration::minutes(10));
    let means = app.app.means();
    assert_eq!(
        publish_due(&wrong, &means).await.unwrap(),
        0,
        "five minutes early"
    );
    wrong.clock().advance(Duration::minutes(5));
    assert_eq!(publish_due(&wrong, &means).await.unwrap(), 1);
    app.clock.advance(Duration::minutes(5));
    assert_eq!(Desk::at(&app).await.stage(&id).await, "已发布");
}

#[tokio::test]
async fn a_lease_or_a_mail_of_a_wrong_clock_keeps_nothing_from_leaving() {
    let test = TestDb::new();
    put(&test, 2);
    let mailer = Mailer::Memory(Memory::default());
    claim(&test.db, "before the clock was set right", 1)
        .await
        .unwrap();
    test.clock.jump(-Duration::days(9));
    assert_eq!(deliver_due(&test.db, &mailer, "one").await.unwrap(), 2);
}

#[tokio::test]
async fn what_cannot_be_sent_while_the_clock_jumps_is_neither_given_up_nor_put_off() {
    let test = TestDb::new();
    put(&test, 1);
    let watch = Watch::over(&test.db);
    watch.look().await.unwrap();
    let in_hand = claim(&test.db, "one", 1).await.unwrap().remove(0);
    test.clock.jump(Duration::days(9));
    let busy = Settled::Retry("busy".into());
    assert!(settle(&test.db, in_hand, busy).await.unwrap());
    let open = outbox::table.filter(outbox::outcome.is_null()).count();
    assert_eq!(open.get_result(&mut test.conn()), Ok(1_i64));
    assert!(claim(&test.db, "one", 1).await.unwrap().is_empty());
    test.clock.jump(-Duration::days(9));
    assert_eq!(claim(&test.db, "one", 1).await.unwrap().len(), 1);
}

#[actix_web::test]
async fn readiness_says_what_is_held_and_the_only_server_stays_in_service() {
    let app = TestApp::new();
    super::complain(&app).await;
    let mut machine = app.visitor();
    let well = machine.get("/readyz").await;
    assert!(
        well.body.contains(r#""time":true,"held":[]"#),
        "{}",
        well.body
    );
    app.turn().await;
    app.clock.jump(Duration::days(9));
    app.turn().await;
    app.clock.advance(Duration::minutes(20));
    let held = machine.get("/readyz").await;
    assert_eq!(held.status, 200, "{}", held.body);
    assert!(
        held.body.contains(r#""time":false,"held":["jumped"]"#),
        "{}",
        held.body
    );
    app.clock.jump(-Duration::days(9));
}

#[actix_web::test]
async fn the_doctor_tells_a_clock_that_is_far_from_the_last_turn() {
    let app = TestApp::new();
    let clock = Clock::System;
    let told = || async {
        let all = examine(&app.app.config).await;
        let of_time = |what: &str| what.contains("last turn") || what.contains("last at work");
        let mut found = all
            .checks
            .into_iter()
            .filter(|finding| of_time(&finding.what));
        found.next().unwrap()
    };
    for (days, level) in [(0, Level::Ok), (-10, Level::Warn), (10, Level::Fail)] {
        let at = clock.now() + Duration::days(days);
        diesel::delete(clock_marks::table)
            .execute(&mut app.db.conn())
            .unwrap();
        diesel::insert_into(clock_marks::table)
            .values((clock_marks::name.eq("turn"), clock_marks::at.eq(at)))
            .execute(&mut app.db.conn())
            .unwrap();
        let finding = told().await;
        assert_eq!(finding.level, level, "{days}: {finding}");
    }
    let real = Db::open(&app.db.url, Clock::System);
    Watch::over(&real).look().await.unwrap();
    let finding = told().await;
    assert!(finding.what.contains("is held"), "{finding}");
    let seen = app.db.db.read_now(|conn| standing(conn, &clock)).unwrap();
    assert_eq!(seen.holds.len(), 1);
    diesel::delete(clock_marks::table)
        .execute(&mut app.db.conn())
        .unwrap();
}

#[actix_web::test]
async fn what_is_kept_is_looked_for() {
    let app = super::at_work().await;
    let before = Kept::of(&app);
    app.clock.advance(Duration::days(9));
    app.tick().await;
    app.turn().await;
    app.turn().await;
    let after = Kept::of(&app);
    assert_eq!(
        (after.contacts, after.photos, after.files),
        (0, 0, 0),
        "{after:?}"
    );
    assert!(
        after.sessions < before.sessions && after.given_up == 1,
        "{after:?}"
    );
    assert_ne!(after.stages, before.stages);
}
