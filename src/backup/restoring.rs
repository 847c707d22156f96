//! Building a house again from a backup.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use rustix::fs::{statvfs, syncfs};

use super::comparing::Comparison;
use super::site::{Site, inhabited, is_bare, waiting};
use super::{database_name, photo_of, photos_in};
use crate::config::{BaseUrl, Config};
use crate::error::{Error, Result};
use crate::platform::archive::manifest::{Entry, Kind, Manifest};
use crate::platform::archive::writing::{new_file, sync_folder_of};
use crate::platform::archive::{Reading, at};
use crate::platform::clock::Clock;
use crate::platform::db::backends::{alone, gather, known_migrations, migrate, migrate_held};
use crate::platform::db::postgres::{self, Tool, server_version};
use crate::platform::db::{Conn, DatabaseUrl, Db, System, tables};
use crate::platform::holds;
use crate::platform::photos::{Photos, mark};
use crate::platform::public::store as public;

/// How closely what was built is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Every sum while it is unpacked, rows by table, photos by row.
    Usual,
    /// And the database's file page by page, and every photo read back from the disk.
    Everything,
}

/// A house that was built again.
#[derive(Debug)]
pub struct Restored {
    /// The list of the backup.
    pub manifest: Manifest,
    /// What was compared; all of it agrees.
    pub comparison: Comparison,
    /// The photos in it.
    pub photos: usize,
    /// The public address that is written down in it; it counts where the settings say none.
    pub address: Option<BaseUrl>,
    /// The migrations that were run afterwards: the backup was of an older program.
    pub migrated: Vec<String>,
}

/// Reads a backup to its end, holds everything in it against its list, and restores nothing.
pub fn check(file: &Path) -> Result<Manifest> {
    let mut archive = Reading::open(file)?;
    let manifest = archive.manifest().clone();
    let shelf = Photos::in_data_dir(Path::new(""), 0);
    database_of(&archive, &shelf)?;
    for entry in &manifest.entries {
        archive.check(entry)?;
    }
    Ok(manifest)
}

/// Builds what the backup holds in the empty data directory and database of the settings.
pub fn restore(config: &Config, file: &Path, depth: Depth) -> Result<Restored> {
    let archive = Reading::open(file)?;
    let shelf = Photos::in_data_dir(&config.data_dir, config.photos.floor);
    let database = database_of(&archive, &shelf)?;
    understood(config, &archive)?;
    match &config.database {
        DatabaseUrl::Sqlite(path) => {
            let site = Site::hold(config, is_bare(path))?;
            into_file(
                config,
                path,
                Work {
                    archive,
                    database,
                    site,
                    depth,
                },
            )
        }
        DatabaseUrl::Pg(url) => alone(&config.database, |conn| {
            let bare = tables::names(conn)?.is_empty();
            let site = Site::hold(config, bare)?;
            into_server(
                conn,
                url,
                Work {
                    archive,
                    database,
                    site,
                    depth,
                },
            )
        }),
    }
}

/// What a restore has in hand.
struct Work {
    archive: Reading,
    database: Entry,
    site: Site,
    depth: Depth,
}

/// The database among the entries, all others of which are photos.
fn database_of(archive: &Reading, shelf: &Photos) -> Result<Entry> {
    let manifest = archive.manifest();
    let name = database_name(manifest.database);
    let refused = |why: String| {
        Error::unavailable(format!(
            "{} cannot be used: {why}",
            archive.file().display()
        ))
    };
    for entry in &manifest.entries {
        if entry.name != name && photo_of(shelf, entry).is_none() {
            return Err(refused(format!("no backup has {}", entry.name)));
        }
    }
    let database = manifest.entry(name).cloned();
    database.ok_or_else(|| refused(format!("{name} is not in it")))
}

/// Whether this program and these settings can take it.
fn understood(config: &Config, archive: &Reading) -> Result<()> {
    let manifest = archive.manifest();
    let file = archive.file().display();
    let ours = match config.database {
        DatabaseUrl::Sqlite(_) => Kind::Sqlite,
        DatabaseUrl::Pg(_) => Kind::Postgresql,
    };
    if ours != manifest.database {
        return Err(Error::unavailable(format!(
            "{file} holds a {} database and the settings name a {} one; a backup goes back into \
             the kind it came from: change `database` in the settings",
            manifest.database.name(),
            ours.name()
        )));
    }
    let known = known_migrations()?;
    let unknown: Vec<&str> = manifest
        .migrations
        .iter()
        .filter(|migration| !known.contains(migration))
        .map(String::as_str)
        .collect();
    if unknown.is_empty() {
        return Ok(());
    }
    Err(Error::unavailable(format!(
        "{file} was written by gaoshi {}, which is newer than this program (it knows {}); \
         restore it with that one",
        manifest.program,
        unknown.join(", ")
    )))
}

