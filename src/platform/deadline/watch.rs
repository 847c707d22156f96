//! A connection watched from outside: one that does nothing for too long is cut, whatever the
//! server waits for.

use std::cell::Cell;
use std::net::{Shutdown, TcpStream};
use std::os::fd::AsFd;
use std::rc::{Rc, Weak};
use std::time::Duration;

use actix_web::rt;
use actix_web::rt::net::TcpStream as Stream;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until};

/// A connection on which nothing is asked.
pub const KEEP_ALIVE: Duration = Duration::from_secs(75);

/// How long a connection may do what it does.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Nothing is asked, or half a question.
    pub waits: Duration,
    /// An answer is taken.
    pub answers: Duration,
}

impl Default for Patience {
    /// A little longer than a connection is kept, for what begins at its end; and the time of a
    /// whole answer over a slow line.
    fn default() -> Self {
        Self {
            waits: KEEP_ALIVE + Duration::from_secs(10),
            answers: Duration::from_mins(10),
        }
    }
}

/// A request that is worked on has deadlines of its own; how often its watch looks again.
const WORKS: Duration = Duration::from_mins(1);

/// What a connection is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Waits,
    Works,
    Answers,
    Cut,
}

/// A connection that is watched as long as this lives.
#[derive(Debug)]
pub struct Watch {
    phase: Cell<Phase>,
    since: Cell<Instant>,
    patience: Patience,
    // A second handle of the connection, to end it over the server's head.
    socket: TcpStream,
    _alive: oneshot::Sender<()>,
}

impl Watch {
    /// Watches a new connection; an error when there is no handle left for it.
    pub fn over(stream: &Stream, patience: Patience) -> std::io::Result<Rc<Self>> {
        let (alive, gone) = oneshot::channel();
        let watch = Rc::new(Self {
            phase: Cell::new(Phase::Waits),
            since: Cell::new(Instant::now()),
            patience,
            socket: stream.as_fd().try_clone_to_owned()?.into(),
            _alive: alive,
        });
        rt::spawn(keep(Rc::downgrade(&watch), gone));
        Ok(watch)
    }

    fn enters(&self, phase: Phase) {
        if !self.is_cut() {
            self.phase.set(phase);
            self.since.set(Instant::now());
        }
    }

    /// Whether it was ended: what it asked before is nobody's business any more.
    pub(super) fn is_cut(&self) -> bool {
        self.phase.get() == Phase::Cut
    }

    pub(super) fn waits(&self) {
        self.enters(Phase::Waits);
    }

    pub(super) fn works(&self) {
        self.enters(Phase::Works);
    }

    pub(super) fn answers(&self) {
        self.enters(Phase::Answers);
    }

    fn due(&self) -> Instant {
        match self.phase.get() {
            Phase::Waits => self.since.get() + self.patience.waits,
            Phase::Answers => self.since.get() + self.patience.answers,
            Phase::Works | Phase::Cut => Instant::now() + WORKS,
        }
    }

    /// Ends the connection in both directions.
    pub fn cut(&self) {
        self.phase.set(Phase::Cut);
        // Who has gone already need not be cut.
        self.socket.shutdown(Shutdown::Both).ok();
    }
}

async fn keep(watch: Weak<Watch>, mut gone: oneshot::Receiver<()>) {
    while let Some(due) = watch.upgrade().map(|watch| watch.due()) {
        if due <= Instant::now() {
            if let Some(watch) = watch.upgrade() {
                tracing::debug!("a connection that did nothing was cut");
                watch.cut();
            }
            return;
        }
        tokio::select! {
            _ = &mut gone => return,
            () = sleep_until(due) => {}
        }
    }
}
