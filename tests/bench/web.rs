//! Public pages under 64 connections against a bare handler, and how soon a change shows.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use actix_web::{App, HttpResponse, HttpServer, web};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use gaoshi::codes::{Code, Target};
use gaoshi::platform::db::backends::{Purpose, open};
use gaoshi::schema::codes;

use crate::Line;
use crate::desk::publish;
use crate::house::House;
use crate::place::Place;
use crate::process::{Process, Visitor, free_port, wait_for};

const ROUNDS: usize = 3;

/// The lines about public pages.
pub(crate) fn measure() -> Vec<Line> {
    let mut lines = Vec::new();
    for place in Place::each() {
        let count = if place.name == "SQLite" { 1 } else { 2 };
        let house = House::found(&place.url);
        let address = (
            "GAOSHI_PUBLIC_URL".to_owned(),
            "https://wy.example.cn".to_owned(),
        );
        let dirs: Vec<_> = (0..count).map(|_| tempfile::tempdir().unwrap()).collect();
        let start = |dir: &tempfile::TempDir| {
            let server = Process::spawn(dir.path(), &place.url, std::slice::from_ref(&address));
            server.wait_until_ready(Duration::from_secs(20));
            server
        };
        let servers: Vec<Process> = dirs.iter().map(start).collect();
        let notice = publish(&servers[0], &house);
        if place.name == "SQLite" {
            for path in [format!("/c/{}", house.community), format!("/n/{notice}")] {
                lines.push(load(&servers[0], &path, None));
            }
        }
        lines.extend(scans(&place, &house, &servers[0]));
        lines.push(staleness(&place, &house, &servers));
    }
    lines
}

/// Codes that are scanned in turns: more than a process keeps pages of.
const CODES: usize = 5_000;

/// Scans of the code on a sheet, and of thousands of codes one after another.
fn scans(place: &Place, house: &House, server: &Process) -> [Line; 2] {
    let sheet: String = codes::table
        .filter(codes::target.eq(Target::Posting))
        .select(codes::code)
        .first(&mut open(&place.url, Purpose::Read).unwrap())
        .unwrap();
    let all: Vec<String> = (0..CODES)
        .map(|_| Code::random(&mut rand::rng()).to_string())
        .collect();
    let row = |code: &String| {
        format!(
            "INSERT INTO codes (code, office_id, place_id, target, created_at) SELECT '{code}', \
             office_id, id, 'nothing', '2026-11-01 01:00:00' FROM places WHERE id = '{}';",
            house.community
        )
    };
    place.execute(&all.iter().map(row).collect::<String>());
    let script = place.dir.path().join("scans.lua");
    let lua = format!(
        "local codes = {{\"{}\"}} local n = 0 \
         request = function() n = n % #codes + 1 return wrk.format(nil, \"/Q/\" .. codes[n]) end",
        all.join("\",\"")
    );
    std::fs::write(&script, lua).unwrap();
    let one = load(server, &format!("/Q/{sheet}"), None);
    let many = load(server, &format!("/Q/{}", all[0]), Some(&script));
    let of = |line: Line, what: &str, bound: &'static str, least: f64| Line {
        what: format!("{}, {what}, {}", line.what, place.name),
        bound,
        holds: line.ratio.parse::<f64>().unwrap() >= least,
        ..line
    };
    [
        of(one, "one code", "≥ 0.20", 0.20),
        of(many, "5,000 codes in turns", "≥ 0.005", 0.005),
    ]
}

fn load(server: &Process, path: &str, script: Option<&Path>) -> Line {
    let body = Visitor::of(server).get(path).body;
    let length = body.len();
    let port = bare(body);
    let url = format!("http://127.0.0.1:{port}{path}");
    let (mut ours, mut other) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(wrk(&server.address(path), script));
        other.push(wrk(&url, script));
    }
    let middle = |mut rates: Vec<f64>| {
        rates.sort_by(f64::total_cmp);
        rates[ROUNDS / 2]
    };
    let (ours, other) = (middle(ours), middle(other));
    let name: String = path.chars().take(2).collect();
    Line {
        what: format!("{name}/ID, 64 connections, {length} bytes, against a bare handler"),
        ours: format!("{ours:.0} a second"),
        other: format!("{other:.0} a second"),
        ratio: format!("{:.3}", ours / other),
        bound: "≥ 0.50",
        holds: ours / other >= 0.5,
    }
}

async fn answer(body: web::Data<web::Bytes>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .body(body.get_ref().clone())
}

/// A server that answers everything with these bytes.
fn bare(body: String) -> u16 {
    let port = free_port();
    let body = web::Bytes::from(body);
    std::thread::spawn(move || {
        let serve = async move {
            HttpServer::new(move || {
                App::new()
                    .app_data(web::Data::new(body.clone()))
                    .default_service(web::to(answer))
            })
            .bind(("127.0.0.1", port))
            .unwrap()
            .run()
            .await
        };
        actix_web::rt::System::new().block_on(serve).unwrap();
    });
    wait_for("the bare server answers", Duration::from_secs(10), || {
        std::net::TcpStream::connect(("127.0.0.1", port)).is_ok()
    });
    port
}

/// Requests a second.
fn wrk(url: &str, script: Option<&Path>) -> f64 {
    let out = Command::new("wrk")
        .args(["-t1", "-c64", "-d4s"])
        .args(script.iter().flat_map(|script| [Path::new("-s"), script]))
        .arg(url)
        .output()
        .expect("wrk is installed; script/bench installs it");
    let told = String::from_utf8(out.stdout).unwrap();
    assert!(!told.contains("Non-2xx"), "{told}");
    let rate = told.lines().find_map(|l| l.strip_prefix("Requests/sec:"));
    rate.unwrap().trim().parse().unwrap()
}

/// The longest a change takes to show on every server while the page is asked for all the time.
fn staleness(place: &Place, house: &House, servers: &[Process]) -> Line {
    let path = format!("/c/{}", house.community);
    let mut worst = Duration::ZERO;
    for n in 0..20 {
        let name = format!("花园{n}期");
        let mut visitors: Vec<Visitor> = servers.iter().map(Visitor::of).collect();
        for visitor in &mut visitors {
            visitor.get(&path);
        }
        place.execute(&format!(
            "UPDATE places SET name = '{name}' WHERE id = '{}'",
            house.community
        ));
        let changed = Instant::now();
        for visitor in &mut visitors {
            while !visitor.get(&path).body.contains(&name) {
                std::thread::sleep(Duration::from_millis(2));
            }
        }
        worst = worst.max(changed.elapsed());
        std::thread::sleep(Duration::from_millis(37 * (n % 5)));
    }
    Line {
        what: format!(
            "a change shows, {}, {} processes",
            place.name,
            servers.len()
        ),
        ours: crate::millis(worst),
        other: String::new(),
        ratio: String::new(),
        bound: "≤ 1 s",
        holds: worst <= Duration::from_secs(1),
    }
}
