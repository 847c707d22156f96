//! Backups: the database as it stands at one moment and every photo that it names, in one file;
//! and how a house is built again from that file.
//!
//! A backup is written while the server works, and is there as a whole or not at all. A restore
//! takes nothing away: it fills an empty directory or an empty database, compares what it built
//! with what was saved, and leaves nothing that a server would start on until it is whole.

mod comparing;
mod making;
mod restoring;
mod site;

pub use self::comparing::{Comparison, Line};
pub use self::making::{Losses, Made, make};
pub use self::restoring::{Depth, Restored, check, restore};
pub use self::site::refuse_unfinished;

use crate::platform::archive::manifest::{Entry, Kind, Manifest};
use crate::platform::photos::shelf::Keeper;
use crate::platform::photos::{PhotoId, Photos};
use crate::{complaints, signs};

/// Every feature that names photos.
pub const KEEPERS: [Keeper; 2] = [complaints::PHOTOS, signs::PHOTOS];

/// The folder of photos in a backup.
const PHOTOS: &str = "photos/";

/// The name of the database in a backup.
fn database_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Sqlite => "database.sqlite",
        Kind::Postgresql => "database.pgdump",
    }
}

/// The name of a photo in a backup: as it stands on the shelf.
fn photo_name(shelf: &Photos, id: &PhotoId) -> String {
    format!("{PHOTOS}{}", shelf.name_of(id))
}

/// The photo that an entry is; none when it is no photo.
fn photo_of(shelf: &Photos, entry: &Entry) -> Option<PhotoId> {
    let below = entry.name.strip_prefix(PHOTOS)?;
    let file = below.rsplit('/').next()?;
    let id: PhotoId = file.strip_suffix(".jpg")?.parse().ok()?;
    (shelf.name_of(&id) == below).then_some(id)
}

/// How many photos a backup holds.
fn photos_in(manifest: &Manifest) -> usize {
    let photos = manifest.entries.iter();
    photos
        .filter(|entry| entry.name.starts_with(PHOTOS))
        .count()
}
