//! A draft that was thrown away stays so, whoever still has it open.

use actix_web::http::StatusCode;
use chrono::Duration;
use gaoshi::people::Role;

use super::restore::BURST;
use super::{Desk, id_of};
use crate::support::app::TestApp;
use crate::support::client::{Answer, Client};
use crate::support::form::Form;

const SEND: (&str, &str) = ("action", "send");
const REMARK: &[(&str, &str)] = &[("remark", "请写清楚几单元")];

/// The form of a draft's text and the one that it saves itself with.
async fn window(who: &mut Client<'_>, id: &str) -> (Form, Form) {
    let save = who.get(&format!("/notices/{id}/edit")).await.form("/save");
    let keep = Form {
        action: format!("/notices/{id}/keep"),
        ..save.clone()
    };
    (save, keep)
}

/// Somebody throws a draft away.
async fn throw_away(who: &mut Client<'_>, id: &str) {
    let page = who.get(&format!("/notices/{id}")).await;
    let gone = who.submit(&page.form("/delete"), &[]).await;
    assert_eq!(gone.location(), "/notices", "{}", gone.body);
}

/// A page that says who threw it away, shows what was typed, and offers no way to keep it.
fn is_told(told: &Answer, who: &str, typed: &[&str]) {
    assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.body);
    let said = told.between("role=\"alert\"", "</section>");
    assert!(said.contains(&format!("{who}删除了它")), "{said}");
    for text in typed {
        assert!(said.contains(text), "{text} is not in {said}");
    }
    assert!(said.contains("href=\"/notices\""), "{said}");
    assert!(!said.contains("<form"), "nothing is kept as new: {said}");
}

/// There is no such notice.
async fn is_gone(who: &mut Client<'_>, id: &str) {
    let page = who.get(&format!("/notices/{id}")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND, "{}", page.body);
}

#[actix_web::test]
async fn a_colleagues_window_does_not_save_itself_into_a_draft_that_was_thrown_away() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = id_of(&desk.save("keep", &[]).await);
    let (_, keep) = window(&mut desk.clerk, &id).await;
    throw_away(&mut desk.reviewer, &id).await;
    for reason in ["换水泵", ""] {
        let told = desk.clerk.submit(&keep, &[("reason", reason)]).await;
        assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.body);
        assert!(
            told.body.contains("人 reviewer今天 09:00删除了这份草稿"),
            "{}",
            told.body
        );
    }
    is_gone(&mut desk.clerk, &id).await;
    let mut stranger = app.elsewhere(Role::Clerk).await;
    stranger.get("/notices").await;
    for end in ["keep", "save", "approve"] {
        let path = format!("/notices/{id}/{end}");
        let told = stranger.post(&path, &[("reason", "换水泵")]).await;
        assert_ne!(
            told.status,
            StatusCode::CONFLICT,
            "{end}: none of their business"
        );
        assert!(!told.body.contains("人 reviewer"), "{end}");
    }
}

#[actix_web::test]
async fn who_sends_a_draft_that_was_thrown_away_is_told_and_can_copy_every_word() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = id_of(&desk.save("keep", &[]).await);
    let (save, _) = window(&mut desk.clerk, &id).await;
    throw_away(&mut desk.reviewer, &id).await;
    app.clock.advance(Duration::minutes(3));
    let own = "今天换水泵。\n请提前储水。";
    for action in ["send", "keep", "preview", "repair"] {
        let typed = [("action", action), ("reason", "换水泵"), ("body", own)];
        let told = desk.clerk.submit(&save, &typed).await;
        let shown = [
            "这份草稿已经删除，您填的没有保存",
            "今天 09:00，人 reviewer",
            "<dt>原因</dt><dd>换水泵</dd>",
            "<dt>影响哪里</dt><dd>1号楼</dd>",
            "今天换水泵。\n请提前储水。",
            "href=\"/notices/new/water\"",
        ];
        is_told(&told, "人 reviewer", &shown);
    }
    is_gone(&mut desk.clerk, &id).await;
    desk.clerk.headers.push(("accept-language", "en-GB"));
    let told = desk.clerk.submit(&save, &[SEND]).await;
    assert!(
        told.body
            .contains("This draft was deleted; what you typed was not saved")
    );
    assert!(
        told.body.contains("人 reviewer deleted it"),
        "{}",
        told.body
    );
}

#[actix_web::test]
async fn ones_own_second_window_brings_nothing_back() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = id_of(&desk.save("keep", &[]).await);
    let (save, keep) = window(&mut desk.clerk, &id).await;
    throw_away(&mut desk.clerk, &id).await;
    let kept = desk.clerk.submit(&keep, &[("reason", "换水泵")]).await;
    assert_eq!(kept.status, StatusCode::CONFLICT);
    let told = desk
        .clerk
        .submit(&save, &[SEND, ("reason", "换水泵")])
        .await;
    is_told(&told, "人 clerk", &["换水泵"]);
    is_gone(&mut desk.clerk, &id).await;
}

