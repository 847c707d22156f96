//! Photos: read as they arrive, checked, made small, and kept on a shelf: one file each, on the
//! disk before its row is in the database.

pub mod darkroom;
pub mod form;
mod hand;
pub mod mark;
mod opening;
pub mod picture;
pub mod shelf;
mod shown;
mod store;
pub mod ticket;
pub mod upload;

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use self::hand::PIECE;
pub use self::opening::WORK;
pub use self::picture::{MAX_BYTES, MAX_KEPT, MAX_PHOTOS, Photo, PhotoError};
pub use self::shown::{PhotoOf, as_answer};
use super::apart::Apart;
use super::clock::Moment;
use super::db::{Conn, Db};
use super::holds;
use crate::error::{Error, Result};

crate::id! {
    /// A photo.
    PhotoId
}

/// Bytes of photos on their way in, of all visitors together.
const ON_THE_WAY: usize = 96 * 1024 * 1024;
/// A file that belongs to nothing after this long never will.
const ORPHAN_AFTER: Duration = Duration::hours(24);
/// A file that is half written after this long is never finished: a disk was full, a machine died.
const PART_AFTER: Duration = Duration::hours(1);

/// The shelf of photos, and the door they come in by.
#[derive(Debug, Clone)]
pub struct Photos {
    folder: PathBuf,
    floor: u64,
    apart: Apart,
    on_the_way: Arc<Semaphore>,
}

impl Photos {
    /// The shelf in a data directory. With less free room than `floor` bytes on its disk it takes
    /// nothing more.
    pub fn in_data_dir(data: &Path, floor: u64) -> Self {
        Self {
            folder: data.join("photos"),
            floor,
            apart: Apart::here(),
            on_the_way: Arc::new(Semaphore::new(ON_THE_WAY / PIECE)),
        }
    }

    /// The same with photos opened there.
    #[must_use]
    pub fn opened_in(self, apart: Apart) -> Self {
        Self { apart, ..self }
    }

    /// Room for one more piece of a photo on its way in.
    fn room_for_a_piece(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.on_the_way).try_acquire_owned().ok()
    }

    /// Whether the disk has room for photos: what is left below the floor is for what people
    /// write.
    pub fn has_room(&self) -> bool {
        let there = |path: &&Path| path.is_dir();
        let Some(folder) = self.folder.ancestors().find(there) else {
            return true;
        };
        match rustix::fs::statvfs(folder) {
            Ok(disk) => disk.f_bavail.saturating_mul(disk.f_frsize) >= self.floor,
            Err(e) => {
                tracing::warn!(error = %e, "the free room for photos cannot be read");
                true
            }
        }
    }

    /// The last characters of an id are random: files spread evenly.
    fn folder_of(&self, id: &PhotoId) -> PathBuf {
        let name = id.as_str();
        let spread = name.get(name.len().saturating_sub(2)..).unwrap_or("00");
        self.folder.join(spread)
    }

    fn file_of(&self, id: &PhotoId) -> PathBuf {
        self.folder_of(id).join(format!("{id}.jpg"))
    }

    /// Puts a photo on the shelf; when this returns, it survives a power cut.
    pub fn keep(&self, id: &PhotoId, photo: &Photo) -> Result<()> {
        let (folder, file) = (self.folder_of(id), self.file_of(id));
        if !folder.is_dir() {
            fs::create_dir_all(&folder)?;
            sync(&self.folder)?;
        }
        let unfinished = file.with_extension("part");
        let written = write(&unfinished, &photo.jpeg).and_then(|()| fs::rename(&unfinished, &file));
        if let Err(e) = written {
            // On a full disk even a piece of a photo is in the way.
            fs::remove_file(&unfinished).ok();
            return Err(e.into());
        }
        sync(&folder)
    }

    /// Takes a photo off the shelf that no row names: it was not written down after all, or deleted.
    pub fn drop(&self, id: &PhotoId) {
        if let Err(e) = fs::remove_file(self.file_of(id)) {
            tracing::info!(photo = %id, error = %e, "an orphan stays for the sweep");
        }
    }

    /// The picture.
    pub fn read(&self, id: &PhotoId) -> Result<Vec<u8>> {
        match fs::read(self.file_of(id)) {
            Ok(bytes) => Ok(bytes),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Err(Error::NotFound),
            Err(e) => Err(e.into()),
        }
    }

    /// Removes files older than a day that belong to nothing; tells how many.
    fn sweep(
        &self,
        now: Moment,
        mut is_known: impl FnMut(&PhotoId) -> Result<bool>,
    ) -> Result<usize> {
        let mut gone = 0;
        for file in self.files()? {
            let part = file.extension().is_some_and(|end| end == "part");
            let after = if part { PART_AFTER } else { ORPHAN_AFTER };
            if is_older(&file, now, after)? && !belongs(&file, &mut is_known)? {
                fs::remove_file(&file)?;
                gone += 1;
            }
        }
        Ok(gone)
    }

    /// Every file on the shelf.
    fn files(&self) -> Result<Vec<PathBuf>> {
        if !self.folder.is_dir() {
            return Ok(Vec::new());
        }
        let mut files = Vec::new();
        for folder in entries(&self.folder)?.iter().filter(|f| f.is_dir()) {
            files.extend(entries(folder)?);
        }
        Ok(files)
    }
}

