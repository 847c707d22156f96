//! Figures for Prometheus: counted while it happens, or looked up when somebody asks.
//!
//! Nothing in a label comes from a caller: a route is one of the program's own, and all addresses
//! that lead nowhere are one.

mod lookup;

use std::time::Duration;

use actix_web::http::StatusCode;
use prometheus::core::Collector;
use prometheus::{HistogramOpts, HistogramVec, IntCounterVec, Opts, Registry, TextEncoder};

pub use self::lookup::{Looked, look};
use crate::error::{Error, Result};

/// The bounds of what a request takes, in seconds.
const REQUEST: [f64; 9] = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
/// The bounds of what a sheet takes, in seconds.
const SHEET: [f64; 8] = [0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 20.0];

/// What is counted while it happens. Clones count together.
#[derive(Debug, Clone)]
pub struct Figures {
    registry: Registry,
    requests: IntCounterVec,
    lasted: HistogramVec,
    typeset: HistogramVec,
}

impl Figures {
    /// Nothing counted yet.
    pub fn new() -> Result<Self> {
        let requests = Opts::new(
            "gaoshi_requests_total",
            "Requests by route and class of status.",
        );
        let lasted = HistogramOpts::new(
            "gaoshi_request_seconds",
            "From a request to its answer, by route.",
        );
        let typeset = HistogramOpts::new(
            "gaoshi_typeset_seconds",
            "How long a sheet of paper took, by what was made of it.",
        );
        let requests = IntCounterVec::new(requests, &["route", "status"]);
        let lasted = HistogramVec::new(lasted.buckets(REQUEST.into()), &["route"]);
        let typeset = HistogramVec::new(typeset.buckets(SHEET.into()), &["form"]);
        let figures = Self {
            registry: Registry::new(),
            requests: requests.map_err(Error::internal)?,
            lasted: lasted.map_err(Error::internal)?,
            typeset: typeset.map_err(Error::internal)?,
        };
        let counted: [Box<dyn Collector>; 3] = [
            Box::new(figures.requests.clone()),
            Box::new(figures.lasted.clone()),
            Box::new(figures.typeset.clone()),
        ];
        for one in counted {
            figures.registry.register(one).map_err(Error::internal)?;
        }
        Ok(figures)
    }

    /// What the typesetter counts with.
    pub fn typeset(&self) -> HistogramVec {
        self.typeset.clone()
    }

    /// Counts a request; `route` is a pattern, never an address.
    pub(super) fn answered(&self, route: &str, status: StatusCode, lasted: Duration) {
        let class = match status.as_u16() {
            ..200 => "1xx",
            200..300 => "2xx",
            300..400 => "3xx",
            400..500 => "4xx",
            500.. => "5xx",
        };
        self.requests.with_label_values(&[route, class]).inc();
        let seconds = lasted.as_secs_f64();
        self.lasted.with_label_values(&[route]).observe(seconds);
    }

    /// All of it as Prometheus reads it, with what was looked up.
    pub fn told(&self, looked: &Looked) -> Result<String> {
        let mut families = self.registry.gather();
        families.extend(looked.gather()?);
        let text = TextEncoder::new().encode_to_string(&families);
        text.map_err(Error::internal)
    }
}
