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

/// What was written then, by the address it was asked at, in its lines.
fn lines_written(name: &str) -> BTreeMap<String, String> {
    let text = unpacked(name);
    let parts = text.split("== ").skip(1);
    let kept: BTreeMap<String, String> = parts
        .map(|part| part.split_once('\n').unwrap())
        .map(|(at, said)| (at.to_owned(), said.to_owned()))
        .collect();
    assert!(kept.len() >= 20, "{name} holds {}", kept.len());
    kept
}

/// The same where white space says nothing.
fn written(name: &str) -> BTreeMap<String, String> {
    let kept = lines_written(name).into_iter();
    kept.map(|(at, said)| (at, squeeze(&said))).collect()
}

/// Whether a paper says what it said then, no word more and none less. On a sign what stands where
/// and is read first is the layout's, which may get better; anything else keeps its order, on
/// however many pages it stands.
fn says_the_same(now: &str, then: &str, is_sign: bool) -> bool {
    if is_sign {
        return sorted_words(now) == sorted_words(then);
    }
    let [now, then] = [now, then].map(|paper| squeeze(&without_page_numbers(paper)));
    now == then
}

/// The words of a paper, in no order: what is Chinese, what is figures or Latin, and marks.
fn sorted_words(paper: &str) -> Vec<String> {
    let kind = |c: char| (c.is_ascii_alphanumeric(), c.is_alphanumeric());
    let mut words = Vec::new();
    for run in paper.split_whitespace() {
        let letters: Vec<char> = run.chars().collect();
        let runs = letters.chunk_by(|one, next| kind(*one) == kind(*next));
        words.extend(runs.map(|word| word.iter().collect::<String>()));
    }
    words.sort_unstable();
    words
}

/// A paper without what only tells its pages apart: the feet of all but the last, and the heads
/// below them.
fn without_page_numbers(paper: &str) -> String {
    let mut kept = Vec::new();
    let mut heads = false;
    for line in paper.lines() {
        if std::mem::take(&mut heads) {
            continue;
        }
        let Some(Paged {
            before,
            page,
            of,
            behind,
        }) = paged(line)
        else {
            kept.push(line.to_owned());
            continue;
        };
        heads = page < of;
        if page == of {
            kept.push([before, behind].concat());
        }
    }
    kept.join("\n")
}

/// A foot that says which page it is of how many.
struct Paged<'l> {
    before: &'l str,
    page: u32,
    of: u32,
    behind: &'l str,
}

fn paged(line: &str) -> Option<Paged<'_>> {
    let (head, behind) = line.split_once("页 共")?;
    let (before, page) = head.rsplit_once('第')?;
    let (of, behind) = behind.split_once('页')?;
    let (page, of) = (page.parse().ok()?, of.parse().ok()?);
    Some(Paged {
        before,
        page,
        of,
        behind,
    })
}

/// The words of a page, from its headline on, without the white space between them, and without where
/// it leads at its foot.
fn words_of(page: &str) -> String {
    let (_, body) = page.split_once("<h1").unwrap_or(("", page));
    let body = body.split("</main>").next().unwrap();
    let body = body.split("<p class=\"to\">").next().unwrap();
    let tags = body.split('<');
    let texts = tags.map(|tag| tag.split_once('>').map_or("", |(_, text)| text));
    squeeze(&crate::support::form::unescape(&texts.collect::<String>()))
}
