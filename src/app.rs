//! What every request and every duty has at hand.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use actix_web::web::{Data, ServiceConfig};

use crate::config::Config;
use crate::demo;
use crate::error::{Error, Result};
use crate::landing::tally::Tally;
use crate::notices::mails::Post;
use crate::notices::room::Rooms;
use crate::notices::rooms::ROOMS;
use crate::notices::tools::{Means, Tools};
use crate::people::DemoAccounts;
use crate::people::news::Messenger;
use crate::people::password::Turns;
use crate::people::session::{Menu, SessionLimits};
use crate::platform::apart::Apart;
use crate::platform::assets;
use crate::platform::client::Edge;
use crate::platform::clock::Clock;
use crate::platform::db::Db;
use crate::platform::figures::Figures;
use crate::platform::fresh::Fresh;
use crate::platform::headers::FromElsewhere;
use crate::platform::holds::Watch;
use crate::platform::mail::Mailer;
use crate::platform::page::Templates;
use crate::platform::photos::Photos;
use crate::platform::press::Press;
use crate::platform::public::Public;
use crate::platform::typeset::Typesetter;
use crate::platform::words::Words;
use crate::{error_page, routes};

/// The program, built once.
pub struct App {
    /// The settings.
    pub config: Config,
    /// The time.
    pub clock: Clock,
    /// The database.
    pub db: Db,
    /// The watch over the clock.
    pub watch: Watch,
    /// The way mail leaves.
    pub mailer: Mailer,
    /// This process's name in leases.
    pub owner: String,
    /// The templates and their words.
    pub templates: Arc<Templates>,
    /// What sets and addresses paper.
    pub press: Press,
    /// The kinds of notice.
    pub rooms: Rooms,
    /// Public pages kept as bytes.
    pub fresh: Data<Fresh>,
    /// Scans that wait to be counted.
    pub tally: Data<Tally>,
    /// Where residents' photos are kept.
    pub photos: Photos,
    /// Where files that people send are opened.
    pub apart: Apart,
    /// Who hashes a password and who waits to.
    pub turns: Turns,
    /// What is counted for Prometheus.
    pub figures: Figures,
    /// Accounts the sign-in page tells, in the demo.
    pub demo: DemoAccounts,
}

impl App {
    /// Builds it from the settings; the database must have been migrated. Where the demo is
    /// asked for, it is founded first.
    pub fn build(config: Config, clock: Clock) -> Result<Self> {
        let db = Db::open(&config.database, clock.clone());
        let mailer = Mailer::of(&config.mail, &Self::mail_dir(&config))?;
        let Post { templates } = Self::written()?;
        let figures = Figures::new()?;
        let mut press = Self::press(&config, &db)?;
        press.typesetter = press.typesetter.timed_by(figures.typeset());
        press.demo |= config.demo;
        let demo = if config.demo {
            let post = Post {
                templates: Arc::clone(&templates),
            };
            let tools = Self::tools(press.clone(), post.clone());
            let workshop = demo::Workshop {
                press: &press,
                post: &post,
                notices: &tools,
            };
            demo::open(&db, &workshop)?
        } else {
            demo::accounts(&db)?
        };
        Ok(Self {
            watch: Watch::over(&db),
            db,
            owner: format!("{}:{}", std::process::id(), uuid::Uuid::now_v7()),
            templates,
            fresh: Data::new(Fresh::default()),
            tally: Data::new(Tally::default()),
            photos: Photos::in_data_dir(&config.data_dir, config.photos.floor),
            apart: Apart::here(),
            turns: Turns::default(),
            figures,
            press,
            rooms: ROOMS,
            mailer,
            clock,
            config,
            demo,
        })
    }

    /// What sets and addresses paper, as the settings say; a demo's paper says that it is one.
    pub fn press(config: &Config, db: &Db) -> Result<Press> {
        let typesetter = Typesetter::new(config.font_dir.as_deref())
            .map_err(|missing| Error::unavailable(missing.to_string()))?;
        Ok(Press {
            typesetter,
            zone: config.zone,
            public: Public::of_house(config.public.clone(), db)?,
            listening: config.address(),
            demo: !demo::accounts(db)?.people.is_empty(),
        })
    }

    /// What notices are made with, of the kinds that the program is built with.
    pub fn tools(press: Press, post: Post) -> Tools {
        Tools {
            press,
            rooms: ROOMS,
            post,
        }
    }

    /// Where mails are written while no relay is set.
    pub fn mail_dir(config: &Config) -> PathBuf {
        config.data_dir.join("mails")
    }

    /// Every template of the house, as mails are written with them.
    pub fn written() -> Result<Post> {
        // They are the program's own: whoever asks again gets the same.
        static READ: OnceLock<Arc<Templates>> = OnceLock::new();
        if let Some(templates) = READ.get() {
            let templates = Arc::clone(templates);
            return Ok(Post { templates });
        }
        let words = Arc::new(Words::load()?);
        let templates = Arc::new(Templates::load(words, assets::version())?);
        let templates = Arc::clone(READ.get_or_init(|| templates));
        Ok(Post { templates })
    }

    /// What mails are written with.
    pub fn post(&self) -> Post {
        Post {
            templates: Arc::clone(&self.templates),
        }
    }

    /// Who writes to people about their accounts.
    pub fn messenger(&self) -> Messenger {
        let public = self.press.public.clone();
        Messenger::new(self.config.zone, public, Arc::clone(&self.templates))
    }

    /// What notices are let out with.
    pub fn means(&self) -> Means {
        Means {
            rooms: self.rooms,
            post: self.post(),
        }
    }

    /// What stands between browsers and us.
    fn edge(&self) -> Edge {
        Edge::of(&self.config.proxies, &self.press.public)
    }

    /// Gives every handler what it may ask for.
    pub fn provide(self: &Arc<Self>, cfg: &mut ServiceConfig) {
        let limits = SessionLimits {
            idle: self.config.sessions.idle,
            absolute: self.config.sessions.absolute,
            second_factor: self.config.sessions.second_factor,
        };
        cfg.app_data(Data::from(Arc::clone(self)))
            .app_data(Data::new(self.db.clone()))
            .app_data(Data::from(Arc::clone(&self.templates)))
            .app_data(Data::new(self.press.clone()))
            .app_data(Data::new(self.rooms))
            .app_data(Data::new(self.config.zone))
            .app_data(Data::new(self.config.clone()))
            .app_data(Data::new(self.post()))
            .app_data(Data::new(self.messenger()))
            .app_data(Data::new(self.photos.clone()))
            .app_data(Data::new(self.apart.clone()))
            .app_data(Data::new(limits))
            .app_data(Data::new(self.turns.clone()))
            .app_data(Data::new(self.figures.clone()))
            .app_data(Data::new(self.edge()))
            .app_data(Data::new(Menu(routes::menu())))
            .app_data(Data::new(routes::ties()))
            .app_data(Data::new(FromElsewhere(error_page::from_elsewhere)))
            .app_data(Data::new(self.demo.clone()))
            .app_data(self.tally.clone())
            .app_data(self.fresh.clone());
    }
}
