//! What is refused: each says what is there and the way on, and leaves everything as it was.

use std::fs;
use std::path::Path;

use gaoshi::platform::db::DatabaseUrl;

use super::tools::{Ground, Parts, dump, manifest_of, names_in, on_postgres, photos_of};
use crate::support::process::Process;

const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

/// A founded house with two photos, and a backup of it.
fn backed_up() -> (Ground, String) {
    let live = Ground::founded();
    live.add_photos(2, 1_000);
    let file = live.beside("b.zip");
    live.must(&["backup", &file]);
    (live, file)
}

#[test]
fn a_backup_overwrites_nothing_and_lies_not_among_the_photos() {
    let (live, file) = backed_up();
    let before = fs::read(&file).unwrap();
    let told = live.refused(&["backup", &file]);
    assert!(told.contains("is not overwritten"), "{told}");
    assert!(fs::read(&file).unwrap() == before);
    let inside = live.data.join("photos/b.zip");
    let told = live.refused(&["backup", inside.to_str().unwrap()]);
    assert!(told.contains("write the backup elsewhere"), "{told}");
    let nowhere = live.beside("no/such/folder/b.zip");
    assert!(live.refused(&["backup", &nowhere]).contains("No such file"));
    assert_eq!(live.names_beside(), ["b.zip"]);
}

#[test]
fn a_house_without_a_database_cannot_be_backed_up() {
    let bare = Ground::bare();
    let told = bare.refused(&["backup", &bare.beside("b.zip")]);
    let expected = if on_postgres() {
        "holds nothing of gaoshi's"
    } else {
        "there is no database at"
    };
    assert!(told.contains(expected), "{told}");
    assert!(!bare.data.exists());
    assert!(bare.names_beside().is_empty());
}

#[test]
fn a_photo_that_is_lost_or_damaged_is_named_and_the_loss_must_be_accepted() {
    let live = Ground::founded();
    let lost = live.add_photos(2, 1_000).remove(0).id;
    let spread = &lost[lost.len() - 2..];
    let place = live.data.join(format!("photos/{spread}/{lost}.jpg"));
    let file = live.beside("b.zip");
    fs::write(&place, "half of").unwrap();
    let told = live.refused(&["backup", &file]);
    assert!(
        told.contains("is damaged") && told.contains(&lost),
        "{told}"
    );
    fs::remove_file(&place).unwrap();
    let told = live.refused(&["backup", &file]);
    assert!(
        told.contains(&lost) && told.contains("--accept-lost-photos"),
        "{told}"
    );
    assert!(live.names_beside().is_empty(), "{:?}", live.names_beside());
    let told = live.must(&["backup", "--accept-lost-photos", &file]);
    assert!(
        told.contains("1 photos were lost") && told.contains(&lost),
        "{told}"
    );
    let again = Ground::bare();
    let told = again.must(&["restore", "--verify", &file]);
    assert!(
        told.contains("1 photos were lost") && told.contains(&lost),
        "{told}"
    );
}

#[test]
fn a_restore_overwrites_no_database() {
    let (live, file) = backed_up();
    let before = (dump(&live.url), photos_of(&live.data));
    let told = live.refused(&["restore", &file]);
    assert!(told.contains("nothing is overwritten"), "{told}");
    assert!(before == (dump(&live.url), photos_of(&live.data)));
    let server = Process::spawn(&live.data, &live.url, &[]);
    server.wait_until_ready(PATIENCE);
    let told = live.refused(&["restore", &file]);
    let expected = if on_postgres() {
        "createdb"
    } else {
        "serves this data"
    };
    assert!(told.contains(expected), "{told}");
    drop(server);
    Process::spawn(&live.data, &live.url, &[]).wait_until_ready(PATIENCE);
}

#[test]
fn a_restore_overwrites_no_photos_and_takes_no_rest_of_another_database() {
    let (live, file) = backed_up();
    let again = Ground::bare();
    fs::create_dir_all(again.data.join("photos/aa")).unwrap();
    let other = again.data.join("photos/aa/other.jpg");
    fs::write(&other, "another's").unwrap();
    let told = again.refused(&["restore", &file]);
    assert!(told.contains("holds photos"), "{told}");
    assert_eq!(fs::read(&other).unwrap(), b"another's");
    fs::remove_file(&other).unwrap();
    if let DatabaseUrl::Sqlite(path) = &again.url {
        let wal = path.with_extension("db-wal");
        fs::write(&wal, "a rest").unwrap();
        let told = again.refused(&["restore", &file]);
        assert!(told.contains("nothing is overwritten"), "{told}");
        fs::remove_file(&wal).unwrap();
    }
    again.must(&["restore", "--verify", &file]);
    assert_eq!(photos_of(&again.data), photos_of(&live.data));
}