/// SQLite: everything is built beside its place; the database is put there last.
fn into_file(config: &Config, path: &Path, work: Work) -> Result<Restored> {
    let Work {
        mut archive,
        database,
        mut site,
        depth,
    } = work;
    let manifest = archive.manifest().clone();
    room_for(&config.data_dir, manifest.bytes())?;
    let waiting = waiting(path);
    let mut out = new_file(&waiting)?;
    archive
        .copy(&database, &mut out)
        .map_err(|e| full(e, &waiting))?;
    unpack_photos(&mut archive, &site.shelf)?;
    let mut copy = tables::open_copy(&waiting)?;
    let comparison = compared(&mut copy, &manifest, &site.shelf.waiting(), depth)?;
    drop(copy);
    let url = DatabaseUrl::Sqlite(waiting.clone());
    let migrated = migrate(&url)?;
    fs::remove_file(waiting.with_extension("migrate.lock")).ok();
    let address = settle(&url)?;
    gather(&url)?;
    out.sync_all().map_err(at(&waiting))?;
    on_the_disk(site.shelf.folder())?;
    site.take_photos_in()?;
    fs::rename(&waiting, path).map_err(at(path))?;
    sync_folder_of(path)?;
    site.finish()?;
    Ok(Restored {
        photos: photos_in(&manifest),
        manifest,
        comparison,
        address,
        migrated,
    })
}

/// PostgreSQL: the photos are in place before the rows that name them; the rows come as one
/// change, while no server can start on the database.
fn into_server(conn: &mut Conn, url: &str, work: Work) -> Result<Restored> {
    let Work {
        mut archive,
        database,
        mut site,
        depth,
    } = work;
    let manifest = archive.manifest().clone();
    let needed = server_version(conn)?.max(manifest.tool.unwrap_or(0));
    let tool = Tool::find("pg_restore", needed)?;
    room_for(site.data(), manifest.bytes().saturating_sub(database.bytes))?;
    archive.check(&database)?;
    unpack_photos(&mut archive, &site.shelf)?;
    on_the_disk(site.shelf.folder())?;
    site.take_photos_in()?;
    let loaded = load(&mut archive, &database, &tool, url);
    // The tool of a restore that was killed may have lived on until just now.
    let is_filled = !tables::names(conn)?.is_empty();
    if is_filled {
        site.database_is_filled();
    }
    match loaded {
        Err(_) if is_filled => return Err(inhabited(&DatabaseUrl::Pg(url.to_owned()))),
        other => other?,
    }
    postgres::after_loading(conn)?;
    let comparison = compared(conn, &manifest, &site.shelf, depth)?;
    let migrated = migrate_held(conn)?;
    let address = settle(&DatabaseUrl::Pg(url.to_owned()))?;
    site.finish()?;
    Ok(Restored {
        photos: photos_in(&manifest),
        manifest,
        comparison,
        address,
        migrated,
    })
}

/// What waited to be sent when the backup was made may have been sent since: it is held. The public
/// address that is written down.
fn settle(url: &DatabaseUrl) -> Result<Option<BaseUrl>> {
    let db = Db::open(url, Clock::System);
    db.write_now(&System("restore"), |tx, _| {
        // Its photos are another folder now, which the first server to start on it names.
        mark::forget(tx)?;
        holds::after_restore(tx)?;
        public::kept(tx)
    })
}

fn load(archive: &mut Reading, database: &Entry, tool: &Tool, url: &str) -> Result<()> {
    let mut running = postgres::load(tool, url)?;
    let given = match running.input() {
        Some(mut input) => archive.copy(database, &mut input),
        None => Err(Error::internal("the tool reads nothing")),
    };
    // What the tool says is the cause; that it reads no more is the consequence.
    running.end().and(given)
}

/// Unpacks every photo to where it waits.
fn unpack_photos(archive: &mut Reading, shelf: &Photos) -> Result<()> {
    let waiting = shelf.waiting();
    let entries = archive.manifest().entries.clone();
    for entry in &entries {
        if let Some(id) = photo_of(shelf, entry) {
            let mut out = waiting.new_file(&id).map_err(at(shelf.folder()))?;
            let copied = archive.copy(entry, &mut out);
            copied.map_err(|e| full(e, shelf.folder()))?;
        }
    }
    Ok(())
}

/// Compares what was built; what does not agree is an error that shows the whole comparison.
fn compared(
    conn: &mut Conn,
    manifest: &Manifest,
    shelf: &Photos,
    depth: Depth,
) -> Result<Comparison> {
    let mut comparison = Comparison::of_database(conn, manifest, shelf)?;
    if depth == Depth::Everything {
        comparison.whole(conn)?;
        comparison.read_back(manifest, shelf)?;
    }
    if comparison.faults.is_empty() {
        return Ok(comparison);
    }
    Err(Error::unavailable(format!(
        "what was restored is not what was saved\n\n{comparison}"
    )))
}

/// A disk that is full says so by its name; a damaged archive has said so.
fn full(e: Error, place: &Path) -> Error {
    if let Error::Unavailable(why) = &e
        && why.starts_with("the disk is full")
    {
        return at(place)(io::ErrorKind::StorageFull.into());
    }
    e
}

/// Refuses before anything is written what cannot find room.
fn room_for(data: &Path, bytes: u64) -> Result<()> {
    let Ok(disk) = statvfs(data) else {
        return Ok(());
    };
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    if bytes <= free {
        return Ok(());
    }
    Err(Error::unavailable(format!(
        "there is no room: the backup unpacks to {bytes} bytes, and {} has {free} left",
        data.display()
    )))
}

/// Everything that was written to the disk of a folder survives a power cut.
fn on_the_disk(folder: &Path) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    let open = File::open(folder).map_err(at(folder))?;
    syncfs(open).map_err(|e| at(folder)(e.into()))
}
