//! Pages: a struct per page, its template, and the frame around it.

#[cfg(test)]
pub(crate) mod gallery;
mod local_path;

use std::future::{Ready, ready};
use std::sync::Arc;

use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse, web};
use chrono_tz::Tz;
use fluent_bundle::{FluentArgs, FluentValue};
use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, Value};

pub use self::local_path::{LocalPath, query_value};
use super::client::{Client, Edge};
use super::clock::Moment;
use super::dates::Dates;
use super::form::Fields;
use super::looks::{Looks, Size};
use super::phone;
use super::words::{Both, Lang, Words};
use crate::error::{Error, Refusal, Result};

/// A page: its fields are what its template may use.
pub trait Page: Serialize {
    /// The template under `templates/`.
    const TEMPLATE: &'static str;

    /// The template that this one is drawn with, where pages of one struct differ in it.
    fn template(&self) -> &str {
        Self::TEMPLATE
    }

    /// Pages that show every part of the template, and those that show nothing optional.
    #[cfg(test)]
    fn samples() -> Vec<Self>
    where
        Self: Sized;
}

/// An entry of the menu.
#[derive(Debug, Clone, Serialize)]
pub struct NavItem {
    /// The key of its words.
    pub key: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// Whether the page shown lies under it.
    pub on: bool,
    /// A number that wants attention; 0 shows none.
    pub count: i64,
}

/// Who is signed in, as the frame shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Person {
    pub name: String,
    /// The office they act for.
    pub place: String,
    /// The key of the word for their role.
    pub role: String,
    /// The names of those they stand for now; empty for nobody.
    pub stands_for: String,
}

/// What the frame around a page knows; middleware puts it on the request.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// Who is signed in.
    pub person: Option<Person>,
    /// The menu for them.
    pub nav: Vec<NavItem>,
    /// The token that forms of this session carry.
    pub csrf: String,
    /// Whether the installation shows made-up data.
    pub demo: bool,
}

/// What stands around a page, and how it looks.
struct Around<'a> {
    lang: Lang,
    size: Size,
    frame: &'a Frame,
    path: &'a str,
    flash: Option<String>,
    public: &'a str,
}

#[derive(Serialize)]
struct Ui<'a> {
    lang: &'static str,
    other_lang: &'static str,
    size: &'static str,
    other_size: &'static str,
    path: &'a str,
    /// The public address; empty where none is set.
    public: &'a str,
    person: &'a Option<Person>,
    nav: &'a [NavItem],
    csrf: &'a str,
    flash: Option<String>,
    demo: bool,
    assets: &'a str,
}

#[derive(rust_embed::RustEmbed)]
#[folder = "templates/"]
struct Files;

/// The templates, loaded and checked once for each language.
pub struct Templates {
    engines: Both<Tera>,
    words: Arc<Words>,
    assets: String,
}

impl std::fmt::Debug for Templates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Templates")
    }
}

impl Templates {
    /// Loads the embedded templates; `assets` is the version put on addresses of styles and scripts.
    pub fn load(words: Arc<Words>, assets: String) -> Result<Self> {
        Self::load_as(words, assets, str::to_owned)
    }

    /// The same with every template rewritten, which the tests do.
    fn load_as(words: Arc<Words>, assets: String, rewrite: fn(&str) -> String) -> Result<Self> {
        Ok(Self {
            engines: Both {
                zh: engine(Lang::Zh, &words, rewrite)?,
                en: engine(Lang::En, &words, rewrite)?,
            },
            words,
            assets,
        })
    }

    /// These and one more, which may extend them: a part of the program that is handed to it from
    /// outside brings its own.
    pub fn with(mut self, name: &str, template: &str) -> Result<Self> {
        for engine in [&mut self.engines.zh, &mut self.engines.en] {
            engine
                .add_raw_template(name, template)
                .map_err(render_error)?;
        }
        Ok(self)
    }

    /// The words behind the templates.
    pub fn words(&self) -> &Arc<Words> {
        &self.words
    }

