//! A deadline for request bodies: a slow sender does not hold its place for ever.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::{ErrorRequestTimeout, PayloadError};
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use actix_web::{Error, HttpMessage, HttpResponse};
use futures_util::Stream;
use tokio::time::{Instant, Sleep, sleep_until};

/// A whole body of text.
const TOTAL: Duration = Duration::from_mins(1);
/// A whole body with files: four photographs over a phone's slow line.
const TOTAL_OF_FILES: Duration = Duration::from_mins(10);
/// A body of which nothing comes.
const IDLE: Duration = Duration::from_secs(10);

/// Cuts bodies that are too slow and answers 408.
pub async fn cut(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let kind = req.headers().get(header::CONTENT_TYPE);
    let has_files = kind.is_some_and(|k| k.as_bytes().starts_with(b"multipart/form-data"));
    let total = if has_files { TOTAL_OF_FILES } else { TOTAL };
    cut_after(total, IDLE, req, next).await
}

/// [`cut`] with other times.
pub async fn cut_after(
    total: Duration,
    idle: Duration,
    mut req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let late = Rc::new(Cell::new(false));
    let payload = req.take_payload();
    if !matches!(payload, Payload::None) {
        let timed = Timed::new(payload, total, idle, Rc::clone(&late));
        req.set_payload(Payload::Stream {
            payload: Box::pin(timed),
        });
    }
    let answered = next.call(req).await;
    if !late.get() {
        return answered.map(ServiceResponse::map_into_boxed_body);
    }
    // The request itself must not be kept across the call: routing wants it alone.
    match answered {
        Ok(res) => {
            let answer = HttpResponse::RequestTimeout().force_close().finish();
            Ok(res.into_response(answer))
        }
        Err(_) => Err(ErrorRequestTimeout("the body came too slowly")),
    }
}

/// A body with its two deadlines.
struct Timed {
    payload: Payload,
    end: Instant,
    idle: Duration,
    alarm: Pin<Box<Sleep>>,
    late: Rc<Cell<bool>>,
}

impl Timed {
    fn new(payload: Payload, total: Duration, idle: Duration, late: Rc<Cell<bool>>) -> Self {
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
