//! Buildings and homes come from an office's list: all of it or nothing, and back.

use actix_web::http::StatusCode;
use gaoshi::organisation::{Place, PlaceKind, store};
use gaoshi::people::Role;

use super::places::{community, homes, link, manager, on};
use crate::notices::Desk;
use crate::support::app::TestApp;
use crate::support::client::{Answer, Client, File};

async fn send(who: &mut Client<'_>, app: &TestApp, list: &str) -> Answer {
    let page = format!("{}/import", community(app));
    let form = who.get(&page).await.form(&page);
    let file = File {
        name: "list.csv",
        kind: "text/csv",
        bytes: list.as_bytes().to_vec(),
    };
    who.submit_file(&form, &[], file).await
}

/// The page of a list that was read.
async fn read(who: &mut Client<'_>, app: &TestApp, list: &str) -> Answer {
    let sent = send(who, app, list).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    who.get(sent.location()).await
}

fn tree(app: &TestApp) -> Vec<Place> {
    let community = &app.offices[0].community.id;
    store::tree(&mut app.db.conn(), community).unwrap()
}

fn count(app: &TestApp, kind: PlaceKind) -> usize {
    tree(app).iter().filter(|p| p.kind == kind).count()
}

/// Three homes of a floor that counted two, a building whose floors leave out the fourth.
const LIST: &str = "楼栋,单元,楼层,房号,户数,英文,业主\n\
    1,1,1,101,,,张三\n1,1,1,102,,,\n1,1,1,103,,,\n\
    会所,,\"-1, 1-3, 5\",,0,,\n会所,,,,,Clubhouse,\n\
    2号楼,1单元,2层,,2,,\n3号楼,2单元,6层,,9,,\n";

