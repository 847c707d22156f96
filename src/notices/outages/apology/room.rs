//! The apology for an outage: its room. Its record is the outage's.

use super::super::announced::last_told;
use super::super::basis::Basis;
use super::super::kinds::APOLOGY;
use super::super::{offered, store};
use super::read;
use crate::error::{Refusal, Result};
use crate::notices::content::Ground;
use crate::notices::room::{
    Asked, Block, Drawn, Field, Follows, Form, Look, Manner, Room, Says, calm, nothing_due,
};
use crate::platform::db::Conn;
use crate::platform::page::View;

/// 致歉说明 (QP7.3 §4.3.3).
pub static ROOM: Room = Room {
    kind: APOLOGY,
    manner: Manner {
        follows: Follows::TakesPlace,
        may_be_followed: false,
        waits_when_over: false,
    },
    form: Some(Form {
        template: ApologyForm::TEMPLATE,
        starts: &[],
        began: |_| None,
        fields: &FIELDS,
        turns: &[],
        fresh: |_| crate::platform::form::Fields::default(),
        block: |_, view, drawn| Ok(block(view, drawn)),
    }),
    look,
    record: None,
    courses: calm,
    offers: offered::offers,
    due: nothing_due,
    routes: |_| {},
};

/// The form's block: it has no choices.
struct ApologyForm;

impl ApologyForm {
    const TEMPLATE: &'static str = "notices/outages/apology.html";
}

const FIELDS: [Field; 3] = [
    Field {
        name: "community",
        label: "notices-community",
        says: Says::Places,
    },
    Field::words("body", "notices-body"),
    Field::words("phone", "notices-phone"),
];

fn block(view: &View, drawn: &Drawn<'_>) -> Block {
    Block {
        heading: view.say("notices-title-apology"),
        fields: drawn.fields.clone(),
        sheets: drawn.sheets.unwrap_or_default(),
        values: serde_json::Value::Null,
    }
}

fn look(conn: &mut Conn, asked: &Asked<'_>) -> Result<Look> {
    let title = format!("致歉说明 · {}", asked.ground.community.name);
    let record = asked.row.and_then(|row| row.record.as_ref());
    let course = match record {
        Some(id) => store::course(conn, id)?,
        None => None,
    };
    let Some(ended_at) = course.and_then(|course| course.ended_at) else {
        return Ok(Look {
            title,
            paper: None,
            beside: Vec::new(),
            doubts: Vec::new(),
            wrong: vec![Refusal::new("notices-not-ended")],
        });
    };
    let before = match record {
        Some(id) => last_told(conn, id)?,
        None => None,
    };
    let ground = Ground {
        before: before.as_ref(),
        ..*asked.ground
    };
    let basis = Basis::of(conn, &ground)?;
    let read = read(asked.fields, ended_at, &basis);
    let told = read.paper.as_ref().map(|paper| paper.said.list_title());
    Ok(Look {
        title: told.unwrap_or(title),
        paper: read.paper,
        beside: Vec::new(),
        doubts: read.doubts,
        wrong: read.wrong,
    })
}
