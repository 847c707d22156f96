//! Signs that go along: with their community to another office, with a place into another one.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, TextExpressionMethods};

use crate::error::Result;
use crate::organisation::Place;
use crate::organisation::ties::Handover;
use crate::platform::db::{Conn, Tx};
use crate::schema::{sign_inspections, sign_photos, sign_placed};

/// How many signs and lamps there are in a community, those that are down with them.
pub fn signs_in(conn: &mut Conn, community: &Place) -> Result<i64> {
    Ok(sign_placed::table
        .filter(sign_placed::place_path.like(format!("{}%", community.path)))
        .count()
        .get_result(conn)?)
}

/// Gives them with their looks and photos to the office that has charge from now on.
pub fn hand_over(tx: &mut Tx<'_>, handover: &Handover<'_>) -> Result<()> {
    let path = format!("{}%", handover.community.path);
    let signs = || {
        sign_placed::table
            .filter(sign_placed::place_path.like(path.clone()))
            .select(sign_placed::id)
    };
    diesel::update(sign_inspections::table.filter(sign_inspections::sign_id.eq_any(signs())))
        .set(sign_inspections::office_id.eq(handover.to))
        .execute(&mut **tx)?;
    diesel::update(sign_photos::table.filter(sign_photos::sign_id.eq_any(signs())))
        .set(sign_photos::office_id.eq(handover.to))
        .execute(&mut **tx)?;
    let placed = sign_placed::table.filter(sign_placed::place_path.like(path.clone()));
    diesel::update(placed)
        .set(sign_placed::office_id.eq(handover.to))
        .execute(&mut **tx)?;
    Ok(())
}

/// The signs and lamps at a place are at another one from now on; what is printed on them stays.
pub fn go_along(tx: &mut Tx<'_>, from: &Place, into: &Place) -> Result<()> {
    diesel::update(sign_placed::table.filter(sign_placed::place_id.eq(&from.id)))
        .set((
            sign_placed::place_id.eq(&into.id),
            sign_placed::place_path.eq(&into.path),
        ))
        .execute(&mut **tx)?;
    Ok(())
}
