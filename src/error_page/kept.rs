//! A form with a file whose sender's session had ended: its texts wait until she has signed in
//! again, as those of any other form do. The file is asked for anew.

use actix_multipart::Multipart;
use actix_web::HttpMessage;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;

use crate::error::{Error, Result};
use crate::people::permission::Perhaps;
use crate::platform::upload::{Texts, Written};

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
            kept.leave(req.request());
            Error::SignedOut
        }
        Err(e) => e,
    };
    // As an answer, so that the page that says so is drawn over it.
    Ok(req.error_response(why))
}

/// Whether a form of the desk brings a file and has no session; residents send theirs with none. Who has
/// to set up a second factor first has one: she is led there, as with any other form. What is
/// sent to no page of ours is nothing that was typed there.
fn is_lost(req: &ServiceRequest) -> bool {
    let kind = req.headers().get(header::CONTENT_TYPE);
    req.method() == Method::POST
        && req.match_pattern().is_some()
        && !["/Q/", "/q/"].iter().any(|at| req.path().starts_with(at))
        && kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"))
        && Perhaps::nobody(&req.extensions())
}

async fn texts(req: &mut ServiceRequest) -> Result<Written> {
    let form = req.extract::<Multipart>().await;
    let form = form.or(Err(Error::BadRequest("platform-bad-encoding")))?;
    let Texts { fields, with_file } = Texts::read(form).await?;
    Ok(Written::of(&fields, with_file))
}
