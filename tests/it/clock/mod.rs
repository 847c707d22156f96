//! A clock that is wrong ends nothing and erases nothing, and says so.

mod confirm;
mod jumps;
mod process;
mod restored;
mod several;

use std::fs::File;
use std::path::PathBuf;
use std::time::{Duration as Span, SystemTime};

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use gaoshi::platform::db::System;
use gaoshi::platform::outbox::{Parcel, enqueue};
use gaoshi::platform::photos::{Photo, PhotoId};
use gaoshi::schema::{
    complaint_contacts, complaint_photos, limit_hits, notices, outbox, user_links, user_sessions,
};

use crate::notices::Desk;
use crate::resident::Sign;
use crate::support::app::TestApp;
use crate::support::parcel;

const TOLD: [(&str, &str); 4] = [
    ("what", "楼道漏水"),
    ("who", "owner"),
    ("name", "刘女士"),
    ("phone", "13800002217"),
];

/// Everything that some duty ends or erases when its time has come.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Kept {
    stages: Vec<String>,
    contacts: i64,
    photos: i64,
    files: usize,
    sessions: i64,
    links: i64,
    hits: i64,
    given_up: i64,
}

impl Kept {
    fn of(app: &TestApp) -> Self {
        let mut conn = app.db.conn();
        Self {
            stages: notices::table
                .order(notices::id)
                .select(notices::stage)
                .load(&mut conn)
                .unwrap(),
            contacts: complaint_contacts::table
                .filter(complaint_contacts::contact_phone.is_not_null())
                .count()
                .get_result(&mut conn)
                .unwrap(),
            photos: complaint_photos::table
                .count()
                .get_result(&mut conn)
                .unwrap(),
            files: files(app).len(),
            sessions: user_sessions::table.count().get_result(&mut conn).unwrap(),
            links: user_links::table.count().get_result(&mut conn).unwrap(),
            hits: limit_hits::table.count().get_result(&mut conn).unwrap(),
            given_up: outbox::table
                .filter(outbox::outcome.eq("gave_up"))
                .count()
                .get_result(&mut conn)
                .unwrap(),
        }
    }
}

/// The files on the shelf of photos.
fn files(app: &TestApp) -> Vec<PathBuf> {
    let list = |dir: PathBuf| std::fs::read_dir(dir).into_iter().flatten();
    list(app.app.config.data_dir.join("photos"))
        .flat_map(|folder| list(folder.unwrap().path()))
        .map(|file| file.unwrap().path())
        .collect()
}

/// Puts a photo on the shelf as if it had been written now, by the test's clock.
fn shelve(app: &TestApp) -> PhotoId {
    let photo = Photo {
        jpeg: vec![0xFF, 0xD8, 0xFF],
        width: 1,
        height: 1,
    };
    let id = PhotoId::new();
    app.app.photos.keep(&id, &photo).unwrap();
    let since_1970 = Span::from_micros(app.clock.now().micros().try_into().unwrap());
    for file in files(app) {
        if file.to_string_lossy().contains(id.as_str()) {
            let file = File::options().write(true).open(file).unwrap();
            file.set_modified(SystemTime::UNIX_EPOCH + since_1970)
                .unwrap();
        }
    }
    id
}

/// A house at work whose contacts and photos are 85 days old, with a notice that is out, a photo
/// whose form is still being sent, and a mail that could not leave yet.
async fn at_work() -> TestApp {
    let app = TestApp::new();
    complain(&app).await;
    app.tick().await;
    app.clock.advance(Duration::days(85));
    app.tick().await;
    Desk::at(&app).await.published(&[]).await;
    shelve(&app);
    app.turn().await;
    let waiting = Parcel {
        due_at: app.clock.now() + Duration::minutes(10),
        give_up_at: app.clock.now() + Duration::hours(24),
        ..parcel("waits", "office@east.example.cn")
    };
    let put = app
        .db
        .db
        .write_now(&System("test"), |tx, _| enqueue(tx, &waiting));
    assert!(put.unwrap());
    app
}

/// A resident complains through a code, with a photo.
async fn complain(app: &TestApp) {
    let (sign, mut phone) = (Sign::at(app), app.visitor());
    let form = sign.form(&mut phone).await;
    let sent = phone.submit(&form, &TOLD).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let id: String = complaint_contacts::table
        .select(complaint_contacts::id)
        .first(&mut app.db.conn())
        .unwrap();
    diesel::insert_into(complaint_photos::table)
        .values((
            complaint_photos::id.eq(shelve(app)),
            complaint_photos::office_id.eq(&app.offices[0].id),
            complaint_photos::contact_id.eq(id),
            complaint_photos::width.eq(1),
            complaint_photos::height.eq(1),
            complaint_photos::bytes.eq(3),
            complaint_photos::created_at.eq(app.clock.now()),
        ))
        .execute(&mut app.db.conn())
        .unwrap();
}

/// A turn a minute, for so long.
async fn live(app: &TestApp, minutes: i64) {
    for _ in 0..minutes {
        app.clock.advance(Duration::minutes(1));
        app.app.watch.look().await.unwrap();
    }
    app.turn().await;
}
