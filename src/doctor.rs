//! `gaoshi doctor`: looks at everything the program stands on and says how to mend it.

mod address;
mod database;
mod finding;
mod machine;
mod mail;
mod printed;
mod second_factor;
mod shelf;
mod time;

pub use self::finding::{Finding, Level, Report};
use crate::config::Config;

/// Looks at everything.
pub async fn examine(config: &Config) -> Report {
    let config = &address::known(config);
    let mut findings = machine::examine(config);
    findings.extend(database::examine(&config.database));
    findings.push(mail::examine(config).await);
    findings.extend(address::examine(config));
    findings.extend(printed::examine(config));
    findings.extend(shelf::examine(config));
    findings.extend(config.metrics.map(machine::figures));
    Report::of(findings)
}
