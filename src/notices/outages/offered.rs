//! What the page of a notice about an outage knows of it, and what can be done about it.

use super::actions;
use super::kinds::{APOLOGY, OUTAGE};
use super::store::{self, Course};
use crate::error::Result;
use crate::notices::lifecycle::Stage;
use crate::notices::room::{Ask, AskedFor, Known, Offer, Offers};
use crate::notices::store::{Row, about};
use crate::platform::clock::Moment;
use crate::platform::db::Conn;

const WHEN_BACK: &[AskedFor] = &[
    AskedFor {
        name: "ended_date",
        label: "notices-date",
        of: "date",
    },
    AskedFor {
        name: "ended_time",
        label: "notices-time",
        of: "time",
    },
];

const RESTORE: Offer = Offer {
    act: actions::RESTORED.act,
    to: "restored",
    button: "notices-restored-do",
    ask: Some(Ask {
        title: "notices-restored",
        hint: "notices-restored-hint",
        fields: WHEN_BACK,
    }),
    open: false,
};

/// The same where somebody said it before, and it was not so.
const CORRECT: Offer = Offer {
    button: "notices-restored-mend",
    ask: Some(Ask {
        title: "notices-restored-wrong",
        hint: "notices-restored-wrong-hint",
        fields: WHEN_BACK,
    }),
    ..RESTORE
};

const STILL_OUT: Offer = Offer {
    act: actions::STILL_OUT.act,
    to: "still-out",
    button: "notices-still-out-do",
    ask: Some(Ask {
        title: "notices-still-out",
        hint: "notices-still-out-hint",
        fields: &[
            AskedFor {
                name: "until_date",
                label: "notices-date",
                of: "date",
            },
            AskedFor {
                name: "until_time",
                label: "notices-time",
                of: "time",
            },
        ],
    }),
    open: false,
};

const APOLOGISE: Offer = Offer {
    act: actions::APOLOGISE.act,
    to: "apologise",
    button: "notices-apologise",
    ask: None,
    open: false,
};

/// Its end, or that it is still out; then the apology. What was said of the end is corrected until
/// the apology for it is out of the writer's hands.
pub(super) fn offers(conn: &mut Conn, row: &Row, now: Moment) -> Result<Offers> {
    let Some(id) = &row.record else {
        return Ok(Offers::default());
    };
    let Some(recorded) = store::course(conn, id)? else {
        return Ok(Offers::default());
    };
    let apologised = about(conn, id)?
        .into_iter()
        .any(|about| about.kind == APOLOGY && about.stage != Stage::Draft);
    let ended = recorded.ended_at.is_some();
    let is_out = row.kind == OUTAGE && matches!(row.stage, Stage::Published | Stage::Expired);
    let mut steps = Vec::new();
    if is_out && !ended {
        let open = recorded.expected_end_at <= now;
        steps.push(Offer { open, ..RESTORE });
    }
    if row.kind == OUTAGE && ended && recorded.cause.ends_in_apology() && !apologised {
        steps.push(APOLOGISE);
    }
    if is_out && ended && !apologised {
        steps.push(CORRECT);
    }
    if is_out && !apologised && recorded.starts_at <= now {
        steps.push(STILL_OUT);
    }
    let end = recorded.ended_at.unwrap_or(recorded.expected_end_at);
    Ok(Offers {
        known: known(row, &recorded).into_iter().collect(),
        steps,
        at: (end <= now).then_some(end),
        ended,
    })
}

/// When it ended, or should end. Until a notice that follows another is out, the record has the
/// end that was told before; of what was called off nothing ended.
fn known(row: &Row, recorded: &Course) -> Option<Known> {
    let is_its_own = match row.stage {
        Stage::Published | Stage::Expired => true,
        Stage::Scheduled => row.replaces.is_none(),
        Stage::Draft | Stage::InReview | Stage::Superseded | Stage::Cancelled => false,
    };
    let ended = recorded.ended_at.filter(|_| row.stage != Stage::Cancelled);
    match ended {
        Some(at) => Some(Known {
            key: "notices-fact-restored",
            at,
        }),
        None if is_its_own => Some(Known {
            key: "notices-fact-expected-end",
            at: recorded.expected_end_at,
        }),
        None => None,
    }
}
