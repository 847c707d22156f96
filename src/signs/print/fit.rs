//! How large a text can stand in a room, measured as the typesetter shapes it.
//!
//! The size and the lines found here are what is printed: the typesetter breaks and shrinks
//! nothing. So what passes here fits on paper, and ten thousand rows are checked before the
//! first sheet is typeset.

use super::paper::{Frame, count};
use super::words::{Word, cut, cut_at_words};
use crate::platform::typeset::Setting;

/// Height of a capital or a digit, as part of the size.
pub(super) const CAP: f64 = 0.733;
/// Height of a Chinese character's ink, as part of the size.
pub(super) const HAN: f64 = 0.92;
/// Kerning between its words may widen a line a little.
const RESERVE: f64 = 1.005;
const STEPS: u32 = 14;
/// How much of its size a title gives for lines that end between words.
const WORTH: f64 = 0.72;

/// How a text is cut into what stays together.
type Cut = fn(&str) -> Vec<Word<'_>>;

/// Who knows how wide characters are.
pub trait Ruler {
    /// The width of a text set at size 1.
    fn width(&self, text: &str, setting: Setting) -> f64;
}

/// What a text may look like in its room. Sizes are millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Measure {
    pub(super) setting: Setting,
    /// The largest size.
    pub(super) most: f64,
    /// The smallest at which it can be read.
    pub(super) least: f64,
    /// The most lines.
    pub(super) lines: usize,
    /// From line to line, in sizes.
    pub(super) pitch: f64,
    /// Between characters, in sizes.
    pub(super) tracking: f64,
    /// Whether its lines are made even, as a title's, or filled, as a sentence's.
    pub(super) even: bool,
}

/// A text in its lines at its size.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fitted {
    pub(super) lines: Vec<String>,
    pub(super) size: f64,
}

/// The text at the largest size that fits, in its lines; nothing when even the smallest does
/// not fit. Every paragraph begins a line. A title breaks between words, unless that would make it
/// much smaller.
pub(super) fn fit(
    ruler: &dyn Ruler,
    paragraphs: &[&str],
    room: Frame,
    measure: Measure,
) -> Option<Fitted> {
    let set = |cut: Cut| {
        let setter = Setter::new(ruler, paragraphs, measure, cut);
        let size = setter.largest(room)?;
        let lines = setter.broken(room.w / size);
        Some(Fitted { lines, size })
    };
    let anywhere = set(cut)?;
    if !measure.even || anywhere.lines.len() == paragraphs.len() {
        return Some(anywhere);
    }
    let at_words = set(cut_at_words).filter(|fitted| fitted.size >= WORTH * anywhere.size);
    Some(at_words.unwrap_or(anywhere))
}

/// The largest size at which every text fits its own room on its own lines, so that a list is
/// set evenly.
pub(super) fn common_size(
    ruler: &dyn Ruler,
    texts: &[(&str, Frame)],
    measure: Measure,
) -> Option<f64> {
    texts.iter().try_fold(measure.most, |size, (text, room)| {
        let bounded = Measure {
            most: size,
            ..measure
        };
        Setter::new(ruler, &[text], bounded, cut).largest(*room)
    })
}

/// How many characters of a text fit at the smallest size.
pub(super) fn most_characters(
    ruler: &dyn Ruler,
    text: &str,
    room: Frame,
    measure: Measure,
) -> usize {
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let fits = |chars: usize| {
        let end = ends.get(chars).copied().unwrap_or(text.len());
        let part = text.get(..end).unwrap_or(text);
        Setter::new(ruler, &[part], measure, cut).fits(room, measure.least)
    };
    let (mut fit, mut over) = (0, ends.len());
    while over > fit + 1 {
        let middle = usize::midpoint(fit, over);
        if fits(middle) {
            fit = middle;
        } else {
            over = middle;
        }
    }
    fit
}

/// A word with its width, and that of the blank before it, in sizes.
struct Measured<'t> {
    word: Word<'t>,
    width: f64,
    blank: f64,
}

struct Setter<'t> {
    paragraphs: Vec<Vec<Measured<'t>>>,
    measure: Measure,
}

impl<'t> Setter<'t> {
    fn new(ruler: &dyn Ruler, paragraphs: &[&'t str], measure: Measure, cut: Cut) -> Self {
        let width = |text: &str| {
            let letters = text.chars().count();
            ruler.width(text, measure.setting) * RESERVE + count(letters) * measure.tracking
        };
        let blank = width(" ");
        let measured = |word: Word<'t>| Measured {
            width: width(word.text),
            blank: if word.spaced { blank } else { 0.0 },
            word,
        };
        let paragraph = |text: &&'t str| cut(text).into_iter().map(measured).collect();
        Self {
            paragraphs: paragraphs.iter().map(paragraph).collect(),
            measure,
        }
    }

    fn largest(&self, room: Frame) -> Option<f64> {
        let Measure { most, least, .. } = self.measure;
        if self.fits(room, most) {
            return Some(most);
        }
        if !self.fits(room, least) {
            return None;
        }
        let size = closest(least, most, |size| self.fits(room, size));
        Some(((size * 100.0).floor() / 100.0).max(least))
    }

    fn fits(&self, room: Frame, size: f64) -> bool {
        self.line_count(room.w / size).is_some_and(|lines| {
            let pitches = count(lines.saturating_sub(1)) * self.measure.pitch;
            lines <= self.measure.lines && (pitches + HAN) * size <= room.h + 0.001
        })
    }

    /// Lines at this width, in sizes; nothing when a word is wider.
    fn line_count(&self, limit: f64) -> Option<usize> {
        let lines = |words: &Vec<Measured<'_>>| line_count(words, limit);
        self.paragraphs.iter().map(lines).sum()
    }