#[actix_web::test]
async fn a_list_is_shown_entered_as_a_whole_and_taken_back() {
    let app = TestApp::new();
    let mut manager = manager(&app).await;
    let before = tree(&app);
    let page = read(&mut manager, &app, LIST).await;
    for told in [
        "<b>1</b> 栋楼",
        "<b>5</b> 层",
        "<b>3</b> 户",
        "其中 2 户原来只记了户数",
        "2 行写的已经有了",
        "第 8 行：3号楼2单元 6层现有 2 户，名单写 9 户",
        "这几列不读：业主",
    ] {
        assert!(page.body.contains(told), "{told}\n{}", page.body);
    }
    assert_eq!(tree(&app), before, "nothing is entered by reading");
    let done = manager.submit(&page.form("/enter"), &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(
        homes(&mut manager, &app).await.contains("73"),
        "one home more"
    );
    assert_eq!(count(&app, PlaceKind::Home), 3);
    let club = tree(&app).into_iter().find(|p| p.name == "会所").unwrap();
    assert_eq!(club.name_en, "Clubhouse");
    // The same form again, and a second list of the same: nothing twice.
    let again = manager.submit(&page.form("/enter"), &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let twice = read(&mut manager, &app, LIST).await;
    assert!(!twice.offers("/enter"), "{}", twice.body);
    let back = manager.get(done.location()).await.form("/take-back");
    let done = manager.submit(&back, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(tree(&app), before, "as if nothing had been");
    let list = manager.get(&community(&app)).await;
    assert!(!list.body.contains("会所"), "{}", list.body);
}

#[actix_web::test]
async fn a_list_with_one_line_that_cannot_be_read_enters_nothing_and_names_the_cell() {
    let app = TestApp::new();
    let mut manager = manager(&app).await;
    let before = tree(&app);
    for (list, told) in [
        ("楼栋,房号\n1号楼,101\n", "第 2 行缺少“单元”"),
        ("楼栋,单元,楼层\n9,1,1\n,1,2\n", "第 3 行缺少“楼栋”"),
        (
            "楼栋,单元,楼层,户数\n9,1,1,2\n9,1,2,二\n",
            "第 3 行“户数”写的“二”",
        ),
        (
            "楼栋,单元,楼层\n9号楼📢,1,1\n",
            "第 2 行“楼栋”里的 📢 打印不出来",
        ),
        ("单元,楼层\n1,1\n", "没有“楼栋”这一列"),
        ("楼栋,楼层\n会所,1\n", "会所还没有英文名"),
        ("楼栋,单元,楼层\n9,1,=1+1\n", "第 2 行“楼层”是公式"),
        ("楼栋,单元,电梯\n1,1,3\n", "“3”看不出是哪一台"),
        ("楼栋,单元,电梯\n1,1,2部电梯\n", "看不出是哪一台"),
        ("楼栋,单元,电梯\n1,1,2-3号电梯\n", "不止一个"),
        ("楼栋,电梯\n1,2号电梯\n", "第 2 行缺少“单元”"),
        (
            "楼栋,单元,楼层,电梯\n1,1,2,2号电梯\n",
            "楼层、房号和位置请留空",
        ),
        ("楼栋,单元,楼层,房号,位置\n1,1,2,201,水表间\n", "房号请留空"),
        (
            "楼栋,单元,户数,位置\n1,1,2,水表间\n",
            "第 2 行写的是电梯或位置",
        ),
    ] {
        let wrong = send(&mut manager, &app, list).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{list}");
        assert!(wrong.body.contains(told), "{told}\n{}", wrong.body);
        assert!(wrong.body.contains("id=\"e-file\""), "{list}");
    }
    assert_eq!(tree(&app), before);
}

#[actix_web::test]
async fn what_a_list_would_add_is_asked_anew_when_the_community_changed_meanwhile() {
    let app = TestApp::new();
    let mut manager = manager(&app).await;
    let page = read(&mut manager, &app, "楼栋,单元,楼层\n1,1,B1\n1,1,7\n").await;
    let form = page.form("/enter");
    let building = format!("/places/{}/change", app.offices[0].buildings[0].id);
    let entrance = link(&manager.get(&building).await, "1单元");
    let floor = [
        ("kind", "floor"),
        ("within", "B1层"),
        ("within_en", "Basement 1"),
        ("within_homes", ""),
    ];
    on(&mut manager, &entrance, "/within", &floor).await;
    let late = manager.submit(&form, &[]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("刚才有了变化") && late.body.contains("<b>1</b> 层"));
    let done = manager.submit(&late.form("/enter"), &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(count(&app, PlaceKind::Floor), 38);
}

#[actix_web::test]
async fn what_hangs_on_a_list_keeps_it_and_another_office_does_not_see_it() {
    let app = TestApp::new();
    let mut manager = manager(&app).await;
    let page = read(&mut manager, &app, "楼栋,单元,楼层,房号\n1,1,1,101\n").await;
    let entered = manager.submit(&page.form("/enter"), &[]).await;
    let list = entered.location().to_owned();
    let back = manager.get(&list).await.form("/take-back");
    let mut desk = Desk::at(&app).await;
    desk.published(&[]).await;
    let held = manager.get(&list).await;
    assert!(!held.offers("/take-back") && held.body.contains("暂时不能撤销"));
    let refused = manager.submit(&back, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(count(&app, PlaceKind::Home), 1);
    let mut theirs = app.elsewhere(Role::OfficeManager).await;
    assert_eq!(theirs.get(&list).await.status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn the_list_of_what_is_there_can_be_read_back_and_adds_nothing() {
    let app = TestApp::new();
    let mut manager = manager(&app).await;
    let list = manager.get(&format!("{}/homes.csv", community(&app))).await;
    let text = list.body.trim_start_matches('\u{FEFF}').to_owned();
    assert!(
        text.starts_with("楼栋,单元,楼层,房号,户数,英文,电梯,位置\r\n1号楼,1单元,1层,,2,"),
        "{text}"
    );
    assert!(text.contains("1号楼,1单元,,,,,1号电梯,\r\n"), "{text}");
    let page = read(&mut manager, &app, &text).await;
    // Six floors and a lift in each of six entrances.
    assert!(page.body.contains("42 行写的已经有了") && !page.offers("/enter"));
    let thrown = manager.submit(&page.form("/throw-away"), &[]).await;
    assert_eq!(thrown.location(), format!("{}/import", community(&app)));
}

#[actix_web::test]
async fn lifts_and_spots_take_lines_of_their_own_and_are_taken_back_with_the_rest() {
    let app = TestApp::new();
    let mut manager = manager(&app).await;
    let before = [PlaceKind::Lift, PlaceKind::Spot].map(|kind| count(&app, kind));
    let list = "楼栋,单元,楼层,电梯,位置\n1号楼,1单元,,1号梯,\n1号楼,1单元,,2号电梯,\n\
        1号楼,1单元,,货梯,\n1号楼,1单元,6层,,水表间\n1号楼,,,,屋顶水箱\n";
    let page = read(&mut manager, &app, list).await;
    for told in ["<b>2</b> 电梯", "<b>2</b> 其他位置", "1 行写的已经有了"] {
        assert!(page.body.contains(told), "{told}\n{}", page.body);
    }
    let done = manager.submit(&page.form("/enter"), &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let counts = [PlaceKind::Lift, PlaceKind::Spot].map(|kind| count(&app, kind));
    assert_eq!(counts, [before[0] + 2, before[1] + 2]);
    let tree = tree(&app);
    let of = |name: &str| tree.iter().find(|p| p.name == name).unwrap();
    let above = |name: &str| {
        let parent = of(name).parent.clone().unwrap();
        tree.iter().find(|p| p.id == parent).unwrap().kind
    };
    assert_eq!(above("2号电梯"), PlaceKind::Entrance);
    assert_eq!(of("2号电梯").name_en, "Lift 2");
    assert_eq!(above("水表间"), PlaceKind::Floor);
    assert_eq!(above("屋顶水箱"), PlaceKind::Building);
    let entered = manager.get(done.location()).await;
    let back = manager.submit(&entered.form("/take-back"), &[]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
    let counts = [PlaceKind::Lift, PlaceKind::Spot].map(|kind| count(&app, kind));
    assert_eq!(counts, before);
}
