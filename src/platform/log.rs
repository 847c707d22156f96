//! The log: lines for eyes or JSON for machines, on standard error.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use crate::config::{Log, LogFormat};

/// Begins to log as set; called once.
pub fn begin(log: &Log) {
    let filter = EnvFilter::try_new(&log.filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    std::panic::set_hook(Box::new(|panic| {
        // What it says may quote what somebody typed; where it happened is enough to find it.
        let at = panic.location().map(ToString::to_string);
        tracing::error!(at, "a panic");
        tracing::debug!("{panic}");
    }));
    match log.format {
        LogFormat::Json => lines
            .json()
            .flatten_event(true)
            .with_span_list(false)
            .init(),
        LogFormat::Text => lines.init(),
    }
}
