//! Which office had charge of a community, and since when.

use diesel::{ExpressionMethods, QueryDsl, Queryable, RunQueryDsl};

use crate::error::{Error, Result};
use crate::organisation::ties::Handover;
use crate::organisation::{OfficeId, PlaceId};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::{boards, offices, place_charges, place_imports, place_proposals, places};

/// A span in which an office had charge of a community.
#[derive(Debug, Clone, Queryable)]
pub(super) struct Charge {
    pub(super) office: String,
    pub(super) from: Moment,
    /// Nothing while it has.
    pub(super) until: Option<Moment>,
}

/// Who had charge of a community, the latest first; nobody else ever had where this is empty.
pub(super) fn charges(conn: &mut Conn, community: &PlaceId) -> Result<Vec<Charge>> {
    Ok(place_charges::table
        .inner_join(offices::table)
        .filter(place_charges::community_id.eq(community))
        .order(place_charges::from_at.desc())
        .select((
            offices::name,
            place_charges::from_at,
            place_charges::until_at,
        ))
        .load(conn)?)
}

fn begin(tx: &mut Tx<'_>, community: &PlaceId, office: &OfficeId, from: Moment) -> Result<()> {
    diesel::insert_into(place_charges::table)
        .values((
            place_charges::community_id.eq(community),
            place_charges::office_id.eq(office),
            place_charges::from_at.eq(from),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Writes down that another office has charge from now on.
pub(super) fn note(tx: &mut Tx<'_>, handover: &Handover<'_>) -> Result<()> {
    let (now, community) = (tx.now(), &handover.community.id);
    let open = place_charges::table
        .filter(place_charges::community_id.eq(community))
        .filter(place_charges::until_at.is_null());
    let known: i64 = open.count().get_result(&mut **tx)?;
    if known == 0 {
        let since = places::table.filter(places::id.eq(community));
        let since: Moment = since.select(places::created_at).first(&mut **tx)?;
        begin(tx, community, handover.from, since)?;
    }
    let open = place_charges::table
        .filter(place_charges::community_id.eq(community))
        .filter(place_charges::until_at.is_null());
    diesel::update(open)
        .set(place_charges::until_at.eq(now))
        .execute(&mut **tx)?;
    begin(tx, community, handover.to, now)
}

/// Gives places, boards, lists and proposals of a community of this version to the other office.
pub(super) fn give(tx: &mut Tx<'_>, handover: &Handover<'_>, version: i64) -> Result<()> {
    let (community, to) = (&handover.community.id, handover.to);
    let root = places::table
        .filter(places::id.eq(community))
        .filter(places::version.eq(version));
    let done = diesel::update(root)
        .set(places::version.eq(version + 1))
        .execute(&mut **tx)?;
    if done != 1 {
        return Err(Error::Conflict);
    }
    diesel::update(places::table.filter(places::community_id.eq(community)))
        .set(places::office_id.eq(to))
        .execute(&mut **tx)?;
    diesel::update(boards::table.filter(boards::community_id.eq(community)))
        .set(boards::office_id.eq(to))
        .execute(&mut **tx)?;
    diesel::update(place_imports::table.filter(place_imports::community_id.eq(community)))
        .set(place_imports::office_id.eq(to))
        .execute(&mut **tx)?;
    diesel::update(place_proposals::table.filter(place_proposals::community_id.eq(community)))
        .set(place_proposals::office_id.eq(to))
        .execute(&mut **tx)?;
    Ok(())
}
