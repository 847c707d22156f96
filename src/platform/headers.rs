//! The headers every answer carries, and the refusal of posts from other sites.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicI64, Ordering};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};

use super::client::{Client, Edge, undeclared};
use super::db::{Db, System, Tx};
use super::holds;

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

/// Posts that may come from anywhere: each carries a secret of its own, and mail programs and
/// private pages send a foreign origin or none with it (RFC 8058).
const FROM_ANYWHERE: [&str; 2] = ["/unsubscribe/", "/follow/withdraw"];

/// What our own script says with a form that it sends.
const SENT_BY: &str = "x-sent-by";
/// Where it goes on then.
const GOES_TO: &str = "x-goes-to";

/// The day on which an undeclared proxy was last told of.
static TOLD: AtomicI64 = AtomicI64::new(0);

const MICROS_OF_A_DAY: i64 = 86_400_000_000;

/// Reads the caller, refuses posts that another site's page sends, and adds the headers. A head
/// alone is answered as the page it belongs to: the server leaves the body out.
pub async fn guard(
    mut req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let edge = req.app_data::<web::Data<Edge>>().cloned();
    let edge = edge.unwrap_or_else(|| web::Data::new(Edge::default()));
    let client = Client::of(&req, &edge);
    tell_undeclared(&req, &edge);
    req.extensions_mut().insert(client);
    let is_scripted = req.headers().contains_key(SENT_BY);
    if client.peeks {
        req.head_mut().method = Method::GET;
    }
    let mut res = if is_change(req.method()) && comes_from_elsewhere(&req, &edge) {
        tracing::warn!(from = %client.address, "a form of another site's page was refused");
        let drawn = req.app_data::<web::Data<FromElsewhere>>();
        let answer = drawn.map_or_else(
            || HttpResponse::Forbidden().finish(),
            |page| (page.0)(req.request()),
        );
        req.into_response(answer)
    } else {
        next.call(req).await?.map_into_boxed_body()
    };
    if is_scripted && res.status() == StatusCode::SEE_OTHER {
        lead_on(&mut res);
    }
    dress(res.headers_mut(), client.secure);
    Ok(res)
}

fn dress(headers: &mut HeaderMap, secure: bool) {
    for (name, value) in MADE.iter() {
        if !headers.contains_key(name) {
            headers.insert(name.clone(), value.clone());
        }
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if secure {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=63072000; includeSubDomains"),
        );
    }
}

/// The headers on an answer that is made outside of [`guard`].
pub fn dressed(req: &HttpRequest, mut answer: HttpResponse) -> HttpResponse {
    let edge = req.app_data::<web::Data<Edge>>();
    let secure = edge.is_some_and(|edge| edge.is_https(req.headers()));
    dress(answer.headers_mut(), secure);
    answer
}

/// Tells the browser to drop what it has kept of our pages: whoever sits down next finds nothing.
pub fn forget_all(answer: &mut HttpResponse) {
    const KEPT: HeaderValue = HeaderValue::from_static("\"cache\", \"storage\"");
    let name = HeaderName::from_static("clear-site-data");
    answer.headers_mut().insert(name, KEPT);
}

fn is_change(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// A script that sends a form for its page would follow where it leads and use up what is told
/// there: it is told the address instead.
fn lead_on(res: &mut ServiceResponse<BoxBody>) {
    *res.response_mut().status_mut() = StatusCode::NO_CONTENT;
    let headers = res.headers_mut();
    if let Some(to) = headers.remove(header::LOCATION).next() {
        headers.insert(HeaderName::from_static(GOES_TO), to);
    }
}

/// Once a day: with an undeclared proxy everybody counts as one address.
fn tell_undeclared(req: &ServiceRequest, edge: &Edge) {
    let Some(peer) = undeclared(req, edge) else {
        return;
    };
    let Some(db) = req.app_data::<web::Data<Db>>().cloned() else {
        return;
    };
    let today = db.clock().now().micros() / MICROS_OF_A_DAY;
    if TOLD.swap(today, Ordering::Relaxed) == today {
        return;
    }
    tracing::warn!(
        %peer,
        "a proxy that is not declared speaks for others: all behind it count as one address; \
         add it to `proxies` if it is yours"
    );
    actix_web::rt::spawn(async move {
        let mark = move |tx: &mut Tx<'_>, _: &System| holds::mark_undeclared(tx, peer);
        if let Err(e) = db.write(System("proxy"), mark).await {
            tracing::warn!("it is not written down: {e}");
        }
    });
}

/// Whether a browser says that the page which sends this is not ours.
fn comes_from_elsewhere(req: &ServiceRequest, edge: &Edge) -> bool {
    if FROM_ANYWHERE
        .iter()
        .any(|path| req.path().starts_with(path))
    {
        return false;
    }
    let header = |name: &str| req.headers().get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = header("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    let host = header("host").unwrap_or_default();
    match header("origin") {
        // Browsers write `null` for a private origin, which no page of ours has.
        Some(origin) => {
            let is_public = edge
                .public()
                .is_some_and(|p| p.eq_ignore_ascii_case(origin));
            !is_public && origin.split("://").nth(1) != Some(host)
        }
        None => false,
    }
}
