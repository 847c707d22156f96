//! The address that stands on paper, and what stands before us.

use super::database::readable;
use super::finding::{Finding, Level, finding, ok};
use crate::config::Config;
use crate::organisation;
use crate::platform::clock::Clock;
use crate::platform::holds::undeclared_since;
use crate::platform::public::store;

/// What was looked at.
const NAME: &str = "public_address";
/// How an address comes to be.
const GIVE: &str = "give it on the page 网址和邮件 (/company/reach), such as https://wy.example.cn, or \
    set public_url";

/// The settings, with the address that an administrator wrote down where they say none.
pub(super) fn known(config: &Config) -> Config {
    let kept = || store::kept(&mut readable(&config.database)?).ok().flatten();
    Config {
        public: config.public.clone().or_else(kept),
        ..config.clone()
    }
}

/// Looks at the public address and at proxies.
pub(super) fn examine(config: &Config) -> Vec<Finding> {
    let mut found = vec![address(config)];
    found.extend(in_the_clear(config));
    found.extend(proxies(config));
    found
}

fn address(config: &Config) -> Finding {
    match &config.public {
        Some(url) if url.is_loopback() => finding(
            NAME,
            Level::Fail,
            format!("public address {url} is reached from this machine only"),
            "give the address that phones reach, on the page 网址和邮件 (/company/reach) or as \
             public_url; until then no code is printed",
        ),
        Some(url) if !url.is_https() => finding(
            NAME,
            Level::Warn,
            format!("public address {url} is not encrypted"),
            "put a proxy with TLS before gaoshi, name it in proxies, and set an https address",
        ),
        Some(url) => ok(NAME, format!("public address {url}")),
        None => unreadable(config).unwrap_or_else(|| missing(config)),
    }
}

/// What is written down and cannot be read as an address: it counts as none.
fn unreadable(config: &Config) -> Option<Finding> {
    let text = store::unreadable(&mut readable(&config.database)?).ok()??;
    let what = format!("public address {text:?} cannot be read: no notice can be approved");
    Some(finding(NAME, Level::Fail, what, GIVE))
}

fn missing(config: &Config) -> Finding {
    // Before anybody has founded the company nothing can be printed anyway.
    let founded = readable(&config.database)
        .and_then(|mut conn| organisation::store::find_company(&mut conn).ok().flatten());
    let level = if founded.is_some() {
        Level::Fail
    } else {
        Level::Warn
    };
    let what = "public address is not set: no notice can be approved";
    finding(NAME, level, what, GIVE)
}

/// A way to the database or the relay on which others may read along.
fn in_the_clear(config: &Config) -> Option<Finding> {
    let what = config.in_the_clear()?;
    let mend = "add ?sslmode=verify-full to `database`, and set mail.smtp.tls to starttls or tls";
    Some(finding("in_the_clear", Level::Warn, what, mend))
}

/// What stands before us, where it can be wrong.
fn proxies(config: &Config) -> Option<Finding> {
    let mend = "name its address in `proxies`, and let it pass X-Forwarded-For and \
        X-Forwarded-Proto (README, \"Behind a proxy\")";
    if let Some(what) = config.edge_fault(config.public.as_ref()) {
        return Some(finding("proxies", Level::Warn, what, mend));
    }
    let mut conn = readable(&config.database)?;
    let since = Clock::System.now() - chrono::Duration::days(7);
    let declared: Vec<String> = config.proxies.iter().map(ToString::to_string).collect();
    let seen = undeclared_since(&mut conn, since).ok()?;
    let strange: Vec<String> = seen.into_iter().filter(|p| !declared.contains(p)).collect();
    let what = format!(
        "{} spoke for others in the last days and is not declared: all behind it count as one address",
        strange.join(", ")
    );
    let found = (!strange.is_empty()).then(|| finding("proxies", Level::Warn, what, mend));
    found.map(|found| found.with("undeclared", strange.len()))
}
