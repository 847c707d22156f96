//! A change that is kept, and an answer that is lost: nothing is taken away, nothing is claimed,
//! and what is sent again is taken once.

use std::sync::Arc;

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::connection::SimpleConnection;
use diesel::{QueryDsl, RunQueryDsl};
use gaoshi::error::Error;
use gaoshi::people::Role;
use gaoshi::platform::counters;
use gaoshi::platform::db::{DatabaseUrl, Db, System, Tx};
use gaoshi::schema::{
    complaint_contacts, complaint_photos, notice_revisions, sign_photos, sign_placed,
};
use jpeg_encoder::{ColorType, Encoder};

use crate::notices::Desk;
use crate::resident::Sign;
use crate::signs::register;
use crate::support::app::TestApp;
use crate::support::postgres::TestDb;
use crate::support::proxy::Proxy;

const ROUNDS: i64 = 10;
const TOLD: [(&str, &str); 3] = [("what", "灯不亮"), ("where", "3楼"), ("who", "owner")];

fn a_photo() -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = Encoder::new(&mut bytes, 80);
    encoder
        .encode(&[90; 32 * 24 * 3], 32, 24, ColorType::Rgb)
        .unwrap();
    bytes
}

/// A house whose way to the database can lose an answer; none without PostgreSQL.
fn behind_a_proxy() -> Option<(TestApp, Proxy)> {
    let app = TestApp::new();
    let DatabaseUrl::Pg(url) = &app.db.url else {
        return None;
    };
    let proxy = Proxy::before(url);
    Some((app, proxy))
}

/// The next change that says this is kept, and its answer lost. Connections are new, as what they
/// have prepared before they no longer say.
fn lose(app: &mut TestApp, proxy: &Proxy, said: &'static str) {
    let clock = app.clock.clone();
    Arc::get_mut(&mut app.app).unwrap().db = Db::open(&proxy.url(), clock);
    proxy.lose(said);
}

/// The ids of photos that rows name, each with its file.
fn photos(app: &TestApp) -> usize {
    let mut conn = app.db.conn();
    let mut ids: Vec<String> = complaint_photos::table
        .select(complaint_photos::id)
        .load(&mut conn)
        .unwrap();
    let of_signs: Vec<String> = sign_photos::table
        .select(sign_photos::id)
        .load(&mut conn)
        .unwrap();
    ids.extend(of_signs);
    for id in &ids {
        assert!(app.app.photos.read(&id.parse().unwrap()).is_ok(), "{id}");
    }
    ids.len()
}

