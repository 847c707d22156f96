//! What an outage consists of, and the rules that follow from it alone.

use chrono::Duration;
use serde::{Deserialize, Serialize};

use crate::error::Refusal;
use crate::organisation::PlaceId;
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::rules::Rule;

crate::text_enum! {
    /// What stops.
    Utility {
        /// 水.
        Water = "water",
        /// 电.
        Power = "power",
    }
}

crate::text_enum! {
    /// Why it stops; the rule depends on it.
    Cause {
        /// 我们自己的维修保养: told at least 24 hours ahead (QP7.3 §4.3.2).
        Own = "own",
        /// 供水、供电公司的计划停: passed on as soon as it is known.
        Relayed = "relayed",
        /// 市政原因: apologised for afterwards (QP7.3 §4.3.3).
        Municipal = "municipal",
        /// 紧急事故: told at once, apologised for afterwards (QP7.3 §4.3.3).
        Emergency = "emergency",
    }
}

impl Cause {
    /// Whether the residents are owed an apology and an explanation afterwards (QP7.3 §4.3.3).
    pub fn ends_in_apology(self) -> bool {
        match self {
            Self::Municipal | Self::Emergency => true,
            Self::Own | Self::Relayed => false,
        }
    }

    /// Whether the 24 hours apply (QP7.3 §4.3.2).
    pub fn has_gate(self) -> bool {
        match self {
            Self::Own => true,
            Self::Relayed | Self::Municipal | Self::Emergency => false,
        }
    }
}

/// An outage: what stops, why, when, where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outage {
    /// What stops.
    pub utility: Utility,
    /// Why, as the rule sees it.
    pub cause: Cause,
    /// When it starts.
    pub starts_at: Moment,
    /// When it should end.
    pub ends_at: Moment,
    /// The places without water or power.
    pub places: Vec<PlaceId>,
    /// Why, in the words of the sheet: 二次供水水箱清洗消毒.
    pub reason: String,
    /// Where water is to be had meanwhile.
    pub supply_point: Option<String>,
    /// Why it could not be told in time; only a repair notice has one.
    pub late_reason: Option<String>,
    /// When the utility told us; kept for relayed and municipal stops.
    pub received_at: Option<Moment>,
}

/// Whether an outage could be told ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// 停水、停电通知: known ahead (QP7.3 §4.3.2).
    Planned,
    /// 抢修通知: an emergency or municipal stop, told at once, apologised for afterwards.
    Repair,
}

/// The office's own work was to be told by then; it is later now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLate {
    /// The last moment for the sheets to hang.
    pub post_by: Moment,
    /// The earliest start that could still be told in time.
    pub earliest_start: Moment,
}

impl Outage {
    /// The latest moment at which the last required board may get its sheet.
    ///
    /// Only the office's own work has a rule; of the rest a sheet is of use until the stop
    /// begins, and once it has begun until it ends.
    pub fn post_by(&self, lead_time: &Rule, now: Moment) -> Moment {
        if self.cause.has_gate() {
            self.starts_at - lead_time.hours()
        } else if now < self.starts_at {
            self.starts_at
        } else {
            self.ends_at
        }
    }

    /// QP7.3 §4.3.2: the office's own work is announced at least 24 hours ahead.
    ///
    /// To the microsecond: 24 h 0 s passes, anything less does not.
    pub fn gate(&self, lead_time: &Rule, now: Moment) -> Result<(), TooLate> {
        let post_by = self.post_by(lead_time, now);
        if !self.cause.has_gate() || now <= post_by {
            return Ok(());
        }
        Err(TooLate {
            post_by,
            earliest_start: next_five_minutes(now + lead_time.hours()),
        })
    }

    /// Whether this, in place of `before`, touches nobody who was not told already: a later
    /// start, a shorter stop, fewer places. Then no new lead time is needed.
    pub fn asks_no_more_than(&self, before: &Self) -> bool {
        self.utility == before.utility
            && self.starts_at >= before.starts_at
            && self.ends_at.since(self.starts_at) <= before.ends_at.since(before.starts_at)
            && self.places.iter().all(|p| before.places.contains(p))
    }

    /// Whether it begins or ends at another moment.
    pub fn is_at_another_time_than(&self, other: &Self) -> bool {
        self.starts_at != other.starts_at || self.ends_at != other.ends_at
    }

    /// How it is told: in time it is announced, else as a repair with the reason why it could not
    /// be.
    pub fn urgency(&self, now: Moment) -> Urgency {
        match self.cause {
            Cause::Own | Cause::Relayed => Urgency::Planned,
            Cause::Municipal if self.late_reason.is_none() && self.starts_at > now => {
                Urgency::Planned
            }
            Cause::Municipal | Cause::Emergency => Urgency::Repair,
        }
    }

