//! The program as a process: its addresses, its lock, its way of stopping.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use gaoshi::platform::db::DatabaseUrl;
use tempfile::TempDir;

struct Server {
    child: Child,
    port: u16,
}

fn gaoshi(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gaoshi"));
    command
        .arg("--data")
        .arg(data)
        .stderr(Stdio::piped())
        .stdout(Stdio::piped());
    command
}

impl Server {
    #[expect(clippy::disallowed_methods, reason = "waits for another program")]
    fn start(data: &Path) -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let listen = format!("127.0.0.1:{port}");
        let child = gaoshi(data)
            .args(["serve", "--listen", &listen])
            .spawn()
            .unwrap();
        let begun = Instant::now();
        while TcpStream::connect(&listen).is_err() {
            assert!(
                begun.elapsed() < Duration::from_secs(30),
                "it does not listen"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        Self { child, port }
    }

    fn ask(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn stop(mut self) -> bool {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().unwrap();
        self.child.wait().unwrap().success()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn told(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned() + &String::from_utf8_lossy(&out.stdout)
}

#[test]
fn a_started_server_lives_is_ready_and_stops_when_asked() {
    let dir = TempDir::new().unwrap();
    let server = Server::start(dir.path());
    assert!(server.ask("/livez").starts_with("HTTP/1.1 200"));
    let ready = server.ask("/readyz");
    assert!(
        ready.starts_with("HTTP/1.1 200") && ready.contains("\"schema\":true"),
        "{ready}"
    );
    assert!(server.ask("/nothing-here").starts_with("HTTP/1.1 404"));
    assert!(server.stop());
}

#[test]
fn who_hangs_up_its_terminal_ends_no_server() {
    let dir = TempDir::new().unwrap();
    let server = Server::start(dir.path());
    let id = server.child.id().to_string();
    for _ in 0..3 {
        Command::new("kill").args(["-HUP", &id]).status().unwrap();
    }
    assert!(server.ask("/livez").starts_with("HTTP/1.1 200"));
    assert!(server.stop());
}

#[test]
fn a_damaged_database_is_refused_with_the_way_on_and_left_as_it_is() {
    let dir = TempDir::new().unwrap();
    assert!(Server::start(dir.path()).stop());
    let file = dir.path().join("gaoshi.db");
    let whole = std::fs::read(&file).unwrap();
    let middle = whole.len() / 2;
    let page = 4096;
    let mut cut = whole.clone();
    cut.truncate(middle);
    let mut holed = whole.clone();
    for some in holed[page..].chunks_mut(page * 3) {
        let first = some.len().min(page);
        some[..first].fill(0);
    }
    let mut headless = whole.clone();
    headless[..16].fill(b'?');
    for damaged in [cut, holed, headless] {
        std::fs::write(&file, &damaged).unwrap();
        let out = gaoshi(dir.path())
            .args(["serve", "--listen", "127.0.0.1:0"])
            .output()
            .unwrap();
        let said = told(&out);
        assert!(!out.status.success(), "{said}");
        assert!(
            said.contains("is damaged") && said.contains("gaoshi restore"),
            "{said}"
        );
        assert_eq!(std::fs::read(&file).unwrap(), damaged);
    }
    std::fs::write(&file, &whole).unwrap();
    assert!(Server::start(dir.path()).stop());
}

#[test]
fn a_second_server_on_the_same_data_is_told_so() {
    let dir = TempDir::new().unwrap();
    let _server = Server::start(dir.path());
    let second = gaoshi(dir.path())
        .args(["serve", "--listen", "127.0.0.1:0"])
        .output()
        .unwrap();
    assert!(!second.status.success());
    assert!(told(&second).contains("serve.lock"), "{}", told(&second));
}

#[test]
fn the_doctor_makes_nothing_where_nothing_is_yet() {
    let dir = TempDir::new().unwrap();
    gaoshi(dir.path()).arg("doctor").output().unwrap();
    let made = std::fs::read_dir(dir.path()).unwrap();
    let made: Vec<String> = made
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains(".db"))
        .collect();
    assert!(made.is_empty(), "{made:?}");
}

#[test]
fn the_doctor_says_how_to_mend_it() {
    let dir = TempDir::new().unwrap();
    gaoshi(dir.path()).arg("migrate").output().unwrap();
    let well = gaoshi(dir.path()).arg("doctor").output().unwrap();
    assert!(well.status.success(), "{}", told(&well));
    assert!(
        told(&well).contains("OK    database answers and is whole"),
        "{}",
        told(&well)
    );
    std::fs::write(
        dir.path().join("gaoshi.toml"),
        "public_url = 'http://127.0.0.1'\n",
    )
    .unwrap();
    let ill = gaoshi(dir.path()).arg("doctor").output().unwrap();
    assert_eq!(ill.status.code(), Some(1));
    assert!(
        told(&ill).contains("FAIL  public address"),
        "{}",
        told(&ill)
    );
}

#[test]
fn the_doctor_tells_a_program_the_same_as_a_person_by_names_that_stay() {
    let dir = TempDir::new().unwrap();
    gaoshi(dir.path()).arg("migrate").output().unwrap();
    std::fs::write(
        dir.path().join("gaoshi.toml"),
        "public_url = 'http://127.0.0.1'\n",
    )
    .unwrap();
    let out = gaoshi(dir.path())
        .args(["doctor", "--json"])
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(json["worst"], "fail");
    let checks = json["checks"].as_array().unwrap();
    let named = |name: &str| checks.iter().find(|one| one["name"] == name).unwrap();
    for (name, level) in [
        ("data_directory", "ok"),
        ("database", "ok"),
        ("schema", "ok"),
        ("clock", "ok"),
        ("time", "ok"),
        ("writes", "ok"),
        ("mails", "ok"),
        ("mail_relay", "warn"),
        ("public_address", "fail"),
    ] {
        let one = named(name);
        assert_eq!(one["level"], level, "{one}");
        let is_mended = one["mend"].as_str().unwrap().is_empty();
        assert_eq!(is_mended, level == "ok", "{one}");
    }
    assert!(named("disk")["figures"]["free_mib"].is_number());
    assert_eq!(named("mails")["figures"]["waiting"], 0);
    assert_eq!(named("schema")["figures"]["pending"], 0);
    let person = gaoshi(dir.path()).arg("doctor").output().unwrap();
    for one in checks {
        let what = one["what"].as_str().unwrap();
        let steady = !what.contains("MiB") && !what.contains(" ms");
        assert!(!steady || told(&person).contains(what), "{what}");
    }
}

#[test]
fn a_company_without_an_address_cannot_approve_and_the_doctor_fails() {
    let dir = TempDir::new().unwrap();
    gaoshi(dir.path()).arg("migrate").output().unwrap();
    let before = gaoshi(dir.path()).arg("doctor").output().unwrap();
    assert!(before.status.success(), "{}", told(&before));
    crate::support::house::House::found(&DatabaseUrl::Sqlite(dir.path().join("gaoshi.db")));
    let founded = gaoshi(dir.path()).arg("doctor").output().unwrap();
    assert_eq!(founded.status.code(), Some(1));
    assert!(
        told(&founded).contains("FAIL  public address is not set: no notice can be approved"),
        "{}",
        told(&founded)
    );
}
