//! A backup that was damaged on its way is refused, or what was damaged did not matter.

use std::fs;

use gaoshi::backup::{Depth, check, restore};
use rand::Rng;
use rand::rngs::StdRng;
use rand::{RngCore, SeedableRng};

use super::tools::{Ground, dump, names_in, photos_of};
use crate::support::times::Times;

/// Damaged copies that are read to their end.
const READ: Times = Times {
    usual: 400,
    long: 10_000,
};
/// Damaged copies that are restored.
const RESTORED: Times = Times {
    usual: 40,
    long: 1_000,
};

/// A copy with one to four bytes changed, a piece cut out, or its end cut off.
fn damaged(whole: &[u8], rng: &mut StdRng) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    let at = rng.random_range(0..bytes.len());
    // The ends of an archive say what it is: half of the damage is done there.
    let near_end = bytes.len() - 1 - rng.random_range(0..bytes.len().min(4_000));
    let at = if rng.random_bool(0.5) { at } else { near_end };
    match rng.random_range(0..4) {
        0 => bytes.truncate(at),
        1 => {
            let to = (at + rng.random_range(1..2_000)).min(bytes.len());
            bytes.drain(at..to);
        }
        _ => {
            for byte in bytes.iter_mut().skip(at).take(rng.random_range(1..=4)) {
                *byte ^= u8::try_from(rng.next_u32() % 255 + 1).unwrap();
            }
        }
    }
    bytes
}

#[test]
fn whatever_is_damaged_in_a_backup_is_noticed_or_changes_nothing() {
    let live = Ground::founded();
    live.add_photos(4, 3_000);
    let file = live.beside("b.zip");
    live.must(&["backup", &file]);
    let whole = fs::read(&file).unwrap();
    let other = live.beside("damaged.zip");
    let seed = rand::random();
    println!("seed {seed}");
    let mut rng = StdRng::seed_from_u64(seed);
    let mut refused = 0;
    for _ in 0..READ.count() {
        fs::write(&other, damaged(&whole, &mut rng)).unwrap();
        refused += usize::from(check(other.as_ref()).is_err());
    }
    assert!(refused > READ.count() / 2, "{refused}");
    let (rows, photos) = (dump(&live.url), photos_of(&live.data));
    for _ in 0..RESTORED.count() {
        let bytes = damaged(&whole, &mut rng);
        fs::write(&other, &bytes).unwrap();
        let again = Ground::bare();
        match restore(&again.config(), other.as_ref(), Depth::Everything) {
            Ok(_) => {
                assert!(rows == dump(&again.url), "seed {seed}");
                assert!(photos == photos_of(&again.data), "seed {seed}");
            }
            Err(_) => assert!(!again.data.exists(), "{:?}", names_in(&again.data)),
        }
    }
}

#[test]
fn a_backup_that_was_cut_off_anywhere_is_none() {
    let live = Ground::founded();
    let file = live.beside("b.zip");
    live.must(&["backup", &file]);
    let whole = fs::read(&file).unwrap();
    let other = live.beside("cut.zip");
    for at in (0..whole.len()).step_by(whole.len() / 200) {
        fs::write(&other, &whole[..at]).unwrap();
        assert!(check(other.as_ref()).is_err(), "{at} of {}", whole.len());
    }
}
