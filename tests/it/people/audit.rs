//! What was done and what was refused stands on record, and the administrator reads it.

use actix_web::http::StatusCode;
use gaoshi::people::Role;

use crate::support::app::TestApp;

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
