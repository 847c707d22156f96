//! Codes: printed ahead and registered on the spot, and what their scans tell.

use std::time::Duration as Wait;

use actix_web::http::StatusCode;
use chrono::{Duration, NaiveDate};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use gaoshi::codes::store::find;
use gaoshi::codes::store::scans::{self, Scans};
use gaoshi::codes::{Code, Target};
use gaoshi::people::Role;
use gaoshi::platform::db::System;
use gaoshi::schema::audit_entries;

use super::register::{a_lamp, area, code_of, sent};
use crate::support::app::TestApp;
use crate::support::client::Client;

/// One blank code of the office.
async fn a_blank(clerk: &mut Client<'_>) -> String {
    let form = clerk.get("/signs/codes").await.form("/signs/codes");
    let made = clerk.submit(&form, &[("count", "1")]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    let page = clerk.get("/signs/codes").await;
    page.between("<a href=\"/Q/", "\"").to_owned()
}

/// Scans of a code, so many a day on these days before today.
fn scanned(app: &TestApp, code: &str, (times, days): (i64, std::ops::Range<i64>)) {
    let code: Code = code.trim_start_matches("/Q/").parse().unwrap();
    let today = app.clock.now().date_in(chrono_tz::Asia::Shanghai);
    let write = app.db.db.write_now(&System("test"), |tx, _| {
        for day in days {
            let scans = Scans {
                code: &code,
                day: today - Duration::days(day),
                times,
            };
            scans::count(tx, &scans)?;
        }
        Ok(())
    });
    write.unwrap();
}

fn counted(app: &TestApp, code: &str) -> i64 {
    let code: Code = code.trim_start_matches("/Q/").parse().unwrap();
    let long_ago = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
    let count = |conn: &mut _| scans::since(conn, &code, long_ago);
    app.db.db.read_now(count).unwrap()
}

/// Waits for a count that no page waits for.
async fn until_counted(app: &TestApp, code: &str, times: i64) {
    for _ in 0..200 {
        if counted(app, code) == times {
            return;
        }
        tokio::time::sleep(Wait::from_millis(20)).await;
    }
    panic!("{} scans, not {times}", counted(app, code));
}

#[actix_web::test]
async fn every_scan_is_counted_however_many_come_at_once() {
    let app = TestApp::new();
    let code = a_blank(&mut app.as_(Role::Clerk).await).await;
    let path = format!("/Q/{code}");
    let scan = |_| {
        let (mut phone, path) = (app.visitor(), path.clone());
        async move { assert_eq!(phone.get(&path).await.status, StatusCode::OK) }
    };
    futures_util::future::join_all((0..100).map(scan)).await;
    until_counted(&app, &code, 100).await;
}

#[actix_web::test]
async fn a_blank_code_is_registered_where_it_is_stuck_on() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let code = a_blank(&mut clerk).await;
    let stranger = app.visitor().get(&format!("/Q/{code}")).await;
    assert!(!stranger.body.contains("在此登记"));
    let mut elsewhere = app.elsewhere(Role::Clerk).await;
    let theirs = elsewhere.get(&format!("/Q/{code}")).await;
    assert!(!theirs.body.contains("在此登记"));
    let scan = clerk.get(&format!("/Q/{code}")).await;
    assert!(scan.body.contains("在此登记"));
    let path = format!("/signs/register/new?code={code}");
    let page = clerk.get(&path).await;
    let form = page.form("/signs/register");
    let entrance = area(&page, "1号楼1单元");
    let fields = [
        ("area", entrance.as_str()),
        ("within", "4"),
        ("design", "t-hydrant"),
    ];
    let done = clerk.submit(&form, &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let sign = done.location().to_owned();
    assert_eq!(code_of(&mut clerk, &sign).await, format!("/Q/{code}"));
    let scan = app.visitor().get(&format!("/Q/{code}")).await;
    assert!(scan.body.contains("消火栓箱标识") && scan.body.contains("4层"));
    assert!(clerk.get("/signs/codes").await.body.contains("没有空白码"));
}

#[actix_web::test]
async fn a_code_placed_elsewhere_is_refused_with_its_place_and_the_way_on() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let code = code_of(&mut clerk, &lamp).await;
    let code = code.trim_start_matches("/Q/");
    let answer = sent(&mut clerk, &[("code", code), ("within", "5")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("1号楼1单元 3层"), "its place");
    assert!(
        answer.body.contains(&format!("href=\"{lamp}\"")),
        "the way on"
    );
    let kept = answer.form("/signs/register").sent(&[]);
    assert!(kept.contains(&("within".to_owned(), "5".to_owned())));
    assert!(clerk.get("/signs/register").await.body.contains("共 1 块"));
}

#[actix_web::test]
async fn a_code_of_nobody_a_code_of_another_office_and_a_revoked_one_are_refused() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let mut other = app.elsewhere(Role::Clerk).await;
    let theirs = a_blank(&mut other).await;
    for (code, word) in [
        ("8K4T2M9XQ5", "不是您的管理处发出的"),
        (theirs.as_str(), "不是您的管理处发出的"),
    ] {
        let answer = sent(&mut clerk, &[("code", code)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{code}");
        assert!(answer.body.contains(word), "{code}");
    }
    let slip = sent(&mut clerk, &[("code", "8K4T2M9XQ6")]).await;
    assert!(slip.body.contains("识别码输错了"));
    let lamp = a_lamp(&mut clerk, &[]).await;
    let old = code_of(&mut clerk, &lamp).await;
    let revoke = clerk.get(&lamp).await.form("/revoke");
    clerk.submit(&revoke, &[("sure", "yes")]).await;
    let answer = sent(&mut clerk, &[("code", old.trim_start_matches("/Q/"))]).await;
    assert!(answer.body.contains("已经作废"));
}

#[actix_web::test]
async fn a_printed_blank_replaces_a_code_that_was_tampered_with() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let (old, blank) = (code_of(&mut clerk, &lamp).await, a_blank(&mut clerk).await);
    let form = clerk.get(&lamp).await.form("/recode");
    let taken = clerk
        .submit(&form, &[("code", old.trim_start_matches("/Q/"))])
        .await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    clerk.submit(&form, &[("code", &blank)]).await;
    assert_eq!(code_of(&mut clerk, &lamp).await, format!("/Q/{blank}"));
    let code: Code = blank.parse().unwrap();
    let row = app
        .db
        .db
        .read_now(|conn| find(conn, &code))
        .unwrap()
        .unwrap();
    assert_eq!(
        (row.target, row.place.is_some()),
        (Target::PlacedSign, true)
    );
}

#[actix_web::test]
async fn too_many_blank_codes_at_once_are_refused_beside_the_field() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let form = clerk.get("/signs/codes").await.form("/signs/codes");
    let answer = clerk.submit(&form, &[("count", "201")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("value=\"201\"") && answer.body.contains("e-count"));
}

#[actix_web::test]
async fn every_page_behind_a_code_of_ours_says_that_it_never_asks_for_money_and_no_other_does() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let blank = format!("/Q/{}", a_blank(&mut clerk).await);
    let lamp = a_lamp(&mut clerk, &[]).await;
    let standing = code_of(&mut clerk, &lamp).await;
    let gone = a_lamp(&mut clerk, &[]).await;
    let revoked = code_of(&mut clerk, &gone).await;
    let revoke = clerk.get(&gone).await.form("/revoke");
    clerk.submit(&revoke, &[("sure", "yes")]).await;
    let all = [
        (blank.as_str(), true),
        (&standing, true),
        (&revoked, false),
        ("/Q/8K4T2M9XQ5", false),
        ("/Q/8K4T2M9XQ6", false),
        ("/q/x", false),
        ("/q", false),
    ];
    for (path, ours) in all {
        let page = app.visitor().get(path).await;
        let vouched = page.body.contains("本码只用于报修投诉，绝不收费");
        assert_eq!(vouched, ours, "{path}");
    }
}

