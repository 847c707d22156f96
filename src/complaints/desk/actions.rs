//! What the office sends from the page of a case.

use actix_web::{HttpResponse, web};

use super::{service, url};
use crate::complaints::case::CaseId;
use crate::error::Result;
use crate::people::Allowed;
use crate::people::permission::TakeComplaints;
use crate::platform::db::Db;
use crate::platform::page::View;
use crate::platform::seen::Decision;

/// `POST /complaints/{id}/seen`
pub(super) async fn see(
    by: Allowed<TakeComplaints>,
    view: View,
    id: web::Path<String>,
    decision: Decision,
    db: web::Data<Db>,
) -> Result<HttpResponse> {
    let id: CaseId = id.parse()?;
    let page = url(&id);
    db.write(by, move |tx, by| service::see(tx, by, &id, decision.seen))
        .await?;
    Ok(view.redirect(&page, Some("complaint-seen")))
}
