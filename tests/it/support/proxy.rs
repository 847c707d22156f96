//! A way to PostgreSQL that loses an answer: it passes a change on to be kept, and goes away with
//! what the database says to that. It can fall silent too, with all that is said either way.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use gaoshi::platform::db::DatabaseUrl;

/// What is lost next: the answer to the change that says this.
type Marked = Arc<Mutex<Option<&'static str>>>;

/// The proxy; its threads end with the connections they serve.
pub(crate) struct Proxy {
    port: u16,
    marked: Marked,
    silent: Arc<AtomicBool>,
    name: String,
}

impl Proxy {
    /// One before this database.
    pub(crate) fn before(url: &str) -> Self {
        let rest = url.split_once("://").unwrap().1;
        let (server, name) = rest.split_once('/').unwrap();
        let (user, server) = server.split_once('@').unwrap();
        let server = server.to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let marked = Marked::default();
        let given = Arc::clone(&marked);
        let silent = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&silent);
        thread::spawn(move || {
            for client in listener.incoming().take(1_000).flatten() {
                let database = TcpStream::connect(&server).unwrap();
                serve(client, database, &given, &told);
            }
        });
        Self {
            port,
            marked,
            silent,
            name: format!("{user}@127.0.0.1:{port}/{name}"),
        }
    }

    /// The database by this way.
    pub(crate) fn url(&self) -> DatabaseUrl {
        assert!(self.port > 0);
        DatabaseUrl::Pg(format!("postgres://{}", self.name))
    }

    /// Nothing passes any more, either way, and nobody is told.
    pub(crate) fn fall_silent(&self) {
        self.silent.store(true, Ordering::SeqCst);
    }

    /// The answer to the next change that says this is lost.
    pub(crate) fn lose(&self, said: &'static str) {
        *self.marked.lock().unwrap() = Some(said);
    }

    /// Whether it was.
    pub(crate) fn has_lost(&self) -> bool {
        self.marked.lock().unwrap().is_none()
    }
}

fn serve(client: TcpStream, database: TcpStream, marked: &Marked, silent: &Arc<AtomicBool>) {
    let lost = Arc::new(AtomicBool::new(false));
    let (mut from, mut to) = (client.try_clone().unwrap(), database.try_clone().unwrap());
    let (marked, losing) = (Arc::clone(marked), Arc::clone(&lost));
    let (there, back) = (Arc::clone(silent), Arc::clone(silent));
    thread::spawn(move || {
        let (mut bytes, mut is_marked) = (vec![0; 64 * 1024], false);
        while let Ok(length @ 1..) = from.read(&mut bytes) {
            if there.load(Ordering::SeqCst) {
                continue;
            }
            let said = &bytes[..length];
            let mut next = marked.lock().unwrap();
            is_marked |= next.is_some_and(|mark| says(said, mark));
            if is_marked && says(said, "COMMIT") {
                *next = None;
                losing.store(true, Ordering::SeqCst);
            }
            drop(next);
            if to.write_all(said).is_err() {
                break;
            }
        }
        to.shutdown(Shutdown::Both).ok();
    });
    let (mut from, mut to) = (database, client);
    thread::spawn(move || {
        let mut bytes = vec![0; 64 * 1024];
        while let Ok(length @ 1..) = from.read(&mut bytes) {
            if back.load(Ordering::SeqCst) {
                continue;
            }
            if lost.load(Ordering::SeqCst) || to.write_all(&bytes[..length]).is_err() {
                break;
            }
        }
        to.shutdown(Shutdown::Both).ok();
    });
}

fn says(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|w| w == part.as_bytes())
}
