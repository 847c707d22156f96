//! Somebody stands for another for a span of days: what waits for one waits for both.

use actix_web::http::StatusCode;
use chrono::Duration;
use gaoshi::people::Role;

use super::factor::has_mail;
use crate::notices::{Desk, id_of};
use crate::support::app::TestApp;
use crate::support::client::{Answer, Client};
use crate::support::form::Form;

/// The id of a colleague on the page of deputies.
async fn colleague(who: &mut Client<'_>, login: &str) -> String {
    let page = who.get("/account/deputies").await;
    let (before, _) = page.body.split_once(&format!(">人 {login} ·")).unwrap();
    let (_, id) = before.rsplit_once("value=\"").unwrap();
    id.trim_end_matches('"')
        .trim_end_matches("\" selected")
        .to_owned()
}

/// One names another, from today for so many days.
pub(crate) async fn names(who: &mut Client<'_>, login: &str, until: &str) -> Answer {
    let deputy = colleague(who, login).await;
    let form = who.get("/account/deputies").await.form("/account/deputies");
    let typed = [("deputy", deputy.as_str()), ("until", until)];
    who.submit(&form, &typed).await
}

async fn writes(who: &mut Client<'_>, app: &TestApp) -> String {
    let form = who.get("/notices/new/water").await.form("/save");
    let building = app.offices[0].buildings[0].id.to_string();
    let typed = [("action", "send"), ("place", building.as_str())];
    id_of(&who.submit(&form, &typed).await)
}

#[actix_web::test]
async fn nobody_stands_for_anybody_on_days_that_are_gone() {
    let app = TestApp::new();
    let mut manager = app.as_(Role::OfficeManager).await;
    let deputy = colleague(&mut manager, "clerk").await;
    let page = manager.get("/account/deputies").await;
    let typed = [
        ("deputy", deputy.as_str()),
        ("from", "2026-11-01"),
        ("until", "2026-11-30"),
    ];
    let refused = manager
        .submit(&page.form("/account/deputies"), &typed)
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let beside = refused.between("id=\"e-from\">", "<");
    assert!(beside.contains("已经过去"), "{}", refused.body);
    assert!(refused.body.contains("value=\"2026-11-30\""), "kept");
    assert!(refused.body.contains("还没有指定过"), "{}", refused.body);
    let done = names(&mut manager, "clerk", "2026-11-27").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "today may begin");
}

#[actix_web::test]
async fn who_stands_for_a_manager_approves_for_her_and_the_record_says_so() {
    let app = TestApp::new();
    let mut manager = app.as_(Role::OfficeManager).await;
    let done = names(&mut manager, "clerk", "2026-11-27").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let twice = names(&mut manager, "reviewer", "2026-11-26").await;
    assert!(
        twice
            .between("id=\"e-from\">", "<")
            .contains("已经指定了代理人")
    );
    let mut reviewer = app.as_(Role::Reviewer).await;
    let id = writes(&mut reviewer, &app).await;
    let mut clerk = app.as_(Role::Clerk).await;
    let today = clerk.get("/").await;
    assert!(today.body.contains("代人 office_manager") && today.body.contains(&id));
    let page = clerk.get(&format!("/notices/{id}")).await;
    let approved = clerk.submit(&page.form("/approve"), &[]).await;
    assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.body);
    let page = clerk.get(&format!("/notices/{id}")).await;
    assert!(
        page.body.contains("人 clerk（代人 office_manager） · 批准"),
        "{}",
        page.body
    );
    // What her own role carries she does in her own place.
    let own = writes(&mut clerk, &app).await;
    let page = clerk.get(&format!("/notices/{own}")).await;
    assert!(page.body.contains("人 clerk · 送审"), "{}", page.body);
}

#[actix_web::test]
async fn four_eyes_hold_over_both() {
    let app = TestApp::new();
    let mut manager = app.as_(Role::OfficeManager).await;
    names(&mut manager, "clerk", "2026-11-27").await;
    let mut clerk = app.as_(Role::Clerk).await;
    // What the clerk wrote herself, and what the manager wrote for whom she stands.
    let by_clerk = writes(&mut clerk, &app).await;
    let by_manager = writes(&mut manager, &app).await;
    for (id, why) in [
        (by_clerk, "您改过这份通知的文字"),
        (by_manager, "您代理的人 office_manager改过这份通知的文字"),
    ] {
        assert!(!clerk.get("/").await.body.contains(&id), "{why}");
        let page = clerk.get(&format!("/notices/{id}")).await;
        assert!(!page.offers("/approve"), "{why}");
        let refused = clerk.post(&format!("/notices/{id}/approve"), &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(why), "{}", refused.body);
    }
}

#[actix_web::test]
async fn who_stands_for_two_decides_for_the_one_who_wrote_nothing() {
    let app = TestApp::new();
    has_mail(&app, "clerk");
    let mut manager = app.as_(Role::OfficeManager).await;
    names(&mut manager, "clerk", "2026-11-27").await;
    let mut reviewer = app.as_(Role::Reviewer).await;
    names(&mut reviewer, "clerk", "2026-11-27").await;
    let mut clerk = app.as_(Role::Clerk).await;
    for (writer, other) in [
        (&mut manager, "人 clerk（代人 reviewer） · 批准"),
        (&mut reviewer, "人 clerk（代人 office_manager） · 批准"),
    ] {
        let before = app.mails().len();
        let id = writes(writer, &app).await;
        app.tick().await;
        let mails = app.mails().split_off(before);
        let told = mails.iter().any(|mail| mail.subject.starts_with("待审核"));
        assert!(told, "she may decide: {mails:?}");
        assert!(clerk.get("/").await.body.contains(&id), "{other}");
        let page = clerk.get(&format!("/notices/{id}")).await;
        let approved = clerk.submit(&page.form("/approve"), &[]).await;
        assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.body);
        let page = clerk.get(&format!("/notices/{id}")).await;
        assert!(page.body.contains(other), "{}", page.body);
    }
}

