//! Connections that do not end by themselves, over real sockets against the real server: each is
//! closed in time, and one address does not hold all there are.

use std::io::{Read, Write};
use std::net::{IpAddr, SocketAddr, TcpStream};
use std::thread::{JoinHandle, spawn};
use std::time::{Duration, Instant};

use actix_web::dev::ServerHandle;
use actix_web::middleware::from_fn;
use actix_web::rt::net::TcpSocket;
use actix_web::web::get;
use actix_web::{App as Web, HttpResponse, HttpServer};
use gaoshi::platform::connections::{Bounds, Connections, OF_ONE_ADDRESS};
use gaoshi::platform::deadline::{self, Patience};

use crate::resident::Sign;
use crate::support::app::TestApp;
use crate::support::process::{Process, wait_for};

/// What a sender does after the beginning of its body.
#[derive(Debug, Clone, Copy)]
enum Then {
    Silent,
    Drips,
    Pours,
}

/// What became of a connection.
struct Ended {
    told: String,
    answer: String,
    /// From the first byte of the answer to the end of the connection.
    after: Duration,
}

const ENOUGH: Duration = Duration::from_secs(10);

/// Sends the head of a request and a chunk of its body, goes on as told and listens.
fn begin(to: SocketAddr, head: &str, then: Then) -> JoinHandle<Ended> {
    let told = format!("{head} {then:?}");
    let beginning = format!("{head}Host: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
    spawn(move || {
        let mut stream = TcpStream::connect(to).unwrap();
        let patience = Some(Duration::from_secs(40));
        stream.set_read_timeout(patience).unwrap();
        stream.write_all(beginning.as_bytes()).unwrap();
        let into = stream.try_clone().unwrap();
        spawn(move || go_on(into, then));
        let (mut answer, mut part, mut answered) = (Vec::new(), [0; 4_096], None);
        while let Ok(n) = stream.read(&mut part) {
            if n == 0 {
                break;
            }
            answered.get_or_insert_with(Instant::now);
            answer.extend_from_slice(&part[..n]);
        }
        let answered = answered.unwrap_or_else(|| panic!("{told}: no answer"));
        Ended {
            answer: String::from_utf8_lossy(&answer).into_owned(),
            after: answered.elapsed(),
            told,
        }
    })
}

#[expect(clippy::disallowed_methods, reason = "a slow sender waits")]
fn go_on(mut into: TcpStream, then: Then) {
    let chunk = [b"4000\r\n".as_slice(), &[b'x'; 0x4000], b"\r\n"].concat();
    let sent = |bytes: &[u8], into: &mut TcpStream| into.write_all(bytes).is_ok();
    match then {
        Then::Silent => {}
        Then::Drips => {
            while sent(b"1\r\nx\r\n", &mut into) {
                std::thread::sleep(Duration::from_secs(1));
            }
        }
        Then::Pours => while sent(&chunk, &mut into) {},
    }
}

fn served(app: &TestApp, data: &std::path::Path, settings: &[(String, String)]) -> Process {
    let server = Process::spawn(data, &app.db.url, settings);
    server.wait_until_ready(Duration::from_secs(30));
    server
}

fn address(server: &Process) -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], server.port))
}

const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\n";
const FILES: &str = "Content-Type: multipart/form-data; boundary=b\r\n";

