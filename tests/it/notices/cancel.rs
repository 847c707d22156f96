//! Calling a notice off: a reason, a second person, at once.

use actix_web::http::StatusCode;
use chrono::Duration;

use super::{Desk, id_of};
use crate::paper::tools::Paper;
use crate::support::app::TestApp;

#[actix_web::test]
async fn calling_off_takes_a_reason_and_a_second_person_and_is_out_at_once() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let old = desk.published(&[]).await;
    let code = desk.codes(&old).await.remove(0);
    let hung = desk.unhung(&old).await.remove(0);
    desk.clerk
        .post(&format!("/postings/{hung}/posted"), &[])
        .await;

    let without = desk.press(&old, "/cancel", &[("reason", "")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let new = id_of(
        &desk
            .press(&old, "/cancel", &[("reason", "施工单位改期")])
            .await,
    );
    assert_eq!(desk.stage(&new).await, "审核中");
    app.tick().await;
    assert_eq!(desk.stage(&old).await, "已发布");

    desk.approve(&new).await;
    app.tick().await;
    assert_eq!(desk.stage(&old).await, "已取消");
    let mut phone = app.visitor();
    let public = phone.get(&format!("/n/{old}")).await;
    assert!(public.body.contains("本通知已取消"));
    assert!(public.body.contains(&format!("href=\"/n/{new}\"")));
    let scan = phone.get(&format!("/Q/{code}")).await;
    assert!(scan.body.contains(&format!("/n/{new}")), "{}", scan.body);
    let round = desk.clerk.get("/boards/round").await;
    assert_eq!(super::marks(&round.body, "/taken-down\""), [hung]);
    let sheet = desk.clerk.get(&format!("/notices/{new}/sheet.pdf")).await;
    let said = Paper::of(&sheet.bytes).letters();
    assert!(
        said.contains("东苑物业〔2026〕1号通知取消")
            && said.contains("施工单位改期")
            && said.contains("照常供水"),
        "{said}"
    );
}

#[actix_web::test]
async fn a_returned_cancellation_can_be_taken_up_again() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let old = desk.published(&[]).await;
    let new = id_of(
        &desk
            .press(&old, "/cancel", &[("reason", "施工单位改期")])
            .await,
    );
    let page = desk.reviewer.get(&format!("/notices/{new}")).await;
    desk.reviewer
        .submit(&page.form("/return"), &[("remark", "原因不清楚")])
        .await;
    assert_eq!(desk.stage(&new).await, "草稿");
    let page = desk.page(&new).await;
    let gone = desk.clerk.submit(&page.form("/delete"), &[]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    let again = desk
        .press(&old, "/cancel", &[("reason", "施工单位改到下周")])
        .await;
    assert_ne!(id_of(&again), new);
}

#[actix_web::test]
async fn a_reason_that_names_another_day_is_told_and_one_to_which_it_is_moved_is_not() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let told = "和上面填的日期、时间不一样";
    let old = desk.published(&[]).await;
    let moved = [("reason", "施工单位改期至12月8日（周二）上午9点")];
    let off = id_of(&desk.press(&old, "/cancel", &moved).await);
    let review = desk.reviewer.get(&format!("/notices/{off}")).await.body;
    assert!(review.contains("停水取消通知"), "{review}");
    assert!(!review.contains(told), "{review}");

    let old = desk
        .published(&[("start", "13:00"), ("end", "15:00")])
        .await;
    let wrong = [("reason", "11月27日的停水取消")];
    let off = id_of(&desk.press(&old, "/cancel", &wrong).await);
    let review = desk.reviewer.get(&format!("/notices/{off}")).await;
    let asked = format!("“11月27日”，{told}");
    assert!(review.body.contains(&asked), "{}", review.body);
    let back = desk
        .reviewer
        .submit(&review.form("/return"), &[("remark", "日期不对")])
        .await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
    let path = format!("/notices/{off}/edit");
    let form = desk.clerk.get(&path).await.form("/save");
    let send = ("action", "send");
    let refused = desk.clerk.submit(&form, &[send]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let beside = refused.between("id=\"e-reason\">", "<");
    assert!(beside.contains(&asked), "{}", refused.body);
    let meant = [send, ("meant", "11月27日")];
    let sent = desk.clerk.submit(&form, &meant).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
}

#[actix_web::test]
async fn a_second_window_with_another_reason_is_told_of_the_first_and_keeps_its_words() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let old = desk.published(&[]).await;
    let form = desk.page(&old).await.form("/cancel");
    let first = [("reason", "施工单位改期")];
    let new = id_of(&desk.clerk.submit(&form, &first).await);
    let same = desk.clerk.submit(&form, &first).await;
    assert_eq!(id_of(&same), new, "the same words are a second click");

    let other = [("reason", "水箱已经提前洗完")];
    let told = desk.clerk.submit(&form, &other).await;
    assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.body);
    let banner = told.between("role=\"alert\"", "</section>");
    assert!(banner.contains("送审取消通知"), "{banner}");
    assert!(banner.contains("施工单位改期"), "the first: {banner}");
    assert!(banner.contains(&format!("href=\"/notices/{new}\"")));
    let kept = "<dt>取消原因</dt><dd>水箱已经提前洗完</dd>";
    assert!(banner.contains(kept), "{banner}");

    let page = desk.reviewer.get(&format!("/notices/{new}")).await;
    let back = [("remark", "原因不清楚")];
    desk.reviewer.submit(&page.form("/return"), &back).await;
    let page = desk.page(&new).await;
    desk.clerk.submit(&page.form("/delete"), &[]).await;
    let told = desk.clerk.submit(&form, &first).await;
    assert_eq!(
        told.status,
        StatusCode::CONFLICT,
        "what it led to was thrown away"
    );
    let again = desk.clerk.submit(&told.form("/cancel"), &[]).await;
    assert_ne!(id_of(&again), new);
}

