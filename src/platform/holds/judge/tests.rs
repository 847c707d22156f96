//! The rule against clocks of every kind.

use chrono::{TimeZone, Utc};
use proptest::prelude::*;

use super::*;

/// A server in short: its two clocks, what it believed last, and since when it waits.
#[derive(Debug, Clone)]
struct Server {
    now: Moment,
    lived: Duration,
    ahead: Duration,
    last: Option<Moment>,
    wait: Option<(Moment, Duration)>,
}

impl Server {
    fn new() -> Self {
        Self {
            now: Moment::from_utc(Utc.with_ymd_and_hms(2026, 11, 24, 1, 0, 0).unwrap()),
            lived: Duration::zero(),
            ahead: Duration::zero(),
            last: None,
            wait: None,
        }
    }

    /// At work since a minute ago.
    fn at_work() -> Self {
        let mut server = Self::new();
        assert!(server.turn());
        server.live(Duration::minutes(1));
        server
    }

    fn live(&mut self, by: Duration) {
        self.now = self.now + by;
        self.lived += by;
    }

    fn jump(&mut self, by: Duration) {
        self.now = self.now + by;
    }

    /// Stopped for so long, and started again.
    fn stop(&mut self, by: Duration) {
        self.now = self.now + by;
        self.lived = Duration::zero();
        self.wait = None;
    }

    /// One turn; whether what ends may be done in it.
    fn turn(&mut self) -> bool {
        let waited = self.wait.map(|(wall, lived)| Waited {
            on_the_wall: self.now.since(wall),
            lived: self.lived - lived,
        });
        let seen = Seen {
            now: self.now,
            ahead: self.ahead,
            last: self.last,
            waited,
        };
        match judge(&seen) {
            Judgement::Believed => (self.last, self.wait) = (Some(self.now), None),
            Judgement::Doubted(_) => self.wait = Some((self.now, self.lived)),
            Judgement::Waits => {}
        }
        self.wait.is_none()
    }

    /// A turn each minute for so long; whether what ends could have been done in any.
    fn turns(&mut self, of: Duration) -> bool {
        (0..of.num_minutes()).fold(false, |ended, _| {
            self.live(Duration::minutes(1));
            self.turn() || ended
        })
    }
}

#[test]
fn the_first_start_ever_and_every_day_after_it_are_believed() {
    let mut server = Server::new();
    assert!(server.turn());
    for hours in [1, 8, 12, 24] {
        server.stop(Duration::hours(hours));
        assert!(server.turn(), "stopped for {hours} h");
    }
}

#[test]
fn nine_days_ahead_for_seventy_seconds_end_nothing() {
    let mut server = Server::at_work();
    server.jump(Duration::days(9));
    for _ in 0..70 {
        assert!(!server.turn());
        server.live(Duration::seconds(1));
    }
    server.jump(-Duration::days(9));
    assert!(server.turn(), "right again, and nobody had to say so");
}

#[test]
fn a_start_a_hundred_days_ahead_or_in_2001_ends_nothing_for_an_hour() {
    for days in [100, -9_000] {
        let mut server = Server::at_work();
        server.stop(Duration::days(days));
        assert!(!server.turn());
        assert!(!server.turns(Duration::minutes(59)));
        server.stop(-Duration::days(days));
        assert!(server.turn());
    }
}

#[test]
fn a_server_that_was_off_for_days_or_weeks_goes_on_by_itself_after_an_hour() {
    for days in [3, 21] {
        let mut server = Server::at_work();
        server.stop(Duration::days(days));
        assert!(!server.turn());
        assert!(!server.turns(Duration::minutes(59)));
        assert!(server.turns(Duration::minutes(1)));
        assert!(!server.turns(Duration::zero()) && server.turn());
    }
}

#[test]
fn a_clock_that_was_put_forward_by_an_hour_did_not_wait_one() {
    let mut server = Server::at_work();
    server.jump(Duration::days(9));
    assert!(!server.turn());
    server.jump(Duration::hours(1));
    assert!(!server.turn(), "an hour on the wall alone");
    assert!(!server.turns(Duration::minutes(59)), "it began anew");
}

#[test]
fn a_restart_while_it_waits_begins_the_hour_anew() {
    let mut server = Server::at_work();
    server.jump(Duration::days(9));
    assert!(!server.turn());
    assert!(!server.turns(Duration::minutes(50)));
    server.stop(Duration::seconds(5));
    assert!(!server.turns(Duration::minutes(60)));
    assert!(server.turns(Duration::minutes(1)));
}

#[test]
fn a_clock_that_is_set_right_by_minutes_disturbs_nothing() {
    let mut server = Server::at_work();
    for minutes in [1, -1, 4, -4, 60, -60] {
        server.jump(Duration::minutes(minutes));
        assert!(server.turn(), "{minutes} min");
    }
}

#[test]
fn of_two_servers_on_one_database_the_wrong_one_rests_and_leaves_the_mark_alone() {
    let mut right = Server::at_work();
    let mut wrong = right.clone();
    for ahead in [
        Duration::minutes(5),
        -Duration::minutes(10),
        Duration::days(9),
    ] {
        wrong.now = right.now + ahead;
        wrong.ahead = ahead;
        for _ in 0..120 {
            assert!(!wrong.turn());
            assert!(right.turn());
            assert_eq!(wrong.last.map(|l| is_away(right.now, l)), Some(false));
            wrong.last = right.last;
            right.live(Duration::minutes(1));
            wrong.live(Duration::minutes(1));
        }
    }
    wrong.now = right.now;
    wrong.ahead = Duration::minutes(4);
    assert!(wrong.turn());
}

proptest! {
    /// However often a clock leaves and comes back, nothing ends while it is away.
    #[test]
    fn a_clock_that_goes_back_and_forth_ends_nothing_while_it_is_wrong(
        away in prop::collection::vec((-4_000_i64..4_000, 1_i64..60), 1..12)
    ) {
        let mut server = Server::at_work();
        for (days, minutes) in away {
            let days = if days == 0 { 2 } else { days * 2 };
            server.jump(Duration::days(days));
            prop_assert!(!server.turn());
            prop_assert!(!server.turns(Duration::minutes(minutes - 1)));
            server.jump(-Duration::days(days));
            prop_assert!(server.turn());
        }
    }

    /// Whatever the wall shows, nothing that was doubted ends before an hour was lived.
    #[test]
    fn no_jumping_about_makes_the_hour_shorter(
        jumps in prop::collection::vec((-90_i64..90, 1_i64..20), 1..30)
    ) {
        let mut server = Server::at_work();
        server.jump(Duration::days(9_000));
        prop_assert!(!server.turn());
        let mut lived = 0;
        for (days, minutes) in jumps {
            server.jump(Duration::days(days));
            server.live(Duration::minutes(minutes));
            lived += minutes;
            prop_assert!(!server.turn() || lived >= 60);
            if lived >= 60 { break; }
        }
    }

    /// A server at work whose clock runs evenly is never held, however seldom it is looked at.
    #[test]
    fn an_even_clock_is_never_doubted(hours in prop::collection::vec(0_i64..=24, 1..50)) {
        let mut server = Server::new();
        server.turn();
        for h in hours {
            server.live(Duration::hours(h));
            prop_assert!(server.turn());
        }
    }
}
