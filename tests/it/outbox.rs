//! The outbox: nothing leaves twice, nothing is lost, and who slept writes nothing.

use chrono::Duration;
use gaoshi::error::{Error, Result};
use gaoshi::platform::db::System;
use gaoshi::platform::mail::{Failure, Mailer, Memory, deliver_due};
use gaoshi::platform::outbox::{
    Parcel, Settled, claim, enqueue, readdress, settle, summary, tally, withdraw,
};

use crate::support::postgres::TestDb;
use crate::support::{occasion, parcel};

const TEST: System = System("test");

fn put(test: &TestDb, parcel: &Parcel) -> bool {
    test.db
        .write_now(&TEST, |tx, _| enqueue(tx, parcel))
        .unwrap()
}

fn counts(test: &TestDb, prefix: &str) -> (i64, i64, i64) {
    let tally = test
        .db
        .read_now(|conn| tally(conn, &occasion(prefix)))
        .unwrap();
    (tally.sent, tally.pending, tally.failed)
}

#[tokio::test]
async fn the_same_parcel_is_taken_once() {
    let test = TestDb::new();
    assert!(put(&test, &parcel("publish:1:a", "a@example.cn")));
    assert!(!put(&test, &parcel("publish:1:a", "a@example.cn")));
    assert_eq!(counts(&test, "publish:1:"), (0, 1, 0));
    assert_eq!(counts(&test, "publish_1:"), (0, 0, 0));
}

#[tokio::test]
async fn a_change_that_is_dropped_takes_its_parcel_along() {
    let test = TestDb::new();
    let dropped: Result<()> = test.db.write_now(&TEST, |tx, _| {
        enqueue(tx, &parcel("x", "a@example.cn"))?;
        Err(Error::Conflict)
    });
    assert!(dropped.is_err());
    assert_eq!(counts(&test, ""), (0, 0, 0));
}

#[tokio::test]
async fn two_processes_never_hold_the_same_parcel() {
    let test = TestDb::new();
    for n in 0..40 {
        put(&test, &parcel(&format!("p:{n}"), "a@example.cn"));
    }
    let takers = (0..8).map(|n| {
        let db = test.db.clone();
        async move { claim(&db, &format!("owner {n}"), 10).await.unwrap() }
    });
    let taken = futures_util::future::join_all(takers).await;
    let mut ids: Vec<String> = taken.into_iter().flatten().map(|p| p.id).collect();
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all);
    assert!(all >= 10, "{all}");
}

#[tokio::test]
async fn a_process_that_slept_past_its_lease_writes_nothing() {
    let test = TestDb::new();
    put(&test, &parcel("p", "a@example.cn"));
    let slept = claim(&test.db, "one", 1).await.unwrap().remove(0);
    assert!(claim(&test.db, "two", 1).await.unwrap().is_empty());
    test.clock.advance(Duration::seconds(121));
    let awake = claim(&test.db, "one", 1).await.unwrap().remove(0);
    assert!(
        !settle(&test.db, slept, Settled::Refused("late".into()))
            .await
            .unwrap()
    );
    assert!(settle(&test.db, awake, Settled::Sent).await.unwrap());
    assert_eq!(counts(&test, "p"), (1, 0, 0));
}

#[tokio::test]
async fn a_parcel_waits_for_its_hour() {
    let test = TestDb::new();
    let later = Parcel {
        due_at: test.clock.now() + Duration::hours(1),
        ..parcel("p", "a@example.cn")
    };
    put(&test, &later);
    let memory = Memory::default();
    let mailer = Mailer::Memory(memory.clone());
    assert_eq!(deliver_due(&test.db, &mailer, "one").await.unwrap(), 0);
    test.clock.advance(Duration::hours(1));
    assert_eq!(deliver_due(&test.db, &mailer, "one").await.unwrap(), 1);
    assert_eq!(memory.letters().len(), 1);
}

#[tokio::test]
async fn a_mail_that_fails_is_tried_again_until_it_is_of_no_use() {
    let test = TestDb::new();
    put(&test, &parcel("p", "a@example.cn"));
    let memory = Memory::default();
    memory.fail_with(Some(Failure::Later("busy".into())));
    let mailer = Mailer::Memory(memory.clone());
    let mut attempts = 0;
    for _ in 0..(25 * 60) {
        attempts += deliver_due(&test.db, &mailer, "one").await.unwrap();
        test.clock.advance(Duration::minutes(1));
    }
    assert_eq!(attempts, 12);
    assert_eq!(counts(&test, "p"), (0, 0, 1));
}

#[tokio::test]
async fn a_parcel_too_late_for_anybody_is_given_up_unsent() {
    let test = TestDb::new();
    put(&test, &parcel("p", "a@example.cn"));
    test.clock.advance(Duration::hours(25));
    let memory = Memory::default();
    deliver_due(&test.db, &Mailer::Memory(memory.clone()), "one")
        .await
        .unwrap();
    assert!(memory.letters().is_empty());
    assert_eq!(counts(&test, "p"), (0, 0, 1));
}

