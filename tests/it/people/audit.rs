//! What was done and what was refused stands on record, and the administrator reads it.

use std::collections::BTreeSet;
use std::path::Path;

use actix_web::http::StatusCode;
use gaoshi::people::Role;
use gaoshi::platform::words;

use crate::support::app::TestApp;
use crate::support::source::is_for_tests;

#[actix_web::test]
async fn refused_sign_ins_and_forbidden_acts_are_on_record_with_who_and_what() {
    let app = TestApp::new();
    let mut stranger = app.visitor();
    for _ in 0..8 {
        stranger.sign_in("clerk", "falsch-und-lang").await;
    }
    let mut clerk = app.as_(Role::Reviewer).await;
    for _ in 0..5 {
        assert_eq!(clerk.get("/people").await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(clerk.get("/audit").await.status, StatusCode::FORBIDDEN);
    let mut admin = app.as_(Role::Administrator).await;
    let page = admin.get("/audit?group=refused").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert_eq!(page.body.matches("login:clerk").count(), 6, "{}", page.body);
    assert!(page.body.contains("192.0.2.7") && page.body.contains("暂停登录"));
    assert_eq!(
        page.body.matches("route:GET /people<").count(),
        1,
        "once a minute"
    );
    assert!(page.body.contains("route:GET /audit") && page.body.contains("人 reviewer"));
    assert!(!page.body.contains("falsch-und-lang"));
}

#[actix_web::test]
async fn the_record_is_asked_for_by_kind_by_words_and_by_day() {
    let app = TestApp::new();
    let mut admin = app.as_(Role::Administrator).await;
    let all = admin.get("/audit").await;
    assert!(
        all.body.contains("登录") && all.body.contains("添加管理处"),
        "{}",
        all.body
    );
    let signed_in = admin.get("/audit?group=sign-in").await;
    assert!(!signed_in.body.contains("office:") && signed_in.body.contains("user:"));
    let named = admin.get("/audit?text=nobody-of-this-name").await;
    assert!(named.body.contains("没有符合的记录"));
    let odd = admin
        .get("/audit?text=%25&group=nothing&page=99999999999")
        .await;
    assert_eq!(odd.status, StatusCode::OK);
    let before = admin.get("/audit?until=2020-01-01").await;
    assert!(before.body.contains("没有符合的记录"));
    let wrong = admin.get("/audit?from=yesterday").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("id=\"e-from\"") && wrong.body.contains("value=\"yesterday\""));
}

#[actix_web::test]
async fn a_long_record_is_read_page_by_page() {
    let app = TestApp::new();
    let mut admin = app.as_(Role::Administrator).await;
    for _ in 0..105 {
        admin.post("/account/sign-out-others", &[]).await;
    }
    let first = admin.get("/audit?group=sign-in&text=user").await;
    let older = first.between("/audit?group=%73", "\"");
    let older = format!("/audit?group=%73{}", older.replace("&amp;", "&"));
    assert!(older.ends_with("page=2"), "{older}");
    let second = admin.get(&older).await;
    assert_eq!(second.status, StatusCode::OK);
    assert!(second.body.contains("page=1") && !second.body.contains("page=3"));
    assert!(!second.body.contains("添加管理处"));
}

#[actix_web::test]
async fn a_name_is_found_by_the_signs_that_are_in_it_and_in_letters_of_either_size() {
    let app = TestApp::new();
    app.visitor().sign_in("zhang_wei", "falsch-und-lang").await;
    let mut admin = app.as_(Role::Administrator).await;
    for text in ["zhang_wei", "ZHANG_Wei", "g_w"] {
        let page = admin.get(&format!("/audit?text={text}")).await;
        assert!(
            page.body.contains("login:zhang_wei"),
            "{text}: {}",
            page.body
        );
    }
    let page = admin.get("/audit?text=zhangwei").await;
    assert!(!page.body.contains("login:zhang_wei"), "{}", page.body);
}

/// The acts that the files below a folder write, each by a call with its name.
fn acts(dir: &Path, found: &mut BTreeSet<String>) {
    const CALLS: [&str; 4] = ["audit::record(", "note(", "note_all(", "Done::of("];
    let is_act = |text: &&str| {
        let parts: Vec<&str> = text.split('.').collect();
        let small = |c: char| c.is_ascii_lowercase() || c == '_';
        let is_word = |part: &&str| !part.is_empty() && part.chars().all(small);
        parts.len() == 2 && parts.iter().all(is_word)
    };
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            acts(&path, found);
        } else if !is_for_tests(path.to_str().unwrap()) {
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            for call in CALLS.iter().flat_map(|call| text.split(*call).skip(1)) {
                let call = call.split(';').next().unwrap();
                let act = call.split('"').skip(1).step_by(2).find(is_act);
                found.extend(act.map(str::to_owned));
            }
        }
    }
}

#[test]
fn every_act_that_is_written_has_its_word_in_both_languages() {
    let mut written = BTreeSet::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    acts(&source, &mut written);
    for known in ["board.retired", "notice.approved", "sign_run.deleted"] {
        assert!(written.contains(known), "{known}: {written:?}");
    }
    let files = words::files();
    for act in written {
        let line = format!("\nact-{} = ", act.replace(['.', '_'], "-"));
        let named = files.iter().filter(|(_, text)| text.contains(&line));
        assert_eq!(named.count(), 2, "{act}");
    }
}
