//! What is the same for everybody goes out packed, and nothing that holds a secret.

use std::io::{Read, Write};
use std::net::TcpStream;

use flate2::read::GzDecoder;

use super::Landing;
use crate::support::process::Process;

struct Raw {
    head: String,
    body: Vec<u8>,
}

fn asked(server: &Process, path: &str, takes: &str) -> Raw {
    let address = server.address("");
    let host = address.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(host).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: {takes}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").unwrap() + 4;
    let body = bytes.split_off(end);
    let head = String::from_utf8(bytes).unwrap().to_lowercase();
    assert!(head.starts_with("http/1.1 200"), "{path}: {head}");
    Raw { head, body }
}

#[test]
fn what_is_for_everybody_is_packed_and_nothing_that_holds_a_secret() {
    let landing = Landing::open();
    let plain = asked(&landing.server, &landing.community, "identity");
    let page = String::from_utf8(plain.body.clone()).unwrap();
    let style = page
        .split("href=\"")
        .find(|part| part.starts_with("/assets/"));
    let style = style.and_then(|part| part.split('"').next()).unwrap();
    for path in [&landing.community, style] {
        let plain = asked(&landing.server, path, "identity");
        let packed = asked(&landing.server, path, "gzip, deflate, br");
        assert!(
            packed.head.contains("content-encoding: gzip"),
            "{}",
            packed.head
        );
        for head in [&plain.head, &packed.head] {
            assert!(head.contains("vary: accept-encoding"), "{head}");
        }
        let mut text = Vec::new();
        GzDecoder::new(&packed.body[..])
            .read_to_end(&mut text)
            .unwrap();
        assert_eq!(text, plain.body, "{path}");
        assert!(packed.body.len() < plain.body.len(), "{path}");
    }
    for path in [&landing.path, "/sign-in", "/q"] {
        let answer = asked(&landing.server, path, "gzip, deflate, br");
        assert!(!answer.head.contains("content-encoding"), "{}", answer.head);
    }
}
