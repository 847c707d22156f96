//! The pages that say what went wrong and what to do next.

mod kept;
#[cfg(test)]
mod samples;
mod typed;

pub use self::kept::keep_texts;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use serde::Serialize;

use self::typed::Typed;
use crate::error::{Error, Result};
use crate::people::pages::sign_in::{SignIn, Waiting};
use crate::people::{DemoAccounts, EndedSession, refusals};
use crate::platform::form::{self, Fields, FormState, is_secret};
use crate::platform::page::{LocalPath, Page, View, query_value, view_of};
use crate::platform::requests;
use crate::platform::upload::Written;

/// What happened, and the way on.
#[derive(Debug, Serialize)]
pub struct ErrorPage {
    /// The status code.
    pub status: u16,
    /// The headline.
    pub title: String,
    /// What happened and what to do.
    pub text: String,
    /// What the line of the log about this request is found by.
    pub id: String,
    /// What somebody typed into the form that came to this.
    pub typed: Typed,
}

impl Page for ErrorPage {
    const TEMPLATE: &'static str = "error.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::error_page()
    }
}

/// Draws the page over an answer that is an error, logs faults of ours once, and keeps a form
/// whose session had ended until its sender has signed in again.
pub async fn draw(
    mut req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    // No copy of the request may be held while it is routed: the router writes into it.
    let (res, kept) = match keep_form(&mut req).await {
        Ok(kept) => (next.call(req).await?.map_into_boxed_body(), kept),
        Err(e) => (req.error_response(e), Bytes::new()),
    };
    let Some(cause) = res.response().error() else {
        return Ok(res);
    };
    let (request, status) = (res.request().clone(), res.status());
    let kept = Written::take(&request).map_or(kept, Bytes::from);
    if matches!(cause.as_error::<Error>(), Some(Error::Forbidden))
        && let Err(e) = refusals::forbidden(&request).await
    {
        tracing::warn!(error = %e, "a refusal was not written down");
    }
    let drawn = match cause.as_error::<Error>() {
        Some(error) => draw_ours(&request, error, &kept),
        None => draw_other(&request, status),
    };
    let mut drawn = drawn.unwrap_or_else(|e| bare(status, &e));
    // What ties the next form to this browser goes with the page that has the form.
    for cookie in res.headers().get_all(header::SET_COOKIE) {
        drawn
            .headers_mut()
            .append(header::SET_COOKIE, cookie.clone());
    }
    Ok(ServiceResponse::new(request, drawn))
}

/// The page for a form that a page of another site sent.
pub fn from_elsewhere(request: &HttpRequest) -> HttpResponse {
    draw_as(request, StatusCode::FORBIDDEN, "error-elsewhere")
        .unwrap_or_else(|e| bare(StatusCode::FORBIDDEN, &e))
}

fn bare(status: StatusCode, why: &Error) -> HttpResponse {
    tracing::error!(error = %why, "the error page itself failed");
    HttpResponse::build(status).finish()
}

/// The body of a form, kept aside while it goes on to its handler.
async fn keep_form(req: &mut ServiceRequest) -> Result<Bytes> {
    let is_form = req.method() == Method::POST
        && req.headers().get(header::CONTENT_TYPE).is_some_and(|t| {
            t.as_bytes()
                .starts_with(b"application/x-www-form-urlencoded")
        });
    if !is_form {
        return Ok(Bytes::new());
    }
    let body = form::read(req.take_payload()).await?;
    req.set_payload(Payload::from(body.clone()));
    Ok(body)
}

