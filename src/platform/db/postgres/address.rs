//! A database's address taken apart where its password stands.

use percent_encoding::percent_decode_str;

/// An address that may be shown, and the password that may not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::platform::db) struct Address {
    /// The address without its password.
    pub(super) open: String,
    /// The password as it is, without escapes.
    pub(super) password: Option<String>,
}

impl Address {
    /// Reads a `postgres://` address as PostgreSQL's own library does: the account ends at the
    /// first `@` that no `/` comes before; a parameter `password` counts too.
    pub(in crate::platform::db) fn of(url: &str) -> Self {
        let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
        let (account, place) = match rest.find(['@', '/', '?']) {
            Some(at) if rest[at..].starts_with('@') => (Some(&rest[..at]), &rest[at + 1..]),
            _ => (None, rest),
        };
        let Rest {
            place,
            password: parameter,
        } = without_parameter(place);
        let (user, password) = match account.map(|account| account.split_once(':')) {
            Some(Some((user, password))) => (Some(user), Some(password)),
            Some(None) => (account, None),
            None => (None, None),
        };
        let user = user.map(|user| format!("{user}@")).unwrap_or_default();
        Self {
            open: format!("{scheme}://{user}{place}"),
            password: parameter
                .as_deref()
                .or(password)
                .map(|text| percent_decode_str(text).decode_utf8_lossy().into_owned()),
        }
    }
}

/// Refuses an address that PostgreSQL's library would take apart otherwise than it was meant, and
/// then tell with a part of the password in its error. What is wrong is told without the text.
///
/// # Errors
/// Where the slip is, and what to write instead.
pub(in crate::platform::db) fn refuse_slips(url: &str) -> Result<(), String> {
    const ESCAPES: &str = "in user and password write % as %25, @ as %40, / as %2F, ? as %3F, \
        # as %23, : as %3A and blanks as %20";
    let refused = |what: &str| Err(format!("{what}; {ESCAPES}"));
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    if !is_escaped(rest) {
        return refused("a % is not followed by two hexadecimal figures");
    }
    if rest.contains(|c: char| c.is_whitespace() || c == '#') {
        return refused("a blank or a # stands in it");
    }
    let path = rest.split('?').next().unwrap_or(rest);
    let (authority, name) = path.split_once('/').unwrap_or((path, ""));
    if authority.matches('@').count() > 1 {
        return refused("more than one @ stands before the host");
    }
    if name.contains(['@', '/']) {
        return refused("an @ or a / stands behind the host");
    }
    let hosts = authority.rsplit('@').next().unwrap_or(authority);
    if hosts.split(',').any(|host| !has_port_or_none(host)) {
        return refused("the port is not a number");
    }
    Ok(())
}

fn is_escaped(text: &str) -> bool {
    let mut after = text.split('%');
    after.next();
    after.all(|part| {
        let code = part.get(..2).unwrap_or_default();
        code.bytes().all(|b| b.is_ascii_hexdigit()) && code.len() == 2 && code != "00"
    })
}

fn has_port_or_none(host: &str) -> bool {
    let behind = host.rsplit_once(']').map_or(host, |(_, behind)| behind);
    let port = behind.split_once(':').map_or("", |(_, port)| port);
    port.bytes().all(|b| b.is_ascii_digit())
}

/// Limits of the connection itself, where the address sets none: a server that cannot be reached,
/// or whose machine is gone, is known within seconds.
const LIMITS: [(&str, &str); 6] = [
    ("connect_timeout", "5"),
    ("keepalives", "1"),
    ("keepalives_idle", "10"),
    ("keepalives_interval", "5"),
    ("keepalives_count", "3"),
    ("tcp_user_timeout", "15000"),
];

/// An address with those limits that it does not set itself.
pub(in crate::platform::db) fn with_limits(url: &str) -> String {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let is_set = |name: &str| {
        let mut names = query.split('&').map(|pair| pair.split('=').next());
        names.any(|set| set == Some(name))
    };
    let missing = LIMITS.iter().filter(|(name, _)| !is_set(name));
    let added: Vec<String> = missing
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let mark = match url.split_once('?') {
        None => "?",
        Some((_, "")) => "",
        Some(_) => "&",
    };
    if added.is_empty() {
        url.to_owned()
    } else {
        format!("{url}{mark}{}", added.join("&"))
    }
}

/// An error of PostgreSQL's library without the password, however that was written.
pub(in crate::platform::db) fn without_password(url: &str, told: &str) -> String {
    let secrets = [Address::of(url).password, written_password(url)];
    let mut told = told.to_owned();
    for secret in secrets.into_iter().flatten().filter(|s| !s.is_empty()) {
        told = told.replace(&secret, "…");
    }
    told
}

fn written_password(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let (account, _) = rest.split_once('@')?;
    let (_, password) = account.split_once(':')?;
    Some(password.to_owned())
}

/// The rest of an address without its parameter `password`, and that one's value.
struct Rest {
    place: String,
    password: Option<String>,
}

fn without_parameter(place: &str) -> Rest {
    let Some((before, query)) = place.split_once('?') else {
        return Rest {
            place: place.to_owned(),
            password: None,
        };
    };
    let mut password = None;
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| match pair.strip_prefix("password=") {
            Some(value) => {
                password = Some(value.to_owned());
                false
            }
            None => true,
        })
        .collect();
    let query = kept.join("&");
    let mark = if query.is_empty() { "" } else { "?" };
    Rest {
        place: format!("{before}{mark}{query}"),
        password,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_added_where_none_are_set() {
        let plain = with_limits("postgres://u@h/d");
        assert!(plain.starts_with("postgres://u@h/d?connect_timeout=5&keepalives=1&"));
        let own = with_limits("postgres://u@h/d?connect_timeout=60&sslmode=require");
        assert!(!own.contains("connect_timeout=5"), "{own}");
        assert!(own.contains("sslmode=require&keepalives=1"), "{own}");
        assert_eq!(with_limits(&own), own);
    }

    fn taken(url: &str) -> (String, Option<String>) {
        let address = Address::of(url);
        (address.open, address.password)
    }

    #[test]
    fn the_password_is_taken_out_and_everything_else_stays() {
        for (url, open, password) in [
            ("postgres://u:p@h/d", "postgres://u@h/d", Some("p")),
            (
                "postgresql://u:a%40%2Fb@h:5432/d?sslmode=require",
                "postgresql://u@h:5432/d?sslmode=require",
                Some("a@/b"),
            ),
            ("postgres://u@h/d", "postgres://u@h/d", None),
            (
                "postgres://h1,h2/d?user=u&password=x%20y&target_session_attrs=any",
                "postgres://h1,h2/d?user=u&target_session_attrs=any",
                Some("x y"),
            ),
            ("postgres://h/d?password=x", "postgres://h/d", Some("x")),
            (
                "postgres:///d?host=/run/postgresql&application_name=a@b",
                "postgres:///d?host=/run/postgresql&application_name=a@b",
                None,
            ),
            ("postgres://u:@h/d", "postgres://u@h/d", Some("")),
            (
                "postgres://u:p:q@[::1]:5432/d",
                "postgres://u@[::1]:5432/d",
                Some("p:q"),
            ),
        ] {
            let expected = (open.to_owned(), password.map(str::to_owned));
            assert_eq!(taken(url), expected, "{url}");
        }
    }
}