#[test]
fn a_body_that_never_ends_is_closed_soon_after_its_answer_wherever_it_goes() {
    let app = TestApp::new();
    let code = Sign::at(&app).code;
    let data = tempfile::tempdir().unwrap();
    let server = served(&app, data.path(), &[]);
    let heads = [
        format!("POST /nothing/here HTTP/1.1\r\n{FILES}"),
        "POST /nothing/here HTTP/1.1\r\n".to_owned(),
        "GET /sign-in HTTP/1.1\r\n".to_owned(),
        "HEAD /sign-in HTTP/1.1\r\n".to_owned(),
        "PUT /sign-in HTTP/1.1\r\n".to_owned(),
        "OPTIONS / HTTP/1.1\r\n".to_owned(),
        "GET / HTTP/1.1\r\n".to_owned(),
        "POST /account/password HTTP/1.1\r\n".to_owned(),
        "GET /assets/1/site.css HTTP/1.1\r\n".to_owned(),
        "POST /livez HTTP/1.1\r\n".to_owned(),
        "GET /livez HTTP/1.1\r\n".to_owned(),
        "GET /readyz HTTP/1.1\r\n".to_owned(),
        "GET /livez HTTP/1.1\r\nExpect: 100-continue\r\n".to_owned(),
        format!("POST /Q/8K4T2M9XQ5 HTTP/1.1\r\n{FILES}"),
        format!("GET /Q/{code} HTTP/1.1\r\n"),
    ];
    let (to, mut begun) = (address(&server), Vec::new());
    for (n, head) in heads.iter().enumerate() {
        begun.push(begin(to, head, Then::Silent));
        begun.push(begin(to, head, Then::Drips));
        // A few that pour are enough for two cores.
        if n % 3 == 0 {
            begun.push(begin(to, head, Then::Pours));
        }
    }
    // These read what comes: the silent ones are cut with 408, the pouring ones are too large.
    let form = format!("POST /sign-in HTTP/1.1\r\n{FORM}");
    let photos = format!("POST /Q/{code} HTTP/1.1\r\n{FILES}");
    begun.push(begin(to, &form, Then::Silent));
    begun.push(begin(to, &form, Then::Pours));
    begun.push(begin(to, &photos, Then::Silent));
    begun.push(begin(to, &photos, Then::Pours));
    for one in begun {
        let Ended {
            told,
            answer,
            after,
        } = one.join().unwrap();
        assert!(answer.starts_with("HTTP/1.1 "), "{told}: {answer}");
        assert!(after < ENOUGH + Duration::from_secs(3), "{told}: {after:?}");
    }
    assert!(is_served(to, [127, 0, 0, 1]), "and the server goes on");
}

