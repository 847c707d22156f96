//! A page asks the database as often with a hundred lines as with ten.

mod copies;
mod plans;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use actix_web::http::StatusCode;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use gaoshi::app::App;
use gaoshi::demo::{self, Workshop};
use gaoshi::platform::db::DatabaseUrl;
use gaoshi::schema::codes;

use self::copies::Copier;
use crate::signs::runs::floors;
use crate::support::app::TestApp;
use crate::support::client::Client;
use crate::support::statements;

/// What was asked for a page: each statement with how often.
type Asked = BTreeMap<String, usize>;

/// The demo's company with all its days.
fn house() -> TestApp {
    let app = TestApp::empty();
    let post = app.app.post();
    let notices = App::tools(app.app.press.clone(), post.clone());
    let tools = Workshop {
        press: &app.app.press,
        post: &post,
        notices: &notices,
    };
    demo::open(&app.db.db, &tools).unwrap();
    app
}

/// What a page asks; how often it is scanned is counted behind its back.
async fn asked(app: &TestApp, reader: &mut Client<'_>, path: &str) -> Asked {
    reader.get(path).await;
    statements::begin(&app.db.url);
    let page = reader.get(path).await;
    let mut asked = statements::end(&app.db.url);
    assert_eq!(page.status, StatusCode::OK, "{path}\n{}", page.body);
    asked.retain(|sql, _| !is_counting(sql));
    asked
}

fn is_counting(sql: &str) -> bool {
    sql.contains("code_scans") && sql.starts_with("INSERT")
        || ["BEGIN", "COMMIT"].iter().any(|word| sql.starts_with(word))
}

/// The pages with what each was asked for.
struct Pages<'a> {
    app: &'a TestApp,
    seen: Vec<(&'static str, String, Vec<Asked>)>,
}

impl<'a> Pages<'a> {
    fn of(app: &'a TestApp, pages: &[(&'static str, String)]) -> Self {
        let seen = pages
            .iter()
            .map(|(who, path)| (*who, path.clone(), Vec::new()));
        Self {
            app,
            seen: seen.collect(),
        }
    }

    /// Opens each.
    async fn open(&mut self) {
        let mut readers: BTreeMap<&str, Client<'_>> = BTreeMap::new();
        for (who, path, all) in &mut self.seen {
            if !readers.contains_key(who) {
                let reader = match *who {
                    "" => self.app.visitor(),
                    login => self.app.signed_in(login).await,
                };
                readers.insert(who, reader);
            }
            let reader = readers.get_mut(who).unwrap();
            all.push(asked(self.app, reader, path).await);
        }
    }

    /// No page reads all of what grows, by the plans of SQLite.
    fn look_things_up(&self) {
        let url = &self.app.db.url;
        let DatabaseUrl::Sqlite(_) = url else {
            return;
        };
        let all = self.seen.iter().flat_map(|(.., all)| all);
        let statements: BTreeSet<String> = all.flat_map(BTreeMap::keys).cloned().collect();
        let told = plans::reading_everything(&mut self.app.db.conn(), &statements);
        assert!(told.is_empty(), "read from end to end:\n{told}");
    }

    /// Every page was asked for with the same statements each time.
    fn hold(&self) {
        let mut table = String::new();
        let mut grown = String::new();
        for (who, path, all) in &self.seen {
            let counts: Vec<usize> = all.iter().map(|asked| asked.values().sum()).collect();
            writeln!(table, "{counts:>3?} {who:<12} {path}").unwrap();
            let (few, many) = (all.first().unwrap(), all.last().unwrap());
            if counts.iter().any(|count| *count != counts[0]) {
                writeln!(grown, "{path} of {who:?}: {counts:?}").unwrap();
                grown.push_str(&more(few, many));
            }
        }
        assert!(
            grown.is_empty(),
            "{table}\nmore statements for more lines:\n{grown}"
        );
    }
}

/// The statements that many lines ask more often than few.
fn more(few: &Asked, many: &Asked) -> String {
    let mut told = String::new();
    for (sql, times) in many {
        let before = few.get(sql).copied().unwrap_or_default();
        if before != *times {
            writeln!(told, "  {before} → {times}: {sql}").unwrap();
        }
    }
    told
}

