//! The resident's side, asked as a phone asks: a scan, a form, a private page.

mod found;
mod home;
mod kept;
mod looks;

use actix_web::http::StatusCode;
use chrono::Duration;
use gaoshi::codes::{self, Code, NewCode, Target};
use gaoshi::complaints;
use gaoshi::people::Scope;
use gaoshi::platform::dates::Dates;
use gaoshi::platform::db::{System, Tx};
use gaoshi::platform::words::Lang;

use crate::support::app::TestApp;
use crate::support::client::{Answer, Client, File};
use crate::support::form::Form;

/// A code in use at the third building of the first office.
pub(crate) struct Sign<'a> {
    app: &'a TestApp,
    pub(crate) code: Code,
}

impl<'a> Sign<'a> {
    /// Hangs one up.
    pub(crate) fn at(app: &'a TestApp) -> Self {
        let new = NewCode {
            office: &app.offices[0].id,
            place: Some(&app.offices[0].buildings[2].id),
            target: Target::Nothing,
            target_id: None,
        };
        let issue = |tx: &mut Tx<'_>, _: &System| codes::store::issue(tx, &new);
        let code = app.db.db.write_now(&System("test"), issue).unwrap();
        Self { app, code }
    }

    /// Scans it.
    pub(crate) async fn scanned(&self, phone: &mut Client<'_>) -> Answer {
        phone.get(&format!("/Q/{}", self.code)).await
    }

    /// The form that a scan opens, after the minute that filling it in takes.
    pub(crate) async fn form(&self, phone: &mut Client<'_>) -> Form {
        let form = self.scanned(phone).await.form(self.code.as_str());
        self.app.clock.advance(Duration::minutes(1));
        form
    }

    /// What the office finds: number, text, whether it is held.
    pub(crate) fn inbox(&self) -> Vec<complaints::Line> {
        let zone = chrono_tz::Asia::Shanghai;
        let dates = Dates::new(Lang::Zh, zone, self.app.clock.now());
        let scope = self.scope();
        let new_ones = |conn: &mut _| complaints::new_ones(conn, &scope, dates);
        self.app.db.db.read_now(new_ones).unwrap()
    }

    fn scope(&self) -> Scope {
        Scope::of(vec![self.app.offices[0].id.clone()])
    }
}

const DARK: [(&str, &str); 2] = [("what", "灯不亮"), ("who", "owner")];
const WET: [(&str, &str); 2] = [("what", "楼道漏水"), ("who", "other")];

#[actix_web::test]
async fn a_form_tapped_twice_makes_one_complaint_and_one_page() {
    let app = TestApp::new();
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    let form = sign.form(&mut phone).await;
    let first = phone.submit(&form, &DARK).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    assert!(
        first.location().starts_with("/follow/"),
        "{}",
        first.location()
    );
    let second = phone.submit(&form, &DARK).await;
    assert_eq!(first.location(), second.location());
    let inbox = sign.inbox();
    assert_eq!(inbox.len(), 1);
    assert_eq!(inbox[0].number, "TS-2026-00001");
    assert_eq!(inbox[0].place, "3号楼");
}

#[actix_web::test]
async fn the_place_of_the_english_form_reaches_the_office_as_it_says_it() {
    let app = TestApp::new();
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    phone.headers.push(("accept-language", "en"));
    let form = sign.form(&mut phone).await;
    assert_ne!(form.value("where"), "3号楼");
    phone.submit(&form, &DARK).await;
    let form = sign.form(&mut phone).await;
    phone
        .submit(&form, &[("what", "灯不亮"), ("where", "By the lift")])
        .await;
    let places: Vec<String> = sign.inbox().into_iter().map(|line| line.place).collect();
    assert!(places.contains(&"3号楼".to_owned()), "{places:?}");
    assert!(places.contains(&"By the lift".to_owned()), "{places:?}");
}