#[test]
fn an_upload_that_is_answered_before_it_was_read_gets_its_answer() {
    let app = TestApp::new();
    let data = tempfile::tempdir().unwrap();
    let server = served(&app, data.path(), &[]);
    let mut stream = TcpStream::connect(address(&server)).unwrap();
    let body = vec![b'x'; 6_000_000];
    let head = format!(
        "POST /nothing/here HTTP/1.1\r\nHost: x\r\n{FILES}Content-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    // A browser sends all of it before it reads.
    stream.write_all(&body).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 404 "), "{answer}");
    assert!(answer.ends_with("</html>\n"), "{answer}");
}

/// A connection from a loopback address.
fn connect(to: SocketAddr, from: [u8; 4]) -> TcpStream {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().build().unwrap();
    let stream = runtime.block_on(async {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind((IpAddr::from(from), 0).into()).unwrap();
        socket.connect(to).await.unwrap().into_std().unwrap()
    });
    stream.set_nonblocking(false).unwrap();
    let patience = Some(Duration::from_secs(5));
    stream.set_read_timeout(patience).unwrap();
    stream
}

/// Whether a connection is answered.
fn is_answered(stream: &mut TcpStream) -> bool {
    let ask = b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n";
    let mut answer = [0; 1_024];
    stream.write_all(ask).is_ok()
        && matches!(stream.read(&mut answer), Ok(n) if answer[..n].starts_with(b"HTTP/1.1 200 "))
}

fn is_served(to: SocketAddr, from: [u8; 4]) -> bool {
    is_answered(&mut connect(to, from))
}

#[test]
fn who_holds_all_that_one_address_may_keeps_nobody_else_out_and_gets_them_back() {
    let app = TestApp::new();
    let data = tempfile::tempdir().unwrap();
    let server = served(&app, data.path(), &[]);
    let to = address(&server);
    let endless = b"POST /nothing HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    let mut held: Vec<TcpStream> = (0..300).map(|_| connect(to, [127, 0, 0, 1])).collect();
    for stream in &mut held {
        // Those beyond the bound may be closed before they have said anything.
        stream.write_all(endless).ok();
    }
    assert!(is_served(to, [127, 0, 0, 2]));
    assert!(!is_served(to, [127, 0, 0, 1]), "beyond the bound");
    drop(held);
    wait_for("the places are free", ENOUGH, || {
        is_served(to, [127, 0, 0, 1])
    });
    let mut again: Vec<TcpStream> = (0..OF_ONE_ADDRESS)
        .map(|_| connect(to, [127, 0, 0, 1]))
        .collect();
    let answered = again
        .iter_mut()
        .filter_map(|s| is_answered(s).then_some(()));
    // The connection that found the places free may not be gone yet.
    assert!(answered.count() >= OF_ONE_ADDRESS - 1);
}

#[test]
fn behind_a_declared_proxy_there_is_room_for_everybody() {
    let app = TestApp::new();
    let data = tempfile::tempdir().unwrap();
    let proxy = ("GAOSHI_PROXIES".to_owned(), "127.0.0.1".to_owned());
    let server = served(&app, data.path(), &[proxy]);
    let to = address(&server);
    let mut held: Vec<TcpStream> = (0..300).map(|_| connect(to, [127, 0, 0, 1])).collect();
    assert!(held.iter_mut().all(is_answered));
}

/// A server with short patience that has one large page.
fn impatient() -> (SocketAddr, ServerHandle) {
    let connections = Connections::new(Bounds {
        most: 10,
        exempt: Vec::new(),
        patience: Patience {
            waits: Duration::from_secs(1),
            answers: Duration::from_secs(2),
        },
    });
    let large = || async { HttpResponse::Ok().body(vec![b'x'; 64_000_000]) };
    let server = HttpServer::new(move || {
        Web::new()
            .route("/livez", get().to(HttpResponse::Ok))
            .route("/large", get().to(large))
            .wrap(from_fn(deadline::cut))
    });
    let server = server
        .on_connect(move |stream, data| connections.enter(stream, data))
        .workers(1)
        .disable_signals()
        .bind("127.0.0.1:0")
        .unwrap();
    let to = server.addrs()[0];
    let server = server.run();
    let handle = server.handle();
    actix_web::rt::spawn(server);
    (to, handle)
}

/// What is left to read, and how long it took.
fn rest(stream: &mut TcpStream) -> (usize, Duration) {
    let (begun, mut rest) = (Instant::now(), Vec::new());
    // Whoever was cut may be told so instead of the end.
    stream.read_to_end(&mut rest).ok();
    (rest.len(), begun.elapsed())
}

#[actix_web::test]
async fn who_asks_half_a_question_or_does_not_take_the_answer_is_cut() {
    let (to, handle) = impatient();
    let half = spawn(move || {
        let mut stream = connect(to, [127, 0, 0, 1]);
        assert!(is_answered(&mut stream));
        stream.write_all(b"GET /livez HTTP/1.1\r\nHos").unwrap();
        rest(&mut stream)
    });
    let large = b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n";
    #[expect(clippy::disallowed_methods, reason = "a slow reader waits")]
    let slow = spawn(move || {
        let mut stream = connect(to, [127, 0, 0, 1]);
        stream.write_all(large).unwrap();
        std::thread::sleep(Duration::from_secs(4));
        rest(&mut stream)
    });
    let quick = spawn(move || {
        let mut stream = connect(to, [127, 0, 0, 1]);
        stream.write_all(large).unwrap();
        rest(&mut stream)
    });
    let join = |one: JoinHandle<(usize, Duration)>| async {
        let joined = tokio::task::spawn_blocking(|| one.join().unwrap());
        joined.await.unwrap()
    };
    let (_, after) = join(half).await;
    assert!(after < Duration::from_secs(4), "{after:?}");
    assert!(join(quick).await.0 > 64_000_000);
    let (taken, _) = join(slow).await;
    assert!(taken < 64_000_000, "{taken}");
    handle.stop(false).await;
}
