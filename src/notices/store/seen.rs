//! Notices as whoever decides on them saw them. No step of a person goes without.

use std::ops::Deref;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use super::super::ids::NoticeId;
use super::super::lifecycle::{AtStage, Notice};
use super::{Row, any_row, row};
use crate::error::{Error, Result};
use crate::people::Scope;
use crate::platform::db::Tx;
use crate::platform::seen::Seen;
use crate::schema::notices;

/// A notice that nobody has changed since it was seen. Moves are made from one of these alone.
#[derive(Debug, Clone)]
pub(in super::super) struct AsSeen(Row);

impl Deref for AsSeen {
    type Target = Row;

    fn deref(&self) -> &Row {
        &self.0
    }
}

/// The notice that a person decides on: `NotFound` out of reach, `Conflict` when it is not as she
/// saw it. Every save compares the version once more, so that nobody slips in between.
pub(in super::super) fn as_seen(
    tx: &mut Tx<'_>,
    scope: &Scope,
    id: &NoticeId,
    seen: Seen,
) -> Result<AsSeen> {
    let row = row(tx, scope, id)?;
    if seen.is(row.core.version) {
        Ok(AsSeen(row))
    } else {
        Err(Error::Conflict)
    }
}

/// A notice that the clock moves, or that follows from a change that was decided on: there is no
/// page that anybody could have seen.
pub(in super::super) fn of_itself(tx: &mut Tx<'_>, id: &NoticeId) -> Result<AsSeen> {
    any_row(tx, id).map(AsSeen)
}

/// A notice at a stage; `Conflict` at another one.
pub(in super::super) fn at_stage<S: AtStage>(row: &AsSeen) -> Result<Notice<S>> {
    Notice::read(row.core.clone(), row.stage).ok_or(Error::Conflict)
}

/// Marks a notice as changed by a step that does not move it, like the draft of its successor:
/// other pages of it are old from then on. The version it has then; `Conflict` when somebody was
/// faster.
pub(in super::super) fn touch(tx: &mut Tx<'_>, row: &AsSeen) -> Result<i64> {
    let (now, version) = (tx.now(), row.core.version + 1);
    let touched = diesel::update(
        notices::table
            .filter(notices::id.eq(&row.core.id))
            .filter(notices::version.eq(row.core.version)),
    )
    .set((notices::version.eq(version), notices::updated_at.eq(now)))
    .execute(&mut **tx)?;
    if touched == 1 {
        Ok(version)
    } else {
        Err(Error::Conflict)
    }
}
