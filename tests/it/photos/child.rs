//! The process that opens photos, alone: what it answers, and what it took as the system counts it.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use image::RgbImage;
use serde_json::Value;

/// What one file came to.
pub(super) struct Opened {
    /// The photo that is kept; none of what is refused.
    pub(super) jpeg: Option<Vec<u8>>,
    /// Why it is refused; `Broken` where the process ended without a word.
    pub(super) why: String,
    /// The most memory of its own that the process ever held, in MB. Pages of the program's file do
    /// not count: the server that it is a part of holds the same ones, and a build for tests has
    /// twice as many.
    pub(super) peak: u64,
}

impl Opened {
    /// The picture that is kept.
    pub(super) fn picture(&self) -> RgbImage {
        let jpeg = self.jpeg.as_ref().unwrap_or_else(|| panic!("{}", self.why));
        image::load_from_memory(jpeg).unwrap().to_rgb8()
    }
}

/// A line of what the system says of a process, in kB; 0 of one that is gone.
pub(super) fn told(pid: u32, line: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let found = status.lines().find_map(|l| l.strip_prefix(line));
    let number = found.and_then(|l| l.split_whitespace().next());
    number.map_or(0, |n| n.parse().unwrap())
}

/// Whether a process stands before a full pipe: all its work is done.
fn waits_to_answer(pid: u32) -> bool {
    let place = std::fs::read_to_string(format!("/proc/{pid}/wchan")).unwrap_or_default();
    place.contains("pipe_write")
}

/// Opens a file as the server has it opened. The answer finds its pipe full until the peak is
/// read, so that none is missed.
pub(super) fn open(file: &[u8]) -> Opened {
    let (mut answer, mut pipe) = std::io::pipe().unwrap();
    let full = vec![b' '; 65_536];
    pipe.write_all(&full).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_gaoshi"))
        .arg("open-photo")
        .env_clear()
        .env("MIMALLOC_ARENA_RESERVE", "0")
        .env("RAYON_NUM_THREADS", "1")
        .stdin(Stdio::piped())
        .stdout(pipe)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(file).ok();
    let peak = watched(&mut child);
    let mut said = Vec::new();
    answer.read_to_end(&mut said).unwrap();
    let (jpeg, why) = if child.wait().unwrap().success() {
        read(&said[full.len()..])
    } else {
        (None, "Broken".to_owned())
    };
    Opened { jpeg, why, peak }
}

#[expect(clippy::disallowed_methods, reason = "waits for another process")]
fn watched(child: &mut Child) -> u64 {
    let (mut peak, begun) = (0, Instant::now());
    while begun.elapsed() < Duration::from_mins(1) {
        let done = waits_to_answer(child.id());
        let all = told(child.id(), "VmHWM:");
        peak = peak.max(all.saturating_sub(told(child.id(), "RssFile:")));
        if done || child.try_wait().unwrap().is_some() {
            break;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    peak * 1024 / 1_000_000
}

fn read(answer: &[u8]) -> (Option<Vec<u8>>, String) {
    let line = answer.iter().position(|byte| *byte == b'\n').unwrap();
    let head: Value = serde_json::from_slice(&answer[..line]).unwrap();
    if head.get("Ok").is_some() {
        return (Some(answer[line + 1..].to_vec()), String::new());
    }
    let why = &head["Err"];
    let name = match why.as_object() {
        Some(named) => named.keys().next().unwrap().clone(),
        None => why.as_str().unwrap().to_owned(),
    };
    (None, name)
}
