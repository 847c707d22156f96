//! A draft in several windows, and in several hands.

use actix_web::http::StatusCode;
use gaoshi::people::Role;

use super::{Desk, id_of};
use crate::support::app::TestApp;
use crate::support::client::Client;
use crate::support::form::Form;

const REMARK: &[(&str, &str)] = &[("remark", "请写清楚几单元")];

/// The form of a draft's text and the one that it saves itself with, of the same window.
async fn window(who: &mut Client<'_>, id: &str) -> (Form, Form) {
    let save = who.get(&format!("/notices/{id}/edit")).await.form("/save");
    let keep = Form {
        action: format!("/notices/{id}/keep"),
        ..save.clone()
    };
    (save, keep)
}

#[actix_web::test]
async fn a_draft_saves_itself_over_nobody_and_its_window_goes_on() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = id_of(&desk.save("keep", &[]).await);
    let (save, keep) = window(&mut desk.clerk, &id).await;
    let (_, theirs) = window(&mut desk.reviewer, &id).await;
    for reason in ["换水", "换水泵"] {
        let kept = desk.clerk.submit(&keep, &[("reason", reason)]).await;
        assert_eq!(kept.status, StatusCode::NO_CONTENT, "its own saves");
    }
    let told = desk.reviewer.submit(&theirs, &[("end", "13:00")]).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(told.body.contains("人 clerk改过这份草稿"), "{}", told.body);
    let same = desk.reviewer.submit(&theirs, &[("reason", "换水泵")]).await;
    assert_eq!(same.status, StatusCode::NO_CONTENT, "it says what is there");
    let (_, theirs) = window(&mut desk.reviewer, &id).await;
    desk.reviewer.submit(&theirs, &[("end", "13:00")]).await;

    let send = [("action", "send"), ("reason", "换水泵和阀门")];
    let told = desk.clerk.submit(&save, &send).await;
    assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.body);
    let banner = told.between("role=\"alert\"", "</section>");
    assert!(banner.contains("人 reviewer · 修改文字"), "{banner}");
    assert!(
        banner.contains("<del>13:00</del> → <b>12:00</b>"),
        "{banner}"
    );
    let again = told.form("/save");
    assert_eq!(
        again.value("reason"),
        "换水泵和阀门",
        "what she typed is there"
    );
    let sent = desk.clerk.submit(&again, &[("action", "send")]).await;
    assert_eq!(id_of(&sent), id, "having seen both, she decides");
}

#[actix_web::test]
async fn a_second_window_of_the_same_person_undoes_nothing_unseen() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = id_of(&desk.save("keep", &[]).await);
    let (first, _) = window(&mut desk.clerk, &id).await;
    let (second, _) = window(&mut desk.clerk, &id).await;
    let keep = |reason| [("action", "keep"), ("reason", reason)];
    desk.clerk.submit(&second, &keep("换水泵")).await;
    let told = desk.clerk.submit(&first, &keep("换阀门")).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(told.body.contains("<del>换水泵</del> → <b>换阀门</b>"));
}

#[actix_web::test]
async fn a_second_window_that_says_the_same_makes_no_page_old() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = id_of(&desk.save("keep", &[]).await);
    let form = desk.page(&id).await.form("/delete");
    let (_, keep) = window(&mut desk.reviewer, &id).await;
    let kept = desk.reviewer.submit(&keep, &[]).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT);
    let gone = desk.clerk.submit(&form, &[]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
}

#[actix_web::test]
async fn a_window_left_open_changes_nothing_that_is_in_review() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = id_of(&desk.save("keep", &[]).await);
    let (save, keep) = window(&mut desk.clerk, &id).await;
    desk.clerk.submit(&save, &[("action", "send")]).await;
    let page = desk.reviewer.get(&format!("/notices/{id}")).await;
    let late = desk.clerk.submit(&keep, &[("reason", "换水泵")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let done = desk.reviewer.submit(&page.form("/approve"), &[]).await;
    assert_eq!(
        done.status,
        StatusCode::SEE_OTHER,
        "what she saw is what there is"
    );
}

#[actix_web::test]
async fn a_draft_that_was_returned_is_not_sent_again_before_the_remark_is_read() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = id_of(&desk.save("keep", &[]).await);
    let (old, _) = window(&mut desk.clerk, &id).await;
    let mut colleague = app.as_(Role::OfficeManager).await;
    let (save, _) = window(&mut colleague, &id).await;
    colleague.submit(&save, &[("action", "send")]).await;
    let page = desk.reviewer.get(&format!("/notices/{id}")).await;
    desk.reviewer.submit(&page.form("/return"), REMARK).await;
    let told = desk.clerk.submit(&old, &[("action", "send")]).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(told.body.contains("请写清楚几单元"), "{}", told.body);
    assert_eq!(desk.stage(&id).await, "草稿");
}

#[actix_web::test]
async fn a_text_sent_twice_with_other_words_is_not_lost_in_silence() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = id_of(&desk.save("keep", &[]).await);
    let (save, _) = window(&mut desk.clerk, &id).await;
    desk.clerk.submit(&save, &[("action", "send")]).await;
    let back = [("action", "send"), ("reason", "换水泵")];
    let told = desk.clerk.submit(&save, &back).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(told.body.contains("→ <b>换水泵</b>"), "{}", told.body);
    assert!(told.offers("/take-back"), "and the way on is there");
}
