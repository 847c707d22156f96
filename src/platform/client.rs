//! Who is calling, as far as the network tells, behind a declared proxy or directly.

use std::future::{Ready, ready};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use actix_web::dev::{Payload, ServiceRequest};
use actix_web::http::Method;
use actix_web::http::header::{HOST, HeaderMap};
use actix_web::{FromRequest, HttpMessage, HttpRequest};

use super::public::Public;
use crate::config::BaseUrl;
use crate::error::Error;

/// What stands between a browser and us.
#[derive(Debug, Clone, Default)]
pub struct Edge {
    /// The proxies whose word about the caller counts.
    proxies: Vec<IpAddr>,
    /// The address that browsers reach us by.
    public: Public,
    /// The same as it stood at the start, where it is https. Cookies are called otherwise with it:
    /// nobody is signed out because it is written down while she works.
    tls: Option<BaseUrl>,
}

impl Edge {
    /// The proxies as set, and the public address.
    pub fn of(proxies: &[IpAddr], public: &Public) -> Self {
        Self {
            proxies: proxies.iter().map(IpAddr::to_canonical).collect(),
            tls: public.now().filter(BaseUrl::is_https),
            public: public.clone(),
        }
    }

    /// The public address, where there is one: it begins every link, and a page of it is ours.
    pub fn public(&self) -> Option<String> {
        self.public.now().map(|url| url.as_str().to_owned())
    }

    /// Whether people who ask for something with these headers reach us by TLS alone. The settings speak
    /// for every host that a proxy names; what was written down on a page speaks for its own alone, so
    /// that a slip there shuts out nobody who comes another way.
    pub(super) fn is_https(&self, headers: &HeaderMap) -> bool {
        let host = headers.get(HOST).and_then(|host| host.to_str().ok());
        self.tls.as_ref().is_some_and(|url| {
            let is_own = |host: &str| host.eq_ignore_ascii_case(url.host_line());
            self.public.is_set() || host.is_some_and(is_own)
        })
    }

    fn is_proxy(&self, address: IpAddr) -> bool {
        self.proxies.contains(&address)
    }
}

/// How the names of cookies begin that browsers take and send by TLS alone (RFC 6265bis §4.1.3.2).
const BOUND: &str = "__Host-";

/// The caller's address and whether TLS protects the way to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client {
    /// The address, taken from `X-Forwarded-For` only when declared proxies say so.
    pub address: IpAddr,
    /// Whether the browser reached us by TLS: a declared proxy says so, the public address is
    /// reached by nothing else, or it brings a cookie that it sends by nothing else.
    pub secure: bool,
    /// Whether the head of a page alone is asked for: nobody reads it.
    pub peeks: bool,
}

/// Headers by which a proxy says who is behind it.
const FORWARDED: [&str; 3] = ["x-forwarded-for", "x-forwarded-proto", "forwarded"];

impl Client {
    /// Reads the caller off a request; headers of undeclared proxies count for nothing.
    pub fn of(req: &ServiceRequest, edge: &Edge) -> Self {
        let peer = peer(req);
        let is_https = edge.is_https(req.headers()) || brings_bound(req);
        let peeks = req.method() == Method::HEAD;
        if !edge.is_proxy(peer) {
            return Self {
                address: peer,
                secure: is_https,
                peeks,
            };
        }
        // The last entry is the one our own proxy wrote.
        let proto = entries(req.headers(), "x-forwarded-proto").pop();
        Self {
            address: behind(peer, &entries(req.headers(), "x-forwarded-for"), edge),
            secure: is_https || proto.is_some_and(|p| p.eq_ignore_ascii_case("https")),
            peeks,
        }
    }

    /// The address as a bucket of limits.
    pub fn bucket(&self) -> String {
        network(self.address)
    }

    /// A cookie's name: bound to this host alone wherever TLS allows it.
    pub fn cookie_name(&self, name: &str) -> String {
        if self.secure {
            format!("{BOUND}{name}")
        } else {
            name.to_owned()
        }
    }
}

