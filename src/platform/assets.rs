//! Styles, scripts and icons: embedded, versioned by content, kept by browsers for a year.

mod layers;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::packed::Packed;
use crate::error::{Error, Result};

#[derive(rust_embed::RustEmbed)]
#[folder = "templates/assets/"]
struct Files;

/// All of them as browsers get them, read and packed once.
static SERVED: LazyLock<BTreeMap<String, Packed>> = LazyLock::new(|| {
    let named = |name: Cow<'static, str>| {
        let bytes = served(&name)?.into_owned();
        Some((name.into_owned(), Packed::of(bytes)))
    };
    Files::iter().filter_map(named).collect()
});

/// A short fingerprint of all of them, put on their addresses.
pub fn version() -> String {
    let mut hash = Sha256::new();
    for (name, file) in SERVED.iter() {
        hash.update(name.as_bytes());
        hash.update(file.plain());
    }
    let mut text = data_encoding::HEXLOWER.encode(&hash.finalize());
    text.truncate(12);
    text
}

/// A file as browsers get it: a style without layers, which old ones would drop.
fn served(name: &str) -> Option<Cow<'static, [u8]>> {
    let data = Files::get(name)?.data;
    if name.rsplit('.').next() != Some("css") {
        return Some(data);
    }
    let flat = layers::flatten(&String::from_utf8_lossy(&data));
    Some(Cow::Owned(flat.into_bytes()))
}

/// What the address of a file names besides its version.
#[derive(Debug, Deserialize)]
pub struct Asked {
    name: String,
}

/// `GET /assets/{version}/{name}`
pub async fn show(req: HttpRequest, asked: web::Path<Asked>) -> Result<HttpResponse> {
    let name = &asked.name;
    let file = SERVED.get(name).ok_or(Error::NotFound)?;
    let mut with = HttpResponse::Ok();
    with.content_type(content_type(name))
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"));
    Ok(file.answer(&req, with))
}

/// `GET /favicon.ico`: for browsers that ask for it whatever a page says.
pub async fn icon(req: HttpRequest) -> Result<HttpResponse> {
    let file = SERVED.get("favicon.ico").ok_or(Error::NotFound)?;
    let mut with = HttpResponse::Ok();
    with.content_type("image/x-icon")
        .insert_header((header::CACHE_CONTROL, "public, max-age=86400"));
    Ok(file.answer(&req, with))
}

/// What machines that read the web may read: what is public without a code or a link.
const ROBOTS: &str = "User-agent: *\nAllow: /$\nAllow: /assets/\nAllow: /c/\nAllow: /n/\n\
    Disallow: /c/*/report\nDisallow: /\n";

/// `GET /robots.txt`
pub async fn robots() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "public, max-age=86400"))
        .body(ROBOTS)
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml; charset=utf-8",
        Some("png") => "image/png",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}
