//! `GET /size/{tag}`: letters a quarter larger (大字版), and back.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use crate::error::{Error, Result};
use crate::platform::looks::{Looks, Size};
use crate::platform::page::{LocalPath, View};

/// Where the reader came from.
#[derive(Debug, Deserialize)]
pub(super) struct CameFrom {
    to: Option<String>,
}

/// Remembers the size for a year; nothing else changes.
pub(super) async fn choose(
    mut view: View,
    tag: web::Path<String>,
    from: web::Query<CameFrom>,
) -> Result<HttpResponse> {
    view.put_on(Looks::Size(Size::of_tag(&tag)));
    let to = LocalPath::of(from.to.as_deref().unwrap_or("/"));
    let mut answer = view.redirect(to, None);
    for cookie in view.looks_cookies() {
        answer.add_cookie(&cookie).map_err(Error::internal)?;
    }
    Ok(answer)
}
