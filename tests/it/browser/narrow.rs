//! Every page that lists something, on a phone: no column is lost and nothing leads to the side, in
//! both languages, in letters of the usual size and in large ones (大字版).

use super::axe::Company;
use crate::support::browser::{Driver, PHONE, Tab};
use crate::templates::below;

/// A page that lists something.
struct Listing {
    template: &'static str,
    /// An address, and the links to follow from there.
    way: &'static [&'static str],
    /// A line of it.
    line: &'static str,
}

const fn listing(
    template: &'static str,
    way: &'static [&'static str],
    line: &'static str,
) -> Listing {
    Listing {
        template,
        way,
        line,
    }
}

const COMMUNITY: &str = "h2.name a";

/// What a visitor reads.
const VISITOR: &[Listing] = &[
    listing("landing/home.html", &["/"], ".list li"),
    listing("people/sign_in.html", &["/sign-in"], ".list li"),
    listing("complaints/privacy.html", &["/privacy"], ".list li"),
    listing("notices/community.html", &["/", "a[href^='/c/']"], "a.item"),
    listing(
        "notices/public.html",
        &["/", "a[href^='/c/']", "a[href^='/n/']"],
        "dl.facts dd",
    ),
];

/// What a clerk reads.
const CLERK: &[Listing] = &[
    listing("today/show.html", &["/"], ".task .list li"),
    listing("notices/list.html", &["/notices"], "tbody tr"),
    listing(
        "notices/show.html",
        &["/notices?stage=published", "tbody a"],
        ".sheets tbody tr",
    ),
    listing(
        "notices/posting.html",
        &[
            "/notices?stage=published",
            "tbody a",
            "a[href^='/postings/']",
        ],
        "main h1",
    ),
    listing("notices/round.html", &["/boards/round"], ".hang"),
    listing("notices/subscribers.html", &["/subscribers"], "tbody tr"),
    listing("complaints/list.html", &["/complaints"], "tbody tr"),
    listing(
        "complaints/show.html",
        &["/complaints", "tbody a"],
        "dl.facts dd",
    ),
    listing("organisation/places.html", &["/places"], ".community"),
    listing("people/account.html", &["/account"], ".list li"),
    listing("signs/list.html", &["/signs"], ".design"),
    listing(
        "signs/batch.html",
        &["/signs", "a[href^='/signs/batches/']"],
        ".copies li",
    ),
    listing("signs/register.html", &["/signs/register"], "tbody tr"),
    listing("signs/round.html", &["/signs/round"], ".hang"),
    listing("signs/codes.html", &["/signs/codes"], ".codes a"),
];

/// What an administrator reads.
const ADMINISTRATOR: &[Listing] = &[
    listing(
        "organisation/community.html",
        &["/places", COMMUNITY],
        "tbody tr",
    ),
    listing(
        "organisation/place.html",
        &["/places", COMMUNITY, "#buildings tbody a"],
        "tbody tr",
    ),
    listing(
        "organisation/hand_over.html",
        &["/places", COMMUNITY, "a[href$='/hand-over']"],
        "main ul li",
    ),
    listing(
        "organisation/import.html",
        &["/places", COMMUNITY, "a[href$='/import']"],
        ".list li",
    ),
    listing(
        "organisation/import_show.html",
        &["/places", COMMUNITY, "a[href$='/import']", ".list a"],
        "tbody tr",
    ),
    listing("organisation/offices.html", &["/offices"], "tbody tr"),
    listing("people/list.html", &["/people"], "tbody tr"),
    listing("people/audit.html", &["/audit"], "tbody tr"),
];

/// What the head office reads.
const HEAD_OFFICE: &[Listing] = &[
    listing("today/show.html", &["/"], "#offices tbody tr"),
    listing("notices/list.html", &["/notices"], "tbody tr"),
    listing("complaints/list.html", &["/complaints"], "tbody tr"),
];

/// Who reads what; nobody signs in as the visitor.
static READERS: [(&str, &[Listing]); 4] = [
    ("", VISITOR),
    ("wangfang", CLERK),
    ("admin", ADMINISTRATOR),
    ("chenguohua", HEAD_OFFICE),
];

/// Templates that list something and are not in the table: parts of pages that are, what was typed
/// before, and what the demo company has none of; `axe` looks at what is made there first.
const ELSEWHERE: &[&str] = &[
    "complaints/received.html",
    "components.html",
    "error.html",
    "landing/code.html",
    "landing/stop.html",
    "notices/components.html",
    "notices/parts.html",
    "people/deputies.html",
    "people/resume.html",
    "signs/components.html",
    "signs/run.html",
];

/// How a list begins in a template.
const LISTS: [&str; 5] = [
    "<table",
    "class=\"list",
    "class=\"copies",
    "class=\"codes",
    "<a class=\"item",
];

