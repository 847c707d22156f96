//! The lead time of a stop, and what is left of it for those who were told before.

use crate::error::Refusal;
use crate::notices::outages::basis::Basis;
use crate::notices::outages::facts::{Outage, TooLate};
use crate::notices::said::Hang;
use crate::platform::clock::Moment;
use crate::platform::words::Lang;

/// How a stop stands against the lead time (QP7.3 §4.3.2).
pub(super) enum Stands {
    /// It is told in time, or no rule gives it time.
    Fits,
    /// It is not told ahead; whoever it touches was told of no less before.
    Told,
    /// It asks more than the notice it follows, whose stop has begun: told ahead it cannot be,
    /// and it is no emergency either. Names the field that asks more.
    Running(&'static str),
    /// It is too late.
    Late(TooLate),
}

/// When the sheets of a stop are to hang, and how it stands against the rule.
pub(super) struct Lead {
    /// How it stands.
    pub(super) stands: Stands,
    /// The last moment for its sheets to hang.
    pub(super) post_by: Moment,
    /// When they are to hang.
    pub(super) hang: Hang,
}

impl Lead {
    /// Of a stop, read against the notice that it follows.
    pub(super) fn of(outage: &Outage, ground: &Basis<'_>) -> Self {
        let rule = &ground.rules.lead_time;
        let before = before(ground);
        let told = before
            .as_ref()
            .filter(|before| outage.asks_no_more_than(before));
        let by_rule = outage.post_by(rule, ground.now);
        let hang = if outage.cause.has_gate() {
            Hang::By
        } else {
            Hang::AtOnce
        };
        let fits = Self {
            stands: Stands::Fits,
            post_by: by_rule,
            hang,
        };
        let Err(late) = outage.gate(rule, ground.now) else {
            // Whoever prepares for the old time reads of the new one before it comes.
            let old = told.filter(|before| before.starts_at > ground.now);
            let post_by = old.map_or(by_rule, |before| by_rule.min(before.starts_at));
            return Self { post_by, ..fits };
        };
        if let Some(before) = told {
            return Self {
                stands: Stands::Told,
                post_by: of_use_until([before.starts_at, outage.starts_at], outage, ground.now),
                hang: Hang::AtOnce,
            };
        }
        let running = before.filter(|before| before.starts_at <= ground.now);
        Self {
            stands: match running {
                Some(before) => Stands::Running(asks_more(outage, &before)),
                None => Stands::Late(late),
            },
            ..fits
        }
    }

    /// What the rule says against it.
    pub(super) fn refusal(&self, ground: &Basis<'_>) -> Option<Refusal> {
        let show = ground.dates(Lang::Zh);
        match &self.stands {
            Stands::Fits | Stands::Told => None,
            Stands::Running(field) => Some(Refusal::of_field(field, "notices-running")),
            Stands::Late(late) => {
                let clause = &ground.rules.lead_time.clause;
                Some(late.refusal(clause, show))
            }
        }
    }
}

/// What was told by the notice that this one follows.
fn before(ground: &Basis<'_>) -> Option<Outage> {
    let before = ground.before.and_then(|b| b.facts.read::<Outage>().ok());
    before.flatten()
}

/// The first of the starts that is still to come; once the stop has begun, its end.
fn of_use_until(starts: [Moment; 2], outage: &Outage, now: Moment) -> Moment {
    let mut ahead = starts.into_iter().filter(|start| *start > now);
    ahead.next().unwrap_or(outage.ends_at)
}

/// The field in which a stop asks more than the one before.
fn asks_more(outage: &Outage, before: &Outage) -> &'static str {
    if !outage.places.iter().all(|p| before.places.contains(p)) {
        "place"
    } else if outage.starts_at < before.starts_at {
        "start"
    } else {
        "end"
    }
}
