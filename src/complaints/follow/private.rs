//! Pages of one resident.

use actix_web::HttpResponse;
use actix_web::http::header::{HeaderName, HeaderValue};

/// Keeps a page and its address from anybody else: search engines, other sites, caches.
pub(super) fn private(mut answer: HttpResponse) -> HttpResponse {
    for (name, value) in [
        // With `no-referrer` a browser sends the origin `null` with the form of the page.
        ("referrer-policy", "same-origin"),
        ("x-robots-tag", "noindex"),
        ("cache-control", "no-store"),
    ] {
        let (name, value) = (
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
        answer.headers_mut().insert(name, value);
    }
    answer
}