    /// The engine of one language, for the tests that hold templates against pages.
    pub fn engine(&self, lang: Lang) -> &Tera {
        self.engines.each().in_(lang)
    }

    /// Fills a template that has no frame (a mail).
    pub fn fill(&self, lang: Lang, template: &str, fields: &impl Serialize) -> Result<String> {
        let context = Context::from_serialize(fields).map_err(render_error)?;
        self.engine(lang)
            .render(template, &context)
            .map_err(render_error)
    }

    /// Renders a page in what stands around it.
    fn render<P: Page>(&self, around: Around<'_>, page: &P) -> Result<String> {
        let mut context = Context::from_serialize(page).map_err(render_error)?;
        let Around {
            lang,
            size,
            frame,
            path,
            flash,
            public,
        } = around;
        let other = if lang == Lang::Zh { Lang::En } else { Lang::Zh };
        context.insert(
            "ui",
            &Ui {
                lang: lang.tag(),
                other_lang: other.tag(),
                size: size.tag(),
                other_size: size.other().tag(),
                path: &query_value(path),
                public,
                person: &frame.person,
                nav: &frame.nav,
                csrf: &frame.csrf,
                flash,
                demo: frame.demo,
                assets: &self.assets,
            },
        );
        self.engine(lang)
            .render(page.template(), &context)
            .map_err(render_error)
    }
}

fn render_error(e: tera::Error) -> Error {
    Error::Internal(anyhow::Error::new(e).context("rendering a template"))
}

fn engine(lang: Lang, words: &Arc<Words>, rewrite: fn(&str) -> String) -> Result<Tera> {
    let mut tera = Tera::default();
    #[cfg(test)]
    gallery::prepare(&mut tera);
    let words = Arc::clone(words);
    tera.register_function(
        "t",
        move |args: Kwargs, _: &State| -> tera::TeraResult<String> {
            let key: String = args.must_get("k")?;
            let mut fluent = FluentArgs::new();
            for (name, value) in args.iter() {
                if let Some(name) = name.as_str().filter(|name| *name != "k") {
                    fluent.set(name.to_owned(), fluent_value(value));
                }
            }
            Ok(words.fill(lang, &key, &fluent))
        },
    );
    tera.register_filter("phones", |text: &str, _: Kwargs, _: &State| {
        Value::from_serializable(&phone::pieces(text))
    });
    tera.register_filter("query", |text: &str, _: Kwargs, _: &State| {
        Value::from_serializable(&query_value(text))
    });
    let files: Vec<(String, String)> = Files::iter()
        .filter(|name| [".html", ".txt"].iter().any(|end| name.ends_with(end)))
        .filter_map(|name| {
            let file = Files::get(&name)?;
            Some((
                name.to_string(),
                rewrite(&String::from_utf8_lossy(&file.data)),
            ))
        })
        .collect();
    tera.add_raw_templates(files).map_err(render_error)?;
    Ok(tera)
}

/// A count as a number, so that words can follow it; all else as it is written.
fn amount(text: &str) -> FluentValue<'_> {
    let is_count = text == "0" || !text.starts_with(['0', '+', '-']);
    match text.parse::<i64>() {
        Ok(n) if is_count => FluentValue::from(n),
        _ => FluentValue::from(text),
    }
}

fn fluent_value(value: &Value) -> FluentValue<'static> {
    match value.as_i128() {
        Some(n) => i64::try_from(n).map_or_else(|_| n.to_string().into(), FluentValue::from),
        None => value.to_string().into(),
    }
}

/// Everything a handler needs to answer with a page.
#[derive(Debug, Clone)]
pub struct View {
    templates: web::Data<Templates>,
    frame: Frame,
    path: String,
    flash: Option<String>,
    client: Client,
    zone: Tz,
    host: String,
    public: Option<String>,
    /// The reader's language.
    pub lang: Lang,
    /// The size of the reader's letters.
    pub size: Size,
}

