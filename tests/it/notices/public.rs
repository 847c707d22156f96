//! What is for everybody, and what is for nobody else.

use actix_web::http::StatusCode;
use gaoshi::people::Role;

use super::Desk;
use crate::support::app::TestApp;

#[actix_web::test]
async fn what_is_not_out_is_nobodys_to_see() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let later = [("publish_date", "2026-11-24"), ("publish_time", "12:00")];
    let ids = [
        super::id_of(&desk.save("keep", &[("reason", "秘密的水箱")]).await),
        desk.sent(&[("reason", "秘密的水箱")]).await,
        desk.approved(&[later[0], later[1], ("reason", "秘密的水箱")])
            .await,
    ];
    app.tick().await;
    let mut phone = app.visitor();
    for id in &ids {
        for lang in ["zh-CN", "en"] {
            phone.jar.insert("__Host-lang".to_owned(), lang.to_owned());
            let page = phone.get(&format!("/n/{id}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND);
        }
        let desk_page = phone.get(&format!("/notices/{id}")).await;
        assert_eq!(desk_page.status, StatusCode::SEE_OTHER);
    }
    let community = format!("/c/{}", app.offices[0].community.id);
    assert!(!phone.get(&community).await.body.contains("秘密的水箱"));
}

#[actix_web::test]
async fn another_offices_notice_does_not_exist() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let posting = desk.unhung(&id).await.remove(0);
    let mut stranger = app.elsewhere(Role::OfficeManager).await;
    for end in ["", "/edit", "/sheet.pdf"] {
        let answer = stranger.get(&format!("/notices/{id}{end}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{end}");
    }
    assert!(!stranger.get("/notices").await.body.contains(&id));
    stranger.get("/account").await;
    let steps = [
        "approve",
        "return",
        "take-back",
        "delete",
        "replace",
        "cancel",
        "restored",
        "apologise",
        "publish",
        "save",
        "keep",
    ];
    let place = app.offices[0].buildings[0].id.to_string();
    let community = app.offices[0].community.id.to_string();
    let fields = [
        ("remark", "x"),
        ("reason", "x"),
        ("community", &community),
        ("place", &place),
    ];
    for step in steps {
        let answer = stranger
            .post(&format!("/notices/{id}/{step}"), &fields)
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{step}");
    }
    for step in ["posted", "taken-down"] {
        let answer = stranger
            .post(&format!("/postings/{posting}/{step}"), &[])
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{step}");
    }
    assert_eq!(desk.stage(&id).await, "已发布");
}

#[actix_web::test]
async fn the_english_page_names_everything_and_says_that_the_text_is_chinese() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let mut phone = app.visitor();
    phone.headers.push(("accept-language", "en-GB,en;q=0.9"));
    let page = phone.get(&format!("/n/{id}")).await;
    assert!(page.body.contains("<html lang=\"en\">"));
    assert!(
        page.body.contains("<span class=\"nb\">Thursday</span>"),
        "{}",
        page.body
    );
    assert!(page.body.contains("Building 1"));
    assert!(page.body.contains("<div class=\"said\" lang=\"zh-CN\">"));
}

#[actix_web::test]
async fn a_public_page_is_the_same_for_whoever_looks() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let path = format!("/n/{id}");
    let (anybody, clerk) = (app.visitor().get(&path).await, desk.clerk.get(&path).await);
    assert_eq!(anybody.body, clerk.body);
    assert!(!clerk.body.contains("人 clerk"));
}

/// A page as somebody reads it in a language.
async fn read(app: &TestApp, path: &str, language: &'static str) -> String {
    let mut phone = app.visitor();
    phone.headers.push(("accept-language", language));
    phone.get(path).await.body
}

/// The words of a page without its blanks, from its headline on.
fn words(body: &str) -> String {
    let (_, body) = body.split_once("<h1").unwrap();
    let tags = body.split('<');
    let texts: String = tags
        .map(|tag| tag.split_once('>').map_or("", |(_, text)| text))
        .collect();
    texts.split_whitespace().collect()
}

/// Whether these stand on the page in this order.
fn in_order(page: &str, said: &[&str]) -> bool {
    let mut rest = page;
    said.iter().all(|said| {
        let found = rest.split_once(said);
        rest = found.map_or("", |(_, after)| after);
        found.is_some()
    })
}

