//! The notice of an outage: its room.

use super::basis::Basis;
use super::facts::{Cause, Outage, Utility};
use super::form::block::{OutageForm, block};
use super::form::{check, defaults};
use super::kinds::OUTAGE;
use super::store::owed;
use super::text::usual_reason;
use super::{actions, course, due, offered, overlap, store};
use crate::error::Result;
use crate::notices::ids::RecordId;
use crate::notices::room::{Field, Follows, Form, Manner, Record, Room, Says, Turn};
use crate::notices::said::Facts;
use crate::notices::store::Row;
use crate::people::Scope;
use crate::platform::db::Tx;
use crate::platform::form::Fields;

/// 停水停电通知、抢修通知 (QP7.3 §4.3.2).
pub static ROOM: Room = Room {
    kind: OUTAGE,
    manner: Manner {
        follows: Follows::TakesPlace,
        may_be_followed: true,
        waits_when_over: true,
    },
    form: Some(FORM),
    look: |conn, asked| {
        let basis = Basis::of(conn, asked.ground)?;
        let mut look = check(asked.fields, &basis);
        look.beside = overlap::beside(conn, asked, &look)?;
        Ok(look)
    },
    record: Some(Record {
        open,
        take_over,
        end,
        owed: owed::owed,
        hand: owed::hand,
    }),
    courses: course::of_outages,
    offers: offered::offers,
    due: due::after_outages,
    routes: actions::routes,
};

const FORM: Form = Form {
    template: OutageForm::TEMPLATE,
    starts: &["water", "power"],
    began: |fields: &Fields| {
        let utility: Option<Utility> = fields.get("utility").parse().ok();
        utility.map(|utility| utility.as_str())
    },
    fields: &FIELDS,
    turns: &[Turn {
        action: "repair",
        turn: as_repair,
    }],
    fresh: defaults,
    block,
};

/// An emergency has a reason of its own: the work that every new form proposes is none.
fn as_repair(fields: &Fields) -> Fields {
    let turned = fields.with("cause", Cause::Emergency.as_str());
    let mut usual = Utility::ALL.iter().map(|utility| usual_reason(*utility));
    if usual.any(|usual| usual == fields.get("reason").trim()) {
        turned.with("reason", "")
    } else {
        turned
    }
}

const FIELDS: [Field; 17] = [
    Field {
        name: "utility",
        label: "notices-what",
        says: Says::Word {
            prefix: "utility-",
            known: |word| word.parse::<Utility>().is_ok(),
        },
    },
    Field {
        name: "community",
        label: "notices-community",
        says: Says::Places,
    },
    Field::words("date", "notices-date"),
    Field::words("start", "notices-start"),
    Field::words("end", "notices-end"),
    Field::words("end_date", "notices-end-date"),
    Field::words("supply_point", "notices-supply-point"),
    Field {
        name: "place",
        label: "notices-where",
        says: Says::Places,
    },
    Field::words("reason", "notices-reason"),
    Field {
        name: "cause",
        label: "notices-why",
        says: Says::Word {
            prefix: "cause-",
            known: |word| word.parse::<Cause>().is_ok(),
        },
    },
    Field::words("late_reason", "notices-late-reason"),
    Field::words("received_date", "notices-received-date"),
    Field::words("received_time", "notices-received-time"),
    Field {
        name: "body",
        label: "notices-body",
        says: Says::Follows,
    },
    Field::words("phone", "notices-phone"),
    Field::words("publish_date", "notices-publish-date"),
    Field::words("publish_time", "notices-publish-time"),
];

/// The outage's own record, opened with the first notice about it. A notice that replaces
/// another changes it only when it is published.
fn open(tx: &mut Tx<'_>, row: &Row, facts: &Facts) -> Result<RecordId> {
    let outage: Option<Outage> = facts.read()?;
    let outage = outage.ok_or_else(|| {
        crate::error::Error::internal("a notice of an outage that knows nothing of it")
    })?;
    let id = RecordId::new();
    let whose = store::Whose {
        office: &row.office,
        community: &row.community,
    };
    store::insert(tx, &id, whose, &outage)?;
    Ok(id)
}

/// The outage takes over the new facts.
fn take_over(tx: &mut Tx<'_>, row: &Row, facts: &Facts) -> Result<()> {
    match (&row.record, facts.read()?) {
        (Some(id), Some(outage)) => store::update(tx, id, &outage),
        (Some(_) | None, _) => Ok(()),
    }
}

/// What was called off is over.
fn end(tx: &mut Tx<'_>, row: &Row) -> Result<()> {
    let (office, now) = (Scope::of(vec![row.office.clone()]), tx.now());
    match &row.record {
        Some(id) => store::end(tx, &office, id, now).map(|_| ()),
        None => Ok(()),
    }
}
