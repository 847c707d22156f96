//! One line of the log a request, and nothing in it that is anybody's own.

mod ends;
mod mails;

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use gaoshi::people::Role;
use serde_json::Value;

use crate::permissions::{Known, routes};
use crate::support::app::{PASSWORD, TestApp};
use crate::support::process::{Process, Visitor};

/// The lines about requests, from a log in JSON.
pub(crate) fn lines(log: &str) -> Vec<Value> {
    let parsed = log.lines().map(|line| {
        serde_json::from_str::<Value>(line).unwrap_or_else(|e| panic!("{e}: no JSON: {line}"))
    });
    parsed.filter(|line| line["message"] == "request").collect()
}

/// What a log of all that happens here must not say.
fn secrets(known: &Known) -> Vec<String> {
    let told = [
        PASSWORD,
        "geheimes-wort-77",
        "nobody-has-this-token",
        "13800002217",
        "138 0000 2217",
        "%E5%88%98",
        "刘女士",
        "漏水",
        "周敏",
        "人 clerk",
        "管理处",
        "0755-8888",
        "203.0.113.77",
        "example.cn",
        "session=",
        "csrf",
    ];
    let told = told.into_iter().map(str::to_owned);
    told.chain([known.code.clone(), known.notice.clone()])
        .collect()
}

/// Somebody who counts what they ask.
struct Asker {
    visitor: Visitor,
    asked: usize,
}

impl Asker {
    fn of(server: &Process) -> Self {
        let mut visitor = Visitor::of(server);
        visitor.from = "203.0.113.77";
        Self { visitor, asked: 0 }
    }

    fn get(&mut self, path: &str) -> u16 {
        self.asked += 1;
        self.visitor.get(path).status
    }

    fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> u16 {
        self.asked += 1;
        self.visitor.post(path, fields).status
    }

    fn sign_in(&mut self, role: Role) {
        self.get("/sign-in");
        let fields = [("login", role.as_str()), ("password", PASSWORD)];
        assert_eq!(self.post("/sign-in", &fields), 303);
    }

    /// Everything there is, as whoever this is.
    fn ask_all(&mut self, known: &Known) {
        let personal = [
            ("name", "刘女士"),
            ("phone", "13800002217"),
            ("what", "漏水"),
        ];
        for route in routes() {
            let address = known.address(&route);
            if route.starts_with("GET") {
                self.get(&address);
            } else if !route.ends_with("/sign-out") {
                self.post(&address, &personal);
            }
        }
    }
}

/// Somebody who stops in the middle of a form.
fn stops(server: &Process) -> TcpStream {
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_mins(1)))
        .unwrap();
    let head = "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\
        Content-Type: application/x-www-form-urlencoded\r\n\r\nlogin=138 0000 2217";
    stream.write_all(head.as_bytes()).unwrap();
    stream
}

/// Asks for everything as nobody and as two people; how often.
fn ask(server: &Process, known: &Known) -> usize {
    let mut slow = stops(server);
    let mut count = 1;
    for role in [None, Some(Role::Administrator), Some(Role::OfficeManager)] {
        let mut asker = Asker::of(server);
        if let Some(role) = role {
            asker.sign_in(role);
        }
        asker.ask_all(known);
        count += asker.asked;
    }
    let mut stranger = Asker::of(server);
    stranger.get("/sign-in");
    let wrong = [("login", "clerk"), ("password", "geheimes-wort-77")];
    assert_eq!(stranger.post("/sign-in", &wrong), 422);
    stranger.get("/13800002217");
    stranger.get("/notices?q=%E5%88%98&stage=nobody-has-this-token");
    stranger.get("/q?code=13800002217");
    let texts = [
        ("what", "漏水".to_owned()),
        ("phone", "13800002217".to_owned()),
    ];
    stranger
        .visitor
        .upload(&format!("/Q/{}", known.code), &texts, b"no photo");
    let mut late = String::new();
    slow.read_to_string(&mut late).unwrap();
    assert!(late.starts_with("HTTP/1.1 408 "), "{late}");
    count + stranger.asked + 1
}

fn log_of(data: &Path) -> String {
    std::fs::read_to_string(data.join("log")).unwrap()
}

#[actix_web::test]
async fn no_line_of_the_log_says_a_code_a_token_a_name_a_word_or_an_address() {
    let app = TestApp::new();
    let known = Known::made(&app).await;
    let data = tempfile::tempdir().unwrap();
    let settings = [
        ("GAOSHI_LOG_FORMAT", "json"),
        ("GAOSHI_LOG_FILTER", "debug"),
        ("GAOSHI_PROXIES", "127.0.0.1"),
    ];
    let settings = settings.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut server = Process::spawn(data.path(), &app.db.url, &settings);
    server.wait_until_ready(Duration::from_secs(30));
    let asked = ask(&server, &known);
    assert!(server.stop());
    let log = log_of(data.path());
    for secret in secrets(&known) {
        let line = log.lines().find(|line| line.contains(&secret));
        assert!(line.is_none(), "{secret} in {line:?}");
    }
    let lines = lines(&log);
    // The test itself asked whether the server was ready.
    let ours = lines
        .iter()
        .filter(|line| line["route"] != "/readyz")
        .count();
    let ready = routes().iter().filter(|r| r.ends_with(" /readyz")).count() * 3;
    assert_eq!(ours + ready, asked);
    assert!(
        lines
            .iter()
            .any(|line| line["status"] == 408 && line["route"] == "/sign-in")
    );
    let ids: BTreeSet<&str> = lines
        .iter()
        .map(|line| line["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), lines.len());
    assert!(
        lines
            .iter()
            .all(|line| line["ms"].is_u64() && line["status"].is_u64())
    );
    let actors = lines.iter().filter_map(|line| line["actor"].as_str());
    let actors: BTreeSet<&str> = actors.collect();
    assert_eq!(actors.len(), 2, "two people signed in: {actors:?}");
}

#[actix_web::test]
async fn a_line_names_the_pattern_of_every_route() {
    let app = TestApp::new();
    let known = Known::made(&app).await;
    let heard = ends::Heard::begin();
    let mut visitor = app.visitor();
    for route in routes() {
        let address = known.address(&route);
        if route.starts_with("GET") {
            visitor.get(&address).await;
        } else {
            visitor.post(&address, &[]).await;
        }
        let line = heard.take().pop().unwrap();
        let told = format!("{} {}", line["method"], line["route"]).replace('"', "");
        assert_eq!(told, route);
    }
}
