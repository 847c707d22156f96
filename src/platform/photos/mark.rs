//! Whether this folder of photos is the one that the database knows: of several servers that keep a
//! folder each, none shows what another was sent.

use std::fs;
use std::path::{Path, PathBuf};

use super::store;
use crate::error::Result;
use crate::platform::db::{Conn, Db, System, Tx};
use crate::platform::secret;

/// The file in the folder that says which it is.
const FILE: &str = ".shelf";

/// How several servers keep one folder.
pub const MEND: &str = "let all servers keep photos in one folder (README, \"Several servers\"); if this is \
    the only folder, write that name into its file .shelf";

/// What the mark of a folder says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marked {
    /// It is the folder that the database knows.
    Same,
    /// The database knows none yet.
    Nothing,
    /// The database knows another one, by this name.
    Another(String),
}

impl Marked {
    /// What is to be told of it; nothing where all is well.
    pub fn told(&self, data: &Path) -> Option<String> {
        match self {
            Self::Same | Self::Nothing => None,
            Self::Another(name) => Some(format!(
                "photos in {} are not those of the other servers ({name}): what is sent to one \
                 cannot be seen through another",
                file_in(data).with_file_name("").display()
            )),
        }
    }
}

fn file_in(data: &Path) -> PathBuf {
    data.join("photos").join(FILE)
}

fn name_in(data: &Path) -> Option<String> {
    let name = fs::read_to_string(file_in(data)).ok()?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

/// Looks whether the folder in a data directory is the one that the database knows.
pub fn look(conn: &mut Conn, data: &Path) -> Result<Marked> {
    Ok(match (store::shelf(conn)?, name_in(data)) {
        (None, _) => Marked::Nothing,
        (Some(known), Some(here)) if known == here => Marked::Same,
        (Some(known), _) => Marked::Another(known),
    })
}

/// The same when a server starts: where the database knows none, this is it from now on.
pub fn settle(db: &Db, data: &Path) -> Result<Marked> {
    let marked = db.read_now(|conn| look(conn, data))?;
    if marked != Marked::Nothing {
        return Ok(marked);
    }
    let own = name_in(data).unwrap_or_else(secret::token);
    let known = db.write_now(&System("photos"), |tx, _| store::name_shelf(tx, &own))?;
    if known == own {
        let file = file_in(data);
        fs::create_dir_all(file.with_file_name(""))?;
        fs::write(file, known)?;
    }
    db.read_now(|conn| look(conn, data))
}

/// Forgets which folder it is: one that was built again is named when a server starts on it.
pub fn forget(tx: &mut Tx<'_>) -> Result<()> {
    store::forget_shelf(tx)
}