impl View {
    /// The same view without who is signed in, without a flash and without what was asked behind the
    /// address, which may name who came from where: what it draws is for anybody.
    #[must_use]
    pub fn for_anybody(self) -> Self {
        let demo = self.frame.demo;
        let path = self.path.split_once('?').map(|(path, _)| path.to_owned());
        Self {
            path: path.unwrap_or(self.path),
            frame: Frame {
                demo,
                ..Frame::default()
            },
            flash: None,
            ..self
        }
    }

    /// The sentence under a key, in the reader's language.
    pub fn say(&self, key: &str) -> String {
        self.templates.words().say(self.lang, key)
    }

    /// The word under a key, if there is one.
    pub fn word(&self, key: &str) -> Option<String> {
        let words = self.templates.words();
        words.has(self.lang, key).then(|| words.say(self.lang, key))
    }

    /// The sentence under a key with what it names, in the reader's language.
    pub fn tell(&self, key: &str, args: &[(&str, String)]) -> String {
        let args: Vec<(&str, FluentValue<'_>)> = args
            .iter()
            .map(|(name, text)| (*name, amount(text)))
            .collect();
        self.templates.words().tell(self.lang, key, &args)
    }

    /// How moments are shown to this reader at `now`.
    pub fn dates(&self, now: Moment) -> Dates {
        Dates::new(self.lang, self.zone, now)
    }

    /// The whole address of a page of ours, to be kept or handed to a colleague: it begins with the
    /// public address, without one as this browser reached us.
    pub fn address(&self, path: &str) -> String {
        if let Some(public) = &self.public {
            return format!("{public}{path}");
        }
        let scheme = if self.client.secure { "https" } else { "http" };
        format!("{scheme}://{}{path}", self.host)
    }

    /// What the address asks for under a name; empty where it does not.
    pub fn query(&self, name: &str) -> String {
        let query = self.path.split_once('?').map_or("", |(_, query)| query);
        Fields::parse(query.as_bytes())
            .map_or_else(|_| String::new(), |all| all.get(name).to_owned())
    }

    /// A refusal's sentence, with its clause.
    pub fn explain(&self, refusal: &Refusal) -> String {
        let text = self.tell(refusal.key, &refusal.args);
        match refusal.clause {
            Some(clause) => self.tell(
                "platform-with-clause",
                &[("text", text), ("clause", clause.to_owned())],
            ),
            None => text,
        }
    }

    /// The page, rendered.
    pub fn html<P: Page>(&self, page: &P) -> Result<String> {
        let flash = self
            .flash
            .as_deref()
            .map(|key| format!("flash-{key}"))
            .filter(|key| self.templates.words().has(self.lang, key))
            .map(|key| self.say(&key));
        let around = Around {
            lang: self.lang,
            size: self.size,
            frame: &self.frame,
            path: &self.path,
            flash,
            public: self.public.as_deref().unwrap_or_default(),
        };
        self.templates.render(around, page)
    }

    /// Whether this reader is still to be told what she just did.
    pub fn has_flash(&self) -> bool {
        self.flash.is_some()
    }

    /// The page as an answer.
    pub fn page<P: Page>(&self, page: &P) -> Result<HttpResponse> {
        self.page_as(StatusCode::OK, page)
    }

    /// The page as an answer with another status than 200.
    pub fn page_as<P: Page>(&self, status: StatusCode, page: &P) -> Result<HttpResponse> {
        Ok(self.written_as(status, self.html(page)?))
    }

    /// A page that was drawn before, as an answer.
    pub fn written(&self, html: String) -> HttpResponse {
        self.written_as(StatusCode::OK, html)
    }

    fn written_as(&self, status: StatusCode, html: String) -> HttpResponse {
        let mut response = HttpResponse::build(status);
        response.content_type("text/html; charset=utf-8");
        if self.flash.is_some() {
            let mut gone = self.cookie("flash", String::new());
            gone.make_removal();
            response.cookie(gone);
        }
        response.body(html)
    }

    /// Off to another page of ours (303), with a word of what was done.
    pub fn redirect(&self, to: impl Into<LocalPath>, flash: Option<&str>) -> HttpResponse {
        let mut response = HttpResponse::SeeOther();
        response.insert_header((header::LOCATION, to.into().as_str()));
        if let Some(flash) = flash {
            response.cookie(self.cookie("flash", flash.to_owned()));
        }
        response.finish()
    }

    /// Lets the view look as its reader chose.
    pub fn put_on(&mut self, looks: Looks) {
        match looks {
            Looks::Lang(lang) => self.lang = lang,
            Looks::Size(size) => self.size = size,
        }
    }

    /// The cookies that keep how this view looks.
    pub fn looks_cookies(&self) -> [Cookie<'static>; 2] {
        let kept = |name, value: &str| {
            let mut cookie = self.cookie(name, value.to_owned());
            cookie.set_max_age(actix_web::cookie::time::Duration::days(365));
            cookie
        };
        [kept("lang", self.lang.tag()), kept("size", self.size.tag())]
    }

    /// What a page that is kept for all who see it alike is kept under, besides its address.
    pub fn looks(&self) -> String {
        format!("{}/{}", self.lang.tag(), self.size.tag())
    }

    /// A cookie for this host: unreadable for scripts, by TLS alone where there is TLS.
    pub fn cookie(&self, name: &str, value: String) -> Cookie<'static> {
        Cookie::build(self.client.cookie_name(name), value)
            .path("/")
            .http_only(true)
            .secure(self.client.secure)
            .same_site(SameSite::Lax)
            .finish()
    }
}

