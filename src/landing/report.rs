//! `GET /c/{id}/report`: the form behind a community's own code, for who has none in front of them.

use actix_web::{HttpResponse, web};

use crate::codes::store as codes;
use crate::error::Result;
use crate::organisation::{PlaceId, store as organisation};
use crate::platform::db::{Db, System};
use crate::platform::page::View;

/// Leads to the form of the community; the first who asks lets its code be made.
pub(super) async fn show(
    view: View,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: PlaceId = id.parse()?;
    let known = db.read(move |conn| {
        let community = organisation::public_community(conn, &id)?;
        Ok((codes::of_web(conn, &community.id)?, community))
    });
    let code = match known.await? {
        (Some(code), _) => code,
        (None, community) => {
            db.write(System("landing"), move |tx, _| {
                codes::issue_for_web(tx, &community)
            })
            .await?
        }
    };
    Ok(view.redirect(format!("/Q/{code}"), None))
}
