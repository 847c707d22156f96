//! `GET /places/{id}/homes.csv`: the buildings and homes of a community as a list.

use std::fmt::Write as _;

use actix_web::http::header;
use actix_web::{HttpResponse, web};

use super::super::sample;
use crate::error::{Error, Result};
use crate::organisation::{PlaceId, store as places};
use crate::people::permission::{Allowed, ManagePlaces};
use crate::platform::db::Db;
use crate::platform::lists::quoted;

/// `GET /places/{id}/homes.csv`: as Excel opens it.
pub async fn show(
    by: Allowed<ManagePlaces>,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let (scope, id) = (by.scope().clone(), id.parse::<PlaceId>()?);
    let read = db.read(move |conn| {
        let community = places::community(conn, &scope, &id)?;
        places::tree(conn, &community.id)
    });
    let mut body = String::from("\u{FEFF}");
    for line in sample::lines(&read.await?) {
        let cells: Vec<String> = line.iter().map(|cell| quoted(cell)).collect();
        write!(body, "{}\r\n", cells.join(",")).map_err(Error::internal)?;
    }
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"homes.csv\"",
        ))
        .body(body))
}
