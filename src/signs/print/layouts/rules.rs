//! Rules of a place: playground, pool, charging. One numbered sentence each, set evenly.

use super::super::canvas::{Across, Canvas, Down, Ink, Overflow, Style, height};
use super::super::paper::{Cut, Frame, count};
use super::super::parts::{above_code, face};
use super::super::piece::{Piece, Rules};
use super::room::facts;

const PITCH: f64 = 1.42;
/// The smallest sentence that is read standing before it.
const LEAST: f64 = 2.5;
/// The largest, in units; words beyond it are a title's.
const LARGEST: f64 = 16.0;
/// The most air between sentences, in sizes.
const AIR: f64 = 2.4;
/// The room of a number, in sizes.
const NUMBER: f64 = 1.6;

pub(super) fn draw<'p>(
    canvas: &mut Canvas<'p>,
    piece: &'p Piece,
    rules: &'p Rules,
) -> Result<(), Overflow> {
    let unit = canvas.unit();
    let mut rest = above_code(canvas, piece, 6.0)?;
    if !rules.facts.is_empty() {
        let high = (9.0 * unit).max(4.0) * count(rules.facts.len());
        let Cut(frame, above) = rest.take_bottom(high, 6.0 * unit);
        facts(canvas, frame, &rules.facts)?;
        rest = above;
    }
    let Cut(head, list) = rest.take_top(40.0 * unit, 13.0 * unit);
    title(canvas, head, rules)?;
    sentences(canvas, list, &rules.rules)
}

fn title<'p>(canvas: &mut Canvas<'p>, head: Frame, rules: &'p Rules) -> Result<(), Overflow> {
    let words = match &rules.sign {
        Some(sign) => {
            let Cut(square, words) = head.take_right(head.h, head.h * 0.2);
            face(canvas, square, sign);
            words
        }
        None => head,
    };
    let Cut(chinese, english) = words.take_top(words.h * 0.68, words.h * 0.06);
    let zh = Style::bold("title", words.h * 0.66, 4.5)
        .lines(2)
        .pitch(1.15)
        .tracking(0.03)
        .at(Across::Left, Down::Bottom)
        .title();
    canvas.words(chinese, &[&rules.title], zh)?;
    let en = Style::plain("english", words.h * 0.2, 2.3)
        .ink(Ink::Quiet)
        .at(Across::Left, Down::Bottom)
        .english();
    canvas.words(english, &[&rules.en], en)?;
    Ok(())
}

/// The largest size at which all sentences stand under one another with air between them.
fn sentences(canvas: &mut Canvas<'_>, frame: Frame, rules: &[String]) -> Result<(), Overflow> {
    let (mut least, mut most) = (LEAST, (LARGEST * canvas.unit()).max(LEAST));
    heights(canvas, frame, rules, least)?;
    for _ in 0..10 {
        let middle = f64::midpoint(least, most);
        match heights(canvas, frame, rules, middle) {
            Ok(_) => least = middle,
            Err(_) => most = middle,
        }
    }
    let size = one_line(canvas, frame, rules, least).unwrap_or(least);
    let best = heights(canvas, frame, rules, size)?;
    let text: f64 = best.iter().sum();
    let between = (frame.h - text) / count(rules.len().max(1));
    let gap = between.min(size * AIR);
    // What two rules leave of a sheet stands above and below them.
    let mut y = frame.y + (between - gap) * count(rules.len()) / 2.0;
    for (at, (rule, high)) in rules.iter().zip(best).enumerate() {
        let row = Frame {
            y,
            h: high,
            ..frame
        };
        let Cut(number, words) = parts(row, size);
        let top = |style: Style| style.at(Across::Left, Down::Top);
        let number_style = top(Style::bold("number", size, size).ink(Ink::Blue));
        canvas.words(number, &[&(at + 1).to_string()], number_style)?;
        canvas.words(words, &[rule], top(sentence(size)))?;
        y += high + gap;
    }
    Ok(())
}

/// A size not much below the largest at which every sentence keeps to one line.
fn one_line(canvas: &Canvas<'_>, frame: Frame, rules: &[String], largest: f64) -> Option<f64> {
    let widest = rules
        .iter()
        .map(|rule| canvas.width(rule, &sentence(1.0)))
        .fold(0.0, f64::max);
    let size = frame.w / (widest * 1.01 + NUMBER);
    (largest * 0.7 <= size && size <= largest && size >= LEAST).then_some(size)
}

fn sentence(size: f64) -> Style {
    Style::plain("rule", size, size)
        .lines(6)
        .pitch(PITCH)
        .filled()
}

fn parts(row: Frame, size: f64) -> Cut {
    row.take_left(size * NUMBER, 0.0)
}

/// How high each sentence is at this size; refused with the one that leaves the frame.
fn heights(
    canvas: &Canvas<'_>,
    frame: Frame,
    rules: &[String],
    size: f64,
) -> Result<Vec<f64>, Overflow> {
    let mut left = frame.h;
    let mut found = Vec::with_capacity(rules.len());
    for rule in rules {
        let Cut(_, room) = parts(
            Frame {
                h: left.max(0.0),
                ..frame
            },
            size,
        );
        let lines = canvas.line_count(room, rule, sentence(size))?;
        let high = height(lines, size, PITCH);
        left -= high + size * 0.5;
        found.push(high);
    }
    Ok(found)
}
