//! Which kinds of notice there are is known to their list, to their rooms and to the demo.

use std::collections::BTreeSet;
use std::path::Path;

use gaoshi::notices::rooms::ROOMS;

use super::source::{Source, none, sources};

/// The modules of notices that are rooms, as files and folders.
const OF_ROOMS: [&str; 2] = ["cancellation", "outages"];

/// Who may name a kind: the list, the rooms, and the made-up company.
fn may_name(path: &str) -> bool {
    let room = |room: &&str| {
        path == format!("notices/{room}.rs") || path.starts_with(&format!("notices/{room}/"))
    };
    path == "notices/rooms.rs" || path.starts_with("demo/") || OF_ROOMS.iter().any(room)
}

/// The kinds by their names, and the names that they had.
fn kinds() -> BTreeSet<String> {
    let now = ROOMS.all().map(|room| room.kind.as_str().to_owned());
    let before = ["planned_outage", "repair_notice", "outage_apology"];
    now.chain(before.map(str::to_owned)).collect()
}

/// How a file names a kind; a sign's field may have the same name as one.
fn faults(source: &Source, kinds: &BTreeSet<String>) -> Vec<String> {
    let (path, tokens) = (&source.path, source.tokens());
    let mut faults = Vec::new();
    for (n, token) in tokens.iter().enumerate() {
        let declares = n > 0 && tokens[n - 1] == "mod" && path == "notices/mod.rs";
        if OF_ROOMS.contains(&token.as_str()) && !declares {
            faults.push(format!("{path} names the room {token}"));
        }
        if token == "named" && tokens[..n].ends_with(&["Kind".to_owned(), "::".to_owned()]) {
            faults.push(format!("{path} names a kind"));
        }
    }
    if source.feature() != "signs" {
        let said = kinds
            .iter()
            .filter(|kind| source.program().contains(&format!("\"{kind}\"")));
        faults.extend(said.map(|kind| format!("{path} says \"{kind}\"")));
    }
    faults
}

#[test]
fn a_kind_is_named_by_the_list_the_rooms_and_the_demo_alone() {
    let kinds = kinds();
    let all = sources("src");
    let (rooms, others): (Vec<_>, Vec<_>) = all.iter().partition(|s| may_name(&s.path));
    none(
        &others
            .iter()
            .flat_map(|s| faults(s, &kinds))
            .collect::<Vec<_>>(),
    );
    for room in OF_ROOMS {
        let named = rooms.iter().filter(|s| s.path.contains(room));
        assert!(
            named.flat_map(|s| faults(s, &kinds)).next().is_some(),
            "{room}"
        );
    }
}

#[test]
fn no_template_beside_those_of_a_room_asks_for_a_kind() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let (mut folders, mut faults) = (vec![root.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(&root).unwrap().display().to_string();
            if path.is_dir() {
                folders.push(path);
            } else if !name.starts_with("notices/outages/") && !name.starts_with("signs/") {
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                let asked = kinds()
                    .into_iter()
                    .filter(|kind| text.contains(&format!("\"{kind}\"")));
                faults.extend(asked.map(|kind| format!("{name} asks for \"{kind}\"")));
            }
        }
    }
    none(&faults);
}

#[test]
fn whoever_names_a_kind_is_seen() {
    let kinds = kinds();
    for text in [
        "use super::outages::Utility;",
        "fn f() { crate::notices::cancellation::ROOM.kind }",
        "const K: Kind = Kind::named(\"activity\");",
        "fn f(row: &Row) -> bool { row.kind.as_str() == \"apology\" }",
    ] {
        let source = Source {
            path: "notices/pages/show.rs".to_owned(),
            text: text.to_owned(),
        };
        assert_eq!(faults(&source, &kinds).len(), 1, "{text}");
    }
}
