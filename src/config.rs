//! The settings: one TOML file and the environment, read once when the program starts.
//!
//! Every setting is one entry of [`source::KEYS`]; the environment wins over the file
//! (`mail.smtp.host` is `GAOSHI_MAIL_SMTP_HOST`). A name that is not in the list and a
//! value that does not fit are refused with what to write instead.

mod address;
mod exposed;
mod source;

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use chrono::Duration;
use chrono_tz::Tz;

pub use self::address::BaseUrl;
pub use self::source::{KEYS, Mistake, Source};
use crate::platform::db::DatabaseUrl;

/// Everything that may differ between two installations.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the program keeps its files.
    pub data_dir: PathBuf,
    /// Where it listens.
    pub listen: SocketAddr,
    /// Where the data is.
    pub database: DatabaseUrl,
    /// The address people reach it under; it stands on paper.
    pub public: Option<BaseUrl>,
    /// The zone of every time that is shown.
    pub zone: Tz,
    /// The TLS proxies whose word about the visitor's address counts.
    pub proxies: Vec<IpAddr>,
    /// How mail leaves.
    pub mail: Mail,
    /// How long a person stays signed in.
    pub sessions: Sessions,
    /// How many photos are kept.
    pub photos: PhotoRoom,
    /// What is logged, and how.
    pub log: Log,
    /// Where figures for Prometheus are given; nowhere without it.
    pub metrics: Option<SocketAddr>,
    /// Fonts beside the machine's own.
    pub font_dir: Option<PathBuf>,
    /// Whether made-up data is shown; only the command line says so.
    pub demo: bool,
}

/// How mail leaves.
#[derive(Debug, Clone)]
pub struct Mail {
    /// The relay; without one nothing is sent.
    pub smtp: Option<Smtp>,
    /// The address mail comes from.
    pub from: String,
    /// Connections to the relay at one time.
    pub connections: usize,
}

/// A mail relay.
#[derive(Clone)]
pub struct Smtp {
    /// Its name, which its certificate must carry.
    pub host: String,
    pub port: u16,
    /// How the connection is protected.
    pub tls: SmtpTls,
    /// The account, where it wants one.
    pub user: Option<String>,
    /// The account's password.
    pub password: Option<String>,
    /// A certificate authority of the house's own, as PEM.
    pub ca_file: Option<PathBuf>,
}

impl std::fmt::Debug for Smtp {
    /// Names the relay and never the password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let account = if self.user.is_some() { "with" } else { "no" };
        write!(
            f,
            "{}:{} ({:?}, {account} account)",
            self.host, self.port, self.tls
        )
    }
}

/// How the connection to the relay is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpTls {
    /// Not at all: a relay on this machine.
    None,
    /// Encrypted after STARTTLS, or not used.
    StartTls,
    /// Encrypted from the first byte.
    Tls,
}

/// How long a person stays signed in.
#[derive(Debug, Clone, Copy)]
pub struct Sessions {
    /// Without a request.
    pub idle: Duration,
    /// At the longest.
    pub absolute: Duration,
    /// Who has to sign in with a second factor.
    pub second_factor: SecondFactor,
}

/// Who has to sign in with a second factor; whoever else wants one may have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondFactor {
    /// Nobody.
    Optional,
    /// Administrators and everybody else of the head office, who reach all offices.
    HeadOffice,
}

/// How many photos of strangers are kept.
#[derive(Debug, Clone, Copy)]
pub struct PhotoRoom {
    /// Bytes of them on one day, in the whole house.
    pub daily: i64,
    /// Free bytes of the disk that no photo takes.
    pub floor: u64,
}

/// What is logged, and how.
#[derive(Debug, Clone)]
pub struct Log {
    /// One JSON object a line, or text.
    pub format: LogFormat,
    /// Which messages: `info,gaoshi=debug`.
    pub filter: String,
}

/// The form of a line of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For machines.
    Json,
    /// For eyes.
    Text,
}

