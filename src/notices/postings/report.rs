//! When something was done, as a person reports it, held against what is known already.

use chrono::Duration;

use super::record::{AT_ONCE, Stated};
use crate::error::Refusal;
use crate::people::UserId;
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;

/// When something was done, as reported.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// When it was done; nothing means just now.
    pub at: Option<Moment>,
    /// Why it is recorded late.
    pub reason: String,
}

impl Report {
    /// Whether a person who sends this tells nothing that is not on record: she only tapped, or
    /// sends what she said before. Times are told in whole minutes.
    pub fn adds_nothing_to(&self, said: &Stated, by: &UserId) -> bool {
        let reason = self.reason.trim();
        let same = said.by == *by && said.reason.as_deref().unwrap_or_default() == reason;
        match self.at {
            None => reason.is_empty() || same,
            Some(at) => same && whole_minute(said.at) == whole_minute(at),
        }
    }
}

/// The beginning of the minute in which a moment lies.
fn whole_minute(at: Moment) -> Moment {
    const MINUTE: i64 = 60_000_000;
    at - Duration::microseconds(at.micros().rem_euclid(MINUTE))
}

/// What a reported time is held against.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Nothing was done before this.
    pub earliest: Earliest,
    /// Nothing was done after now; times are told in the reader's words.
    pub show: Dates,
}

/// Before what a sheet cannot have been hung or taken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Earliest {
    /// Its text was approved then.
    Approved(Moment),
    /// It was first printed then.
    Printed(Moment),
    /// It was hung then.
    Hung(Moment),
}

impl Earliest {
    /// Before this no sheet of the text hung: its approval, or the first printing on record,
    /// unless a sheet was on record as hung before that and the first paper came another way.
    pub fn of_text(approved_at: Moment, printed: Option<Moment>, hung: Option<Moment>) -> Self {
        match printed {
            Some(at) if hung.is_none_or(|hung| hung >= at) => Self::Printed(at),
            Some(_) | None => Self::Approved(approved_at),
        }
    }

    fn at(self) -> Moment {
        match self {
            Self::Approved(at) | Self::Printed(at) | Self::Hung(at) => at,
        }
    }

    fn refusal(self) -> Refusal {
        let about = |key| Refusal::of_field("time", key);
        match self {
            Self::Approved(_) => about("postings-before-approval"),
            Self::Printed(_) => about("postings-before-print"),
            Self::Hung(_) => about("postings-before-hung"),
        }
    }
}

impl Bounds {
    /// The reported time, when it can be true. A time is told in whole minutes: the minute in
    /// which the earliest moment lies is not before it.
    pub fn hold(&self, at: Moment) -> Result<Moment, Refusal> {
        let earliest = self.earliest.at();
        if at > self.show.now {
            return Err(Refusal::of_field("time", "postings-future"));
        }
        if at < whole_minute(earliest) {
            let told = self.show.date_time(earliest);
            return Err(self.earliest.refusal().naming("at", told));
        }
        Ok(at.max(earliest))
    }

    /// A report as it is written down: the time, and the reason where it needs one.
    pub fn check(&self, report: &Report) -> Result<Checked, Vec<Refusal>> {
        let reason = report.reason.trim();
        let Some(at) = report.at else {
            return Ok(Checked::of(self.show.now, reason));
        };
        let mut wrong = Vec::new();
        let at = self.hold(at).unwrap_or_else(|refusal| {
            wrong.push(refusal);
            self.show.now
        });
        if self.show.now.since(at) > AT_ONCE && reason.is_empty() {
            wrong.push(Refusal::of_field("reason", "postings-reason-wanted"));
        }
        if wrong.is_empty() {
            Ok(Checked::of(at, reason))
        } else {
            Err(wrong)
        }
    }
}

/// A report that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// When it was done.
    pub at: Moment,
    /// Why it is recorded late, where a reason was given.
    pub reason: Option<String>,
}

