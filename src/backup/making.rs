//! Making a backup while the server works.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::{KEEPERS, database_name, photo_name, photos_in};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::platform::archive::manifest::{Absent, FORMAT, Kind, Manifest, Why};
use crate::platform::archive::writing::{beside, new_file};
use crate::platform::archive::{Packing, Writing, at};
use crate::platform::clock::Clock;
use crate::platform::db::backends::{Purpose, open};
use crate::platform::db::postgres::{Snapshot, Tool, server_version};
use crate::platform::db::tables::{self, TableRows};
use crate::platform::db::{Conn, DatabaseUrl};
use crate::platform::photos::shelf::NamedPhoto;
use crate::platform::photos::{PhotoId, Photos};
use crate::platform::public::store as public;

/// Photos that are told by name when they are missing.
const TOLD: usize = 20;

/// What to do when a photo that a row names is not on this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Losses {
    /// There is no backup.
    Refused,
    /// The backup says so.
    Accepted,
}

/// A backup that was made.
#[derive(Debug)]
pub struct Made {
    /// Its list.
    pub manifest: Manifest,
    /// The photos in it.
    pub photos: usize,
    /// The size of its file.
    pub bytes: u64,
}

/// The database at one moment, held on to while it is copied.
enum Frozen {
    /// A copy of the file, which goes when this goes.
    Sqlite { copy: TempCopy, conn: Conn },
    /// A snapshot that the server keeps, and the tool that writes it out.
    Pg { snapshot: Snapshot, tool: Tool },
}

/// A file that goes when this goes.
struct TempCopy(PathBuf);

impl Drop for TempCopy {
    fn drop(&mut self) {
        fs::remove_file(&self.0).ok();
    }
}

/// What the database holds at that moment.
struct Inventory {
    migrations: Vec<String>,
    tables: Vec<TableRows>,
    photos: Vec<NamedPhoto>,
}

/// Writes a backup to `file`, which must not be there; its folder must.
pub fn make(config: &Config, file: &Path, losses: Losses) -> Result<Made> {
    let shelf = Photos::in_data_dir(&config.data_dir, config.photos.floor);
    keep_out(&shelf, &config.data_dir, file)?;
    let made_at = Clock::System.now().iso();
    let mut archive = Writing::begin(file)?;
    let mut frozen = Frozen::take(&config.database, file)?;
    let held = inventory(frozen.conn())?;
    let public_url = address(config, frozen.conn(), &held)?;
    let (database, tool) = (frozen.kind(), frozen.tool());
    frozen.store(&mut archive)?;
    let absent = store_photos(&mut archive, &shelf, &held.photos, &config.database)?;
    drop(frozen);
    if losses == Losses::Refused {
        none_is_lost(&shelf, &absent)?;
    }
    let manifest = archive.finish(|entries| Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at,
        public_url,
        database,
        tool,
        migrations: held.migrations,
        tables: held.tables,
        entries,
        absent,
    })?;
    Ok(Made {
        photos: photos_in(&manifest),
        bytes: fs::metadata(file).map_err(at(file))?.len(),
        manifest,
    })
}

/// A backup does not lie among the files that the program looks after.
fn keep_out(shelf: &Photos, data: &Path, file: &Path) -> Result<()> {
    let folder = match file.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let folder = folder.canonicalize().map_err(at(folder))?;
    for kept in [shelf.folder().to_owned(), data.join("mails")] {
        if kept
            .canonicalize()
            .is_ok_and(|kept| folder.starts_with(kept))
        {
            return Err(Error::unavailable(format!(
                "{} belongs to the program; write the backup elsewhere, best to another disk",
                kept.display()
            )));
        }
    }
    Ok(())
}

impl Frozen {
    /// Takes hold of the database as it stands now.
    fn take(database: &DatabaseUrl, file: &Path) -> Result<Self> {
        match database {
            DatabaseUrl::Sqlite(path) if !path.exists() => Err(Error::unavailable(format!(
                "there is no database at {}; name its directory with --data",
                path.display()
            ))),
            DatabaseUrl::Sqlite(_) => {
                let copy = TempCopy(beside(file, ".part-db"));
                new_file(&copy.0)?;
                tables::copy_sqlite(&mut open(database, Purpose::Write)?, &copy.0)
                    .map_err(|e| not_copied(e, file))?;
                let mut conn = tables::open_copy(&copy.0)?;
                match tables::faults(&mut conn)?.first() {
                    Some(fault) => Err(damaged(fault)),
                    None => Ok(Self::Sqlite { copy, conn }),
                }
            }
            DatabaseUrl::Pg(url) => {
                let mut snapshot = Snapshot::take(url)?;
                let version = server_version(snapshot.conn())?;
                let tool = Tool::find("pg_dump", version)?;
                Ok(Self::Pg { snapshot, tool })
            }
        }
    }

    fn conn(&mut self) -> &mut Conn {
        match self {
            Self::Sqlite { conn, .. } => conn,
            Self::Pg { snapshot, .. } => snapshot.conn(),
        }
    }

    fn kind(&self) -> Kind {
        match self {
            Self::Sqlite { .. } => Kind::Sqlite,
            Self::Pg { .. } => Kind::Postgresql,
        }
    }

