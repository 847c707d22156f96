//! The table of proposals, and what follows a place that is put together with another.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, JoinOnDsl, QueryDsl, Queryable,
    RunQueryDsl, Selectable, SelectableHelper,
};

use super::proposal::{Proposal, Verdict};
use crate::error::{Error, Result};
use crate::organisation::{Place, PlaceId};
use crate::people::{OfficeId, Scope, UserId};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::{board_places, boards, place_proposals, places};

/// A proposal in a list.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = place_proposals)]
pub(in super::super) struct ProposalLine {
    #[diesel(embed)]
    pub(in super::super) place: Place,
    pub(in super::super) by_name: String,
    pub(in super::super) verdict: Option<Verdict>,
    /// Why it was refused, or the name of the place it was put together with.
    pub(in super::super) answer: String,
}

#[derive(Insertable)]
#[diesel(table_name = place_proposals)]
struct New<'a> {
    place_id: &'a PlaceId,
    office_id: &'a OfficeId,
    community_id: &'a PlaceId,
    by_id: &'a str,
    by_name: &'a str,
    proposed_at: Moment,
    remark: &'a str,
    answer: &'a str,
    version: i64,
}

/// Writes down who proposed a place.
pub(super) fn insert(tx: &mut Tx<'_>, place: &Place, remark: &str) -> Result<()> {
    let (actor, proposed_at) = (tx.actor().clone(), tx.now());
    let new = New {
        place_id: &place.id,
        office_id: &place.office,
        community_id: &place.community,
        by_id: &actor.id,
        by_name: &actor.name,
        proposed_at,
        remark,
        answer: "",
        version: 1,
    };
    diesel::insert_into(place_proposals::table)
        .values(new)
        .execute(&mut **tx)?;
    Ok(())
}

/// A proposal within reach.
pub(super) fn proposal(conn: &mut Conn, scope: &Scope, id: &PlaceId) -> Result<Proposal> {
    let row: (
        Place,
        Option<Moment>,
        String,
        Moment,
        String,
        Option<Verdict>,
        i64,
    ) = place_proposals::table
        .inner_join(places::table.on(places::id.eq(place_proposals::place_id)))
        .filter(place_proposals::place_id.eq(id))
        .filter(places::office_id.eq_any(scope.offices()))
        .select((
            Place::as_select(),
            places::closed_at,
            place_proposals::by_name,
            place_proposals::proposed_at,
            place_proposals::remark,
            place_proposals::verdict,
            place_proposals::version,
        ))
        .first(conn)?;
    let (place, closed_at, by_name, proposed_at, remark, verdict, version) = row;
    Ok(Proposal {
        place,
        is_open: closed_at.is_none(),
        by_name,
        proposed_at,
        remark,
        verdict,
        version,
    })
}

/// The proposals of these communities that nobody has decided about, the oldest first.
pub(in super::super) fn open_in(
    conn: &mut Conn,
    communities: &[PlaceId],
) -> Result<Vec<ProposalLine>> {
    Ok(place_proposals::table
        .inner_join(places::table.on(places::id.eq(place_proposals::place_id)))
        .filter(place_proposals::community_id.eq_any(communities))
        .filter(place_proposals::verdict.is_null())
        .filter(places::closed_at.is_null())
        .order(place_proposals::place_id)
        .select(ProposalLine::as_select())
        .load(conn)?)
}

/// The last that somebody proposed in a community.
pub(in super::super) fn own_in(
    conn: &mut Conn,
    community: &PlaceId,
    user: &UserId,
) -> Result<Vec<ProposalLine>> {
    Ok(place_proposals::table
        .inner_join(places::table.on(places::id.eq(place_proposals::place_id)))
        .filter(place_proposals::community_id.eq(community))
        .filter(place_proposals::by_id.eq(user.as_str()))
        .order(place_proposals::place_id.desc())
        .limit(10)
        .select(ProposalLine::as_select())
        .load(conn)?)
}

/// Writes down what was decided about a proposal of this version; `Conflict` when somebody else was
/// faster.
pub(super) fn decide(
    tx: &mut Tx<'_>,
    proposal: &Proposal,
    verdict: Verdict,
    answer: &str,
) -> Result<()> {
    let now = tx.now();
    let row = place_proposals::table
        .filter(place_proposals::place_id.eq(&proposal.place.id))
        .filter(place_proposals::verdict.is_null())
        .filter(place_proposals::version.eq(proposal.version));
    let done = diesel::update(row)
        .set((
            place_proposals::verdict.eq(verdict),
            place_proposals::decided_at.eq(now),
            place_proposals::answer.eq(answer),
            place_proposals::version.eq(proposal.version + 1),
        ))
        .execute(&mut **tx)?;
    if done == 1 {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}

/// Boards that hang at a place or serve it do so at another from now on.
pub(super) fn move_boards(tx: &mut Tx<'_>, from: &Place, into: &Place) -> Result<()> {
    let hung = boards::table.filter(boards::place_id.eq(&from.id));
    diesel::update(hung)
        .set((
            boards::place_id.eq(&into.id),
            boards::version.eq(boards::version + 1),
        ))
        .execute(&mut **tx)?;
    let both = board_places::table
        .filter(board_places::place_id.eq(&into.id))
        .select(board_places::board_id)
        .load::<String>(&mut **tx)?;
    let twice = board_places::table.filter(
        board_places::place_id
            .eq(&from.id)
            .and(board_places::board_id.eq_any(both)),
    );
    diesel::delete(twice).execute(&mut **tx)?;
    diesel::update(board_places::table.filter(board_places::place_id.eq(&from.id)))
        .set(board_places::place_id.eq(&into.id))
        .execute(&mut **tx)?;
    Ok(())
}