#[actix_web::test]
async fn what_a_deputy_wrote_for_somebody_that_one_does_not_approve() {
    let app = TestApp::new();
    let mut executive = app.as_(Role::Executive).await;
    names(&mut executive, "operations", "2026-11-27").await;
    let mut operations = app.as_(Role::Operations).await;
    // Her own role writes nothing.
    let id = writes(&mut operations, &app).await;
    let page = executive.get(&format!("/notices/{id}")).await;
    assert!(!page.offers("/approve"));
    let refused = executive.post(&format!("/notices/{id}/approve"), &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut desk = Desk::at(&app).await;
    assert_eq!(desk.approve(&id).await.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn who_stands_for_somebody_is_told_what_waits_unless_one_of_the_two_wrote_it() {
    let app = TestApp::new();
    has_mail(&app, "clerk");
    let mut manager = app.as_(Role::OfficeManager).await;
    names(&mut manager, "clerk", "2026-11-27").await;
    let told = async || {
        app.tick().await;
        let mut mails = app.mails();
        mails.retain(|mail| mail.subject.starts_with("待审核"));
        mails.len()
    };
    let mut reviewer = app.as_(Role::Reviewer).await;
    writes(&mut reviewer, &app).await;
    assert_eq!(told().await, 1);
    writes(&mut manager, &app).await;
    assert_eq!(told().await, 1, "for whom she stands wrote it");
}

#[actix_web::test]
async fn what_a_deputy_wrote_meanwhile_is_told_with_the_one_she_stands_for() {
    let app = TestApp::new();
    let mut executive = app.as_(Role::Executive).await;
    names(&mut executive, "operations", "2026-11-27").await;
    let mut operations = app.as_(Role::Operations).await;
    let mut desk = Desk::at(&app).await;
    let id = id_of(&desk.save("keep", &[]).await);
    let edit = format!("/notices/{id}/edit");
    let hers = desk.clerk.get(&edit).await.form("/save");
    let theirs = operations.get(&edit).await.form("/save");
    let typed = [("action", "keep"), ("end", "13:00")];
    let kept = operations.submit(&theirs, &typed).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let saves_itself = Form {
        action: format!("/notices/{id}/keep"),
        ..hers.clone()
    };
    let reason = [("reason", "换水泵和阀门")];
    let told = desk.clerk.submit(&saves_itself, &reason).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    let who = "人 operations（代人 executive）";
    assert!(
        told.body.contains(&format!("{who}改过这份草稿")),
        "{}",
        told.body
    );
    let send = [("action", "send"), ("reason", "换水泵和阀门")];
    let told = desk.clerk.submit(&hers, &send).await;
    assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.body);
    let banner = told.between("role=\"alert\"", "</section>");
    assert!(banner.contains(&format!("{who} · 修改文字")), "{banner}");
    assert!(!banner.contains("人 executive · "), "once: {banner}");
}

#[actix_web::test]
async fn it_ends_by_itself_or_when_either_says_so() {
    let app = TestApp::new();
    let mut manager = app.as_(Role::OfficeManager).await;
    names(&mut manager, "clerk", "2026-11-25").await;
    let may = async |app: &TestApp| {
        let mut clerk = app.as_(Role::Clerk).await;
        clerk.get("/places/new").await.status == StatusCode::OK
    };
    assert!(may(&app).await);
    app.clock.advance(Duration::days(2));
    assert!(!may(&app).await, "the day after the last");
    let mut manager = app.as_(Role::OfficeManager).await;
    names(&mut manager, "clerk", "2026-11-30").await;
    assert!(may(&app).await);
    let mut clerk = app.as_(Role::Clerk).await;
    let form = clerk.get("/account/deputies").await.form("/end");
    let mut stranger = app.as_(Role::Reviewer).await;
    stranger.get("/account").await;
    let not_hers = stranger.post(&form.action, &[]).await;
    assert_eq!(not_hers.status, StatusCode::NOT_FOUND);
    let ended = clerk.submit(&form, &[]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.body);
    assert!(!may(&app).await);
    let again = clerk.submit(&form, &[]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn accounts_and_the_clock_are_lent_to_nobody() {
    let app = TestApp::new();
    let mut admin = app.as_(Role::Administrator).await;
    names(&mut admin, "planning", "2026-11-27").await;
    let mut planning = app.as_(Role::Planning).await;
    for page in ["/people", "/offices", "/audit", "/company"] {
        assert_eq!(
            planning.get(page).await.status,
            StatusCode::FORBIDDEN,
            "{page}"
        );
    }
    assert_eq!(planning.get("/places/new").await.status, StatusCode::OK);
    planning.get("/account").await;
    let confirm = planning.post("/holds/confirm", &[]).await;
    assert_eq!(confirm.status, StatusCode::FORBIDDEN);
}
