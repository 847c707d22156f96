//! The register: what hangs, who looked at it, where it went.

use std::io::Cursor;

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::{QueryDsl, RunQueryDsl};
use gaoshi::organisation::store as places;
use gaoshi::people::permission::{Allowed, MakeSigns};
use gaoshi::people::{Role, session};
use gaoshi::schema::sign_photos;
use gaoshi::signs::register::entering::CODES_AT_ONCE;
use gaoshi::signs::register::{Label, NewSign, OfRun, SignId, enter, store};

use crate::support::app::{PASSWORD, TestApp};
use crate::support::client::{Answer, Client};

/// The id of an area of the form by its name: `1号楼1单元`, `公共区域`.
pub(crate) fn area(page: &Answer, name: &str) -> String {
    let before = page
        .body
        .split(&format!(">{name}</option>"))
        .next()
        .unwrap();
    let value = before.rsplit("value=\"").next().unwrap();
    value.split('"').next().unwrap().to_owned()
}

/// A form for a lamp on a floor, filled in and sent with these changes.
pub(super) async fn sent(clerk: &mut Client<'_>, changes: &[(&str, &str)]) -> Answer {
    let page = clerk.get("/signs/register/new").await;
    let entrance = area(&page, "1号楼1单元");
    let mut fields = vec![
        ("area", entrance.as_str()),
        ("within", "3"),
        ("design", "t-exit-lamp"),
        ("spot", "楼梯间门上方"),
        ("inspected", "2026-11-20"),
    ];
    fields.retain(|(name, _)| !changes.iter().any(|(other, _)| other == name));
    fields.extend(changes);
    clerk.submit(&page.form("/signs/register"), &fields).await
}

/// A lamp in the register; its page's address.
pub(crate) async fn a_lamp(clerk: &mut Client<'_>, changes: &[(&str, &str)]) -> String {
    let done = sent(clerk, changes).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    done.location().to_owned()
}

/// The code of a sign, as its page links to it: `/Q/8K4T2M9XQ5`.
pub(super) async fn code_of(clerk: &mut Client<'_>, lamp: &str) -> String {
    let page = clerk.get(lamp).await;
    format!("/Q/{}", page.between("href=\"/Q/", "\""))
}

async fn press(clerk: &mut Client<'_>, page: &str, end: &str, fields: &[(&str, &str)]) -> Answer {
    let form = clerk.get(page).await.form(end);
    clerk.submit(&form, fields).await
}

#[actix_web::test]
async fn a_lamp_is_registered_with_its_standard_its_days_and_a_code() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let page = clerk.get(&lamp).await;
    for part in [
        "安全出口标志灯",
        "1号楼1单元 3层",
        "楼梯间门上方",
        "GB 51309-2018",
        "每 30 天",
        "在位",
        "12月20日",
        "登记前就在",
    ] {
        assert!(page.body.contains(part), "{part}");
    }
    let list = clerk.get("/signs/register").await;
    assert!(list.body.contains("共 1 块") && list.body.contains("1号楼1单元 3层"));
    let scan = app.visitor().get(&code_of(&mut clerk, &lamp).await).await;
    assert!(scan.body.contains("安全出口标志灯") && scan.body.contains("3层"));
}

