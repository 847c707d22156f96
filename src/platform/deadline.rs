//! Deadlines of connections: a slow sender, a slow reader or a silent one does not hold its
//! place for ever.

mod answer;
mod body;
mod watch;

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::{Error, ErrorRequestTimeout};
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpResponse};

pub use self::answer::Answer;
use self::answer::{Failed, Held};
use self::body::{Shared, Timed};
pub use self::watch::{KEEP_ALIVE, Patience, Watch};
use super::headers::dressed;

/// A whole body of text.
const TOTAL: Duration = Duration::from_mins(1);
/// A whole body with files: four photographs over a phone's slow line.
const TOTAL_OF_FILES: Duration = Duration::from_mins(10);
/// A body of which nothing comes.
const IDLE: Duration = Duration::from_secs(10);

/// Cuts bodies that are too slow and answers 408; a body that is not read by the time of the
/// answer ends with its connection.
pub async fn cut(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<Answer>, Error> {
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
) -> Result<ServiceResponse<Answer>, Error> {
    let late = Rc::new(Cell::new(false));
    let mut held = Held {
        unread: None,
        watch: req.conn_data::<Rc<Watch>>().cloned(),
    };
    if let Some(watch) = &held.watch {
        if watch.is_cut() {
            let nothing = HttpResponse::ServiceUnavailable().force_close().finish();
            let nothing = dressed(req.request(), nothing);
            let res = req.into_response(nothing);
            return Ok(res.map_body(|_, body| Answer::new(body, held)));
        }
        watch.works();
    }
    let payload = req.take_payload();
    if !matches!(payload, Payload::None) {
        let body = Shared::of(Timed::new(payload, total, idle, Rc::clone(&late)));
        held.unread = Some(body.clone());
        req.set_payload(Payload::Stream {
            payload: Box::pin(body),
        });
    }
    let answered = next.call(req).await;
    // The request itself must not be kept across the call: routing wants it alone.
    match answered {
        Ok(res) if late.get() => {
            let answer = HttpResponse::RequestTimeout().force_close().finish();
            let answer = dressed(res.request(), answer);
            Ok(res
                .into_response(answer)
                .map_body(|_, body| Answer::new(body, held)))
        }
        Ok(res) => Ok(res.map_body(|_, body| Answer::new(body.boxed(), held))),
        Err(_) if late.get() => {
            let cause = ErrorRequestTimeout("the body came too slowly");
            Err(Failed::holding(held, cause))
        }
        Err(cause) => Err(Failed::holding(held, cause)),
    }
}