#[actix_web::test]
async fn what_was_typed_into_a_step_that_is_not_offered_any_more_can_be_copied() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let out = desk.published(&[]).await;
    let cancel = desk.page(&out).await.form("/cancel");
    desk.press(&out, "/replace", &[]).await;
    let waits = desk.sent(&[]).await;
    let page = desk.reviewer.get(&format!("/notices/{waits}")).await;
    let back = page.form("/return");
    desk.approve(&waits).await;
    let reason = [("reason", "施工单位改期")];
    let cancel = desk.clerk.submit(&cancel, &reason).await;
    let remark = [("remark", "请写清楚几单元")];
    let back = desk.reviewer.submit(&back, &remark).await;
    for (told, typed) in [
        (cancel, "<dt>取消原因</dt><dd>施工单位改期</dd>"),
        (back, "<dt>退回意见</dt><dd>请写清楚几单元</dd>"),
    ] {
        assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.body);
        assert!(!told.offers("/cancel") && !told.offers("/return"));
        let banner = told.between("role=\"alert\"", "</section>");
        assert!(banner.contains(typed), "{banner}");
    }
}

#[actix_web::test]
async fn what_calls_off_an_emergency_says_in_both_languages_what_and_not_how_urgent_it_was() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let mut ahead = super::restore::BURST;
    ahead[2] = ("start", "10:00");
    let old = desk.published(&ahead).await;
    let off = [("reason", "爆裂处不用停水就能修")];
    let off = id_of(&desk.press(&old, "/cancel", &off).await);
    desk.approve(&off).await;
    app.tick().await;
    let mut visitor = app.visitor();
    let page = visitor.get(&format!("/n/{off}")).await.body;
    assert!(page.contains("停水取消通知"), "{page}");
    visitor.get(&format!("/language/en?to=/n/{off}")).await;
    let page = visitor.get(&format!("/n/{off}")).await.body;
    assert!(page.contains("Cancelled: water outage"), "{page}");
    assert!(page.contains("water stays on"), "{page}");
    assert!(!page.contains("Cancelled: Emergency"), "{page}");
}

#[actix_web::test]
async fn what_calls_off_a_running_stop_is_due_at_once_and_missed_only_when_the_stop_is_over() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let old = desk.published(&[]).await;
    app.clock.advance(Duration::hours(49));
    let mut desk = Desk::at(&app).await;
    let reason = [("reason", "施工单位没有到场")];
    let new = id_of(&desk.press(&old, "/cancel", &reason).await);
    desk.approve(&new).await;
    app.tick().await;
    let page = desk.page(&new).await.body;
    assert!(
        page.contains("11月26日 星期四 12:00（请立即张贴）"),
        "{page}"
    );
    assert!(!page.contains("错过"), "{page}");
    let sheet = desk.clerk.get(&format!("/notices/{new}/sheet.pdf")).await;
    let said = Paper::of(&sheet.bytes).letters();
    assert!(said.contains("收到后立即张贴"), "{said}");
    app.clock.advance(Duration::hours(3));
    let mut desk = Desk::at(&app).await;
    let page = desk.page(&new).await.body;
    assert!(page.contains("错过了最晚张贴时间"), "{page}");
}

#[actix_web::test]
async fn what_calls_off_a_running_stop_says_that_the_water_comes_back_and_not_that_it_stayed_on() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let old = desk.published(&[]).await;
    app.clock.advance(Duration::hours(49));
    let mut desk = Desk::at(&app).await;
    let reason = [("reason", "施工单位没有到场")];
    let new = id_of(&desk.press(&old, "/cancel", &reason).await);
    desk.approve(&new).await;
    app.tick().await;
    let mut visitor = app.visitor();
    let stop = visitor.get(&format!("/n/{old}")).await.body;
    assert!(stop.contains("本通知已取消"), "{stop}");
    let sheet = desk.clerk.get(&format!("/notices/{new}/sheet.pdf")).await;
    let said = Paper::of(&sheet.bytes).letters();
    assert!(said.contains("恢复供水"), "{said}");
    assert!(!said.contains("照常供水"), "{said}");
    visitor.get(&format!("/language/en?to=/n/{new}")).await;
    let page = visitor.get(&format!("/n/{new}")).await.body;
    assert!(page.contains("water comes back"), "{page}");
    assert!(!page.contains("stays on"), "{page}");
}

#[actix_web::test]
async fn in_review_a_follower_has_its_own_name_and_its_own_times() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let old = desk.published(&[]).await;
    let new = id_of(&desk.press(&old, "/cancel", &[("reason", "改期")]).await);
    for path in [
        "/notices".to_owned(),
        "/".to_owned(),
        format!("/notices/{new}"),
    ] {
        let page = desk.reviewer.get(&path).await.body;
        assert!(page.contains("停水取消通知 1号楼"), "{path}: {page}");
    }

    let other = desk.published(&[("date", "2026-11-27")]).await;
    let next = id_of(&desk.press(&other, "/replace", &[]).await);
    let edit = desk.clerk.get(&format!("/notices/{next}/edit")).await;
    let shorter = [("action", "send"), ("end", "11:00")];
    desk.clerk.submit(&edit.form("/save"), &shorter).await;
    let page = desk.reviewer.get(&format!("/notices/{next}")).await.body;
    assert!(page.contains("09:00–11:00"), "{page}");
    assert!(!page.contains("预计结束"), "that of the one before: {page}");
}
