//! Where settings are written, and how a mistake in one is told.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Range, RangeInclusive};
use std::path::Path;
use std::str::FromStr;

/// Every setting with what to write for it.
pub const KEYS: &[(&str, &str)] = &[
    (
        "data",
        "the directory of the program's files (environment only)",
    ),
    ("listen", "an address and a port, such as 127.0.0.1:8080"),
    (
        "database",
        "sqlite:///srv/gaoshi/gaoshi.db or postgres://USER:PASSWORD@HOST/NAME",
    ),
    (
        "public_url",
        "the address people reach, such as https://wy.example.cn, without a path",
    ),
    ("zone", "a time zone, such as Asia/Shanghai"),
    (
        "proxies",
        "a list of addresses of TLS proxies, such as 10.0.0.1",
    ),
    ("fonts", "a directory with fonts"),
    (
        "mail.from",
        "the address mail comes from, such as wuye@example.cn",
    ),
    ("mail.connections", "a number from 1 to 32"),
    ("mail.smtp.host", "the name of the mail relay"),
    ("mail.smtp.port", "a port, such as 587"),
    ("mail.smtp.tls", "none, starttls or tls"),
    ("mail.smtp.user", "the relay's account"),
    ("mail.smtp.password", "the account's password"),
    (
        "mail.smtp.ca_file",
        "a PEM file with the relay's certificate authority",
    ),
    ("sessions.idle_minutes", "a number from 1 to 1440"),
    ("sessions.absolute_hours", "a number from 1 to 168"),
    (
        "sessions.second_factor",
        "who has to sign in with a second factor: optional or head_office",
    ),
    (
        "photos.day_megabytes",
        "megabytes of residents' photos kept on one day, from 1 to 100000",
    ),
    (
        "photos.floor_megabytes",
        "free megabytes of the disk that photos leave alone, such as 1000",
    ),
    (
        "metrics.listen",
        "an address and a port for Prometheus, such as 127.0.0.1:9187",
    ),
    ("log.format", "text or json"),
    (
        "log.filter",
        "which messages, such as info or info,gaoshi=debug",
    ),
];

/// A setting that cannot be used, in words for the operator.
#[derive(Debug, PartialEq, Eq)]
pub struct Mistake(String);

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Mistake {}

impl Mistake {
    /// A setting that another one makes necessary.
    pub fn missing(key: &str, because: &str) -> Self {
        Self(format!(
            "{key} is missing although {because}; write {}",
            hint(key)
        ))
    }

    fn value(key: &str, why: impl fmt::Display) -> Self {
        Self(format!("{key} cannot be used: {why}; write {}", hint(key)))
    }

    /// A slip of the pen: where it is, and never the line itself, which may hold a password.
    fn no_toml(text: &str, at: Option<Range<usize>>) -> Self {
        let before = at.and_then(|at| text.get(..at.start)).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        Self(format!(
            "line {line}, column {column}, is not TOML: write key = \"value\", texts in quotes, \
             each key once, keys of a [group] below its line"
        ))
    }

    fn unknown(name: &str) -> Self {
        let known: Vec<&str> = KEYS.iter().map(|(key, _)| *key).collect();
        Self(format!(
            "{name} is no setting; there are {}",
            known.join(", ")
        ))
    }
}

fn hint(key: &str) -> &'static str {
    KEYS.iter()
        .find(|(known, _)| *known == key)
        .map_or("what the manual says", |(_, hint)| hint)
}

fn variable(key: &str) -> String {
    format!("GAOSHI_{}", key.replace('.', "_").to_uppercase())
}

/// Settings as they were written: key and text.
#[derive(Default)]
pub struct Source(BTreeMap<String, String>);

impl fmt::Debug for Source {
    /// Names the settings and no value: some are secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Source {
    /// The settings of a TOML text.
    pub fn from_toml(text: &str) -> Result<Self, Mistake> {
        let table: toml::Table = text
            .parse()
            .map_err(|e: toml::de::Error| Mistake::no_toml(text, e.span()))?;
        let mut source = Self::default();
        source.flatten("", &table)?;
        Ok(source)
    }