#[actix_web::test]
async fn a_floor_the_building_does_not_have_is_refused_and_nothing_typed_is_lost() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let wrong = [("within", "25"), ("every", "90"), ("standard", "GB 17945")];
    let answer = sent(&mut clerk, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = "1号楼1单元 没有“25”：这里是 1层 到 6层。";
    assert!(
        answer
            .body
            .replace(['\u{2068}', '\u{2069}'], "")
            .contains(told)
    );
    let form = answer.form("/signs/register");
    let kept = form.sent(&[]);
    for (name, value) in [
        ("within", "25"),
        ("every", "90"),
        ("standard", "GB 17945"),
        ("spot", "楼梯间门上方"),
        ("design", "t-exit-lamp"),
        ("inspected", "2026-11-20"),
    ] {
        assert!(
            kept.contains(&(name.to_owned(), value.to_owned())),
            "{name}"
        );
    }
    let mended = clerk.submit(&form, &[("within", "6层")]).await;
    assert_eq!(mended.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn another_offices_signs_do_not_exist() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let mut other = app.elsewhere(Role::Clerk).await;
    other.get("/signs/register").await;
    assert_eq!(other.get(&lamp).await.status, StatusCode::NOT_FOUND);
    for verb in [
        "inspect", "mended", "placed", "removed", "restored", "move", "revoke", "recode",
        "interval",
    ] {
        other.get("/signs/register").await;
        let answer = other
            .post(&format!("{lamp}/{verb}"), &[("finding", "ok")])
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{verb}");
    }
    assert!(
        other
            .get("/signs/register")
            .await
            .body
            .contains("没有符合条件")
    );
    let theirs = app.offices[0].community.id.clone();
    let filtered = other
        .get(&format!("/signs/register?community={theirs}"))
        .await;
    assert_eq!(filtered.status, StatusCode::NOT_FOUND);
    // Nor can a sign be registered at, or moved to, another office's place.
    let gate = app.offices[0].community.id.to_string();
    let answer = sent(&mut other, &[("area", &gate)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[actix_web::test]
async fn a_sign_that_moves_takes_its_code_along() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let code = code_of(&mut clerk, &lamp).await;
    let page = clerk.get(&lamp).await;
    let there = area(&page, "2号楼2单元");
    let wrong = [("area", there.as_str()), ("within", "9")];
    let refused = press(&mut clerk, &lamp, "/move", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let moved = [("area", there.as_str()), ("within", "5"), ("spot", "南侧")];
    press(&mut clerk, &lamp, "/move", &moved).await;
    let page = clerk.get(&lamp).await;
    assert!(page.body.contains("1号楼1单元 3层 → 2号楼2单元 5层"));
    let scan = app.visitor().get(&code).await;
    assert!(scan.body.contains("2号楼2单元") && scan.body.contains("南侧"));
    assert!(!scan.body.contains("1号楼1单元"));
}

#[actix_web::test]
async fn a_spot_that_no_label_could_be_printed_with_is_refused_beside_its_field_and_kept() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    for spot in ["门上方📢", "东门\u{1F6A7}旁", "𠮷野家门口👍"] {
        let new = sent(&mut clerk, &[("spot", spot)]).await;
        let page = clerk.get(&lamp).await;
        let there = area(&page, "2号楼2单元");
        let to = [("area", there.as_str()), ("within", "5"), ("spot", spot)];
        let moved = press(&mut clerk, &lamp, "/move", &to).await;
        for refused in [new, moved] {
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{spot}");
            assert!(
                refused.body.contains("id=\"e-spot\""),
                "{spot}: {}",
                refused.body
            );
            assert!(
                refused.body.contains(&format!("value=\"{spot}\"")),
                "{spot}"
            );
        }
        let label = clerk.get(&format!("{lamp}/label.pdf")).await;
        assert_eq!(label.status, StatusCode::OK, "{}", label.body);
    }
    let list = clerk.get("/signs/register").await;
    assert!(list.body.contains("共 1 块"), "{}", list.body);
}

#[actix_web::test]
async fn a_damaged_lamp_stays_on_today_until_it_is_mended_and_a_missing_one_until_it_is_down() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    for (finding, word, end) in [
        ("damaged", "已损坏", "/mended"),
        ("missing", "不见了", "/removed"),
    ] {
        let lamp = a_lamp(&mut clerk, &[]).await;
        let look = [("finding", finding), ("remark", "灯不亮")];
        press(&mut clerk, &lamp, "/inspect", &look).await;
        let today = clerk.get("/").await;
        assert!(today.body.contains("标识损坏、不见了") && today.body.contains(word));
        let page = clerk.get(&lamp).await;
        assert!(page.body.contains(word) && page.body.contains("灯不亮"));
        press(&mut clerk, &lamp, end, &[]).await;
        assert!(
            !clerk.get("/").await.body.contains("标识损坏、不见了"),
            "{end}"
        );
    }
    let down = clerk.get("/signs/register?state=removed").await;
    assert!(down.body.contains("共 1 块"));
}

#[actix_web::test]
async fn what_is_down_is_not_changed_any_more_and_its_scan_says_so() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let code = code_of(&mut clerk, &lamp).await;
    press(&mut clerk, &lamp, "/removed", &[]).await;
    let page = clerk.get(&lamp).await;
    assert!(!page.offers("/inspect") && !page.offers("/move"));
    let late = clerk.post(&format!("{lamp}/placed"), &[]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(app.visitor().get(&code).await.body.contains("已登记撤下"));
}

#[actix_web::test]
async fn a_revoked_code_opens_nothing_and_a_new_one_takes_its_place() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let old = code_of(&mut clerk, &lamp).await;
    press(&mut clerk, &lamp, "/revoke", &[("sure", "yes")]).await;
    assert_eq!(app.visitor().get(&old).await.status, StatusCode::GONE);
    assert!(clerk.get(&lamp).await.body.contains("识别码已作废"));
    press(&mut clerk, &lamp, "/recode", &[]).await;
    let new = code_of(&mut clerk, &lamp).await;
    assert_ne!(old, new);
    assert_eq!(app.visitor().get(&new).await.status, StatusCode::OK);
    assert_eq!(app.visitor().get(&old).await.status, StatusCode::GONE);
}

#[actix_web::test]
async fn the_round_asks_for_what_is_due_in_the_order_of_the_tree_and_a_look_ends_it() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    for within in ["5", "2"] {
        a_lamp(&mut clerk, &[("within", within)]).await;
    }
    assert!(
        clerk
            .get("/signs/round")
            .await
            .body
            .contains("没有要检查的标识")
    );
    app.clock.advance(Duration::days(29));
    let mut clerk = app.as_(Role::Clerk).await;
    let round = clerk.get("/signs/round").await;
    let at = |floor: &str| round.body.find(floor).unwrap();
    assert!(at("1号楼1单元 2层") < at("1号楼1单元 5层"));
    assert!(round.body.contains("要检查 2 块，逾期 2 块"));
    assert!(clerk.get("/").await.body.contains("标识该检查了"));
    let form = round.form("/inspect");
    let second = round.body.rsplit("id=\"s-").next().unwrap();
    let second = second.split('"').next().unwrap();
    let done = clerk.submit(&form, &[("finding", "ok")]).await;
    assert_eq!(done.location(), format!("/signs/round#s-{second}"));
    let round = clerk.get("/signs/round").await;
    assert!(round.body.contains("要检查 1 块，逾期 1 块"));
    assert!(!round.body.contains("1号楼1单元 2层"));
}

