//! Samples of the pages of accounts.

use super::acts::{Audit, AuditLine};
use super::person::PersonPage;
use super::sign_in::{Resume, SecondStep, SignIn, Waiting};
use super::{Account, List, PersonLine, SessionLine, SetPassword, role_key};
use crate::people::account::{DemoAccounts, DemoPerson, Role};
use crate::platform::form::{Choice, FormState};
use crate::platform::history::{Happened, History};
use crate::platform::page::gallery::{draw, refused, text};
use crate::platform::paging::Paging;

pub(super) fn sign_in() -> Vec<SignIn> {
    let demo = DemoAccounts {
        password: text("demo"),
        people: vec![DemoPerson {
            login: "wangfang".to_owned(),
            name: text("王芳"),
            role: role_key(Role::Clerk),
            office: text("锦绣花园管理处"),
            office_en: text("Jinxiu Garden"),
        }],
    };
    let plain = |form| SignIn {
        form,
        waits: Waiting::page(None),
        lost: true,
        demo: DemoAccounts::default(),
    };
    vec![
        plain(FormState::default()),
        SignIn {
            waits: waiting(),
            lost: false,
            demo,
            ..plain(refused(&["login", "password"]))
        },
    ]
}

fn waiting() -> Waiting {
    Waiting {
        next: "/".to_owned(),
        kept: "a=1&b=%3C".to_owned(),
        kept_to: "/notices".to_owned(),
    }
}

pub(super) fn second_step() -> Vec<SecondStep> {
    let page = |form, waits| SecondStep { form, waits };
    vec![
        page(FormState::default(), Waiting::page(None)),
        page(refused(&["passcode"]), waiting()),
    ]
}

pub(super) fn resume() -> Vec<Resume> {
    vec![Resume {
        to: "/notices?a=1&b=2".to_owned(),
        csrf: "token".to_owned(),
        words: vec![text("1")],
        fields: vec![(text("a"), text("1")), ("b".to_owned(), String::new())],
    }]
}

pub(super) fn set_password() -> Vec<SetPassword> {
    let page = |form| SetPassword {
        form,
        login: text("wangfang"),
    };
    vec![
        page(FormState::default()),
        page(refused(&["password", "again"])),
    ]
}

pub(super) fn account() -> Vec<Account> {
    let session = |this| SessionLine {
        id: "f".to_owned(),
        device: if this {
            text("Chrome · Windows")
        } else {
            String::new()
        },
        address: "127.0.0.1".to_owned(),
        opened: text("今天 09:00"),
        seen: text("刚刚"),
        this,
    };
    let office = |on| ("id".to_owned(), text("锦绣花园管理处"), on);
    vec![
        Account {
            form: FormState::default(),
            sessions: Vec::new(),
            offices: Vec::new(),
            factor: false,
        },
        Account {
            form: refused(&["present", "password", "again"]),
            sessions: vec![session(true), session(false)],
            offices: vec![office(true), office(false)],
            factor: true,
        },
    ]
}

pub(super) fn list() -> Vec<List> {
    let person = |closed, role| PersonLine {
        id: "id".to_owned(),
        login: "wangfang".to_owned(),
        name: text("王芳"),
        role,
        office: text("锦绣花园管理处"),
        closed,
        factor: !closed,
    };
    let fields = ["login", "name", "office", "role", "email"];
    vec![
        List {
            form: FormState::default(),
            people: Vec::new(),
            offices: Vec::new(),
            roles: Vec::new(),
            link: String::new(),
        },
        List {
            form: refused(&fields),
            people: vec![
                person(false, role_key(Role::Clerk)),
                person(true, String::new()),
            ],
            offices: vec![Choice::new(&1, text("锦绣花园管理处"))],
            roles: vec![Choice::new(&Role::Clerk, text("办事员"))],
            link: text("http://127.0.0.1/password/token"),
        },
    ]
}

pub(super) fn person() -> Vec<PersonPage> {
    let happened = || Happened {
        at: text("11月29日 09:00"),
        who: text("周敏"),
        act: "act-account-changed".to_owned(),
        detail: text("姓名：王芳 → 王方"),
        href: String::new(),
    };
    let page = |closed, form| PersonPage {
        id: "id".to_owned(),
        login: "wangfang".to_owned(),
        name: text("王芳"),
        closed,
        form,
        seen: "1.2".to_owned(),
        changed: Vec::new(),
        offices: vec![Choice::new(&1, text("锦绣花园管理处"))],
        roles: vec![Choice::new(&Role::Clerk, text("办事员"))],
        history: History::default(),
    };
    let lines = (0..150).map(|_| happened());
    let full = PersonPage {
        changed: vec![happened()],
        history: History::of(Paging::asked(50, "2").pick(lines)),
        ..page(false, refused(&["name", "email", "office", "role"]))
    };
    vec![page(true, FormState::default()), full]
}

pub(super) fn audit() -> Vec<Audit> {
    let line = |href: &str, detail| AuditLine {
        at: text("2026年11月30日 10:00"),
        who: text("周敏"),
        act: text("修改"),
        subject: text("user:id"),
        href: href.to_owned(),
        detail,
    };
    let lines = (0..75).flat_map(|_| [line("", String::new()), line("/people/id", text("原因"))]);
    let page = |form, record| Audit {
        form,
        groups: vec![Choice::new(&"all", text("全部"))],
        record,
        href: "/audit?".to_owned(),
    };
    let wrong = refused(&["group", "text", "from", "until"]);
    vec![
        page(
            FormState::default(),
            Paging::first(50).pick(std::iter::empty()),
        ),
        page(wrong, Paging::asked(50, "2").pick(lines)),
    ]
}

#[test]
fn they_are_drawn() {
    draw::<Audit>();
    draw::<PersonPage>();
    draw::<SignIn>();
    draw::<Resume>();
    draw::<SecondStep>();
    draw::<SetPassword>();
    draw::<Account>();
    draw::<List>();
}
