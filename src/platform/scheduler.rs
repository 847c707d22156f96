//! What is done again and again without anybody asking: a list of duties and the loop that keeps it.
//!
//! Duties do not wait for each other: a slow relay delays only the mail. A duty that fails or
//! panics is logged and comes round again. Before each turn a gate says whether what the duty
//! does may be done now; a turn that was held comes round again soon.

mod timetable;

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, join_all};
use tokio::sync::watch;
use tracing::Instrument;

pub use self::timetable::{Next, Timetable};
use super::clock::{Clock, Moment};
use crate::error::{Error, Result};

/// How long work that has begun may take after the order to stop.
const FAREWELL: Duration = Duration::from_secs(20);

/// A turn that was held is asked for again this soon.
const HELD: Duration = Duration::from_mins(1);

/// What a duty does to what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It brings what is due.
    Adds,
    /// It sends something out of the house: nobody can call it back.
    Sends,
    /// It ends or erases something because of its age: a wrong clock would do it too early.
    Ends,
}

/// Says before each turn of a duty whether it may be taken.
pub trait Gate: Sync {
    /// Whether a duty of this effect may be done now.
    fn lets(&self, effect: Effect) -> BoxFuture<'_, Result<bool>>;
}

/// Something done again and again.
pub struct Duty<C> {
    /// Its name in the log.
    pub name: &'static str,
    /// What it does to what is there.
    pub effect: Effect,
    /// How often.
    pub every: Duration,
    /// What is done.
    pub run: for<'a> fn(&'a C) -> BoxFuture<'a, Result<()>>,
}

/// The duties with the time of their next turn.
pub struct Scheduler<C> {
    duties: Vec<Duty<C>>,
    timetable: Timetable,
    clock: Clock,
}

/// What became of a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Done,
    Held,
    Failed,
}

impl<C: Gate> Scheduler<C> {
    /// A scheduler of these duties; each is due at once.
    pub fn new(duties: Vec<Duty<C>>, clock: Clock) -> Self {
        let names = duties.iter().map(|duty| duty.name);
        Self {
            timetable: Timetable::of(names, clock.now()),
            duties,
            clock,
        }
    }

    /// When each duty is due again.
    pub fn timetable(&self) -> Timetable {
        self.timetable.clone()
    }

    /// Runs every duty that is due by the clock, and waits for them; returns how many failed.
    pub async fn tick(&self, context: &C) -> usize {
        let now = self.clock.now();
        let due = self.duties.iter();
        let due = due.filter(|duty| self.timetable.is_due(duty.name, now));
        let turns = due.map(|duty| async move {
            let turn = turn(duty, context).await;
            self.note(duty, turn, now);
            turn
        });
        let ended = join_all(turns).await;
        ended.iter().filter(|turn| **turn == Turn::Failed).count()
    }

    /// Keeps every duty going until `shutdown`, then lets what has begun end.
    pub async fn run(&self, context: &C, shutdown: impl Future<Output = ()>) {
        let (stop, stopped) = watch::channel(false);
        let loops = self
            .duties
            .iter()
            .map(|duty| self.keep(duty, context, stopped.clone()));
        let all = join_all(loops);
        tokio::pin!(all);
        tokio::select! {
            _ = &mut all => return,
            () = shutdown => {}
        }
        stop.send_replace(true);
        if tokio::time::timeout(FAREWELL, all).await.is_err() {
            tracing::warn!(
                "a duty was still at work after {} s and is left",
                FAREWELL.as_secs()
            );
        }
    }

    async fn keep(&self, duty: &Duty<C>, context: &C, mut stopped: watch::Receiver<bool>) {
        while !*stopped.borrow() {
            let turn = turn(duty, context).await;
            self.note(duty, turn, self.clock.now());
            tokio::select! {
                _ = stopped.changed() => {}
                () = tokio::time::sleep(pause(duty, turn)) => {}
            }
        }
    }

    /// Writes down when a duty is due again after a turn at `now`.
    fn note(&self, duty: &Duty<C>, turn: Turn, now: Moment) {
        let pause = chrono::Duration::from_std(pause(duty, turn)).unwrap_or_default();
        self.timetable
            .turned(duty.name, turn == Turn::Failed, now + pause);
    }
}

/// How long a duty rests after a turn.
fn pause<C>(duty: &Duty<C>, turn: Turn) -> Duration {
    if turn == Turn::Held {
        duty.every.min(HELD)
    } else {
        duty.every
    }
}

