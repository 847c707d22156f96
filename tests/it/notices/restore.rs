//! Water is back: the outage ends, and where the clause says so an apology is due.

use actix_web::http::StatusCode;
use chrono::Duration;

use super::Desk;
use crate::support::app::TestApp;

pub(super) const BURST: [(&str, &str); 5] = [
    ("cause", "emergency"),
    ("date", "2026-11-24"),
    ("start", "09:00"),
    ("end", "11:00"),
    ("late_reason", "水管突然爆裂"),
];

#[actix_web::test]
async fn the_end_lies_between_the_start_and_now_and_is_told_once() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&BURST).await;
    app.clock.advance(Duration::minutes(25));
    let form = desk.page(&id).await.form("/restored");
    let at = |time| [("ended_date", "2026-11-24"), ("ended_time", time)];
    for time in ["09:26", "08:59", "25:00"] {
        let refused = desk.clerk.submit(&form, &at(time)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{time}");
    }
    let done = desk.clerk.submit(&form, &at("09:20")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let again = desk.clerk.submit(&form, &at("09:21")).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let public = app.visitor().get(&format!("/n/{id}")).await;
    assert!(public.body.contains("恢复"), "{}", public.body);
    assert!(public.body.contains("09:20"));
    assert!(desk.page(&id).await.offers("/apologise"));
}

#[actix_web::test]
async fn the_midnight_that_ends_a_day_is_read_where_water_is_back() {
    let app = TestApp::new();
    let id = Desk::at(&app).await.published(&BURST).await;
    app.clock
        .advance(Duration::hours(15) + Duration::minutes(20));
    let mut desk = Desk::at(&app).await;
    let form = desk.page(&id).await.form("/restored");
    let on = |date| [("ended_date", date), ("ended_time", "24:00")];
    for date in ["", "2026-11-25"] {
        let refused = desk.clerk.submit(&form, &on(date)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{date}");
    }
    let done = desk.clerk.submit(&form, &on("2026-11-24")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = app.visitor().get(&format!("/n/{id}")).await.body;
    assert!(page.contains("今天 00:00恢复"), "{page}");
}

#[actix_web::test]
async fn planned_work_that_ends_wants_no_apology() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    app.clock.advance(Duration::hours(50));
    let mut desk = Desk::at(&app).await;
    let done = desk.press(&id, "/restored", &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(!desk.page(&id).await.offers("/apologise"));
}

#[actix_web::test]
async fn after_the_announced_end_today_asks_and_the_page_says_not_confirmed() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    app.clock
        .advance(Duration::hours(51) - Duration::minutes(1));
    let asks = |page: &str| page.contains("恢复了吗") && page.contains(&id);
    let mut desk = Desk::at(&app).await;
    assert!(!asks(&desk.clerk.get("/").await.body));
    app.clock.advance(Duration::minutes(2));
    assert!(asks(&desk.clerk.get("/").await.body));
    let page = app.visitor().get(&format!("/n/{id}")).await.body;
    assert!(page.contains("管理处尚未登记恢复"), "{page}");
    assert!(page.contains("最近一次消息：11月24日 09:00"), "{page}");
    assert!(page.contains("仍未恢复"), "{page}");

    app.clock.advance(Duration::hours(30));
    app.tick().await;
    let mut desk = Desk::at(&app).await;
    assert_eq!(desk.stage(&id).await, "已过期");
    assert!(asks(&desk.clerk.get("/").await.body), "until it is said");
    let at = [("ended_date", "2026-11-26"), ("ended_time", "12:30")];
    desk.press(&id, "/restored", &at).await;
    assert!(!asks(&desk.clerk.get("/").await.body));
    let page = app.visitor().get(&format!("/n/{id}")).await.body;
    assert!(
        page.contains("12:30恢复") && !page.contains("仍未恢复"),
        "{page}"
    );
}
