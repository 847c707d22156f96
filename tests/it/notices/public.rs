//! What is for everybody, and what is for nobody else.

use actix_web::http::StatusCode;
use gaoshi::people::Role;

use super::Desk;
use crate::support::app::TestApp;

#[actix_web::test]
async fn what_is_not_out_is_nobodys_to_see() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let later = [("publish_date", "2026-11-24"), ("publish_time", "12:00")];
    let ids = [
        super::id_of(&desk.save("keep", &[("reason", "秘密的水箱")]).await),
        desk.sent(&[("reason", "秘密的水箱")]).await,
        desk.approved(&[later[0], later[1], ("reason", "秘密的水箱")])
            .await,
    ];
    app.tick().await;
    let mut phone = app.visitor();
    for id in &ids {
        for lang in ["zh-CN", "en"] {
            phone.jar.insert("__Host-lang".to_owned(), lang.to_owned());
            let page = phone.get(&format!("/n/{id}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND);
        }
        let desk_page = phone.get(&format!("/notices/{id}")).await;
        assert_eq!(desk_page.status, StatusCode::SEE_OTHER);
    }
    let community = format!("/c/{}", app.offices[0].community.id);
    assert!(!phone.get(&community).await.body.contains("秘密的水箱"));
}

#[actix_web::test]
async fn another_offices_notice_does_not_exist() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let posting = desk.unhung(&id).await.remove(0);
    let mut stranger = app.elsewhere(Role::OfficeManager).await;
    for end in ["", "/edit", "/sheet.pdf"] {
        let answer = stranger.get(&format!("/notices/{id}{end}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{end}");
    }
    assert!(!stranger.get("/notices").await.body.contains(&id));
    stranger.get("/account").await;
    let steps = [
        "approve",
        "return",
        "take-back",
        "delete",
        "replace",
        "cancel",
        "restored",
        "apologise",
        "publish",
        "save",
        "keep",
    ];
    let place = app.offices[0].buildings[0].id.to_string();
    let community = app.offices[0].community.id.to_string();
    let fields = [
        ("remark", "x"),
        ("reason", "x"),
        ("community", &community),
        ("place", &place),
    ];
    for step in steps {
        let answer = stranger
            .post(&format!("/notices/{id}/{step}"), &fields)
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{step}");
    }
    for step in ["posted", "taken-down"] {
        let answer = stranger
            .post(&format!("/postings/{posting}/{step}"), &[])
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{step}");
    }
    assert_eq!(desk.stage(&id).await, "已发布");
}

#[actix_web::test]
async fn the_english_page_names_everything_and_says_that_the_text_is_chinese() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let mut phone = app.visitor();
    phone.headers.push(("accept-language", "en-GB,en;q=0.9"));
    let page = phone.get(&format!("/n/{id}")).await;
    assert!(page.body.contains("<html lang=\"en\">"));
    assert!(
        page.body.contains("<span class=\"nb\">Thursday</span>"),
        "{}",
        page.body
    );
    assert!(page.body.contains("Building 1"));
    assert!(page.body.contains("<div class=\"said\" lang=\"zh-CN\">"));
}

#[actix_web::test]
async fn a_public_page_is_the_same_for_whoever_looks() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let path = format!("/n/{id}");
    let (anybody, clerk) = (app.visitor().get(&path).await, desk.clerk.get(&path).await);
    assert_eq!(anybody.body, clerk.body);
    assert!(!clerk.body.contains("人 clerk"));
}
