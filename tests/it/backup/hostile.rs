//! Archives that somebody made to do harm.

use std::fs;
use std::io::Write;

use zip::write::SimpleFileOptions;

use super::tools::{Ground, Parts, names_in, sum};

/// A backup to be changed, and where it came from.
fn parts() -> (Ground, Parts) {
    let live = Ground::founded();
    live.add_photos(2, 1_000);
    let file = live.beside("b.zip");
    live.must(&["backup", &file]);
    let parts = Parts::of(&file);
    (live, parts)
}

/// Refused, and nothing is anywhere that was not there before.
fn assert_refused(file: &str, expected: &str) {
    let again = Ground::bare();
    let told = again.refused(&["restore", file]);
    assert!(told.contains(expected), "{expected}: {told}");
    assert!(!again.data.exists(), "{:?}", names_in(&again.data));
    assert!(
        again.names_beside().is_empty(),
        "{:?}",
        again.names_beside()
    );
}

#[test]
fn an_entry_that_leads_elsewhere_is_refused_whoever_names_it() {
    let (live, mut parts) = parts();
    let other = live.beside("other.zip");
    for name in [
        "../out.jpg",
        "/tmp/out.jpg",
        "photos/../../out.jpg",
        "photos\\out.jpg",
    ] {
        parts.entries.push((name.to_owned(), b"out".to_vec()));
        parts.write(&other);
        assert_refused(&other, "its list does not name");
        parts.list_again();
        parts.write(&other);
        assert_refused(&other, "which no backup has");
        parts.entries.pop();
        parts.list_again();
    }
    for name in [
        "out.jpg",
        "photos/out.jpg",
        "photos/aa/x.jpg",
        "gaoshi.toml",
    ] {
        parts.entries.push((name.to_owned(), b"out".to_vec()));
        parts.list_again();
        parts.write(&other);
        assert_refused(&other, "no backup has");
        parts.entries.pop();
    }
}

#[test]
fn an_entry_that_is_missing_or_other_than_listed_is_refused() {
    let (live, mut parts) = parts();
    let other = live.beside("other.zip");
    let (name, bytes) = parts.entries.pop().unwrap();
    parts.write(&other);
    assert_refused(&other, &format!("{name} is not in it"));
    for changed in [
        bytes[1..].to_vec(),
        [&bytes[..], b"x"].concat(),
        vec![0; bytes.len()],
    ] {
        parts.entries.push((name.clone(), changed));
        parts.write(&other);
        assert_refused(&other, "it is not what was saved");
        parts.entries.pop();
    }
    parts.entries.remove(0);
    parts.list_again();
    parts.write(&other);
    assert_refused(&other, "is not in it");
}

#[test]
fn two_entries_of_one_name_are_refused() {
    let (live, mut parts) = parts();
    let other = live.beside("other.zip");
    let name = parts.entries[1].0.clone();
    let twin = name.replacen("photos", "fotos0", 1);
    assert_eq!(twin.len(), name.len());
    parts.entries.push((twin.clone(), b"other".to_vec()));
    parts.write(&other);
    let mut bytes = fs::read(&other).unwrap();
    while let Some(at) = bytes.windows(twin.len()).position(|w| w == twin.as_bytes()) {
        bytes[at..at + name.len()].copy_from_slice(name.as_bytes());
    }
    fs::write(&other, &bytes).unwrap();
    assert_refused(&other, "two of its entries are one");
}

#[test]
fn a_link_in_an_archive_is_never_followed_nor_made() {
    let (live, parts) = parts();
    let other = live.beside("other.zip");
    let mut zip = zip::ZipWriter::new(fs::File::create(&other).unwrap());
    let options = SimpleFileOptions::default();
    for (at, (name, bytes)) in parts.entries.iter().enumerate() {
        if at == 1 {
            zip.add_symlink(name.as_str(), "/etc/passwd", options)
                .unwrap();
        } else {
            zip.start_file(name, options).unwrap();
            zip.write_all(bytes).unwrap();
        }
    }
    zip.start_file("manifest.json", options).unwrap();
    zip.write_all(parts.manifest.to_string().as_bytes())
        .unwrap();
    zip.finish().unwrap();
    assert_refused(&other, "it is not what was saved");
}

#[test]
fn what_unpacks_to_more_than_it_says_or_than_there_is_room_for_is_refused() {
    let (live, mut parts) = parts();
    let other = live.beside("other.zip");
    // Thirty-two megabytes of nothing under the name of a photo of a thousand bytes.
    parts.entries[1].1 = vec![0; 32 << 20];
    parts.write(&other);
    assert!(fs::metadata(&other).unwrap().len() < 1 << 20);
    assert_refused(&other, "it is not what was saved");
    let listed = parts.manifest["entries"].as_array_mut().unwrap();
    listed[1]["bytes"] = (1_u64 << 60).into();
    listed[1]["sha256"] = sum(b"").into();
    parts.write(&other);
    assert_refused(&other, "there is no room");
    let listed = parts.manifest["entries"].as_array_mut().unwrap();
    listed[1]["bytes"] = u64::MAX.into();
    parts.write(&other);
    assert_refused(&other, "there is no room");
}

#[test]
fn rows_that_differ_from_the_list_are_shown_and_nothing_stays_on_the_shelf() {
    let (live, mut parts) = parts();
    let other = live.beside("other.zip");
    let tables = parts.manifest["tables"].as_array_mut().unwrap();
    let users = tables.iter_mut().find(|t| t["name"] == "users").unwrap();
    users["rows"] = 1_000.into();
    parts.write(&other);
    let again = Ground::bare();
    let told = again.refused(&["restore", &other]);
    assert!(
        told.contains("users: 1000 were saved, 3 are here"),
        "{told}"
    );
    if super::tools::on_postgres() {
        // The tables are there by then: no server starts on them.
        let told = again.refused(&["serve", "--listen", "127.0.0.1:0"]);
        assert!(told.contains("was not finished"), "{told}");
    } else {
        assert!(!again.data.exists(), "{:?}", names_in(&again.data));
    }
}
