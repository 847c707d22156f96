//! The PDF of a notice: one sheet for every required board, each with its own code.

use std::sync::Arc;

use actix_web::http::StatusCode;
use diesel::connection::SimpleConnection;
use gaoshi::organisation::layout::Buildings;
use gaoshi::organisation::{PlaceKind, service, store};
use gaoshi::people::Role;
use gaoshi::platform::db::System;
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
async fn a_hundred_and_fifty_entrances_are_named_as_buildings_on_one_page_a_board() {
    let app = TestApp::new();
    let (community, first) = (&app.offices[0].community, &app.offices[0].buildings[0]);
    let plan = Buildings {
        labels: (20..=69).map(|n: u32| n.to_string()).collect(),
        suffix: "号楼".to_owned(),
        english: Vec::new(),
        entrances: 3,
        floors: (1..=2).collect(),
        homes: 1,
        lifts: 0,
    };
    let built = app
        .db
        .db
        .write_now(&System("test"), |tx, _| {
            let built = service::add_buildings(tx, community, &plan)?;
            Ok((built, store::tree(tx, &community.id)?))
        })
        .unwrap();
    let (built, tree) = built;
    let houses: Vec<_> = built.iter().chain([first]).map(|p| &p.id).collect();
    let entrances = tree.iter().filter(|p| {
        let house = p.parent.as_ref();
        p.kind == PlaceKind::Entrance && house.is_some_and(|house| houses.contains(&house))
    });
    let ids: Vec<String> = entrances.map(|p| p.id.to_string()).collect();
    assert_eq!(ids.len(), 152);
    let chosen: Vec<(&str, &str)> = ids.iter().map(|id| ("place", id.as_str())).collect();

    let mut desk = Desk::at(&app).await;
    let id = desk.approved(&chosen).await;
    let pdf = desk.clerk.get(&format!("/notices/{id}/sheet.pdf")).await;
    let paper = Paper::of(&pdf.bytes);
    assert_eq!(paper.pages(), 3, "two lobbies and the gate");
    assert_eq!(paper.scans().len(), 3, "each with its code");
    let said = paper.letters();
    assert!(said.matches("1号楼、20–69号楼").count() >= 3, "{said}");
    assert!(
        !said.contains("20号楼") && !said.contains("1单元、"),
        "{said}"
    );
    assert!(said.contains("全部单元"), "{said}");
    app.tick().await;
    let page = app.visitor().get(&format!("/n/{id}")).await.body;
    assert!(
        page.contains("20–69号楼") && !page.contains("20号楼"),
        "{page}"
    );
}

/// From the first minute of Friday on; by the rule its sheets hang before Thursday begins.
const FROM_MIDNIGHT: [(&str, &str); 3] =
    [("date", "2026-11-27"), ("start", "00:00"), ("end", "06:00")];

#[actix_web::test]
async fn a_deadline_at_midnight_is_the_24_00_of_the_day_before_and_a_begin_at_midnight_is_00_00() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let look = desk.save("look", &FROM_MIDNIGHT).await.body;
    assert!(look.contains("最晚张贴 11月25日 24:00"), "{look}");
    let id = desk.published(&FROM_MIDNIGHT).await;
    let pdf = desk.clerk.get(&format!("/notices/{id}/sheet.pdf")).await;
    let said = Paper::of(&pdf.bytes).letters();
    for part in ["11月25日24:00前张贴", "11月27日星期五", "00:00–06:00"] {
        assert!(said.contains(part), "{part} is not on {said}");
    }
    let page = desk.page(&id).await.body;
    let code = desk.codes(&id).await.remove(0);
    let scanned = desk.clerk.get(&format!("/q/{code}")).await.body;
    let today = desk.clerk.get("/").await.body;
    for (told, shown) in [
        (&page, "11月25日 星期三 24:00"),
        (&scanned, "11月25日 24:00"),
        (&today, "明天 24:00"),
    ] {
        assert!(told.contains(shown), "{shown} is not on {told}");
        assert!(!told.contains("11月26日 00:00"), "{told}");
        assert!(!told.contains("11月26日 星期四 00:00"), "{told}");
    }
    assert!(page.contains("11月27日 星期五 00:00–06:00"), "{page}");
}

#[actix_web::test]
async fn an_apology_for_a_stop_that_ended_at_midnight_says_one_end_in_every_place() {
    let app = TestApp::new();
    let id = Desk::at(&app).await.published(&super::restore::BURST).await;
    app.clock.advance(chrono::Duration::hours(16));
    let mut desk = Desk::at(&app).await;
    let at = [("ended_date", "2026-11-25"), ("ended_time", "00:00")];
    let ended = desk.press(&id, "/restored", &at).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.body);
    let apology = id_of(&desk.press(&id, "/apologise", &[]).await);
    let path = format!("/notices/{apology}/edit");
    let form = desk.clerk.get(&path).await.form("/save");
    let sent = desk.clerk.submit(&form, &[("action", "send")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let approved = desk.approve(&apology).await;
    assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.body);
    let path = format!("/notices/{apology}/sheet.pdf");
    let said = Paper::of(&desk.clerk.get(&path).await.bytes).letters();
    assert!(said.contains("11月24日24:00"), "the fact: {said}");
    assert!(said.contains("09:00–24:00"), "the hours: {said}");
    assert!(!said.contains("11月25日00:00"), "{said}");
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
