//! Sheets going up and coming down.

mod corrections;
mod late;
mod meanwhile;
mod printing;
mod round;
mod slips;

use actix_web::http::StatusCode;
use chrono::Duration;

use super::Desk;
use crate::support::app::TestApp;
use crate::support::client::Answer;

/// The row of a sheet on its notice's page.
fn row<'a>(page: &'a Answer, code: &str) -> &'a str {
    page.between(&format!("<tr id=\"s-{code}\">"), "</tr>")
}

fn posted(id: &str) -> String {
    format!("/postings/{id}/posted")
}

#[actix_web::test]
async fn all_boards_in_time_are_no_miss_and_a_late_one_is() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk
        .published(&[("date", "2026-11-25"), ("start", "09:20")])
        .await;
    let boards = desk.unhung(&id).await;
    for board in &boards[..2] {
        let answer = desk.clerk.post(&posted(board), &[]).await;
        assert_eq!(answer.location(), format!("/notices/{id}"));
    }
    assert!(desk.page(&id).await.body.contains("已贴 2 / 3 块，张贴"));
    app.clock
        .advance(Duration::minutes(20) + Duration::seconds(1));
    let page = desk.page(&id).await;
    assert!(page.body.contains("其中 1 块错过了最晚张贴时间"));
    assert!(page.body.contains("错过时间，未贴"));
    desk.clerk.post(&posted(&boards[2]), &[]).await;
    let page = desk.page(&id).await;
    assert!(page.body.contains("已张贴，晚了"), "a miss stays one");
    assert!(page.body.contains("已贴 3 / 3 块，其中 1 块错过了"));
}

#[actix_web::test]
async fn everything_in_time_says_so() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    for board in desk.unhung(&id).await {
        desk.clerk.post(&posted(&board), &[("back", "round")]).await;
    }
    assert!(desk.page(&id).await.body.contains("3 块全部按时张贴"));
    let round = desk.clerk.get("/boards/round").await;
    assert!(round.body.contains("没有要张贴的"));
}

#[actix_web::test]
async fn what_is_recorded_later_than_ten_minutes_needs_its_reason_and_the_future_is_refused() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    app.clock.advance(Duration::minutes(15));
    let boards = desk.unhung(&id).await;
    let at = |time| vec![("date", "2026-11-24"), ("time", time)];

    let ten = desk.clerk.post(&posted(&boards[0]), &at("09:05")).await;
    assert_eq!(
        ten.status,
        StatusCode::SEE_OTHER,
        "ten minutes are soon enough"
    );
    let early = desk.clerk.post(&posted(&boards[1]), &at("09:04")).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.body.contains("请写明原因"));
    let future = desk.clerk.post(&posted(&boards[1]), &at("09:16")).await;
    assert_eq!(future.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(future.body.contains("不能晚于现在"));
    let nonsense = desk.clerk.post(&posted(&boards[1]), &at("25:00")).await;
    assert_eq!(nonsense.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut why = at("09:04");
    why.push(("reason", "手机没有信号"));
    let with = desk.clerk.post(&posted(&boards[1]), &why).await;
    assert_eq!(with.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn a_second_tap_changes_nothing_and_nothing_comes_down_before_it_went_up() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let board = desk.unhung(&id).await.remove(0);
    let down = format!("/postings/{board}/taken-down");
    let early = desk.clerk.post(&down, &[]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.body.contains("请先登记张贴"));
    desk.clerk.post(&posted(&board), &[]).await;
    let before = desk
        .page(&id)
        .await
        .between("<ul class=\"list\">", "</ul>")
        .to_owned();
    app.clock.advance(Duration::minutes(5));
    let again = desk.clerk.post(&posted(&board), &[]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_eq!(
        desk.page(&id).await.between("<ul class=\"list\">", "</ul>"),
        before
    );
    assert_eq!(
        desk.clerk.post(&down, &[]).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(desk.page(&id).await.body.contains("已撤下</span>"));
}

#[actix_web::test]
async fn over_means_off_the_web_and_onto_the_list_of_what_comes_down() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let board = desk.unhung(&id).await.remove(0);
    desk.clerk.post(&posted(&board), &[]).await;
    app.clock.advance(Duration::days(10));
    app.tick().await;
    let mut desk = Desk::at(&app).await;
    assert_eq!(desk.stage(&id).await, "已过期");
    let round = desk.clerk.get("/boards/round").await;
    assert_eq!(super::marks(&round.body, "/taken-down\""), [board]);
}