impl Config {
    /// Reads the file and the environment for the given data directory.
    pub fn load(data_dir: Option<&Path>, file: Option<&Path>) -> Result<Self, Mistake> {
        let environment = source::environment()?;
        let data_dir = match (data_dir, environment.text("data")) {
            (Some(dir), _) => dir.to_owned(),
            (None, Some(dir)) => PathBuf::from(dir),
            (None, None) => PathBuf::from("data"),
        };
        let from_file = source::file(&data_dir, file)?;
        Self::from_source(&data_dir, &from_file.overlaid_with(environment))
    }

    /// The same for the demo, whose public address is the one it listens on.
    #[must_use]
    pub fn for_demo(mut self) -> Self {
        if self.public.is_none() {
            self.public = self.address().parse().ok();
        }
        self.demo = true;
        self
    }

    /// What is wrong with how proxies are declared: gaoshi itself ends no TLS, so before an https
    /// address stands a proxy.
    pub fn edge_fault(&self, public: Option<&BaseUrl>) -> Option<String> {
        let is_https = public.is_some_and(BaseUrl::is_https);
        (is_https && self.proxies.is_empty()).then(|| {
            "the public address is https and no proxy is declared: all visitors count as one address"
                .to_owned()
        })
    }

    /// The address that leads people here: the public one, else this machine's.
    pub fn reached_at(&self) -> String {
        let public = self.public.as_ref().map(|url| url.as_str().to_owned());
        public.unwrap_or_else(|| self.address())
    }

    /// The address to open in a browser on this machine.
    pub fn address(&self) -> String {
        let mut at = self.listen;
        if at.ip().is_unspecified() {
            at.set_ip(IpAddr::from([127, 0, 0, 1]));
        }
        format!("http://{at}")
    }

    /// The settings that `source` and the defaults give.
    pub fn from_source(data_dir: &Path, source: &Source) -> Result<Self, Mistake> {
        Ok(Self {
            listen: source.or("listen", SocketAddr::from(([127, 0, 0, 1], 8080)))?,
            database: source.or("database", DatabaseUrl::Sqlite(data_dir.join("gaoshi.db")))?,
            public: source.parsed("public_url")?,
            zone: source.or("zone", Tz::Asia__Shanghai)?,
            proxies: source.list("proxies")?,
            mail: mail(source)?,
            sessions: Sessions {
                idle: Duration::minutes(source.within("sessions.idle_minutes", 30, 1..=1_440)?),
                absolute: Duration::hours(source.within("sessions.absolute_hours", 12, 1..=168)?),
                second_factor: source.or("sessions.second_factor", SecondFactor::Optional)?,
            },
            photos: photos(source)?,
            log: Log {
                format: source.or("log.format", LogFormat::Text)?,
                filter: source.text("log.filter").unwrap_or("info").to_owned(),
            },
            metrics: source.parsed("metrics.listen")?,
            font_dir: source.text("fonts").map(PathBuf::from),
            data_dir: data_dir.to_owned(),
            demo: false,
        })
    }
}

fn photos(source: &Source) -> Result<PhotoRoom, Mistake> {
    const MEGABYTE: i64 = 1_000_000;
    let daily = source.within("photos.day_megabytes", 300, 1..=100_000)?;
    let floor = source.within("photos.floor_megabytes", 1_000, 0..=100_000_000)?;
    Ok(PhotoRoom {
        daily: daily * MEGABYTE,
        floor: u64::try_from(floor * MEGABYTE).unwrap_or_default(),
    })
}

fn mail(source: &Source) -> Result<Mail, Mistake> {
    let connections: i64 = source.within("mail.connections", 4, 1..=32)?;
    let from: Option<lettre::Address> = source.parsed("mail.from")?;
    let smtp = smtp(source)?;
    if smtp.is_some() && from.is_none() {
        return Err(Mistake::missing("mail.from", "mail.smtp.host is set"));
    }
    Ok(Mail {
        smtp,
        from: from.map_or_else(|| "gaoshi@localhost".to_owned(), |a| a.to_string()),
        connections: usize::try_from(connections).unwrap_or(4),
    })
}

