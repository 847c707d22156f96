//! Thirty backups of a house at work: residents write and send photos, notices are approved and
//! appear, photos are forgotten. Each is restored and held against what was acknowledged before
//! it was begun; the last ones, of a quiet house, against the house itself row by row.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use diesel::connection::SimpleConnection;
use gaoshi::codes::{self, NewCode, Target};
use gaoshi::organisation::store;
use gaoshi::platform::db::{System, Tx};
use image::{DynamicImage, ImageFormat, RgbImage};

use super::tools::{Ground, dump, manifest_of, names_in, photos_of, sum, texts};
use crate::kill::approve_one;
use crate::support::house::{CLERK, House, MANAGER, PASSWORD};
use crate::support::process::{Process, Visitor};

const BACKUPS: usize = 30;
const RESIDENTS: usize = 3;
const FORMS: usize = 400;
/// Photos that are never forgotten.
const KEPT: usize = 10;

/// The forms that residents have open, and where they were found.
pub(super) struct Desk {
    code: String,
    seals: Vec<String>,
}

impl Desk {
    /// Hangs a code up and opens so many forms behind it; all are ripe to be sent.
    #[expect(
        clippy::disallowed_methods,
        reason = "a form is filled in for three seconds"
    )]
    pub(super) fn open(live: &Ground, forms: usize) -> Self {
        let mut desk = Self {
            code: hang_up(live),
            seals: Vec::new(),
        };
        let mut server = Self::serve(live);
        let mut phone = Visitor::of(&server);
        for _ in 0..forms {
            let page = phone.get(&format!("/Q/{}", desk.code));
            let seal = page.between("name=\"seal\" value=\"", "\"").to_owned();
            assert!(!seal.is_empty(), "{}", page.body);
            desk.seals.push(seal);
        }
        std::thread::sleep(Duration::from_secs(3));
        assert!(server.stop());
        desk
    }

    /// Starts the server, behind a proxy on this machine.
    pub(super) fn serve(live: &Ground) -> Process {
        let settings = [
            ("GAOSHI_PUBLIC_URL", "https://wy.example.cn"),
            ("GAOSHI_PROXIES", "127.0.0.1"),
        ];
        let settings = settings.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let server = Process::spawn(&live.data, &live.url, &settings);
        server.wait_until_ready(Duration::from_secs(30));
        server
    }
}

fn hang_up(live: &Ground) -> String {
    let db = gaoshi::platform::db::Db::open(&live.url, gaoshi::platform::clock::Clock::System);
    let issue = |tx: &mut Tx<'_>, _: &System| {
        let offices = store::public_offices(tx)?;
        let new = NewCode {
            office: &offices.last().unwrap().id,
            place: None,
            target: Target::Nothing,
            target_id: None,
        };
        codes::store::issue(tx, &new)
    };
    db.write_now(&System("test"), issue).unwrap().to_string()
}

/// A resident at a phone, each time at another address.
pub(super) struct Resident<'a> {
    agent: ureq::Agent,
    base: String,
    desk: &'a Desk,
    name: usize,
    sent: usize,
}

impl<'a> Resident<'a> {
    pub(super) fn of(server: &Process, desk: &'a Desk, name: usize) -> Self {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(20)))
            .build();
        Self {
            agent: agent.into(),
            base: server.address(""),
            desk,
            name,
            sent: 0,
        }
    }

    /// Sends a form with photos; its text when it was acknowledged.
    fn send(&mut self, seal: &str, photos: &[Vec<u8>]) -> Option<String> {
        self.sent += 1;
        let text = format!("第 {} 位的第 {} 件：灯不亮", self.name, self.sent);
        let address = format!(
            "10.{}.{}.{}",
            self.name,
            self.sent / 200,
            self.sent % 200 + 1
        );
        let answer = self
            .agent
            .post(format!("{}/Q/{}", self.base, self.desk.code))
            .header("x-forwarded-for", address)
            .header("x-forwarded-proto", "https")
            .header("content-type", "multipart/form-data; boundary=line")
            .send(&multipart(seal, &text, photos))
            .ok()?;
        let on = answer.headers().get("location")?.to_str().ok()?.to_owned();
        (answer.status() == 303 && on.contains("/follow/")).then_some(text)
    }

