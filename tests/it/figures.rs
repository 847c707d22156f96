//! Figures for Prometheus: where they are served, that they can be read, what they say.

use std::collections::{BTreeMap, BTreeSet};
use std::net::TcpListener;
use std::process::Command;
use std::time::Duration;

use actix_web::middleware::from_fn;
use actix_web::{App as Web, test as web_test};
use gaoshi::duties;
use gaoshi::platform::db::System;
use gaoshi::platform::figures::look;
use gaoshi::platform::outbox::enqueue;
use gaoshi::platform::requests;
use gaoshi::platform::scheduler::{Scheduler, Timetable};
use gaoshi::routes;
use rand::Rng;

use crate::resident::Sign;
use crate::support::app::TestApp;
use crate::support::parcel;
use crate::support::process::{Process, Visitor, free_port};

/// A text as a reader of Prometheus' format takes it: each sample under its whole name.
struct Read {
    types: BTreeMap<String, String>,
    samples: BTreeMap<String, f64>,
}

impl Read {
    /// Reads a text, or panics over what the format does not allow.
    fn of(text: &str) -> Self {
        assert!(text.ends_with('\n'));
        let (mut types, mut samples) = (BTreeMap::new(), BTreeMap::new());
        for line in text.lines() {
            if let Some(told) = line.strip_prefix("# TYPE ") {
                let (name, kind) = told.split_once(' ').unwrap();
                assert!(["counter", "gauge", "histogram"].contains(&kind), "{line}");
                let known = types.insert(name.to_owned(), kind.to_owned());
                assert!(known.is_none(), "twice: {line}");
            } else if !line.starts_with("# HELP ") {
                let (name, value) = line.rsplit_once(' ').unwrap();
                assert!(is_of_a_family(name, &types), "{line}");
                let value = value.parse().unwrap();
                assert!(
                    samples.insert(name.to_owned(), value).is_none(),
                    "twice: {line}"
                );
            }
        }
        let read = Self { types, samples };
        read.histograms_add_up();
        read
    }

    fn value(&self, name: &str) -> f64 {
        *self
            .samples
            .get(name)
            .unwrap_or_else(|| panic!("no {name}"))
    }

    /// The values a label has.
    fn label(&self, name: &str) -> BTreeSet<&str> {
        let mark = format!("{name}=\"");
        let found = self.samples.keys().filter_map(|sample| {
            let (_, rest) = sample.split_once(mark.as_str())?;
            rest.split('"').next()
        });
        found.collect()
    }

    /// Each bucket holds those before it, and the last one all.
    fn histograms_add_up(&self) {
        let histograms = self.types.iter().filter(|(_, kind)| *kind == "histogram");
        for (name, _) in histograms {
            let counts = self.samples.iter().filter_map(|(sample, count)| {
                Some((sample.strip_prefix(&format!("{name}_count"))?, *count))
            });
            for (labels, count) in counts {
                let mut buckets = self.buckets(name, labels.trim_matches(['{', '}']));
                buckets.sort_by(|a, b| a.0.total_cmp(&b.0));
                assert!(buckets.is_sorted_by(|a, b| a.1 <= b.1), "{name}{labels}");
                assert_eq!(buckets.last().unwrap(), &(f64::INFINITY, count));
            }
        }
    }

    /// A histogram's bounds, each with what lies below.
    fn buckets(&self, name: &str, labels: &str) -> Vec<(f64, f64)> {
        let begin = format!("{name}_bucket{{{labels}");
        let found = self
            .samples
            .iter()
            .filter(|(sample, _)| sample.starts_with(&begin));
        let bound = |sample: &str| {
            let (_, rest) = sample.split_once("le=\"").unwrap();
            rest.split('"').next().unwrap().parse::<f64>().unwrap()
        };
        found
            .map(|(sample, count)| (bound(sample), *count))
            .collect()
    }
}

/// Whether a sample's name is that of a family whose type was told, and its labels are labels.
fn is_of_a_family(sample: &str, types: &BTreeMap<String, String>) -> bool {
    let (name, labels) = sample.split_once('{').unwrap_or((sample, "}"));
    let family = ["_bucket", "_sum", "_count"].iter().find_map(|end| {
        let family = name.strip_suffix(end)?;
        types
            .get(family)
            .filter(|kind| *kind == "histogram")
            .map(|_| family)
    });
    let is_word = |c: char| c.is_ascii_lowercase() || c == '_';
    let labels = labels.strip_suffix('}').unwrap();
    let labels_fit = labels.is_empty()
        || labels.trim_end_matches(',').split("\",").all(|label| {
            label
                .split_once("=\"")
                .is_some_and(|(key, _)| key.chars().all(is_word))
        });
    types.contains_key(family.unwrap_or(name)) && name.chars().all(is_word) && labels_fit
}

/// What the figures of an application say now.
async fn figures(app: &TestApp, timetable: &Timetable) -> Read {
    let looked = look(&app.db.db, timetable).await;
    Read::of(&app.app.figures.told(&looked).unwrap())
}

