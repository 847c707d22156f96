//! The server is killed again and again while notices appear and their mails leave.
//!
//! In the end every notice is out exactly once and everybody has its mail: what was
//! acknowledged survives, what had begun is finished by whoever comes next. A mail that was
//! with the relay when the process died may come twice, and then as the same message.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::{
    ExpressionMethods, OptionalExtension, QueryDsl, QueryableByName, RunQueryDsl,
    TextExpressionMethods,
};
use gaoshi::notices::subscribers;
use gaoshi::organisation::store;
use gaoshi::platform::clock::{Clock, Moment};
use gaoshi::platform::db::{DatabaseUrl, System};
use gaoshi::schema::{audit_entries, notice_revisions, notices, outbox};
use rand::Rng;
use tempfile::TempDir;

use crate::support::house::{CLERK, House, MANAGER, OFFICE_MAIL, PASSWORD};
use crate::support::postgres::TestDb;
use crate::support::process::{Process, Visitor, wait_for};
use crate::support::smtp::Postfix;
use crate::support::times::Times;

mod runs;

const ROUNDS: Times = Times { usual: 3, long: 20 };
const KILLS: Times = Times { usual: 3, long: 10 };
const NOTICES: usize = 5;
const SUBSCRIBERS: usize = 20;
const CONNECTIONS: usize = 4;
const ZONE: chrono_tz::Tz = chrono_tz::Asia::Shanghai;

/// The servers of one database: one on SQLite, two on PostgreSQL.
struct Servers {
    data: Vec<TempDir>,
    database: DatabaseUrl,
    settings: Vec<(String, String)>,
    running: Vec<Process>,
    killed: usize,
}

impl Servers {
    fn start(database: &DatabaseUrl, settings: Vec<(String, String)>) -> Self {
        let count = match database {
            DatabaseUrl::Sqlite(_) => 1,
            DatabaseUrl::Pg(_) => 2,
        };
        let mut servers = Self {
            data: (0..count).map(|_| TempDir::new().unwrap()).collect(),
            database: database.clone(),
            settings,
            running: Vec::new(),
            killed: 0,
        };
        servers.running = servers
            .data
            .iter()
            .map(|dir| servers.another(dir))
            .collect();
        servers.wait_until_ready();
        servers
    }

    fn another(&self, data: &TempDir) -> Process {
        Process::spawn(data.path(), &self.database, &self.settings)
    }

    fn wait_until_ready(&self) {
        for server in &self.running {
            server.wait_until_ready(Duration::from_secs(5));
        }
    }

    /// Kills one of them or all, and starts what was killed again.
    fn kill_some(&mut self) {
        let all = rand::rng().random_bool(0.5);
        let one = rand::rng().random_range(0..self.running.len());
        let hit: Vec<usize> = (0..self.running.len())
            .filter(|n| all || *n == one)
            .collect();
        for at in &hit {
            self.running[*at].kill();
            self.killed += 1;
        }
        for at in hit {
            self.running[at] = self.another(&self.data[at]);
        }
        self.wait_until_ready();
    }

    fn kill_all(&mut self) {
        for mut server in self.running.drain(..) {
            server.kill();
            self.killed += 1;
        }
    }

    fn start_all(&mut self) {
        self.running = self.data.iter().map(|dir| self.another(dir)).collect();
        self.wait_until_ready();
    }
}