    /// Sends forms one after another until the server is gone.
    pub(super) fn write_until_nobody_answers(&mut self, forms: usize) -> Vec<String> {
        let all = self.desk.seals.iter().skip(self.name * (forms + 1));
        let mut acknowledged = Vec::new();
        for seal in all.take(forms) {
            match self.send(seal, &[]) {
                Some(text) => acknowledged.push(text),
                None => break,
            }
        }
        acknowledged
    }
}

fn multipart(seal: &str, text: &str, photos: &[Vec<u8>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in [
        ("seal", seal),
        ("what", text),
        ("who", "owner"),
        ("where", "大堂"),
    ] {
        let part = "--line\r\ncontent-disposition: form-data; name=";
        body.extend(format!("{part}\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    for photo in photos {
        body.extend(
            b"--line\r\ncontent-disposition: form-data; name=\"photo\"; filename=\"p.jpg\"\r\n\
              content-type: image/jpeg\r\n\r\n",
        );
        body.extend([photo, &b"\r\n"[..]].concat());
    }
    body.extend(b"--line--\r\n");
    body
}

fn picture(of: usize) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let colour = |n: usize| u8::try_from(n % 251).unwrap();
    let points = RgbImage::from_fn(160, 120, |x, y| {
        let (x, y) = (x as usize, y as usize);
        image::Rgb([colour(x * 7 + of), colour(y * 13), colour(x * y)])
    });
    let image = DynamicImage::ImageRgb8(points);
    image.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// What the house did, as those who did it know it.
#[derive(Default)]
struct Known {
    acknowledged: Mutex<Vec<String>>,
    approved: Mutex<Vec<String>>,
    forgotten: Mutex<BTreeMap<String, String>>,
    over: AtomicBool,
}

impl Known {
    fn goes_on(&self) -> bool {
        !self.over.load(Ordering::SeqCst)
    }
}

/// The end comes for everybody when one of them fails, too.
struct End<'a>(&'a Known);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.over.store(true, Ordering::SeqCst);
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the forms last as long as the backups"
)]
fn pause() {
    std::thread::sleep(Duration::from_millis(400));
}

fn write(mut resident: Resident<'_>, known: &Known) {
    let seals = &resident.desk.seals;
    let each = FORMS / RESIDENTS;
    for seal in &seals[resident.name * each..(resident.name + 1) * each] {
        if !known.goes_on() {
            return;
        }
        let photos: Vec<Vec<u8>> = (0..resident.sent % 3)
            .map(|n| picture(resident.sent + n))
            .collect();
        let sent = resident.send(seal, &photos);
        known
            .acknowledged
            .lock()
            .unwrap()
            .push(sent.expect("it is acknowledged"));
        pause();
    }
}

/// The clerk and the manager let notices out, one after another.
fn publish(live: &Ground, server: &Process, house: &House, known: &Known) {
    let mut clerk = Visitor::signed_in(server, CLERK, PASSWORD);
    let mut manager = Visitor::signed_in(server, MANAGER, PASSWORD);
    while known.goes_on() {
        let notice = approve_one(house, &mut clerk, &mut manager);
        known.approved.lock().unwrap().push(notice);
        let now = "UPDATE notices SET publish_at = '2026-01-01 00:00:00' WHERE stage = 'scheduled'";
        live.conn().batch_execute(now).unwrap();
    }
}

/// The oldest photo is forgotten now and then while others are left: its row first, its file later.
fn forget(live: &Ground, known: &Known) {
    while known.goes_on() {
        pause();
        let named = "SELECT id AS text FROM complaint_photos ORDER BY id";
        let named = texts(&mut live.conn(), named);
        if named.len() < KEPT {
            continue;
        }
        let id = &named[0];
        let name = format!("{}/{id}.jpg", &id[id.len() - 2..]);
        let file = live.data.join("photos").join(&name);
        known
            .forgotten
            .lock()
            .unwrap()
            .insert(name, sum(&std::fs::read(&file).unwrap()));
        let delete = format!("DELETE FROM complaint_photos WHERE id = '{id}'");
        live.conn().batch_execute(&delete).unwrap();
        std::fs::remove_file(&file).unwrap();
    }
}