#[actix_web::test]
async fn another_interval_moves_the_next_look() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let wrong = press(&mut clerk, &lamp, "/interval", &[("every", "99999")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"99999\""));
    press(&mut clerk, &lamp, "/interval", &[("every", "3")]).await;
    assert!(clerk.get(&lamp).await.body.contains("检查已逾期"));
}

fn a_picture() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image::RgbImage::new(6, 4)
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

#[actix_web::test]
async fn a_photo_of_the_round_is_kept_and_seen_by_the_office_alone() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let form = clerk.get(&lamp).await.form("/inspect");
    let bad = clerk
        .submit_photo(
            &form,
            &[("finding", "ok"), ("remark", "亮")],
            b"PK no photo",
        )
        .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.body.contains("不是照片"));
    let done = clerk
        .submit_photo(&form, &[("finding", "ok"), ("remark", "亮")], &a_picture())
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = clerk.get(&lamp).await;
    let photo = format!("{lamp}/photos/{}", page.between("/photos/", "\""));
    let answer = clerk.get(&photo).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.bytes.starts_with(&[0xFF, 0xD8, 0xFF]));
    let mut other = app.elsewhere(Role::OfficeManager).await;
    assert_eq!(other.get(&photo).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        app.visitor().get(&photo).await.status,
        StatusCode::SEE_OTHER
    );
}

