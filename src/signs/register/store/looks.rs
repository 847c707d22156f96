//! The looks at a sign, and its photos.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, Queryable, RunQueryDsl};

use crate::error::Result;
use crate::people::Scope;
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::platform::photos::PhotoId;
use crate::platform::photos::shelf::NamedPhoto;
use crate::schema::{sign_inspections, sign_photos};
use crate::signs::register::entry::{Entry, InspectionId, SignId};
use crate::signs::register::look::{Look, Shot};

/// Writes a look down.
pub(in crate::signs::register) fn insert_look(
    tx: &mut Tx<'_>,
    entry: &Entry,
    look: &Look,
) -> Result<()> {
    let (now, by) = (tx.now(), tx.actor().id.clone());
    diesel::insert_into(sign_inspections::table)
        .values((
            sign_inspections::id.eq(InspectionId::new()),
            sign_inspections::office_id.eq(&entry.office),
            sign_inspections::sign_id.eq(&entry.id),
            sign_inspections::finding.eq(look.finding),
            sign_inspections::remark.eq(&look.remark),
            sign_inspections::photo_id.eq(look.shot.as_ref().map(|shot| &shot.id)),
            sign_inspections::inspected_at.eq(now),
            sign_inspections::inspected_by.eq(by),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// A photo that no sign names yet: a form that is sent once more brings the same.
pub(in crate::signs::register) fn unnamed<'a>(
    tx: &mut Tx<'_>,
    shot: Option<&'a Shot>,
) -> Result<Option<&'a Shot>> {
    match shot {
        Some(shot) if is_photo_known(tx, &shot.id)? => Ok(None),
        shot => Ok(shot),
    }
}

/// Writes down a photo that is on the shelf.
pub(in crate::signs::register) fn insert_photo(
    tx: &mut Tx<'_>,
    entry: &Entry,
    shot: &Shot,
) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(sign_photos::table)
        .values((
            sign_photos::id.eq(&shot.id),
            sign_photos::office_id.eq(&entry.office),
            sign_photos::sign_id.eq(&entry.id),
            sign_photos::width.eq(shot.size.width),
            sign_photos::height.eq(shot.size.height),
            sign_photos::bytes.eq(shot.size.bytes),
            sign_photos::created_at.eq(now),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// A photo of a sign.
#[derive(Debug, Clone, Queryable)]
pub struct Kept {
    /// Its id.
    pub id: PhotoId,
    /// When it was taken in.
    pub at: Moment,
}

/// The photos of a sign, the newest first.
pub fn photos(conn: &mut Conn, sign: &SignId) -> Result<Vec<Kept>> {
    Ok(sign_photos::table
        .filter(sign_photos::sign_id.eq(sign))
        .order(sign_photos::id.desc())
        .select((sign_photos::id, sign_photos::created_at))
        .limit(12)
        .load(conn)?)
}

/// A photo of a sign within reach.
pub fn find_photo(
    conn: &mut Conn,
    scope: &Scope,
    sign: &SignId,
    photo: &PhotoId,
) -> Result<PhotoId> {
    Ok(sign_photos::table
        .filter(sign_photos::id.eq(photo))
        .filter(sign_photos::sign_id.eq(sign))
        .filter(sign_photos::office_id.eq_any(scope.offices()))
        .select(sign_photos::id)
        .first(conn)?)
}

/// Whether a photo belongs to a sign.
pub fn is_photo_known(conn: &mut Conn, id: &PhotoId) -> Result<bool> {
    let found: Option<PhotoId> = sign_photos::table
        .filter(sign_photos::id.eq(id))
        .select(sign_photos::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// Every photo that a sign names.
pub fn all_photos(conn: &mut Conn) -> Result<Vec<NamedPhoto>> {
    Ok(sign_photos::table
        .order(sign_photos::id)
        .select((sign_photos::id, sign_photos::bytes))
        .load(conn)?)
}
