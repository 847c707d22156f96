//! `GET /audit`: everything that was done, and what was refused, for the administrator.

use actix_web::HttpResponse;
use chrono::{Days, NaiveTime};
use serde::Serialize;

use super::super::permission::{Allowed, ReadAudit};
use crate::error::Result;
use crate::platform::audit::{self, Line, Search};
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::desk::Desk;
use crate::platform::edits::Edits;
use crate::platform::form::{Choice, Fields, FormState, Reader};
use crate::platform::history::Who;
use crate::platform::page::{Page, View};
use crate::platform::paging::{Paged, Paging};

/// Lines on a page.
const SIZE: u16 = 100;

/// What the record can be asked for, with what the acts begin with.
struct Group {
    name: &'static str,
    acts: &'static [&'static str],
}

const GROUPS: [Group; 8] = [
    Group {
        name: "all",
        acts: &[],
    },
    Group {
        name: "refused",
        acts: &[
            "access.",
            "sign_in.refused",
            "sign_in.locked",
            "sign_in.code_refused",
            "account.password_refused",
        ],
    },
    Group {
        name: "sign-in",
        acts: &["sign_in."],
    },
    Group {
        name: "accounts",
        acts: &["account."],
    },
    Group {
        name: "places",
        acts: &[
            "office.",
            "company.",
            "community.",
            "buildings.",
            "spot.",
            "place.",
            "board.",
        ],
    },
    Group {
        name: "notices",
        acts: &["notice.", "posting.", "outage."],
    },
    Group {
        name: "signs",
        acts: &["sign.", "sign_run.", "code"],
    },
    Group {
        name: "complaints",
        acts: &["complaint", "contact", "case"],
    },
];

/// A line of the record.
#[derive(Debug, Serialize)]
pub struct AuditLine {
    /// When.
    pub at: String,
    /// The name of who did it, as it was then.
    pub who: String,
    /// What was done.
    pub act: String,
    /// What to.
    pub subject: String,
    /// The page of that; empty where it has none.
    pub href: String,
    /// The remark or reason that went with it.
    pub detail: String,
}

/// The record.
#[derive(Debug, Serialize)]
pub struct Audit {
    /// What it was asked for.
    pub form: FormState,
    /// What it can be asked for.
    pub groups: Vec<Choice>,
    /// The page of it.
    pub record: Paged<AuditLine>,
    /// The address of another page of it, but for its number.
    pub href: String,
}

impl Page for Audit {
    const TEMPLATE: &'static str = "people/audit.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::audit()
    }
}

/// `GET /audit`
pub async fn show(_: Allowed<ReadAudit>, desk: Desk) -> Result<HttpResponse> {
    let view = &desk.view;
    let names = ["group", "text", "from", "until"];
    let asked = Fields::of(names.map(|name| (name, view.query(name))));
    let mut reader = Reader::new(&asked);
    let search = read(&mut reader, &asked, &desk);
    let wrong = reader.errors();
    let paging = Paging::asked(SIZE, &view.query("page"));
    let found = desk
        .db
        .read(move |conn| audit::search(conn, &search, paging));
    let (found, dates) = (found.await?, desk.dates());
    let groups = GROUPS.iter().map(|group| {
        let word = view.say(&format!("audit-of-{}", group.name));
        Choice::new(&group.name, word)
    });
    let page = Audit {
        groups: groups.collect(),
        record: found.map(|line| told(&line, view, dates)),
        href: format!("/audit?{}", address(&asked)),
        form: FormState::wrong(&asked, &wrong, view),
    };
    view.page_as(page.form.status(), &page)
}

fn read(reader: &mut Reader<'_>, asked: &Fields, desk: &Desk) -> Search {
    let zone = desk.press.zone;
    let group = GROUPS.iter().find(|group| group.name == asked.get("group"));
    let text = reader.optional_text("text", 60);
    let mut day = |name| {
        let typed = !asked.get(name).trim().is_empty();
        typed.then(|| reader.date(name)).flatten()
    };
    let (from, until) = (day("from"), day("until"));
    let begin = |day| Moment::from_local(zone, day, NaiveTime::MIN);
    Search {
        acts: group.map_or(&[], |group| group.acts),
        text,
        from: from.and_then(begin),
        until: until
            .and_then(|day| day.checked_add_days(Days::new(1)))
            .and_then(begin),
    }
}

/// What was asked, as the address of another page asks it.
fn address(asked: &Fields) -> String {
    let mut address = String::new();
    let given = asked.pairs().iter().filter(|(_, value)| !value.is_empty());
    for (name, value) in given {
        address.push_str(name);
        address.push('=');
        let bytes: Vec<String> = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
        address.push_str(&bytes.concat());
        address.push('&');
    }
    address
}

fn told(line: &Line, view: &View, dates: Dates) -> AuditLine {
    let key = format!("act-{}", line.act.replace(['.', '_'], "-"));
    AuditLine {
        at: dates.full_date_time(line.at),
        who: Who {
            actor: &line.actor,
            name: &line.actor_name,
            principal: line.for_name.as_deref(),
        }
        .told(view),
        act: view.word(&key).unwrap_or_else(|| line.act.clone()),
        subject: line.subject.clone(),
        href: page_of(&line.subject),
        detail: Edits::told(&line.detail, view),
    }
}

/// The page of what a line is about.
fn page_of(subject: &str) -> String {
    match subject.split_once(':') {
        Some(("notice", id)) => format!("/notices/{id}"),
        Some(("office", id)) => format!("/offices/{id}"),
        Some(("user", id)) => format!("/people/{id}"),
        Some(("place", id)) => format!("/places/{id}/change"),
        Some(("board", id)) => format!("/boards/{id}/change"),
        Some(("company", _)) => "/company".to_owned(),
        Some(_) | None => String::new(),
    }
}