#[test]
fn every_page_that_lists_something_is_looked_at_on_a_phone() {
    let templates = below("templates", &["html"]);
    let all = READERS.iter().flat_map(|(_, pages)| pages.iter());
    let named: Vec<&str> = all.map(|page| page.template).collect();
    for name in named.iter().chain(ELSEWHERE) {
        let is_there = templates.iter().any(|(known, _)| known == name);
        assert!(is_there, "{name} is no template");
    }
    let lists = templates.iter().filter(|(name, text)| {
        !name.starts_with("mail/") && LISTS.iter().any(|begin| text.contains(begin))
    });
    let unseen: Vec<&str> = lists
        .map(|(name, _)| name.as_str())
        .filter(|name| !named.contains(name) && !ELSEWHERE.contains(name))
        .collect();
    assert_eq!(unseen, [""; 0], "nobody looks at these");
}

impl Listing {
    /// Its address, found by the links that lead there.
    async fn address(&self, company: &Company, tab: &Tab) -> String {
        let [first, links @ ..] = self.way else {
            unreachable!("a way begins somewhere");
        };
        let mut address = (*first).to_owned();
        for link in links {
            tab.open(&company.at(&address)).await;
            address = tab.attr(link, "href").await;
        }
        address
    }

    /// What of it is cut off in this language, in letters of both sizes.
    async fn faults(&self, tab: &Tab, address: &str) -> Vec<String> {
        tab.open(address).await;
        let mut faults = Vec::new();
        if tab.count(self.line).await == 0 {
            faults.push(format!("{address} has no {}", self.line));
        }
        for size in ["", "large"] {
            let script = format!("document.documentElement.className = '{size}'");
            tab.run(&script).await;
            let sticks_out = tab.sticks_out().await.into_iter();
            let cut = sticks_out.chain(tab.cut().await);
            faults.extend(cut.map(|what| format!("{address} {size} {what}")));
        }
        faults
    }
}

/// What of these pages is cut off in the language that the tab reads.
async fn faults_of(pages: &[Listing], addresses: &[String], tab: &Tab) -> Vec<String> {
    let mut faults = Vec::new();
    for (page, address) in pages.iter().zip(addresses) {
        faults.extend(page.faults(tab, address).await);
    }
    faults
}

#[tokio::test]
async fn no_list_loses_a_column_on_a_phone_in_either_language_and_in_letters_of_both_sizes() {
    let company = Company::open();
    let mut faults = Vec::new();
    for &(login, pages) in &READERS {
        let tab = company.driver.open("zh-CN", true).await;
        tab.size(PHONE).await;
        if !login.is_empty() {
            company.sign_in(&tab, login).await;
        }
        if login == "admin" {
            company.send_a_list(&tab).await;
        }
        let mut found = Vec::new();
        for page in pages {
            found.push(company.at(&page.address(&company, &tab).await));
        }
        for lang in ["zh-CN", "en"] {
            tab.open(&company.at(&format!("/language/{lang}?to=/")))
                .await;
            assert_eq!(tab.attr("html", "lang").await, lang);
            let told = faults_of(pages, &found, &tab).await.into_iter();
            faults.extend(told.map(|fault| format!("{login} {lang} {fault}")));
        }
        // The letters that a reader asks for are those that were looked at.
        tab.open(&company.at("/size/large?to=/")).await;
        assert_eq!(tab.attr("html", "class").await, "large");
        tab.close().await;
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// What a resident scans, as the table of lists does not know: a code of each kind.
#[tokio::test]
async fn no_page_behind_a_code_leads_to_the_side_on_a_phone() {
    let company = Company::open();
    let tab = company.driver.open("zh-CN", true).await;
    tab.size(PHONE).await;
    let codes = company.codes();
    assert!(codes.len() > 2, "{codes:?}");
    for lang in ["zh-CN", "en"] {
        for code in &codes {
            let page = listing("", &[], "main");
            tab.open(&company.at(&format!("/language/{lang}?to=/q")))
                .await;
            let faults = page.faults(&tab, &company.at(&format!("/Q/{code}"))).await;
            assert_eq!(faults, [""; 0], "{lang}");
        }
    }
    tab.close().await;
}

/// The eye of these tests is awake.
#[tokio::test]
async fn what_is_cut_off_on_a_phone_is_found() {
    let driver = Driver::start();
    let tab = driver.open("zh-CN", true).await;
    tab.size(PHONE).await;
    let page = "data:text/html,<title>t</title><meta name=viewport content='width=device-width'>\
        <p>whole</p><div style='overflow:auto'><p style='width:800px'>far</p></div>\
        <p style='overflow:hidden;white-space:nowrap;width:20px'>cut off</p>";
    tab.open(page).await;
    assert_eq!(tab.cut().await, ["DIV : far", "P : far", "P : cut off"]);
    tab.run("document.body.style.minWidth = '700px'").await;
    let told = tab.sticks_out().await.unwrap_or_default();
    assert!(told.ends_with("in a window of 390"), "{told}");
    tab.close().await;
}
