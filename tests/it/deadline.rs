//! Slow senders over real sockets: each is answered 408 and let go, and the others are served.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread::{JoinHandle, spawn};
use std::time::{Duration, Instant};

use actix_web::middleware::from_fn;
use actix_web::web::{Bytes, post};
use actix_web::{App as Web, HttpResponse, HttpServer};
use gaoshi::platform::deadline;

use crate::resident::Sign;
use crate::support::app::TestApp;
use crate::support::process::{Process, Visitor};

/// What a slow sender got, and after how long.
struct Let {
    answer: String,
    after: Duration,
}

/// Sends a beginning and then one letter as often, and listens until the connection is closed.
fn send(to: SocketAddr, beginning: String, every: Option<Duration>) -> JoinHandle<Let> {
    spawn(move || {
        let begun = Instant::now();
        let mut stream = TcpStream::connect(to).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_mins(1)))
            .unwrap();
        stream.write_all(beginning.as_bytes()).unwrap();
        if let Some(pause) = every {
            let into = stream.try_clone().unwrap();
            spawn(move || drip(into, pause));
        }
        let mut answer = String::new();
        // Whoever goes on sending to a closed connection may be told so instead of its end.
        stream.read_to_string(&mut answer).ok();
        Let {
            answer,
            after: begun.elapsed(),
        }
    })
}

#[expect(clippy::disallowed_methods, reason = "a slow sender waits")]
fn drip(mut into: TcpStream, pause: Duration) {
    while into.write_all(b"x").is_ok() {
        std::thread::sleep(pause);
    }
}

fn head(path: &str, kind: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\nContent-Length: 5000\r\n\r\n"
    )
}

#[actix_web::test]
async fn who_stops_in_the_middle_of_a_form_is_let_go_and_nobody_else_waits() {
    let app = TestApp::new();
    let code = Sign::at(&app).code;
    let data = tempfile::tempdir().unwrap();
    let server = Process::spawn(data.path(), &app.db.url, &[]);
    server.wait_until_ready(Duration::from_secs(30));
    let to = SocketAddr::from(([127, 0, 0, 1], server.port));
    let form = head("/sign-in", "application/x-www-form-urlencoded") + "login=wang";
    let photos = head(&format!("/Q/{code}"), "multipart/form-data; boundary=b")
        + "--b\r\nContent-Disposition: form-data; name=\"what\"\r\n\r\nha";
    let unended = "GET /sign-in HTTP/1.1\r\nHost: x\r\nCookie: a".to_owned();
    let slow = [form, photos, unended].map(|beginning| send(to, beginning, None));
    assert_eq!(Visitor::of(&server).get("/sign-in").status, 200);
    for sender in slow {
        let Let { answer, after } = sender.join().unwrap();
        assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
        let fair = Duration::from_secs(8)..Duration::from_secs(25);
        assert!(fair.contains(&after), "{after:?}: {answer}");
    }
    assert_eq!(Visitor::of(&server).get("/sign-in").status, 200);
}

#[actix_web::test]
async fn a_dripping_body_is_let_go_at_the_end_of_its_time() {
    let (total, idle) = (Duration::from_secs(1), Duration::from_millis(800));
    let server = HttpServer::new(move || {
        Web::new()
            .route("/", post().to(async |_: Bytes| HttpResponse::Ok()))
            .wrap(from_fn(move |req, next| {
                deadline::cut_after(total, idle, req, next)
            }))
    });
    let server = server
        .workers(1)
        .disable_signals()
        .bind("127.0.0.1:0")
        .unwrap();
    let to = server.addrs()[0];
    let server = server.run();
    let handle = server.handle();
    actix_web::rt::spawn(server);
    let kind = "text/plain";
    let dripping = send(to, head("/", kind), Some(Duration::from_millis(50)));
    let quick = head("/", kind).replace("5000", "5\r\nConnection: close") + "12345";
    let quick = send(to, quick, None);
    let join = |sender: JoinHandle<Let>| async {
        let joined = tokio::task::spawn_blocking(|| sender.join().unwrap());
        joined.await.unwrap()
    };
    assert!(join(quick).await.answer.starts_with("HTTP/1.1 200 "));
    let Let { answer, after } = join(dripping).await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    let fair = Duration::from_millis(900)..Duration::from_secs(10);
    assert!(fair.contains(&after), "{after:?}");
    handle.stop(false).await;
}
