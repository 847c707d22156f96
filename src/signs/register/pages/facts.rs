//! What is known of a sign, line by line: the facts on its page.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::people::{self, UserId};
use crate::platform::dates::Dates;
use crate::platform::db::Conn;
use crate::platform::page::View;
use crate::signs::page::Fact;
use crate::signs::register::entry::{Entry, Mark, State};
use crate::signs::register::gallery::Gallery;
use crate::signs::register::things;

/// Who hung a sign and who looked at it last, by name.
pub(super) struct Hands(BTreeMap<UserId, String>);

impl Hands {
    pub(super) fn of(conn: &mut Conn, entry: &Entry) -> Result<Self> {
        let marks = [&entry.placed, &entry.inspected].into_iter().flatten();
        let ids: Vec<&UserId> = marks.filter_map(|mark| mark.by.as_ref()).collect();
        Ok(Self(people::names(conn, &ids)?))
    }

    /// ` · 王芳`; nothing where nobody knows.
    fn of_mark(&self, mark: &Mark) -> String {
        let name = mark.by.as_ref().and_then(|by| self.0.get(by));
        name.map(|name| format!(" · {name}")).unwrap_or_default()
    }
}

/// Label key and value of each fact.
pub(super) fn facts(
    entry: &Entry,
    gallery: &Gallery,
    hands: &Hands,
    view: &View,
    show: Dates,
) -> Vec<Fact> {
    let mut facts = vec![Fact(
        "register-community",
        gallery.community(entry, show.lang),
    )];
    if let Some(standard) = &entry.standard {
        facts.push(Fact("register-standard", standard.clone()));
    }
    if things::find(&entry.design).is_none() {
        facts.push(Fact("register-version", entry.version.to_string()));
    }
    match &entry.placed {
        Some(mark) => facts.push(Fact(
            "register-placed",
            format!("{}{}", show.date_time(mark.at), hands.of_mark(mark)),
        )),
        None if entry.state == State::Placed => {
            facts.push(Fact("register-placed", view.say("register-hung-before")));
        }
        None => {}
    }
    if let Some(days) = entry.every {
        let days = [("n", days.to_string())];
        facts.push(Fact(
            "register-every",
            view.tell("register-every-days", &days),
        ));
    }
    facts.push(Fact(
        "register-inspected",
        entry.inspected.as_ref().map_or_else(
            || view.say("register-never"),
            |mark| format!("{}{}", show.date(mark.at), hands.of_mark(mark)),
        ),
    ));
    if let Some(due) = entry.due_at() {
        facts.push(Fact(
            "register-due",
            format!("{} · {}", show.date(due), show.left(due)),
        ));
    }
    facts
}