fn smtp(source: &Source) -> Result<Option<Smtp>, Mistake> {
    let Some(host) = source.text("mail.smtp.host") else {
        return Ok(None);
    };
    let tls = source.or("mail.smtp.tls", SmtpTls::StartTls)?;
    let usual_port = match tls {
        SmtpTls::None => 25,
        SmtpTls::StartTls => 587,
        SmtpTls::Tls => 465,
    };
    Ok(Some(Smtp {
        host: host.to_owned(),
        port: source.or("mail.smtp.port", usual_port)?,
        tls,
        user: source.text("mail.smtp.user").map(str::to_owned),
        password: source.text("mail.smtp.password").map(str::to_owned),
        ca_file: source.text("mail.smtp.ca_file").map(PathBuf::from),
    }))
}

impl std::str::FromStr for SmtpTls {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "none" => Ok(Self::None),
            "starttls" => Ok(Self::StartTls),
            "tls" => Ok(Self::Tls),
            _ => Err("not a way to protect a connection"),
        }
    }
}

impl std::str::FromStr for SecondFactor {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "optional" => Ok(Self::Optional),
            "head_office" => Ok(Self::HeadOffice),
            _ => Err("not a circle of people"),
        }
    }
}

impl std::str::FromStr for LogFormat {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "json" => Ok(Self::Json),
            "text" => Ok(Self::Text),
            _ => Err("not a form of log"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(toml: &str) -> Result<Config, String> {
        Source::from_toml(toml)
            .and_then(|source| Config::from_source(Path::new("d"), &source))
            .map_err(|e| e.to_string())
    }

    #[test]
    fn nothing_written_gives_the_defaults() {
        let config = read("").unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.database, DatabaseUrl::Sqlite("d/gaoshi.db".into()));
        assert_eq!(config.zone, Tz::Asia__Shanghai);
        assert!(config.public.is_none() && config.mail.smtp.is_none());
        assert!(config.metrics.is_none());
        assert_eq!(config.sessions.idle, Duration::minutes(30));
        assert_eq!(config.sessions.second_factor, SecondFactor::Optional);
        assert_eq!(config.photos.daily, 300_000_000);
        assert_eq!(config.photos.floor, 1_000_000_000);
    }

    #[test]
    fn an_https_address_without_a_proxy_is_a_fault_wherever_it_is_written() {
        let (bare, behind) = (read("").unwrap(), read("proxies = ['10.0.0.1']\n").unwrap());
        let address = |text: &str| text.parse::<BaseUrl>().unwrap();
        let (tls, here) = (
            address("https://wy.example.cn"),
            address("http://127.0.0.1"),
        );
        assert!(bare.edge_fault(Some(&tls)).is_some());
        assert!(behind.edge_fault(Some(&tls)).is_none());
        assert!(bare.edge_fault(Some(&here)).is_none() && bare.edge_fault(None).is_none());
    }

    #[test]
    fn a_full_file_is_read() {
        let config = read(
            "public_url = 'https://wy.example.cn'\nproxies = ['10.0.0.1', '10.0.0.2']\n\
             [mail]\nfrom = 'wy@example.cn'\nconnections = 8\n\
             [mail.smtp]\nhost = 'mx.example.cn'\ntls = 'tls'\nuser = 'u'\npassword = 'secret'\n",
        )
        .unwrap();
        let smtp = config.mail.smtp.clone().unwrap();
        assert_eq!((smtp.port, smtp.tls), (465, SmtpTls::Tls));
        assert_eq!(config.proxies.len(), 2);
        assert!(!format!("{config:?}").contains("secret"));
    }

    #[test]
    fn an_unknown_key_is_refused_by_name() {
        let told = read("[mail]\nhots = 'x'\n").unwrap_err();
        assert!(told.contains("mail.hots"), "{told}");
        assert!(told.contains("mail.smtp.host"), "{told}");
    }

