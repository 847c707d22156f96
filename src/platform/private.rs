//! What the program writes down is for its own account alone: data, photos, mails, backups.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use rustix::fs::Mode;
use rustix::process::{geteuid, umask};

/// What a new file gives to nobody else: reading, writing, entering.
const OTHERS: u32 = 0o077;
/// What an older one, made before, still gave to everybody.
const EVERYBODY: u32 = 0o007;

/// Whatever is written from now on is for this account alone.
pub fn from_now_on() {
    umask(Mode::from_raw_mode(OTHERS));
}

/// Takes from everybody what they could do with a file or folder that is there; its group keeps what it
/// was given.
pub fn close(path: &Path) -> io::Result<()> {
    let there = match fs::metadata(path) {
        Ok(there) => there,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(e) => return Err(e),
    };
    let mode = there.permissions().mode();
    if mode & EVERYBODY == 0 {
        return Ok(());
    }
    fs::set_permissions(path, Permissions::from_mode(mode & !EVERYBODY))
}

/// Whether the program may do everything on this machine, which it does not need.
pub fn is_root() -> bool {
    geteuid().is_root()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_could_read_is_closed_and_the_group_keeps_its_own() {
        let dir = tempfile::tempdir().unwrap();
        for (before, after) in [(0o644, 0o640), (0o777, 0o770), (0o600, 0o600)] {
            let file = dir.path().join("file");
            fs::write(&file, b"").unwrap();
            fs::set_permissions(&file, Permissions::from_mode(before)).unwrap();
            close(&file).unwrap();
            let mode = fs::metadata(&file).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, after, "{before:o}");
        }
        close(&dir.path().join("not there")).unwrap();
    }
}
