//! What every request and every duty has at hand.

use std::path::PathBuf;
use std::sync::Arc;

use actix_web::web::{Data, ServiceConfig};

use crate::config::Config;
use crate::demo;
use crate::error::Result;
use crate::people::Permission;
use crate::people::pages::DemoAccounts;
use crate::people::session::{Menu, MenuEntry, SessionLimits};
use crate::platform::assets;
use crate::platform::client::Proxies;
use crate::platform::clock::Clock;
use crate::platform::db::Db;
use crate::platform::mail::Mailer;
use crate::platform::page::Templates;
use crate::platform::words::Words;

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
    /// The pages.
    pub templates: Data<Templates>,
}

impl App {
    /// Builds it from the settings; the database must have been migrated.
    pub fn build(config: Config, clock: Clock) -> Result<Self> {
        let mailer = Mailer::of(&config.mail, &Self::mail_dir(&config))?;
        Ok(Self {
            db: Db::open(&config.database, clock.clone()),
            owner: format!("{}:{}", std::process::id(), uuid::Uuid::now_v7()),
            mailer,
            templates: Data::new(Templates::load(
                Arc::new(Words::load()?),
                assets::version(),
            )?),
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
            .app_data(Data::new(self.db.clone()))
            .app_data(self.templates.clone())
            .app_data(Data::new(Proxies(self.config.proxies.clone())))
            .app_data(Data::new(self.config.zone))
            .app_data(Data::new(menu()))
            .app_data(Data::new(self.demo_accounts()))
            .app_data(Data::new(SessionLimits {
                idle: self.config.sessions.idle,
                absolute: self.config.sessions.absolute,
            }));
    }

    /// What the sign-in page of a demo tells; nothing while the database cannot be asked.
    fn demo_accounts(&self) -> DemoAccounts {
        demo::accounts(&self.db).unwrap_or_else(|e| {
            tracing::warn!(error = %e, "whether this is the demo could not be told");
            DemoAccounts::default()
        })
    }
}

/// The menu of the staff pages.
fn menu() -> Menu {
    let entry = |permission, key, href| MenuEntry {
        permission,
        key,
        href,
        count: None,
    };
    Menu(vec![
        entry(Permission::ReadPlaces, "menu-places", "/places"),
        entry(Permission::ManagePeople, "menu-offices", "/offices"),
        entry(Permission::ManagePeople, "menu-people", "/people"),
    ])
}