/// Whether it brings a cookie that browsers send by TLS alone. Of several servers one may have started
/// since the address was written down and given it: the others read the same names then, and nobody
/// is signed out to and fro.
fn brings_bound(req: &ServiceRequest) -> bool {
    let is_bound = |name: &str| name.starts_with(BOUND);
    req.cookies_raw()
        .is_ok_and(|all| all.iter().any(|cookie| is_bound(cookie.name())))
}

/// The proxy that speaks for others and was not declared; nothing when there is none.
pub(super) fn undeclared(req: &ServiceRequest, edge: &Edge) -> Option<IpAddr> {
    let peer = peer(req);
    let speaks = FORWARDED
        .iter()
        .any(|name| req.headers().contains_key(*name));
    (speaks && !edge.is_proxy(peer)).then_some(peer)
}

fn peer(req: &ServiceRequest) -> IpAddr {
    let peer = req.peer_addr().map(|a| a.ip().to_canonical());
    peer.unwrap_or_else(|| IpAddr::from([127, 0, 0, 1]))
}

/// The entries of a header that lists, of all its lines in their order.
fn entries(headers: &HeaderMap, name: &str) -> Vec<String> {
    let lines = headers.get_all(name);
    let texts = lines.map(|line| String::from_utf8_lossy(line.as_bytes()).into_owned());
    let all: Vec<String> = texts.collect();
    let each = all.iter().flat_map(|line| line.split(','));
    each.map(|entry| entry.trim().to_owned()).collect()
}

/// The nearest address that no declared proxy has, walking away from us; what cannot be read ends
/// the walk at the last one that could.
fn behind(peer: IpAddr, entries: &[String], edge: &Edge) -> IpAddr {
    let mut nearest = peer;
    for entry in entries.iter().rev() {
        let Some(address) = address(entry) else {
            break;
        };
        nearest = address;
        if !edge.is_proxy(address) {
            break;
        }
    }
    nearest
}

/// An address as proxies write it: with or without a port, IPv6 with or without brackets.
fn address(entry: &str) -> Option<IpAddr> {
    let bare = entry.trim_matches('"');
    let inner = bare.strip_prefix('[').and_then(|b| b.strip_suffix(']'));
    let address = inner.unwrap_or(bare).parse::<IpAddr>();
    let with_port = || bare.parse::<SocketAddr>().map(|at| at.ip());
    let read = address.or_else(|_| with_port());
    read.ok().map(|address| address.to_canonical())
}

/// What counts as one address: one of IPv4, or one /64 network of IPv6.
pub fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

