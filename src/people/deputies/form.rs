//! What the form of a deputy holds.

use chrono::{Duration, NaiveTime};
use chrono_tz::Tz;

use crate::error::Refusal;
use crate::people::UserId;
use crate::platform::clock::Moment;
use crate::platform::form::{Fields, Reader};

/// Nobody is away for longer without another being given the post.
const LONGEST: Duration = Duration::days(92);

/// Somebody who is to stand for another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NewDeputy {
    pub(super) deputy: UserId,
    /// The beginning of the first day.
    pub(super) from: Moment,
    /// The end of the last day.
    pub(super) until: Moment,
}

impl NewDeputy {
    /// Reads it off the form: from the first day to the last, neither over yet. Nobody stood for
    /// anybody on a day that is gone.
    pub(super) fn read(fields: &Fields, zone: Tz, now: Moment) -> Result<Self, Vec<Refusal>> {
        let mut reader = Reader::new(fields);
        let deputy: Option<UserId> = reader.choice("deputy");
        let (first, last) = (reader.date("from"), reader.date("until"));
        let begins = |day| Moment::from_local(zone, day, NaiveTime::MIN);
        let from = first.and_then(begins);
        let until = last.and_then(|day| day.succ_opt()).and_then(begins);
        let today = now.date_in(zone);
        if first.is_some_and(|first| first < today) {
            reader.refuse(Refusal::of_field("from", "deputies-from-past"));
        }
        if let (Some(from), Some(until)) = (from, until) {
            if until <= from {
                reader.refuse(Refusal::of_field("until", "deputies-until-before"));
            } else if until <= now {
                reader.refuse(Refusal::of_field("until", "deputies-until-past"));
            } else if until.since(from) > LONGEST {
                let days = LONGEST.num_days().to_string();
                let refusal = Refusal::of_field("until", "deputies-too-long");
                reader.refuse(refusal.naming("days", days));
            }
        }
        match (deputy, from, until, reader.errors()) {
            (Some(deputy), Some(from), Some(until), errors) if errors.is_empty() => Ok(Self {
                deputy,
                from,
                until,
            }),
            (_, _, _, errors) => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Asia::Shanghai;

    use super::*;

    fn read(from: &str, until: &str) -> Result<i64, Vec<&'static str>> {
        let deputy = UserId::new().to_string();
        let fields = Fields::of([
            ("deputy", deputy),
            ("from", from.to_owned()),
            ("until", until.to_owned()),
        ]);
        let day = |d| chrono::NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
        let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap();
        let now = Moment::from_local(Shanghai, day(30), noon).unwrap();
        let read = NewDeputy::read(&fields, Shanghai, now);
        read.map(|new| new.until.since(new.from).num_days())
            .map_err(|all| all.iter().map(|refusal| refusal.key).collect())
    }

    #[test]
    fn a_span_counts_both_its_days_and_ends_after_today() {
        assert_eq!(read("2026-11-30", "2026-11-30"), Ok(1));
        assert_eq!(read("2026-11-30", "2026-12-14"), Ok(15));
        assert_eq!(
            read("2026-11-29", "2026-12-04"),
            Err(vec!["deputies-from-past"])
        );
        assert_eq!(read("2026-12-01", "2027-03-02"), Ok(92));
        assert_eq!(
            read("2026-12-04", "2026-12-01"),
            Err(vec!["deputies-until-before"])
        );
        assert_eq!(
            read("2026-11-01", "2026-11-29"),
            Err(vec!["deputies-from-past", "deputies-until-past"])
        );
        assert_eq!(
            read("2026-12-01", "2027-03-03"),
            Err(vec!["deputies-too-long"])
        );
        assert_eq!(read("", "下周"), Err(vec!["form-required", "form-no-date"]));
    }
}
