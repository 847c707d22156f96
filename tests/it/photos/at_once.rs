//! Heavy pictures sent to the real server at the same time: what it and its processes hold
//! together.

use std::thread;
use std::time::Duration;

use diesel::{QueryDsl, RunQueryDsl};
use gaoshi::codes::{self, NewCode, Target};
use gaoshi::organisation::{PlaceId, store};
use gaoshi::platform::db::{System, Tx};
use gaoshi::schema::complaint_photos;
use jpeg_encoder::SamplingFactor;

use super::child::told;
use super::made::{self, PLAIN, Written};
use crate::support::house::House;
use crate::support::postgres::TestDb;
use crate::support::process::{Process, Visitor};

/// The most that the server and its processes may hold together, in MB.
const MOST: u64 = 400;

/// A code at the first building.
fn a_code(house: &House) -> String {
    let place: PlaceId = house.buildings[0].1.parse().unwrap();
    let issue = |tx: &mut Tx<'_>, _: &System| {
        let office = store::public_place(tx, &place)?.office;
        let new = NewCode {
            office: &office,
            place: Some(&place),
            target: Target::Nothing,
            target_id: None,
        };
        codes::store::issue(tx, &new)
    };
    house
        .db
        .write_now(&System("test"), issue)
        .unwrap()
        .to_string()
}

/// The processes that a process has begun.
fn children(pid: u32) -> Vec<u32> {
    let mut found = Vec::new();
    for thread in std::fs::read_dir(format!("/proc/{pid}/task"))
        .into_iter()
        .flatten()
    {
        let path = thread.unwrap().path().join("children");
        let told = std::fs::read_to_string(path).unwrap_or_default();
        found.extend(
            told.split_whitespace()
                .filter_map(|pid| pid.parse::<u32>().ok()),
        );
    }
    found
}

/// What the server and its processes hold now, in MB; pages of the program that they share count
/// once.
fn held(server: u32) -> u64 {
    let all = std::iter::once(server).chain(children(server));
    all.map(share).sum::<u64>() * 1024 / 1_000_000
}

fn share(pid: u32) -> u64 {
    let path = format!("/proc/{pid}/smaps_rollup");
    let rollup = std::fs::read_to_string(path).unwrap_or_default();
    let share = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
    let number = share.and_then(|line| line.split_whitespace().next());
    number.map_or(0, |n| n.parse().unwrap())
}

/// A browser with the form behind a code, and the form's seal.
fn a_form(server: &Process, code: &str) -> (Visitor, String) {
    let mut phone = Visitor::of(server);
    let page = phone.get(&format!("/Q/{code}"));
    let seal = page.between("name=\"seal\" value=\"", "\"").to_owned();
    assert!(!seal.is_empty(), "{}", page.body);
    (phone, seal)
}

/// As large on the way as a photo may be, and of those that take most when opened.
fn a_heavy_picture() -> Vec<u8> {
    let progressive = Written {
        sampling: SamplingFactor::F_1_1,
        progressive: true,
        ..PLAIN
    };
    let mut file = made::jpeg_quarters(4_000, 3_000, progressive);
    let tail = made::noise(10 * 1024 * 1024 - file.len());
    file.extend(tail);
    file
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a person takes her time, and another process too"
)]
fn four_heavy_pictures_at_once_stay_within_the_memory_of_a_small_machine() {
    let test = TestDb::new();
    let house = House::found(&test.url);
    let code = a_code(&house);
    let data = tempfile::tempdir().unwrap();
    let server = Process::spawn(data.path(), &test.url, &[]);
    server.wait_until_ready(Duration::from_secs(20));
    let forms = [(); 4].map(|()| a_form(&server, &code));
    thread::sleep(Duration::from_millis(3_200));
    println!("before: {} MB", held(server.pid()));
    let file = a_heavy_picture();
    let sent = thread::scope(|scope| {
        let posts: Vec<_> = forms
            .into_iter()
            .map(|(mut phone, seal)| {
                let (path, file) = (format!("/Q/{code}"), &file);
                let texts = [
                    ("seal", seal),
                    ("what", "灯不亮".to_owned()),
                    ("who", "other".to_owned()),
                ];
                scope.spawn(move || phone.upload(&path, &texts, file))
            })
            .collect();
        let mut peak = 0;
        while posts.iter().any(|post| !post.is_finished()) {
            peak = peak.max(held(server.pid()));
            thread::sleep(Duration::from_millis(2));
        }
        let most = told(server.pid(), "VmHWM:") * 1024 / 1_000_000;
        println!("together {peak} MB, the server alone {most} MB");
        assert!(peak > 0 && peak <= MOST, "{peak} MB");
        let sent: Vec<u16> = posts
            .into_iter()
            .map(|post| post.join().unwrap().status)
            .collect();
        sent
    });
    assert_eq!(sent, [303; 4]);
    let kept = |conn: &mut _| Ok(complaint_photos::table.count().get_result::<i64>(conn)?);
    assert_eq!(house.db.read_now(kept).unwrap(), 4);
}