#[test]
fn what_is_no_backup_is_told_so_and_makes_no_directory() {
    let (_live, file) = backed_up();
    let again = Ground::bare();
    let mut whole = fs::read(&file).unwrap();
    let other = again.beside("other.zip");
    for bytes in [&b""[..], b"not a zip at all", b"PK\x03\x04"] {
        fs::write(&other, bytes).unwrap();
        for args in [&["restore", "--check", &other][..], &["restore", &other]] {
            let told = again.refused(args);
            assert!(told.contains("is no backup of gaoshi"), "{told}");
        }
    }
    whole.truncate(whole.len() / 2);
    fs::write(&other, &whole).unwrap();
    let told = again.refused(&["restore", &other]);
    assert!(told.contains("its end is missing"), "{told}");
    assert!(!again.data.exists());
}

/// What is refused when the list of a backup says something else.
fn refused_with(change: impl Fn(&mut Parts), expected: &str) {
    let (_live, file) = backed_up();
    let mut parts = Parts::of(&file);
    change(&mut parts);
    let again = Ground::bare();
    let other = again.beside("other.zip");
    parts.write(&other);
    let told = again.refused(&["restore", &other]);
    assert!(told.contains(expected), "{told}");
    assert!(!again.data.exists(), "{:?}", names_in(&again.data));
    if let DatabaseUrl::Pg(_) = again.url {
        let left = "SELECT CAST(tablename AS TEXT) AS text FROM pg_tables \
                    WHERE schemaname = 'public'";
        assert!(super::tools::texts(&mut again.conn(), left).is_empty());
    }
}

#[test]
fn a_backup_of_a_newer_program_is_left_to_that_program() {
    let newer = |parts: &mut Parts| {
        let list = parts.manifest["migrations"].as_array_mut().unwrap();
        list.push("9999".into());
    };
    refused_with(newer, "newer than this program (it knows 9999)");
    refused_with(
        |parts| parts.manifest["format"] = 2.into(),
        "a newer gaoshi",
    );
}

#[test]
fn a_backup_goes_back_into_the_kind_of_database_it_came_from() {
    let (ours, other, name) = if on_postgres() {
        ("PostgreSQL", "sqlite", "database.sqlite")
    } else {
        ("SQLite", "postgresql", "database.pgdump")
    };
    let exchanged = |parts: &mut Parts| {
        parts.manifest["database"] = other.into();
        parts.entries[0].0 = name.to_owned();
        parts.list_again();
    };
    refused_with(exchanged, &format!("the settings name a {ours} one"));
}

#[test]
fn a_restore_that_fails_half_way_leaves_no_files() {
    // The database is none: found out when it is opened, after everything was unpacked.
    let none = |parts: &mut Parts| {
        parts.entries[0].1 = b"x".repeat(5_000);
        parts.list_again();
    };
    refused_with(none, "");
}

#[test]
fn a_disk_that_fills_up_half_way_leaves_no_backup_and_no_rest_of_one() {
    let live = Ground::founded();
    live.add_photos(10, 50_000);
    let file = live.beside("b.zip");
    // Every write beyond a size fails, as on a full disk.
    for kilobytes in [1, 40, 200, 500] {
        let limit = kilobytes.to_string();
        let run = live.command(&["backup", &file]);
        let mut limited = std::process::Command::new("bash");
        limited
            .args(["-c", "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"", &limit])
            .arg(run.get_program())
            .args(run.get_args())
            .envs(
                run.get_envs()
                    .filter_map(|(name, value)| Some((name, value?))),
            );
        let out = limited.output().unwrap();
        assert!(
            !out.status.success(),
            "{kilobytes}: {}",
            super::tools::told(&out)
        );
        assert!(live.names_beside().is_empty(), "{:?}", live.names_beside());
    }
    live.must(&["backup", &file]);
}

#[test]
fn a_backup_is_looked_at_without_restoring_it() {
    let (_live, file) = backed_up();
    let again = Ground::bare();
    let told = again.must(&["restore", "--check", &file]);
    assert!(
        told.contains("is whole") && told.contains("2 photos"),
        "{told}"
    );
    assert!(!again.data.exists() && Path::new(&file).exists());
    let manifest = manifest_of(&file);
    assert_eq!(manifest.entries.len(), 3);
    assert!(manifest.rows() > 50);
}

#[test]
fn the_password_of_the_database_is_nowhere_that_others_may_read() {
    let live = Ground::founded();
    let DatabaseUrl::Pg(url) = &live.url else {
        return;
    };
    let with_password = url.replacen("gaoshi@", "gaoshi:g%40heim@", 1);
    assert_ne!(&with_password, url);
    let file = live.beside("b.zip");
    let mut run = live.command(&["backup", &file]);
    let mut child = run.env("GAOSHI_DATABASE", &with_password).spawn().unwrap();
    let mut seen = 0;
    while child.try_wait().unwrap().is_none() {
        for process in names_in(Path::new("/proc")) {
            let shown = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
            let shown = String::from_utf8_lossy(&shown).into_owned();
            assert!(
                !shown.contains("g%40heim") && !shown.contains("g@heim"),
                "{shown}"
            );
            let database = url.rsplit('/').next().unwrap();
            seen += usize::from(shown.contains("pg_dump") && shown.contains(database));
        }
    }
    assert!(child.wait().unwrap().success() && seen > 0);
}
