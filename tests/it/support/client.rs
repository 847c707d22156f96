//! The pages as a browser meets them: an application in memory, a cookie jar, forms with tokens.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use actix_web::http::header::{self, HeaderMap};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::from_fn;
use actix_web::web::Data;
use actix_web::{App as Web, test};
use gaoshi::platform::deadline;
use gaoshi::platform::fresh::Fresh;
use gaoshi::platform::requests;
use gaoshi::routes;

use super::app::TestApp;
use super::form::{Form, forms};

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
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

    /// The form of the page whose address ends so.
    pub(crate) fn form(&self, end: &str) -> Form {
        let found = forms(&self.body)
            .into_iter()
            .find(|f| f.action.ends_with(end));
        found.unwrap_or_else(|| panic!("no form {end} on\n{}", self.body))
    }

    /// Whether the page has such a form.
    pub(crate) fn offers(&self, end: &str) -> bool {
        forms(&self.body).iter().any(|f| f.action.ends_with(end))
    }

    /// The text between two marks of the page.
    pub(crate) fn between(&self, before: &str, after: &str) -> &str {
        let (_, rest) = self.body.split_once(before).unwrap_or_default();
        rest.split_once(after).unwrap_or_default().0
    }
}

/// A file that somebody chose: its name, what its sender calls it, and what is in it.
#[derive(Debug, Clone)]
pub(crate) struct File {
    pub(crate) name: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) bytes: Vec<u8>,
}

/// A browser: it keeps cookies and sends the token of the page it saw last. A clone is another
/// tab of it.
#[derive(Clone)]
pub(crate) struct Client<'a> {
    app: &'a TestApp,
    pub(crate) jar: BTreeMap<String, String>,
    pub(crate) csrf: String,
    /// What the page of a notice that was seen last puts into its forms.
    pub(crate) seen: String,
    pub(crate) headers: Vec<(&'static str, &'static str)>,
    pub(crate) from: IpAddr,
}

impl<'a> Client<'a> {
    /// A browser that has not been here before.
    pub(crate) fn new(app: &'a TestApp) -> Self {
        Self {
            app,
            jar: BTreeMap::new(),
            csrf: String::new(),
            seen: String::new(),
            headers: Vec::new(),
            from: IpAddr::from([192, 0, 2, 7]),
        }
    }

    /// Sends a form of a page as it stands, but for these changes.
    pub(crate) async fn submit(&mut self, form: &Form, changes: &[(&str, &str)]) -> Answer {
        let fields = form.sent(changes);
        if form.multipart {
            return self.send(multipart(&form.action, &fields, &[])).await;
        }
        if form.method == "get" {
            let query: Vec<String> = fields
                .iter()
                .map(|(name, value)| format!("{name}={}", percent(value)))
                .collect();
            return self
                .get(&format!("{}?{}", form.action, query.join("&")))
                .await;
        }
        let request = test::TestRequest::post().uri(&form.action).set_form(fields);
        self.send(request).await
    }

    /// Sends a form of a page with a photo chosen.
    pub(crate) async fn submit_photo(
        &mut self,
        form: &Form,
        changes: &[(&str, &str)],
        photo: &[u8],
    ) -> Answer {
        assert!(form.multipart, "{} takes files", form.action);
        let photo = File {
            name: "photo.jpg",
            kind: "image/jpeg",
            bytes: photo.to_vec(),
        };
        self.upload(form, changes, &[photo]).await
    }

    /// Sends a form with the files of its field `photo`; the texts stand before them.
    pub(crate) async fn upload(
        &mut self,
        form: &Form,
        changes: &[(&str, &str)],
        photos: &[File],
    ) -> Answer {
        let request = multipart(&form.action, &form.sent(changes), photos);
        self.send(request).await
    }

    /// Sends a form with a file of its field `file`.
    pub(crate) async fn submit_file(
        &mut self,
        form: &Form,
        changes: &[(&str, &str)],
        file: File,
    ) -> Answer {
        let request = parts(&form.action, &form.sent(changes), ("file", &[file]));
        self.send(request).await
    }

    /// Opens a page.
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(test::TestRequest::get().uri(path)).await
    }

    /// Asks for the head of a page alone.
    pub(crate) async fn head(&mut self, path: &str) -> Answer {
        let request = test::TestRequest::default().method(Method::HEAD);
        self.send(request.uri(path)).await
    }

    /// Sends a form with what the page seen last puts into its forms: the token and, on a notice,
    /// how that stood.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let (token, seen) = (self.csrf.clone(), self.seen.clone());
        let decides = path.starts_with("/notices/") && !seen.is_empty();
        let seen = decides.then_some(("seen", seen.as_str()));
        let fields: Vec<(&str, &str)> = [("csrf", token.as_str())]
            .into_iter()
            .chain(seen)
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
            // A page kept for a second of the machine's time would outlive the standing clock's hours.
            .app_data(Data::new(Fresh::default()))
            .configure(routes::configure)
            .wrap(from_fn(deadline::cut))
            .wrap(from_fn(requests::note));
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
            bytes: body.to_vec(),
        };
        let token = answer.between("name=\"csrf\" value=\"", "\"");
        if !token.is_empty() {
            token.clone_into(&mut self.csrf);
        }
        let seen = answer.between("data-seen=\"", "\"");
        if !seen.is_empty() {
            seen.clone_into(&mut self.seen);
        }
        answer
    }
}

/// A text as an address carries it.
pub(crate) fn percent(text: &str) -> String {
    let bytes: Vec<String> = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    bytes.concat()
}

/// A form with files of its field `photo`, as a browser sends it.
fn multipart(action: &str, fields: &[(String, String)], photos: &[File]) -> test::TestRequest {
    parts(action, fields, ("photo", photos))
}

fn parts(
    action: &str,
    fields: &[(String, String)],
    (field, files): (&str, &[File]),
) -> test::TestRequest {
    const LINE: &str = "----the-tests-draw-this-line";
    let mut body = Vec::new();
    for (name, value) in fields {
        let head = format!("--{LINE}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend([head.as_bytes(), value.as_bytes(), b"\r\n"].concat());
    }
    for File { name, kind, bytes } in files {
        let head = format!(
            "--{LINE}\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             content-type: {kind}\r\n\r\n"
        );
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend(format!("--{LINE}--\r\n").bytes());
    let kind = format!("multipart/form-data; boundary={LINE}");
    test::TestRequest::post()
        .uri(action)
        .insert_header((header::CONTENT_TYPE, kind))
        .set_payload(body)
}
