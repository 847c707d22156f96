//! A house that an older program wrote, before texts had a version that anybody read: it comes up
//! to date, every page of it opens, and every paper, page and mail says what it said then.
//!
//! `tests/older` holds its tables, its photos, and what that program itself printed and showed.
//! None of it is ever written again; what cannot be read any more is a fault of the program.

mod copy;
mod kinds;
mod opens;
mod said;
mod signs;

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;

use crate::paper::tools::squeeze;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/older")
}

/// A file of the older house, unpacked.
fn unpacked(name: &str) -> String {
    let packed = std::fs::File::open(folder().join(name)).unwrap();
    let mut text = String::new();
    GzDecoder::new(packed).read_to_string(&mut text).unwrap();
    text
}

/// What was written then, by the address it was asked at. White space says nothing.
fn written(name: &str) -> BTreeMap<String, String> {
    let text = unpacked(name);
    let parts = text.split("== ").skip(1);
    let kept: BTreeMap<String, String> = parts
        .map(|part| part.split_once('\n').unwrap())
        .map(|(at, said)| (at.to_owned(), squeeze(said)))
        .collect();
    assert!(kept.len() >= 20, "{name} holds {}", kept.len());
    kept
}

/// The words of a page, from its headline on, without the white space between them.
fn words_of(page: &str) -> String {
    let (_, body) = page.split_once("<h1").unwrap_or(("", page));
    let body = body.split("</main>").next().unwrap();
    let tags = body.split('<');
    let texts = tags.map(|tag| tag.split_once('>').map_or("", |(_, text)| text));
    squeeze(&crate::support::form::unescape(&texts.collect::<String>()))
}
