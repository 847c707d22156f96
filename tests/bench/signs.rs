//! Runs of signs: the time of a sign and the peak of memory at three sizes, against Typst alone
//! printing the same signs from a plain template; and the check of a run's words.

use std::time::Duration;

use gaoshi::platform::typeset::Typesetter;
use gaoshi::signs::runs::paper::{Asked, settle};
use gaoshi::signs::runs::spec::What;

use crate::batch::{Cost, Printer, cost};
use crate::order::run;
use crate::{Line, median, millis, timed};

/// Signs of a batch, and how often it is printed: a small one is over too soon to tell much.
const BATCHES: [(usize, usize); 3] = [(100, 9), (1_000, 5), (10_000, 3)];

/// Words in large type alone, and a face beside words.
const KINDS: [(What, &str); 2] = [
    (What::Floor, "floor plates"),
    (What::Single, "warning signs"),
];

/// All lines about signs.
pub(crate) fn measure() -> Vec<Line> {
    let mut lines = Vec::new();
    for (what, name) in KINDS {
        let costs = print(what);
        for ((signs, _), (ours, other)) in BATCHES.iter().zip(&costs) {
            lines.push(against_typst(&format!("{signs} {name}"), *ours, *other));
        }
        let [few, more, many] = costs.map(|(ours, _)| ours);
        lines.push(even_time(name, few, &[more, many]));
        lines.push(even_memory(name, more, many));
        lines.push(check(what, name, costs[2].1));
    }
    lines
}

/// What the batches of a kind cost us and Typst alone, printed in turns.
fn print(what: What) -> [(Cost, Cost); 3] {
    let mut all = BATCHES.map(|_| (Vec::new(), Vec::new()));
    for round in 0..BATCHES[0].1 {
        for ((signs, times), (ours, other)) in BATCHES.iter().zip(&mut all) {
            if round < *times {
                ours.push(cost(Printer::Product, what, *signs));
                other.push(cost(Printer::Typst, what, *signs));
            }
        }
    }
    all.map(|(ours, other)| (middle(&ours), middle(&other)))
}

fn middle(costs: &[Cost]) -> Cost {
    let mut peaks: Vec<u64> = costs.iter().map(|cost| cost.peak).collect();
    peaks.sort_unstable();
    Cost {
        sign: median(costs.iter().map(|cost| cost.sign).collect()),
        peak: peaks[peaks.len() / 2],
    }
}

fn against_typst(what: &str, ours: Cost, other: Cost) -> Line {
    let said = |cost: Cost| format!("{} a sign, peak {} MiB", millis(cost.sign), cost.peak);
    let ratio = part(ours.sign, other.sign);
    Line {
        what: format!("{what}, against Typst alone"),
        ours: said(ours),
        other: said(other),
        ratio: format!("{ratio:.2}"),
        bound: "≤ 1.50",
        holds: ratio <= 1.5,
    }
}

/// A sign of many takes as long as one of few.
fn even_time(name: &str, few: Cost, others: &[Cost]) -> Line {
    let ratios: Vec<f64> = others.iter().map(|c| part(c.sign, few.sign)).collect();
    let each = |said: Vec<String>| said.join(" and ");
    Line {
        what: format!("one of 1,000 and of 10,000 {name} against one of 100"),
        ours: each(others.iter().map(|c| millis(c.sign)).collect()),
        other: millis(few.sign),
        ratio: each(ratios.iter().map(|r| format!("{r:.2}")).collect()),
        bound: "0.80 to 1.20",
        holds: ratios.iter().all(|r| (0.8..=1.2).contains(r)),
    }
}

/// Parts come and go, so memory stays; a hundred signs are half a part and tell nothing of that.
fn even_memory(name: &str, more: Cost, many: Cost) -> Line {
    let ratio = many.peak as f64 / more.peak as f64;
    Line {
        what: format!("peak memory of 10,000 {name} against 1,000"),
        ours: format!("{} MiB", many.peak),
        other: format!("{} MiB", more.peak),
        ratio: format!("{ratio:.2}"),
        bound: "≤ 1.20",
        holds: ratio <= 1.2,
    }
}

fn part(ours: Duration, other: Duration) -> f64 {
    ours.as_secs_f64() / other.as_secs_f64()
}

/// The check a clerk waits for: setting the signs is the other way to know whether words fit.
fn check(what: What, name: &str, other: Cost) -> Line {
    let typesetter = Typesetter::new(None).unwrap();
    let run = run(what, 10_000);
    let checked = timed(5, || {
        settle(&typesetter, run.spec.clone(), &run.rows, &Asked::default()).unwrap();
    });
    let ours = median(checked) / 10_000;
    let ratio = part(other.sign, ours);
    Line {
        what: format!("one of 10,000 {name} checked, against Typst alone printing it"),
        ours: millis(ours),
        other: millis(other.sign),
        ratio: format!("{ratio:.1} × faster"),
        bound: "≥ 20",
        holds: ratio >= 20.0,
    }
}
