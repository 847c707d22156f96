//! What people open most, in a house with a hundred thousand rows against one with a hundred.

use std::time::Duration;

use crate::copies::Copier;
use crate::desk;
use crate::house::{CLERK, House, PASSWORD};
use crate::place::Place;
use crate::process::{Process, Visitor};
use crate::{Line, median, millis, p99, timed};

const FEW: usize = 100;
const MANY: usize = 100_000;
/// Notices that still want something; the rest is over.
const OPEN: usize = 40;
const ASKED: usize = 2_000;
/// Print runs whose signs do not hang yet; those of the others do.
const WAITING: usize = 4;
/// Signs that one print run puts into the register.
const OF_A_RUN: usize = 12;

/// The pages, by the names that the table gives them.
const PAGES: [(&str, &str); 5] = [
    ("/", "Today"),
    ("/notices", "list of notices (open)"),
    ("/notices?stage=all", "list of notices (all)"),
    ("/boards/round", "round"),
    ("/signs/register", "register"),
];

/// The lines about lists, one a database and a page.
pub(crate) fn measure() -> Vec<Line> {
    let mut lines = Vec::new();
    for (few, many) in Place::each().into_iter().zip(Place::each()) {
        let servers = [filled(&few, FEW), filled(&many, MANY)];
        let mut clerks = servers
            .each_ref()
            .map(|server| Visitor::signed_in(server, CLERK, PASSWORD));
        for (path, name) in PAGES {
            lines.push(compare(&format!("{name}, {}", few.name), &mut clerks, path));
        }
    }
    lines
}

/// Both houses asked in turns, so that what disturbs one disturbs the other.
fn compare(name: &str, clerks: &mut [Visitor; 2], path: &str) -> Line {
    let mut times: [Vec<Duration>; 2] = Default::default();
    for n in 0..ASKED + 50 {
        for (clerk, times) in clerks.iter_mut().zip(&mut times) {
            let took = timed(1, || {
                let page = clerk.get(path);
                assert_eq!(page.status, 200, "{}", page.body);
            });
            // The first ones warm it up.
            if n >= 50 {
                times.extend(took);
            }
        }
    }
    let [few, many] = times;
    let said = |times: &Vec<Duration>| {
        let (p99, median) = (p99(times.clone()), median(times.clone()));
        format!("p99 {} (median {})", millis(p99), millis(median))
    };
    let ratio = p99(many.clone()).as_secs_f64() / p99(few.clone()).as_secs_f64();
    Line {
        what: format!("{name}, 100,000 rows against 100"),
        ours: said(&many),
        other: said(&few),
        ratio: format!("{ratio:.2}"),
        bound: "≤ 1.50",
        holds: ratio <= 1.5,
    }
}

/// A server of a house with so many notices and signs.
fn filled(place: &Place, rows: usize) -> Process {
    let house = House::found(&place.url);
    let address = (
        "GAOSHI_PUBLIC_URL".to_owned(),
        "https://wy.example.cn".to_owned(),
    );
    let server = Process::spawn(place.dir.path(), &place.url, &[address]);
    server.wait_until_ready(Duration::from_secs(20));
    desk::publish(&server, &house);
    Copier::of(&place.url, &["notice", "code"]).until(rows - 1);
    place.execute(&format!(
        "UPDATE notices SET stage = 'expired' \
         WHERE id NOT IN (SELECT id FROM notices ORDER BY id DESC LIMIT {OPEN}); \
         UPDATE notice_postings SET posted_at = '2026-11-01 01:00:00', \
         taken_down_at = '2026-11-02 01:00:00' \
         WHERE notice_id IN (SELECT id FROM notices WHERE stage = 'expired')"
    ));
    desk::make_plates(&server, &house);
    Copier::of(&place.url, &["sign"]).until(rows / OF_A_RUN);
    place.execute(&format!(
        "UPDATE sign_placed SET state = 'placed', placed_at = printed_at, \
         placed_by = (SELECT MIN(id) FROM users), inspect_due_at = '2027-02-01 01:00:00' \
         WHERE run_id NOT IN (SELECT id FROM sign_runs ORDER BY id DESC LIMIT {WAITING})"
    ));
    place.settle();
    server
}