#[actix_web::test]
async fn what_was_replaced_says_one_thing_then_the_new_time_then_the_old_one_struck() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let old = desk.published(&[]).await;
    let code = desk.codes(&old).await.remove(0);
    let new = super::id_of(&desk.press(&old, "/replace", &[]).await);
    let edit = desk.clerk.get(&format!("/notices/{new}/edit")).await;
    let later = [("action", "send"), ("date", "2026-11-27")];
    desk.clerk.submit(&edit.form("/save"), &later).await;
    desk.approve(&new).await;
    app.tick().await;
    for path in [format!("/n/{old}"), format!("/Q/{code}")] {
        let zh = read(&app, &path, "zh-CN").await;
        let order = ["本通知已被新的通知替代", "改为11月27日", "原定11月26日"];
        assert!(in_order(&words(&zh), &order), "{}", words(&zh));
        assert_eq!(words(&zh).matches("请以").count(), 0, "{}", words(&zh));
        let struck = zh.split("<del>").nth(1).unwrap().trim_start();
        assert!(
            struck.starts_with("<span class=\"nb\">11月26日"),
            "{struck}"
        );
        assert!(!zh.contains("提前储水"), "no advice for what does not hold");
        let en = read(&app, &path, "en").await;
        let order = [
            "Anewernotice",
            "NowFriday27November",
            "WasThursday26November",
        ];
        assert!(in_order(&words(&en), &order), "{}", words(&en));
        assert!(en.contains("<b>Planned water outage</b>"), "{en}");
    }
    let community = format!("/c/{}", app.offices[0].community.id);
    let page = read(&app, &community, "zh-CN").await;
    let struck = page.split("<del>").nth(1).unwrap().trim_start();
    assert!(
        struck.starts_with("<span class=\"nb\">11月26日"),
        "{struck}"
    );
}

/// The notice of another day that takes a notice's place.
async fn moved(desk: &mut Desk<'_>, old: &str, date: &str) -> String {
    let new = super::id_of(&desk.press(old, "/replace", &[]).await);
    let edit = desk.clerk.get(&format!("/notices/{new}/edit")).await;
    let send = [("action", "send"), ("date", date)];
    desk.clerk.submit(&edit.form("/save"), &send).await;
    desk.approve(&new).await;
    desk.app.tick().await;
    assert_eq!(desk.stage(old).await, "已替代");
    new
}

#[actix_web::test]
async fn an_old_sheet_names_no_new_time_that_holds_no_more() {
    for is_called_off in [true, false] {
        let app = TestApp::new();
        let mut desk = Desk::at(&app).await;
        let first = desk.published(&[]).await;
        let code = desk.codes(&first).await.remove(0);
        let second = moved(&mut desk, &first, "2026-11-27").await;
        if is_called_off {
            let reason = [("reason", "施工单位改期")];
            let off = super::id_of(&desk.press(&second, "/cancel", &reason).await);
            desk.approve(&off).await;
            app.tick().await;
            assert_eq!(desk.stage(&second).await, "已取消");
        } else {
            moved(&mut desk, &second, "2026-11-28").await;
        }
        for path in [
            format!("/n/{first}"),
            format!("/Q/{code}"),
            format!("/c/{}", app.offices[0].community.id),
        ] {
            let page = read(&app, &path, "zh-CN").await;
            assert!(!words(&page).contains("改为11月27日"), "{path}: {page}");
            let leads_on = page.contains(&format!("/n/{second}\""));
            assert!(leads_on, "{path}: {page}");
        }
    }
}

#[actix_web::test]
async fn what_was_called_off_strikes_its_time_and_what_calls_it_off_does_too() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let old = desk.published(&[]).await;
    let code = desk.codes(&old).await.remove(0);
    let reason = [("reason", "施工单位改期")];
    let new = super::id_of(&desk.press(&old, "/cancel", &reason).await);
    desk.approve(&new).await;
    app.tick().await;
    for path in [format!("/n/{old}"), format!("/Q/{code}")] {
        let zh = read(&app, &path, "zh-CN").await;
        let order = ["本通知已取消", "原定11月26日", "停水取消通知", "看新的通知"];
        assert!(in_order(&words(&zh), &order), "{}", words(&zh));
        assert!(!words(&zh).contains("改为"), "{}", words(&zh));
        assert!(!zh.contains("提前储水"), "{}", words(&zh));
        let en = read(&app, &path, "en").await;
        let order = ["hasbeencancelled", "WasThursday26November"];
        assert!(in_order(&words(&en), &order), "{}", words(&en));
    }
    let page = read(&app, &format!("/n/{new}"), "zh-CN").await;
    let struck = page.split("<del>").nth(1).unwrap().trim_start();
    assert!(
        struck.starts_with("<span class=\"nb\">11月26日"),
        "the word that it was planned is not struck: {struck}"
    );
    let order = ["停水取消通知", "原定11月26日"];
    assert!(in_order(&words(&page), &order), "{}", words(&page));
    let en = words(&read(&app, &format!("/n/{new}"), "en").await);
    assert!(en.contains("WasplannedforThursday26November"), "{en}");
    let code = desk.codes(&new).await.remove(0);
    let scan = words(&read(&app, &format!("/Q/{code}"), "zh-CN").await);
    assert!(!scan.contains("原定原定"), "{scan}");
}