    /// The lines at this width; even ones as narrow as their number allows.
    fn broken(&self, limit: f64) -> Vec<String> {
        let lines = self.line_count(limit);
        let breaks = lines.is_some_and(|lines| lines > self.paragraphs.len());
        let limit = if self.measure.even && breaks {
            closest(limit, 0.0, |narrower| self.line_count(narrower) == lines)
        } else {
            limit
        };
        let set = |words: &Vec<Measured<'_>>| lines_of(words, limit);
        self.paragraphs.iter().flat_map(set).collect()
    }
}

/// The value closest to one that does not hold, from one that does.
fn closest(holds: f64, fails: f64, test: impl Fn(f64) -> bool) -> f64 {
    let (mut good, mut bad) = (holds, fails);
    for _ in 0..STEPS {
        let middle = f64::midpoint(good, bad);
        if test(middle) {
            good = middle;
        } else {
            bad = middle;
        }
    }
    good
}

/// The line being filled.
#[derive(Default)]
struct Line {
    used: f64,
}

impl Line {
    /// Whether the word still stands on this line; else it begins the next.
    fn takes(&mut self, word: &Measured<'_>, limit: f64) -> bool {
        let longer = if self.used > 0.0 {
            self.used + word.blank + word.width
        } else {
            word.width
        };
        let takes = self.used == 0.0 || longer <= limit;
        self.used = if takes { longer } else { word.width };
        takes
    }
}

fn line_count(words: &[Measured<'_>], limit: f64) -> Option<usize> {
    let mut line = Line::default();
    let mut lines = 1;
    for word in words {
        if word.width > limit {
            return None;
        }
        lines += usize::from(!line.takes(word, limit));
    }
    Some(lines)
}

fn lines_of(words: &[Measured<'_>], limit: f64) -> Vec<String> {
    let mut line = Line::default();
    let mut lines = vec![String::new()];
    for measured in words {
        if !line.takes(measured, limit) {
            lines.push(String::new());
        }
        if let Some(last) = lines.last_mut() {
            if measured.word.spaced && !last.is_empty() {
                last.push(' ');
            }
            last.push_str(measured.word.text);
        }
    }
    lines
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Chinese is square, everything else half as wide.
    pub(crate) struct Plain;

    impl Ruler for Plain {
        fn width(&self, text: &str, _setting: Setting) -> f64 {
            text.chars()
                .map(|c| if c < '\u{2E80}' { 0.5 } else { 1.0 })
                .sum()
        }
    }

    const BOLD: Setting = Setting {
        bold: true,
        english: false,
    };
    const TITLE: Measure = Measure {
        setting: BOLD,
        most: 20.0,
        least: 5.0,
        lines: 2,
        pitch: 1.2,
        tracking: 0.0,
        even: true,
    };

    fn room(w: f64, h: f64) -> Frame {
        Frame::new(0.0, 0.0, w, h)
    }

    #[test]
    fn a_short_text_stands_at_its_full_size() {
        let fitted = fit(&Plain, &["当心滑倒"], room(100.0, 20.0), TITLE).unwrap();
        assert_eq!(
            (fitted.size, fitted.lines),
            (20.0, vec!["当心滑倒".to_owned()])
        );
    }

    #[test]
    fn a_long_one_breaks_evenly_before_it_shrinks() {
        let fitted = fit(&Plain, &["小心地滑请勿奔跑"], room(85.0, 50.0), TITLE).unwrap();
        assert_eq!(fitted.lines, ["小心地滑", "请勿奔跑"]);
        assert!(fitted.size > 19.0);
    }

    #[test]
    fn a_title_gives_some_of_its_size_for_whole_words() {
        let title = fit(&Plain, &["生活水泵房"], room(60.0, 50.0), TITLE).unwrap();
        assert_eq!(title.lines, ["生活", "水泵房"]);
        let sentence = Measure {
            even: false,
            ..TITLE
        };
        let filled = fit(&Plain, &["生活水泵房"], room(60.0, 50.0), sentence).unwrap();
        assert_eq!(filled.lines, ["生活水", "泵房"]);
    }

    #[test]
    fn what_cannot_fit_says_how_much_would() {
        let text = "水".repeat(60);
        assert_eq!(fit(&Plain, &[&text], room(100.0, 12.0), TITLE), None);
        let least = most_characters(&Plain, &text, room(100.0, 12.0), TITLE);
        assert_eq!(least, 38);
    }

    #[test]
    fn a_list_is_set_at_the_size_of_its_longest() {
        let texts = [("短", room(50.0, 10.0)), ("长长长长长长", room(50.0, 10.0))];
        let size = common_size(&Plain, &texts, Measure { lines: 1, ..TITLE }).unwrap();
        assert!((8.0..8.34).contains(&size), "{size}");
    }

    proptest! {
        #[test]
        fn what_fits_is_within_its_room(text in "[水电停A-z0-9 ，。]{1,50}", w in 20.0..200.0, h in 5.0..80.0) {
            if let Some(fitted) = fit(&Plain, &[&text], room(w, h), TITLE) {
                for line in &fitted.lines {
                    prop_assert!(Plain.width(line, BOLD) * fitted.size <= w + 0.01);
                }
                let lines = count(fitted.lines.len());
                prop_assert!(fitted.lines.len() <= TITLE.lines);
                prop_assert!(((lines - 1.0) * TITLE.pitch + HAN) * fitted.size <= h + 0.01);
                let said: String = fitted.lines.concat().split_whitespace().collect();
                let asked: String = text.split_whitespace().collect();
                prop_assert_eq!(said, asked);
            }
        }
    }
}