#[actix_web::test]
async fn who_wrote_a_draft_and_threw_it_away_does_not_approve_it_when_it_is_sent_after_all() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = id_of(&desk.save("keep", &[]).await);
    let (hers, _) = window(&mut desk.reviewer, &id).await;
    let words = [("action", "keep"), ("reason", "审核人自己写的")];
    desk.reviewer.submit(&hers, &words).await;
    let (save, _) = window(&mut desk.clerk, &id).await;
    throw_away(&mut desk.reviewer, &id).await;
    let told = desk.clerk.submit(&save, &[SEND]).await;
    is_told(&told, "人 reviewer", &["审核人自己写的"]);
    let path = format!("/notices/{id}/approve");
    let approved = desk.reviewer.post(&path, &[("seen", "2.1")]).await;
    assert_eq!(approved.status, StatusCode::CONFLICT, "{}", approved.body);
    is_gone(&mut desk.reviewer, &id).await;
}

#[actix_web::test]
async fn a_step_on_a_draft_that_was_thrown_away_is_told_and_its_remark_is_shown() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.sent(&[]).await;
    let page = desk.reviewer.get(&format!("/notices/{id}")).await;
    let back = desk.page(&id).await.form("/take-back");
    let mut manager = app.as_(Role::OfficeManager).await;
    let theirs = manager.get(&format!("/notices/{id}")).await;
    manager.submit(&theirs.form("/take-back"), &[]).await;
    throw_away(&mut manager, &id).await;
    let told = desk.reviewer.submit(&page.form("/approve"), &[]).await;
    is_told(&told, "人 office_manager", &["刚才这一步没有做"]);
    let told = desk.reviewer.submit(&page.form("/return"), REMARK).await;
    is_told(
        &told,
        "人 office_manager",
        &["<dt>退回意见</dt><dd>请写清楚几单元</dd>"],
    );
    let told = desk.clerk.submit(&back, &[]).await;
    is_told(&told, "人 office_manager", &["刚才这一步没有做"]);
}

#[actix_web::test]
async fn a_replacement_that_was_thrown_away_does_not_come_back_as_another_outage() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let old = desk.published(&[]).await;
    let new = id_of(&desk.press(&old, "/replace", &[]).await);
    let (save, keep) = window(&mut desk.clerk, &new).await;
    throw_away(&mut desk.reviewer, &new).await;
    let kept = desk.clerk.submit(&keep, &[("reason", "换水泵")]).await;
    assert_eq!(kept.status, StatusCode::CONFLICT);
    let told = desk
        .clerk
        .submit(&save, &[SEND, ("reason", "换水泵")])
        .await;
    is_told(&told, "人 reviewer", &["换水泵"]);
    is_gone(&mut desk.clerk, &new).await;
    let again = id_of(&desk.press(&old, "/replace", &[]).await);
    assert_ne!(again, new, "begun anew under another name");
}

#[actix_web::test]
async fn an_apology_that_was_thrown_away_does_not_come_back_as_an_outage() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let old = desk.published(&BURST).await;
    app.clock.advance(Duration::minutes(20));
    desk.press(&old, "/restored", &[]).await;
    let new = id_of(&desk.press(&old, "/apologise", &[]).await);
    let (save, keep) = window(&mut desk.clerk, &new).await;
    throw_away(&mut desk.reviewer, &new).await;
    let typed = ("body", "给您添麻烦了。");
    let kept = desk.clerk.submit(&keep, &[typed]).await;
    assert_eq!(kept.status, StatusCode::CONFLICT);
    let told = desk.clerk.submit(&save, &[SEND, typed]).await;
    is_told(&told, "人 reviewer", &["给您添麻烦了。"]);
    is_gone(&mut desk.clerk, &new).await;
}

#[actix_web::test]
async fn a_form_that_was_never_kept_opens_when_it_first_saves_itself() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let save = desk.form().await;
    let keep = Form {
        action: save.action.replace("/save", "/keep"),
        ..save.clone()
    };
    let kept = desk.clerk.submit(&keep, &[("reason", "换水泵")]).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT, "{}", kept.body);
    let id = save.action.split('/').nth(2).unwrap();
    assert_eq!(desk.stage(id).await, "草稿");
}

#[actix_web::test]
async fn throwing_a_draft_away_twice_is_no_mistake() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = id_of(&desk.save("keep", &[]).await);
    let form = desk.page(&id).await.form("/delete");
    let page = desk.reviewer.get(&format!("/notices/{id}")).await;
    for _ in 0..3 {
        let gone = desk.clerk.submit(&form, &[]).await;
        assert_eq!(gone.location(), "/notices");
    }
    let told = desk.reviewer.submit(&page.form("/delete"), &[]).await;
    is_told(&told, "人 clerk", &[]);
}

#[actix_web::test]
async fn deleting_asks_first_and_taking_back_names_what_hangs() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let draft = super::id_of(&desk.save("keep", &[]).await);
    let page = desk.page(&draft).await.body;
    let ask = page.split_once("<details class=\"ask\">").unwrap().1;
    assert!(ask.contains("不能恢复。确定删除？"), "{ask}");
    assert!(ask.contains("/delete\""), "the button stands behind it");

    let id = desk.approved(&[]).await;
    let hung = desk.unhung(&id).await.remove(0);
    let page = desk.page(&id).await.body;
    let ask = page.split_once("<details class=\"ask\">").unwrap().1;
    assert!(ask.contains("批准作废"), "{ask}");
    assert!(!ask.contains("这些公告栏"), "none hangs: {ask}");
    desk.clerk
        .post(&format!("/postings/{hung}/posted"), &[])
        .await;
    let page = desk.page(&id).await.body;
    let ask = page.split_once("<details class=\"ask\">").unwrap().1;
    let ask = ask.split_once("</details>").unwrap().0;
    assert!(ask.contains("这些公告栏上已经贴了"), "{ask}");
}
