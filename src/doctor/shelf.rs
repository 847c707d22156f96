//! Whether several servers keep one shelf of photos.

use super::database::readable;
use super::finding::{Finding, Level, finding, ok};
use crate::config::Config;
use crate::platform::db::DatabaseUrl;
use crate::platform::photos::mark::{self, Marked};

/// Holds the mark of the shelf against the database's; a house with one server needs none.
pub(super) fn examine(config: &Config) -> Option<Finding> {
    if matches!(config.database, DatabaseUrl::Sqlite(_)) {
        return None;
    }
    let mut conn = readable(&config.database)?;
    let marked = mark::look(&mut conn, &config.data_dir).ok()?;
    Some(match marked {
        Marked::Same => ok("photo_shelf", "photos lie on the shelf of this database"),
        Marked::Nothing => ok(
            "photo_shelf",
            "the shelf of photos is marked when serve starts",
        ),
        Marked::Another(_) => finding(
            "photo_shelf",
            Level::Fail,
            marked.told(&config.data_dir).unwrap_or_default(),
            mark::MEND,
        ),
    })
}