fn draw_ours(request: &HttpRequest, error: &Error, kept: &Bytes) -> Result<HttpResponse> {
    let view = view_of(request)?;
    let status = actix_web::ResponseError::status_code(error);
    let (title, text) = match error {
        Error::SignedOut => return sign_in_first(request, &view, kept),
        Error::Unenrolled => return Ok(view.redirect("/account/second-factor", None)),
        Error::NotFound => ("error-not-found", view.say("error-not-found-text")),
        Error::Forbidden => ("error-forbidden", view.say("error-forbidden-text")),
        Error::Refused(refusal) => ("error-refused", view.explain(refusal)),
        Error::Conflict => ("error-conflict", view.say("error-conflict-text")),
        Error::TooMany(wait) => {
            let minutes = [("minutes", wait.minutes().to_string())];
            let text = view.tell("error-too-many-text", &minutes);
            ("error-too-many", text)
        }
        Error::Crowded(key) => ("error-unavailable", view.say(key)),
        Error::BadRequest(key) => ("error-bad-request", view.say(key)),
        Error::Unavailable(what) => {
            tracing::warn!(what, "not available for the moment");
            ("error-unavailable", view.say("error-unavailable-text"))
        }
        Error::Newer(what) => {
            tracing::error!(what, "stored by a newer program");
            ("error-unavailable", view.say("error-unavailable-text"))
        }
        Error::Unsure(what) => {
            tracing::warn!(what, "kept or not, nobody knows");
            ("error-unsure", view.say("error-unsure-text"))
        }
        Error::Internal(e) => {
            tracing::error!(error = %format!("{e:#}"), "a fault of ours");
            ("error-internal", view.say("error-internal-text"))
        }
    };
    let page = ErrorPage {
        status: status.as_u16(),
        title: view.say(title),
        text,
        id: requests::id_of(request),
        typed: Typed::of(request, kept, error),
    };
    let mut answer = view.page_as(status, &page)?;
    if let Some(seconds) = error.retry_after() {
        answer
            .headers_mut()
            .insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(answer)
}

/// Off to the sign-in page; a form that was being sent comes along.
fn sign_in_first(request: &HttpRequest, view: &View, kept: &Bytes) -> Result<HttpResponse> {
    let path = request.uri().path_and_query().map_or("/", |p| p.as_str());
    if kept.is_empty() {
        let next = query_value(LocalPath::of(path).as_str());
        return Ok(view.redirect(format!("/sign-in?next={next}"), None));
    }
    let demo = request
        .app_data::<web::Data<DemoAccounts>>()
        .map(|d| d.get_ref().clone());
    let fields = Fields::parse(kept)?;
    let is_own = was_typed_here(request, &fields);
    let mut waits = Waiting::page(None);
    if is_own {
        (waits.kept, waits.kept_to) = (without_secrets(&fields), path.to_owned());
    }
    view.page_as(
        StatusCode::UNAUTHORIZED,
        &SignIn {
            form: FormState::default(),
            waits,
            lost: !is_own,
            demo: demo.unwrap_or_default(),
        },
    )
}

/// Whether a form carries the token of the session that this browser had: any other may have been
/// sent by another site's page, and is not held out to be sent on.
fn was_typed_here(request: &HttpRequest, fields: &Fields) -> bool {
    let extensions = request.extensions();
    let ended = extensions.get::<EndedSession>();
    ended.is_some_and(|ended| fields.carry(&ended.csrf))
}

/// A form without what is secret in it.
fn without_secrets(fields: &Fields) -> String {
    let open = fields.pairs().iter().filter(|(name, _)| !is_secret(name));
    let written = open.map(|(name, value)| format!("{}={}", query_value(name), query_value(value)));
    written.collect::<Vec<_>>().join("&")
}

fn draw_other(request: &HttpRequest, status: StatusCode) -> Result<HttpResponse> {
    let key = match status {
        StatusCode::NOT_FOUND => "error-not-found",
        StatusCode::PAYLOAD_TOO_LARGE => "error-too-large",
        _ => "error-bad-request",
    };
    draw_as(request, status, key)
}

/// The page whose headline stands under a key and whose text under the same with `-text`.
fn draw_as(request: &HttpRequest, status: StatusCode, key: &str) -> Result<HttpResponse> {
    let view = view_of(request)?;
    let text = view.say(&format!("{key}-text"));
    view.page_as(
        status,
        &ErrorPage {
            status: status.as_u16(),
            title: view.say(key),
            text,
            id: requests::id_of(request),
            typed: Typed::default(),
        },
    )
}

#[cfg(test)]
mod tests;
