//! The PDF of a notice: one sheet for every required board, each with its own code.

use actix_web::http::StatusCode;

use super::Desk;
use crate::paper::tools::Paper;
use crate::support::app::TestApp;

#[actix_web::test]
async fn every_required_board_gets_a_sheet_with_a_code_of_its_own() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.approved(&[]).await;
    let codes = desk.codes(&id).await;
    let pdf = desk.clerk.get(&format!("/notices/{id}/sheet.pdf")).await;
    assert_eq!(pdf.status, StatusCode::OK);
    let paper = Paper::of(&pdf.bytes);
    assert_eq!(paper.pages(), 3, "two lobbies and the gate");
    let expected: Vec<String> = codes
        .iter()
        .map(|code| format!("HTTPS://WY.EXAMPLE.CN/Q/{code}"))
        .collect();
    assert_eq!(paper.scans(), expected);
    let said = paper.letters();
    for part in [
        "1号楼1单元大堂",
        "1号楼2单元大堂",
        "东门公告栏",
        "〔2026〕1号",
        "停水通知",
    ] {
        assert!(said.contains(part), "{part} is not on {said}");
    }
    assert!(!said.contains("样稿") && !said.contains("演示"));
}

#[actix_web::test]
async fn before_approval_there_is_nothing_unhung_up() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.sent(&[]).await;
    let pdf = desk.clerk.get(&format!("/notices/{id}/sheet.pdf")).await;
    assert_eq!(pdf.status, StatusCode::NOT_FOUND);
    let page = desk.page(&id).await;
    assert!(page.body.contains("<svg"), "the sample is shown");
    assert!(desk.codes(&id).await.is_empty());
}

#[actix_web::test]
async fn a_reprint_says_the_same_whatever_has_changed_since() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let path = format!("/notices/{id}/sheet.pdf");
    let first = Paper::of(&desk.clerk.get(&path).await.bytes).text();
    app.clock.advance(chrono::Duration::minutes(20));
    let again = Paper::of(&desk.clerk.get(&path).await.bytes).text();
    assert_eq!(first, again);
}
