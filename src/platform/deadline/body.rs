//! A request's body with its two deadlines, shared by whoever reads it and by its answer.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::web::Bytes;
use futures_util::Stream;
use tokio::time::{Instant, Sleep, sleep_until};

/// A body with its two deadlines.
pub(super) struct Timed {
    payload: Payload,
    end: Instant,
    idle: Duration,
    alarm: Pin<Box<Sleep>>,
    late: Rc<Cell<bool>>,
}

impl Timed {
    pub(super) fn new(
        payload: Payload,
        total: Duration,
        idle: Duration,
        late: Rc<Cell<bool>>,
    ) -> Self {
        let now = Instant::now();
        Self {
            payload,
            end: now + total,
            idle,
            alarm: Box::pin(sleep_until(now + idle.min(total))),
            late,
        }
    }
}

impl Stream for Timed {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if let Poll::Ready(item) = Pin::new(&mut this.payload).poll_next(cx) {
            let now = Instant::now();
            if now < this.end {
                this.alarm.as_mut().reset((now + this.idle).min(this.end));
                return Poll::Ready(item);
            }
        } else if this.alarm.as_mut().poll(cx).is_pending() {
            return Poll::Pending;
        }
        this.late.set(true);
        let late = std::io::Error::new(std::io::ErrorKind::TimedOut, "the body came too slowly");
        Poll::Ready(Some(Err(PayloadError::Io(late))))
    }
}

/// The body for one who reads it. What nobody has read is still there when he has gone.
#[derive(Clone)]
pub(super) struct Shared(Rc<RefCell<Timed>>);

impl Shared {
    pub(super) fn of(timed: Timed) -> Self {
        Self(Rc::new(RefCell::new(timed)))
    }
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shared")
    }
}

impl Stream for Shared {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut *self.0.borrow_mut()).poll_next(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::StreamExt;
    use futures_util::stream;

    fn drip(every: u64, count: usize) -> Payload {
        let drops = stream::iter(0..count).then(move |_| async move {
            tokio::time::sleep(Duration::from_millis(every)).await;
            Ok(Bytes::from_static(b"x"))
        });
        Payload::Stream {
            payload: Box::pin(drops),
        }
    }

    async fn read(payload: Payload) -> (usize, bool) {
        let late = Rc::new(Cell::new(false));
        let (total, idle) = (Duration::from_millis(300), Duration::from_millis(80));
        let mut timed = Timed::new(payload, total, idle, Rc::clone(&late));
        let mut got = 0;
        while let Some(Ok(bytes)) = timed.next().await {
            got += bytes.len();
        }
        (got, late.get())
    }

    #[tokio::test]
    async fn a_quick_body_passes_whole() {
        assert_eq!(read(drip(1, 5)).await, (5, false));
    }

    #[tokio::test]
    async fn a_body_of_which_nothing_comes_is_cut() {
        assert_eq!(read(drip(10_000, 1)).await, (0, true));
    }

    #[tokio::test]
    async fn a_dripping_body_is_cut_at_its_end() {
        let (got, late) = read(drip(30, 100)).await;
        assert!(late && got < 20, "{got}");
    }
}
