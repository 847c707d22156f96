//! A database's address taken apart where its password stands.

use percent_encoding::percent_decode_str;

/// An address that may be shown, and the password that may not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// The address without its password.
    pub(super) open: String,
    /// The password as it is, without escapes.
    pub(super) password: Option<String>,
}

impl Address {
    /// Reads a `postgres://` address as PostgreSQL's own library does: the account ends at the
    /// first `@` that no `/` comes before; a parameter `password` counts too.
    pub(super) fn of(url: &str) -> Self {
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
