//! Styles, scripts and icons: embedded, versioned by content, kept by browsers for a year.

mod layers;

use std::borrow::Cow;

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

#[derive(rust_embed::RustEmbed)]
#[folder = "templates/assets/"]
struct Files;

/// A short fingerprint of all of them, put on their addresses.
pub fn version() -> String {
    let mut hash = Sha256::new();
    for name in Files::iter() {
        hash.update(name.as_bytes());
        if let Some(bytes) = served(&name) {
            hash.update(&bytes);
        }
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
pub async fn show(asked: web::Path<Asked>) -> Result<HttpResponse> {
    let name = &asked.name;
    let bytes = served(name).ok_or(Error::NotFound)?;
    Ok(HttpResponse::Ok()
        .content_type(content_type(name))
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(bytes.into_owned()))
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}
