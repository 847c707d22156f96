//! The real program as a process, and a plain browser for it.

use std::collections::BTreeMap;
use std::fs::File;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use gaoshi::platform::db::DatabaseUrl;

/// A port nobody listens on.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// Waits until something is so; `what` says it when it does not come.
#[expect(clippy::disallowed_methods, reason = "waits for another program")]
pub(crate) fn wait_for(what: &str, patience: Duration, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < patience, "{what}: not in {patience:?}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A running server; it is killed when dropped.
pub(crate) struct Process {
    child: Child,
    pub(crate) port: u16,
}

impl Process {
    /// Starts one on a free port with these settings; its log goes to a file in `data`.
    pub(crate) fn spawn(
        data: &Path,
        database: &DatabaseUrl,
        settings: &[(String, String)],
    ) -> Self {
        let database = match database {
            DatabaseUrl::Sqlite(path) => format!("sqlite://{}", path.display()),
            DatabaseUrl::Pg(url) => url.clone(),
        };
        let database = ("GAOSHI_DATABASE".to_owned(), database);
        let settings: Vec<_> = settings.iter().cloned().chain([database]).collect();
        Self::started(data, &[], &settings)
    }

    /// The made-up company, in the embedded database of this directory.
    pub(crate) fn spawn_demo(data: &Path) -> Self {
        Self::started(data, &["--demo"], &[])
    }

    fn started(data: &Path, how: &[&str], settings: &[(String, String)]) -> Self {
        let port = free_port();
        let log = File::options()
            .create(true)
            .append(true)
            .open(data.join("log"))
            .unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_gaoshi"))
            .arg("--data")
            .arg(data)
            .args(["serve", "--listen", &format!("127.0.0.1:{port}")])
            .args(how)
            .envs(settings.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        Self { child, port }
    }

    /// Waits until `/readyz` says yes.
    pub(crate) fn wait_until_ready(&self, patience: Duration) {
        wait_for("the server is ready", patience, || {
            TcpStream::connect(("127.0.0.1", self.port)).is_ok()
                && Visitor::of(self).get("/readyz").status == 200
        });
    }

    /// Its number.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL, and gone.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop and waits for its end; whether it ended well.
    pub(crate) fn stop(&mut self) -> bool {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().unwrap();
        self.child.wait().unwrap().success()
    }

    /// Where a browser finds it.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// An answer.
#[derive(Debug, Default)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// Where it leads.
    pub(crate) location: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) body: String,
}

impl Reply {
    /// The text between two marks of the page.
    pub(crate) fn between(&self, before: &str, after: &str) -> &str {
        let (_, rest) = self.body.split_once(before).unwrap_or_default();
        rest.split_once(after).unwrap_or_default().0
    }
}

/// A browser without a screen: it keeps cookies and the token of the page it saw last.
pub(crate) struct Visitor {
    agent: ureq::Agent,
    base: String,
    jar: BTreeMap<String, String>,
    csrf: String,
    /// What the page of a notice that was seen last puts into its forms.
    seen: String,
    /// The address that a proxy before the server tells.
    pub(crate) from: &'static str,
}

impl Visitor {
    /// One that has not been here before.
    pub(crate) fn of(server: &Process) -> Self {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(20)))
            .build();
        Self {
            agent: agent.into(),
            base: server.address(""),
            jar: BTreeMap::new(),
            csrf: String::new(),
            seen: String::new(),
            from: "192.0.2.7",
        }
    }

    /// One who has signed in.
    pub(crate) fn signed_in(server: &Process, login: &str, password: &str) -> Self {
        let mut visitor = Self::of(server);
        visitor.get("/sign-in");
        let answer = visitor.post("/sign-in", &[("login", login), ("password", password)]);
        assert_eq!(answer.status, 303, "{}", answer.body);
        visitor
    }

    /// Goes on at another server, with the same cookies.
    pub(crate) fn go_to(&mut self, server: &Process) {
        self.base = server.address("");
    }

    /// Opens a page; a server that is not there answers 0.
    pub(crate) fn get(&mut self, path: &str) -> Reply {
        let request = self.agent.get(format!("{}{path}", self.base));
        let request = request.header("x-forwarded-for", self.from);
        let answer = request.header("cookie", self.cookies()).call();
        self.take(answer)
    }

    /// Sends a form with what the page seen last puts into its forms.
    pub(crate) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let request = self.agent.post(format!("{}{path}", self.base));
        let request = request.header("x-forwarded-for", self.from);
        let token = [("csrf", self.csrf.as_str()), ("seen", self.seen.as_str())];
        let form = token.into_iter().chain(fields.iter().copied());
        let answer = request.header("cookie", self.cookies()).send_form(form);
        self.take(answer)
    }

    /// Sends texts and then a photo, as a form with files.
    pub(crate) fn upload(&mut self, path: &str, texts: &[(&str, String)], photo: &[u8]) -> Reply {
        const LINE: &str = "----the-tests-draw-this-line";
        let mut body = Vec::new();
        for (name, text) in texts {
            let head = format!("content-disposition: form-data; name=\"{name}\"");
            body.extend(format!("--{LINE}\r\n{head}\r\n\r\n{text}\r\n").bytes());
        }
        let head = "content-disposition: form-data; name=\"photo\"; filename=\"photo.jpg\"";
        body.extend(format!("--{LINE}\r\n{head}\r\n\r\n").bytes());
        body.extend(photo);
        body.extend(format!("\r\n--{LINE}--\r\n").bytes());
        let request = self.agent.post(format!("{}{path}", self.base));
        let kind = format!("multipart/form-data; boundary={LINE}");
        let request = request.header("content-type", kind);
        // Photos are opened one after another.
        let patience = Some(Duration::from_mins(2));
        let request = request.config().timeout_global(patience).build();
        let answer = request.header("cookie", self.cookies()).send(&body[..]);
        self.take(answer)
    }

    fn cookies(&self) -> String {
        let pairs: Vec<String> = self.jar.iter().map(|(k, v)| format!("{k}={v}")).collect();
        pairs.join("; ")
    }

    fn take(&mut self, answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Reply {
        let Ok(mut answer) = answer else {
            return Reply::default();
        };
        for cookie in answer.headers().get_all("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.jar.insert(name.to_owned(), value.to_owned());
        }
        let location = answer.headers().get("location");
        let location = location.map_or("", |to| to.to_str().unwrap()).to_owned();
        // What broke off half-way is no answer.
        let Ok(bytes) = answer.body_mut().read_to_vec() else {
            return Reply::default();
        };
        let reply = Reply {
            status: answer.status().as_u16(),
            location,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        };
        let token = reply.between("name=\"csrf\" value=\"", "\"");
        if !token.is_empty() {
            token.clone_into(&mut self.csrf);
        }
        let seen = reply.between("data-seen=\"", "\"");
        if !seen.is_empty() {
            seen.clone_into(&mut self.seen);
        }
        reply
    }
}
