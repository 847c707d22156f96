//! The table of steps.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, QueryDsl, RunQueryDsl,
    SelectableHelper,
};

use crate::complaints::case::CaseId;
use crate::complaints::contact::ContactId;
use crate::complaints::story::{Act, Step, StepId};
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

/// Forgets what steps on a contact say, of these acts; that they were taken stays.
pub(in crate::complaints) fn forget(
    tx: &mut Tx<'_>,
    contact: &ContactId,
    acts: &[Act],
) -> Result<()> {
    let of_contact = steps::table
        .filter(steps::contact_id.eq(contact))
        .filter(steps::act.eq_any(acts.to_vec()));
    diesel::update(of_contact)
        .set(steps::detail.eq(""))
        .execute(&mut **tx)?;
    Ok(())
}

/// Forgets what steps on a whole case say, of these acts.
pub(in crate::complaints) fn forget_of_case(
    tx: &mut Tx<'_>,
    case: &CaseId,
    acts: &[Act],
) -> Result<()> {
    let of_case = steps::table
        .filter(steps::case_id.eq(case))
        .filter(steps::act.eq_any(acts.to_vec()));
    diesel::update(of_case)
        .set(steps::detail.eq(""))
        .execute(&mut **tx)?;
    Ok(())
}

/// What a step says from now on.
pub(in crate::complaints) fn say(tx: &mut Tx<'_>, id: &StepId, detail: &str) -> Result<()> {
    diesel::update(steps::table.filter(steps::id.eq(id)))
        .set(steps::detail.eq(detail))
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
