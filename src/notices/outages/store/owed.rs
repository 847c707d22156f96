//! Outages that ended and want their apology.

use diesel::dsl::{exists, not};
use diesel::{
    ExpressionMethods, JoinOnDsl, NullableExpressionMethods, QueryDsl, Queryable, RunQueryDsl,
};

use super::unconfirmed;
use crate::error::Result;
use crate::notices::ids::{NoticeId, RecordId};
use crate::notices::kind::Kind;
use crate::notices::lifecycle::Stage;
use crate::notices::outages::facts::Cause;
use crate::notices::outages::kinds::APOLOGY;
use crate::people::{OfficeId, Scope};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::{notice_outages as outages, notices};

/// A notice about an outage that ended and that nobody has begun to apologise for beyond a draft.
#[derive(Debug, Clone, Queryable)]
pub(in crate::notices::outages) struct Unapologised {
    pub(in crate::notices::outages) outage: RecordId,
    pub(in crate::notices::outages) office: OfficeId,
    pub(in crate::notices::outages) ended_at: Option<Moment>,
    pub(in crate::notices::outages) id: NoticeId,
    pub(in crate::notices::outages) kind: Kind,
    pub(in crate::notices::outages) stage: Stage,
    pub(in crate::notices::outages) title: String,
}

/// The notices about outages of the offices that ended and want their apology, by their end, older
/// notices first.
pub(in crate::notices::outages) fn unapologised(
    conn: &mut Conn,
    scope: &Scope,
) -> Result<Vec<Unapologised>> {
    let apology = diesel::alias!(notices as apology);
    let apologies = apology
        .filter(apology.field(notices::record_id).eq(outages::id.nullable()))
        .filter(apology.field(notices::kind).eq(APOLOGY))
        .filter(apology.field(notices::stage).ne(Stage::Draft));
    Ok(outages::table
        .inner_join(notices::table.on(notices::record_id.eq(outages::id.nullable())))
        .filter(outages::office_id.eq_any(scope.offices()))
        .filter(outages::cause.eq_any([Cause::Municipal, Cause::Emergency]))
        .filter(outages::ended_at.is_not_null())
        .filter(not(exists(apologies)))
        .order((outages::ended_at, outages::id, notices::id))
        .select((
            outages::id,
            outages::office_id,
            outages::ended_at,
            notices::id,
            notices::kind,
            notices::stage,
            notices::title,
        ))
        .load(conn)?)
}

/// The outages of the offices that want an apology, or the word that they are over.
pub(in crate::notices::outages) fn owed(
    conn: &mut Conn,
    scope: &Scope,
    now: Moment,
) -> Result<Vec<RecordId>> {
    let apologies = unapologised(conn, scope)?.into_iter();
    let words = unconfirmed(conn, scope, now)?.into_iter();
    let owed = apologies.map(|one| one.outage);
    Ok(owed.chain(words.map(|one| one.outage)).collect())
}

/// Gives outages to the office that has charge of their community from now on.
pub(in crate::notices::outages) fn hand(
    tx: &mut Tx<'_>,
    all: &[RecordId],
    to: &OfficeId,
) -> Result<()> {
    diesel::update(outages::table.filter(outages::id.eq_any(all)))
        .set(outages::office_id.eq(to))
        .execute(&mut **tx)?;
    Ok(())
}