#[actix_web::test]
async fn the_private_link_hands_over_a_cookie_and_shows_an_apology_behind_it() {
    let app = TestApp::new();
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    let form = sign.form(&mut phone).await;
    let link = phone.submit(&form, &DARK).await.location().to_owned();
    let mut other = app.visitor();
    let handed = other.get(&link).await;
    assert_eq!(
        (handed.status, handed.location()),
        (StatusCode::SEE_OTHER, "/follow")
    );
    assert!(handed.body.is_empty());
    let page = other.get("/follow").await.body;
    let token = link.trim_start_matches("/follow/");
    for part in ["对不起", "TS-2026-00001", "灯不亮", "两天内", token] {
        assert!(page.contains(part), "{part}");
    }
    let stranger = other.get("/follow/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn a_form_too_old_is_shown_again_with_its_text_and_a_fast_one_is_taken_after_a_moment() {
    let app = TestApp::new();
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    let form = sign.scanned(&mut phone).await.form(sign.code.as_str());
    app.clock.advance(Duration::hours(3));
    let answer = phone.submit(&form, &WET).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let again = answer.form(sign.code.as_str());
    assert_eq!(again.value("what"), "楼道漏水");
    assert_ne!(again.value("seal"), form.value("seal"));
    assert!(sign.inbox().is_empty());
    app.clock.advance(Duration::milliseconds(2_900));
    let answer = phone.submit(&again, &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(sign.inbox().len(), 1);
}

#[actix_web::test]
async fn another_text_is_another_report_though_it_came_with_the_same_form() {
    let app = TestApp::new();
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    let form = sign.form(&mut phone).await;
    let mut links = Vec::new();
    let elsewhere = [DARK[0], DARK[1], ("where", "15层")];
    let called = [DARK[0], DARK[1], ("phone", "13800002217")];
    for told in [&DARK[..], &WET, &elsewhere, &called] {
        let first = phone.submit(&form, told).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
        let again = phone.submit(&form, told).await;
        assert_eq!(first.location(), again.location(), "{told:?}");
        links.push(first.location().to_owned());
    }
    assert_eq!(sign.inbox().len(), 4);
    links.sort();
    links.dedup();
    assert_eq!(links.len(), 4);
    app.clock.advance(Duration::hours(3));
    let stale = phone.submit(&form, &WET).await;
    assert!(links.contains(&stale.location().to_owned()) || stale.body.contains("楼道漏水"));
    let other = phone
        .submit(&form, &[("what", "电梯异响"), ("who", "owner")])
        .await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(other.form(sign.code.as_str()).value("what"), "电梯异响");
}

#[actix_web::test]
async fn the_other_language_keeps_what_was_typed() {
    let app = TestApp::new();
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    let form = sign.form(&mut phone).await;
    let told = [WET[0], WET[1], ("phone", "13800002217"), ("lang", "en")];
    let page = phone.submit(&form, &told).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body.contains("lang=\"en\"") && page.body.contains("Send"),
        "{}",
        page.body
    );
    let form = page.form(sign.code.as_str());
    assert_eq!(form.value("what"), "楼道漏水");
    assert_eq!(form.value("phone"), "13800002217");
    assert!(sign.inbox().is_empty());
    assert!(
        sign.scanned(&mut phone).await.body.contains("Send"),
        "it stays"
    );
    let sent = phone.submit(&form, &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
}

#[actix_web::test]
async fn an_address_that_no_code_has_is_told_on_the_page_to_type_one() {
    let app = TestApp::new();
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    let form = sign.form(&mut phone).await;
    for bad in [
        "%0d%0ax",
        "%00",
        "%01",
        "%E7%BC%96",
        "x%20y",
        "a%26b%23c",
        "%2F%2Fhost",
    ] {
        let other = Form {
            action: format!("/Q/{bad}"),
            ..form.clone()
        };
        let answer = phone.submit(&other, &DARK).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{bad}");
        assert!(
            answer.location().starts_with("/q?code="),
            "{}",
            answer.location()
        );
        let page = phone.get(answer.location()).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{bad}: {}", page.body);
    }
}

#[actix_web::test]
async fn a_file_that_is_no_photo_is_refused_beside_the_field_and_the_text_stays() {
    let app = TestApp::new();
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    let form = sign.form(&mut phone).await;
    let zip = File {
        name: "p.jpg",
        kind: "image/jpeg",
        bytes: b"PK\x03\x04".to_vec(),
    };
    let answer = phone.upload(&form, &WET, &[zip]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("楼道漏水") && answer.body.contains("id=\"e-photo\""));
    let answer = phone.submit(&form, &WET).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn a_field_that_nobody_sees_brings_the_form_back_once_and_then_holds_it() {
    let app = TestApp::new();
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    let form = sign.form(&mut phone).await;
    let filled = [WET[0], WET[1], ("remark", "filled in by the browser")];
    let back = phone.submit(&form, &filled).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = back.form(sign.code.as_str());
    assert_eq!(form.value("what"), "楼道漏水");
    assert_eq!(form.value("remark"), "");
    assert!(sign.inbox().is_empty());
    app.clock.advance(Duration::minutes(1));
    let sent = phone.submit(&form, &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert!(!sign.inbox()[0].held);

    let form = sign.form(&mut phone).await;
    let back = phone.submit(&form, &filled).await;
    app.clock.advance(Duration::minutes(1));
    let held = phone.submit(&back.form(sign.code.as_str()), &filled).await;
    assert_eq!(held.status, StatusCode::SEE_OTHER, "{}", held.body);
    assert_eq!(sign.inbox().iter().filter(|line| line.held).count(), 1);
}

#[actix_web::test]
async fn many_through_one_code_are_kept_for_a_second_look_and_a_flood_is_turned_away() {
    let app = TestApp::new();
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    let mut last = StatusCode::OK;
    for _ in 0..61 {
        let form = sign.scanned(&mut phone).await.form(sign.code.as_str());
        app.clock.advance(Duration::seconds(4));
        last = phone.submit(&form, &DARK).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    let unseen = app
        .db
        .db
        .read_now(|conn| complaints::unseen(conn, &sign.scope()));
    assert_eq!(unseen.unwrap(), 60);
    assert!(sign.inbox().iter().all(|line| line.held));
}

#[actix_web::test]
async fn posts_that_no_form_of_ours_made_shut_the_door_on_nobody_who_shares_their_address() {
    let app = TestApp::new();
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    let form = sign.form(&mut phone).await;
    for n in 0..65 {
        let seal = format!("1.{n}.forged");
        let forged = [("seal", if n % 2 == 0 { "" } else { &seal }), DARK[0]];
        let answer = phone.submit(&form, &forged).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{n}");
    }
    let sent = phone.submit(&form, &DARK).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert!(!sign.inbox()[0].held);
}

#[actix_web::test]
async fn a_mistyped_code_and_one_nobody_gave_out_are_told_apart() {
    let app = TestApp::new();
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    let typed = sign.code.grouped().to_lowercase();
    let answer = phone.get(&format!("/q/{typed}")).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("3号楼") && answer.body.contains(&sign.code.grouped()));
    let answer = phone.get("/q/8K4T2M9XQ6").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("识别码输错了"));
    let answer = phone.get("/q/8K4T2M9XQ5").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("请勿填写任何信息"));
    let revoke = |tx: &mut Tx<'_>, _: &System| codes::store::revoke(tx, &sign.code);
    app.db.db.write_now(&System("test"), revoke).unwrap();
    let answer = phone.get(&format!("/q/{}", sign.code)).await;
    assert_eq!(answer.status, StatusCode::GONE);
    assert!(answer.body.contains("0755-8888 0000"));
}

#[test]
fn a_code_can_come_to_stand_for_something_and_is_found_again() {
    let app = TestApp::new();
    let sign = Sign::at(&app);
    let repoint = |tx: &mut Tx<'_>, _: &System| {
        codes::store::repoint(tx, &sign.code, Target::Posting, Some("p1"))
    };
    app.db.db.write_now(&System("test"), repoint).unwrap();
    let find = |conn: &mut _| codes::store::find(conn, &sign.code);
    let row = app.db.db.read_now(find).unwrap().unwrap();
    assert_eq!(row.target, Target::Posting);
    assert_eq!(row.target_id.as_deref(), Some("p1"));
    assert_eq!(row.office, app.offices[0].id);
}