impl FromRequest for Client {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let found = req.extensions().get::<Self>().copied();
        ready(found.ok_or_else(|| Error::internal("the client was not read")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    /// The caller behind a peer whose request has these lines, with 10.0.0.1 and 10.0.0.2 declared.
    fn seen(peer: &str, lines: &[(&'static str, &str)], public: Option<&str>) -> Client {
        let public: Option<BaseUrl> = public.map(|url| url.parse().unwrap());
        let declared = ["10.0.0.1", "::ffff:10.0.0.2"].map(|a| a.parse().unwrap());
        let edge = Edge::of(&declared, &Public::of_settings(public));
        let peer = SocketAddr::new(peer.parse().unwrap(), 4_711);
        let mut request = TestRequest::get().peer_addr(peer);
        for line in lines {
            request = request.append_header(*line);
        }
        Client::of(&request.to_srv_request(), &edge)
    }

    #[test]
    fn an_address_that_was_written_down_speaks_for_its_own_host_and_from_the_next_start() {
        let written: BaseUrl = "https://wy.example.cn".parse().unwrap();
        let public = Public::of_settings(None);
        let before = Edge::of(&[], &public);
        public.take_over(Some(written.clone()));
        let since = Edge::of(&[], &public);
        for (host, is_secure) in [
            ("wy.example.cn", true),
            ("WY.example.cn", true),
            ("192.168.1.20:8080", false),
            ("127.0.0.1:8080", false),
        ] {
            let request = TestRequest::get().insert_header((HOST, host));
            let request = request.to_srv_request();
            assert_eq!(Client::of(&request, &since).secure, is_secure, "{host}");
            assert!(!Client::of(&request, &before).secure, "{host}");
            let set = Edge::of(&[], &Public::of_settings(Some(written.clone())));
            assert!(Client::of(&request, &set).secure, "{host}");
        }
        assert_eq!(before.public().as_deref(), Some("https://wy.example.cn"));
    }

    #[test]
    fn a_server_that_knows_of_no_tls_reads_what_another_of_the_house_gave_by_it() {
        for (cookies, is_secure) in [
            ("__Host-session=a", true),
            ("session=a; __Host-form=b", true),
            ("session=a; form=b", false),
            ("x__Host-session=a; session=__Host-", false),
            ("", false),
        ] {
            let client = seen("10.0.0.9", &[("cookie", cookies)], None);
            assert_eq!(client.secure, is_secure, "{cookies}");
            let name = if is_secure {
                "__Host-session"
            } else {
                "session"
            };
            assert_eq!(client.cookie_name("session"), name, "{cookies}");
        }
    }

    #[test]
    fn the_caller_is_the_nearest_address_that_no_declared_proxy_has() {
        const FOR: &str = "x-forwarded-for";
        let table: &[(&str, &[&str], &str)] = &[
            ("192.0.2.9", &["198.51.100.1"], "192.0.2.9"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("::ffff:10.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["1.1.1.1, 198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["1.1.1.1", "198.51.100.1"], "198.51.100.1"),
            (
                "10.0.0.1",
                &["1.1.1.1,198.51.100.1", "10.0.0.2"],
                "198.51.100.1",
            ),
            ("10.0.0.2", &["198.51.100.1, 10.0.0.1"], "198.51.100.1"),
            ("10.0.0.1", &["198.51.100.1:4711"], "198.51.100.1"),
            ("10.0.0.1", &["[2001:db8::1]:4711"], "2001:db8::1"),
            ("10.0.0.1", &["[2001:db8::1]"], "2001:db8::1"),
            ("10.0.0.1", &["\"2001:db8::1\""], "2001:db8::1"),
            ("10.0.0.1", &["::ffff:198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["198.51.100.1, unknown"], "10.0.0.1"),
            ("10.0.0.1", &["1.1.1.1, nonsense, 10.0.0.2"], "10.0.0.2"),
            ("10.0.0.1", &["10.0.0.2, 10.0.0.1"], "10.0.0.2"),
            ("10.0.0.1", &[""], "10.0.0.1"),
        ];
        for (peer, lines, expected) in table {
            let lines: Vec<(&'static str, &str)> = lines.iter().map(|l| (FOR, *l)).collect();
            let client = seen(peer, &lines, None);
            assert_eq!(client.address.to_string(), *expected, "{peer} {lines:?}");
        }
    }

    #[test]
    fn tls_is_told_by_the_last_line_of_a_declared_proxy_or_by_the_public_address() {
        const PROTO: &str = "x-forwarded-proto";
        let table: &[(&str, &[&str], Option<&str>, bool)] = &[
            ("10.0.0.1", &["https"], None, true),
            ("10.0.0.1", &["HTTPS"], None, true),
            ("10.0.0.1", &["http", "https"], None, true),
            ("10.0.0.1", &["https", "http"], None, false),
            ("10.0.0.1", &["https, http"], None, false),
            ("10.0.0.1", &[], None, false),
            ("192.0.2.9", &["https"], None, false),
            ("192.0.2.9", &[], Some("https://wy.example.cn"), true),
            ("10.0.0.1", &["http"], Some("https://wy.example.cn"), true),
            ("192.0.2.9", &["https"], Some("http://wy.example.cn"), false),
        ];
        for (peer, lines, public, expected) in table {
            let lines: Vec<(&'static str, &str)> = lines.iter().map(|l| (PROTO, *l)).collect();
            let client = seen(peer, &lines, *public);
            assert_eq!(client.secure, *expected, "{peer} {lines:?} {public:?}");
        }
    }
}
