//! Reports found again: by number and telephone, and several on one phone.

use actix_web::http::StatusCode;

use super::{DARK, Sign, WET};
use crate::support::app::TestApp;
use crate::support::client::{Answer, Client};

const REACHED: [(&str, &str); 3] = [
    ("what", "电梯异响"),
    ("who", "owner"),
    ("phone", "0755-8888 0000转8012"),
];

async fn told(sign: &Sign<'_>, phone: &mut Client<'_>, told: &[(&str, &str)]) -> String {
    let form = sign.form(phone).await;
    let sent = phone.submit(&form, told).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    sent.location().to_owned()
}

async fn look(phone: &mut Client<'_>, number: &str, telephone: &str) -> Answer {
    phone.get("/follow/find").await;
    let fields = [("number", number), ("phone", telephone)];
    phone.post("/follow/find", &fields).await
}

#[actix_web::test]
async fn a_report_is_found_by_its_number_and_the_telephone_that_was_left() {
    let app = TestApp::new();
    let sign = Sign::at(&app);
    let link = told(&sign, &mut app.visitor(), &REACHED).await;
    for (number, telephone) in [
        ("TS-2026-00001", "075588880000"),
        ("ts 2026 00001", "＋86 0755 8888 0000"),
        ("2026-1", "0086 755 8888 0000"),
        ("TS2026-00001", "13800002217、0755-88880000"),
    ] {
        let mut other = app.visitor();
        let found = look(&mut other, number, telephone).await;
        assert_eq!(found.location(), "/follow", "{}", found.body);
        let page = other.get("/follow").await;
        assert!(page.body.contains("电梯异响"), "{}", page.body);
        // The link itself is not told, and who found it takes nothing back.
        let token = link.trim_start_matches("/follow/");
        assert!(!page.body.contains(token) && !page.offers("/follow/withdraw"));
        let withdrawn = other.post("/follow/withdraw", &[]).await;
        assert_eq!(withdrawn.location(), "/follow/find");
    }
    // A number typed where a code belongs leads here.
    let led = app.visitor().get("/q?code=TS-2026-00001").await;
    assert_eq!(led.location(), "/follow/find?number=TS-2026-00001");
}

#[actix_web::test]
async fn a_number_that_is_unknown_and_a_telephone_that_is_wrong_are_answered_alike() {
    let app = TestApp::new();
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    told(&sign, &mut phone, &REACHED).await;
    told(&sign, &mut phone, &DARK).await;
    let mut stranger = app.visitor();
    let mut answers = Vec::new();
    for (number, telephone) in [
        ("TS-2026-00001", "075588880001"),
        ("TS-2026-00001", "8012"),
        // Many telephones are many tries.
        ("TS-2026-00001", "13800000001、13800000002、075588880000"),
        ("TS-2026-00001", ""),
        ("TS-2026-00002", ""),
        ("TS-2026-00002", "075588880000"),
        ("TS-2026-00009", "075588880000"),
    ] {
        let answer = look(&mut stranger, number, telephone).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let said = answer.body.replace(number, "NUMBER");
        answers.push(said.replace(&format!("value=\"{telephone}\""), "TELEPHONE"));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!(stranger.get("/follow").await.location(), "/follow/find");
}

#[actix_web::test]
async fn whoever_tries_telephones_is_stopped_before_anything_is_looked_up() {
    let app = TestApp::new();
    let sign = Sign::at(&app);
    told(&sign, &mut app.visitor(), &REACHED).await;
    let mut thief = app.visitor();
    for n in 0..10 {
        let tried = look(&mut thief, "TS-2026-00001", &format!("1380000{n:04}")).await;
        assert_eq!(tried.status, StatusCode::UNPROCESSABLE_ENTITY, "{n}");
    }
    let right = look(&mut thief, "TS-2026-00001", "075588880000").await;
    assert_eq!(right.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(
        right.body.contains("value=\"TS-2026-00001\""),
        "{}",
        right.body
    );
    let mut elsewhere = app.visitor();
    elsewhere.from = std::net::IpAddr::from([192, 0, 2, 99]);
    let found = look(&mut elsewhere, "TS-2026-00001", "075588880000").await;
    assert_eq!(found.location(), "/follow");
}

#[actix_web::test]
async fn a_second_report_on_a_phone_stands_beside_the_first() {
    let app = TestApp::new();
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    for told_of in [&REACHED[..], &DARK, &WET] {
        let link = told(&sign, &mut phone, told_of).await;
        phone.get(&link).await;
    }
    let page = phone.get("/follow").await;
    assert!(page.body.contains("楼道漏水"));
    let first = page.between("href=\"/follow?of=", "\"").to_owned();
    for number in ["TS-2026-00001", "TS-2026-00002", "TS-2026-00003"] {
        assert!(page.body.contains(number), "{number}");
    }
    let other = phone.get(&format!("/follow?of={first}")).await;
    assert!(other.body.contains("灯不亮"), "{}", other.body);
    // What is taken back is taken back of the one that is shown.
    let oldest = page.body.rsplit("/follow?of=").next().unwrap();
    let oldest = format!("/follow?of={}", oldest.split('"').next().unwrap());
    let shown = phone.get(&oldest).await;
    assert!(shown.body.contains("电梯异响"));
    let done = phone.submit(&shown.form("/follow/withdraw"), &[]).await;
    assert_eq!(done.location(), oldest);
    assert!(phone.get(&oldest).await.body.contains("您已撤回联系方式"));
}
