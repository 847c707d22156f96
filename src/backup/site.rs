//! The place where a restore builds: empty when it begins, as it was when it fails.

use std::fs::{self, File, TryLockError};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::error::{Error, Result};
use crate::platform::archive::at;
use crate::platform::archive::writing::{beside, sync_folder_of};
use crate::platform::db::DatabaseUrl;
use crate::platform::lock;
use crate::platform::photos::Photos;
use crate::platform::photos::shelf::make_private;

/// The file in the data directory that stands while a restore builds there.
const MARKER: &str = ".restoring";
/// The file of a SQLite database, and what may stand beside it.
const FILES: [&str; 4] = ["", "-wal", "-shm", "-journal"];
/// What is written in it once photos are put on the shelf.
const TAKING_IN: &[u8] = b"photos\n";

/// Refuses to work on data that a restore has not finished.
pub fn refuse_unfinished(data: &Path) -> Result<()> {
    let marker = data.join(MARKER);
    if marker.exists() {
        return Err(Error::unavailable(format!(
            "a restore into {} was not finished ({} is there); run gaoshi restore again",
            data.display(),
            marker.display()
        )));
    }
    Ok(())
}

/// What a failed restore leaves behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leaving {
    /// Nothing: what was built is taken away.
    Nothing,
    /// The marker, so that no server starts on what cannot be taken away.
    Marker,
}

/// The place, held for one restore.
pub(super) struct Site {
    data: PathBuf,
    database: DatabaseUrl,
    marker: File,
    pub(super) shelf: Photos,
    leaving: Leaving,
    made: Vec<PathBuf>,
    took_in: bool,
    finished: bool,
    _server: Option<lock::Held>,
}

impl Site {
    /// Holds the place, clears away what a killed restore left there, and refuses one where
    /// somebody lives. `database_is_bare` tells of the database.
    pub(super) fn hold(config: &Config, database_is_bare: bool) -> Result<Self> {
        let data = config.data_dir.clone();
        let mut made = Vec::new();
        if !data.exists() {
            make_private(&data).map_err(at(&data))?;
            made.push(data.clone());
        }
        let server = alone(&config.database, &mut made)?;
        let shelf = Photos::in_data_dir(&data, config.photos.floor);
        if !shelf.folder().exists() {
            made.push(shelf.folder().to_owned());
        }
        let left_unfinished = data.join(MARKER).exists();
        let marker = mark(&data)?;
        let mut site = Self {
            shelf,
            data,
            database: config.database.clone(),
            marker,
            leaving: Leaving::Marker,
            made,
            took_in: false,
            finished: false,
            _server: server,
        };
        site.clear_or_refuse(config, left_unfinished, database_is_bare)?;
        site.leaving = Leaving::Nothing;
        Ok(site)
    }

    /// The data directory.
    pub(super) fn data(&self) -> &Path {
        &self.data
    }

    fn clear_or_refuse(&mut self, config: &Config, left: bool, bare: bool) -> Result<()> {
        let mut said = Vec::new();
        self.marker.read_to_end(&mut said)?;
        if !left {
            let refused = if bare {
                refuse_photos(&self.shelf)
            } else {
                Err(inhabited(&config.database))
            };
            // Nothing was touched: the marker is ours alone.
            return refused.inspect_err(|_| self.leaving = Leaving::Nothing);
        }
        if bare {
            if said == TAKING_IN {
                self.shelf.clear()?;
            }
            self.clear_waiting()?;
            return refuse_photos(&self.shelf).inspect_err(|_| self.leaving = Leaving::Nothing);
        }
        match config.database {
            // Its database is the last thing that a restore puts in place.
            DatabaseUrl::Sqlite(_) => {
                self.leaving = Leaving::Nothing;
                Err(Error::unavailable(format!(
                    "an earlier restore into {} was complete when it was killed; its marker is \
                     removed, and gaoshi serve can start",
                    self.data.display()
                )))
            }
            DatabaseUrl::Pg(_) => Err(inhabited(&config.database)),
        }
    }

