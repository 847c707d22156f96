//! The table of codes.

pub mod scans;

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use super::{Code, CodeRow, NewCode, Target, WEB};
use crate::error::{Error, Result};
use crate::organisation::ties::Handover;
use crate::organisation::{Place, PlaceId, store as places};
use crate::people::Scope;
use crate::platform::db::{Conn, Tx};
use crate::platform::secret;
use crate::schema::codes;

/// With 45 random bits the second draw succeeds in any town; this many failures are a fault.
const DRAWS: usize = 16;

/// Gives out a code that was never given before.
pub fn issue(tx: &mut Tx<'_>, new: &NewCode<'_>) -> Result<Code> {
    let now = tx.now();
    for _ in 0..DRAWS {
        let code = Code::random(&mut secret::rng());
        let row = (
            codes::code.eq(&code),
            codes::office_id.eq(new.office),
            codes::place_id.eq(new.place),
            codes::target.eq(new.target),
            codes::target_id.eq(new.target_id),
            codes::created_at.eq(now),
        );
        let given = crate::on_each_backend!(&mut **tx, |c| diesel::insert_into(codes::table)
            .values(row)
            .on_conflict_do_nothing()
            .execute(c))?;
        if given == 1 {
            return Ok(code);
        }
    }
    Err(Error::internal("no free code was found"))
}

/// The code behind which a community's residents report on the web, if one was given out: of
/// several the first.
pub fn of_web(conn: &mut Conn, community: &PlaceId) -> Result<Option<Code>> {
    Ok(codes::table
        .filter(codes::target.eq(Target::Nothing))
        .filter(codes::target_id.eq(WEB))
        .filter(codes::place_id.eq(community))
        .filter(codes::revoked_at.is_null())
        .order((codes::created_at, codes::code))
        .select(codes::code)
        .first(conn)
        .optional()?)
}

/// Gives out the code behind which a community's residents report on the web.
pub fn issue_for_web(tx: &mut Tx<'_>, community: &Place) -> Result<Code> {
    if let Some(known) = of_web(tx, &community.id)? {
        return Ok(known);
    }
    let new = NewCode {
        office: &community.office,
        place: Some(&community.id),
        target: Target::Nothing,
        target_id: Some(WEB),
    };
    issue(tx, &new)
}

/// What a code stands for, if it was ever given out.
pub fn find(conn: &mut Conn, code: &Code) -> Result<Option<CodeRow>> {
    Ok(codes::table
        .filter(codes::code.eq(code))
        .select(CodeRow::as_select())
        .first(conn)
        .optional()?)
}

/// Takes a code out of use; the first time counts.
pub fn revoke(tx: &mut Tx<'_>, code: &Code) -> Result<()> {
    let now = tx.now();
    let open = codes::table
        .filter(codes::code.eq(code))
        .filter(codes::revoked_at.is_null());
    diesel::update(open)
        .set(codes::revoked_at.eq(now))
        .execute(&mut **tx)?;
    Ok(())
}

/// Codes that stand for a place stand for another one from now on.
pub fn go_along(tx: &mut Tx<'_>, from: &Place, into: &Place) -> Result<()> {
    diesel::update(codes::table.filter(codes::place_id.eq(&from.id)))
        .set(codes::place_id.eq(&into.id))
        .execute(&mut **tx)?;
    Ok(())
}

/// Which of these codes open nothing any more.
pub fn revoked(conn: &mut Conn, asked: &[&Code]) -> Result<Vec<String>> {
    let asked: Vec<&str> = asked.iter().map(|code| code.as_str()).collect();
    Ok(codes::table
        .filter(codes::code.eq_any(asked))
        .filter(codes::revoked_at.is_not_null())
        .select(codes::code)
        .load(conn)?)
}

/// Lets a code stand for something else; a revoked one stays revoked.
pub fn repoint(
    tx: &mut Tx<'_>,
    code: &Code,
    target: Target,
    target_id: Option<&str>,
) -> Result<()> {
    let row = codes::table.filter(codes::code.eq(code));
    let changed = diesel::update(row)
        .set((codes::target.eq(target), codes::target_id.eq(target_id)))
        .execute(&mut **tx)?;
    if changed == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// Lets a code that stands for nothing stand for a thing at a place; 0 when it stands for
/// something already or is revoked.
pub fn assign(
    tx: &mut Tx<'_>,
    code: &Code,
    target: Target,
    target_id: &str,
    place: &Place,
) -> Result<usize> {
    let free = codes::table
        .filter(codes::code.eq(code))
        .filter(codes::target.eq(Target::Nothing))
        .filter(codes::target_id.is_null())
        .filter(codes::revoked_at.is_null());
    Ok(diesel::update(free)
        .set((
            codes::target.eq(target),
            codes::target_id.eq(target_id),
            codes::place_id.eq(&place.id),
            codes::office_id.eq(&place.office),
        ))
        .execute(&mut **tx)?)
}

/// What a code is on hangs somewhere else now.
pub fn set_place(tx: &mut Tx<'_>, code: &Code, place: &Place) -> Result<()> {
    let row = codes::table.filter(codes::code.eq(code));
    diesel::update(row)
        .set((
            codes::place_id.eq(&place.id),
            codes::office_id.eq(&place.office),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// The codes within reach that stand for nothing and hang nowhere, the newest first.
pub fn blank(conn: &mut Conn, scope: &Scope, limit: i64) -> Result<Vec<CodeRow>> {
    Ok(codes::table
        .filter(codes::office_id.eq_any(scope.offices()))
        .filter(codes::target.eq(Target::Nothing))
        .filter(codes::place_id.is_null())
        .filter(codes::revoked_at.is_null())
        .order((codes::created_at.desc(), codes::code))
        .select(CodeRow::as_select())
        .limit(limit)
        .load(conn)?)
}

/// More places than a question to the database may name at once.
const AT_ONCE: usize = 5_000;

/// How many codes stand for places of a community.
pub fn of_community(conn: &mut Conn, community: &Place) -> Result<i64> {
    let mut count = 0;
    for some in places::ids_in(conn, &community.id)?.chunks(AT_ONCE) {
        let of_some = codes::table.filter(codes::place_id.eq_any(some));
        count += of_some.count().get_result::<i64>(conn)?;
    }
    Ok(count)
}

/// Gives them to the office that has charge of it from now on.
pub fn hand_over(tx: &mut Tx<'_>, handover: &Handover<'_>) -> Result<()> {
    for some in places::ids_in(tx, &handover.community.id)?.chunks(AT_ONCE) {
        diesel::update(codes::table.filter(codes::place_id.eq_any(some)))
            .set(codes::office_id.eq(handover.to))
            .execute(&mut **tx)?;
    }
    Ok(())
}
