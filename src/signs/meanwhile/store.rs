//! The table of versions.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use super::counted::Counted;
use crate::error::Result;
use crate::platform::db::{Conn, Tx};
use crate::schema::sign_versions;

/// How a subject stands; nothing where no step was taken yet.
pub(super) fn find(conn: &mut Conn, subject: &str) -> Result<Option<Counted>> {
    Ok(sign_versions::table
        .find(subject)
        .select(Counted::as_select())
        .first(conn)
        .optional()?)
}

/// Counts a step of the change's actor. Two at once are both counted: the second waits at the row.
pub(super) fn count(tx: &mut Tx<'_>, subject: &str) -> Result<()> {
    let actor = tx.actor().id.clone();
    let first = Counted {
        subject: subject.to_owned(),
        version: 1,
        changed_by: actor.clone(),
        others_version: 0,
    };
    let kept = crate::on_each_backend!(&mut **tx, |c| diesel::insert_into(sign_versions::table)
        .values(&first)
        .on_conflict_do_nothing()
        .execute(c))?;
    if kept == 1 {
        return Ok(());
    }
    // Counted first: whoever changed it is read only when the row is held.
    diesel::update(sign_versions::table.find(subject))
        .set(sign_versions::version.eq(sign_versions::version + 1))
        .execute(&mut **tx)?;
    let of_another = sign_versions::table
        .filter(sign_versions::subject.eq(subject))
        .filter(sign_versions::changed_by.ne(&actor));
    diesel::update(of_another)
        .set((
            sign_versions::others_version.eq(sign_versions::version - 1),
            sign_versions::changed_by.eq(&actor),
        ))
        .execute(&mut **tx)?;
    Ok(())
}
