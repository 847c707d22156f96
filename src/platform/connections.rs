//! How many connections one address holds: nobody takes all there are.

use std::any::Any;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::dev::Extensions;
use actix_web::rt::net::TcpStream;

use super::client::network;
use super::deadline::{Patience, Watch};

/// Connections of one address at a time. A page behind a code takes a browser two, and no browser
/// opens more than six: an office of forty stays below, and so do a hundred phones behind one
/// address of their carrier that scan within the minute that a connection is kept.
pub const OF_ONE_ADDRESS: usize = 256;

/// The connections that are open, by the address they come from.
#[derive(Debug)]
pub struct Connections {
    open: Mutex<HashMap<String, usize>>,
    bounds: Bounds,
}

/// What is allowed of connections.
#[derive(Debug)]
pub struct Bounds {
    /// So many of one address.
    pub most: usize,
    /// Addresses that may have any number: proxies, behind which everybody comes.
    pub exempt: Vec<IpAddr>,
    /// How long each may do nothing.
    pub patience: Patience,
}

/// A connection's place; it is free again when this is gone.
#[derive(Debug)]
struct Place {
    of: Arc<Connections>,
    from: String,
}

impl Connections {
    /// None yet.
    pub fn new(bounds: Bounds) -> Arc<Self> {
        let open = Mutex::default();
        Arc::new(Self { open, bounds })
    }

    /// Watches a new connection and gives it a place, or cuts it when its address has no more.
    pub fn enter(self: &Arc<Self>, stream: &dyn Any, data: &mut Extensions) {
        let Some(stream) = stream.downcast_ref::<TcpStream>() else {
            return;
        };
        let Ok(watch) = Watch::over(stream, self.bounds.patience) else {
            tracing::warn!("no file handles are left to watch a connection with");
            return;
        };
        let from = stream.peer_addr().map(|peer| peer.ip().to_canonical());
        match from {
            Ok(from) if self.bounds.exempt.contains(&from) => {}
            Ok(from) => match self.place(network(from)) {
                Some(place) => {
                    data.insert(place);
                }
                None => watch.cut(),
            },
            Err(_) => watch.cut(),
        }
        data.insert(watch);
    }

    fn place(self: &Arc<Self>, from: String) -> Option<Place> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let here = open.entry(from.clone()).or_default();
        if *here >= self.bounds.most {
            tracing::debug!("an address has as many connections as it may");
            return None;
        }
        *here += 1;
        Some(Place {
            of: Arc::clone(self),
            from,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.of.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(here) = open.get_mut(&self.from) {
            *here -= 1;
            if *here == 0 {
                open.remove(&self.from);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_so_many_places_and_gets_them_back() {
        let all = Connections::new(Bounds {
            most: 2,
            exempt: Vec::new(),
            patience: Patience::default(),
        });
        let place = |from: &str| all.place(from.to_owned());
        let held = [place("a").unwrap(), place("a").unwrap()];
        assert!(place("a").is_none());
        assert!(place("b").is_some());
        drop(held);
        assert!(place("a").is_some());
        assert!(all.open.lock().unwrap().is_empty(), "none is remembered");
    }
}
