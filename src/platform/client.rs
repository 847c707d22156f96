//! Who is calling, as far as the network tells, behind a declared proxy or directly.

use std::net::{IpAddr, Ipv6Addr};

use actix_web::HttpMessage;
use actix_web::dev::{Payload, ServiceRequest};
use actix_web::{FromRequest, HttpRequest};
use std::future::{Ready, ready};

use crate::error::Error;

/// The proxies whose word about the caller counts.
#[derive(Debug, Clone, Default)]
pub struct Proxies(pub Vec<IpAddr>);

/// The caller's address and whether TLS protects the way to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client {
    /// The address, taken from `X-Forwarded-For` only when a declared proxy says so.
    pub address: IpAddr,
    /// Whether the browser reached us by TLS, through a declared proxy.
    pub secure: bool,
}

impl Client {
    /// Reads the caller off a request; headers of undeclared proxies count for nothing.
    pub fn of(req: &ServiceRequest, proxies: &[IpAddr]) -> Self {
        let peer = req
            .peer_addr()
            .map_or(IpAddr::from([127, 0, 0, 1]), |a| a.ip());
        if !proxies.contains(&peer) {
            return Self {
                address: peer,
                secure: false,
            };
        }
        let header = |name: &str| req.headers().get(name).and_then(|v| v.to_str().ok());
        // The last entry is the one our own proxy wrote.
        let address = header("x-forwarded-for")
            .and_then(|all| all.rsplit(',').next())
            .and_then(|one| one.trim().parse().ok())
            .unwrap_or(peer);
        Self {
            address,
            secure: header("x-forwarded-proto") == Some("https"),
        }
    }

    /// The address as a bucket of limits.
    pub fn bucket(&self) -> String {
        network(self.address)
    }

    /// A cookie's name: bound to this host alone wherever TLS allows it.
    pub fn cookie_name(&self, name: &str) -> String {
        if self.secure {
            format!("__Host-{name}")
        } else {
            name.to_owned()
        }
    }
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
