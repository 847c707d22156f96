//! The table of the bins' colours.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use crate::error::{Error, Result};
use crate::organisation::ties::Handover;
use crate::organisation::{Place, PlaceId};
use crate::platform::db::{Conn, Tx};
use crate::schema::sign_bin_colours::dsl;
use crate::signs::catalogue::colour::Palette;

/// The colours of a community; the usual ones where it has said nothing.
pub fn of(conn: &mut Conn, community: &PlaceId) -> Result<Palette> {
    let kept: Option<(String, String, String, String)> = dsl::sign_bin_colours
        .filter(dsl::community_id.eq(community))
        .select((dsl::recyclable, dsl::kitchen, dsl::hazardous, dsl::other))
        .first(conn)
        .optional()?;
    let Some((recyclable, kitchen, hazardous, other)) = kept else {
        return Ok(Palette::default());
    };
    let colour = |text: String| text.parse().map_err(Error::internal);
    Ok(Palette {
        recyclable: colour(recyclable)?,
        kitchen: colour(kitchen)?,
        hazardous: colour(hazardous)?,
        other: colour(other)?,
    })
}

pub(super) fn save(tx: &mut Tx<'_>, community: &Place, palette: &Palette) -> Result<()> {
    let now = tx.now();
    diesel::delete(dsl::sign_bin_colours.filter(dsl::community_id.eq(&community.id)))
        .execute(&mut **tx)?;
    diesel::insert_into(dsl::sign_bin_colours)
        .values((
            dsl::community_id.eq(&community.id),
            dsl::office_id.eq(&community.office),
            dsl::recyclable.eq(palette.recyclable.to_string()),
            dsl::kitchen.eq(palette.kitchen.to_string()),
            dsl::hazardous.eq(palette.hazardous.to_string()),
            dsl::other.eq(palette.other.to_string()),
            dsl::changed_at.eq(now),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Whether a community has colours of its own, as a number.
pub fn colours_in(conn: &mut Conn, community: &Place) -> Result<i64> {
    Ok(dsl::sign_bin_colours
        .filter(dsl::community_id.eq(&community.id))
        .count()
        .get_result(conn)?)
}

/// Gives them to the office that has charge from now on.
pub fn hand_over(tx: &mut Tx<'_>, handover: &Handover<'_>) -> Result<()> {
    let own = dsl::sign_bin_colours.filter(dsl::community_id.eq(&handover.community.id));
    diesel::update(own)
        .set(dsl::office_id.eq(handover.to))
        .execute(&mut **tx)?;
    Ok(())
}
