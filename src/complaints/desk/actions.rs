//! What the office sends from the page of a case.

use actix_web::HttpResponse;

use super::address::url;
use super::{service, show};
use crate::complaints::case::CaseId;
use crate::error::{Error, Result};
use crate::people::Allowed;
use crate::people::permission::TakeComplaints;
use crate::platform::step::Asked;

/// `POST /complaints/{id}/seen`
pub(super) async fn see(asked: Asked<Allowed<TakeComplaints>, CaseId>) -> Result<HttpResponse> {
    match asked.decide(service::see).await {
        Err(Error::Conflict) => show::changed(&asked).await,
        done => done.map(|()| asked.done(&url(&asked.id), "complaint-seen")),
    }
}