    /// Removes what waits to be put in place.
    fn clear_waiting(&self) -> Result<()> {
        self.shelf
            .give_up_waiting()
            .map_err(at(self.shelf.folder()))?;
        let DatabaseUrl::Sqlite(path) = &self.database else {
            return Ok(());
        };
        let waiting = waiting(path);
        let files = FILES.iter().map(|ending| beside(&waiting, ending));
        for left in files.chain([waiting.with_extension("migrate.lock")]) {
            if left.exists() {
                fs::remove_file(&left).map_err(at(&left))?;
            }
        }
        Ok(())
    }

    /// Puts the photos on the shelf; from here on they go again when the restore fails.
    pub(super) fn take_photos_in(&mut self) -> Result<()> {
        self.marker.write_all(TAKING_IN)?;
        self.marker.sync_all()?;
        sync_folder_of(&self.data.join(MARKER))?;
        self.took_in = true;
        self.shelf.take_in()
    }

    /// From here on the database is filled, and cannot be emptied again by us.
    pub(super) fn database_is_filled(&mut self) {
        self.leaving = Leaving::Marker;
    }

    /// Everything is in place.
    pub(super) fn finish(mut self) -> Result<()> {
        let marker = self.data.join(MARKER);
        fs::remove_file(&marker).map_err(at(&marker))?;
        self.finished = true;
        sync_folder_of(&marker)
    }

    /// Takes away what was built, as far as it goes.
    fn take_away(&self) -> Result<()> {
        if self.took_in {
            self.shelf.clear()?;
        }
        self.clear_waiting()?;
        fs::remove_file(self.data.join(MARKER))?;
        for made in self.made.iter().rev() {
            if made.is_dir() {
                fs::remove_dir(made).ok();
            } else {
                fs::remove_file(made).ok();
            }
        }
        Ok(())
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if !self.finished && self.leaving == Leaving::Nothing {
            self.take_away().ok();
        }
    }
}

/// Where the database waits until everything else is in place.
pub(super) fn waiting(database: &Path) -> PathBuf {
    beside(database, MARKER)
}

/// Whether nothing stands where the embedded database will.
pub(super) fn is_bare(database: &Path) -> bool {
    FILES
        .iter()
        .all(|ending| !beside(database, ending).exists())
}

/// The embedded database has one server; while a restore works it has none.
fn alone(database: &DatabaseUrl, made: &mut Vec<PathBuf>) -> Result<Option<lock::Held>> {
    let DatabaseUrl::Sqlite(path) = database else {
        return Ok(None);
    };
    let path = path.with_file_name("serve.lock");
    let is_new = !path.exists();
    let held =
        lock::take(&path).map_err(|e| Error::unavailable(format!("{}: {e}", path.display())))?;
    let Some(held) = held else {
        return Err(Error::unavailable(format!(
            "gaoshi serves this data at this moment ({} is held); name an empty directory with \
             --data",
            path.display()
        )));
    };
    if is_new {
        made.push(path);
    }
    Ok(Some(held))
}

/// Puts the marker up and holds it.
fn mark(data: &Path) -> Result<File> {
    let path = data.join(MARKER);
    let mut options = File::options();
    options
        .create(true)
        .truncate(false)
        .read(true)
        .append(true)
        .mode(0o600);
    let marker = options.open(&path).map_err(at(&path))?;
    match marker.try_lock() {
        Ok(()) => Ok(marker),
        Err(TryLockError::WouldBlock) => Err(Error::unavailable(format!(
            "another restore works in {} at this moment",
            data.display()
        ))),
        Err(TryLockError::Error(e)) => Err(at(&path)(e)),
    }
}

fn refuse_photos(shelf: &Photos) -> Result<()> {
    if shelf.is_bare()? {
        return Ok(());
    }
    Err(Error::unavailable(format!(
        "{} holds photos, and nothing is overwritten; name an empty directory with --data",
        shelf.folder().display()
    )))
}

/// The refusal of a database that is not empty.
pub(super) fn inhabited(database: &DatabaseUrl) -> Error {
    Error::unavailable(match database {
        DatabaseUrl::Sqlite(path) => format!(
            "{} is there already, and nothing is overwritten; name an empty directory: \
             gaoshi restore --data NEW-DIR FILE",
            path.display()
        ),
        DatabaseUrl::Pg(_) => "the database of the settings holds tables, and nothing is \
             overwritten; make an empty one (createdb gaoshi_restored) and name it in `database`"
            .to_owned(),
    })
}
