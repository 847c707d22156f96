//! A batch of signs, printed in a process of its own: a peak of memory never falls.

use std::process::Command;
use std::time::{Duration, Instant};

use gaoshi::platform::press::Press;
use gaoshi::platform::public::Public;
use gaoshi::platform::typeset::Typesetter;
use gaoshi::signs::runs::paper::{Asked, settle};
use gaoshi::signs::runs::spec::What;
use gaoshi::signs::runs::{Run, sheets};

use crate::bare::Bare;
use crate::order::{coded, plain, run};

/// Signs printed before the clock runs: a server is warm when its first run comes.
const BEFORE: usize = 20;

/// Who prints.
#[derive(Clone, Copy)]
pub(crate) enum Printer {
    Product,
    Typst,
}

/// What a batch took.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    /// The time of one of its signs.
    pub(crate) sign: Duration,
    /// The most memory its process had, in MiB.
    pub(crate) peak: u64,
}

/// Has a batch printed.
pub(crate) fn cost(printer: Printer, what: What, signs: usize) -> Cost {
    let printer = match printer {
        Printer::Product => "product",
        Printer::Typst => "typst",
    };
    let done = Command::new(std::env::current_exe().unwrap())
        .args(["batch", printer, what.as_str(), &signs.to_string()])
        .output()
        .unwrap();
    let said = String::from_utf8(done.stdout).unwrap();
    let (nanos, kib) = said
        .trim()
        .split_once(' ')
        .expect("a batch was not printed");
    Cost {
        sign: Duration::from_nanos(nanos.parse().unwrap()) / u32::try_from(signs).unwrap(),
        peak: kib.parse::<u64>().unwrap() / 1_024,
    }
}

/// Prints the batch that the arguments of this process ask for; false when they ask for none.
pub(crate) fn is_asked(arguments: &[String]) -> bool {
    let [asked, printer, what, signs] = arguments else {
        return false;
    };
    if asked != "batch" {
        return false;
    }
    let (what, signs) = (what.parse().unwrap(), signs.parse().unwrap());
    let took = if printer == "product" {
        let press = press();
        product(&press, run(what, BEFORE));
        product(&press, run(what, signs))
    } else {
        let mut bare = Bare::signs(press().typesetter.family());
        typst(&mut bare, &run(what, BEFORE));
        typst(&mut bare, &run(what, signs))
    };
    println!("{} {}", took.as_nanos(), peak_kib());
    true
}

fn press() -> Press {
    Press {
        typesetter: Typesetter::new(None).unwrap(),
        zone: chrono_tz::Asia::Shanghai,
        public: Public::default(),
        listening: String::new(),
        demo: false,
    }
}

/// As a clerk has it: every sign is checked when the run is made, and every part reads the run
/// anew. The codes come from the register.
fn product(press: &Press, mut run: Run) -> Duration {
    let begun = Instant::now();
    let checked = settle(&press.typesetter, run.spec, &run.rows, &Asked::default());
    run.spec = checked.unwrap();
    let kept = serde_json::to_string(&run.rows).unwrap();
    let mut took = begun.elapsed();
    for part in 1..=run.parts() {
        let signs = coded(&run, part);
        let begun = Instant::now();
        run.rows = serde_json::from_str(&kept).unwrap();
        let sheets = sheets::of_part(press, &run, &signs).unwrap();
        press.typesetter.pdf(&sheets).unwrap();
        took += begun.elapsed();
    }
    took
}

/// The same parts. Their codes are drawn within the clock as ours are: no template prints a code
/// that nobody drew.
fn typst(bare: &mut Bare, run: &Run) -> Duration {
    let part = |part| {
        let coded = coded(run, part);
        let begun = Instant::now();
        let signs = plain(run, &coded);
        bare.pdf(serde_json::to_vec(&signs).unwrap());
        begun.elapsed()
    };
    (1..=run.parts()).map(part).sum()
}

/// The most memory this process has had.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let kib = line.unwrap().trim().trim_end_matches(" kB").trim();
    kib.parse().unwrap()
}
