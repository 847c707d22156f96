//! One line of the log for each request: what an operator looks for when something was slow or
//! went wrong.
//!
//! It names the route and never the address, which may hold a code or a token; the actor's id and
//! never a name. Whatever ends a request ends its line: an answer, a caller who has gone, a panic.

use std::cell::OnceCell;
use std::rc::Rc;
use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, web};
use tracing::Instrument;

use super::figures::Figures;

/// The header that carries a request's id.
pub const HEADER: &str = "x-request-id";

/// The route of addresses that lead nowhere.
const NO_ROUTE: &str = "-";

/// A request's line, written when nobody holds it any more.
pub struct Line {
    id: String,
    method: &'static str,
    route: String,
    begun: Instant,
    actor: OnceCell<String>,
    status: OnceCell<StatusCode>,
    figures: Option<web::Data<Figures>>,
}

impl Line {
    fn of(req: &ServiceRequest) -> Self {
        Self {
            id: id(),
            method: method(req.method()),
            route: req.match_pattern().unwrap_or_else(|| NO_ROUTE.to_owned()),
            begun: Instant::now(),
            actor: OnceCell::new(),
            status: OnceCell::new(),
            figures: req.app_data::<web::Data<Figures>>().cloned(),
        }
    }

    /// What becomes of a request without an answer: nobody takes it, or its handler panicked.
    fn unanswered() -> StatusCode {
        if std::thread::panicking() {
            return StatusCode::INTERNAL_SERVER_ERROR;
        }
        StatusCode::from_u16(GONE).unwrap_or(StatusCode::BAD_REQUEST)
    }
}

/// The caller went away before the answer was there; no answer has this status.
const GONE: u16 = 499;

impl Drop for Line {
    fn drop(&mut self) {
        let lasted = self.begun.elapsed();
        let status = self.status.get().copied();
        let status = status.unwrap_or_else(Self::unanswered);
        if let Some(figures) = &self.figures {
            figures.answered(&self.route, status, lasted);
        }
        let ms = u64::try_from(lasted.as_millis()).unwrap_or(u64::MAX);
        let (id, actor) = (self.id.as_str(), self.actor.get().map(String::as_str));
        let (method, route) = (self.method, self.route.as_str());
        // Outside the request's span, which would say the id and the route twice.
        tracing::info!(
            parent: None,
            id, method, route, status = status.as_u16(), ms, actor,
            "request"
        );
    }
}

/// Begins a request's line and puts its id on the answer and on whatever is logged meanwhile.
pub async fn note<B: MessageBody + 'static>(
    req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let line = Rc::new(Line::of(&req));
    req.extensions_mut().insert(Rc::clone(&line));
    let span = tracing::info_span!("request", id = line.id, route = line.route);
    let answered = next.call(req).instrument(span).await;
    match answered {
        Ok(mut res) => {
            line.status.set(res.status()).ok();
            if let Ok(id) = HeaderValue::from_str(&line.id) {
                res.headers_mut()
                    .insert(HeaderName::from_static(HEADER), id);
            }
            // The connection keeps a request for its next one, and what was put on it.
            res.request().extensions_mut().remove::<Rc<Line>>();
            Ok(res)
        }
        Err(cause) => {
            let status = cause.as_response_error().status_code();
            line.status.set(status).ok();
            Err(cause)
        }
    }
}

/// Says who asks, by id.
pub fn asked_by(req: &impl HttpMessage, actor: &str) {
    if let Some(line) = req.extensions().get::<Rc<Line>>() {
        line.actor.set(actor.to_owned()).ok();
    }
}

/// The id of a request, for the page that says what went wrong; empty where nobody notes one.
pub fn id_of(req: &impl HttpMessage) -> String {
    let extensions = req.extensions();
    let line = extensions.get::<Rc<Line>>();
    line.map(|line| line.id.clone()).unwrap_or_default()
}

/// Twelve signs in threes of four, to be read out over a telephone; nothing like a printed code.
fn id() -> String {
    let [a, b, c]: [u16; 3] = rand::random();
    format!("{a:04x}-{b:04x}-{c:04x}")
}

/// The method's name, if it is one that browsers send: any other is the caller's own text.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::PATCH => "PATCH",
        _ => "OTHER",
    }
}
