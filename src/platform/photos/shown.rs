//! A photo as it is looked at.

use actix_web::HttpResponse;
use actix_web::http::header;
use serde::Deserialize;

/// The address of a photo: what it belongs to, and the photo.
#[derive(Debug, Deserialize)]
pub struct PhotoOf {
    /// What it belongs to.
    pub id: String,
    /// The photo.
    pub photo: String,
}

/// A photo as an answer. A stranger may have sent it: nothing in it may run, and no machine on the
/// way keeps it.
pub fn as_answer(bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("image/jpeg")
        .insert_header((
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        ))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((
            header::CONTENT_DISPOSITION,
            "inline; filename=\"photo.jpg\"",
        ))
        .body(bytes)
}
