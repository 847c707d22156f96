//! A form with a file whose sender's session had ended: its texts wait until she has signed in
//! again, as those of any other form do. The file is asked for anew.

use std::sync::Arc;

use actix_multipart::Multipart;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest};

use crate::error::{Error, Result};
use crate::people::SignedIn;
use crate::platform::page::query_value;
use crate::platform::photos::form::LOST;
use crate::platform::upload::Texts;

/// The texts of a form, written as one without a file.
struct Kept(String);

/// Reads what nobody signed in has sent before it is turned away: its handler would drop it unread.
pub async fn keep_texts(
    mut req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if !is_lost(&req) {
        return Ok(next.call(req).await?.map_into_boxed_body());
    }
    let why = match texts(&mut req).await {
        Ok(kept) => {
            req.extensions_mut().insert(kept);
            Error::SignedOut
        }
        Err(e) => e,
    };
    // As an answer, so that the page that says so is drawn over it.
    Ok(req.error_response(why))
}

/// What was kept of a request.
pub(super) fn of(request: &HttpRequest) -> Option<String> {
    let kept = request.extensions_mut().remove::<Kept>();
    kept.map(|Kept(texts)| texts)
}

/// Whether a form of the desk brings a file and has no session; residents send theirs with none. What is
/// sent to no page of ours is nothing that was typed there.
fn is_lost(req: &ServiceRequest) -> bool {
    let kind = req.headers().get(header::CONTENT_TYPE);
    req.method() == Method::POST
        && req.match_pattern().is_some()
        && !["/Q/", "/q/"].iter().any(|at| req.path().starts_with(at))
        && kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"))
        && req.extensions().get::<Arc<SignedIn>>().is_none()
}

async fn texts(req: &mut ServiceRequest) -> Result<Kept> {
    let form = req.extract::<Multipart>().await;
    let form = form.or(Err(Error::BadRequest("platform-bad-encoding")))?;
    let Texts { fields, with_file } = Texts::read(form).await?;
    let written =
        |(name, value): &(String, String)| format!("{}={}", query_value(name), query_value(value));
    let mut all: Vec<String> = fields.pairs().iter().map(written).collect();
    if with_file {
        all.push(format!("{LOST}="));
    }
    Ok(Kept(all.join("&")))
}
