//! A house is copied while it lives, and built again from the copy.

mod damage;
mod hostile;
mod kills;
mod load;
mod refusals;
mod stops;
pub(crate) mod tools;

use gaoshi::backup::KEEPERS;

use self::tools::{Ground, manifest_of, photos_of, told};
use crate::support::house::{CLERK, PASSWORD};
use crate::support::process::{Process, Visitor};

#[test]
fn every_table_of_photos_is_known_to_the_backup() {
    let named: Vec<&str> = include_str!("../../src/schema.rs")
        .lines()
        .filter_map(|line| line.trim().split(" (").next())
        .filter(|name| name.ends_with("_photos"))
        .collect();
    let known: Vec<&str> = KEEPERS.iter().map(|keeper| keeper.table).collect();
    let mut found: Vec<&str> = named.into_iter().filter(|n| !n.contains("::")).collect();
    found.dedup();
    assert_eq!(found, known);
}

#[test]
fn a_house_that_was_built_again_serves_its_complaints_with_their_photos() {
    let live = Ground::founded();
    let photos = live.add_photos(3, 2_000);
    let file = live.beside("b.zip");
    live.must(&["backup", &file]);
    let again = Ground::bare();
    let told = again.must(&["restore", "--verify", &file]);
    for part in ["complaint_photos", "(photos read back)", "3 photos"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert_eq!(photos_of(&again.data), photos_of(&live.data));
    let server = Process::spawn(&again.data, &again.url, &[]);
    server.wait_until_ready(std::time::Duration::from_secs(20));
    let mut clerk = Visitor::signed_in(&server, CLERK, PASSWORD);
    for photo in photos {
        let at = format!("/complaints/{}/photos/{}", photo.complaint, photo.id);
        let shown = clerk.get(&at);
        assert_eq!(shown.status, 200, "{}", shown.body);
        assert!(shown.bytes == photo.bytes);
    }
}

#[test]
fn what_a_backup_of_an_older_program_holds_is_brought_up_to_this_one() {
    use diesel_migrations::MigrationHarness;
    use gaoshi::platform::db::backends::MIGRATIONS;
    let live = Ground::founded();
    live.add_photos(1, 500);
    let reverted = gaoshi::on_each_backend!(&mut live.conn(), |c| c
        .revert_last_migration(MIGRATIONS)
        .map(|version| version.to_string()));
    let reverted = reverted.unwrap();
    let file = live.beside("b.zip");
    live.must(&["backup", &file]);
    let again = Ground::bare();
    let told = again.must(&["restore", "--verify", &file]);
    let expected = format!("1 migrations were run: {reverted}");
    assert!(told.contains(&expected), "{told}");
    let settings = "public_url = 'https://wy.example.cn'\n";
    std::fs::write(format!("{}/gaoshi.toml", again.beside("data")), settings).unwrap();
    again.must(&["doctor"]);
}

#[test]
fn the_address_that_was_written_down_goes_along_and_another_one_is_told_of() {
    use diesel::connection::SimpleConnection;
    let live = Ground::founded();
    let given = "INSERT INTO house_marks (name, value) \
                 VALUES ('public_address', 'https://wy.example.cn')";
    live.conn().batch_execute(given).unwrap();
    let file = live.beside("b.zip");
    live.must(&["backup", &file]);
    let listed = manifest_of(&file).public_url;
    assert_eq!(listed.as_deref(), Some("https://wy.example.cn"));
    let same = Ground::bare();
    let said = same.must(&["restore", &file]);
    assert!(!said.contains("public_url"), "it counts there too: {said}");
    let other = Ground::bare();
    let mut restore = other.command(&["restore", &file]);
    restore.env("GAOSHI_PUBLIC_URL", "https://other.example.cn");
    let out = restore.output().unwrap();
    assert!(out.status.success(), "{}", told(&out));
    let expected = "public_url was https://wy.example.cn and is https://other.example.cn here";
    assert!(told(&out).contains(expected), "{}", told(&out));
}

#[test]
fn mails_that_wait_in_a_backup_are_held_after_it_is_restored() {
    let live = Ground::founded();
    let file = live.beside("b.zip");
    live.must(&["backup", &file]);
    let again = Ground::bare();
    again.must(&["restore", &file]);
    assert_eq!(live.count("duty_holds"), 0);
    assert_eq!(again.count("duty_holds"), 1);
}

#[test]
fn nobody_but_the_owner_reads_a_backup_or_what_is_restored_from_it() {
    use std::os::unix::fs::PermissionsExt;
    let live = Ground::founded();
    live.add_photos(2, 500);
    let file = live.beside("b.zip");
    live.must(&["backup", &file]);
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(file.as_ref()), 0o600);
    let again = Ground::bare();
    again.must(&["restore", &file]);
    let mut open = vec![again.data.clone()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            assert_eq!(mode(&path), 0o700, "{}", path.display());
            open.extend(path.read_dir().unwrap().map(|entry| entry.unwrap().path()));
        } else if !path.ends_with("serve.lock") {
            assert_eq!(mode(&path), 0o600, "{}", path.display());
        }
    }
}
