//! The PDF of a notice: one sheet for every required board, each with its own code.

use std::sync::Arc;

use actix_web::http::StatusCode;
use diesel::connection::SimpleConnection;
use gaoshi::people::Role;
use gaoshi::platform::public::Public;

use super::{Desk, id_of};
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

/// Everything that a sheet names is called otherwise from now on.
const RENAMED: &str = "\
    UPDATE companies SET name = '南山物业', short_name = '南山'; \
    UPDATE offices SET name = '新的管理处', name_en = 'New office', phone = '0755-1111 2222'; \
    UPDATE places SET name = name || '改', name_en = name_en || ' renamed'; \
    UPDATE boards SET name = name || '改', name_en = name_en || ' renamed';";

#[actix_web::test]
async fn a_reprint_says_the_same_though_everything_on_it_was_renamed_since() {
    let mut app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let old = desk.published(&[]).await;
    let mut ids = vec![id_of(
        &desk.press(&old, "/cancel", &[("reason", "改期")]).await,
    )];
    desk.approve(&ids[0]).await;
    ids.push(old);
    let paths: Vec<String> = ids
        .iter()
        .map(|id| format!("/notices/{id}/sheet.pdf"))
        .collect();
    let mut first = Vec::new();
    for path in &paths {
        first.push(Paper::of(&desk.clerk.get(path).await.bytes));
    }
    drop(desk);
    app.db.conn().batch_execute(RENAMED).unwrap();
    app.clock.advance(chrono::Duration::minutes(20));
    let moved = "https://moved.example.com".parse().unwrap();
    Arc::get_mut(&mut app.app).unwrap().press.public = Public::of_settings(Some(moved));

    let mut clerk = app.as_(Role::Clerk).await;
    for (path, first) in paths.iter().zip(first) {
        let again = Paper::of(&clerk.get(path).await.bytes);
        assert_eq!(again.text(), first.text(), "{path}");
        assert_eq!(again.scans(), first.scans(), "{path}");
        assert!(again.scans()[0].starts_with("HTTPS://WY.EXAMPLE.CN/Q/"));
    }
    let mut desk = Desk::at(&app).await;
    let new = desk.approved(&[]).await;
    let sheet = desk.clerk.get(&format!("/notices/{new}/sheet.pdf")).await;
    let paper = Paper::of(&sheet.bytes);
    assert!(paper.letters().contains("新的管理处") && paper.letters().contains("大堂改"));
    assert!(paper.scans()[0].starts_with("HTTPS://MOVED.EXAMPLE.COM/Q/"));
}

#[actix_web::test]
async fn a_text_or_sheet_of_a_newer_program_is_refused_and_never_half_printed() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    for column in ["content_version", "template_version"] {
        let set = |to: &str| {
            let sql = format!("UPDATE notice_revisions SET {column} = {to}");
            app.db.conn().batch_execute(&sql).unwrap();
        };
        set(&format!("{column} + 1"));
        for path in [format!("/notices/{id}/sheet.pdf"), format!("/n/{id}")] {
            let answer = desk.clerk.get(&path).await;
            let refused = StatusCode::SERVICE_UNAVAILABLE;
            assert_eq!(answer.status, refused, "{column} {path}: {}", answer.body);
        }
        set(&format!("{column} - 1"));
    }
    let sheet = desk.clerk.get(&format!("/notices/{id}/sheet.pdf")).await;
    assert_eq!(sheet.status, StatusCode::OK);
}
