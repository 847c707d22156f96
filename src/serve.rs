//! The server: one process, its workers and its duties, from the lock to the last answer.

mod figures;
mod greeting;

use std::io::Write;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use actix_web::middleware::from_fn;
use actix_web::{App as Web, HttpServer};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use crate::app::App;
use crate::backup::refuse_unfinished;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::people::service as people;
use crate::platform::clock::Clock;
use crate::platform::connections::{Bounds, Connections, OF_ONE_ADDRESS};
use crate::platform::db::backends::{gather, migrate, refuse_damaged};
use crate::platform::db::{DatabaseUrl, System};
use crate::platform::deadline::{self, Patience};
use crate::platform::lock;
use crate::platform::photos::mark;
use crate::platform::public::store;
use crate::platform::requests;
use crate::platform::scheduler::Scheduler;
use crate::{duties, routes};

/// A server that was asked to stop is gone after this, whatever holds it.
const LAST: Duration = Duration::from_secs(30);
/// Later than this no server prints codes with an address that was changed through another.
const FOLLOWED: Duration = Duration::from_secs(10);
/// Connections one worker holds at a time.
const CONNECTIONS: usize = 4_096;

/// Serves until the system asks to stop.
pub fn run(config: Config) -> Result<()> {
    allow_files()?;
    refuse_unfinished(&config.data_dir)?;
    std::fs::create_dir_all(&config.data_dir)?;
    let held = alone(&config)?;
    refuse_damaged(&config.database)?;
    for migration in migrate(&config.database)? {
        tracing::info!(migration, "the schema was brought up to date");
    }
    let app = Arc::new(App::build(config, Clock::System)?);
    let set_up = app
        .db
        .write_now(&System("set-up"), |tx, _| people::set_up_link(tx))?;
    let greeting = greeting::of(&app, set_up.as_deref())?;
    if let Some(what) = app.config.edge_fault(app.press.public.now().as_ref()) {
        tracing::warn!("{what}; name its address in `proxies`");
    }
    if matches!(app.config.database, DatabaseUrl::Pg(_))
        && let Some(what) = mark::settle(&app.db, &app.config.data_dir)?.told(&app.config.data_dir)
    {
        tracing::warn!("{what}; {}", mark::MEND);
    }
    let database = app.config.database.clone();
    let served = actix_web::rt::System::new().block_on(serve(app, &greeting));
    let gathered = gather(&database);
    drop(held);
    if matches!(gathered, Ok(false)) {
        tracing::warn!("another program reads the database: copy its -wal file with it");
    }
    served.and(gathered.map(|_| ()))
}

/// A shell allows 1,024 open files, and every connection takes two: takes as many as it may.
fn allow_files() -> Result<()> {
    let most = getrlimit(Resource::Nofile).maximum;
    let limit = Rlimit {
        current: most,
        maximum: most,
    };
    setrlimit(Resource::Nofile, limit).map_err(Error::internal)
}

/// The embedded database has one server; a second one is told so.
fn alone(config: &Config) -> Result<Option<lock::Held>> {
    let DatabaseUrl::Sqlite(path) = &config.database else {
        return Ok(None);
    };
    let path = path.with_file_name("serve.lock");
    match lock::take(&path)? {
        Some(held) => Ok(Some(held)),
        None => Err(Error::unavailable(format!(
            "another gaoshi serves this data already ({} is held); stop it, or give this one \
             another directory with --data, or use PostgreSQL for several servers",
            path.display()
        ))),
    }
}

/// The connections there may be, and how long they may say nothing.
fn bounded(app: &App) -> Arc<Connections> {
    Connections::new(Bounds {
        most: OF_ONE_ADDRESS,
        exempt: app.config.proxies.clone(),
        patience: Patience::default(),
    })
}

/// Answers requests and keeps the duties until SIGTERM or SIGINT, then ends what has begun.
async fn serve(app: Arc<App>, greeting: &str) -> Result<()> {
    let signals = Signals::hear()?;
    let (stop, stopped) = watch::channel(false);
    let scheduler = Scheduler::new(duties::all(), app.clock.clone());
    let figures = figures::listen(&app, scheduler.timetable())?;
    actix_web::rt::spawn(follow(Arc::clone(&app), stopped.clone()));
    let for_duties = Arc::clone(&app);
    let mut stop_duties = stopped;
    let at_work = actix_web::rt::spawn(async move {
        let shutdown = async move {
            stop_duties.wait_for(|stop| *stop).await.ok();
        };
        scheduler.run(&for_duties, shutdown).await;
    });
    let (mailer, listen) = (app.mailer.clone(), app.config.listen);
    let connections = bounded(&app);
    let server = HttpServer::new(move || {
        let app = Arc::clone(&app);
        Web::new()
            .configure(move |cfg| app.provide(cfg))
            .configure(routes::configure)
            .wrap(from_fn(deadline::cut))
            .wrap(from_fn(requests::note))
    })
    .on_connect(move |stream, data| connections.enter(stream, data))
    .max_connections(CONNECTIONS)
    .keep_alive(deadline::KEEP_ALIVE)
    .client_request_timeout(Duration::from_secs(10))
    .client_disconnect_timeout(Duration::from_secs(5))
    .shutdown_timeout(20)
    .disable_signals()
    .bind(listen)
    .map_err(|e| Error::unavailable(format!("listening on {listen}: {e}")))?
    .run();
    let handles = [Some(server.handle()), figures];
    actix_web::rt::spawn(async move {
        signals.until_asked_to_stop().await;
        tracing::info!("stopping: what has begun may end");
        end_anyhow();
        stop.send_replace(true);
        mailer.close();
        for handle in handles.into_iter().flatten() {
            handle.stop(true).await;
        }
    });
    tracing::info!("listening on http://{listen}");
    std::io::stdout().write_all(greeting.as_bytes())?;
    server.await?;
    at_work.await.map_err(Error::internal)
}

/// Lets an address that an administrator wrote down through another server count here too.
async fn follow(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let public = &app.press.public;
    if public.is_set() {
        return;
    }
    while tokio::time::timeout(FOLLOWED, stop.wait_for(|stop| *stop))
        .await
        .is_err()
    {
        let before = public.now();
        match app.db.read(store::kept).await {
            Ok(kept) => public.catch_up(before.as_ref(), kept),
            Err(e) => tracing::warn!(error = %e, "the public address was not looked up"),
        }
    }
}

/// Ends the process when it has not ended by itself: a thread that waits for a silent database
/// would hold it for ever.
fn end_anyhow() {
    std::thread::spawn(|| {
        let (_kept, never) = mpsc::channel::<()>();
        if never.recv_timeout(LAST).is_err() {
            tracing::error!("what had begun did not end within {} s", LAST.as_secs());
            std::process::exit(1);
        }
    });
}

/// What the system says to the process. Heard before anybody can reach it: a signal that nobody hears
/// yet ends it in the middle of its start.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hang_up: Signal,
}

impl Signals {
    fn hear() -> Result<Self> {
        let hear = |kind| signal(kind).map_err(Error::internal);
        Ok(Self {
            terminate: hear(SignalKind::terminate())?,
            interrupt: hear(SignalKind::interrupt())?,
            hang_up: hear(SignalKind::hangup())?,
        })
    }

    async fn until_asked_to_stop(mut self) {
        loop {
            tokio::select! {
                _ = self.terminate.recv() => return,
                _ = self.interrupt.recv() => return,
                // A terminal that closes, or an operator who means a reload, ends nothing.
                _ = self.hang_up.recv() => tracing::warn!(
                    "SIGHUP changes nothing: settings are read at the start"
                ),
            }
        }
    }
}
