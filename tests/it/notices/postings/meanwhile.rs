//! Sheets that somebody else marked, or whose text was taken back, while a page stood open.

use actix_web::http::StatusCode;
use chrono::Duration;
use gaoshi::people::Role;

use super::super::Desk;
use super::posted;
use super::slips::{form, record};
use crate::support::app::TestApp;

const EARLIER: [(&str, &str); 3] = [
    ("date", "2026-11-24"),
    ("time", "09:05"),
    ("reason", "手机没电"),
];

#[actix_web::test]
async fn a_time_told_of_a_sheet_that_was_marked_meanwhile_is_kept_as_the_correction_it_is() {
    for step in ["posted", "taken-down"] {
        let app = TestApp::new();
        let mut desk = Desk::at(&app).await;
        let id = desk.published(&[]).await;
        let board = desk.unhung(&id).await.remove(0);
        if step == "taken-down" {
            desk.clerk.post(&posted(&board), &[]).await;
        }
        app.clock.advance(Duration::minutes(25));
        let sheet = format!("/postings/{board}");
        let late = form(&desk.clerk.get(&sheet).await, &board, step);
        let mut colleague = app.as_(Role::OfficeManager).await;
        colleague.get("/boards/round").await;
        let tap = colleague.post(&format!("{sheet}/{step}"), &[]).await;
        assert_eq!(tap.status, StatusCode::SEE_OTHER);
        let before = record(&mut desk.clerk, &board).await;

        let told = desk.clerk.submit(&late, &EARLIER).await;
        assert_eq!(told.status, StatusCode::CONFLICT, "{step}: {}", told.body);
        let banner = told.between("role=\"alert\"", "</section>");
        assert!(banner.contains("人 office_manager"), "{step}: {banner}");
        assert!(banner.contains("09:25"), "{step}: {banner}");
        assert!(banner.contains("更正登记"), "{step}: {banner}");
        assert_eq!(record(&mut desk.clerk, &board).await, before, "{step}");
        let correct = form(&told, &board, "correct");
        assert_eq!(correct.value("to_date"), "2026-11-24", "{step}");
        assert_eq!(correct.value("to_time"), "09:05", "{step}");
        assert_eq!(correct.value("why"), "手机没电", "{step}");
        let down = format!("action=\"{sheet}/taken-down\"");
        let other = told.body.split(down.as_str()).skip(1);
        let mut other = other.filter_map(|form| form.split("</form>").next());
        assert!(!other.any(|form| form.contains("09:05")), "{step}");
        let corrected = desk.clerk.submit(&correct, &[]).await;
        assert_eq!(
            corrected.status,
            StatusCode::SEE_OTHER,
            "{}",
            corrected.body
        );
        let after = record(&mut desk.clerk, &board).await;
        assert!(after.last().unwrap().contains("09:05"), "{step}: {after:?}");
    }
}

#[actix_web::test]
async fn a_plain_tap_and_the_same_report_twice_stay_one_mark() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let boards = desk.unhung(&id).await;
    app.clock.advance(Duration::minutes(25));
    for (board, told) in [(&boards[0], &EARLIER[..]), (&boards[1], &[])] {
        for _ in 0..2 {
            let answer = desk.clerk.post(&posted(board), told).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        }
        let tap = desk.clerk.post(&posted(board), &[]).await;
        assert_eq!(tap.status, StatusCode::SEE_OTHER, "a tap tells no time");
        assert_eq!(record(&mut desk.clerk, board).await.len(), 1);
    }
    let only_why = [("reason", "手机没电")];
    let told = desk.clerk.post(&posted(&boards[1]), &only_why).await;
    assert_eq!(told.status, StatusCode::CONFLICT, "words are not dropped");
}

#[actix_web::test]
async fn who_marks_a_sheet_whose_text_was_taken_back_is_told_to_take_it_down() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let later = [("publish_date", "2026-11-24"), ("publish_time", "12:00")];
    let id = desk.approved(&later).await;
    let boards = desk.unhung(&id).await;
    let page = desk.page(&id).await;
    let (first, second) = (
        form(&page, &boards[0], "posted"),
        form(&page, &boards[1], "posted"),
    );
    desk.clerk.submit(&first, &[]).await;
    let plain = desk.page(&id).await;
    assert!(!plain.body.contains("请撤下并登记撤下"), "the text holds");
    desk.press(&id, "/take-back", &[]).await;
    for form in [&second, &second, &first] {
        let marked = desk.clerk.submit(form, &[]).await;
        assert_eq!(marked.status, StatusCode::SEE_OTHER, "it does hang");
        let page = desk.page(&id).await;
        assert!(page.body.contains("已经撤回修改"), "{}", page.body);
        assert!(page.body.contains("请撤下并登记撤下"));
    }
    assert_eq!(record(&mut desk.clerk, &boards[1]).await.len(), 1);
}