    fn tool(&self) -> Option<u32> {
        match self {
            Self::Sqlite { .. } => None,
            Self::Pg { tool, .. } => Some(tool.version),
        }
    }

    /// Writes it into the archive.
    fn store(&mut self, archive: &mut Writing) -> Result<()> {
        let name = database_name(self.kind());
        match self {
            Self::Sqlite { copy, .. } => {
                let from = File::open(&copy.0).map_err(at(&copy.0))?;
                archive.add(name, Packing::Packed, from)
            }
            Self::Pg { snapshot, tool } => {
                let mut running = snapshot.dump(tool)?;
                let stored = match running.output() {
                    Some(output) => archive.add(name, Packing::AsIs, output),
                    None => Err(Error::internal("the tool writes nothing")),
                };
                match stored {
                    Ok(()) => running.end(),
                    Err(e) => {
                        running.stop();
                        Err(e)
                    }
                }
            }
        }
    }
}

fn not_copied(e: Error, file: &Path) -> Error {
    let told = e.to_string();
    if told.contains("disk is full") {
        at(file)(std::io::ErrorKind::StorageFull.into())
    } else if told.contains("malformed") {
        damaged("its file is malformed")
    } else {
        e
    }
}

fn damaged(fault: &str) -> Error {
    Error::unavailable(format!(
        "the database is damaged ({fault}), and there is no backup of it: stop gaoshi and bring \
         back the last one"
    ))
}

fn inventory(conn: &mut Conn) -> Result<Inventory> {
    let migrations = tables::migrations(conn)?;
    if migrations.is_empty() {
        return Err(Error::unavailable(
            "the database holds nothing of gaoshi's; there is nothing to back up",
        ));
    }
    let tables = tables::rows(conn)?;
    let mut photos = Vec::new();
    for keeper in &KEEPERS {
        if tables.iter().any(|table| table.name == keeper.table) {
            photos.extend((keeper.all)(conn)?);
        }
    }
    Ok(Inventory {
        migrations,
        tables,
        photos,
    })
}

/// The public address: as the settings say, else as it is written down in what is saved.
fn address(config: &Config, conn: &mut Conn, held: &Inventory) -> Result<Option<String>> {
    // The database may be of an older program.
    let has_marks = held.tables.iter().any(|table| table.name == "house_marks");
    let public = match &config.public {
        None if has_marks => public::kept(conn)?,
        set => set.clone(),
    };
    Ok(public.map(|url| url.as_str().to_owned()))
}

/// Stores every photo that a row names, and answers with those it cannot.
fn store_photos(
    archive: &mut Writing,
    shelf: &Photos,
    named: &[NamedPhoto],
    database: &DatabaseUrl,
) -> Result<Vec<Absent>> {
    let mut absent = Vec::new();
    for photo in named {
        match shelf.open(&photo.id).map_err(at(shelf.folder()))? {
            Some(file) => store_photo(archive, shelf, photo, file)?,
            None => absent.push(Absent {
                photo: photo.id.clone(),
                why: why_absent(database, &photo.id)?,
            }),
        }
    }
    Ok(absent)
}

fn store_photo(
    archive: &mut Writing,
    shelf: &Photos,
    photo: &NamedPhoto,
    file: File,
) -> Result<()> {
    let bytes = file.metadata()?.len();
    if i64::from(photo.bytes) != i64::try_from(bytes).unwrap_or(i64::MAX) {
        return Err(Error::unavailable(format!(
            "photo {} is damaged: it has {bytes} bytes and should have {}; bring its file back, \
             or remove it and accept the loss with --accept-lost-photos",
            shelf.folder().join(shelf.name_of(&photo.id)).display(),
            photo.bytes
        )));
    }
    // What grows meanwhile is not the photo any more.
    let file = file.take(bytes);
    archive.add(&photo_name(shelf, &photo.id), Packing::AsIs, file)
}

/// Whether the row is gone from the living database too: then the photo was forgotten since.
fn why_absent(database: &DatabaseUrl, id: &PhotoId) -> Result<Why> {
    let mut conn = open(database, Purpose::Read)?;
    for keeper in &KEEPERS {
        let known = tables::names(&mut conn)?
            .iter()
            .any(|name| name == keeper.table);
        if known && (keeper.knows)(&mut conn, id)? {
            return Ok(Why::Lost);
        }
    }
    Ok(Why::Forgotten)
}

fn none_is_lost(shelf: &Photos, absent: &[Absent]) -> Result<()> {
    let lost: Vec<&Absent> = absent.iter().filter(|a| a.why == Why::Lost).collect();
    if lost.is_empty() {
        return Ok(());
    }
    let told = lost.iter().take(TOLD).map(|a| format!("\n  {}", a.photo));
    Err(Error::unavailable(format!(
        "{} photos that the database names are not in {}, and there is no backup:{}\n\
         If another server keeps them, run this there. If they are lost for good, \
         --accept-lost-photos makes a backup that says so.",
        lost.len(),
        shelf.folder().display(),
        told.collect::<String>()
    )))
}