fn served(app: &TestApp, data: &std::path::Path) -> (Process, u16) {
    let port = free_port();
    let listen = (
        "GAOSHI_METRICS_LISTEN".to_owned(),
        format!("127.0.0.1:{port}"),
    );
    let server = Process::spawn(data, &app.db.url, &[listen]);
    server.wait_until_ready(Duration::from_secs(30));
    (server, port)
}

#[actix_web::test]
async fn figures_are_given_on_their_own_listener_alone_and_can_be_read() {
    let app = TestApp::new();
    let code = Sign::at(&app).code.to_string();
    let data = tempfile::tempdir().unwrap();
    let (mut server, port) = served(&app, data.path());
    let mut visitor = Visitor::of(&server);
    visitor.get(&format!("/Q/{code}"));
    assert_eq!(visitor.get("/metrics").status, 404);
    let mut answer = ureq::get(format!("http://127.0.0.1:{port}/metrics"))
        .call()
        .unwrap();
    let kind = answer.headers()["content-type"]
        .to_str()
        .unwrap()
        .to_owned();
    assert_eq!(kind, "text/plain; version=0.0.4");
    let text = answer.body_mut().read_to_string().unwrap();
    assert!(!text.contains(&code), "{text}");
    let read = Read::of(&text);
    let route = "{route=\"/Q/{code}\",status=\"2xx\"}";
    assert!(read.value(&format!("gaoshi_requests_total{route}")) >= 1.0);
    assert!((read.value("gaoshi_database_answers") - 1.0).abs() < f64::EPSILON);
    assert_eq!(read.label("duty").len(), duties::all().len());
    assert_eq!(
        read.label("cause"),
        ["apart", "jumped", "restored", "stopped"].into()
    );
    assert_eq!(read.label("pool"), ["read", "write"].into());
    assert!(
        ureq::get(format!("http://127.0.0.1:{port}/livez"))
            .call()
            .is_err()
    );
    assert!(server.stop(), "the second listener stops with the first");
}

#[test]
fn a_port_that_is_taken_is_named_with_its_setting() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = taken.local_addr().unwrap().to_string();
    let data = tempfile::tempdir().unwrap();
    let out = Command::new(env!("CARGO_BIN_EXE_gaoshi"))
        .arg("--data")
        .arg(data.path())
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("GAOSHI_METRICS_LISTEN", &at)
        .output()
        .unwrap();
    assert!(!out.status.success());
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(
        told.contains("metrics.listen") && told.contains(&at),
        "{told}"
    );
}

#[actix_web::test]
async fn a_thousand_addresses_that_lead_nowhere_and_as_many_codes_are_two_routes() {
    let app = TestApp::empty();
    let provided = std::sync::Arc::clone(&app.app);
    let house = Web::new()
        .configure(move |cfg| provided.provide(cfg))
        .configure(routes::configure)
        .wrap(from_fn(requests::note));
    let house = web_test::init_service(house).await;
    let mut rng = rand::rng();
    for _ in 0..1_000 {
        let n: u64 = rng.random();
        for path in [
            format!("/x{n:x}"),
            format!("/Q/{n:x}"),
            format!("/{n:x}/{n}"),
        ] {
            let request = web_test::TestRequest::get().uri(&path).to_request();
            web_test::call_service(&house, request).await;
        }
    }
    let read = figures(&app, &Timetable::default()).await;
    assert_eq!(read.label("route"), ["-", "/Q/{code}"].into());
    let nowhere = read.value("gaoshi_requests_total{route=\"-\",status=\"4xx\"}");
    assert!((nowhere - 2_000.0).abs() < f64::EPSILON, "{nowhere}");
}

#[actix_web::test]
async fn what_is_late_and_what_waits_is_told_and_told_no_more_when_it_is_done() {
    let app = TestApp::new();
    let scheduler = Scheduler::new(duties::all(), app.clock.clone());
    app.turn().await;
    let letter = parcel("waits", "somebody@example.cn");
    let db = &app.db.db;
    db.write_now(&System("test"), |tx, _| enqueue(tx, &letter))
        .unwrap();
    app.clock.advance(chrono::Duration::minutes(2));
    let read = figures(&app, &scheduler.timetable()).await;
    let told = |read: &Read, name: &str| read.value(name).round().to_string();
    assert_eq!(
        told(&read, "gaoshi_duties_late"),
        duties::all().len().to_string()
    );
    assert_eq!(
        told(&read, "gaoshi_duty_overdue_seconds{duty=\"publish\"}"),
        "120"
    );
    assert_eq!(told(&read, "gaoshi_outbox_waiting"), "1");
    assert_eq!(told(&read, "gaoshi_outbox_oldest_seconds"), "120");
    assert_eq!(told(&read, "gaoshi_held{cause=\"stopped\"}"), "0");
    scheduler.tick(&app.app).await;
    let read = figures(&app, &scheduler.timetable()).await;
    assert_eq!(told(&read, "gaoshi_duties_late"), "0");
    assert_eq!(told(&read, "gaoshi_outbox_waiting"), "0");
    assert_eq!(told(&read, "gaoshi_outbox_oldest_seconds"), "0");
}