/// Signs in on the page that a form was answered with; the page that comes then.
async fn signed_in_again(clerk: &mut Client<'_>, asked: &Answer) -> Answer {
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED, "{}", asked.body);
    assert!(
        asked.body.contains("刚才填写的内容没有丢"),
        "{}",
        asked.body
    );
    let who = [("login", "clerk"), ("password", PASSWORD)];
    clerk.submit(&asked.form("/sign-in"), &who).await
}

#[actix_web::test]
async fn a_form_with_a_photo_whose_session_ended_is_resumed_and_asks_for_the_photo_again() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let new = clerk.get("/signs/register/new").await;
    let entrance = area(&new, "1号楼1单元");
    let typed = [
        ("area", entrance.as_str()),
        ("within", "2"),
        ("design", "t-light"),
        ("spot", "门洞 & 右侧"),
    ];
    let found = [("finding", "damaged"), ("remark", "灯罩破了")];
    let register = ["/signs/register/new", "/signs/register"];
    let look = [lamp.as_str(), "/inspect"];
    for ([page, end], fields, kept) in [
        (register, &typed[..], "门洞 &amp; 右侧"),
        (look, &found[..], "灯罩破了"),
    ] {
        for with_photo in [true, false] {
            let form = clerk.get(page).await.form(end);
            let action = form.action.clone();
            app.clock.advance(Duration::hours(13));
            let asked = if with_photo {
                clerk.submit_photo(&form, fields, &a_picture()).await
            } else {
                clerk.submit(&form, fields).await
            };
            let resume = signed_in_again(&mut clerk, &asked).await;
            assert!(resume.body.contains(kept), "{action}: {}", resume.body);
            let again = clerk.submit(&resume.form(&action), &[]).await;
            if !with_photo {
                assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
                continue;
            }
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{action}");
            let beside = again.between("id=\"e-photo\">", "<").to_owned();
            assert!(beside.contains("请重新选一次"), "{action}: {beside}");
            assert!(again.body.contains(kept), "{action}: {}", again.body);
            let anew = again.form(&action);
            let done = clerk.submit_photo(&anew, &[fields[0]], &a_picture()).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        }
    }
}

#[actix_web::test]
async fn a_form_with_a_photo_and_anothers_token_is_refused() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let form = clerk.get(&lamp).await.form("/inspect");
    let stolen = [("csrf", "somebody-elses"), ("finding", "damaged")];
    let answer = clerk.submit_photo(&form, &stolen, &a_picture()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(!clerk.get(&lamp).await.body.contains("已损坏"));
}

/// The photos that signs name.
fn photos(app: &TestApp) -> i64 {
    let all = sign_photos::table.count();
    all.get_result(&mut app.db.conn()).unwrap()
}

