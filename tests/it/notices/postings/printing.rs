//! Printing is a recorded step.

use actix_web::http::StatusCode;
use chrono::Duration;
use gaoshi::people::Role;

use super::super::Desk;
use super::posted;
use crate::paper::tools::Paper;
use crate::support::app::TestApp;

#[actix_web::test]
async fn the_first_and_the_last_printing_are_on_record_and_the_sheets_open() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let page = desk.page(&id).await;
    assert!(page.body.contains("/print\" target=\"_blank\""));
    app.clock.advance(Duration::minutes(10));
    let printed = desk.press(&id, "/print", &[]).await;
    let sheets = format!("/notices/{id}/sheet.pdf");
    assert_eq!(printed.location(), sheets);
    let pdf = desk.clerk.get(&sheets).await;
    assert_eq!(pdf.status, StatusCode::OK);
    app.clock.advance(Duration::minutes(10));
    desk.press(&id, "/print", &[]).await;
    let page = desk.page(&id).await;
    assert!(
        page.body.contains("今天 09:10 打印 3 张 · 人 clerk"),
        "{}",
        page.body
    );
    assert!(
        page.body
            .contains("最近一次 今天 09:20 打印 3 张 · 人 clerk")
    );
    let happened = page.between("<ul class=\"list\">", "</ul>");
    assert!(happened.contains("打印 · <small>A4 × 3"), "{happened}");
    // A sheet opened by its address again is no printing.
    desk.clerk.get(&sheets).await;
    assert_eq!(page.body, desk.page(&id).await.body);
}

#[actix_web::test]
async fn no_sheet_hung_before_its_first_printing_and_a_reprint_changes_nothing() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let boards = desk.unhung(&id).await;
    app.clock.advance(Duration::minutes(10));
    desk.press(&id, "/print", &[]).await;
    app.clock.advance(Duration::minutes(15));
    let told = |time| {
        [
            ("date", "2026-11-24"),
            ("time", time),
            ("reason", "手机没电"),
        ]
    };
    let early = desk.clerk.post(&posted(&boards[0]), &told("09:09")).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        early
            .body
            .contains("这份通知 11月24日 09:10 才打印，不能早于这个时间")
    );
    desk.press(&id, "/print", &[]).await;
    let at = desk.clerk.post(&posted(&boards[0]), &told("09:10")).await;
    assert_eq!(at.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn where_a_sheet_hung_before_the_first_printing_on_record_the_paper_came_another_way() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let boards = desk.unhung(&id).await;
    app.clock.advance(Duration::minutes(5));
    desk.clerk.post(&posted(&boards[0]), &[]).await;
    app.clock.advance(Duration::minutes(5));
    desk.press(&id, "/print", &[]).await;
    app.clock.advance(Duration::minutes(15));
    let told = [
        ("date", "2026-11-24"),
        ("time", "09:06"),
        ("reason", "没信号"),
    ];
    let answer = desk.clerk.post(&posted(&boards[1]), &told).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn what_holds_no_more_is_not_printed_and_who_only_reads_prints_nothing() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.approved(&[]).await;
    let form = desk.page(&id).await.form("/print");
    let mut reader = app.as_(Role::QualityRepresentative).await;
    let page = reader.get(&format!("/notices/{id}")).await;
    assert!(!page.offers("/print"));
    assert!(
        page.body
            .contains(&format!("href=\"/notices/{id}/sheet.pdf\""))
    );
    desk.press(&id, "/take-back", &[]).await;
    let over = desk.clerk.submit(&form, &[]).await;
    assert_eq!(over.location(), format!("/notices/{id}"));
    let page = desk.page(&id).await;
    assert!(page.body.contains("不用再打印"));
    assert!(!page.body.contains("A4 ×"), "nothing was recorded");
}

#[actix_web::test]
async fn one_sheet_is_printed_and_what_holds_no_more_says_so() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let posting = desk.unhung(&id).await.remove(1);
    let print = format!("/postings/{posting}/print");
    let printed = desk.press(&id, &print, &[]).await;
    assert_eq!(
        printed.location(),
        format!("/notices/{id}/sheet.pdf?copy=2")
    );
    let pdf = desk.clerk.get(printed.location()).await;
    let said = Paper::of(&pdf.bytes).letters();
    assert_eq!(said.matches("敬请谅解").count(), 1, "{said}");
    assert!(said.contains("第2/3份"), "{said}");
    let page = desk.page(&id).await.body;
    assert!(page.contains("打印 1 张 · 人 clerk"), "{page}");
    let none = format!("/notices/{id}/sheet.pdf?copy=9");
    let none = desk.clerk.get(&none).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);

    let off = desk.press(&id, "/cancel", &[("reason", "改期")]).await;
    let off = super::super::id_of(&off);
    desk.approve(&off).await;
    app.tick().await;
    let page = desk.page(&id).await;
    assert!(!page.offers("/print"), "{}", page.body);
    let sheets = format!("/notices/{id}/sheet.pdf");
    assert!(page.body.contains(&format!("href=\"{sheets}\"")));
    let pdf = desk.clerk.get(&sheets).await;
    let said = Paper::of(&pdf.bytes).letters();
    assert!(said.contains("已取消"), "{said}");
    let over = desk.clerk.post(&print, &[]).await;
    assert_eq!(over.location(), format!("/notices/{id}"));
}
