//! The watch over the clock: it looks before every turn of a duty, moves the mark of the last
//! believed turn, and opens and closes the holds.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::Duration;
use tokio::sync::Mutex;

use super::judge::{self, Doubt, Judgement, Seen, Wait, Waited};
use super::{Cause, Hold, HoldId, Standing, standing, store};
use crate::error::Result;
use crate::platform::clock::Moment;
use crate::platform::db::{Db, System};

/// The mark moves at most this often: each time is a write to the disk.
const MARK_EVERY: Duration = Duration::minutes(1);
/// Who answers for what the watch writes down.
const BY: System = System("clock");

/// The watch of one process.
#[derive(Debug, Clone)]
pub struct Watch {
    db: Db,
    memory: Arc<Mutex<Memory>>,
}

/// What only this process knows.
#[derive(Debug, Default)]
struct Memory {
    /// Whether a turn of this process was believed: then it was not off.
    at_work: bool,
    /// When the mark could not be moved, by how long the process had lived.
    not_marked: Option<Duration>,
    /// Whether the log says that the database's clock differs.
    told_apart: bool,
    /// When it began to wait for each hold, by both of its clocks.
    waits: HashMap<HoldId, Begun>,
}

#[derive(Debug, Clone, Copy)]
struct Begun {
    wall: Moment,
    lived: Duration,
}

/// One look, by both clocks.
struct Look {
    standing: Standing,
    lived: Duration,
}

impl Look {
    fn waited(&self, begun: Begun) -> Waited {
        Waited {
            on_the_wall: self.standing.seen.now.since(begun.wall),
            lived: self.lived - begun.lived,
        }
    }

    fn begun(&self) -> Begun {
        Begun {
            wall: self.standing.seen.now,
            lived: self.lived,
        }
    }
}

impl Watch {
    /// The watch of a process that begins.
    pub fn over(db: &Db) -> Self {
        Self {
            db: db.clone(),
            memory: Arc::default(),
        }
    }

    /// Looks at the clock, does what follows, and tells how things stand now.
    pub async fn look(&self) -> Result<Standing> {
        let mut memory = self.memory.lock().await;
        let look = self.see().await?;
        let by_clock = self.judge_time(&mut memory, &look).await?;
        let by_hour = self.end_of_restored(&mut memory, &look).await?;
        if by_clock || by_hour {
            return Ok(self.see().await?.standing);
        }
        Ok(look.standing)
    }

    async fn see(&self) -> Result<Look> {
        let clock = self.db.clock().clone();
        self.db
            .read(move |conn| {
                Ok(Look {
                    standing: standing(conn, &clock)?,
                    lived: clock.lived(),
                })
            })
            .await
    }

    /// Judges the time; whether anything was written down.
    async fn judge_time(&self, memory: &mut Memory, look: &Look) -> Result<bool> {
        let held = look.standing.of_the_clock().cloned();
        let begun = held.as_ref().and_then(|hold| memory.waits.get(&hold.id));
        let seen = Seen {
            waited: begun.map(|begun| look.waited(*begun)),
            ..look.standing.seen
        };
        memory.tell_apart(&look.standing);
        match judge::judge(&seen) {
            Judgement::Believed => self.believe(memory, look, held).await,
            Judgement::Doubted(Doubt::Away(last)) => {
                let away = Away { held, last };
                self.hold(memory, look, away).await
            }
            // Clocks that differ say nothing about how long this one has been right.
            Judgement::Doubted(Doubt::Apart(_)) => {
                held.map(|hold| memory.waits.remove(&hold.id));
                Ok(false)
            }
            Judgement::Waits => Ok(false),
        }
    }

    /// Moves the mark, and lets go on what was held for the clock's sake.
    async fn believe(&self, memory: &mut Memory, look: &Look, open: Option<Hold>) -> Result<bool> {
        memory.at_work = true;
        let now = look.standing.seen.now;
        let last = look.standing.seen.last;
        let fresh = last.is_some_and(|last| now >= last && now.since(last) < MARK_EVERY);
        let Some(hold) = open else {
            if !fresh && memory.may_mark(look.lived) {
                self.move_mark(memory, look).await;
            }
            return Ok(false);
        };
        memory.waits.remove(&hold.id);
        tracing::info!(
            "the clock is believed again, at {}: duties go on",
            now.iso()
        );
        self.db
            .write(BY, move |tx, _| {
                store::mark(tx, now)?;
                store::end(tx, &hold.id)
            })
            .await?;
        Ok(true)
    }