    /// How long it lasts.
    pub fn length(&self) -> Duration {
        self.ends_at.since(self.starts_at)
    }
}

/// The next full five minutes, so that the advice can be typed as it is read.
fn next_five_minutes(at: Moment) -> Moment {
    const STEP: i64 = 5 * 60 * 1_000_000;
    at + Duration::microseconds((STEP - at.micros().rem_euclid(STEP)) % STEP)
}

impl TooLate {
    /// The refusal, with the reason, the clause and the way on; `show` writes the moments.
    pub fn refusal(self, clause: &str, show: Dates) -> Refusal {
        Refusal::of_field("start", "notices-too-late")
            .naming("latest", show.by_day(self.post_by))
            .naming("earliest", show.day_time(self.earliest_start))
            .naming("clause", clause)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, NaiveTime};
    use chrono_tz::Asia::Shanghai;
    use proptest::prelude::*;

    use super::*;

    fn lead() -> Rule {
        Rule {
            id: "outage.lead_time/1".into(),
            value: 24,
            clause: "QP7.3 §4.3.2".into(),
        }
    }

    fn moment(day: u32, hour: u32) -> Moment {
        let on = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        Moment::from_local(Shanghai, on, NaiveTime::from_hms_opt(hour, 0, 0).unwrap()).unwrap()
    }

    fn outage(cause: Cause, starts_at: Moment) -> Outage {
        Outage {
            utility: Utility::Water,
            cause,
            starts_at,
            ends_at: starts_at + Duration::hours(6),
            places: vec![PlaceId::new()],
            reason: "水箱清洗".into(),
            supply_point: None,
            late_reason: None,
            received_at: None,
        }
    }

    #[test]
    fn twenty_four_hours_to_the_second_pass_and_one_second_less_does_not() {
        let planned = outage(Cause::Own, moment(26, 9));
        assert_eq!(planned.gate(&lead(), moment(25, 9)), Ok(()));
        let late = planned
            .gate(&lead(), moment(25, 9) + Duration::seconds(1))
            .unwrap_err();
        assert_eq!(late.post_by, moment(25, 9));
        assert_eq!(late.earliest_start, moment(26, 9) + Duration::minutes(5));
    }

    #[test]
    fn the_hours_are_counted_across_the_end_of_a_month() {
        let planned = outage(Cause::Own, moment(30, 23) + Duration::hours(2));
        assert_eq!(planned.post_by(&lead(), moment(1, 0)), moment(30, 1));
    }

    #[test]
    fn what_others_cause_has_no_gate_but_ends_in_an_apology_where_the_clause_says_so() {
        for (cause, apology) in [
            (Cause::Relayed, false),
            (Cause::Municipal, true),
            (Cause::Emergency, true),
        ] {
            assert_eq!(
                outage(cause, moment(26, 9)).gate(&lead(), moment(26, 9)),
                Ok(())
            );
            assert_eq!(cause.ends_in_apology(), apology);
        }
    }

    #[test]
    fn later_shorter_or_fewer_needs_no_new_lead_time_and_the_rest_does() {
        let before = outage(Cause::Own, moment(26, 9));
        let later = Outage {
            starts_at: moment(26, 10),
            ends_at: moment(26, 16),
            ..before.clone()
        };
        assert!(later.asks_no_more_than(&before));
        let longer = Outage {
            ends_at: moment(26, 18),
            ..before.clone()
        };
        assert!(!longer.asks_no_more_than(&before));
        let earlier = Outage {
            starts_at: moment(26, 8),
            ends_at: moment(26, 14),
            ..before.clone()
        };
        assert!(!earlier.asks_no_more_than(&before));
        let mut more = before.clone();
        more.places.push(PlaceId::new());
        assert!(!more.asks_no_more_than(&before));
    }

    proptest! {
        #[test]
        fn the_gate_opens_exactly_at_the_lead_time(seconds in -200_000_i64..200_000) {
            let planned = outage(Cause::Own, moment(26, 9));
            let now = moment(25, 9) + Duration::seconds(seconds);
            prop_assert_eq!(planned.gate(&lead(), now).is_ok(), seconds <= 0);
        }

        #[test]
        fn the_earliest_start_offered_passes_the_gate(seconds in 1_i64..200_000) {
            let planned = outage(Cause::Own, moment(26, 9));
            let now = moment(25, 9) + Duration::seconds(seconds);
            let late = planned.gate(&lead(), now).unwrap_err();
            prop_assert!(outage(Cause::Own, late.earliest_start).gate(&lead(), now).is_ok());
        }
    }
}
