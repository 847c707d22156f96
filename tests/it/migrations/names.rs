//! The names of migrations: by number until 0018, by date and time since, so that two branches
//! seldom choose the same one and none is put before what has run.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{NaiveDate, NaiveDateTime};

/// The last migration that was numbered.
const LAST_NUMBER: &str = "0018";

/// The first day of names by date.
const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 29).unwrap();

/// What is wrong with a name.
fn fault(name: &str) -> Option<String> {
    let Some((version, what)) = name.split_once('_') else {
        return Some(format!("{name}: write 2026-11-29-183000_what_it_does"));
    };
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if what.is_empty() || !what.chars().all(is_word) {
        return Some(format!("{name}: what it does, in small letters"));
    }
    if version.len() == 4 && version.bytes().all(|b| b.is_ascii_digit()) {
        return (version > LAST_NUMBER).then(|| format!("{name}: numbers ended at {LAST_NUMBER}"));
    }
    match NaiveDateTime::parse_from_str(version, "%Y-%m-%d-%H%M%S") {
        // A shorter number of a month or an hour is read as well, and sorts elsewhere.
        Ok(at) if at.format("%Y-%m-%d-%H%M%S").to_string() != version => {
            Some(format!("{name}: two digits each"))
        }
        Ok(at) if at.date() < FIRST_DAY => Some(format!("{name}: would run before what has run")),
        Ok(_) => None,
        Err(e) => Some(format!("{name}: {e}")),
    }
}

#[test]
fn a_migration_is_named_by_its_date_and_time_and_has_its_way_back() {
    let mut faults = Vec::new();
    let mut versions = BTreeSet::new();
    let all = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations"));
    for entry in std::fs::read_dir(all).unwrap() {
        let path = entry.unwrap().path();
        if !path.is_dir() {
            continue;
        }
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        faults.extend(fault(&name));
        for file in ["up.sql", "down.sql"] {
            if !path.join(file).is_file() {
                faults.push(format!("{name} has no {file}"));
            }
        }
        let version = name.split('_').next().unwrap().to_owned();
        if !versions.insert(version) {
            faults.push(format!("{name} has another's date"));
        }
    }
    assert!(versions.contains(LAST_NUMBER));
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn another_number_a_wrong_date_and_one_before_the_others_are_refused() {
    let refused = [
        "0019_more",
        "9999_more",
        "2026-11-28-235959_before",
        "2026-13-01-120000_month",
        "2026-11-29-250000_hour",
        "2026-11-29_short",
        "2026-11-29-1830_short",
        "2026-12-1-120000_digit",
        "20261129183000_dashes",
        "2026-11-29-183000",
        "2026-11-29-183000_Upper",
        "name",
    ];
    for name in refused {
        assert!(fault(name).is_some(), "{name}");
    }
    assert_eq!(fault("0018_holds"), None);
    assert_eq!(fault("2026-11-29-183000_rooms"), None);
}
