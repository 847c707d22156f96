//! The public address: what stands on paper and before every link that leaves the house.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// Scheme, host and, where it is unusual, the port; never a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    text: String,
    host_at: usize,
}

impl BaseUrl {
    /// The address without a slash at its end: `https://wy.example.cn`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What a person types: `wy.example.cn`, with the port where there is one.
    pub fn host_line(&self) -> &str {
        self.text.get(self.host_at..).unwrap_or_default()
    }

    /// Whether browsers reach it encrypted.
    pub fn is_https(&self) -> bool {
        self.text.starts_with("https://")
    }

    /// The host alone, without port and brackets.
    pub fn host(&self) -> &str {
        let line = self.host_line();
        match line.strip_prefix('[') {
            Some(rest) => rest.split(']').next().unwrap_or(rest),
            None => line.split(':').next().unwrap_or(line),
        }
    }

    /// Whether only this machine reaches it, so that nothing with it may be printed.
    pub fn is_loopback(&self) -> bool {
        let host = self.host();
        match host.parse::<IpAddr>() {
            Ok(ip) => ip.is_loopback() || ip.is_unspecified(),
            Err(_) => host == "localhost" || host.ends_with(".localhost"),
        }
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for BaseUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.strip_suffix('/').unwrap_or(text).to_ascii_lowercase();
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))
            .ok_or("it must begin with https:// or http://")?;
        if rest.contains(['/', '?', '#']) {
            return Err("it must not have a path");
        }
        let HostPort { host, port } = HostPort::of(rest);
        if !is_host(host) {
            return Err("its host is not a name or an address");
        }
        let host_at = text.len() - rest.len();
        let scheme = text.get(..host_at).unwrap_or_default();
        // A browser names the usual port nowhere: neither in Host nor in Origin.
        let usual = if scheme == "https://" { 443 } else { 80 };
        let port = port.map(number_of).transpose()?.filter(|n| *n != usual);
        let port = port.map_or_else(String::new, |n| format!(":{n}"));
        let text = format!("{scheme}{host}{port}");
        Ok(Self { text, host_at })
    }
}

fn number_of(port: &str) -> Result<u16, &'static str> {
    let is_plain = port.bytes().all(|b| b.is_ascii_digit());
    match port.parse::<u16>() {
        Ok(number) if is_plain && number > 0 => Ok(number),
        _ => Err("its port is not a number"),
    }
}

struct HostPort<'a> {
    host: &'a str,
    port: Option<&'a str>,
}

impl<'a> HostPort<'a> {
    fn of(rest: &'a str) -> Self {
        match rest.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => Self {
                host,
                port: Some(port),
            },
            _ => Self {
                host: rest,
                port: None,
            },
        }
    }
}

fn is_host(host: &str) -> bool {
    if let Some(inner) = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')) {
        return inner.parse::<std::net::Ipv6Addr>().is_ok();
    }
    let label = |part: &str| {
        !part.is_empty()
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    host.len() <= 253 && host.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_address_is_kept_in_lower_case_without_its_slash() {
        let url: BaseUrl = "https://WY.Example.cn/".parse().unwrap();
        assert_eq!(url.as_str(), "https://wy.example.cn");
        assert_eq!(url.host_line(), "wy.example.cn");
        assert!(url.is_https() && !url.is_loopback());
    }

    #[test]
    fn a_port_stays_on_the_line_to_type() {
        let url: BaseUrl = "http://10.1.2.3:8080".parse().unwrap();
        assert_eq!((url.host_line(), url.host()), ("10.1.2.3:8080", "10.1.2.3"));
    }

    #[test]
    fn the_usual_port_is_left_out_as_browsers_leave_it_out() {
        for (typed, kept) in [
            ("https://wy.example.cn:443", "https://wy.example.cn"),
            ("https://wy.example.cn:0443/", "https://wy.example.cn"),
            ("http://127.0.0.1:80", "http://127.0.0.1"),
            ("https://[2001:db8::1]:443", "https://[2001:db8::1]"),
            ("https://wy.example.cn:80", "https://wy.example.cn:80"),
            ("https://wy.example.cn:08443", "https://wy.example.cn:8443"),
        ] {
            let url: BaseUrl = typed.parse().unwrap();
            assert_eq!(url.as_str(), kept, "{typed}");
            assert_eq!(kept.split("://").nth(1), Some(url.host_line()), "{typed}");
        }
        for typed in ["https://a:+443", "https://a:", "https://a:65536"] {
            assert!(typed.parse::<BaseUrl>().is_err(), "{typed}");
        }
    }

    #[test]
    fn what_only_this_machine_reaches_is_known() {
        for text in [
            "http://localhost",
            "http://127.0.0.1:80",
            "http://[::1]:8080",
            "http://0.0.0.0",
        ] {
            assert!(text.parse::<BaseUrl>().unwrap().is_loopback(), "{text}");
        }
    }

    #[test]
    fn paths_users_and_broken_hosts_are_refused() {
        for text in [
            "wy.example.cn",
            "https://",
            "https://a/b",
            "https://a?b",
            "https://u@a",
            "https://a b",
            "https://a:0",
            "https://a:x",
            "https://-a",
            "https://a..b",
            "https://[::g]",
            "ftp://a",
        ] {
            assert!(text.parse::<BaseUrl>().is_err(), "{text}");
        }
    }
}
