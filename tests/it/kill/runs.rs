//! The server is killed again and again while a clerk prints a run of a thousand signs.
//!
//! The clerk presses every button twice at once, on two servers where there are two, and presses
//! again because no answer came. In the end every sign has one code and one line in the
//! register, and what was printed prints the same to the byte.

use std::collections::BTreeSet;
use std::time::Duration;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, TextExpressionMethods};
use gaoshi::organisation::layout::Buildings;
use gaoshi::organisation::{service, store};
use gaoshi::platform::db::System;
use gaoshi::schema::{audit_entries, codes, sign_placed, sign_run_parts};
use gaoshi::signs::runs::PART;
use rand::Rng;

use super::{Servers, assert_whole};
use crate::paper::tools::Paper;
use crate::support::house::{CLERK, House, PASSWORD};
use crate::support::postgres::TestDb;
use crate::support::process::{Reply, Visitor};

/// Floors of the house's own buildings, and of a tower.
const LOW: usize = 72;
const TOWER: usize = 94;
/// How long the servers live on after the clerk has pressed, at most: some answers come.
const MILLISECONDS: u64 = 1_000;

/// A clerk with a run before them, and the servers.
struct Desk {
    test: TestDb,
    servers: Servers,
    clerk: [Visitor; 2],
    run: String,
    signs: usize,
    /// What the first printing of each part was, from the first part on.
    printed: Vec<Vec<u8>>,
}

impl Desk {
    /// With a run of plates for every floor of the house and of so many towers.
    fn open(towers: usize) -> Self {
        let test = TestDb::new();
        let house = House::found(&test.url);
        build(&house, towers);
        let signs = LOW + towers * TOWER;
        let settings = [("GAOSHI_PUBLIC_URL", "https://wy.example.cn")];
        let settings = settings.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let servers = Servers::start(&test.url, settings.to_vec());
        let mut clerk = [(); 2].map(|()| Visitor::signed_in(&servers.running[0], CLERK, PASSWORD));
        let run = order(&mut clerk[0], &house.community, signs);
        clerk[1].get(&run);
        Self {
            test,
            servers,
            clerk,
            run,
            signs,
            printed: Vec::new(),
        }
    }

    /// Does something twice at once, on both servers where there are two: what is answered.
    /// Servers are killed meanwhile, or left alone.
    #[expect(clippy::disallowed_methods, reason = "waits for the moment to kill")]
    fn twice(&mut self, does: impl Fn(&mut Visitor) -> Reply + Sync, kill: bool) -> Vec<Reply> {
        let after = Duration::from_millis(rand::rng().random_range(0..MILLISECONDS));
        let (does, servers) = (&does, &mut self.servers);
        let replies = std::thread::scope(|at_once| {
            let pressed = self.clerk.each_mut();
            let pressed = pressed.map(|clerk| at_once.spawn(move || does(clerk)));
            if kill {
                std::thread::sleep(after);
                servers.kill_some();
            }
            pressed.map(|reply| reply.join().unwrap())
        });
        self.sit_down();
        let answered = replies.into_iter().filter(|reply| reply.status != 0);
        answered.collect()
    }

    /// Goes to the servers where they are now.
    fn sit_down(&mut self) {
        let servers = self.servers.running.iter().cycle();
        for (clerk, server) in self.clerk.iter_mut().zip(servers) {
            clerk.go_to(server);
        }
    }

    /// Presses a button while servers are killed, and then once more, as who got no answer does:
    /// pressed again it does nothing new.
    fn press(&mut self, button: &str) {
        let path = format!("{}/{button}", self.run);
        let press = |clerk: &mut Visitor| clerk.post(&path, &[]);
        let mut replies = self.twice(press, true);
        replies.extend(self.twice(press, true));
        let calm = self.twice(press, false);
        assert_eq!(calm.len(), 2);
        for reply in replies.iter().chain(&calm) {
            assert_eq!(reply.status, 303, "{button}: {}", reply.body);
        }
    }

    /// Prints the next part.
    fn print(&mut self) {
        let part = self.printed.len() + 1;
        self.press(&format!("parts/{part}"));
        let path = self.sheets(part);
        let set = |clerk: &mut Visitor| clerk.get(&path);
        // Setting sheets writes nothing: one kill meanwhile is enough.
        let attacked = if part == 1 {
            self.twice(set, true)
        } else {
            Vec::new()
        };
        let calm = set(&mut self.clerk[0]);
        assert_eq!(calm.status, 200, "{}", calm.body);
        for reply in attacked {
            assert!(reply.bytes == calm.bytes, "part {part} differs");
        }
        self.printed.push(calm.bytes);
    }

    fn parts(&self) -> usize {
        self.signs.div_ceil(PART)
    }

    fn sheets(&self, part: usize) -> String {
        format!("{}/parts/{part}.pdf", self.run)
    }

    fn kill_and_start_all(&mut self) {
        self.servers.kill_all();
        self.servers.start_all();
        self.sit_down();
    }

    /// What was printed prints the same again, and nothing else prints.
    fn assert_prints_the_same(&mut self) {
        for part in 1..=self.parts() {
            let path = self.sheets(part);
            let again = self.clerk[part % 2].get(&path);
            match self.printed.get(part - 1) {
                Some(first) => assert!(again.bytes == *first, "part {part} differs"),
                None => assert_eq!(again.status, 404, "part {part}"),
            }
        }
    }

    fn run_id(&self) -> &str {
        self.run.rsplit('/').next().unwrap()
    }

