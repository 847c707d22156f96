//! Every page through axe, which holds it against WCAG 2.2 and against good practice: no fault on any,
//! in light and in dark. `script/test axe` fetches it and says in `AXE` where it lies.
//!
//! Each walk ends only when every page that the routes name was on the window. Long runs walk in both
//! languages, on a phone and on a desk.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use gaoshi::codes::Code;
use gaoshi::demo::PASSWORD;
use gaoshi::people::factor::secret::Secret;
use gaoshi::platform::clock::Clock;
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
const NO_PAGE: [&str; 27] = [
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
    "/places/{id}/homes.csv",
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

/// A building that the demo company does not have.
const HOMES: &str = "楼栋,单元,楼层,房号,户数,英文\n会所,,\"-1, 1-3, 5\",,0,\n会所,,,,,Clubhouse\n";

/// The demo company, which has something on every page.
pub(super) struct Company {
    server: Process,
    pub(super) driver: Driver,
    pages: Vec<String>,
    files: TempDir,
}

/// A look at pages: what was asked for already, what came, and what is wrong.
#[derive(Default)]
struct Round {
    asked: BTreeSet<String>,
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

    /// A notice of each stage, of the office of the first community: another's is not there for its clerk.
    fn notices(&self) -> Vec<String> {
        let own: String = places::table
            .find(self.community())
            .select(places::office_id)
            .first(&mut self.conn())
            .unwrap();
        let all: Vec<(String, String)> = notices::table
            .filter(notices::office_id.eq(own))
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
            if round.asked.insert(page) {
                queue.extend(self.look_at(round, glass, &address).await);
            }
        }
    }

    /// Looks at one page; where it leads.
    async fn look_at(&self, round: &mut Round, glass: &Glass<'_>, address: &str) -> Vec<String> {
        round.asked.extend(self.page_at(address));
        glass.tab.open(&self.at(address)).await;
        // Where an address leads on, another page is on the window.
        round.seen.extend(self.page_at(&self.here(glass.tab).await));
        self.look_at_this(round, glass, address).await;
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
        glass.tab.click("form.tell button.primary").await;
        glass.tab.find("#problem").await;
        glass.tab.is_refused().await;
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

    /// Looks at what is on the window, unfolded, in both schemes.
    async fn look_at_this(&self, round: &mut Round, glass: &Glass<'_>, name: &str) {
        let cut = glass.tab.cut().await.into_iter();
        let mut faults: Vec<String> = cut.map(|what| format!("cut off: {what}")).collect();
        for scheme in ["light", "dark"] {
            faults.extend(glass.faults(scheme).await);
        }
        for fault in faults {
            let place = format!("{} {name}", glass.who);
            round.faults.entry(fault).or_default().insert(place);
        }
    }

    /// The address on the window, without the server's.
    async fn here(&self, tab: &Tab) -> String {
        let at = tab.url().await;
        at.trim_start_matches(&self.at("")).to_owned()
    }

    /// The administrator sends a list of homes, which waits to be entered; the address of its page.
    pub(super) async fn send_a_list(&self, tab: &Tab) -> String {
        let file = self.files.path().join("homes.csv");
        std::fs::write(&file, HOMES).unwrap();
        tab.open(&self.at("/places")).await;
        tab.submit("h2.name a").await;
        tab.submit("a[href$='/import']").await;
        tab.choose("#f-file", &file).await;
        tab.submit("main form button.primary").await;
        let here = self.here(tab).await;
        assert!(here.starts_with("/imports/"), "{}", tab.text().await);
        here
    }

    /// The clerk writes down what somebody told her; the address of its page.
    async fn write_down(&self, glass: &Glass<'_>) -> String {
        glass.tab.open(&self.at("/complaints/new")).await;
        glass.tab.fill("#f-what", "门禁坏了").await;
        glass.tab.fill("#f-where", "大门").await;
        glass.tab.submit("main form button.primary").await;
        self.here(glass.tab).await
    }

    /// The clerk proposes a place, which waits for somebody to decide; its name is told once a walk.
    async fn propose(&self, glass: &Glass<'_>, name: &str) {
        glass.tab.open(&self.at("/places")).await;
        glass.tab.submit("h2.name a").await;
        glass.tab.submit("a[href$='/propose']").await;
        glass.tab.fill("#f-spot", name).await;
        glass.tab.submit("main form button.primary").await;
    }

    /// The second step of signing in: turned on, asked for, and turned off again.
    async fn second_step(&self, round: &mut Round, glass: &Glass<'_>, asked: &Tab) {
        const PAGE: &str = "/account/second-factor";
        glass.tab.open(&self.at("/account/second-factor/new")).await;
        let spelt = glass.tab.find("code.say").await.text().await.unwrap();
        let secret = Secret::of_text(&spelt.replace(' ', "")).unwrap();
        let code = secret.code_at(Clock::System.now()).unwrap();
        glass.tab.fill("#f-passcode", &code).await;
        glass.tab.fill("#f-current", PASSWORD).await;
        glass.tab.submit("main form button.primary").await;
        glass.tab.find(".handover li").await;
        self.look_at_this(round, glass, "written codes").await;
        self.look(round, glass, vec![PAGE.to_owned()]).await;
        self.sign_in(asked, glass.who).await;
        let half_way = Glass {
            tab: asked,
            who: glass.who,
        };
        self.look(round, &half_way, vec!["/sign-in/code".to_owned()])
            .await;
        glass.tab.open(&self.at(PAGE)).await;
        glass.tab.fill("#f-current", PASSWORD).await;
        glass.tab.submit("form[action$='/off'] button").await;
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
        for nothing in [format!("/Q/{unknown}"), "/nowhere".to_owned()] {
            tab.open_refused(&self.at(&nothing)).await;
            self.look_at_this(round, &glass, &nothing).await;
        }
        let mut from = vec!["/".to_owned()];
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
                "admin" => {
                    from.push(self.send_a_list(&tab).await);
                    from.push(format!("/places/{}", self.community()));
                    // A clerk was there, who is not shown what only an administrator may do.
                    from.push("/places".to_owned());
                }
                _ => {}
            }
            if login == "wangfang" {
                let name = format!("西门岗亭 {lang} {}", size.0);
                self.propose(&glass, &name).await;
                self.make_a_run(round, &glass).await;
                from.push(self.write_down(&glass).await);
            }
            self.look(round, &glass, from).await;
            if login == "admin" {
                let asked = self.enter(lang, size, "").await;
                self.second_step(round, &glass, &asked).await;
                asked.close().await;
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
    let mut ways = vec![("zh-CN", PHONE)];
    if std::env::var_os("TEST_LONG").is_some() {
        ways.extend([("zh-CN", DESK), ("en", PHONE), ("en", DESK)]);
    }
    let mut faults = Round::default();
    for (lang, size) in ways {
        let mut round = Round::default();
        company.walk(&mut round, lang, size).await;
        let seen: BTreeSet<&str> = round
            .seen
            .iter()
            .filter_map(|page| page.split('?').next())
            .collect();
        let all = company.pages.iter();
        let unseen = all.filter(|page| !seen.contains(page.as_str()));
        let unseen: BTreeSet<String> = unseen.cloned().collect();
        if !unseen.is_empty() {
            let fault = format!("no link leads there: {lang}, {size:?}");
            faults.faults.insert(fault, unseen);
        }
        for (fault, places) in round.faults {
            faults.faults.entry(fault).or_default().extend(places);
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
        content='light dark'><style>@media(prefers-color-scheme:dark){body{background:%23111}}</style>\
        <main><h1>a</h1><input><p style='color:%23333'>dim</p></main>";
    tab.open(page).await;
    let glass = Glass {
        tab: &tab,
        who: "nobody",
    };
    assert_eq!(glass.faults("light").await, ["label: input"]);
    assert_eq!(glass.faults("dark").await, ["color-contrast: p"]);
}
