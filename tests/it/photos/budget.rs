//! What strangers may have kept: there is an end to photos, and a far one to what people write.

use std::sync::Arc;

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::dsl::sum;
use diesel::{
    ExpressionMethods, NullableExpressionMethods, QueryDsl, RunQueryDsl, TextExpressionMethods,
};
use gaoshi::app::App;
use gaoshi::complaints;
use gaoshi::duties;
use gaoshi::people::Role;
use gaoshi::platform::db::{System, Tx};
use gaoshi::platform::limits::{self, Ask, Limit};
use gaoshi::platform::photos::Photos;
use gaoshi::schema::{complaint_contacts as table, complaint_photos, limit_hits};
use jpeg_encoder::SamplingFactor;

use super::made::{self, PLAIN, Written};
use super::{TYPED, kept, named};
use crate::resident::Sign;
use crate::support::app::{TestApp, live_through};
use crate::support::client::{Answer, Client, File};

/// Noise that is as large as it may be when it is kept.
fn noisy() -> File {
    let side = 500;
    let written = Written {
        sampling: SamplingFactor::F_1_1,
        quality: 90,
        ..PLAIN
    };
    let points = made::noise(usize::from(side) * usize::from(side) * 3);
    named("noise.jpg", made::jpeg(&points, side, side, written))
}

/// Bytes of photos that rows name.
fn counted(app: &TestApp) -> i64 {
    let bytes = |conn: &mut _| {
        let sum: Option<i64> = complaint_photos::table
            .select(sum(complaint_photos::bytes))
            .get_result(conn)?;
        Ok(sum.unwrap_or_default())
    };
    app.db.db.read_now(bytes).unwrap()
}

/// Bytes of photos that lie on the disk.
fn stored(app: &TestApp) -> i64 {
    let length = |file: &std::path::PathBuf| file.metadata().unwrap().len();
    i64::try_from(kept(app).iter().map(length).sum::<u64>()).unwrap()
}

fn texts(app: &TestApp) -> i64 {
    let count = |conn: &mut _| Ok(table::table.count().get_result(conn)?);
    app.db.db.read_now(count).unwrap()
}

/// With this much room a day, and this much of the disk left alone.
fn house(daily: i64, floor: u64) -> TestApp {
    let mut app = TestApp::new();
    let changed = Arc::get_mut(&mut app.app).unwrap();
    changed.config.photos.daily = daily;
    let shelf = Photos::in_data_dir(&changed.config.data_dir, floor);
    changed.photos = shelf.opened_in(changed.apart.clone());
    app
}

async fn tell(phone: &mut Client<'_>, sign: &Sign<'_>, photos: &[File]) -> Answer {
    let form = sign.form(phone).await;
    phone.upload(&form, &TYPED, photos).await
}

#[actix_web::test]
async fn one_address_sends_a_hundred_forms_and_all_its_words_are_kept_and_few_of_its_photos() {
    const DAILY: i64 = 6_000_000;
    let app = house(DAILY, 0);
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    let photos = vec![noisy(); 4];
    for n in 0..100 {
        let sent = tell(&mut phone, &sign, &photos).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{n}: {}", sent.body);
        assert!(stored(&app) <= DAILY, "{n}");
    }
    assert_eq!(texts(&app), 100);
    let spent = counted(&app);
    assert_eq!(spent, stored(&app), "a photo that no row names has no file");
    assert!(spent > DAILY - 500_000, "{spent}");
    let unkept = |conn: &mut _| {
        let sum: Option<i64> = table::table
            .select(sum(table::photos_unkept))
            .get_result(conn)?;
        Ok(sum.unwrap())
    };
    let rows = i64::try_from(kept(&app).len()).unwrap();
    assert_eq!(app.db.db.read_now(unkept).unwrap(), 400 - rows);
    app.clock.advance(Duration::hours(25));
    tell(&mut phone, &sign, &photos[..1]).await;
    assert!(counted(&app) > spent, "the next day has room of its own");
}

/// As if the only address so far had sent so many bytes more today.
fn use_up(app: &TestApp, bytes: i64) {
    let buckets: Vec<String> = limit_hits::table
        .filter(limit_hits::bucket.like("photos-from:%"))
        .select(limit_hits::bucket)
        .load(&mut app.db.conn())
        .unwrap();
    let ask = Ask {
        bucket: buckets[0].clone(),
        amount: bytes,
        limit: Limit {
            most: i64::MAX,
            window: Duration::days(1),
        },
    };
    let add = |tx: &mut Tx<'_>, _: &System| limits::count(tx, &[ask]).map(|_| ());
    app.db.db.write_now(&System("test"), add).unwrap();
}

/// As if others had sent so many forms in the whole house today.
fn others_sent(app: &TestApp, forms: i64) {
    let ask = Ask {
        bucket: "complaints".to_owned(),
        amount: forms,
        limit: Limit {
            most: i64::MAX,
            window: Duration::days(1),
        },
    };
    let add = |tx: &mut Tx<'_>, _: &System| limits::count(tx, &[ask]).map(|_| ());
    app.db.db.write_now(&System("test"), add).unwrap();
}

#[actix_web::test]
async fn a_house_that_has_had_its_day_of_words_says_so_and_names_the_telephone() {
    let app = house(300_000_000, 0);
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    others_sent(&app, 19_999);
    let form = sign.form(&mut phone).await;
    let taken = phone.upload(&form, &TYPED, &[]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    let twice = phone.upload(&form, &TYPED, &[]).await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER, "it was taken before");
    let told = tell(&mut phone, &sign, &[noisy()]).await;
    assert_eq!(told.status, StatusCode::TOO_MANY_REQUESTS, "{}", told.body);
    assert!(told.body.contains("这一份没有收下") && told.body.contains("href=\"tel:"));
    assert!(told.body.contains("从昨晚"), "what was typed is there");
    assert!(texts(&app) == 1 && kept(&app).is_empty());
    app.clock.advance(Duration::hours(25));
    let next = tell(&mut phone, &sign, &[]).await;
    assert_eq!(next.status, StatusCode::SEE_OTHER, "{}", next.body);
}