    #[test]
    fn a_bad_value_is_refused_with_what_to_write() {
        let told = read("listen = 'everywhere'\n").unwrap_err();
        assert!(
            told.contains("listen") && told.contains("127.0.0.1:8080"),
            "{told}"
        );
        let told = read("[sessions]\nsecond_factor = 'yes'\n").unwrap_err();
        assert!(told.contains("head_office"), "{told}");
        let told = read("[sessions]\nidle_minutes = 0\n").unwrap_err();
        assert!(told.contains("sessions.idle_minutes"), "{told}");
        let told = read("public_url = 'https://wy.example.cn/gaoshi'\n").unwrap_err();
        assert!(told.contains("public_url"), "{told}");
    }

    #[test]
    fn no_mistake_shows_a_password() {
        let slips = [
            "database = 'postgres://u:hunter2@ss@h/d'",
            "database = 'postgres://u:hunter2/x@h/d'",
            "database = 'postgres://u:hunter2?x@h/d'",
            "database = 'postgres://u:hunter2%zz@h/d'",
            "database = 'postgres://u:hunter2%@h/d'",
            "database = 'postgres://u:hunter2%00@h/d'",
            "database = 'postgres://u:hunter2#x@h/d'",
            "database = 'postgres://hunter2:x@y@h:z/d'",
            "database = 'mysql://u:hunter2@h/d'",
            "database = 'postgres://u:hunter2@h:port/d'",
            "[mail.smtp]\npassword = hunter2",
            "[mail.smtp]\npassword = 'hunter2",
            "[mail.smtp]\npassword: 'hunter2'",
            "[mail.smtp]\npassword = 'hunter2' x",
            "[mail.smtp]\npassword = 'hunter2'\npassword = 'hunter2'",
            "[mail.smtp]\npassword = \"hunter2\\q\"",
            "[mail.smtp\npassword = 'hunter2'",
        ];
        for slip in slips {
            let told = read(slip).unwrap_err();
            assert!(!told.contains("hunter2"), "{slip}: {told}");
            let names = told.contains("database") || told.contains("line ");
            assert!(names, "it says where: {told}");
        }
    }

    #[test]
    fn a_password_with_its_marks_escaped_is_taken() {
        for url in [
            "postgres://u:a%40b%2Fc%25d%3F%23@h:5432/d?sslmode=require",
            "postgresql://u@h1,h2:5433/d",
            "postgres://u:p:q@[::1]:5432/d",
            "postgres:///d?host=/run/postgresql&application_name=a@b",
            "postgres://h",
        ] {
            let config = read(&format!("database = '{url}'")).unwrap();
            assert_eq!(config.database, DatabaseUrl::Pg(url.to_owned()));
        }
    }

    #[test]
    fn a_relay_needs_a_sender() {
        let told = read("[mail.smtp]\nhost = 'mx.example.cn'\n").unwrap_err();
        assert!(told.contains("mail.from"), "{told}");
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let file = Source::from_toml("listen = '127.0.0.1:1'\nzone = 'UTC'\n").unwrap();
        let vars = [("GAOSHI_LISTEN".to_owned(), "127.0.0.1:2".to_owned())];
        let source = file.overlaid_with(Source::from_vars(vars).unwrap());
        let config = Config::from_source(Path::new("d"), &source).unwrap();
        assert_eq!(config.listen.port(), 2);
        assert_eq!(config.zone, Tz::UTC);
        let vars = [("GAOSHI_METRICS_LISTEN".to_owned(), "[::1]:9187".to_owned())];
        let config =
            Config::from_source(Path::new("d"), &Source::from_vars(vars).unwrap()).unwrap();
        assert_eq!(config.metrics.unwrap().port(), 9187);
    }

    #[test]
    fn an_unknown_variable_is_refused() {
        let vars = [("GAOSHI_LISTNE".to_owned(), String::new())];
        let told = Source::from_vars(vars).unwrap_err().to_string();
        assert!(told.contains("GAOSHI_LISTNE"), "{told}");
    }
}
