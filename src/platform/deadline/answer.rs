//! An answer that holds what its request has not sent yet, and says when it is through.

use std::fmt;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use actix_web::HttpResponse;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::error::{Error, ResponseError};
use actix_web::http::StatusCode;
use actix_web::web::Bytes;

use super::body::Shared;
use super::watch::Watch;

/// A body goes out in parts of this size, so that it lasts about as long as it is sent.
const PART: usize = 64 * 1024;

/// What a connection is held by while its answer goes out.
///
/// A body of a request that nobody holds any more is read to its end by the server, however
/// long that takes. One that is held when the answer is through is listened to for a moment and
/// then cut with its connection.
#[derive(Debug, Clone, Default)]
pub(super) struct Held {
    pub(super) unread: Option<Shared>,
    pub(super) watch: Option<Rc<Watch>>,
}

/// The body of an answer.
pub struct Answer {
    inner: BoxBody,
    rest: Bytes,
    held: Held,
}

impl Answer {
    pub(super) fn new(inner: BoxBody, held: Held) -> Self {
        if let Some(watch) = &held.watch {
            watch.answers();
        }
        Self {
            inner,
            rest: Bytes::new(),
            held,
        }
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        if let Some(watch) = &self.held.watch {
            watch.waits();
        }
    }
}

impl MessageBody for Answer {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        self.inner.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        if self.rest.is_empty() {
            let Poll::Ready(next) = Pin::new(&mut self.inner).poll_next(cx) else {
                return Poll::Pending;
            };
            match next {
                Some(Ok(bytes)) => self.rest = bytes,
                None | Some(Err(_)) => return Poll::Ready(next),
            }
        }
        let part = self.rest.len().min(PART);
        Poll::Ready(Some(Ok(self.rest.split_to(part))))
    }
}

/// An error whose answer holds the same.
pub(super) struct Failed {
    cause: Error,
    held: Held,
}

impl Failed {
    pub(super) fn holding(held: Held, cause: Error) -> Error {
        Self { cause, held }.into()
    }
}

impl fmt::Debug for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cause.fmt(f)
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cause.fmt(f)
    }
}

impl ResponseError for Failed {
    fn status_code(&self) -> StatusCode {
        self.cause.as_response_error().status_code()
    }

    fn error_response(&self) -> HttpResponse {
        let answer = self.cause.as_response_error().error_response();
        answer.map_body(|_, body| {
            // A body that is none would be thrown away with what it holds.
            let body = match body.size() {
                BodySize::None => BoxBody::new(()),
                BodySize::Sized(_) | BodySize::Stream => body,
            };
            BoxBody::new(Answer::new(body, self.held.clone()))
        })
    }
}
