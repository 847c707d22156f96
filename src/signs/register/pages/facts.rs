//! What is known of a sign, line by line: the facts on its page.

use super::super::{Entry, things};
use super::Gallery;
use crate::platform::audit;
use crate::platform::dates::Dates;
use crate::platform::page::View;
use crate::signs::stops::State;

/// Label key and value of each fact; who did what is read from the record.
pub(super) fn facts(
    entry: &Entry,
    (gallery, entries): (&Gallery, &[audit::Entry]),
    (view, show): (&View, Dates),
) -> Vec<(&'static str, String)> {
    let who = |acts: &[&str]| {
        let last = entries.iter().find(|e| acts.contains(&e.act.as_str()));
        last.map(|e| format!(" · {}", e.actor_name))
            .unwrap_or_default()
    };
    let mut facts = vec![("register-community", gallery.community(entry, show.lang))];
    if let Some(standard) = &entry.standard {
        facts.push(("register-standard", standard.clone()));
    }
    if things::find(&entry.design).is_none() {
        facts.push(("register-version", entry.version.to_string()));
    }
    match &entry.placed {
        Some(mark) => facts.push((
            "register-placed",
            format!("{}{}", show.date_time(mark.at), who(&["sign.placed"])),
        )),
        None if entry.state == State::Placed => {
            facts.push(("register-placed", view.say("register-hung-before")));
        }
        None => {}
    }
    if let Some(days) = entry.every {
        let days = [("n", days.to_string())];
        facts.push(("register-every", view.tell("register-every-days", &days)));
    }
    let looks = [
        "sign.inspected",
        "sign.damaged",
        "sign.missing",
        "sign.mended",
    ];
    facts.push((
        "register-inspected",
        entry.inspected.as_ref().map_or_else(
            || view.say("register-never"),
            |mark| format!("{}{}", show.date(mark.at), who(&looks)),
        ),
    ));
    if let Some(due) = entry.due_at() {
        facts.push((
            "register-due",
            format!("{} · {}", show.date(due), show.left(due)),
        ));
    }
    facts
}