#[actix_web::test]
async fn a_good_photo_stays_with_a_form_that_comes_back_for_something_else() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let page = clerk.get("/signs/register/new").await;
    let entrance = area(&page, "1号楼1单元");
    let typed = [
        ("area", entrance.as_str()),
        ("within", "3"),
        ("design", "t-exit-lamp"),
        ("every", "0"),
    ];
    let form = page.form("/signs/register");
    let back = clerk.submit_photo(&form, &typed, &a_picture()).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!back.body.contains("id=\"e-photo\""), "{}", back.body);
    // A bad photo in its place leaves it there, and is told.
    let form = back.form("/signs/register");
    let back = clerk.submit_photo(&form, &[], b"PK no photo").await;
    let beside = back.between("id=\"e-photo\">", "<");
    assert!(beside.contains("不是照片"), "{}", back.body);
    let form = back.form("/signs/register");
    assert!(!form.value("kept").is_empty(), "{}", back.body);
    let done = clerk.submit(&form, &[("every", "30")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(photos(&app), 1);
    assert!(clerk.get(done.location()).await.body.contains("/photos/"));
    // The same form again, for another lamp: its photo is the first one's.
    let other = [("every", "30"), ("within", "4")];
    let done = clerk.submit(&form, &other).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(!clerk.get(done.location()).await.body.contains("/photos/"));
    assert_eq!(photos(&app), 1);
}

#[actix_web::test]
async fn a_look_that_is_mended_has_its_photo_and_no_other_signs() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let other = a_lamp(&mut clerk, &[("within", "4")]).await;
    let form = clerk.get(&lamp).await.form("/inspect");
    let long = "灯罩破了".repeat(100);
    let slip = [("finding", "damaged"), ("remark", long.as_str())];
    let back = clerk.submit_photo(&form, &slip, &a_picture()).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = back.form("/inspect");
    let ticket = form.value("kept").to_owned();
    assert!(!ticket.is_empty(), "{}", back.body);
    let found = [("finding", "damaged"), ("remark", "灯罩破了")];
    let taken = [&found[..], &[("kept", ticket.as_str())]].concat();
    let elsewhere = clerk.get(&other).await.form("/inspect");
    let refused = clerk.submit(&elsewhere, &taken).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let beside = refused.between("id=\"e-photo\">", "<");
    assert!(beside.contains("重新选一次"), "{}", refused.body);
    assert_eq!(photos(&app), 0);
    let done = clerk.submit(&form, &found).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let again = clerk.submit(&form, &found).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    assert_eq!(photos(&app), 1);
}

#[actix_web::test]
async fn a_form_with_a_photo_that_comes_to_nothing_says_what_was_typed_and_a_forged_one_does_not() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let mut form = clerk.get(&lamp).await.form("/inspect");
    form.action = format!("/signs/register/{}/inspect", SignId::new());
    let found = [("finding", "damaged"), ("remark", "灯罩破了")];
    let gone = clerk.submit_photo(&form, &found, &a_picture()).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    assert!(gone.body.contains("<li>灯罩破了</li>"), "{}", gone.body);
    let many = [&found[..], &[("n", ""); 30]].concat();
    let broken = clerk.submit_photo(&form, &many, &a_picture()).await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
    let told = broken.body.contains("<li>灯罩破了</li>");
    assert!(told, "as far as it was read: {}", broken.body);
    let stolen = [&found[..], &[("csrf", "somebody-elses")]].concat();
    let forged = clerk.submit_photo(&form, &stolen, &a_picture()).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    assert!(!forged.body.contains("灯罩破了"), "{}", forged.body);
}

#[actix_web::test]
async fn a_register_of_hundreds_is_read_a_page_at_a_time_and_none_is_missed() {
    let app = TestApp::new();
    let community = app.offices[0].community.clone();
    let entered = app
        .db
        .db
        .write_now(&gaoshi::platform::db::System("test"), |tx, _| {
            let by: Allowed<MakeSigns> = session::stand_in(tx, Role::Clerk.as_str())?.allowed()?;
            let tree = places::tree(tx, &community.id)?;
            for n in 0..120 {
                let label = Label {
                    zh: format!("门牌{n}"),
                    en: format!("Plate {n}"),
                };
                let new = NewSign {
                    design: "t-floor-lamp",
                    place: &tree[n % tree.len()].id,
                    label,
                    run: None,
                    version: 2,
                    inspect_every: None,
                };
                enter(tx, &by, &new)?;
            }
            Ok(())
        });
    entered.unwrap();
    let mut clerk = app.as_(Role::Clerk).await;
    let mut next = "/signs/register".to_owned();
    let mut seen = Vec::new();
    while !next.is_empty() {
        let page = clerk.get(&next).await;
        assert!(page.body.contains("共 120 块"));
        let rows = page.body.split("<td>门牌").skip(1);
        seen.extend(rows.map(|row| row.split('<').next().unwrap().to_owned()));
        next = page
            .between("class=\"button\" href=\"/signs/register?", "\"")
            .to_owned();
        if !next.is_empty() {
            next = format!(
                "/signs/register?{}",
                next.replace("&amp;", "&").replace("&#x2F;", "/")
            );
        }
    }
    let tree = places::tree(&mut app.db.conn(), &community.id).unwrap();
    let mut expected: Vec<usize> = (0..120).collect();
    expected.sort_by_key(|n| (&tree[n % tree.len()].path, *n));
    let expected: Vec<String> = expected.iter().map(usize::to_string).collect();
    assert_eq!(seen, expected, "place by place");
    let here = format!("/signs/register?community={}", community.id);
    assert!(clerk.get(&here).await.body.contains("共 120 块"));
    let wanted = clerk.get("/signs/register?state=placed").await;
    assert!(wanted.body.contains("没有符合条件"));
    let group = clerk.get("/signs/register?group=fire").await;
    assert!(group.body.contains("没有符合条件"));
}

