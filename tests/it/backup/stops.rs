//! A server that was asked to stop leaves its database in one file.

use std::fs;
use std::time::Duration;

use gaoshi::platform::db::DatabaseUrl;
use gaoshi::platform::db::tables::open_copy;
use rand::Rng;

use super::load::{Desk, Resident};
use super::tools::{Ground, texts};

const STOPS: usize = 24;

#[test]
#[expect(clippy::disallowed_methods, reason = "waits for the moment to stop")]
fn after_a_clean_stop_the_database_is_whole_in_its_one_file() {
    let live = Ground::founded();
    let DatabaseUrl::Sqlite(path) = &live.url else {
        return;
    };
    let desk = Desk::open(&live, 20 * STOPS);
    let mut acknowledged = Vec::new();
    for stop in 0..STOPS {
        let mut server = Desk::serve(&live);
        let mut resident = Resident::of(&server, &desk, stop);
        acknowledged.extend(std::thread::scope(|at_once| {
            let sent = at_once.spawn(move || resident.write_until_nobody_answers(19));
            let after = rand::rng().random_range(50..600);
            std::thread::sleep(Duration::from_millis(after));
            assert!(server.stop());
            sent.join().unwrap()
        }));
        let copy = live.beside("copy.db");
        fs::copy(path, &copy).unwrap();
        let mut conn = open_copy(copy.as_ref()).unwrap();
        let asked = "SELECT integrity_check AS text FROM pragma_integrity_check";
        assert_eq!(texts(&mut conn, asked), ["ok"]);
        let held = texts(&mut conn, "SELECT content AS text FROM complaint_contacts");
        let missing = acknowledged.iter().filter(|sent| !held.contains(sent));
        let missing = missing.count();
        assert_eq!(missing, 0, "after stop {stop} of {}", acknowledged.len());
        fs::remove_file(&copy).unwrap();
    }
    assert!(acknowledged.len() > STOPS, "{}", acknowledged.len());
}
