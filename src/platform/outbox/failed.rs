//! What failed: told to whom it concerns, with the relay's words, and sent once more on demand.

use std::collections::BTreeMap;

use diesel::dsl::{count_star, sql};
use diesel::expression::SqlLiteral;
use diesel::sql_types::Bool;
use diesel::{
    BoolExpressionMethods, EscapeExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl,
    Queryable, RunQueryDsl, Selectable, SelectableHelper, TextExpressionMethods,
};

use super::occasion::{Occasion, beginning, is_of};
use crate::error::{Error, Result};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::platform::mail::Letter;
use crate::schema::outbox;

crate::id!(
    /// A parcel.
    ParcelId
);

/// A parcel that was refused or given up.
#[derive(Debug, Clone)]
pub struct Failed {
    /// Its id.
    pub id: ParcelId,
    /// What it says it is about; empty when the letter cannot be read.
    pub subject: String,
    /// Whom it was for.
    pub recipient: String,
    /// Whether it is one of many, to somebody who asked for them.
    pub to_many: bool,
    /// The relay's words; empty when it was given up untried.
    pub why: String,
    /// The page of what it tells.
    pub about: Option<String>,
    /// When it failed.
    pub at: Moment,
    /// Until when it can be sent once more.
    pub until: Moment,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = outbox)]
struct Row {
    id: ParcelId,
    recipient: String,
    payload: String,
    about: Option<String>,
    settled_at: Option<Moment>,
    give_up_at: Moment,
    created_at: Moment,
    last_error: Option<String>,
}

impl From<Row> for Failed {
    fn from(row: Row) -> Self {
        let letter = serde_json::from_str::<Letter>(&row.payload).ok();
        let to_many = letter.as_ref().is_some_and(|l| l.unsubscribe.is_some());
        Self {
            id: row.id,
            to_many,
            subject: letter.map(|letter| letter.subject).unwrap_or_default(),
            recipient: row.recipient,
            why: row.last_error.unwrap_or_default(),
            about: row.about,
            at: row.settled_at.unwrap_or(row.created_at),
            until: row.give_up_at,
        }
    }
}

/// That a parcel failed, said in the words of the index that has only those: an index of a part is
/// used where its condition stands in the query itself.
fn is_failed() -> SqlLiteral<Bool> {
    sql("outbox.outcome IN ('refused', 'gave_up')")
}

/// What failed for these offices since a moment, the latest first, and no more than `most`.
pub fn failed(
    conn: &mut Conn,
    offices: &[String],
    since: Moment,
    most: i64,
) -> Result<Vec<Failed>> {
    let rows: Vec<Row> = outbox::table
        .filter(outbox::office_id.eq_any(offices))
        .filter(is_failed())
        .filter(outbox::settled_at.ge(since))
        .order((outbox::settled_at.desc(), outbox::id))
        .limit(most)
        .select(Row::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(Failed::from).collect())
}

/// How much failed for these offices since a moment.
pub fn count_failed(conn: &mut Conn, offices: &[String], since: Moment) -> Result<i64> {
    Ok(outbox::table
        .filter(outbox::office_id.eq_any(offices))
        .filter(is_failed())
        .filter(outbox::settled_at.ge(since))
        .count()
        .get_result(conn)?)
}

/// How much failed since a moment, for each of these offices that has some.
pub fn failed_by_office(
    conn: &mut Conn,
    offices: &[String],
    since: Moment,
) -> Result<BTreeMap<String, i64>> {
    let rows: Vec<(Option<String>, i64)> = outbox::table
        .filter(outbox::office_id.eq_any(offices))
        .filter(is_failed())
        .filter(outbox::settled_at.ge(since))
        .group_by(outbox::office_id)
        .select((outbox::office_id, count_star()))
        .load(conn)?;
    let named = |(office, count): (Option<String>, i64)| Some((office?, count));
    Ok(rows.into_iter().filter_map(named).collect())
}

/// More pages than a question to the database may name at once.
const AT_ONCE: usize = 5_000;

/// Gives what tells of these pages to another office: whoever may open them is told what fails, and
/// sends it once more.
pub fn give(tx: &mut Tx<'_>, pages: &[String], office: &str) -> Result<()> {
    for some in pages.chunks(AT_ONCE) {
        diesel::update(outbox::table.filter(outbox::about.eq_any(some)))
            .set(outbox::office_id.eq(office))
            .execute(&mut **tx)?;
    }
    Ok(())
}

/// What failed of the parcels of an occasion, the latest first, and no more than `most`.
pub fn failed_of(conn: &mut Conn, of: &Occasion, most: i64) -> Result<Vec<Failed>> {
    let rows: Vec<Row> = outbox::table
        .filter(is_of!(of))
        .filter(is_failed())
        .order((outbox::settled_at.desc(), outbox::id))
        .limit(most)
        .select(Row::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(Failed::from).collect())
}

/// What came of the wish to send once more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Again {
    /// It is due.
    Due,
    /// It is of no use to anybody any more.
    TooLate,
    /// It waits already, or left, or was withdrawn.
    Already,
}

/// A parcel that somebody wished to send once more.
#[derive(Debug, Clone)]
pub struct Retried {
    /// What came of it.
    pub again: Again,
    /// The page of what it tells.
    pub about: Option<String>,
}

/// A failed parcel of one of these offices is due once more, as if it had never been tried.
///
/// # Errors
/// `NotFound` when they have none of that id.
pub fn send_again(tx: &mut Tx<'_>, offices: &[String], id: &ParcelId) -> Result<Retried> {
    let now = tx.now();
    let found: Option<(Moment, Option<String>)> = outbox::table
        .filter(outbox::id.eq(id))
        .filter(outbox::office_id.eq_any(offices))
        .select((outbox::give_up_at, outbox::about))
        .first(&mut **tx)
        .optional()?;
    let (until, about) = found.ok_or(Error::NotFound)?;
    if until <= now {
        let again = Again::TooLate;
        return Ok(Retried { again, about });
    }
    let failed = outbox::table.filter(outbox::id.eq(id)).filter(is_failed());
    let due = diesel::update(failed)
        .set((
            outbox::settled_at.eq(None::<Moment>),
            outbox::outcome.eq(None::<String>),
            outbox::due_at.eq(now),
            outbox::attempt.eq(0),
            outbox::owner.eq(None::<String>),
            outbox::claimed_until.eq(None::<Moment>),
        ))
        .execute(&mut **tx)?;
    let again = if due == 1 { Again::Due } else { Again::Already };
    Ok(Retried { again, about })
}