    /// The signs printed so far are in the register once, each with a code of its own, which
    /// stands on their paper once; and no code was given out for nothing.
    fn assert_every_sign_is_there_once(&self) {
        let mut conn = self.test.conn();
        let signs: Vec<(i32, String, String, String)> = sign_placed::table
            .filter(sign_placed::run_id.eq(self.run_id()))
            .order(sign_placed::copy_no)
            .select((
                sign_placed::copy_no,
                sign_placed::id,
                sign_placed::place_id,
                sign_placed::code,
            ))
            .load(&mut conn)
            .unwrap();
        let total = self.signs.min(self.printed.len() * PART);
        let numbers: Vec<i32> = signs.iter().map(|sign| sign.0).collect();
        let all: Vec<i32> = (1..=i32::try_from(total).unwrap()).collect();
        assert_eq!(numbers, all);
        let places: BTreeSet<&str> = signs.iter().map(|sign| sign.2.as_str()).collect();
        assert_eq!(places.len(), total);
        let mut given: Vec<(String, Option<String>)> = codes::table
            .filter(codes::target.eq("placed_sign"))
            .select((codes::code, codes::target_id))
            .load(&mut conn)
            .unwrap();
        let mut entered: Vec<_> = signs
            .iter()
            .map(|(_, id, _, code)| (code.clone(), Some(id.clone())))
            .collect();
        given.sort();
        entered.sort();
        assert_eq!(given, entered);
        for (part, signs) in self.printed.iter().zip(signs.chunks(PART)) {
            let mut on_paper = codes_on(part);
            let mut in_register: Vec<&str> = signs.iter().map(|sign| sign.3.as_str()).collect();
            on_paper.sort();
            in_register.sort_unstable();
            assert_eq!(on_paper, in_register);
        }
        assert_eq!(self.parts_noted(), self.printed.len());
        assert_whole(&self.test);
    }

    /// How many parts are kept as printed, each once and noted once.
    fn parts_noted(&self) -> usize {
        let mut conn = self.test.conn();
        let parts: Vec<i32> = sign_run_parts::table
            .filter(sign_run_parts::run_id.eq(self.run_id()))
            .order(sign_run_parts::part)
            .select(sign_run_parts::part)
            .load(&mut conn)
            .unwrap();
        let notes: Vec<String> = audit_entries::table
            .filter(audit_entries::act.eq("sign_run.printed"))
            .filter(audit_entries::subject.like(format!("%{}", self.run_id())))
            .order(audit_entries::detail)
            .select(audit_entries::detail)
            .load(&mut conn)
            .unwrap();
        let of = self.parts();
        let told: Vec<String> = parts.iter().map(|part| format!("{part}/{of}")).collect();
        assert_eq!(notes, told);
        parts.len()
    }
}

/// Towers of two entrances with 47 floors each.
fn build(house: &House, towers: usize) {
    let community = house.community.parse().unwrap();
    let towers = Buildings {
        labels: (11..11 + towers).map(|n| n.to_string()).collect(),
        suffix: "号楼".to_owned(),
        english: Vec::new(),
        entrances: 2,
        floors: (1..=47).collect(),
        homes: 0,
        lifts: 0,
    };
    let build = |tx: &mut gaoshi::platform::db::Tx<'_>, _: &System| {
        let community = store::public_community(tx, &community)?;
        service::add_buildings(tx, &community, &towers)
    };
    house.db.write_now(&System("test"), build).unwrap();
}

/// Makes a run of plates for every floor, with their codes, on sheets of eight labels.
fn order(clerk: &mut Visitor, community: &str, signs: usize) -> String {
    clerk.get("/signs/make?what=floor");
    let fields = [
        ("action", "make"),
        ("what", "floor"),
        ("within", community),
        ("community", community),
        ("coded", "yes"),
        ("filling", "labels_8"),
        ("phone", "0755-8888 0000"),
        ("version", "1"),
        ("start", "1"),
    ];
    let made = clerk.post("/signs/make", &fields);
    assert_eq!(made.status, 303, "{}", made.body);
    let page = clerk.get(&made.location);
    assert!(page.body.contains(&format!("0 / {signs}")), "{}", page.body);
    made.location
}

/// The codes that stand on paper to be typed.
fn codes_on(pdf: &[u8]) -> Vec<String> {
    let text = Paper::of(pdf).text();
    let words = text.split_whitespace().filter(|word| word.len() == 12);
    words
        .filter_map(|word| word.parse().ok())
        .map(|code: gaoshi::codes::Code| code.to_string())
        .collect()
}

#[test]
fn every_sign_of_a_run_is_printed_once_however_often_the_server_is_killed() {
    let mut desk = Desk::open(10);
    for _ in 1..=desk.parts() {
        desk.print();
    }
    desk.kill_and_start_all();
    desk.assert_prints_the_same();
    desk.assert_every_sign_is_there_once();
}

#[test]
fn a_run_that_was_stopped_is_still_stopped_after_the_server_was_killed() {
    let mut desk = Desk::open(4);
    desk.print();
    desk.press("stop");
    desk.kill_and_start_all();
    for part in 2..=desk.parts() {
        let path = format!("{}/parts/{part}", desk.run);
        let refused = desk.clerk[0].post(&path, &[]);
        assert_eq!(refused.status, 422, "{}", refused.body);
        assert!(refused.body.contains("继续打印"), "{}", refused.body);
    }
    desk.assert_prints_the_same();
    desk.assert_every_sign_is_there_once();
    desk.press("go-on");
    for _ in 2..=desk.parts() {
        desk.print();
    }
    desk.assert_prints_the_same();
    desk.assert_every_sign_is_there_once();
}
