//! The headers every answer carries, and the refusal of posts from other sites.

use std::sync::LazyLock;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};

use super::client::{Client, Proxies};

/// What a post from another site's page is answered with; the house draws it.
#[derive(Clone, Copy)]
pub struct FromElsewhere(pub fn(&HttpRequest) -> HttpResponse);

const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; \
    manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; \
    frame-ancestors 'none'";

/// Headers with a fixed value; a handler that set its own keeps it.
const FIXED: [(&str, &str); 6] = [
    ("content-security-policy", CSP),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "geolocation=(), microphone=(), camera=(), interest-cohort=()",
    ),
];

/// The same, made once for all answers.
static MADE: LazyLock<Vec<(HeaderName, HeaderValue)>> = LazyLock::new(|| {
    let made = |(name, value)| {
        (
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        )
    };
    FIXED.into_iter().map(made).collect()
});

/// Reads the caller, refuses posts that another site's page sends, and adds the headers.
pub async fn guard(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let proxies = req.app_data::<web::Data<Proxies>>();
    let client = Client::of(&req, proxies.map_or(&[], |p| &p.0));
    req.extensions_mut().insert(client);
    let mut res = if is_change(req.method()) && comes_from_elsewhere(&req) {
        let drawn = req.app_data::<web::Data<FromElsewhere>>();
        let answer = drawn.map_or_else(
            || HttpResponse::Forbidden().finish(),
            |page| (page.0)(req.request()),
        );
        req.into_response(answer)
    } else {
        next.call(req).await?.map_into_boxed_body()
    };
    let headers = res.headers_mut();
    for (name, value) in MADE.iter() {
        if !headers.contains_key(name) {
            headers.insert(name.clone(), value.clone());
        }
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if client.secure {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=63072000; includeSubDomains"),
        );
    }
    Ok(res)
}

fn is_change(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Whether a browser says that the page which sends this is not ours.
fn comes_from_elsewhere(req: &ServiceRequest) -> bool {
    let header = |name: &str| req.headers().get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = header("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    let host = header("host").unwrap_or_default();
    match header("origin") {
        // Browsers write `null` for a private origin, which no page of ours has.
        Some(origin) => origin.split("://").nth(1) != Some(host),
        None => false,
    }
}
