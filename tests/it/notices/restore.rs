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
    assert!(page.contains("昨天 24:00恢复"), "{page}");
    assert!(!page.contains("00:00恢复"), "{page}");
    let own = desk.page(&id).await.body;
    let (_, record) = own.split_once("id=\"history\"").unwrap();
    assert!(record.contains("昨天 24:00"), "{record}");
    assert!(!own.contains("今天 00:00"), "{own}");
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

#[actix_web::test]
async fn old_stops_are_asked_about_until_it_is_said_that_they_are_over_several_in_one_line() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let first = desk.published(&[]).await;
    let second = desk.published(&[("date", "2026-11-27")]).await;
    app.clock.advance(Duration::days(12));
    app.tick().await;
    let mut desk = Desk::at(&app).await;
    let asks = |page: &str, id: &str| page.contains(&format!("/notices/{id}#do-restored"));
    let more = "另有 1 次也已超过七天没有登记";
    let today = desk.clerk.get("/").await.body;
    assert!(asks(&today, &first) && !asks(&today, &second), "{today}");
    assert!(today.contains(more), "{today}");

    let lately = desk.published(&[("date", "2026-12-08")]).await;
    app.clock.advance(Duration::hours(53));
    let mut desk = Desk::at(&app).await;
    let today = desk.clerk.get("/").await.body;
    assert!(asks(&today, &first) && asks(&today, &lately), "{today}");
    assert!(
        today.contains(more),
        "the new one is asked by itself: {today}"
    );

    for (id, next) in [(&first, Some(&second)), (&second, None)] {
        let done = desk.press(id, "/restored", &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let today = desk.clerk.get("/").await.body;
        assert!(!asks(&today, id) && !today.contains(more), "{today}");
        assert!(next.is_none_or(|next| asks(&today, next)), "{today}");
    }
}

#[actix_web::test]
async fn what_is_said_to_be_out_still_after_its_notice_expired_stands_with_what_goes_on() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    app.clock.advance(Duration::hours(81));
    app.tick().await;
    let mut desk = Desk::at(&app).await;
    assert_eq!(desk.stage(&id).await, "已过期");
    let until = [("until_date", "2026-11-28"), ("until_time", "10:00")];
    let done = desk.press(&id, "/still-out", &until).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let community = format!("/c/{}", app.offices[0].community.id);
    let page = app.visitor().get(&community).await.body;
    let past = format!("class=\"item past\" href=\"/n/{id}\"");
    assert!(
        page.contains(&format!("href=\"/n/{id}\"")) && !page.contains(&past),
        "{page}"
    );
}

#[actix_web::test]
async fn what_is_still_out_has_a_new_end_and_is_asked_for_again_when_that_has_passed() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&BURST).await;
    app.clock.advance(Duration::minutes(125));
    let asks = |page: &str| page.contains(&format!("/notices/{id}#do-restored"));
    let mut desk = Desk::at(&app).await;
    assert!(asks(&desk.clerk.get("/").await.body));
    let page = desk.page(&id).await;
    assert!(
        page.body.contains("id=\"do-restored\" open"),
        "{}",
        page.body
    );
    let form = page.form("/restored");
    assert_eq!(form.value("ended_time"), "11:00", "what is known");
    let form = page.form("/still-out");
    let until = |time| [("until_date", "2026-11-24"), ("until_time", time)];
    for time in ["", "11:04", "09:00", "99:00"] {
        let refused = desk.clerk.submit(&form, &until(time)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{time}");
        assert!(refused.body.contains("id=\"e-until_time\""), "{time}");
    }
    let done = desk.clerk.submit(&form, &until("13:20")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(!asks(&desk.clerk.get("/").await.body));
    let public = app.visitor().get(&format!("/n/{id}")).await.body;
    assert!(
        public.contains("仍未恢复，现预计 今天 13:20 恢复"),
        "{public}"
    );

    app.clock.advance(Duration::minutes(150));
    let mut desk = Desk::at(&app).await;
    assert!(asks(&desk.clerk.get("/").await.body));
    let public = app.visitor().get(&format!("/n/{id}")).await.body;
    assert!(public.contains("最近一次消息：今天 11:05"), "{public}");
}

#[actix_web::test]
async fn a_wrong_end_is_corrected_or_taken_back_until_the_apology_says_it() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&BURST).await;
    app.clock.advance(Duration::minutes(28));
    desk.press(
        &id,
        "/restored",
        &[("ended_date", "2026-11-24"), ("ended_time", "09:10")],
    )
    .await;
    let form = desk.page(&id).await.form("/restored");
    assert_eq!(form.value("ended_time"), "09:10");
    let at = [("ended_date", "2026-11-24"), ("ended_time", "09:25")];
    let mended = desk.clerk.submit(&form, &at).await;
    assert_eq!(mended.status, StatusCode::SEE_OTHER, "{}", mended.body);
    let public = format!("/n/{id}");
    let page = app.visitor().get(&public).await.body;
    assert!(page.contains("09:25恢复"), "{page}");
    let until = [("until_date", "2026-11-24"), ("until_time", "10:40")];
    desk.press(&id, "/still-out", &until).await;
    let page = app.visitor().get(&public).await.body;
    assert!(
        page.contains("现预计 今天 10:40 恢复") && !page.contains("09:25"),
        "{page}"
    );

    desk.press(&id, "/restored", &[]).await;
    let apology = super::id_of(&desk.press(&id, "/apologise", &[]).await);
    let old = desk.page(&id).await.form("/still-out");
    let form = desk
        .clerk
        .get(&format!("/notices/{apology}/edit"))
        .await
        .form("/save");
    let sent = desk.clerk.submit(&form, &[("action", "send")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert!(!desk.page(&id).await.offers("/still-out"));
    let late = desk.clerk.submit(&old, &until).await;
    assert_eq!(
        late.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        late.body
    );
}
