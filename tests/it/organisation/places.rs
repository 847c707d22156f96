//! Buildings, floors, spots and boards are renamed, corrected, moved and closed.

use actix_web::http::StatusCode;
use gaoshi::people::Role;

use crate::notices::Desk;
use crate::support::app::TestApp;
use crate::support::client::{Answer, Client};
use crate::support::form::Form;

/// The page of a place that lies in another one's page, by its name.
pub(super) fn link(page: &Answer, name: &str) -> String {
    let mark = format!("/change\">{name}<");
    let bold = format!("/change\"><b>{name}<");
    let at = page.body.find(&mark).or_else(|| page.body.find(&bold));
    let before = &page.body[..at.unwrap_or_else(|| panic!("no {name} on\n{}", page.body))];
    let (_, path) = before.rsplit_once("href=\"").unwrap();
    format!("{path}/change")
}

pub(super) async fn manager(app: &TestApp) -> Client<'_> {
    app.as_(Role::OfficeManager).await
}

pub(super) fn community(app: &TestApp) -> String {
    format!("/places/{}", app.offices[0].community.id)
}

/// The page of a building.
pub(super) fn building(app: &TestApp, n: usize) -> String {
    format!("/places/{}/change", app.offices[0].buildings[n].id)
}

pub(super) async fn form(who: &mut Client<'_>, page: &str) -> Form {
    who.get(page).await.form(page)
}

pub(super) async fn on(
    who: &mut Client<'_>,
    page: &str,
    act: &str,
    fields: &[(&str, &str)],
) -> Answer {
    let form = who.get(page).await.form(act);
    who.submit(&form, fields).await
}

#[actix_web::test]
async fn a_building_is_renamed_whatever_hangs_there_and_old_sheets_keep_the_name() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let notice = desk.published(&[]).await;
    let mut manager = manager(&app).await;
    let named = [("name", "桂花楼"), ("name_en", "Osmanthus House")];
    for n in 0..3 {
        let page = building(&app, n);
        let form = form(&mut manager, &page).await;
        let name = format!("桂花{n}楼");
        let done = manager.submit(&form, &[("name", &name), named[1]]).await;
        assert_eq!(done.location(), page, "{}", done.body);
    }
    let page = manager.get(&building(&app, 0)).await;
    assert!(page.body.contains("1号楼 → 桂花0楼"), "{}", page.body);
    let shown = app.visitor().get(&format!("/n/{notice}")).await;
    assert!(shown.body.contains("号楼") && !shown.body.contains("桂花"));
    let list = manager.get(&community(&app)).await;
    assert!(list.body.contains("桂花0楼") && list.body.contains("桂花2楼"));
}

