//! Runs of signs: the time of a sign and the peak of memory at three sizes, against Typst alone
//! printing the same signs from a plain template; and the check of a run's words.

use gaoshi::platform::typeset::Typesetter;
use gaoshi::signs::runs::paper::{Asked, settle};
use gaoshi::signs::runs::spec::What;

use crate::batch::{Cost, Printer, cost};
use crate::order::run;
use crate::{Line, median, millis, timed};

/// Signs of a batch.
const BATCHES: [usize; 3] = [100, 1_000, 10_000];

/// The batches of a round. The small one is over too soon to tell much, and the pace of a machine
/// drifts by the minute: so it comes again on each side of the large ones, and only what was
/// printed in one round is compared.
const ROUND: [usize; 11] = [100, 100, 100, 1_000, 100, 100, 100, 10_000, 100, 100, 100];
const ROUNDS: usize = 5;

/// Words in large type alone, and a face beside words.
const KINDS: [(What, &str); 2] = [
    (What::Floor, "floor plates"),
    (What::Single, "warning signs"),
];

/// What each batch of a round cost.
struct Round {
    ours: [Cost; 3],
    other: [Cost; 3],
}

/// All lines about signs.
pub(crate) fn measure() -> Vec<Line> {
    let mut lines = Vec::new();
    for (what, name) in KINDS {
        let rounds: Vec<Round> = (0..ROUNDS).map(|_| round(what)).collect();
        for (n, signs) in BATCHES.iter().enumerate() {
            lines.push(against_typst(&format!("{signs} {name}"), &rounds, n));
        }
        lines.push(even_time(name, &rounds));
        lines.push(even_memory(name, &rounds));
        lines.push(check(what, name, of(&rounds, |round| round.other[2])));
    }
    lines
}

/// Every batch printed by us and by Typst alone, in turns.
fn round(what: What) -> Round {
    let costs = ROUND.map(|signs| {
        let ours = cost(Printer::Product, what, signs);
        (signs, ours, cost(Printer::Typst, what, signs))
    });
    let of_batch = |signs: usize| costs.iter().filter(move |cost| cost.0 == signs);
    Round {
        ours: BATCHES.map(|signs| middle(of_batch(signs).map(|cost| cost.1))),
        other: BATCHES.map(|signs| middle(of_batch(signs).map(|cost| cost.2))),
    }
}

fn of(rounds: &[Round], batch: impl Fn(&Round) -> Cost) -> Cost {
    middle(rounds.iter().map(batch))
}

fn middle(costs: impl Iterator<Item = Cost>) -> Cost {
    let (times, mut peaks): (Vec<_>, Vec<u64>) = costs.map(|cost| (cost.sign, cost.peak)).unzip();
    peaks.sort_unstable();
    Cost {
        sign: median(times),
        peak: peaks[peaks.len() / 2],
    }
}

/// The middle of what the rounds say, each for itself.
fn ratio(rounds: &[Round], ours: impl Fn(&Round) -> Cost, other: impl Fn(&Round) -> Cost) -> f64 {
    let one = |round: &Round| ours(round).sign.as_secs_f64() / other(round).sign.as_secs_f64();
    let mut ratios: Vec<f64> = rounds.iter().map(one).collect();
    ratios.sort_by(f64::total_cmp);
    ratios[ratios.len() / 2]
}

fn against_typst(what: &str, rounds: &[Round], batch: usize) -> Line {
    let said = |cost: Cost| format!("{} a sign, peak {} MiB", millis(cost.sign), cost.peak);
    let (ours, other) = (|r: &Round| r.ours[batch], |r: &Round| r.other[batch]);
    let ratio = ratio(rounds, ours, other);
    Line {
        what: format!("{what}, against Typst alone"),
        ours: said(of(rounds, ours)),
        other: said(of(rounds, other)),
        ratio: format!("{ratio:.2}"),
        bound: "≤ 1.50",
        holds: ratio <= 1.5,
    }
}

/// A sign of many takes as long as one of few.
fn even_time(name: &str, rounds: &[Round]) -> Line {
    let [few, more, many] = [0, 1, 2].map(|batch| move |round: &Round| round.ours[batch]);
    let ratios = [ratio(rounds, more, few), ratio(rounds, many, few)];
    let time = |batch| millis(of(rounds, batch).sign);
    Line {
        what: format!("one of 1,000 and of 10,000 {name} against one of 100"),
        ours: format!("{} and {}", time(more), time(many)),
        other: time(few),
        ratio: format!("{:.2} and {:.2}", ratios[0], ratios[1]),
        bound: "0.80 to 1.20",
        holds: ratios.iter().all(|ratio| (0.8..=1.2).contains(ratio)),
    }
}

/// Parts come and go, so memory stays; a hundred signs are half a part and tell nothing of that.
fn even_memory(name: &str, rounds: &[Round]) -> Line {
    let (more, many) = (of(rounds, |r| r.ours[1]), of(rounds, |r| r.ours[2]));
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

/// The check a clerk waits for: setting the signs is the other way to know whether words fit.
fn check(what: What, name: &str, other: Cost) -> Line {
    let typesetter = Typesetter::new(None).unwrap();
    let run = run(what, 10_000);
    let checked = timed(5, || {
        settle(&typesetter, run.spec.clone(), &run.rows, &Asked::default()).unwrap();
    });
    let ours = median(checked) / 10_000;
    let ratio = other.sign.as_secs_f64() / ours.as_secs_f64();
    Line {
        what: format!("one of 10,000 {name} checked, against Typst alone printing it"),
        ours: millis(ours),
        other: millis(other.sign),
        ratio: format!("{ratio:.1} × faster"),
        bound: "≥ 20",
        holds: ratio >= 20.0,
    }
}