/// Whether a feature has a row that names a photo.
pub type Knows = fn(&mut Conn, &PhotoId) -> Result<bool>;

/// Removes photo files that no feature names; for the program's own job.
pub fn sweep(db: &Db, shelf: &Photos, features: &[Knows]) -> Result<usize> {
    let now = db.read_now(|conn| holds::sure_of(conn, db.clock().now()))?;
    shelf.sweep(now, |id| {
        let known = |knows: &Knows| db.read_now(|conn| knows(conn, id));
        let mut asked = features.iter().map(known);
        asked
            .find(|known| !matches!(known, Ok(false)))
            .unwrap_or(Ok(false))
    })
}

fn write(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut out = File::create(file)?;
    out.write_all(bytes)?;
    out.sync_all()
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let paths = fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path()));
    Ok(paths.collect::<std::io::Result<_>>()?)
}

fn is_older(file: &Path, now: Moment, after: Duration) -> Result<bool> {
    let written = DateTime::<Utc>::from(file.metadata()?.modified()?);
    Ok(now.since(Moment::from_utc(written)) > after)
}

fn belongs(file: &Path, is_known: &mut impl FnMut(&PhotoId) -> Result<bool>) -> Result<bool> {
    let finished = file.extension().is_some_and(|e| e == "jpg");
    let id = file
        .file_stem()
        .and_then(|s| s.to_str())
        .unwrap_or_default();
    match id.parse() {
        Ok(id) if finished => is_known(&id),
        _ => Ok(false),
    }
}

/// A new name in a folder is kept only once the folder itself is on the disk.
fn sync(folder: &Path) -> Result<()> {
    Ok(File::open(folder)?.sync_all()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_photo() -> Photo {
        Photo {
            jpeg: vec![0xFF, 0xD8, 0xFF],
            width: 1,
            height: 1,
        }
    }

    #[test]
    fn what_is_on_the_shelf_is_found_and_nothing_half_written_stays() {
        let data = tempfile::tempdir().unwrap();
        let photos = Photos::in_data_dir(data.path(), 0);
        let id = PhotoId::new();
        photos.keep(&id, &a_photo()).unwrap();
        assert_eq!(photos.read(&id).unwrap(), a_photo().jpeg);
        let folder = photos.folder_of(&id);
        assert_eq!(fs::read_dir(folder).unwrap().count(), 1);
        assert!(matches!(photos.read(&PhotoId::new()), Err(Error::NotFound)));
    }

    #[test]
    fn the_sweep_takes_orphans_older_than_a_day_and_nothing_else() {
        let data = tempfile::tempdir().unwrap();
        let photos = Photos::in_data_dir(data.path(), 0);
        let (known, orphan) = (PhotoId::new(), PhotoId::new());
        photos.keep(&known, &a_photo()).unwrap();
        photos.keep(&orphan, &a_photo()).unwrap();
        let now = crate::platform::clock::Clock::System.now();
        let sweep = |at| photos.sweep(at, |id| Ok(*id == known)).unwrap();
        assert_eq!(sweep(now + Duration::hours(23)), 0);
        assert_eq!(sweep(now + Duration::hours(25)), 1);
        assert!(photos.read(&known).is_ok());
        assert!(photos.read(&orphan).is_err());
    }

    #[test]
    fn what_a_full_disk_left_half_written_goes_within_hours() {
        let data = tempfile::tempdir().unwrap();
        let photos = Photos::in_data_dir(data.path(), 0);
        let known = PhotoId::new();
        photos.keep(&known, &a_photo()).unwrap();
        for _ in 0..30 {
            let part = photos.file_of(&PhotoId::new()).with_extension("part");
            fs::create_dir_all(part.with_file_name("")).unwrap();
            fs::write(part, [0xFF]).unwrap();
        }
        let now = crate::platform::clock::Clock::System.now();
        let sweep = |at| photos.sweep(at, |id| Ok(*id == known)).unwrap();
        assert_eq!(
            sweep(now + Duration::minutes(30)),
            0,
            "one may be on its way"
        );
        assert_eq!(sweep(now + Duration::hours(2)), 30);
        assert!(photos.read(&known).is_ok());
    }

    #[test]
    fn there_is_an_end_to_photos_on_their_way_and_a_drop_is_no_piece() {
        let photos = Photos::in_data_dir(Path::new("nowhere"), 0);
        let chunk = vec![0; 64 * 1024];
        let mut hands = vec![hand::Hand::default()];
        let drops = (0..1_000).all(|_| hands[0].takes(b"x", &photos));
        assert!(drops && photos.on_the_way.available_permits() == ON_THE_WAY / PIECE - 1);
        let mut taken = 0;
        loop {
            let mut hand = hand::Hand::default();
            if !(0..160).all(|_| hand.takes(&chunk, &photos)) {
                break;
            }
            taken += 1;
            hands.push(hand);
        }
        assert_eq!(taken, 9);
        drop(hands);
        assert!(hand::Hand::default().takes(&chunk, &photos));
    }

    #[test]
    fn below_the_floor_there_is_no_room() {
        let data = tempfile::tempdir().unwrap();
        assert!(Photos::in_data_dir(data.path(), 0).has_room());
        assert!(Photos::in_data_dir(data.path(), 1).has_room());
        assert!(!Photos::in_data_dir(data.path(), u64::MAX).has_room());
    }
}