    /// Moves the mark, if it can be written: no duty waits for a disk that is full or a table
    /// that is locked, and the next minute tries again.
    async fn move_mark(&self, memory: &mut Memory, look: &Look) {
        let now = look.standing.seen.now;
        let moved = self.db.write(BY, move |tx, _| store::mark(tx, now)).await;
        memory.not_marked = moved.is_err().then_some(look.lived);
        if let Err(e) = moved {
            tracing::warn!("the time of this turn was not written down: {e}");
        }
    }

    /// Holds what ends or sends until the hour is over, or somebody confirms.
    async fn hold(&self, memory: &mut Memory, look: &Look, away: Away) -> Result<bool> {
        let now = look.standing.seen.now;
        if let Some(known) = away.goes_on(memory, now) {
            memory.waits.insert(known, look.begun());
            away.tell(now);
            return Ok(false);
        }
        let hold = Hold {
            id: HoldId::new(),
            cause: away.cause(memory),
            since: now,
            last_turn: Some(away.last),
        };
        let (id, before) = (hold.id.clone(), away.held.clone());
        self.db
            .write(BY, move |tx, _| {
                if let Some(before) = before {
                    store::end(tx, &before.id)?;
                }
                store::begin(tx, &hold)
            })
            .await?;
        memory.waits.insert(id, look.begun());
        away.tell(now);
        Ok(true)
    }

    /// Lets go on what was held after a restore once its hour is over; whether it did.
    async fn end_of_restored(&self, memory: &mut Memory, look: &Look) -> Result<bool> {
        let restored = |hold: &&Hold| hold.cause == Cause::Restored;
        let Some(hold) = look.standing.holds.iter().find(restored).cloned() else {
            return Ok(false);
        };
        let begun = memory.waits.get(&hold.id).copied();
        match begun.map_or(Wait::Anew, |begun| look.waited(begun).stands()) {
            Wait::On => Ok(false),
            Wait::Anew => {
                memory.waits.insert(hold.id, look.begun());
                Ok(false)
            }
            Wait::Over => {
                memory.waits.remove(&hold.id);
                tracing::info!("an hour has passed since the restore: mails leave again");
                self.db
                    .write(BY, move |tx, _| store::end(tx, &hold.id))
                    .await?;
                Ok(true)
            }
        }
    }
}

/// A time far from the last turn, and what is held for it already.
struct Away {
    held: Option<Hold>,
    last: Moment,
}

impl Away {
    /// The open hold that this process finds and takes part in: a server that was begun anew, or
    /// one of several.
    fn goes_on(&self, memory: &Memory, now: Moment) -> Option<HoldId> {
        let found = self.held.as_ref().filter(|hold| {
            !memory.waits.contains_key(&hold.id) && !judge::is_away(now, hold.since)
        });
        found.map(|hold| hold.id.clone())
    }

    fn tell(&self, now: Moment) {
        tracing::warn!(
            "the clock says {}, the last turn was at {}: what ends, erases or sends by the clock \
             is held until the clock is right, has gone on evenly for an hour, or an \
             administrator confirms it on the first page",
            now.iso(),
            self.last.iso()
        );
    }

    fn cause(&self, memory: &Memory) -> Cause {
        let jumped = |hold: &Hold| hold.cause == Cause::Jumped;
        if memory.at_work || self.held.as_ref().is_some_and(jumped) {
            Cause::Jumped
        } else {
            Cause::Stopped
        }
    }
}

impl Memory {
    /// Whether the mark may be moved: not soon after it could not be.
    fn may_mark(&self, lived: Duration) -> bool {
        self.not_marked.is_none_or(|at| lived - at >= MARK_EVERY)
    }

    /// Tells the log once that the database's clock says another time, and once that it agrees.
    fn tell_apart(&mut self, standing: &Standing) {
        let apart = matches!(standing.doubt, Some(Doubt::Apart(_)));
        if apart && !self.told_apart {
            tracing::warn!(
                "this server's clock is {} s ahead of the database's: what ends, erases or sends \
                 by the clock is held here until both agree; set both machines' clocks with NTP",
                standing.seen.ahead.num_seconds()
            );
        } else if self.told_apart && !apart {
            tracing::info!("this server's clock agrees with the database's again");
        }
        self.told_apart = apart;
    }
}