#[actix_web::test]
async fn a_complaint_whose_answer_is_lost_is_there_once_with_its_photo() {
    let Some((mut app, proxy)) = behind_a_proxy() else {
        return;
    };
    for round in 1..=ROUNDS {
        lose(&mut app, &proxy, "INSERT INTO \"complaint_contacts\"");
        let (sign, mut phone) = (Sign::at(&app), app.visitor());
        let form = sign.form(&mut phone).await;
        let first = phone.submit_photo(&form, &TOLD, &a_photo()).await;
        assert!(proxy.has_lost());
        assert_eq!(first.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(first.body.contains("不知道有没有收到"), "{}", first.body);
        assert!(!first.body.contains("什么都没有改动"));
        let again = first.form(sign.code.as_str());
        assert_eq!(again.value("what"), "灯不亮");
        let second = phone.submit_photo(&again, &[], &a_photo()).await;
        assert_eq!(second.status, StatusCode::SEE_OTHER, "{}", second.body);
        let page = phone.get(second.location()).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        let rows: i64 = complaint_contacts::table
            .count()
            .get_result(&mut app.db.conn())
            .unwrap();
        assert_eq!(
            (rows, photos(&app)),
            (round, usize::try_from(round).unwrap())
        );
        app.tick().await;
        assert_eq!(app.mails().len(), usize::try_from(round).unwrap());
        app.clock.advance(Duration::minutes(11));
    }
}

#[actix_web::test]
async fn a_sign_whose_answer_is_lost_is_registered_once_with_its_photo() {
    let Some((mut app, proxy)) = behind_a_proxy() else {
        return;
    };
    for round in 1..=3 {
        let mut clerk = app.as_(Role::Clerk).await;
        let (jar, csrf) = (clerk.jar.clone(), clerk.csrf.clone());
        let page = clerk.get("/signs/register/new").await;
        let (form, entrance) = (
            page.form("/signs/register"),
            register::area(&page, "1号楼1单元"),
        );
        lose(&mut app, &proxy, "INSERT INTO \"sign_placed\"");
        let mut clerk = app.visitor();
        (clerk.jar, clerk.csrf) = (jar, csrf);
        let spot = format!("门上方第 {round} 盏");
        let told = [
            ("area", entrance.as_str()),
            ("within", "3"),
            ("design", "t-exit-lamp"),
            ("spot", &spot),
        ];
        let first = clerk.submit_photo(&form, &told, &a_photo()).await;
        assert!(proxy.has_lost());
        assert_eq!(first.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(
            first.body.contains("可能已经保存，也可能没有"),
            "{}",
            first.body
        );
        let second = clerk.submit_photo(&form, &told, &a_photo()).await;
        assert_eq!(second.status, StatusCode::SEE_OTHER, "{}", second.body);
        let rows: i64 = sign_placed::table
            .count()
            .get_result(&mut app.db.conn())
            .unwrap();
        assert_eq!(
            (rows, photos(&app)),
            (round, usize::try_from(round).unwrap())
        );
    }
}

#[actix_web::test]
async fn a_notice_whose_approval_lost_its_answer_is_approved_once() {
    let Some((mut app, proxy)) = behind_a_proxy() else {
        return;
    };
    let mut desk = Desk::at(&app).await;
    let id = desk.sent(&[]).await;
    let path = format!("/notices/{id}");
    let form = desk.reviewer.get(&path).await.form("/approve");
    let (jar, csrf) = (desk.reviewer.jar.clone(), desk.reviewer.csrf.clone());
    drop(desk);
    lose(&mut app, &proxy, "INSERT INTO \"notice_revisions\"");
    let mut reviewer = app.visitor();
    (reviewer.jar, reviewer.csrf) = (jar, csrf);
    let first = reviewer.submit(&form, &[]).await;
    assert!(proxy.has_lost());
    assert_eq!(first.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(
        first.body.contains("可能已经保存，也可能没有"),
        "{}",
        first.body
    );
    let second = reviewer.submit(&form, &[]).await;
    // The same form of the same person is answered as it was then.
    assert_eq!(second.status, StatusCode::SEE_OTHER, "{}", second.body);
    let page = reviewer.get(&path).await;
    assert!(page.body.contains("〔2026〕1号"), "{}", page.body);
    let rows: i64 = notice_revisions::table
        .count()
        .get_result(&mut app.db.conn())
        .unwrap();
    assert_eq!(rows, 1);
}

fn count(tx: &mut Tx<'_>) -> gaoshi::error::Result<i64> {
    counters::next(tx, "unsure")
}

#[test]
fn a_change_whose_end_nobody_answers_for_is_unsure_and_one_that_is_refused_is_not() {
    let test = TestDb::new();
    // Kept behind the back of the change: its own end finds nothing to keep.
    let kept = test.db.write_now(&System("test"), |tx, _| {
        count(tx)?;
        tx.batch_execute("COMMIT")?;
        Ok(())
    });
    if matches!(test.url, DatabaseUrl::Sqlite(_)) {
        assert!(matches!(kept, Err(Error::Unsure(_))), "{kept:?}");
    }
    let refused = test.db.write_now(&System("test"), |tx, _| {
        count(tx)?;
        Err::<(), _>(Error::Conflict)
    });
    assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
    let next = test.db.write_now(&System("test"), |tx, _| count(tx));
    assert_eq!(next.unwrap(), 2, "the first is kept, the second is not");
}