#[actix_web::test]
async fn a_scan_is_counted_by_day_and_nothing_of_who_scanned_is_kept() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let code = code_of(&mut clerk, &lamp).await;
    for times in 1..=3 {
        app.visitor().head(&code).await;
        app.visitor().get(&code).await;
        until_counted(&app, &code, times).await;
    }
    assert!(clerk.get(&lamp).await.body.contains("3 次"));
}

#[actix_web::test]
async fn an_unknown_code_is_told_until_somebody_looked_into_it_and_again_when_it_comes_back() {
    let app = TestApp::new();
    let fake = "/Q/8K4T2M9XQ5";
    let page = app.visitor().get(fake).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    until_counted(&app, fake, 1).await;
    let mut clerk = app.as_(Role::Clerk).await;
    assert!(clerk.get("/").await.body.contains("8K4T-2M9X-Q5"));
    let form = clerk.get("/signs/codes").await.form("/checked");
    clerk.submit(&form, &[("remark", "北门的假码已撕")]).await;
    assert!(!clerk.get("/").await.body.contains("8K4T-2M9X-Q5"));
    // One office looked where it could: the other, and the head office, are still told.
    for mut other in [
        app.elsewhere(Role::Clerk).await,
        app.as_(Role::Administrator).await,
    ] {
        assert!(other.get("/").await.body.contains("8K4T-2M9X-Q5"));
        let page = other.get("/signs/codes").await;
        assert!(page.offers("/checked"), "{}", page.body);
    }
    app.clock.advance(Duration::days(1));
    app.visitor().get(fake).await;
    until_counted(&app, fake, 2).await;
    let mut clerk = app.as_(Role::Clerk).await;
    assert!(clerk.get("/").await.body.contains("8K4T-2M9X-Q5"));
}

