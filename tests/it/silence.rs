//! A database that says nothing, and a disk that takes nothing: whoever watches is told in seconds,
//! and what was asked to stop is gone.

use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use gaoshi::platform::clock::Clock;
use gaoshi::platform::db::{DatabaseUrl, Db};
use gaoshi::platform::health;
use rustix::process::{Pid, Resource, Rlimit, prlimit};
use tempfile::TempDir;

use crate::support::postgres::TestDb;
use crate::support::process::{Process, Visitor, free_port, wait_for};
use crate::support::proxy::Proxy;

#[actix_web::test]
async fn readiness_waits_for_no_database_that_takes_a_connection_and_says_nothing() {
    // Taken by the system and never answered.
    let mute = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = mute.local_addr().unwrap().port();
    let url = DatabaseUrl::Pg(format!("postgres://u@127.0.0.1:{port}/d"));
    let db = Db::open(&url, Clock::System);
    let begun = Instant::now();
    let told = health::look(&db).await;
    assert!(!told.ready && !told.database, "{told:?}");
    assert!(begun.elapsed() < Duration::from_secs(8));
}

#[test]
fn a_server_whose_database_falls_silent_says_so_and_ends_when_asked() {
    let test = TestDb::new();
    let DatabaseUrl::Pg(url) = &test.url else {
        return;
    };
    let proxy = Proxy::before(url);
    let data = TempDir::new().unwrap();
    let mut server = Process::spawn(data.path(), &proxy.url(), &[]);
    server.wait_until_ready(Duration::from_secs(30));
    proxy.fall_silent();
    let begun = Instant::now();
    let told = Visitor::of(&server).get("/readyz");
    assert_eq!(told.status, 503, "{}", told.body);
    assert!(begun.elapsed() < Duration::from_secs(10), "it hangs");
    assert_eq!(Visitor::of(&server).get("/livez").status, 200);
    let begun = Instant::now();
    server.stop();
    assert!(begun.elapsed() < Duration::from_secs(40), "it never ends");
}

/// A server that outlives a signal of the system for files that are too large: it is told by each
/// write, as a full disk tells it.
struct Full {
    child: Child,
    port: u16,
}

impl Full {
    fn start(data: &TempDir) -> Self {
        let port = free_port();
        let program = env!("CARGO_BIN_EXE_gaoshi");
        let listen = format!("127.0.0.1:{port}");
        let child = Command::new("sh")
            .arg("-c")
            .arg("trap '' XFSZ; exec \"$0\" \"$@\"")
            .args([program, "--data"])
            .arg(data.path())
            .args(["serve", "--listen", &listen])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap();
        let full = Self { child, port };
        wait_for("it lives", Duration::from_secs(30), || {
            full.get("/livez").starts_with("HTTP/1.1 200")
        });
        full
    }

    /// No file may grow beyond so many bytes from now on.
    fn allow(&self, bytes: Option<u64>) {
        let limit = Rlimit {
            current: bytes,
            maximum: None,
        };
        let pid = Pid::from_child(&self.child);
        prlimit(Some(pid), Resource::Fsize, limit).unwrap();
    }

    fn get(&self, path: &str) -> String {
        use std::io::{Read, Write};
        let Ok(mut stream) = std::net::TcpStream::connect(("127.0.0.1", self.port)) else {
            return String::new();
        };
        let ask = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        stream.write_all(ask.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok();
        answer
    }
}

impl Drop for Full {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

#[test]
fn a_disk_that_takes_nothing_more_is_told_by_readiness_and_forgotten_when_it_does() {
    let data = TempDir::new().unwrap();
    let server = Full::start(&data);
    server.allow(Some(0));
    let full = server.get("/readyz");
    assert!(full.starts_with("HTTP/1.1 503"), "{full}");
    assert!(
        full.contains("\"writes\":false") && full.contains("\"database\":true"),
        "{full}"
    );
    assert!(
        server.get("/sign-in").starts_with("HTTP/1.1 200"),
        "pages are answered"
    );
    server.allow(None);
    let well = server.get("/readyz");
    assert!(well.starts_with("HTTP/1.1 200"), "{well}");
}