impl Checked {
    fn of(at: Moment, reason: &str) -> Self {
        Self {
            at,
            reason: (!reason.is_empty()).then(|| reason.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;
    use crate::platform::words::Lang;

    /// In Shanghai on 24 November.
    fn at(hour: i64, minute: i64, second: i64) -> Moment {
        let midnight = Utc.with_ymd_and_hms(2026, 11, 23, 16, 0, 0).unwrap();
        Moment::from_utc(midnight)
            + Duration::hours(hour)
            + Duration::minutes(minute)
            + Duration::seconds(second)
    }

    fn bounds(earliest: Earliest) -> Bounds {
        let show = Dates::new(Lang::Zh, chrono_tz::Asia::Shanghai, at(15, 0, 30));
        Bounds { earliest, show }
    }

    /// The keys of what is wrong with a time, told with a reason.
    fn wrong(earliest: Earliest, time: Moment) -> Vec<&'static str> {
        let report = Report {
            at: Some(time),
            reason: "手机没电".to_owned(),
        };
        let checked = bounds(earliest).check(&report);
        let refusals = checked.err().unwrap_or_default();
        refusals.iter().map(|refusal| refusal.key).collect()
    }

    #[test]
    fn nothing_hung_before_its_text_was_approved() {
        let approved = Earliest::Approved(at(14, 5, 33));
        assert_eq!(wrong(approved, at(14, 4, 0)), ["postings-before-approval"]);
        assert!(wrong(approved, at(14, 5, 0)).is_empty(), "that very minute");
        let early = Some(at(14, 4, 0));
        let report = Report {
            at: early,
            reason: String::new(),
        };
        let both = bounds(approved).check(&report).unwrap_err();
        assert_eq!(
            both.first().unwrap().args,
            [("at", "11月24日 14:05".to_owned())]
        );
    }

    #[test]
    fn the_minute_of_the_approval_is_written_down_as_the_approval() {
        let approved = at(14, 5, 33);
        let held = bounds(Earliest::Approved(approved)).hold(at(14, 5, 0));
        assert_eq!(held, Ok(approved));
    }

    #[test]
    fn nothing_was_done_in_the_future_or_two_months_ago() {
        let approved = Earliest::Approved(at(14, 5, 33));
        assert_eq!(wrong(approved, at(15, 1, 0)), ["postings-future"]);
        assert!(wrong(approved, at(15, 0, 0)).is_empty());
        let long_ago = at(9, 0, 0) - Duration::days(60);
        assert_eq!(wrong(approved, long_ago), ["postings-before-approval"]);
    }

    #[test]
    fn the_first_printing_counts_unless_a_sheet_hung_before_it() {
        let (approved, printed) = (at(14, 5, 0), at(14, 30, 0));
        let of = |hung| Earliest::of_text(approved, Some(printed), hung);
        assert_eq!(of(None), Earliest::Printed(printed));
        assert_eq!(of(Some(at(14, 40, 0))), Earliest::Printed(printed));
        assert_eq!(of(Some(at(14, 20, 0))), Earliest::Approved(approved));
        assert_eq!(
            Earliest::of_text(approved, None, None),
            Earliest::Approved(approved)
        );
        assert_eq!(wrong(of(None), at(14, 29, 0)), ["postings-before-print"]);
    }

    #[test]
    fn more_than_ten_minutes_ago_needs_a_reason_and_just_now_does_not() {
        let approved = bounds(Earliest::Approved(at(9, 0, 0)));
        let report = |at, reason: &str| Report {
            at,
            reason: reason.to_owned(),
        };
        let now = approved.check(&report(None, "")).unwrap();
        assert_eq!((now.at, now.reason), (at(15, 0, 30), None));
        assert!(approved.check(&report(Some(at(14, 50, 30)), "")).is_ok());
        let late = approved.check(&report(Some(at(14, 50, 0)), "  "));
        assert_eq!(late.unwrap_err().first().unwrap().field, Some("reason"));
        let with = approved.check(&report(Some(at(14, 50, 0)), " 忘了 "));
        assert_eq!(with.unwrap().reason.as_deref(), Some("忘了"));
    }
}
