//! What every request and every duty has at hand.

use std::path::PathBuf;
use std::sync::Arc;

use actix_web::web::{Data, ServiceConfig};

use crate::config::Config;
use crate::error::Result;
use crate::platform::clock::Clock;
use crate::platform::db::Db;
use crate::platform::mail::Mailer;

/// The program, built once.
#[derive(Debug)]
pub struct App {
    /// The settings.
    pub config: Config,
    /// The time.
    pub clock: Clock,
    /// The database.
    pub db: Db,
    /// The way mail leaves.
    pub mailer: Mailer,
    /// This process's name in leases.
    pub owner: String,
}

impl App {
    /// Builds it from the settings; the database must have been migrated.
    pub fn build(config: Config, clock: Clock) -> Result<Self> {
        let mailer = Mailer::of(&config.mail, &Self::mail_dir(&config))?;
        Ok(Self {
            db: Db::open(&config.database, clock.clone()),
            owner: format!("{}:{}", std::process::id(), uuid::Uuid::now_v7()),
            mailer,
            clock,
            config,
        })
    }

    /// Where mails are written while no relay is set.
    pub fn mail_dir(config: &Config) -> PathBuf {
        config.data_dir.join("mails")
    }

    /// Gives every handler what it may ask for.
    pub fn provide(self: &Arc<Self>, cfg: &mut ServiceConfig) {
        cfg.app_data(Data::from(Arc::clone(self)))
            .app_data(Data::new(self.db.clone()));
    }
}
