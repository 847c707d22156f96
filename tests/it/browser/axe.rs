//! Every page through axe, which holds it against WCAG 2.2 and against good practice: no fault on any,
//! in light and in dark. `script/test axe` fetches it and says in `AXE` where it lies.
//!
//! Long runs look at all of it: as everybody, in both languages, on a phone and on a desk.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use gaoshi::codes::Code;
use gaoshi::demo::PASSWORD;
use gaoshi::platform::db::backends::{Purpose, open};
use gaoshi::platform::db::{Conn, DatabaseUrl};
use gaoshi::schema::{codes, notices, places};
use serde_json::json;
use tempfile::TempDir;

use crate::permissions::routes;
use crate::support::browser::{DESK, Driver, PHONE, Tab};
use crate::support::process::Process;

/// The script of axe-core, as its makers give it out.
fn axe() -> String {
    let at = std::env::var_os("AXE").expect("script/test axe says where axe-core lies");
    std::fs::read_to_string(at).unwrap()
}

/// Addresses that answer with no page of their own, and pages behind a token that leaves the house
/// by mail alone.
const NO_PAGE: [&str; 26] = [
    "/Q",
    "/assets/{version}/{name}",
    "/c/{id}/report",
    "/complaints/{id}/photos/{photo}",
    "/favicon.ico",
    "/follow/{token}",
    "/language/{tag}",
    "/livez",
    "/notices/{id}/sheet.pdf",
    "/password/{token}",
    "/q/{code}",
    "/readyz",
    "/robots.txt",
    "/set-up/{token}",
    "/signs/batches/{id}/sheet.{format}",
    "/signs/codes/labels.pdf",
    "/signs/designs/{id}.svg",
    "/signs/list.csv",
    "/signs/register/{id}/label.pdf",
    "/signs/register/{id}/photos/{photo}",
    "/signs/runs/copies/{id}/sheet.{format}",
    "/signs/runs/{id}/parts/{part}.{format}",
    "/signs/runs/{id}/proof.pdf",
    "/signs/runs/{id}/signs/{n}.svg",
    "/size/{tag}",
    "/unsubscribe/{token}",
];

/// The demo company, which has something on every page.
pub(super) struct Company {
    server: Process,
    pub(super) driver: Driver,
    pages: Vec<String>,
    files: TempDir,
}

/// A look at pages: what was seen already, and what is wrong.
#[derive(Default)]
struct Round {
    seen: BTreeSet<String>,
    faults: BTreeMap<String, BTreeSet<String>>,
}

/// The window that is looked through, and as whom.
struct Glass<'a> {
    tab: &'a Tab,
    who: &'a str,
}

impl Company {
    pub(super) fn open() -> Self {
        let files = TempDir::new().unwrap();
        let server = Process::spawn_demo(files.path());
        server.wait_until_ready(Duration::from_mins(4));
        let gets = routes().into_iter();
        let gets = gets.filter_map(|route| Some(route.strip_prefix("GET ")?.to_owned()));
        Self {
            server,
            driver: Driver::start(),
            pages: gets
                .filter(|path| !NO_PAGE.contains(&path.as_str()))
                .collect(),
            files,
        }
    }

    fn conn(&self) -> Conn {
        let file = self.files.path().join("gaoshi.db");
        open(&DatabaseUrl::Sqlite(file), Purpose::Read).unwrap()
    }

    /// A notice of each stage.
    fn notices(&self) -> Vec<String> {
        let all: Vec<(String, String)> = notices::table
            .select((notices::stage, notices::id))
            .load(&mut self.conn())
            .unwrap();
        let one: BTreeMap<String, String> = all.into_iter().collect();
        one.into_values().collect()
    }

    /// A code of each kind.
    pub(super) fn codes(&self) -> Vec<String> {
        let all: Vec<(String, String)> = codes::table
            .filter(codes::revoked_at.is_null())
            .order(codes::code)
            .select((codes::target, codes::code))
            .load(&mut self.conn())
            .unwrap();
        let one: BTreeMap<String, String> = all.into_iter().collect();
        one.into_values().collect()
    }

    /// A community.
    fn community(&self) -> String {
        let all = places::table.filter(places::kind.eq("community"));
        all.select(places::id).first(&mut self.conn()).unwrap()
    }

