//! The buttons of the round that mark all the sheets of a board.

use actix_web::http::StatusCode;
use diesel::{ExpressionMethods, RunQueryDsl};
use gaoshi::schema::boards;

use super::super::{Desk, id_of, marks};
use super::slips::form;
use crate::support::app::TestApp;

const ALL_UP: &str = "/boards/round/posted";
const ALL_DOWN: &str = "/boards/round/taken-down";

async fn call_off(desk: &mut Desk<'_>, id: &str) {
    let reason = [("reason", "不修了")];
    let off = id_of(&desk.press(id, "/cancel", &reason).await);
    desk.approve(&off).await;
    desk.app.tick().await;
    assert_eq!(desk.stage(id).await, "已取消");
}

#[actix_web::test]
async fn who_marks_a_whole_board_is_told_of_the_sheet_that_must_not_hang_any_more() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    desk.published(&[]).await;
    let second = desk.published(&[("reason", "换阀门")]).await;
    let all = desk.clerk.get("/boards/round").await.form(ALL_UP);
    call_off(&mut desk, &second).await;
    let done = desk.clerk.submit(&all, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let round = desk.clerk.get("/boards/round").await.body;
    assert!(round.contains("不能再挂"), "{round}");
    assert_eq!(marks(&round, "/taken-down\"").len(), 1, "it does hang");
}

#[actix_web::test]
async fn nothing_is_said_to_be_recorded_of_a_board_where_something_was_refused() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let first = desk.published(&[]).await;
    let second = desk.published(&[("reason", "换阀门")]).await;
    let all = desk.clerk.get("/boards/round").await.form(ALL_UP);
    desk.clerk.submit(&all, &[]).await;
    for id in [&first, &second] {
        call_off(&mut desk, id).await;
    }
    let round = desk.clerk.get("/boards/round").await;
    let hung = marks(&round.body, "/taken-down\"");
    assert_eq!(hung.len(), 2, "{}", round.body);
    let seen = desk.reviewer.get("/boards/round").await;
    let undo = form(&seen, &hung[0], "undo");
    let undone = desk.reviewer.submit(&undo, &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);

    let done = desk.clerk.submit(&round.form(ALL_DOWN), &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let round = desk.clerk.get("/boards/round").await.body;
    assert!(!round.contains("已登记撤下。"), "{round}");
    assert!(marks(&round, "/taken-down\"").is_empty(), "{round}");
}

#[actix_web::test]
async fn two_boards_of_one_name_are_two_boards() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    diesel::update(boards::table)
        .set(boards::name.eq("大堂"))
        .execute(&mut app.db.conn())
        .unwrap();
    desk.published(&[]).await;
    let round = desk.clerk.get("/boards/round").await;
    assert_eq!(round.body.matches("<h3>").count(), 3, "{}", round.body);
    assert!(!round.offers(ALL_UP), "each is gone to: {}", round.body);
}