/// One turn of a duty, if the gate lets it through.
async fn turn<C: Gate>(duty: &Duty<C>, context: &C) -> Turn {
    let taken = AssertUnwindSafe(async {
        if !context.lets(duty.effect).await? {
            return Ok(Turn::Held);
        }
        (duty.run)(context).await.map(|()| Turn::Done)
    });
    let span = tracing::info_span!("duty", name = duty.name);
    match taken.catch_unwind().instrument(span).await {
        Ok(Ok(turn)) => turn,
        Ok(Err(e)) => {
            let e: Error = e;
            tracing::error!(duty = duty.name, "the duty failed: {e}");
            Turn::Failed
        }
        Err(_) => {
            tracing::error!(duty = duty.name, "the duty panicked");
            Turn::Failed
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    #[derive(Default)]
    struct Counts {
        good: AtomicUsize,
        slow: AtomicUsize,
        held: AtomicBool,
    }

    impl Gate for Counts {
        fn lets(&self, effect: Effect) -> BoxFuture<'_, Result<bool>> {
            let held = effect == Effect::Ends && self.held.load(Ordering::SeqCst);
            Box::pin(async move { Ok(!held) })
        }
    }

    fn good(counts: &Counts) -> BoxFuture<'_, Result<()>> {
        Box::pin(async {
            counts.good.fetch_add(1, Ordering::SeqCst);
            Ok(())
        })
    }

    fn slow(counts: &Counts) -> BoxFuture<'_, Result<()>> {
        Box::pin(async {
            tokio::time::sleep(Duration::from_millis(200)).await;
            counts.slow.fetch_add(1, Ordering::SeqCst);
            Ok(())
        })
    }

    fn duty(
        name: &'static str,
        millis: u64,
        run: for<'a> fn(&'a Counts) -> BoxFuture<'a, Result<()>>,
    ) -> Duty<Counts> {
        Duty {
            name,
            effect: Effect::Adds,
            every: Duration::from_millis(millis),
            run,
        }
    }

    fn standing() -> Clock {
        Clock::standing_at(Moment::from_utc(Utc.timestamp_nanos(0)))
    }

    #[tokio::test]
    async fn a_tick_runs_what_is_due_and_nothing_twice() {
        let clock = standing();
        let counts = Counts::default();
        let scheduler = Scheduler::new(vec![duty("good", 1_000, good)], clock.clone());
        scheduler.tick(&counts).await;
        scheduler.tick(&counts).await;
        assert_eq!(counts.good.load(Ordering::SeqCst), 1);
        assert_eq!(
            scheduler.timetable().all()[0].at,
            clock.now() + chrono::Duration::seconds(1)
        );
        clock.advance(chrono::Duration::seconds(1));
        scheduler.tick(&counts).await;
        assert_eq!(counts.good.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn what_is_held_rests_alone_and_comes_round_soon_after() {
        let (clock, counts) = (standing(), Counts::default());
        let ends = Duty {
            effect: Effect::Ends,
            ..duty("ends", 6 * 3_600_000, good)
        };
        let scheduler = Scheduler::new(vec![ends, duty("slow", 1, slow)], clock.clone());
        counts.held.store(true, Ordering::SeqCst);
        assert_eq!(scheduler.tick(&counts).await, 0);
        assert_eq!(counts.good.load(Ordering::SeqCst), 0);
        assert_eq!(counts.slow.load(Ordering::SeqCst), 1);
        counts.held.store(false, Ordering::SeqCst);
        clock.advance(chrono::Duration::minutes(1));
        scheduler.tick(&counts).await;
        assert_eq!(counts.good.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn a_failing_or_panicking_duty_holds_up_no_other() {
        let bad = duty("bad", 1, |_| Box::pin(async { Err(Error::NotFound) }));
        let worse = duty("worse", 1, |_| Box::pin(async { panic!("worse") }));
        let counts = Counts::default();
        let scheduler = Scheduler::new(vec![bad, worse, duty("good", 1, good)], standing());
        assert_eq!(scheduler.tick(&counts).await, 2);
        let failures = scheduler
            .timetable()
            .all()
            .iter()
            .map(|d| d.failures)
            .collect::<Vec<_>>();
        assert_eq!(failures, [1, 0, 1], "of bad, good and worse");
        assert_eq!(counts.good.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn work_that_has_begun_ends_before_the_loop_does() {
        let counts = Counts::default();
        let duties = vec![duty("slow", 5, slow), duty("good", 5, good)];
        let scheduler = Scheduler::new(duties, standing());
        let shutdown = tokio::time::sleep(Duration::from_millis(50));
        scheduler.run(&counts, shutdown).await;
        assert_eq!(counts.slow.load(Ordering::SeqCst), 1);
        assert!(counts.good.load(Ordering::SeqCst) > 2);
    }
}
