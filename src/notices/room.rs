//! What the desk asks of a kind of notice: one table of functions for each. Knows no kind.

mod course;
mod form;
mod look;

pub use self::course::{
    Ask, AskedFor, At, Course, Due, Known, Line, Offer, Offers, State, Told, calm, no_offers,
    nothing_due,
};
pub use self::form::{Block, Drawn, Field, Form, Says, Start, Turn};
pub use self::look::{Asked, Beside, Look, Paper};

use actix_web::web::ServiceConfig;

use super::ids::RecordId;
use super::kind::Kind;
use super::said::Facts;
use super::store::Row;
use crate::error::{Error, Result};
use crate::people::{OfficeId, Scope};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::platform::form::Fields;

/// What is asked of a kind. Each has one of these in its folder.
#[derive(Debug)]
pub struct Room {
    /// Its name.
    pub kind: Kind,
    /// How its notices go.
    pub manner: Manner,
    /// The form that it is written on; none where a step of another notice writes it.
    pub form: Option<Form>,
    /// Reads a form as far as it goes: what it would say, and what is wrong with it.
    pub look: fn(&mut Conn, &Asked<'_>) -> Result<Look>,
    /// What it keeps of its own beside its notices.
    pub record: Option<Record>,
    /// How what these notices tell of goes on, one answer each, in their order.
    pub courses: fn(&mut Conn, &[Told<'_>], Moment) -> Result<Vec<Course>>,
    /// What the page of a notice says and offers beside what every page does.
    pub offers: fn(&mut Conn, &Row, Moment) -> Result<Offers>,
    /// What the offices owe their residents now.
    pub due: fn(&mut Conn, &Scope, Moment) -> Result<Vec<Due>>,
    /// The addresses of its own steps.
    pub routes: fn(&mut ServiceConfig),
}

impl Room {
    /// The fields of its form; none where it has no form.
    pub fn fields(&self) -> &'static [Field] {
        self.form.as_ref().map_or(&[], |form| form.fields)
    }
}

/// How the notices of a kind go.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// What one does to the notice that it follows, once it is out.
    pub follows: Follows,
    /// Whether another may take the place of one, or call it off.
    pub may_be_followed: bool,
    /// Whether one that comes when it is of no use any more waits for a person.
    pub waits_when_over: bool,
}

/// What a notice does to the one that it follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follows {
    /// It takes its place.
    TakesPlace,
    /// It calls it off.
    CallsOff,
}

/// What a kind keeps of its own, changed together with its notices.
#[derive(Debug, Clone, Copy)]
pub struct Record {
    /// The first notice about it was approved.
    pub open: fn(&mut Tx<'_>, &Row, &Facts) -> Result<RecordId>,
    /// A notice took the place of the one before.
    pub take_over: fn(&mut Tx<'_>, &Row, &Facts) -> Result<()>,
    /// The notice was called off.
    pub end: fn(&mut Tx<'_>, &Row) -> Result<()>,
    /// Of which of these the offices have still to say or write something now.
    pub owed: fn(&mut Conn, &Scope, Moment) -> Result<Vec<RecordId>>,
    /// Gives them to another office.
    pub hand: fn(&mut Tx<'_>, &[RecordId], &OfficeId) -> Result<()>,
}

/// The kinds that the program is built with.
#[derive(Debug, Clone, Copy)]
pub struct Rooms(&'static [&'static Room]);

impl Rooms {
    /// These. A form that names no kind is of the first of them.
    pub const fn of(rooms: &'static [&'static Room]) -> Self {
        Self(rooms)
    }

    /// All of them.
    pub fn all(self) -> impl Iterator<Item = &'static Room> {
        self.0.iter().copied()
    }

    /// The room of a kind. One that is not there belongs to a newer program.
    pub fn of_kind(self, kind: &Kind) -> Result<&'static Room> {
        let found = self.all().find(|room| room.kind == *kind);
        found.ok_or_else(|| {
            Error::newer(format!(
                "this program knows no notices of the kind {kind}: serve with the newer program \
                 that stored one"
            ))
        })
    }

    /// The room whose form is opened under a name.
    pub fn opening(self, name: &str) -> Option<&'static Room> {
        let opens = |form: &Form| form.starts.contains(&name);
        self.all()
            .find(|room| room.form.as_ref().is_some_and(opens))
    }

    /// The room that a form names.
    pub fn of_form(self, fields: &Fields) -> Option<&'static Room> {
        match fields.get(KIND_FIELD) {
            "" => self.all().next(),
            name => self.all().find(|room| room.kind.as_str() == name),
        }
    }

    /// The room whose notices call others off.
    pub fn calling_off(self) -> Result<&'static Room> {
        let calls_off = |room: &&Room| room.manner.follows == Follows::CallsOff;
        let found = self.all().find(calls_off);
        found.ok_or_else(|| Error::internal("no kind of notice calls another off"))
    }

    /// What a button of this name turns in a form.
    pub fn turn(self, action: &str) -> Option<&'static Turn> {
        let mut forms = self.all().filter_map(|room| room.form.as_ref());
        forms.find_map(|form| form.turns.iter().find(|turn| turn.action == action))
    }
}

/// The field of a form that names its kind.
pub const KIND_FIELD: &str = "kind";
