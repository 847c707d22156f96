//! QP7.3 §4.3.2: what the office plans itself is told 24 hours ahead.

use actix_web::http::StatusCode;
use chrono::Duration;

use super::{Desk, id_of};
use crate::support::app::TestApp;

#[actix_web::test]
async fn planned_outage_with_24_hours_to_the_second_passes_and_one_second_less_is_refused_with_the_way_on()
 {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let tomorrow = [("date", "2026-11-25"), ("start", "09:00"), ("end", "12:00")];
    let id = desk.sent(&tomorrow).await;
    assert_eq!(desk.stage(&id).await, "审核中");

    app.clock.advance(Duration::seconds(1));
    let refused = desk.save("send", &tomorrow).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.between("id=\"e-start\">", "<").contains("来不及了"));
    assert!(
        refused.body.contains("11月25日 星期三 09:05"),
        "{}",
        refused.body
    );
    assert!(refused.body.contains("QP7.3"));
    assert!(shows(&refused.body, "way-on"), "{}", refused.body);
    assert_eq!(refused.form("/save").names().first(), Some(&"csrf"));
    let list = desk.clerk.get("/notices").await;
    assert_eq!(
        list.body.matches("草稿</span>").count(),
        1,
        "the draft is kept"
    );
}

#[actix_web::test]
async fn too_late_at_the_review_is_refused_and_it_stays_in_review() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk
        .sent(&[("date", "2026-11-25"), ("start", "09:10")])
        .await;
    app.clock.advance(Duration::minutes(10));
    app.clock.advance(Duration::seconds(1));
    let refused = desk.approve(&id).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("来不及了"));
    assert_eq!(desk.stage(&id).await, "审核中");
}

#[actix_web::test]
async fn the_way_on_makes_a_repair_notice_that_wants_its_reason_and_has_no_gate() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let soon = [("date", "2026-11-24"), ("start", "09:30"), ("end", "11:00")];
    let answer = desk.save("repair", &soon).await;
    let id = id_of(&answer);
    let page = desk.clerk.get(answer.location()).await;
    let form = page.form("/save");
    let cause = form.fields.iter().find(|f| f.name == "cause" && f.on);
    assert_eq!(cause.map(|f| f.value.as_str()), Some("emergency"));

    assert_eq!(form.value("reason"), "", "cleaning a tank is no emergency");
    let burst = ("reason", "水管爆裂");
    let refused = desk.clerk.submit(&form, &[("action", "send"), burst]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .between("id=\"e-late_reason\">", "<")
            .contains("没能提前通知")
    );
    let why = [("action", "send"), burst, ("late_reason", "水管突然爆裂")];
    let sent = desk.clerk.submit(&form, &why).await;
    assert_eq!(id_of(&sent), id);
    desk.approve(&id).await;
    app.tick().await;
    let public = app.visitor().get(&format!("/n/{id}")).await;
    assert!(public.body.contains("抢修"), "{}", public.body);
    assert!(public.body.contains("水管突然爆裂"));
}

#[actix_web::test]
async fn what_the_waterworks_plan_is_passed_on_without_a_gate() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk
        .sent(&[
            ("cause", "relayed"),
            ("date", "2026-11-24"),
            ("start", "12:00"),
            ("end", "14:00"),
            ("received_date", "2026-11-24"),
            ("received_time", "08:30"),
        ])
        .await;
    assert_eq!(desk.approve(&id).await.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn a_call_of_the_waterworks_that_is_still_to_come_is_refused() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let later = [
        ("cause", "relayed"),
        ("received_date", "2026-11-24"),
        ("received_time", "09:01"),
    ];
    let refused = desk.save("send", &later).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .between("id=\"e-received_date\">", "<")
            .contains("不能晚于现在")
    );
}

#[actix_web::test]
async fn a_day_without_water_to_the_minute_passes_and_a_minute_more_wants_a_supply_point() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    desk.sent(&[("end_date", "2026-11-27"), ("end", "09:00")])
        .await;
    let longer = [("end_date", "2026-11-27"), ("end", "09:01")];
    let refused = desk.save("send", &longer).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .between("id=\"e-supply_point\">", "<")
            .contains("临时供水点")
    );
    let with = [longer[0], longer[1], ("supply_point", "东门水车")];
    desk.sent(&with).await;
}

#[actix_web::test]
async fn power_is_never_asked_for_a_supply_point() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    desk.sent(&[("utility", "power"), ("end_date", "2026-11-28")])
        .await;
}

#[actix_web::test]
async fn an_hour_to_appear_after_the_last_hour_to_post_is_refused() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let at = |time| [("publish_date", "2026-11-25"), ("publish_time", time)];
    let refused = desk.save("send", &at("09:01")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .between("id=\"e-publish_date\">", "<")
            .contains("最晚张贴")
    );
    desk.sent(&at("09:00")).await;
}

/// Whether a part of the form is there for whoever looks, and for the keyboard.
pub(super) fn shows(page: &str, id: &str) -> bool {
    let (_, rest) = page.split_once(&format!("id=\"{id}\"")).unwrap();
    let tag = rest.split('>').next().unwrap();
    !tag.split_whitespace().any(|word| word == "hidden")
}

#[actix_web::test]
async fn what_a_form_does_not_ask_for_is_not_there_for_the_keyboard_either() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let form = desk.form().await;
    let typed = |fields: &[(&'static str, &'static str)]| {
        let look = [("action", "look")];
        look.into_iter()
            .chain(fields.iter().copied())
            .collect::<Vec<_>>()
    };
    for (fields, way_on, supply) in [
        (typed(&[]), false, false),
        (
            typed(&[("date", "2026-11-24"), ("start", "10:00")]),
            true,
            false,
        ),
        (typed(&[("supply_point", "东门水车")]), false, true),
        (typed(&[("end_date", "2026-11-28")]), false, true),
    ] {
        let page = desk.clerk.submit(&form, &fields).await;
        assert_eq!(shows(&page.body, "way-on"), way_on, "{fields:?}");
        assert_eq!(shows(&page.body, "supply"), supply, "{fields:?}");
        assert!(!page.body.contains("vh\" id=\"supply\""), "{fields:?}");
    }
}

#[actix_web::test]
async fn the_text_claims_nothing_that_nobody_said_and_advises_by_the_case() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let burst = [
        ("cause", "emergency"),
        ("date", "2026-11-24"),
        ("start", "08:30"),
        ("end", "11:00"),
        ("reason", "因水管爆裂。"),
        ("late_reason", "因为水管突然爆裂"),
    ];
    let id = desk.published(&burst).await;
    let page = app.visitor().get(&format!("/n/{id}")).await.body;
    assert!(
        page.contains("因水管爆裂，1号楼已经紧急停水抢修。"),
        "{page}"
    );
    assert!(page.contains("是因为水管突然爆裂。"), "{page}");
    for claimed in ["到场", "提前储水", "关好龙头", "因因"] {
        assert!(!page.contains(claimed), "{claimed}: {page}");
    }
    assert!(page.contains("关好水龙头"), "{page}");
    let work = desk.published(&[]).await;
    let page = app.visitor().get(&format!("/n/{work}")).await.body;
    assert!(page.contains("如提前完工，将提前恢复供水。"), "{page}");
}