#[actix_web::test]
async fn an_address_that_has_used_up_its_room_leaves_the_others_theirs() {
    let app = house(300_000_000, 0);
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    let photos = vec![noisy(); 4];
    tell(&mut phone, &sign, &photos[..1]).await;
    use_up(&app, 59_000_000);
    tell(&mut phone, &sign, &photos).await;
    let spent = counted(&app);
    assert!((300_000..=1_000_000).contains(&spent), "{spent}");
    let mut honest = app.visitor();
    honest.from = "192.0.2.8".parse().unwrap();
    let sent = tell(&mut honest, &sign, &photos[..1]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    assert!(counted(&app) > spent);
}

#[actix_web::test]
async fn below_the_floor_the_text_is_kept_and_both_sides_read_that_the_photos_are_not() {
    let app = house(300_000_000, u64::MAX);
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    let photos = [named("a.jpg", super::jpeg()), named("b.jpg", super::jpeg())];
    let sent = tell(&mut phone, &sign, &photos).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    phone.get(sent.location()).await;
    let page = phone.get("/follow").await;
    let said = "文字已经收到。有 2 张照片现在存不下";
    assert!(page.body.contains(said), "{}", page.body);
    assert!(kept(&app).is_empty() && texts(&app) == 1);
    let mut clerk = app.as_(Role::Clerk).await;
    let list = clerk.get("/complaints").await;
    let id = list.between("href=\"/complaints/0", "\"").to_owned();
    let page = clerk.get(&format!("/complaints/0{id}")).await;
    assert!(page.body.contains("另有 2 张照片没有保存"), "{}", page.body);
    let form = phone.get("/language/en?to=/follow").await;
    assert_eq!(form.status, StatusCode::SEE_OTHER);
    let page = phone.get("/follow").await;
    assert!(
        page.body.contains("2 photos could not be kept"),
        "{}",
        page.body
    );
}

#[actix_web::test]
async fn a_form_that_comes_back_uses_the_room_of_its_photo_once() {
    let app = house(300_000_000, 0);
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    let form = sign.form(&mut phone).await;
    let wrong = [("what", ""), ("who", "other")];
    let sent = phone.upload(&form, &wrong, &[noisy()]).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let hits = |conn: &mut _| {
        Ok(limit_hits::table
            .filter(limit_hits::bucket.eq("photos"))
            .count()
            .get_result::<i64>(conn)?)
    };
    let once = app.db.db.read_now(hits).unwrap();
    assert!(once > 0);
    assert_eq!(kept(&app).len(), 1);
    let again = sent.form(sign.code.as_str());
    let sent = phone.submit(&again, &wrong).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let again = sent.form(sign.code.as_str());
    let sent = phone.submit(&again, &[("what", "水管漏水")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert_eq!(app.db.db.read_now(hits).unwrap(), once);
    assert_eq!(kept(&app).len(), 1);
}

/// Makes every file on the shelf look as old as the clock says.
fn age(app: &TestApp, by: Duration) {
    let when =
        std::time::SystemTime::from(app.clock.now().local(chrono_tz::UTC)) - by.to_std().unwrap();
    for file in kept(app) {
        let file = std::fs::File::options().write(true).open(file).unwrap();
        file.set_modified(when).unwrap();
    }
}

async fn sweep(app: &App) {
    for duty in duties::all().iter().filter(|duty| duty.name == "photos") {
        (duty.run)(app).await.unwrap();
    }
}

#[actix_web::test]
async fn photos_that_nobody_checked_go_after_seven_days_and_those_somebody_saw_stay() {
    let app = house(300_000_000, 0);
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    let photo = [named("a.jpg", super::jpeg())];
    let begun = app.clock.now();
    for _ in 0..12 {
        let form = sign.scanned(&mut phone).await.form(sign.code.as_str());
        app.clock.advance(Duration::seconds(20));
        phone.upload(&form, &TYPED, &photo).await;
    }
    app.tick().await;
    assert_eq!(kept(&app).len(), 12);
    let held: Vec<String> = table::table
        .filter(table::held_for.is_not_null())
        .order(table::id)
        .select(table::case_id.assume_not_null())
        .load(&mut app.db.conn())
        .unwrap();
    assert_eq!(held.len(), 2);
    let mut clerk = app.as_(Role::Clerk).await;
    let page = clerk.get(&format!("/complaints/{}", held[0])).await;
    assert!(page.body.contains("7 天内无人核实"), "{}", page.body);
    let seen = page.form("/seen");
    clerk.submit(&seen, &[]).await;
    app.clock
        .advance(Duration::days(7) - app.clock.now().since(begun));
    live_through(&app.app).await.unwrap();
    assert_eq!(complaints::forget(&app.db.db).await.unwrap(), 0);
    app.clock.advance(Duration::minutes(10));
    assert_eq!(complaints::forget(&app.db.db).await.unwrap(), 1);
    age(&app, Duration::hours(25));
    sweep(&app.app).await;
    assert_eq!(kept(&app).len(), 11);
    let mut clerk = app.as_(Role::Clerk).await;
    let page = clerk.get(&format!("/complaints/{}", held[1])).await;
    assert!(
        page.body.contains("7 天内无人核实，删除照片"),
        "{}",
        page.body
    );
}