#[actix_web::test]
async fn what_is_being_changed_asks_to_wait_and_says_nothing_else() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let later = [("publish_date", "2026-11-24"), ("publish_time", "12:00")];
    let id = desk.approved(&later).await;
    let code = desk.codes(&id).await.remove(0);
    desk.press(&id, "/take-back", &[]).await;
    let path = format!("/Q/{code}");
    let zh = words(&read(&app, &path, "zh-CN").await);
    assert!(zh.contains("请先不要按这张纸安排原定11月26日"), "{zh}");
    assert!(!zh.contains("请以这里为准") && !zh.contains("为准"), "{zh}");
    assert!(!zh.contains("提前储水"), "{zh}");
    let en = words(&read(&app, &path, "en").await);
    assert!(en.contains("makenoplansbythissheetyet"), "{en}");
    assert!(!en.contains("whatstandshereholds"), "{en}");

    let edit = desk.clerk.get(&format!("/notices/{id}/edit")).await;
    let moved = [("action", "send"), ("date", "2026-11-27")];
    desk.clerk.submit(&edit.form("/save"), &moved).await;
    desk.approve(&id).await;
    let zh = words(&read(&app, &path, "zh-CN").await);
    let order = ["请以这里为准", "11月27日", "原定11月26日", "提前储水"];
    assert!(in_order(&zh, &order), "{zh}");
}

#[actix_web::test]
async fn now_comes_before_next_before_past_and_nothing_past_happens_here() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let community = format!("/c/{}", app.offices[0].community.id);
    let page = words(&read(&app, &community, "zh-CN").await);
    assert!(page.contains("现在没有已发布的通知"), "{page}");

    let over = desk.published(&super::restore::BURST).await;
    app.clock.advance(chrono::Duration::minutes(20));
    desk.press(&over, "/restored", &[]).await;
    let apology = super::id_of(&desk.press(&over, "/apologise", &[]).await);
    let edit = desk.clerk.get(&format!("/notices/{apology}/edit")).await;
    let send = [("action", "send")];
    desk.clerk.submit(&edit.form("/save"), &send).await;
    desk.approve(&apology).await;
    app.tick().await;
    let ahead = [("reason", "换阀门")];
    let ahead = desk.published(&ahead).await;
    let off = desk.published(&[("date", "2026-11-28")]).await;
    let called_off = desk.press(&off, "/cancel", &[("reason", "改期")]).await;
    let called_off = super::id_of(&called_off);
    desk.approve(&called_off).await;
    app.tick().await;
    let burst = [
        super::restore::BURST[0],
        super::restore::BURST[1],
        ("start", "09:10"),
        super::restore::BURST[3],
        super::restore::BURST[4],
        ("reason", "水管又爆了"),
    ];
    let now = desk.published(&burst).await;

    let page = read(&app, &community, "zh-CN").await;
    let at = |id: &str| format!("/n/{id}\"");
    let order = [
        "正在发生",
        &at(&now),
        "将要发生",
        &at(&ahead),
        "最近的",
        &at(&apology),
    ];
    assert!(in_order(&page, &order), "{page}");
    assert!(!page.contains("没有已发布"), "{page}");

    // A sheet's own notice stands above, and is not told twice.
    let code = desk.codes(&ahead).await.remove(0);
    let scan = read(&app, &format!("/Q/{code}"), "zh-CN").await;
    let known = scan.split_once("class=\"known\"").unwrap().1;
    let known = known.split_once("</section>").unwrap().0;
    assert!(in_order(known, &["这里正在发生", &at(&now)]), "{known}");
    let code = desk.codes(&now).await.remove(0);
    let scan = read(&app, &format!("/Q/{code}"), "zh-CN").await;
    let known = scan.split_once("class=\"known\"").unwrap().1;
    let known = known.split_once("</section>").unwrap().0;
    assert!(in_order(known, &["这里将要发生", &at(&ahead)]), "{known}");
    assert!(!known.contains("这里正在发生"), "{known}");
    for past in [over, apology, off, called_off] {
        assert!(!known.contains(&past), "{known}");
    }
}
