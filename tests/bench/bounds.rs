//! The bounds of the house, measured: each against the bare thing it stands on.
//!
//! `script/bench` runs it. Times are of this machine and this run; the ratios are what counts,
//! so nothing here is a test.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    dead_code,
    reason = "a measurement that cannot go on has failed; it shares the helpers of the tests"
)]

#[path = "../it/support/browser.rs"]
mod browser;
#[path = "../it/statements/copies.rs"]
mod copies;
#[path = "../it/support/house.rs"]
mod house;
#[path = "../it/support/process.rs"]
mod process;
#[path = "../it/support/smtp.rs"]
mod smtp;

mod bare;
mod batch;
mod desk;
mod lists;
mod mail;
mod order;
mod paper;
mod place;
mod signs;
mod web;

use std::time::{Duration, Instant};

/// One line of the table.
pub(crate) struct Line {
    pub(crate) what: String,
    pub(crate) ours: String,
    pub(crate) other: String,
    pub(crate) ratio: String,
    pub(crate) bound: &'static str,
    pub(crate) holds: bool,
}

/// The middle of several times.
pub(crate) fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// The time that 99 of 100 keep within.
pub(crate) fn p99(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() * 99 / 100]
}

/// How long each of `times` runs takes.
pub(crate) fn timed(times: usize, mut run: impl FnMut()) -> Vec<Duration> {
    let one = |_| {
        let begun = Instant::now();
        run();
        begun.elapsed()
    };
    (0..times).map(one).collect()
}

pub(crate) fn millis(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1_000.0)
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    if batch::is_asked(&wanted) {
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let wants = |name: &str| {
        let named: Vec<_> = wanted.iter().filter(|w| !w.starts_with("--")).collect();
        named.is_empty() || named.iter().any(|w| *w == name)
    };
    let mut lines = Vec::new();
    if wants("paper") {
        lines.extend(paper::measure(&runtime));
    }
    if wants("signs") {
        lines.extend(signs::measure());
    }
    if wants("web") {
        lines.extend(web::measure());
    }
    if wants("mail") {
        lines.extend(runtime.block_on(mail::measure()));
    }
    if wants("lists") {
        lines.extend(lists::measure());
    }
    print(&lines);
    if lines.iter().any(|line| !line.holds) {
        std::process::exit(1);
    }
}

fn print(lines: &[Line]) {
    println!("\n| what | ours | the other | ratio | bound | |");
    println!("|---|---|---|---|---|---|");
    for line in lines {
        let verdict = if line.holds { "holds" } else { "MISSED" };
        println!(
            "| {} | {} | {} | {} | {} | {verdict} |",
            line.what, line.ours, line.other, line.ratio, line.bound
        );
    }
}