#[tokio::test]
async fn a_relay_that_is_down_ends_the_round_and_leaves_the_rest_untouched() {
    let test = TestDb::new();
    for n in 0..20 {
        put(&test, &parcel(&format!("p:{n}"), "a@example.cn"));
    }
    let memory = Memory::default();
    memory.fail_with(Some(Failure::Down("no route".into())));
    let mailer = Mailer::Memory(memory.clone());
    assert_eq!(deliver_due(&test.db, &mailer, "one").await.unwrap(), 1);
    memory.fail_with(None);
    let left = test.db.read_now(summary).unwrap();
    assert_eq!((left.pending, left.failed), (20, 0));
    assert_eq!(left.oldest_pending, Some(test.clock.now()));
    assert_eq!(deliver_due(&test.db, &mailer, "one").await.unwrap(), 0);
    test.clock.advance(Duration::seconds(5));
    assert_eq!(deliver_due(&test.db, &mailer, "one").await.unwrap(), 20);
}

#[tokio::test]
async fn after_hours_without_a_relay_all_leave_within_minutes_and_no_attempt_was_counted() {
    let test = TestDb::new();
    for n in 0..50 {
        put(&test, &parcel(&format!("p:{n}"), "a@example.cn"));
    }
    let memory = Memory::default();
    memory.fail_with(Some(Failure::Down("no route".into())));
    let mailer = Mailer::Memory(memory.clone());
    let mut asked = 0;
    for _ in 0..(150 * 60 / 2) {
        asked += deliver_due(&test.db, &mailer, "one").await.unwrap();
        test.clock.advance(Duration::seconds(2));
    }
    assert!((25..60).contains(&asked), "it was asked {asked} times");
    memory.fail_with(None);
    for _ in 0..(6 * 60 / 2) {
        deliver_due(&test.db, &mailer, "one").await.unwrap();
        test.clock.advance(Duration::seconds(2));
    }
    assert_eq!(counts(&test, "p:"), (50, 0, 0));
}

#[tokio::test]
async fn what_is_urgent_leaves_before_what_many_wait_for() {
    let test = TestDb::new();
    for n in 0..300 {
        put(&test, &parcel(&format!("p:{n}"), "many@example.cn"));
    }
    let urgent = Parcel {
        urgent: true,
        due_at: test.clock.now() + Duration::minutes(1),
        ..parcel("complaint", "office@example.cn")
    };
    put(&test, &urgent);
    test.clock.advance(Duration::minutes(2));
    let memory = Memory::default();
    deliver_due(&test.db, &Mailer::Memory(memory.clone()), "one")
        .await
        .unwrap();
    assert_eq!(memory.letters()[0].to, "office@example.cn");
    assert_eq!(memory.letters().len(), 301);
}

#[tokio::test]
async fn a_mail_that_no_relay_stands_up_to_keeps_no_other_back() {
    let test = TestDb::new();
    let poison = Parcel {
        urgent: true,
        ..parcel("poison", "a@example.cn")
    };
    put(&test, &poison);
    let memory = Memory::default();
    memory.fail_with(Some(Failure::Down("it hung up".into())));
    let mailer = Mailer::Memory(memory.clone());
    deliver_due(&test.db, &mailer, "one").await.unwrap();
    put(&test, &parcel("other", "b@example.cn"));
    test.clock.advance(Duration::seconds(5));
    memory.fail_with(None);
    deliver_due(&test.db, &mailer, "one").await.unwrap();
    assert_eq!(memory.letters()[0].to, "b@example.cn");
}

#[tokio::test]
async fn what_is_withdrawn_never_leaves_and_what_had_left_by_then_was_sent() {
    let test = TestDb::new();
    for name in ["p:1", "p:2", "q:1"] {
        put(&test, &parcel(name, "a@example.cn"));
    }
    let in_hand = claim(&test.db, "one", 1).await.unwrap().remove(0);
    let gone = test
        .db
        .write_now(&TEST, |tx, _| withdraw(tx, &occasion("p:")));
    assert_eq!(gone.unwrap(), 2);
    assert!(settle(&test.db, in_hand, Settled::Sent).await.unwrap());
    let memory = Memory::default();
    deliver_due(&test.db, &Mailer::Memory(memory.clone()), "one")
        .await
        .unwrap();
    assert_eq!(memory.letters().len(), 1);
    assert_eq!(counts(&test, "p:"), (1, 0, 0));
    assert_eq!(counts(&test, "q:"), (1, 0, 0));
}

#[tokio::test]
async fn an_offices_own_mails_follow_it_to_its_new_address() {
    let test = TestDb::new();
    let own = |dedupe: &str| {
        let mut own = parcel(dedupe, "old@example.cn");
        own.office = Some("o".to_owned());
        own
    };
    let mut letter = own("own").letter;
    letter.unsubscribe = None;
    put(
        &test,
        &Parcel {
            letter,
            ..own("own")
        },
    );
    put(&test, &own("asked for"));
    let moved = test.db.write_now(&TEST, |tx, _| {
        readdress(tx, "o", "old@example.cn", "new@example.cn")
    });
    assert_eq!(moved.unwrap(), 1);
    let memory = Memory::default();
    deliver_due(&test.db, &Mailer::Memory(memory.clone()), "one")
        .await
        .unwrap();
    let mut to: Vec<String> = memory.letters().into_iter().map(|l| l.to).collect();
    to.sort();
    assert_eq!(to, ["new@example.cn", "old@example.cn"]);
}
