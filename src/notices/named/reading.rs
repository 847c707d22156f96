//! Reading the days and hours out of a text.

mod days;
mod hours;
mod weekdays;

use super::around::around;
use super::found::{Named, Past, What};
use super::scan::{Scan, is_numeral};
use crate::platform::form::half_width;

/// Every day and hour that a text names, in its order.
pub(super) fn all(text: &str) -> Vec<Named> {
    let chars: Vec<char> = half_width(text).chars().collect();
    let (mut named, mut at) = (Vec::new(), Scan::of(&chars));
    while let Some(c) = at.here() {
        match read(at) {
            Some(Past { it, after }) => {
                let words = chars.get(at.at..after.at).unwrap_or_default();
                named.extend(it.map(|what| Named {
                    words: words.iter().collect(),
                    what,
                    around: around(&chars, at.at),
                }));
                at = after;
            }
            None => at = skip(at, c),
        }
    }
    named
}

/// What stands here; nothing in it where it comes again each week, which is no day of this notice.
fn read(at: Scan<'_>) -> Option<Past<'_, Option<What>>> {
    if let Some(after) = weekdays::each_week(at) {
        return Some(Past { it: None, after });
    }
    let found = days::read(at)
        .or_else(|| weekdays::read(at))
        .or_else(|| hours::read(at))?;
    Some(Past {
        it: Some(found.it),
        after: found.after,
    })
}

/// Past what names nothing: a number as a whole, or one character.
fn skip(at: Scan<'_>, c: char) -> Scan<'_> {
    let in_figures = c.is_ascii_digit();
    let goes_on = |c: char| {
        if in_figures {
            c.is_ascii_digit()
        } else {
            is_numeral(c)
        }
    };
    let mut at = at;
    while at.here().is_some_and(goes_on) {
        at = at.past(1);
    }
    if goes_on(c) { at } else { at.past(1) }
}