/// One backup, restored, and held against what was known before it was begun.
fn back_up_and_compare(live: &Ground, known: &Known) {
    let acknowledged = known.acknowledged.lock().unwrap().clone();
    let approved = known.approved.lock().unwrap().clone();
    let file = live.beside("b.zip");
    live.must(&["backup", &file]);
    let again = Ground::bare();
    again.must(&["restore", "--verify", &file]);
    let mut conn = again.conn();
    let held = texts(&mut conn, "SELECT content AS text FROM complaint_contacts");
    for text in &acknowledged {
        assert!(held.contains(text), "{text}");
    }
    let held = texts(&mut conn, "SELECT notice_id AS text FROM notice_revisions");
    for notice in &approved {
        assert!(held.contains(notice), "{notice}");
    }
    let named = texts(&mut conn, "SELECT id AS text FROM complaint_photos");
    let absent = manifest_of(&file).absent.len();
    compare_photos(live, &again, known, named.len() - absent);
    std::fs::remove_file(&file).unwrap();
    assert!(live.names_beside().is_empty(), "{:?}", live.names_beside());
}

/// Every photo of the copy is the one that stands, or stood, on the shelf.
fn compare_photos(live: &Ground, again: &Ground, known: &Known, expected: usize) {
    let restored = photos_of(&again.data);
    assert_eq!(restored.len(), expected);
    let shelf = live.data.join("photos");
    for (name, sum_here) in restored {
        // Looked for before its file: a photo is noted before it is forgotten.
        let stood = std::fs::read(shelf.join(&name))
            .ok()
            .map(|bytes| sum(&bytes));
        let stood = stood.or_else(|| known.forgotten.lock().unwrap().get(&name).cloned());
        assert_eq!(stood.as_ref(), Some(&sum_here), "{name}");
    }
}

#[test]
fn thirty_backups_of_a_house_at_work_hold_all_that_was_acknowledged_before_each() {
    let live = Ground::new();
    let house = House::found(&live.url);
    let desk = Desk::open(&live, FORMS);
    let mut server = Desk::serve(&live);
    let known = Known::default();
    std::thread::scope(|at_once| {
        let end = End(&known);
        for name in 0..RESIDENTS {
            let resident = Resident::of(&server, &desk, name);
            at_once.spawn(|| write(resident, &known));
        }
        at_once.spawn(|| publish(&live, &server, &house, &known));
        at_once.spawn(|| forget(&live, &known));
        for _ in 0..BACKUPS {
            back_up_and_compare(&live, &known);
        }
        drop(end);
    });
    assert!(known.acknowledged.lock().unwrap().len() > BACKUPS);
    assert!(known.approved.lock().unwrap().len() > 3);
    assert!(known.forgotten.lock().unwrap().len() > 10);
    assert!(server.stop());
    a_quiet_house_is_equal_to_its_copies(&live);
}

fn a_quiet_house_is_equal_to_its_copies(live: &Ground) {
    let (rows, photos) = (dump(&live.url), photos_of(&live.data));
    assert!(!photos.is_empty());
    let file = live.beside("quiet.zip");
    live.must(&["backup", &file]);
    for _ in 0..2 {
        let again = Ground::bare();
        again.must(&["restore", "--verify", &file]);
        for (table, rows) in &rows {
            assert!(dump(&again.url)[table] == *rows, "{table}");
        }
        assert_eq!(photos_of(&again.data), photos);
        let left = names_in(&again.data);
        let is_left = |name: &String| name.contains("restoring") || name.contains("-wal");
        assert!(!left.iter().any(is_left), "{left:?}");
    }
    assert!(Path::new(&file).exists());
}