impl FromRequest for View {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(view_of(req))
    }
}

/// The view of a request, for handlers and for the middleware that draws error pages.
pub fn view_of(req: &HttpRequest) -> Result<View> {
    let templates = req
        .app_data::<web::Data<Templates>>()
        .ok_or_else(|| Error::internal("no templates in the application"))?
        .clone();
    let Ahead { client, frame } = Ahead::of(req);
    let client = client.ok_or_else(|| Error::internal("the client was not read"))?;
    let path = req
        .uri()
        .path_and_query()
        .map_or("/", |p| p.as_str())
        .to_owned();
    let flash = req
        .cookie_raw(&client.cookie_name("flash"))
        .map(|c| c.value().to_owned());
    Ok(View {
        templates,
        frame,
        path,
        flash,
        client,
        public: req
            .app_data::<web::Data<Edge>>()
            .and_then(|edge| edge.public()),
        host: req
            .headers()
            .get(header::HOST)
            .and_then(|h| h.to_str().ok())
            .unwrap_or_default()
            .to_owned(),
        zone: req
            .app_data::<web::Data<Tz>>()
            .map_or(chrono_tz::Asia::Shanghai, |zone| *zone.get_ref()),
        lang: lang_of(req, &client),
        size: req
            .cookie_raw(&client.cookie_name("size"))
            .map_or(Size::Usual, |chosen| Size::of_tag(chosen.value())),
    })
}

/// What middleware put on the request.
struct Ahead {
    client: Option<Client>,
    frame: Frame,
}

impl Ahead {
    /// Nothing may hold on to the extensions while cookies are read: the first to ask for one
    /// writes them there.
    fn of(req: &HttpRequest) -> Self {
        let extensions = req.extensions();
        Self {
            frame: extensions.get::<Frame>().cloned().unwrap_or_default(),
            client: extensions.get::<Client>().copied(),
        }
    }
}

/// The reader's language: what she chose, or what her browser asks for; Chinese else.
fn lang_of(req: &HttpRequest, client: &Client) -> Lang {
    if let Some(chosen) = req.cookie_raw(&client.cookie_name("lang")) {
        return Lang::of_tag(chosen.value());
    }
    let asked = req
        .headers()
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|v: &HeaderValue| v.to_str().ok());
    asked.map_or(Lang::Zh, first_of_ours)
}

/// The first of our languages in an `Accept-Language`, in the order written.
fn first_of_ours(asked: &str) -> Lang {
    asked
        .split(',')
        .map(str::trim)
        .find_map(|tag| match tag.get(..2)? {
            "zh" => Some(Lang::Zh),
            "en" => Some(Lang::En),
            _ => None,
        })
        .unwrap_or(Lang::Zh)
}
