//! No page that says what went wrong loses what was typed.

use actix_web::HttpMessage;
use actix_web::test::TestRequest;
use chrono::Duration;

use super::typed::Typed;
use crate::error::{Error, Refusal, Wait};
use crate::platform::page::Frame;

const SENT: &[u8] = b"csrf=token&seen=3-1&id=01900000-0000-7000-8000-000000000000\
&reason=%E6%8D%A2%E6%B3%B5&phone=138+0000&password=secret";

/// Every way in which a form comes to nothing.
fn every() -> Vec<Error> {
    vec![
        Error::NotFound,
        Error::Forbidden,
        Error::Refused(Refusal::new("form-required")),
        Error::Conflict,
        Error::TooMany(Wait::new(Duration::minutes(3))),
        Error::Crowded("people-crowded"),
        Error::BadRequest("platform-too-large"),
        Error::Unavailable("locked".to_owned()),
        Error::Newer("newer".to_owned()),
        Error::Unsure("lost".to_owned()),
        Error::internal("fault"),
    ]
}

fn typed(token: &str, sent: &[u8], error: &Error) -> Typed {
    let from = (
        "referer",
        "https://wy.example.cn/notices/new/water?community=a",
    );
    let request = TestRequest::post()
        .uri("/notices/id/save")
        .insert_header(from)
        .to_http_request();
    request.extensions_mut().insert(Frame {
        csrf: token.to_owned(),
        ..Frame::default()
    });
    Typed::of(&request, sent, error)
}

#[test]
fn whatever_a_form_comes_to_its_page_says_what_was_typed_and_no_password() {
    for error in every() {
        let kept = typed("token", SENT, &error);
        assert_eq!(kept.words, ["换泵", "138 0000"], "{error}");
        assert_eq!(kept.back, "/notices/new/water?community=a");
        assert!(kept.again.is_empty(), "a password is typed anew: {error}");
    }
}

#[test]
fn what_passes_is_sent_again_as_it_was() {
    let sent = b"csrf=token&seen=3-1&reason=a";
    for error in every() {
        let kept = typed("token", sent, &error);
        let passes = error.retry_after().is_some() || matches!(error, Error::Internal(_));
        assert_eq!(kept.again == "/notices/id/save", passes, "{error}");
        assert_eq!(kept.fields.len(), if passes { 2 } else { 0 }, "{error}");
    }
}

#[test]
fn a_form_that_may_be_forged_is_not_said_back() {
    for token in ["another", ""] {
        let kept = typed(token, SENT, &Error::Conflict);
        assert!(kept.words.is_empty() && kept.back.is_empty());
    }
}
