//! The pages as a browser meets them: an application in memory, a cookie jar, forms with tokens.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap};
use actix_web::{App as Web, test};
use gaoshi::app::App;
use gaoshi::config::{Config, Source};
use gaoshi::{demo, routes};
use tempfile::TempDir;

use super::postgres::TestDb;

/// The application over a database of its own.
pub(crate) struct TestApp {
    pub(crate) app: Arc<App>,
    pub(crate) db: TestDb,
    _files: TempDir,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// Where the answer leads.
    pub(crate) fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .map_or("", |l| l.to_str().unwrap())
    }

    /// The cookies as they were set, with their attributes.
    pub(crate) fn cookies(&self) -> Vec<String> {
        let set = self.headers.get_all(header::SET_COOKIE);
        set.map(|c| c.to_str().unwrap().to_owned()).collect()
    }

    /// The text between two marks of the page.
    pub(crate) fn between(&self, before: &str, after: &str) -> &str {
        let (_, rest) = self.body.split_once(before).unwrap_or_default();
        rest.split_once(after).unwrap_or_default().0
    }
}

impl TestApp {
    /// Nothing founded, behind a proxy at 10.0.0.1.
    pub(crate) fn empty() -> Self {
        let db = TestDb::new();
        let files = tempfile::tempdir().unwrap();
        let config = Config::from_source(files.path(), &Source::default()).unwrap();
        let config = Config {
            database: db.url.clone(),
            proxies: vec![IpAddr::from([10, 0, 0, 1])],
            ..config
        };
        let app = App::build(config, db.clock.clone()).unwrap();
        Self {
            app: Arc::new(app),
            db,
            _files: files,
        }
    }

    /// The demo company.
    pub(crate) fn demo() -> Self {
        let app = Self::empty();
        demo::found(&app.db.db).unwrap();
        // Built again, for it learns at its start that the company is made up.
        let built = App::build(app.app.config.clone(), app.db.clock.clone()).unwrap();
        Self {
            app: Arc::new(built),
            ..app
        }
    }

    /// A browser that has not been here before.
    pub(crate) fn visitor(&self) -> Client<'_> {
        Client {
            app: self,
            jar: BTreeMap::new(),
            csrf: String::new(),
            headers: Vec::new(),
            from: IpAddr::from([192, 0, 2, 7]),
        }
    }

    /// A browser in which a person of the demo is signed in.
    pub(crate) async fn signed_in(&self, login: &str) -> Client<'_> {
        let mut client = self.visitor();
        let answer = client.sign_in(login, demo::PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{login}");
        client
    }
}

/// A browser: it keeps cookies and sends the token of the page it saw last.
pub(crate) struct Client<'a> {
    app: &'a TestApp,
    pub(crate) jar: BTreeMap<String, String>,
    pub(crate) csrf: String,
    pub(crate) headers: Vec<(&'static str, &'static str)>,
    pub(crate) from: IpAddr,
}

impl Client<'_> {
    /// Opens a page.
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(test::TestRequest::get().uri(path)).await
    }

    /// Sends a form with the token of the page seen last.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.csrf.clone();
        let fields: Vec<(&str, &str)> = [("csrf", token.as_str())]
            .into_iter()
            .chain(fields.iter().copied())
            .collect();
        let form = test::TestRequest::post().uri(path).set_form(fields);
        self.send(form).await
    }

    /// Signs in from the sign-in page.
    pub(crate) async fn sign_in(&mut self, login: &str, password: &str) -> Answer {
        self.get("/sign-in").await;
        let fields = [("login", login), ("password", password)];
        self.post("/sign-in", &fields).await
    }

    async fn send(&mut self, mut request: test::TestRequest) -> Answer {
        let app = Arc::clone(&self.app.app);
        let web = Web::new()
            .configure(move |cfg| app.provide(cfg))
            .configure(routes::configure);
        let service = test::init_service(web).await;
        let jar: Vec<String> = self.jar.iter().map(|(k, v)| format!("{k}={v}")).collect();
        request = request
            .insert_header((header::COOKIE, jar.join("; ")))
            .peer_addr(SocketAddr::from((self.from, 4_711)));
        for header in &self.headers {
            request = request.insert_header(*header);
        }
        let response = test::call_service(&service, request.to_request()).await;
        for cookie in response.response().cookies() {
            self.jar
                .insert(cookie.name().to_owned(), cookie.value().to_owned());
        }
        let (status, headers) = (response.status(), response.headers().clone());
        let body = test::read_body(response).await;
        let answer = Answer {
            status,
            headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        };
        let token = answer.between("name=\"csrf\" value=\"", "\"");
        if !token.is_empty() {
            token.clone_into(&mut self.csrf);
        }
        answer
    }
}
