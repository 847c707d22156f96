//! The matter that one or more contacts are about, as 《顾客投诉记录》 (GR-018) follows it.

use super::lifecycle::{Look, Standing};
use crate::error::{Error, Refusal, Result};
use crate::organisation::marks::Count;
use crate::organisation::{OfficeId, PlaceId};
use crate::platform::clock::Moment;
use crate::platform::form::{half_width, is_hidden};

crate::id! {
    /// A case.
    CaseId
}

/// A case with how it stands.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) id: CaseId,
    pub(super) office: OfficeId,
    pub(super) community: Option<PlaceId>,
    /// TS-2026-00012.
    pub(super) number: String,
    /// Counted from 1, one more with each step; a step names the one it was shown.
    pub(super) version: i64,
    pub(super) opened_at: Moment,
    pub(super) standing: Standing,
}

impl Case {
    /// The case after somebody has looked at it; `Conflict` where that is no step any more.
    pub(super) fn see(self, look: Look) -> Result<Self> {
        let standing = self.standing.see(look).or(Err(Error::Conflict))?;
        Ok(Self { standing, ..self })
    }

    /// Whether the look at it can be taken back. Who opened it has looked at it for good.
    pub(super) fn may_unsee(&self, now: Moment) -> bool {
        let look = self.standing.look();
        look.is_some_and(|look| look.at > self.opened_at) && self.standing.may_unsee(now)
    }

    /// The case as nobody has looked at it; refused where that cannot be said any more.
    pub(super) fn unsee(self, now: Moment) -> Result<Self> {
        let late = Refusal::new("complaints-unsee-late");
        if !self.may_unsee(now) {
            return Err(late.into());
        }
        let standing = self.standing.unsee(now).or(Err(late))?;
        Ok(Self { standing, ..self })
    }
}

/// The series of its numbers, counted for each office and year.
pub(super) const SERIES: &str = "complaint";

/// A number as somebody typed it off a screen or a note: in any case and width, with any hyphen
/// or none, with or without what every number begins with.
pub(super) fn typed(number: &str) -> String {
    let plain: String = half_width(number)
        .chars()
        .filter(|c| !c.is_whitespace() && !is_hidden(*c))
        .map(|c| match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '_' => '-',
            other => other.to_ascii_uppercase(),
        })
        .collect();
    if let Some(number) = of_figures(plain.strip_prefix("TS").unwrap_or(&plain)) {
        return number;
    }
    let bare = plain.strip_prefix("TS").filter(|bare| !bare.contains('-'));
    let figures = bare.and_then(|bare| bare.find(|c: char| c.is_ascii_digit()));
    let Some((mark, figures)) = bare.zip(figures).map(|(bare, at)| bare.split_at(at)) else {
        return plain;
    };
    match figures.split_at_checked(4) {
        Some((year, count)) => format!("TS-{mark}-{year}-{count}"),
        None => plain,
    }
}

/// The number of an office without a mark, of its year and count alone: 2026-00012, 2026-12.
fn of_figures(bare: &str) -> Option<String> {
    let bare = bare.trim_start_matches('-');
    let (year, count) = bare.split_once('-').or(bare.split_at_checked(4))?;
    let is_count = !count.is_empty() && count.chars().all(|c| c.is_ascii_digit());
    let is_year = year.len() == 4 && year.chars().all(|c| c.is_ascii_digit());
    (is_year && is_count).then(|| format!("TS-{year}-{count:0>5}"))
}

/// The number people say aloud: TS-2026-00012 (投诉), with the mark of an office TS-锦-2026-00012.
pub(super) fn number(year: i32, count: &Count) -> String {
    match &count.mark {
        Some(mark) => format!("TS-{mark}-{year}-{:05}", count.count),
        None => format!("TS-{year}-{:05}", count.count),
    }
}

/// The year of a number.
pub(super) fn year(number: &str) -> Result<i32> {
    let year = number.rsplit('-').nth(1);
    let year = year.and_then(|year| year.parse().ok());
    year.ok_or_else(|| Error::internal(format!("{number} has no year")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_of_a_number_stands_before_its_count() {
        for number in ["TS-2026-00012", "TS-锦-2026-00012", "TS-12-2026-123456"] {
            assert!(matches!(year(number), Ok(2026)), "{number}");
        }
        assert!(year("TS").is_err());
    }

    #[test]
    fn a_number_is_read_however_it_is_typed() {
        for one in [
            "TS-2026-00012",
            "ts-2026-00012",
            " TS 2026 00012 ",
            "ＴＳ－２０２６－０００１２",
            "TS–2026—00012",
            "ts202600012",
            "TS-2026-00012\0",
            "\u{202A}TS-2026-00012\u{202C}",
            "TS2026-00012",
            "2026-00012",
            "TS-2026-12",
        ] {
            let count = Count {
                mark: None,
                count: 12,
            };
            assert_eq!(typed(one), number(2026, &count), "{one}");
        }
        assert_eq!(typed("ts锦绣202600012"), "TS-锦绣-2026-00012");
        assert_eq!(typed("TS-锦绣-2026-00012"), "TS-锦绣-2026-00012");
        assert_eq!(typed("TS-12-2026-00012"), "TS-12-2026-00012");
        assert_eq!(typed("12"), "12");
    }
}