    /// The page that answers at an address; none where that is no page.
    fn page_at(&self, address: &str) -> Option<String> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let path = path.split('#').next().unwrap();
        let is_at = |route: &&String| {
            let (want, have) = (route.split('/'), path.split('/'));
            want.clone().count() == have.clone().count()
                && want
                    .zip(have)
                    .all(|(want, have)| want == have || want.starts_with('{'))
        };
        let literal = |route: &&String| route.split('/').filter(|s| !s.starts_with('{')).count();
        let route = self.pages.iter().filter(is_at).max_by_key(literal)?;
        // What is made decides what is on the page.
        let what = query.split('&').find(|part| part.starts_with("what="));
        Some(format!("{route}?{}", what.unwrap_or_default()))
    }

    /// Looks at these pages and at all that they lead to, each kind once.
    async fn look(&self, round: &mut Round, glass: &Glass<'_>, from: Vec<String>) {
        let mut queue: VecDeque<String> = VecDeque::new();
        for address in from {
            queue.extend(self.look_at(round, glass, &address).await);
        }
        while let Some(address) = queue.pop_front() {
            let Some(page) = self.page_at(&address) else {
                continue;
            };
            if round.seen.insert(page) {
                queue.extend(self.look_at(round, glass, &address).await);
            }
        }
    }

    /// Looks at one page; where it leads.
    async fn look_at(&self, round: &mut Round, glass: &Glass<'_>, address: &str) -> Vec<String> {
        round.seen.extend(self.page_at(address));
        glass.tab.open(&self.server.address(address)).await;
        for scheme in ["light", "dark"] {
            for fault in glass.faults(scheme).await {
                let place = format!("{} {address} {scheme}", glass.who);
                round.faults.entry(fault).or_default().insert(place);
            }
        }
        let links = "return [...document.querySelectorAll('a[href^=\"/\"]')] \
            .map(a => a.getAttribute('href'))";
        let links = glass.tab.run(links).await;
        let links = links.as_array().unwrap().iter();
        links
            .map(|link| link.as_str().unwrap().to_owned())
            .collect()
    }

    pub(super) fn at(&self, path: &str) -> String {
        self.server.address(path)
    }

    pub(super) async fn sign_in(&self, tab: &Tab, login: &str) {
        tab.open(&self.at("/sign-in")).await;
        tab.fill("#f-login", login).await;
        tab.fill("#f-password", PASSWORD).await;
        tab.submit("main form button.primary").await;
    }

    /// Signs in, in a language and at a size.
    async fn enter(&self, lang: &str, size: (u32, u32), login: &str) -> Tab {
        let tab = self.driver.open(lang, true).await;
        let once = json!({ "cmd": "Page.addScriptToEvaluateOnNewDocument",
            "params": { "source": axe() } });
        tab.command("goog/cdp/execute", &once).await;
        tab.size(size).await;
        if !login.is_empty() {
            self.sign_in(&tab, login).await;
        }
        tab
    }

    /// A report of a visitor, with its page.
    async fn report(&self, round: &mut Round, glass: &Glass<'_>, code: &str) {
        glass
            .tab
            .open(&self.server.address(&format!("/Q/{code}")))
            .await;
        glass.tab.submit("form.tell button.primary").await;
        self.look_at_this(round, glass, "a form refused").await;
        glass.tab.fill("#f-what", "楼道灯不亮").await;
        glass.tab.submit("form.tell button.primary").await;
        glass.tab.find("#link").await;
        self.look(round, glass, vec!["/follow".to_owned()]).await;
    }

    /// Signs of a kind that stays, on their way to the printer.
    async fn make_a_run(&self, round: &mut Round, glass: &Glass<'_>) {
        let form = "/signs/make?what=single&design=p-ebike";
        glass.tab.open(&self.server.address(form)).await;
        glass.tab.click("label:has(input[value=entrance])").await;
        glass.tab.find("input[name=within]").await;
        glass.tab.click("#f-within .chip:nth-of-type(2)").await;
        glass.tab.find("#f-within :checked").await;
        glass.tab.submit("button[value=make]").await;
        let made = glass.tab.url().await;
        let made = made.trim_start_matches(&self.server.address("")).to_owned();
        self.look(round, glass, vec![made]).await;
    }

    async fn look_at_this(&self, round: &mut Round, glass: &Glass<'_>, name: &str) {
        for fault in glass.faults("light").await {
            let place = format!("{} {name}", glass.who);
            round.faults.entry(fault).or_default().insert(place);
        }
    }

    /// What a visitor and the people of the house find, from where each begins.
    async fn walk(&self, round: &mut Round, lang: &str, size: (u32, u32)) {
        let (notices, codes) = (self.notices(), self.codes());
        let tab = self.enter(lang, size, "").await;
        let glass = Glass {
            tab: &tab,
            who: "visitor",
        };
        let unknown = Code::random(&mut rand::rng());
        let mut from = vec![
            "/".to_owned(),
            format!("/Q/{unknown}"),
            "/nowhere".to_owned(),
        ];
        from.extend(codes.iter().map(|code| format!("/Q/{code}")));
        self.look(round, &glass, from).await;
        self.report(round, &glass, &codes[0]).await;
        tab.close().await;
        for login in ["wangfang", "liujianping", "chenguohua", "admin"] {
            let tab = self.enter(lang, size, login).await;
            let glass = Glass {
                tab: &tab,
                who: login,
            };
            let mut from = vec!["/".to_owned()];
            match login {
                "wangfang" => from.extend(notices.iter().map(|id| format!("/notices/{id}"))),
                "admin" => from.push(format!("/places/{}", self.community())),
                _ => {}
            }
            self.look(round, &glass, from).await;
            if login == "wangfang" {
                self.make_a_run(round, &glass).await;
            }
            tab.close().await;
        }
    }
}