fn settings(relay: &Postfix) -> Vec<(String, String)> {
    [
        ("GAOSHI_PUBLIC_URL", "https://wy.example.cn".to_owned()),
        ("GAOSHI_MAIL_FROM", "wuye@example.cn".to_owned()),
        ("GAOSHI_MAIL_CONNECTIONS", CONNECTIONS.to_string()),
        ("GAOSHI_MAIL_SMTP_HOST", "127.0.0.1".to_owned()),
        ("GAOSHI_MAIL_SMTP_PORT", relay.port.to_string()),
        ("GAOSHI_MAIL_SMTP_TLS", "none".to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}

fn subscribe(house: &House) {
    let community = house.community.parse().unwrap();
    let add = |tx: &mut gaoshi::platform::db::Tx<'_>| {
        let place = store::public_community(tx, &community)?;
        for n in 0..SUBSCRIBERS {
            let address = format!("r{n}@example.cn");
            let wanted = subscribers::Wanted {
                office: &place.office,
                community: &community,
                place: None,
            };
            subscribers::add(tx, wanted, &address)?;
        }
        Ok(())
    };
    house
        .db
        .write_now(&System("test"), |tx, _| add(tx))
        .unwrap();
}

/// Writes a notice that appears in an hour, as the clerk does, and has it approved.
pub(crate) fn approve_one(house: &House, clerk: &mut Visitor, manager: &mut Visitor) -> String {
    let page = clerk.get("/notices/new/water");
    let id = page.between("name=\"id\" value=\"", "\"").to_owned();
    let (start, appears) = (in_hours(72), in_hours(1));
    let sent = clerk.post(
        &format!("/notices/{id}/save"),
        &[
            ("id", &id),
            ("community", &house.community),
            ("utility", "water"),
            ("date", &start.0),
            ("start", "09:00"),
            ("end", "12:00"),
            ("place", house.building("3号楼")),
            ("cause", "own"),
            ("reason", "水箱清洗"),
            ("phone", "0755-8888 0000"),
            ("publish_date", &appears.0),
            ("publish_time", &appears.1),
            ("action", "send"),
        ],
    );
    assert_eq!(sent.status, 303, "{}", sent.body);
    manager.get(&format!("/notices/{id}"));
    let approved = manager.post(&format!("/notices/{id}/approve"), &[]);
    assert_eq!(approved.status, 303, "{}", approved.body);
    id
}

fn in_hours(hours: i64) -> (String, String) {
    let at = (Clock::System.now() + chrono::Duration::hours(hours)).local(ZONE);
    (
        at.format("%Y-%m-%d").to_string(),
        at.format("%H:%M").to_string(),
    )
}

/// Brings the hour of everything that waits to two seconds from now.
fn bring_forward(test: &TestDb) {
    let due = Clock::System.now() + chrono::Duration::seconds(2);
    diesel::update(notices::table.filter(notices::stage.eq("scheduled")))
        .set(notices::publish_at.eq(due))
        .execute(&mut test.conn())
        .unwrap();
}

/// Lets the leases of the dead run out, as two minutes would, while nobody is alive.
fn outlast_leases(test: &TestDb) {
    let past = Clock::System.now() - chrono::Duration::seconds(1);
    diesel::update(outbox::table.filter(outbox::claimed_until.is_not_null()))
        .set(outbox::claimed_until.eq(past))
        .execute(&mut test.conn())
        .unwrap();
}

fn unsettled(test: &TestDb) -> i64 {
    outbox::table
        .filter(outbox::settled_at.is_null())
        .count()
        .get_result(&mut test.conn())
        .unwrap()
}

fn still_waiting(test: &TestDb) -> i64 {
    notices::table
        .filter(notices::stage.ne("published"))
        .count()
        .get_result(&mut test.conn())
        .unwrap()
}

#[expect(clippy::disallowed_methods, reason = "waits for the moment to kill")]
fn one_round(test: &TestDb, house: &House, servers: &mut Servers) -> Vec<String> {
    let mut clerk = Visitor::signed_in(&servers.running[0], CLERK, PASSWORD);
    let mut manager = Visitor::signed_in(&servers.running[0], MANAGER, PASSWORD);
    let made = (0..NOTICES).map(|_| approve_one(house, &mut clerk, &mut manager));
    let made = made.collect();
    bring_forward(test);
    for _ in 0..KILLS.count() {
        let after = rand::rng().random_range(0..1_500);
        std::thread::sleep(Duration::from_millis(after));
        servers.kill_some();
    }
    servers.kill_all();
    outlast_leases(test);
    servers.start_all();
    made
}

#[test]
fn nothing_is_lost_or_told_twice_however_often_the_server_is_killed() {
    let (test, relay) = (TestDb::new(), Postfix::start());
    let house = House::found(&test.url);
    subscribe(&house);
    let mut servers = Servers::start(&test.url, settings(&relay));
    let mut made = Vec::new();
    for _ in 0..ROUNDS.count() {
        made.extend(one_round(&test, &house, &mut servers));
    }
    let patience = Duration::from_mins(1);
    wait_for("every notice is out", patience, || {
        still_waiting(&test) == 0
    });
    wait_for("every mail has left", patience, || unsettled(&test) == 0);
    assert_eq!(made.len(), ROUNDS.count() * NOTICES);
    for id in &made {
        assert_published_once(&test, id);
    }
    let parcels = parcels(&test, &made);
    let mails = relay.mails(parcels.len());
    assert_everybody_has_it(&parcels, &mails, servers.killed);
    assert_whole(&test);
}

fn assert_published_once(test: &TestDb, id: &str) {
    let mut conn = test.conn();
    let (stage, at): (String, Option<Moment>) = notices::table
        .find(id)
        .select((notices::stage, notices::published_at))
        .first(&mut conn)
        .unwrap();
    assert!(stage == "published" && at.is_some(), "{id}: {stage}");
    let told: i64 = audit_entries::table
        .filter(audit_entries::act.eq("notice.published"))
        .filter(audit_entries::subject.eq(format!("notice:{id}")))
        .count()
        .get_result(&mut conn)
        .unwrap();
    assert_eq!(told, 1, "{id}");
}

/// Every parcel by its message id, with whom it is for; one for each recipient of each notice.
fn parcels(test: &TestDb, made: &[String]) -> BTreeMap<String, String> {
    let mut conn = test.conn();
    let mut parcels = BTreeMap::new();
    for id in made {
        let revision: String = notice_revisions::table
            .filter(notice_revisions::notice_id.eq(id))
            .select(notice_revisions::id)
            .first(&mut conn)
            .unwrap();
        let rows: Vec<(String, String, Option<String>)> = outbox::table
            .filter(outbox::dedupe.like(format!("publish:{revision}:%")))
            .select((outbox::id, outbox::recipient, outbox::outcome))
            .load(&mut conn)
            .unwrap();
        let to: BTreeSet<&str> = rows.iter().map(|(_, to, _)| to.as_str()).collect();
        assert_eq!(to.len(), SUBSCRIBERS + 1, "{id}");
        assert!(to.contains(OFFICE_MAIL));
        for (parcel, to, outcome) in rows {
            assert_eq!(outcome.as_deref(), Some("sent"), "{parcel}");
            parcels.insert(format!("<{parcel}@example.cn>"), to);
        }
    }
    assert_eq!(parcels.len(), made.len() * (SUBSCRIBERS + 1));
    parcels
}

fn assert_everybody_has_it(parcels: &BTreeMap<String, String>, mails: &[String], killed: usize) {
    let mut arrived: BTreeMap<&str, usize> = BTreeMap::new();
    for mail in mails {
        let header = |name: &str| {
            let line = mail.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap_or_else(|| panic!("no {name} in\n{mail}"))
                .trim()
        };
        let id = header("Message-ID:");
        assert_eq!(
            parcels.get(id).map(String::as_str),
            Some(header("Delivered-To:"))
        );
        *arrived.entry(id).or_default() += 1;
    }
    let missing: Vec<_> = parcels
        .keys()
        .filter(|id| !arrived.contains_key(id.as_str()))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    let twice: usize = arrived.values().map(|times| times - 1).sum();
    assert!(
        twice <= killed * CONNECTIONS,
        "{twice} after {killed} kills"
    );
}

#[derive(QueryableByName)]
struct Integrity {
    #[diesel(sql_type = diesel::sql_types::Text)]
    integrity_check: String,
}

fn assert_whole(test: &TestDb) {
    let mut conn = test.conn();
    if matches!(test.url, DatabaseUrl::Pg(_)) {
        return conn.batch_execute("SELECT 1").unwrap();
    }
    let whole: Option<Integrity> = diesel::sql_query("PRAGMA integrity_check")
        .get_result(&mut conn)
        .optional()
        .unwrap();
    assert_eq!(whole.unwrap().integrity_check, "ok");
}
