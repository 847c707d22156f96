//! The last believed turn, and the holds that are open.

use std::net::IpAddr;

use diesel::{
    ExpressionMethods, OptionalExtension, QueryDsl, Queryable, RunQueryDsl, Selectable,
    SelectableHelper,
};

use super::{Cause, HoldId};
use crate::error::Result;
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::{clock_marks, duty_holds};

/// The name of the last believed turn.
const TURN: &str = "turn";
/// The name of what is written to see whether anything can be.
const READY: &str = "ready";

/// How the marks of proxies begin that nobody declared.
const UNDECLARED: &str = "undeclared ";

/// Something that some duties wait for.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = duty_holds)]
pub struct Hold {
    /// What a form that confirms it carries.
    pub id: HoldId,
    /// Why.
    pub cause: Cause,
    /// What the clock said when it began.
    pub since: Moment,
    /// The last turn that was believed before it; none when nothing is known of one.
    pub last_turn: Option<Moment>,
}

/// The last turn at a time that was believed.
pub(super) fn last_turn(conn: &mut Conn) -> Result<Option<Moment>> {
    Ok(clock_marks::table
        .filter(clock_marks::name.eq(TURN))
        .select(clock_marks::at)
        .first(conn)
        .optional()?)
}

/// Writes down that a turn was believed.
pub(super) fn mark(tx: &mut Tx<'_>, at: Moment) -> Result<()> {
    mark_as(tx, TURN, at)
}

/// Writes down that something can be written down: how a server shows that it is ready.
pub fn mark_ready(tx: &mut Tx<'_>) -> Result<()> {
    let now = tx.now();
    mark_as(tx, READY, now)
}

/// Writes down that an undeclared proxy spoke for others, a server once a day.
pub fn mark_undeclared(tx: &mut Tx<'_>, proxy: IpAddr) -> Result<()> {
    let now = tx.now();
    mark_as(tx, &format!("{UNDECLARED}{proxy}"), now)
}

/// The undeclared proxies that spoke for others since a moment.
pub fn undeclared_since(conn: &mut Conn, since: Moment) -> Result<Vec<String>> {
    let names: Vec<String> = clock_marks::table
        .filter(clock_marks::at.ge(since))
        .order(clock_marks::name)
        .select(clock_marks::name)
        .load(conn)?;
    let proxies = names
        .iter()
        .filter_map(|name| name.strip_prefix(UNDECLARED));
    Ok(proxies.map(str::to_owned).collect())
}

fn mark_as(tx: &mut Tx<'_>, name: &str, at: Moment) -> Result<()> {
    crate::on_each_backend!(&mut **tx, |c| diesel::insert_into(clock_marks::table)
        .values((clock_marks::name.eq(name), clock_marks::at.eq(at)))
        .on_conflict(clock_marks::name)
        .do_update()
        .set(clock_marks::at.eq(at))
        .execute(c))?;
    Ok(())
}

/// The holds that are open, by cause.
pub(super) fn open(conn: &mut Conn) -> Result<Vec<Hold>> {
    Ok(duty_holds::table
        .order(duty_holds::cause)
        .select(Hold::as_select())
        .load(conn)?)
}

/// Opens a hold in the place of one with the same cause.
pub(super) fn begin(tx: &mut Tx<'_>, hold: &Hold) -> Result<()> {
    let (id, cause) = (&hold.id, hold.cause);
    let rest = (
        duty_holds::since.eq(hold.since),
        duty_holds::last_turn.eq(hold.last_turn),
    );
    crate::on_each_backend!(&mut **tx, |c| diesel::insert_into(duty_holds::table)
        .values((duty_holds::id.eq(id), duty_holds::cause.eq(cause), rest))
        .on_conflict(duty_holds::cause)
        .do_update()
        .set((duty_holds::id.eq(id), rest))
        .execute(c))?;
    Ok(())
}

/// Closes a hold; 0 when it is closed already.
pub(super) fn end(tx: &mut Tx<'_>, id: &HoldId) -> Result<usize> {
    Ok(diesel::delete(duty_holds::table.filter(duty_holds::id.eq(id))).execute(&mut **tx)?)
}