#[actix_web::test]
async fn two_buildings_of_one_name_are_refused_beside_the_field() {
    let app = TestApp::new();
    let mut manager = manager(&app).await;
    let form = form(&mut manager, &building(&app, 0)).await;
    let wrong = manager.submit(&form, &[("name", "2号楼")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong
            .between("id=\"e-name\">", "<")
            .contains("已经有2号楼了")
    );
    assert!(wrong.body.contains("value=\"2号楼\""));
}

#[actix_web::test]
async fn of_two_who_change_a_place_at_once_the_second_is_told() {
    let app = TestApp::new();
    let (mut one, mut other) = (manager(&app).await, manager(&app).await);
    let page = building(&app, 0);
    let (first, second) = (form(&mut one, &page).await, form(&mut other, &page).await);
    one.submit(&first, &[("name", "甲楼")]).await;
    let late = other.submit(&second, &[("name", "乙楼")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("1号楼 → 甲楼") && late.body.contains("value=\"乙楼\""));
    let done = other.submit(&late.form(&page), &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
}

/// The homes of the community, as its page says.
pub(super) async fn homes(who: &mut Client<'_>, app: &TestApp) -> String {
    let page = who.get(&community(app)).await;
    page.between("<small>", "</small>").to_owned()
}

#[actix_web::test]
async fn a_floor_is_corrected_and_every_count_above_follows() {
    let app = TestApp::new();
    let mut manager = manager(&app).await;
    let before = homes(&mut manager, &app).await;
    assert!(before.contains("72"), "{before}");
    let entrance = manager.get(&building(&app, 0)).await;
    let entrance = manager.get(&link(&entrance, "1单元")).await;
    let floor = link(&entrance, "3层");
    let page = form(&mut manager, &floor).await;
    assert_eq!(page.value("homes"), "2");
    let done = manager.submit(&page, &[("homes", "5")]).await;
    assert_eq!(done.location(), floor, "{}", done.body);
    assert!(homes(&mut manager, &app).await.contains("75"));
    for bad in ["-1", "", "many", "99999"] {
        let page = form(&mut manager, &floor).await;
        let wrong = manager.submit(&page, &[("homes", bad)]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
        assert!(wrong.body.contains("id=\"e-homes\""), "{bad}");
    }
    assert!(homes(&mut manager, &app).await.contains("75"));
}

#[actix_web::test]
async fn an_entrance_moves_to_another_building_with_all_that_is_in_it() {
    let app = TestApp::new();
    let mut manager = manager(&app).await;
    let (one, three) = (building(&app, 0), building(&app, 2));
    // A name that is taken there is told; a new one goes along.
    let page = manager.get(&one).await;
    let entrance = link(&page, "2单元");
    let to = app.offices[0].buildings[2].id.to_string();
    let page = form(&mut manager, &entrance).await;
    let taken = manager.submit(&page, &[("parent", &to)]).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    let change = [("parent", to.as_str()), ("name", "3单元")];
    let done = manager.submit(&page, &change).await;
    assert_eq!(done.location(), entrance, "{}", done.body);
    let moved = manager.get(&three).await;
    assert!(
        moved.body.contains(">3单元<") && moved.body.contains(">12<"),
        "{}",
        moved.body
    );
    let left = manager.get(&one).await;
    assert!(!left.body.contains(">2单元<"));
    let page = manager.get(&entrance).await;
    assert!(page.body.contains("3号楼3单元") && page.body.contains("6层"));
    assert!(homes(&mut manager, &app).await.contains("72"));
    // Nothing lies in itself, in a floor, or elsewhere.
    let page = form(&mut manager, &entrance).await;
    let own = entrance.split('/').nth(2).unwrap().to_owned();
    let elsewhere = app.offices[1].buildings[0].id.to_string();
    for wrong in [own.as_str(), elsewhere.as_str(), "x", ""] {
        let answer = manager.submit(&page, &[("parent", wrong)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
}

#[actix_web::test]
async fn moving_and_counting_wait_until_nothing_open_hangs_there() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    desk.published(&[]).await;
    let mut manager = manager(&app).await;
    let mut waits = 0;
    for n in 0..3 {
        let page = manager.get(&building(&app, n)).await;
        if !page.body.contains("份审核中或在贴的告示涉及这里") {
            continue;
        }
        waits += 1;
        let entrance = link(&page, "1单元");
        let to = app.offices[0].buildings[(n + 1) % 3].id.to_string();
        let page = form(&mut manager, &entrance).await;
        let change = [("parent", to.as_str()), ("name", "9单元")];
        let answer = manager.submit(&page, &change).await;
        let named = manager.get(&entrance).await;
        assert!(named.body.contains("涉及这里"), "{}", named.body);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer
                .between("id=\"e-parent\">", "<")
                .contains("等它们结束后")
        );
    }
    assert!(waits > 0, "the notice touches a building");
}

#[actix_web::test]
async fn what_the_whole_community_is_told_holds_nothing_inside_it() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let whole = app.offices[0].community.id.to_string();
    desk.published(&[("place", &whole)]).await;
    let mut manager = manager(&app).await;
    let page = manager.get(&building(&app, 0)).await;
    let entrance = link(&page, "2单元");
    let to = app.offices[0].buildings[2].id.to_string();
    let page = form(&mut manager, &entrance).await;
    let change = [("parent", to.as_str()), ("name", "3单元")];
    let done = manager.submit(&page, &change).await;
    assert_eq!(done.location(), entrance, "{}", done.body);
}

#[actix_web::test]
async fn what_is_closed_can_be_chosen_no_more_needs_no_board_and_can_be_opened_again() {
    let app = TestApp::new();
    let mut manager = manager(&app).await;
    let page = building(&app, 1);
    let ahead = on(
        &mut manager,
        &page,
        "/close",
        &[("closed_on", "2027-01-01")],
    )
    .await;
    assert_eq!(ahead.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        ahead
            .between("id=\"e-closed_on\">", "<")
            .contains("不能晚于今天")
    );
    let done = on(
        &mut manager,
        &page,
        "/close",
        &[("closed_on", "2026-11-20")],
    )
    .await;
    assert_eq!(done.location(), page, "{}", done.body);
    let list = manager.get(&community(&app)).await;
    assert!(!list.body.contains("2号楼1单元大堂"), "{}", list.body);
    assert!(list.body.contains("已关闭：") && homes(&mut manager, &app).await.contains("48"));
    let mut clerk = app.as_(Role::Clerk).await;
    for chooser in [
        "/notices/new/water",
        "/signs/new/i-lift-stop",
        "/complaints/new",
        "/signs/register/new",
    ] {
        let chosen = clerk.get(chooser).await;
        assert!(!chosen.body.contains("2号楼"), "{chooser}\n{}", chosen.body);
        assert!(chosen.body.contains("3号楼"), "{chooser}\n{}", chosen.body);
    }
    let page_now = manager.get(&page).await;
    assert!(
        page_now.body.contains("2026年11月20日"),
        "{}",
        page_now.body
    );
    let done = on(&mut manager, &page, "/reopen", &[]).await;
    assert_eq!(done.location(), page);
    let list = manager.get(&community(&app)).await;
    assert!(list.body.contains("2号楼1单元大堂"));
    assert!(homes(&mut manager, &app).await.contains("72"));
}

#[actix_web::test]
async fn a_notice_can_still_be_called_off_after_its_building_was_closed() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let notice = desk.published(&[]).await;
    let mut manager = manager(&app).await;
    for n in 0..3 {
        let today = [("closed_on", "2026-11-01")];
        on(&mut manager, &building(&app, n), "/close", &today).await;
    }
    let page = desk.clerk.get(&format!("/notices/{notice}")).await;
    assert_eq!(page.status, StatusCode::OK);
    let called_off = desk.press(&notice, "/cancel", &[("reason", "改期")]).await;
    assert_eq!(
        called_off.status,
        StatusCode::SEE_OTHER,
        "{}",
        called_off.body
    );
}

#[actix_web::test]
async fn a_missing_floor_is_added_and_one_that_is_there_is_not() {
    let app = TestApp::new();
    let mut manager = manager(&app).await;
    let page = manager.get(&building(&app, 0)).await;
    let entrance = link(&page, "1单元");
    let fields = [
        ("kind", "floor"),
        ("within", "B1层"),
        ("within_en", "Basement 1"),
        ("within_homes", ""),
    ];
    let done = on(&mut manager, &entrance, "/within", &fields).await;
    assert_eq!(done.location(), entrance, "{}", done.body);
    let page = manager.get(&entrance).await;
    let order = page.body.find(">B1层<").zip(page.body.find(">1层<"));
    assert!(
        order.is_some_and(|(below, first)| below < first),
        "{}",
        page.body
    );
    let twice = on(&mut manager, &entrance, "/within", &fields).await;
    assert!(
        twice
            .between("id=\"e-within\">", "<")
            .contains("已经有B1层了")
    );
    let odd = on(
        &mut manager,
        &entrance,
        "/within",
        &[("kind", "community"), fields[1], fields[2]],
    )
    .await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[actix_web::test]
async fn a_board_is_renamed_at_once_and_moved_when_no_sheet_is_on_it() {
    let app = TestApp::new();
    let mut manager = manager(&app).await;
    let page = manager.get(&community(&app)).await;
    let board = link(&page, "东门公告栏");
    let whole = app.offices[0].community.id.to_string();
    let form = manager.get(&board).await.form(&board);
    assert_eq!(form.value("serves"), whole);
    let done = manager.submit(&form, &[("board", "东门新公告栏")]).await;
    assert_eq!(done.location(), board, "{}", done.body);
    let mut desk = Desk::at(&app).await;
    desk.published(&[]).await;
    let form = manager.get(&board).await.form(&board);
    let lobby = app.offices[0].buildings[0].id.to_string();
    let moved = manager.submit(&form, &[("serves", &lobby)]).await;
    assert_eq!(moved.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        moved.between("id=\"e-at\">", "<").contains("没有撤下"),
        "{}",
        moved.body
    );
    let done = manager.submit(&form, &[("board", "东门公告栏二")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let page = manager.get(&board).await;
    assert!(page.body.contains("东门新公告栏 → 东门公告栏二"));
}

#[actix_web::test]
async fn another_offices_places_and_boards_are_nobodys_to_change() {
    let app = TestApp::new();
    let mut theirs = app.elsewhere(Role::OfficeManager).await;
    let mut own = manager(&app).await;
    let board = link(&own.get(&community(&app)).await, "东门公告栏");
    for page in [building(&app, 0), board] {
        assert_eq!(
            theirs.get(&page).await.status,
            StatusCode::NOT_FOUND,
            "{page}"
        );
        let form = own.get(&page).await.form(&page);
        theirs.get("/places/new").await;
        let mut sent = form.clone();
        for field in sent.fields.iter_mut().filter(|f| f.name == "csrf") {
            field.value.clone_from(&theirs.csrf);
        }
        let answer = theirs.submit(&sent, &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
    }
}

#[actix_web::test]
async fn a_building_is_called_as_it_is() {
    let app = TestApp::new();
    let mut manager = manager(&app).await;
    let page = community(&app);
    let typed = [
        ("numbers", "商业裙楼、地下车库"),
        ("suffix", ""),
        ("english", "Podium, Garage"),
        ("entrances", "0"),
        ("floors", "-1, 1-2"),
        ("homes", "0"),
        ("lifts", "1"),
    ];
    let add = format!("{page}/buildings");
    for (english, told) in [("", "请填写英文名称，2 栋各一个"), ("Podium", "也写 2 个")]
    {
        let mut wrong = typed;
        wrong[2].1 = english;
        let answer = on(&mut manager, &page, &add, &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer.between("id=\"e-english\">", "<").contains(told),
            "{}",
            answer.body
        );
    }
    let long = "一二三四五六七八九十一二三四五六七八九十楼";
    let answer = on(
        &mut manager,
        &page,
        &add,
        &[
            ("numbers", long),
            typed[1],
            typed[3],
            typed[4],
            typed[5],
            typed[6],
        ],
    )
    .await;
    assert!(
        answer.between("id=\"e-numbers\">", "<").contains("太长"),
        "{}",
        answer.body
    );
    let done = on(&mut manager, &page, &add, &typed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let list = manager.get(&page).await;
    assert!(list.body.contains(">商业裙楼<") && !list.body.contains("商业裙楼号楼"));
    let (_, row) = list.body.split_once("<b>商业裙楼</b>").unwrap();
    let figures: Vec<&str> = row
        .split("<td class=\"r num\"")
        .skip(1)
        .take(3)
        .map(|cell| cell.split(['<', '>']).nth(1).unwrap().trim())
        .collect();
    assert_eq!(figures, ["0", "3", "1"], "its own floors are counted");
    let podium = manager.get(&link(&list, "商业裙楼")).await;
    for within in [">B1层<", ">1层<", ">2层<", ">1号电梯<"] {
        assert!(podium.body.contains(within), "{within}\n{}", podium.body);
    }
    manager.get("/language/en?to=/").await;
    assert!(manager.get(&page).await.body.contains(">Podium<"));
}

#[actix_web::test]
async fn floors_that_are_missing_are_left_out() {
    let app = TestApp::new();
    let mut manager = manager(&app).await;
    let page = community(&app);
    let add = format!("{page}/buildings");
    let typed = |floors| {
        [
            ("numbers", "9"),
            ("suffix", "号楼"),
            ("entrances", "1"),
            ("floors", floors),
            ("homes", "2"),
            ("lifts", "1"),
        ]
    };
    for wrong in ["", "0", "三层", "9-1", "500"] {
        let answer = on(&mut manager, &page, &add, &typed(wrong)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(answer.body.contains("id=\"e-floors\""), "{wrong}");
    }
    let done = on(&mut manager, &page, &add, &typed("-1, 1-3, 5-6")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let list = manager.get(&page).await;
    let building = manager.get(&link(&list, "9号楼")).await;
    let entrance = manager.get(&link(&building, "1单元")).await;
    assert!(entrance.body.contains(">B1层<") && entrance.body.contains(">5层<"));
    assert!(!entrance.body.contains(">4层<"));
}

#[actix_web::test]
async fn buildings_come_with_the_boards_of_their_lobbies_where_that_is_ticked() {
    let app = TestApp::new();
    let mut manager = manager(&app).await;
    let page = community(&app);
    let add = format!("{page}/buildings");
    let typed = [
        ("numbers", "7"),
        ("suffix", "号楼"),
        ("entrances", "2"),
        ("floors", "3"),
        ("homes", "2"),
        ("lifts", "1"),
        ("lobby", "yes"),
    ];
    let done = on(&mut manager, &page, &add, &typed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let list = manager.get(&page).await;
    assert!(list.body.contains("7号楼2单元大堂") && !list.body.contains("还没有公告栏"));
}

#[actix_web::test]
async fn a_building_is_no_community_of_a_notice() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let form = desk.form().await;
    let building = app.offices[0].buildings[0].id.to_string();
    let answer = desk.clerk.submit(&form, &[("community", &building)]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.body);
}
