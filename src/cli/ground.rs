//! The database that commands stand on.

use crate::config::Config;
use crate::error::{Error, Result};
use crate::platform::clock::Clock;
use crate::platform::db::backends::{Purpose, open, schema_state};
use crate::platform::db::{DatabaseUrl, Db};

/// The database of the settings, which must be there and up to date.
pub(super) fn ground(config: &Config) -> Result<Db> {
    let missing = |what: &str| {
        Error::unavailable(format!(
            "{what} in {:?}; gaoshi serve or gaoshi migrate makes it",
            config.database
        ))
    };
    if let DatabaseUrl::Sqlite(path) = &config.database
        && !path.exists()
    {
        return Err(missing("there is no database"));
    }
    let state = schema_state(&mut open(&config.database, Purpose::Read)?)?;
    if !state.pending.is_empty() || !state.unknown.is_empty() {
        return Err(missing("the schema is not the one of this program"));
    }
    Ok(Db::open(&config.database, Clock::System))
}
