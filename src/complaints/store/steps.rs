//! The table of steps.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, QueryDsl, RunQueryDsl,
    SelectableHelper,
};

use crate::complaints::case::CaseId;
use crate::complaints::story::Step;
use crate::error::Result;
use crate::platform::db::{Conn, Tx};
use crate::schema::{complaint_contacts as contacts, complaint_steps as steps};

/// Writes a step down.
pub(in crate::complaints) fn insert(tx: &mut Tx<'_>, step: &Step) -> Result<()> {
    diesel::insert_into(steps::table)
        .values(step)
        .execute(&mut **tx)?;
    Ok(())
}

/// The steps of a case and of its contacts, the earliest first.
pub(in crate::complaints) fn of_case(conn: &mut Conn, case: &CaseId) -> Result<Vec<Step>> {
    let its_contacts = contacts::table
        .filter(contacts::case_id.eq(case))
        .select(contacts::id.nullable());
    Ok(steps::table
        .filter(
            steps::case_id
                .eq(case)
                .or(steps::contact_id.eq_any(its_contacts)),
        )
        .order((steps::taken_at, steps::id))
        .select(Step::as_select())
        .load(conn)?)
}
