//! Corrections, corrections of corrections, and what becomes of a miss.

use actix_web::http::StatusCode;
use chrono::Duration;

use super::super::{Desk, marks};
use super::posted;
use super::slips::{correction, form, offered, record};
use crate::support::app::TestApp;

#[actix_web::test]
async fn marking_again_after_the_last_moment_is_a_miss_and_restoring_a_wrong_undo_is_none() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk
        .published(&[("date", "2026-11-25"), ("start", "09:20")])
        .await;
    for board in desk.unhung(&id).await {
        desk.clerk.post(&posted(&board), &[]).await;
    }
    assert!(desk.page(&id).await.body.contains("3 块全部按时张贴"));
    let board = marks(&desk.page(&id).await.body, "/taken-down\"").remove(0);
    app.clock.advance(Duration::minutes(5));
    let undo = form(&desk.page(&id).await, &board, "undo");
    desk.clerk.submit(&undo, &[]).await;
    app.clock.advance(Duration::minutes(25));
    let told = [
        ("date", "2026-11-24"),
        ("time", "09:01"),
        ("reason", "又看了一遍"),
    ];
    desk.clerk.post(&posted(&board), &told).await;
    let missed = "其中 1 块错过了最晚张贴时间";
    assert!(desk.page(&id).await.body.contains(missed));

    let correct = correction(&mut desk.clerk, &board).await;
    assert_eq!(offered(&correct), ["back_3", "posted_at", "back_2"]);
    let restored = [("what", "back_2"), ("why", "纸一直挂着，撤销是点错的")];
    desk.clerk.submit(&correct, &restored).await;
    let page = desk.page(&id).await;
    assert!(
        page.body.contains("3 块全部按时张贴"),
        "the first mark holds"
    );
    assert!(
        page.body
            .contains("恢复原来的登记 · 人 clerk 今天 09:30：纸一直挂着")
    );
    assert_eq!(record(&mut desk.clerk, &board).await.len(), 4);

    // A correction of that one brings the miss back.
    let correct = correction(&mut desk.clerk, &board).await;
    let back = [("what", "back_4"), ("why", "还是后来贴的")];
    desk.clerk.submit(&correct, &back).await;
    assert!(desk.page(&id).await.body.contains(missed));
}

#[actix_web::test]
async fn another_time_makes_a_miss_but_undoes_none_and_stays_before_the_taking_down() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk
        .published(&[("date", "2026-11-25"), ("start", "09:20")])
        .await;
    app.clock.advance(Duration::minutes(10));
    for board in desk.unhung(&id).await {
        desk.clerk.post(&posted(&board), &[]).await;
    }
    let board = marks(&desk.page(&id).await.body, "/taken-down\"").remove(0);
    app.clock.advance(Duration::minutes(15));
    let moved = |time| [("what", "posted_at"), ("to_time", time), ("why", "记错了")];
    let (in_time, missed) = ("3 块全部按时张贴", "其中 1 块错过了");
    for (time, told) in [("09:05", in_time), ("09:21", missed), ("09:05", missed)] {
        let form = correction(&mut desk.clerk, &board).await;
        let done = desk.clerk.submit(&form, &moved(time)).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{time}: {}", done.body);
        assert!(desk.page(&id).await.body.contains(told), "{time}");
    }
    let form = correction(&mut desk.clerk, &board).await;
    let back = [("what", "back_3"), ("why", "九点二十一分是另一块")];
    assert_eq!(offered(&form)[2..], ["back_4", "back_3", "back_2"]);
    desk.clerk.submit(&form, &back).await;
    assert!(
        desk.page(&id).await.body.contains(in_time),
        "as it was said in time"
    );

    desk.clerk
        .post(&format!("/postings/{board}/taken-down"), &[])
        .await;
    app.clock.advance(Duration::minutes(5));
    let form = correction(&mut desk.clerk, &board).await;
    for (time, why) in [
        ("09:26", "已经撤下，张贴要在这之前"),
        ("09:31", "不能晚于现在"),
        ("24:00", "不能晚于现在"),
        ("25:00", "没有这个时间"),
        ("", "请填写这一项"),
    ] {
        let wrong = desk.clerk.submit(&form, &moved(time)).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{time}");
        let beside = wrong.between("id=\"e-to_time\"", "</p>");
        assert!(beside.contains(why), "{time}: {beside}");
    }
}

#[actix_web::test]
async fn the_midnight_that_ends_a_day_is_read_in_a_report_and_in_a_correction() {
    let app = TestApp::new();
    let id = Desk::at(&app).await.published(&[]).await;
    app.clock
        .advance(Duration::hours(15) + Duration::minutes(20));
    let mut desk = Desk::at(&app).await;
    let boards = desk.unhung(&id).await;
    let told = [
        ("date", "2026-11-24"),
        ("time", "24:00"),
        ("reason", "手机没电"),
    ];
    let without = [("date", ""), told[1], told[2]];
    let refused = desk.clerk.post(&posted(&boards[0]), &without).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = desk.clerk.post(&posted(&boards[0]), &told).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let said = record(&mut desk.clerk, &boards[0]).await;
    assert!(said[0].contains("今天 00:00 张贴"), "{said:?}");

    desk.clerk.post(&posted(&boards[1]), &[]).await;
    let correct = correction(&mut desk.clerk, &boards[1]).await;
    let moved = [
        ("what", "posted_at"),
        ("to_date", "2026-11-24"),
        ("to_time", "24:00"),
        ("why", "记错了"),
    ];
    let done = desk.clerk.submit(&correct, &moved).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let said = record(&mut desk.clerk, &boards[1]).await;
    let said = said.last().unwrap();
    assert!(said.contains("更正为 今天 00:00"), "{said}");
}
