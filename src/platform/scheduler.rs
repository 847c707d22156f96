//! What is done again and again without anybody asking: a list of duties and the loop that keeps it.
//!
//! Duties do not wait for each other: a slow relay delays only the mail. A duty that fails or
//! panics is logged and comes round again.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, join_all};
use tokio::sync::watch;

use super::clock::{Clock, Moment};
use crate::error::Result;

/// How long work that has begun may take after the order to stop.
const FAREWELL: Duration = Duration::from_secs(20);

/// Something done again and again.
pub struct Duty<C> {
    /// Its name in the log.
    pub name: &'static str,
    /// How often.
    pub every: Duration,
    /// What is done.
    pub run: for<'a> fn(&'a C) -> BoxFuture<'a, Result<()>>,
}

/// The duties with the time of their next turn.
pub struct Scheduler<C> {
    duties: Vec<(Duty<C>, Mutex<Option<Moment>>)>,
    clock: Clock,
}

impl<C: Sync> Scheduler<C> {
    /// A scheduler of these duties; each is due at once.
    pub fn new(duties: Vec<Duty<C>>, clock: Clock) -> Self {
        let duties = duties.into_iter().map(|duty| (duty, Mutex::new(None)));
        Self {
            duties: duties.collect(),
            clock,
        }
    }

    /// Runs every duty that is due by the clock, and waits for them; returns how many failed.
    pub async fn tick(&self, context: &C) -> usize {
        let now = self.clock.now();
        let due = self.duties.iter().filter(|(duty, next)| {
            let mut next = next.lock().unwrap_or_else(PoisonError::into_inner);
            let is_due = next.is_none_or(|at| at <= now);
            if is_due {
                let every = chrono::Duration::from_std(duty.every).unwrap_or_default();
                *next = Some(now + every);
            }
            is_due
        });
        let ended = join_all(due.map(|(duty, _)| turn(duty, context))).await;
        ended.into_iter().filter(|done| !done).count()
    }

    /// Keeps every duty going until `shutdown`, then lets what has begun end.
    pub async fn run(&self, context: &C, shutdown: impl Future<Output = ()>) {
        let (stop, stopped) = watch::channel(false);
        let loops = self
            .duties
            .iter()
            .map(|(duty, _)| keep(duty, context, stopped.clone()));
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
}

async fn keep<C: Sync>(duty: &Duty<C>, context: &C, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        turn(duty, context).await;
        tokio::select! {
            _ = stopped.changed() => {}
            () = tokio::time::sleep(duty.every) => {}
        }
    }
}

/// One turn of a duty; whether it went well.
async fn turn<C: Sync>(duty: &Duty<C>, context: &C) -> bool {
    let done = AssertUnwindSafe((duty.run)(context)).catch_unwind().await;
    match done {
        Ok(Ok(())) => true,
        Ok(Err(e)) => {
            tracing::error!(duty = duty.name, "the duty failed: {e}");
            false
        }
        Err(_) => {
            tracing::error!(duty = duty.name, "the duty panicked");
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use chrono::{TimeZone, Utc};
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[derive(Default)]
    struct Counts {
        good: AtomicUsize,
        slow: AtomicUsize,
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
        clock.advance(chrono::Duration::seconds(1));
        scheduler.tick(&counts).await;
        assert_eq!(counts.good.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn a_failing_or_panicking_duty_holds_up_no_other() {
        let bad = duty("bad", 1, |_| Box::pin(async { Err(Error::NotFound) }));
        let worse = duty("worse", 1, |_| Box::pin(async { panic!("worse") }));
        let counts = Counts::default();
        let scheduler = Scheduler::new(vec![bad, worse, duty("good", 1, good)], standing());
        assert_eq!(scheduler.tick(&counts).await, 2);
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