impl Glass<'_> {
    /// What axe finds wrong with the page in this scheme of colours: the rule and the places.
    async fn faults(&self, scheme: &str) -> Vec<String> {
        let media = json!({ "cmd": "Emulation.setEmulatedMedia", "params": { "media": "",
            "features": [{ "name": "prefers-color-scheme", "value": scheme }] } });
        self.tab.command("goog/cdp/execute", &media).await;
        let rules = match scheme {
            "light" => json!({}),
            _ => json!({ "runOnly": ["color-contrast"] }),
        };
        let script = "const [how, done] = arguments; \
            axe.run(document, { ...how, resultTypes: ['violations'] }).then(found => \
                done(found.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.target.join(' ')))), \
                e => done(['axe: ' + e]))";
        let found = self.tab.run_async(script, vec![rules]).await;
        let found = found.as_array().unwrap().iter();
        found
            .map(|fault| fault.as_str().unwrap().to_owned())
            .collect()
    }
}

impl Round {
    fn is_well(&self) {
        let told = self.faults.iter().map(|(fault, places)| {
            let places: Vec<&str> = places.iter().take(3).map(String::as_str).collect();
            format!("{fault}\n    {}", places.join(", "))
        });
        let told: Vec<String> = told.collect();
        assert!(told.is_empty(), "\n{}", told.join("\n"));
    }
}

#[tokio::test]
#[ignore = "wants axe-core: script/test axe"]
async fn axe_finds_nothing_wrong_with_any_page() {
    let company = Company::open();
    if std::env::var_os("TEST_LONG").is_none() {
        let mut round = Round::default();
        company.walk(&mut round, "zh-CN", PHONE).await;
        round.is_well();
        let seen = |page: &&String| {
            round
                .seen
                .iter()
                .any(|s| s.split('?').next() == Some(page.as_str()))
        };
        let unseen: Vec<&String> = company.pages.iter().filter(|page| !seen(page)).collect();
        assert_eq!(unseen, [""; 0], "no link leads there");
        return;
    }
    let mut faults = Round::default();
    for lang in ["zh-CN", "en"] {
        for size in [PHONE, DESK] {
            let mut round = Round::default();
            company.walk(&mut round, lang, size).await;
            faults.faults.extend(round.faults);
        }
    }
    faults.is_well();
}

/// A page that has faults shows them: the checker is awake, in both schemes.
#[tokio::test]
#[ignore = "wants axe-core: script/test axe"]
async fn axe_finds_what_is_wrong() {
    let driver = Driver::start();
    let tab = driver.open("en", true).await;
    let once =
        json!({ "cmd": "Page.addScriptToEvaluateOnNewDocument", "params": { "source": axe() } });
    tab.command("goog/cdp/execute", &once).await;
    let page = "data:text/html,<html lang=en><title>t</title><meta name=color-scheme \
        content='light dark'><main><h1>a</h1><input><p style='color:%23333'>dim</p></main>";
    tab.open(page).await;
    let glass = Glass {
        tab: &tab,
        who: "nobody",
    };
    assert_eq!(glass.faults("light").await, ["label: input"]);
    assert_eq!(glass.faults("dark").await, ["color-contrast: p"]);
}
