//! What the page of the bins' colours sends.

use actix_web::{HttpResponse, web};

use super::estate::Estate;
use super::{form, pages, store};
use crate::error::Result;
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::audit;
use crate::platform::db::Db;
use crate::platform::form::Fields;
use crate::platform::page::View;

/// `POST /signs/bins`
pub async fn save(
    by: Allowed<MakeSigns>,
    view: View,
    fields: Fields,
    db: web::Data<Db>,
) -> Result<HttpResponse> {
    let (scope, wanted) = (by.scope().clone(), fields.get("community").to_owned());
    let here = db
        .read(move |conn| Estate::read(conn, &scope, &wanted))
        .await?;
    let palette = match form::read(&fields) {
        Ok(palette) => palette,
        Err(refusals) => return pages::draw(&view, &here, &fields, &refusals),
    };
    let here = here.community.here;
    let page = format!("/signs/bins?community={}", here.id);
    db.write(by, move |tx, _| {
        store::save(tx, &here, &palette)?;
        let subject = format!("place:{}", here.id);
        audit::record(tx, "sign.bin_colours", &subject, &palette.to_string())
    })
    .await?;
    Ok(view.redirect(&page, Some("bins-saved")))
}
