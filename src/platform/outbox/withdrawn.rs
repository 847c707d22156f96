//! Parcels that are not to leave any more, or not to where they were addressed.

use diesel::{
    BoolExpressionMethods, EscapeExpressionMethods, ExpressionMethods, QueryDsl, RunQueryDsl,
    TextExpressionMethods, dsl,
};

use super::Claimed;
use super::occasion::{Occasion, beginning, is_of};
use crate::error::Result;
use crate::platform::db::{Conn, Db, Tx};
use crate::platform::mail::Letter;
use crate::schema::outbox;

/// It waits, or failed.
macro_rules! has_not_left {
    () => {
        outbox::settled_at
            .is_null()
            .or(outbox::outcome.eq("refused"))
            .or(outbox::outcome.eq("gave_up"))
    };
}

/// Withdraws what has not left, failed or not, of the parcels of an occasion; returns how many.
pub fn withdraw(tx: &mut Tx<'_>, of: &Occasion) -> Result<usize> {
    let now = tx.now();
    let waiting = outbox::table.filter(is_of!(of)).filter(has_not_left!());
    Ok(diesel::update(waiting)
        .set((outbox::settled_at.eq(now), outbox::outcome.eq("withdrawn")))
        .execute(&mut **tx)?)
}

/// Withdraws what has not left of an occasion, and forgets what its letters say, also of those that
/// have left; that there were any stays.
pub fn forget(tx: &mut Tx<'_>, of: &Occasion) -> Result<()> {
    withdraw(tx, of)?;
    diesel::update(outbox::table.filter(is_of!(of)))
        .set(outbox::payload.eq(""))
        .execute(&mut **tx)?;
    Ok(())
}

/// Withdraws what waits and is of no use to anybody any more; returns how many.
pub fn withdraw_late(tx: &mut Tx<'_>) -> Result<usize> {
    let now = tx.now();
    let late = outbox::table
        .filter(outbox::settled_at.is_null())
        .filter(outbox::give_up_at.lt(now));
    Ok(diesel::update(late)
        .set((outbox::settled_at.eq(now), outbox::outcome.eq("withdrawn")))
        .execute(&mut **tx)?)
}

/// Withdraws what has not left of the mails to one address that it may leave with one click, and
/// whose `dedupe` begins with one of `prefixes`: who has left gets no more of them. What the same
/// address gets as an office stays.
pub fn leave(tx: &mut Tx<'_>, recipient: &str, prefixes: &[String]) -> Result<usize> {
    let waiting = outbox::table
        .filter(outbox::recipient.eq(recipient))
        .filter(has_not_left!())
        .select((outbox::id, outbox::dedupe, outbox::payload))
        .load::<(String, String, String)>(&mut **tx)?;
    let ids: Vec<String> = waiting
        .into_iter()
        .filter(|(_, dedupe, _)| prefixes.iter().any(|p| dedupe.starts_with(p.as_str())))
        .filter(|(_, _, payload)| goes_to_many(payload))
        .map(|(id, _, _)| id)
        .collect();
    end(tx, &ids)
}

/// Sends what has not left of an office's own mails to its new address; returns how many.
pub fn readdress(tx: &mut Tx<'_>, office: &str, from: &str, to: &str) -> Result<usize> {
    let waiting = outbox::table
        .filter(outbox::office_id.eq(office))
        .filter(outbox::recipient.eq(from))
        .filter(has_not_left!())
        .select((outbox::id, outbox::payload))
        .load::<(String, String)>(&mut **tx)?;
    let mut moved = 0;
    for (id, payload) in waiting {
        let Ok(mut letter) = serde_json::from_str::<Letter>(&payload) else {
            continue;
        };
        if letter.unsubscribe.is_some() {
            continue;
        }
        to.clone_into(&mut letter.to);
        moved += diesel::update(outbox::table.find(id))
            .set((
                outbox::recipient.eq(to),
                outbox::payload.eq(serde_json::to_string(&letter)?),
            ))
            .execute(&mut **tx)?;
    }
    Ok(moved)
}

/// Who was told, or perhaps told, by the parcels of an occasion.
pub fn told(conn: &mut Conn, of: &Occasion) -> Result<Vec<String>> {
    // A lease stays on what was on its way when it was withdrawn.
    let left = outbox::outcome
        .eq("sent")
        .or(outbox::claimed_until.is_not_null());
    Ok(outbox::table
        .filter(is_of!(of))
        .filter(left)
        .select(outbox::recipient)
        .load(conn)?)
}

/// Whether a parcel in hand is still to be sent: it may have been withdrawn since.
pub async fn still_ours(db: &Db, parcel: &Claimed) -> Result<bool> {
    let id = parcel.id.clone();
    db.read(move |conn| {
        let open = outbox::table
            .filter(outbox::id.eq(id))
            .filter(outbox::settled_at.is_null());
        Ok(diesel::select(dsl::exists(open)).get_result(conn)?)
    })
    .await
}

fn goes_to_many(payload: &str) -> bool {
    serde_json::from_str::<Letter>(payload).is_ok_and(|letter| letter.unsubscribe.is_some())
}

fn end(tx: &mut Tx<'_>, ids: &[String]) -> Result<usize> {
    let now = tx.now();
    let mut ended = 0;
    for id in ids {
        ended += diesel::update(outbox::table.find(id))
            .set((outbox::settled_at.eq(now), outbox::outcome.eq("withdrawn")))
            .execute(&mut **tx)?;
    }
    Ok(ended)
}