#[actix_web::test]
async fn two_hundred_signs_of_a_run_enter_in_one_change_each_with_a_code_of_its_own() {
    let app = TestApp::new();
    let place = app.offices[0].buildings[0].id.clone();
    let codes = app
        .db
        .db
        .write_now(&gaoshi::platform::db::System("test"), |tx, _| {
            let by: Allowed<MakeSigns> = session::stand_in(tx, Role::Clerk.as_str())?.allowed()?;
            let run = gaoshi::signs::register::RunId::new();
            let mut codes = Vec::new();
            for number in 1..=CODES_AT_ONCE {
                let new = NewSign {
                    design: "t-hydrant",
                    place: &place,
                    label: Label {
                        zh: String::new(),
                        en: String::new(),
                    },
                    run: Some(OfRun {
                        run: run.clone(),
                        number,
                        of: CODES_AT_ONCE,
                    }),
                    version: 1,
                    inspect_every: Some(180),
                };
                let entry = enter(tx, &by, &new)?;
                let back = store::load(tx, by.scope(), &entry.id)?;
                assert_eq!((back.run(), back.due_at()), (Some(&run), None));
                codes.push(back.code);
            }
            Ok(codes)
        });
    let mut codes = codes.unwrap();
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), 200);
}

#[actix_web::test]
async fn a_sign_cannot_enter_at_another_offices_place() {
    let app = TestApp::new();
    let theirs = app.offices[1].community.id.clone();
    let entered = app
        .db
        .db
        .write_now(&gaoshi::platform::db::System("test"), |tx, _| {
            let by: Allowed<MakeSigns> = session::stand_in(tx, Role::Clerk.as_str())?.allowed()?;
            let new = NewSign {
                design: "t-hydrant",
                place: &theirs,
                label: Label {
                    zh: String::new(),
                    en: String::new(),
                },
                run: None,
                version: 1,
                inspect_every: None,
            };
            enter(tx, &by, &new).map(|_| ())
        });
    assert!(matches!(entered, Err(gaoshi::error::Error::NotFound)));
}

#[actix_web::test]
async fn who_only_reads_sees_the_register_and_no_button() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[("inspected", "2026-01-01")]).await;
    let mut reader = app.as_(Role::QualityRepresentative).await;
    for path in [
        lamp.as_str(),
        "/signs/register",
        "/signs/round",
        "/signs/codes",
    ] {
        let page = reader.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(
            !page.body.contains("method=\"post\" action=\"/signs"),
            "{path}"
        );
    }
}

#[actix_web::test]
async fn a_lamp_and_a_blank_code_have_a_small_label_to_print() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let label = clerk.get(&format!("{lamp}/label.pdf")).await;
    assert_eq!(label.status, StatusCode::OK, "{}", label.body);
    assert!(label.bytes.starts_with(b"%PDF"));
    let none = clerk.get("/signs/codes/labels.pdf").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    clerk.get("/signs/codes").await;
    clerk.post("/signs/codes", &[("count", "24")]).await;
    let labels = clerk.get("/signs/codes/labels.pdf").await;
    assert!(labels.bytes.starts_with(b"%PDF"), "{}", labels.body);
}
