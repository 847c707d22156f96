//! What every answer tells the browser, whatever it is an answer to.

use actix_web::http::StatusCode;
use gaoshi::people::Role;

use crate::resident::Sign;
use crate::support::app::TestApp;

const ALWAYS: [&str; 8] = [
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "cache-control",
    "strict-transport-security",
];

#[actix_web::test]
async fn every_answer_carries_the_headers_whatever_it_is() {
    let app = TestApp::new();
    let sign = Sign::at(&app);
    let mut clerk = app.as_(Role::Clerk).await;
    let code = format!("/Q/{}", sign.code);
    let lost = ["/nothing", "/n/0", "/assets/0/none.css"];
    let there = ["/livez", "/readyz", "/sign-in", "/Q", &code, "/notices"];
    for path in there.into_iter().chain(lost) {
        let answer = clerk.get(path).await;
        for name in ALWAYS {
            assert!(answer.headers.contains_key(name), "{path}: {name}");
        }
        let kind = answer
            .headers
            .get("content-type")
            .unwrap()
            .to_str()
            .unwrap();
        let is_text = kind.starts_with("text/") || kind.starts_with("image/svg");
        assert!(
            !is_text || kind.ends_with("charset=utf-8"),
            "{path}: {kind}"
        );
    }
    let mut forger = clerk.clone();
    forger.headers.push(("sec-fetch-site", "cross-site"));
    let refused = forger.post("/sign-out", &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    for name in ALWAYS {
        assert!(refused.headers.contains_key(name), "{name}");
    }
    let drawn = clerk.get("/signs/designs/w-fire.svg").await;
    assert_eq!(drawn.status, StatusCode::OK);
    let kind = drawn.headers.get("content-type").unwrap();
    assert_eq!(kind, "image/svg+xml; charset=utf-8");
}