/// The address that follows a beginning on a page.
fn link(page: &str, beginning: &str) -> String {
    let mark = format!("\"{beginning}");
    let rest = page
        .split_once(&mark)
        .unwrap_or_else(|| panic!("no {beginning} on\n{page}"));
    format!("{beginning}{}", rest.1.split('"').next().unwrap())
}

/// The lists of the house, each as somebody reads it who sees the most of it.
#[expect(clippy::too_many_lines, reason = "a line a page")]
async fn pages(app: &TestApp) -> Vec<(&'static str, String)> {
    let mut clerk = app.signed_in("wangfang").await;
    let signs = clerk.get("/signs").await.body;
    let register = clerk.get("/signs/register").await.body;
    let community = link(&clerk.get("/places").await.body, "/places/");
    let notices = clerk.get("/notices?stage=published").await.body;
    let notice = link(&notices, "/notices/01");
    let shown = clerk.get(&notice).await.body;
    let marked = link(&shown, "/postings/");
    let sheet = marked
        .trim_end_matches("/posted")
        .trim_end_matches("/taken-down")
        .to_owned();
    let (run, stop) = (
        link(&signs, "/signs/runs/"),
        link(&signs, "/signs/batches/"),
    );
    let complaint = link(&clerk.get("/complaints").await.body, "/complaints/01");
    let sign = link(&register, "/signs/register/01");
    let code = |href: &str| {
        let id = href.rsplit('/').next().unwrap();
        let found = codes::table.filter(codes::target_id.eq(id));
        let code: String = found.select(codes::code).first(&mut app.db.conn()).unwrap();
        format!("/Q/{code}")
    };
    let (of_sheet, of_sign) = (code(&sheet), code(&sign));
    let clerks = [
        "/",
        "/boards/round",
        "/notices",
        "/notices?stage=all",
        "/notices?stage=all&by=begins",
        "/complaints",
        "/signs",
        "/signs/register",
        "/signs/register?state=damaged",
        "/signs/register?state=removed",
        "/signs/round",
        "/signs/codes",
        "/signs/list",
        "/signs/make",
        "/signs/bins",
        "/places",
    ];
    let mut pages: Vec<(&'static str, String)> = Vec::new();
    pages.extend(clerks.map(|path| ("wangfang", path.to_owned())));
    pages.extend(
        [&notice, &sheet, &complaint, &sign, &run, &stop, &community]
            .map(|path| ("wangfang", path.clone())),
    );
    pages.extend(["hexiaomei", "chenguohua"].map(|who| (who, "/".to_owned())));
    pages.extend(
        ["/notices", "/complaints", "/signs", "/places"]
            .map(|path| ("chenguohua", path.to_owned())),
    );
    pages.extend(["/people", "/offices", "/places", "/"].map(|path| ("admin", path.to_owned())));
    let public = [
        "/".to_owned(),
        community.replace("/places", "/c"),
        notice.replace("/notices", "/n"),
        of_sheet,
        of_sign,
    ];
    pages.extend(public.map(|path| ("", path)));
    pages
}

#[actix_web::test]
async fn no_page_asks_more_for_more_lines() {
    let app = house();
    let made = floors(&mut app.signed_in("wangfang").await, &["3号楼"]).await;
    let run = made.location().to_owned();
    let mut clerk = app.signed_in("wangfang").await;
    clerk.get(&run).await;
    clerk.post(&format!("{run}/parts/1"), &[]).await;
    let list = pages(&app).await;
    let mut pages = Pages::of(&app, &list);
    pages.open().await;
    let mut work = Copier::of(
        &app.db.url,
        &["notice", "complaint", "sign", "code", "audit"],
    );
    let mut house = Copier::of(&app.db.url, &["office", "place", "board", "user"]);
    for copies in [10, 100] {
        work.until(copies);
        house.until(copies);
        pages.open().await;
    }
    pages.hold();
    pages.look_things_up();
}