    /// The settings among environment variables; those without `GAOSHI_` are none of ours.
    pub fn from_vars(vars: impl IntoIterator<Item = (String, String)>) -> Result<Self, Mistake> {
        let mut source = Self::default();
        for (name, value) in vars {
            if !name.starts_with("GAOSHI_") {
                continue;
            }
            let key = KEYS.iter().find(|(key, _)| variable(key) == name);
            let (key, _) = key.ok_or_else(|| Mistake::unknown(&name))?;
            source.0.insert((*key).to_owned(), value);
        }
        Ok(source)
    }

    fn flatten(&mut self, before: &str, table: &toml::Table) -> Result<(), Mistake> {
        for (name, value) in table {
            let key = format!("{before}{name}");
            if let toml::Value::Table(inner) = value {
                self.flatten(&format!("{key}."), inner)?;
                continue;
            }
            if !KEYS.iter().any(|(known, _)| *known == key) || key == "data" {
                return Err(Mistake::unknown(&key));
            }
            self.0.insert(key, written(value));
        }
        Ok(())
    }

    /// These settings, with those of `other` where it has them.
    #[must_use]
    pub fn overlaid_with(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The text written for a setting; an empty one counts as none.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.0
            .get(key)
            .map(String::as_str)
            .filter(|text| !text.is_empty())
    }

    /// The value written for a setting.
    pub fn parsed<T: FromStr<Err: fmt::Display>>(&self, key: &str) -> Result<Option<T>, Mistake> {
        self.text(key)
            .map(|text| text.parse().map_err(|e| Mistake::value(key, e)))
            .transpose()
    }

    /// The value written for a setting, or the default.
    pub fn or<T: FromStr<Err: fmt::Display>>(&self, key: &str, default: T) -> Result<T, Mistake> {
        Ok(self.parsed(key)?.unwrap_or(default))
    }

    /// A number within bounds, or the default.
    pub fn within(
        &self,
        key: &str,
        default: i64,
        bounds: RangeInclusive<i64>,
    ) -> Result<i64, Mistake> {
        let number = self.or(key, default)?;
        if bounds.contains(&number) {
            Ok(number)
        } else {
            Err(Mistake::value(key, format!("{number} is out of bounds")))
        }
    }

    /// The values of a list.
    pub fn list<T: FromStr<Err: fmt::Display>>(&self, key: &str) -> Result<Vec<T>, Mistake> {
        let text = self.text(key).unwrap_or_default();
        text.split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().map_err(|e| Mistake::value(key, e)))
            .collect()
    }
}

/// A TOML value as the environment would have it.
fn written(value: &toml::Value) -> String {
    if let Some(text) = value.as_str() {
        return text.to_owned();
    }
    if let Some(items) = value.as_array() {
        return items.iter().map(written).collect::<Vec<_>>().join(",");
    }
    value.to_string()
}

/// The settings of the file that was named, or of `gaoshi.toml` in the data directory if there is one.
pub(super) fn file(data_dir: &Path, named: Option<&Path>) -> Result<Source, Mistake> {
    let usual = data_dir.join("gaoshi.toml");
    let path = named.unwrap_or(&usual);
    match std::fs::read_to_string(path) {
        Ok(text) => Source::from_toml(&text)
            .map_err(|Mistake(told)| Mistake(format!("{}: {told}", path.display()))),
        Err(e) if named.is_none() && e.kind() == std::io::ErrorKind::NotFound => {
            Ok(Source::default())
        }
        Err(e) => Err(Mistake(format!("{} cannot be read: {e}", path.display()))),
    }
}

/// The settings of the environment.
pub(super) fn environment() -> Result<Source, Mistake> {
    let vars = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    Source::from_vars(vars)
}
