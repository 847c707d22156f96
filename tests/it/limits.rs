//! What may be tried a limited number of times: by many at once, by several processes, under a
//! clock that was wrong.

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use gaoshi::error::{Result, Wait};
use gaoshi::platform::db::{Db, System, Tx};
use gaoshi::platform::limits::{self, Ask, Full, Limit, Taken};
use gaoshi::schema::limit_hits;

use crate::support::postgres::TestDb;

const BY: System = System("test");

const FIVE: Limit = Limit {
    most: 5,
    window: Duration::minutes(15),
};
const KILOBYTE: Limit = Limit {
    most: 1_000,
    window: Duration::days(1),
};

fn bytes(bucket: &str, amount: i64) -> Ask {
    Ask {
        bucket: bucket.to_owned(),
        amount,
        limit: KILOBYTE,
    }
}

fn take(test: &TestDb, asks: &[Ask]) -> Result<Taken, Full> {
    let taken = test.db.write_now(&BY, |tx, _| limits::take(tx, asks));
    taken.unwrap()
}

fn settle(test: &TestDb, work: impl FnOnce(&mut Tx<'_>) -> Result<()>) {
    test.db.write_now(&BY, |tx, _| work(tx)).unwrap();
}

/// How much stands in a bucket, however old.
fn kept(test: &TestDb, bucket: &str) -> i64 {
    let amounts = limit_hits::table
        .filter(limit_hits::bucket.eq(bucket))
        .select(limit_hits::amount)
        .load::<i64>(&mut test.conn());
    amounts.unwrap().into_iter().sum()
}

#[test]
fn of_four_hundred_at_once_in_four_processes_no_more_pass_than_may() {
    let test = TestDb::new();
    let processes: Vec<Db> = (0..4)
        .map(|_| Db::open(&test.url, test.clock.clone()))
        .collect();
    let ask = |n: usize| {
        // In either order: whoever waits must not be waited for.
        let mut asks = [Ask::hit("name", FIVE), bytes("house", 37)];
        if n.is_multiple_of(2) {
            asks.reverse();
        }
        let db = &processes[n % 4];
        db.write_now(&BY, |tx, _| limits::take(tx, &asks)).unwrap()
    };
    let ten = |n: usize| (0..10).filter(|m| ask(n + m).is_ok()).count();
    let passed: usize = std::thread::scope(|scope| {
        let all: Vec<_> = (0..40).map(|n| scope.spawn(move || ten(n))).collect();
        all.into_iter().map(|one| one.join().unwrap()).sum()
    });
    assert_eq!(passed, 5);
    assert_eq!(kept(&test, "name"), 5);
    assert_eq!(kept(&test, "house"), 5 * 37);
}

#[test]
fn when_one_bucket_is_full_it_is_named_and_nothing_is_counted_anywhere() {
    let test = TestDb::new();
    let first = take(&test, &[bytes("house", 900)]);
    assert!(first.is_ok());
    test.clock.advance(Duration::hours(1));
    let full = take(&test, &[bytes("code", 200), bytes("house", 200)]).unwrap_err();
    assert_eq!(full.bucket, "house");
    assert_eq!(full.wait, Wait::new(Duration::hours(23)));
    assert_eq!((kept(&test, "code"), kept(&test, "house")), (0, 900));
    assert!(take(&test, &[bytes("code", 100), bytes("house", 100)]).is_ok());
    test.clock.advance(Duration::hours(23));
    assert!(take(&test, &[bytes("code", 200), bytes("house", 200)]).is_ok());
    let never = take(&test, &[bytes("other", 1_001)]).unwrap_err();
    assert_eq!(never.wait, Wait::new(KILOBYTE.window));
}

#[test]
fn what_is_given_back_is_exactly_what_was_taken() {
    let test = TestDb::new();
    let asks = [Ask::hit("name", FIVE), Ask::hit("here", FIVE)];
    let (first, second) = (take(&test, &asks).unwrap(), take(&test, &asks));
    assert!(second.is_ok());
    settle(&test, |tx| first.give_back(tx));
    assert_eq!((kept(&test, "name"), kept(&test, "here")), (1, 1));
}

#[test]
fn who_got_it_right_is_forgiven_and_nobody_else_is() {
    let test = TestDb::new();
    let asks = |name: &str, at: &str| [name, at].map(|bucket| Ask::hit(bucket, FIVE));
    for (name, at) in [("a", "here"), ("a", "here"), ("a", "there"), ("b", "here")] {
        assert!(take(&test, &asks(name, at)).is_ok());
    }
    let mut reversed = asks("a", "here");
    reversed.reverse();
    let right = take(&test, &reversed).unwrap();
    settle(&test, |tx| right.forgive(tx));
    assert_eq!((kept(&test, "a"), kept(&test, "here")), (1, 1));
    assert_eq!((kept(&test, "b"), kept(&test, "there")), (1, 1));
}

#[test]
fn a_clock_that_was_ahead_closes_nothing_once_it_is_right() {
    let test = TestDb::new();
    let asks = [Ask::hit("name", FIVE)];
    let exhaust = || {
        for _ in 0..5 {
            assert!(take(&test, &asks).is_ok());
        }
        assert!(take(&test, &asks).is_err());
    };
    test.clock.advance(Duration::days(366));
    exhaust();
    test.clock.advance(Duration::days(-366));
    exhaust();
    settle(&test, limits::sweep);
    assert_eq!(kept(&test, "name"), 5, "what a wrong clock wrote is gone");
    test.clock.advance(Duration::minutes(-1));
    assert!(take(&test, &asks).is_err(), "a minute back forgives nobody");
    test.clock.advance(Duration::minutes(16));
    exhaust();
}

#[test]
fn hits_are_kept_as_long_as_any_window_reaches() {
    let test = TestDb::new();
    let long = Limit {
        most: 1,
        window: limits::LONGEST_WINDOW,
    };
    assert!(take(&test, &[Ask::hit("house", long)]).is_ok());
    test.clock.advance(long.window - Duration::seconds(1));
    settle(&test, limits::sweep);
    let full = take(&test, &[Ask::hit("house", long)]).unwrap_err();
    assert_eq!(full.wait.seconds(), 1);
    test.clock.advance(Duration::seconds(2));
    settle(&test, limits::sweep);
    assert_eq!(kept(&test, "house"), 0);
    let longer = Limit {
        window: long.window + Duration::seconds(1),
        ..long
    };
    let asks = [Ask::hit("house", longer)];
    let refused = test.db.write_now(&BY, |tx, _| limits::take(tx, &asks));
    assert!(refused.is_err(), "a window longer than hits are kept");
}
