//! What the settings let go over a network unprotected.

use std::net::IpAddr;

use super::{Config, Smtp, SmtpTls};
use crate::platform::db::DatabaseUrl;

impl Config {
    /// What the settings let go over a network unprotected: the library of PostgreSQL goes on in the
    /// clear where it is not told otherwise, and so does a relay without TLS.
    pub fn in_the_clear(&self) -> Option<String> {
        let database = match &self.database {
            DatabaseUrl::Pg(url) => is_exposed(url),
            DatabaseUrl::Sqlite(_) => false,
        };
        let is_bare = |smtp: &Smtp| smtp.tls == SmtpTls::None && !is_of_this_machine(&smtp.host);
        let mail = self.mail.smtp.as_ref().is_some_and(is_bare);
        let ways = [(database, "the database"), (mail, "the mail relay")];
        let open = ways.iter().filter(|(open, _)| *open).map(|(_, way)| *way);
        let open = open.collect::<Vec<_>>().join(" and ");
        (!open.is_empty()).then(|| format!("the way to {open} may be read along"))
    }
}

fn is_of_this_machine(host: &str) -> bool {
    let host = host.trim_matches(['[', ']']);
    let is_loopback = || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
    host.is_empty() || host == "localhost" || host.starts_with('/') || is_loopback()
}

/// Whether the data may go to another machine in the clear.
fn is_exposed(url: &str) -> bool {
    let place = url.split_once("://").map_or("", |(_, place)| place);
    let (place, query) = place.split_once('?').unwrap_or((place, ""));
    let asked = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find_map(|(key, value)| (key == name).then_some(value))
    };
    let is_safe = |mode| ["require", "verify-ca", "verify-full"].contains(&mode);
    if asked("sslmode").is_some_and(is_safe) {
        return false;
    }
    let hosts = place.split('/').next().unwrap_or_default();
    let hosts = hosts.rsplit_once('@').map_or(hosts, |(_, hosts)| hosts);
    let host_of = |entry: &str| match entry.rsplit_once(':') {
        Some((host, port)) if port.chars().all(|c| c.is_ascii_digit()) => host.to_owned(),
        _ => entry.to_owned(),
    };
    let far = |entry: &str| !is_of_this_machine(&host_of(entry));
    let named = asked("host").or(asked("hostaddr")).unwrap_or_default();
    let named = named.replace("%2F", "/").replace("%2f", "/");
    hosts.split(',').chain(named.split(',')).any(far)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::{Config, Source};

    #[test]
    fn what_may_be_read_along_is_told() {
        let told = |toml: &str| {
            Source::from_toml(toml)
                .and_then(|source| Config::from_source(Path::new("d"), &source))
                .unwrap()
                .in_the_clear()
                .unwrap_or_default()
        };
        for safe in [
            "",
            "database = 'postgres:///d?host=%2Frun%2Fpostgresql'",
            "database = 'postgres://u@localhost:5432/d'",
            "database = 'postgres://u@[::1]:5432/d'",
            "database = 'postgres://u@127.0.0.1/d?sslmode=prefer'",
            "database = 'postgres://u@db.example.cn/d?sslmode=verify-full'",
            "mail.from = 'a@b.cn'\nmail.smtp.host = 'localhost'\nmail.smtp.tls = 'none'",
            "mail.from = 'a@b.cn'\nmail.smtp.host = 'mx.b.cn'",
        ] {
            assert_eq!(told(safe), "", "{safe}");
        }
        for open in [
            "database = 'postgres://u@db.example.cn/d'",
            "database = 'postgres://u@db.example.cn:5433/d?sslmode=prefer'",
            "database = 'postgres://u@localhost,10.0.0.7:5433/d?connect_timeout=3'",
            "database = 'postgres:///d?host=db.example.cn'",
        ] {
            assert!(told(open).contains("database"), "{open}");
        }
        let relay = "mail.from = 'a@b.cn'\nmail.smtp.host = 'mx.b.cn'\nmail.smtp.tls = 'none'";
        assert!(told(relay).contains("relay"));
    }
}