#[actix_web::test]
async fn a_remark_that_is_too_long_is_told_beside_its_code_and_is_there_again() {
    let app = TestApp::new();
    let fake = "/Q/8K4T2M9XQ5";
    app.visitor().get(fake).await;
    until_counted(&app, fake, 1).await;
    let mut clerk = app.as_(Role::Clerk).await;
    let form = clerk.get("/signs/codes").await.form("/checked");
    let long = "北门的假码".repeat(50);
    let refused = clerk.submit(&form, &[("remark", &long)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let beside = refused.between("id=\"e-remark\">", "<");
    assert!(beside.contains("250"), "{}", refused.body);
    let again = refused.form("/checked");
    assert_eq!(again.value("remark"), long);
    let mended = clerk.submit(&again, &[("remark", "北门的假码已撕")]).await;
    assert_eq!(mended.status, StatusCode::SEE_OTHER, "{}", mended.body);
}

#[actix_web::test]
async fn who_looked_into_the_wrong_code_takes_that_back_and_it_is_told_again() {
    let app = TestApp::new();
    let fake = "/Q/8K4T2M9XQ5";
    app.visitor().get(fake).await;
    until_counted(&app, fake, 1).await;
    let mut clerk = app.as_(Role::Clerk).await;
    let page = clerk.get("/signs/codes").await;
    assert!(!page.offers("/unchecked"));
    let checked = page.form("/checked");
    clerk
        .submit(&checked, &[("remark", "北门的假码已撕")])
        .await;
    let page = clerk.get("/signs/codes").await;
    assert!(page.body.contains("北门的假码已撕") && !page.offers("/checked"));
    let back = page.form("/unchecked");
    // Another office has looked into nothing, and takes nothing of this one back.
    let mut other = app.elsewhere(Role::Clerk).await;
    assert!(!other.get("/signs/codes").await.offers("/unchecked"));
    other.post(&back.action, &[]).await;
    assert!(clerk.get("/signs/codes").await.offers("/unchecked"));
    // Pressed twice, it is taken back once.
    for _ in 0..2 {
        let done = clerk.submit(&back, &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    }
    let page = clerk.get("/signs/codes").await;
    assert!(page.offers("/checked") && !page.offers("/unchecked"));
    assert!(clerk.get("/").await.body.contains("8K4T-2M9X-Q5"));
    let taken = |conn: &mut _| {
        let of = audit_entries::table.filter(audit_entries::act.eq("code.unchecked"));
        Ok(of.count().get_result::<i64>(conn)?)
    };
    assert_eq!(app.db.db.read_now(taken).unwrap(), 1);
}

#[actix_web::test]
async fn codes_made_up_by_the_hundred_fill_no_table() {
    let app = TestApp::new();
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let mut rng = rand::rng();
    let codes: Vec<Code> = (0..230).map(|_| Code::random(&mut rng)).collect();
    let write = app.db.db.write_now(&System("test"), |tx, _| {
        for code in &codes {
            let scans = Scans {
                code,
                day: today,
                times: 1,
            };
            scans::count_unknown(tx, &scans)?;
        }
        Ok(())
    });
    write.unwrap();
    let found = app
        .db
        .db
        .read_now(|conn| scans::unknown(conn, &app.offices[0].id, today))
        .unwrap();
    assert_eq!(found.len(), 200);
}

#[actix_web::test]
async fn a_busy_sign_that_falls_silent_is_told_until_somebody_looks() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let fields = [("inspected", "2026-01-05"), ("every", "1000")];
    let busy = a_lamp(&mut clerk, &fields).await;
    let code = code_of(&mut clerk, &busy).await;
    scanned(&app, &code, (2, 31..36));
    let quiet = a_lamp(&mut clerk, &fields).await;
    scanned(&app, &code_of(&mut clerk, &quiet).await, (1, 31..36));
    let alive = a_lamp(&mut clerk, &fields).await;
    let alive_code = code_of(&mut clerk, &alive).await;
    scanned(&app, &alive_code, (9, 31..36));
    scanned(&app, &alive_code, (1, 29..30));
    let today = clerk.get("/").await;
    assert!(today.body.contains(&format!("href=\"{busy}\"")));
    assert!(today.body.contains("扫 10 次，已 31 天没人扫"));
    assert!(!today.body.contains(&quiet) && !today.body.contains(&alive));
    let mut other = app.elsewhere(Role::Clerk).await;
    assert!(!other.get("/").await.body.contains("没人扫"));
    let form = clerk.get(&busy).await.form("/inspect");
    clerk.submit(&form, &[("finding", "ok")]).await;
    assert!(!clerk.get("/").await.body.contains("没人扫"));
}

#[actix_web::test]
async fn the_next_label_of_a_walk_finds_its_building_and_its_thing_filled_in() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let code = a_blank(&mut clerk).await;
    a_lamp(&mut clerk, &[("design", "t-hydrant")]).await;
    let path = format!("/signs/register/new?code={code}");
    let page = clerk.get(&path).await;
    let kept = page.form("/signs/register").sent(&[]);
    let entrance = area(&page, "1号楼1单元");
    for (name, value) in [
        ("area", entrance.as_str()),
        ("design", "t-hydrant"),
        ("within", ""),
    ] {
        assert!(
            kept.contains(&(name.to_owned(), value.to_owned())),
            "{name} {kept:?}"
        );
    }
    app.clock.advance(Duration::hours(3));
    let mut clerk = app.as_(Role::Clerk).await;
    let page = clerk.get(&path).await;
    let kept = page.form("/signs/register").sent(&[]);
    assert!(!kept.iter().any(|(_, value)| value == "t-hydrant"));
}

#[actix_web::test]
async fn printed_codes_that_lead_to_another_address_are_counted() {
    let app = TestApp::demo();
    let count = |base: &str| {
        let signs = |conn: &mut _| gaoshi::signs::codes_elsewhere(conn, base);
        app.db.db.read_now(signs).unwrap()
    };
    let mut clerk = app.signed_in("wangfang").await;
    let stop = super::a_stop(&mut clerk).await;
    let moved = "https://moved.example.cn";
    assert_eq!(count(moved), 0, "what is not printed leads nowhere");
    clerk.get(&stop).await;
    clerk.post(&format!("{stop}/print"), &[]).await;
    assert_eq!(count(moved), 21);
    let base = app.db.db.read_now(|conn| {
        use diesel::{QueryDsl, RunQueryDsl};
        use gaoshi::schema::sign_batches::{base_url, table};
        Ok(table.select(base_url).first::<String>(conn)?)
    });
    assert_eq!(count(&base.unwrap()), 0);
}

#[actix_web::test]
async fn sheets_whose_codes_lead_to_another_address_are_counted() {
    let app = TestApp::new();
    let count = |base: &str| {
        let sheets = |conn: &mut _| gaoshi::notices::sheets_elsewhere(conn, base);
        app.db.db.read_now(sheets).unwrap()
    };
    let moved = "https://moved.example.cn";
    assert_eq!(count(moved), 0);
    crate::notices::Desk::at(&app).await.published(&[]).await;
    assert!(count(moved) > 0);
}

#[test]
fn a_long_address_has_no_room_on_a_label_and_the_room_is_told() {
    let take = |base: &str| gaoshi::signs::labels_take(&crate::paper::tools::PRINTER, base);
    for short in ["https://wy.example.cn", "https://gaoshi.jinxiu-wuye.cn"] {
        assert!(take(short).is_ok(), "{short}");
    }
    let long = format!("https://{}.example.cn", "gonggao-".repeat(6));
    let none = take(&long).unwrap_err();
    assert!((10..60).contains(&none.room), "{none}");
}
