//! A backup and a restore are killed at any moment: there is the whole or nothing, and the next
//! one clears away what is left.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rand::Rng;

use super::tools::{Ground, dump, names_in, photos_of, told};
use crate::support::times::Times;

const KILLS: Times = Times {
    usual: 15,
    long: 200,
};

/// A house with enough photos that copying them takes a while.
fn heavy() -> Ground {
    let live = Ground::founded();
    live.add_photos(60, 60_000);
    live
}

/// Starts a command and kills it after a random part of the time.
#[expect(clippy::disallowed_methods, reason = "waits for the moment to kill")]
fn kill_within(mut command: Command, longest: Duration) {
    let after = longest.mul_f64(rand::rng().random_range(0.0..1.1));
    let command = command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    std::thread::sleep(after);
    child.kill().ok();
    child.wait().unwrap();
}

fn took(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

#[test]
fn a_backup_that_is_killed_is_none_and_the_next_one_clears_up() {
    let live = heavy();
    let file = live.beside("b.zip");
    let whole = took(|| drop(live.must(&["backup", &file])));
    for _ in 0..KILLS.count() {
        std::fs::remove_file(&file).ok();
        kill_within(live.command(&["backup", &file]), whole);
        if Path::new(&file).exists() {
            live.must(&["restore", "--check", &file]);
            std::fs::remove_file(&file).unwrap();
        }
        live.must(&["backup", &file]);
        assert_eq!(live.names_beside(), ["b.zip"]);
        live.must(&["restore", "--check", &file]);
    }
}

#[test]
fn a_restore_that_is_killed_leaves_nothing_that_a_server_starts_on() {
    let live = heavy();
    let file = live.beside("b.zip");
    live.must(&["backup", &file]);
    let first = Ground::bare();
    let whole = took(|| drop(first.must(&["restore", "--verify", &file])));
    let (rows, photos) = (dump(&live.url), photos_of(&live.data));
    for _ in 0..KILLS.count() {
        let again = Ground::bare();
        kill_within(again.command(&["restore", "--verify", &file]), whole);
        let unfinished = again.data.join(".restoring").exists();
        if unfinished {
            for args in [&["serve", "--listen", "127.0.0.1:0"][..], &["migrate"]] {
                let told = again.refused(args);
                assert!(told.contains("was not finished"), "{told}");
            }
        }
        let out = again
            .command(&["restore", "--verify", &file])
            .output()
            .unwrap();
        // Killed between its last two steps it was done, and on PostgreSQL it cannot be undone.
        let done = told(&out).contains("complete when it was killed");
        let filled = told(&out).contains("holds tables");
        assert!(
            out.status.success() || done || filled || !unfinished,
            "{}",
            told(&out)
        );
        if out.status.success() || done {
            assert!(!again.data.join(".restoring").exists());
            assert!(rows == dump(&again.url));
            assert!(
                photos == photos_of(&again.data),
                "{:?}",
                names_in(&again.data)
            );
        }
    }
}

#[test]
fn two_restores_into_one_place_do_not_meet() {
    let live = heavy();
    let file = live.beside("b.zip");
    live.must(&["backup", &file]);
    let again = Ground::bare();
    let run = || again.command(&["restore", &file]).output().unwrap();
    let both = std::thread::scope(|at_once| {
        let both = [at_once.spawn(run), at_once.spawn(run)];
        both.map(|one| one.join().unwrap())
    });
    let done = both.iter().filter(|out| out.status.success()).count();
    assert_eq!(done, 1, "{}\n{}", told(&both[0]), told(&both[1]));
    assert!(dump(&live.url) == dump(&again.url));
    assert!(photos_of(&live.data) == photos_of(&again.data));
}

/// The most memory that a command held, in kilobytes, as the system counts it.
fn peak_of(mut command: Command) -> u64 {
    let mut child = command.stdout(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        peak = peak.max(kilobytes.unwrap_or(0));
    }
    assert!(child.wait().unwrap().success());
    peak
}

#[test]
fn memory_does_not_grow_with_the_photos() {
    let peaks = [1, 120].map(|photos| {
        let live = Ground::founded();
        live.add_photos(photos, 400_000);
        let file = live.beside("b.zip");
        let backup = peak_of(live.command(&["backup", &file]));
        let again = Ground::bare();
        let restore = peak_of(again.command(&["restore", "--verify", &file]));
        [backup, restore]
    });
    for (few, many) in peaks[0].into_iter().zip(peaks[1]) {
        assert!(many < few + 12_000, "{peaks:?}");
    }
}
