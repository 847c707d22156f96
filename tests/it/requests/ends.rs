//! However a request ends, it has one line; and its page and its answer carry the line's id.

use std::cell::RefCell;
use std::io::Write;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Once};
use std::thread::ThreadId;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::middleware::from_fn;
use actix_web::web::{self, Bytes, get, post};
use actix_web::{App as Web, HttpResponse, test};
use futures_util::FutureExt;
use gaoshi::error::{Error, Result};
use gaoshi::error_page;
use gaoshi::platform::{deadline, headers, requests};
use serde_json::Value;

use super::lines;
use crate::support::app::TestApp;

thread_local! {
    /// What this thread has logged since somebody listens.
    static TRAY: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

/// Writes to the thread's tray, if it has one.
struct IntoTray;

impl Write for IntoTray {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        TRAY.with_borrow_mut(|tray| tray.iter_mut().for_each(|tray| tray.extend(bytes)));
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What this thread logs while this lives.
pub(super) struct Heard(ThreadId);

impl Heard {
    pub(super) fn begin() -> Self {
        // One subscriber for all threads: one for each would come and go under the others.
        static LISTENS: Once = Once::new();
        LISTENS.call_once(|| {
            let log = tracing_subscriber::fmt().json().flatten_event(true);
            log.with_writer(|| IntoTray).init();
        });
        TRAY.set(Some(Vec::new()));
        Self(std::thread::current().id())
    }

    /// The lines about requests since the last time.
    pub(super) fn take(&self) -> Vec<Value> {
        lines(&self.all())
    }

    /// Everything since the last time.
    pub(super) fn all(&self) -> String {
        assert_eq!(self.0, std::thread::current().id());
        let bytes = TRAY.replace(Some(Vec::new())).unwrap_or_default();
        String::from_utf8(bytes).unwrap()
    }
}

impl Drop for Heard {
    fn drop(&mut self) {
        TRAY.set(None);
    }
}

async fn fails(how: web::Path<String>) -> Result<HttpResponse> {
    Err(match how.as_str() {
        "404" => Error::NotFound,
        "409" => Error::Conflict,
        "503" => Error::unavailable("the disk is full"),
        "unsure" => Error::unsure("the database has gone"),
        _ => Error::internal("nobody thought of this"),
    })
}

async fn panics() -> HttpResponse {
    panic!("a fault of ours")
}

async fn never() -> HttpResponse {
    std::future::pending().await
}

/// A page that fails as asked, one that panics, one that never answers, one that takes a form;
/// in the frame of the real ones.
macro_rules! house {
    ($app:expr) => {{
        let app = Arc::clone(&$app.app);
        let pages = web::scope("")
            .route("/fails/{how}", get().to(fails))
            .route("/panics", get().to(panics))
            .route("/never", get().to(never))
            .route(
                "/form",
                post().to(async |_: web::Form<Vec<(String, String)>>| "taken"),
            )
            .route("/body", post().to(async |_: Bytes| "taken"))
            .wrap(from_fn(error_page::draw))
            .wrap(from_fn(headers::guard));
        test::init_service(
            Web::new()
                .configure(move |cfg| app.provide(cfg))
                .service(pages)
                .wrap(from_fn(|req, next| {
                    let (total, idle) = (Duration::from_millis(60), Duration::from_millis(30));
                    deadline::cut_after(total, idle, req, next)
                }))
                .wrap(from_fn(requests::note)),
        )
        .await
    }};
}

#[actix_web::test]
async fn the_id_on_the_page_is_the_one_in_the_header_and_in_the_log() {
    let app = TestApp::empty();
    let house = house!(app);
    let cases = [
        ("404", 404),
        ("409", 409),
        ("503", 503),
        ("unsure", 503),
        ("500", 500),
    ];
    for (how, status) in cases {
        for (lang, words) in [("zh-CN", "请报错误号"), ("en", "give the number")] {
            let heard = Heard::begin();
            let request = test::TestRequest::get()
                .uri(&format!("/fails/{how}"))
                .insert_header(("accept-language", lang));
            let answer = test::call_service(&house, request.to_request()).await;
            assert_eq!(answer.status().as_u16(), status);
            let id = answer
                .headers()
                .get(requests::HEADER)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            let page = String::from_utf8(test::read_body(answer).await.to_vec()).unwrap();
            assert!(
                page.contains(words) && page.contains(&id),
                "{how} {lang}: {page}"
            );
            let lines = heard.take();
            assert_eq!(lines.len(), 1);
            assert_eq!(lines[0]["id"], id.as_str());
            assert_eq!(lines[0]["status"], status);
            assert_eq!(lines[0]["route"], "/fails/{how}");
        }
    }
}

#[actix_web::test]
async fn a_panic_and_a_caller_who_has_gone_have_their_line() {
    let app = TestApp::empty();
    let house = house!(app);
    let heard = Heard::begin();
    let request = test::TestRequest::get().uri("/panics").to_request();
    let panicked = AssertUnwindSafe(test::call_service(&house, request));
    assert!(panicked.catch_unwind().await.is_err());
    let lines = heard.take();
    assert_eq!(lines.len(), 1);
    assert_eq!(
        (&lines[0]["status"], &lines[0]["route"]),
        (&500.into(), &"/panics".into())
    );

    let request = test::TestRequest::get().uri("/never").to_request();
    let waiting = test::call_service(&house, request);
    let gone = tokio::time::timeout(Duration::from_millis(20), waiting).await;
    assert!(gone.is_err());
    let lines = heard.take();
    assert_eq!(lines.len(), 1);
    assert_eq!(
        (&lines[0]["status"], &lines[0]["route"]),
        (&499.into(), &"/never".into())
    );
}

#[actix_web::test]
async fn what_is_too_slow_too_large_or_nowhere_has_one_line_each() {
    let app = TestApp::empty();
    let house = house!(app);
    let heard = Heard::begin();
    let form = ("content-type", "application/x-www-form-urlencoded");
    let large = test::TestRequest::post().uri("/form").insert_header(form);
    let large = large.set_payload(vec![b'x'; 5_000_000]).to_request();
    let nowhere = test::TestRequest::get().uri("/nowhere/4711").to_request();
    let strange = test::TestRequest::default();
    let strange = strange
        .method("SAY-13800002217".parse().unwrap())
        .uri("/body");
    let mut answered = Vec::new();
    for request in [large, nowhere, strange.to_request()] {
        let status = match test::try_call_service(&house, request).await {
            Ok(answer) => answer.status(),
            Err(cause) => cause.as_response_error().status_code(),
        };
        answered.push(status.as_u16());
    }
    let lines = heard.take();
    let told = |name: &str| -> Vec<Value> { lines.iter().map(|line| line[name].clone()).collect() };
    assert_eq!(told("status"), answered);
    assert_eq!(answered[1], StatusCode::NOT_FOUND.as_u16());
    assert_eq!(told("route"), ["/form", "-", "/body"]);
    assert_eq!(told("method"), ["POST", "GET", "OTHER"]);
}
