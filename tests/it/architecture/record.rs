//! The record of changes is written by everybody and read to be shown: nothing is decided by it.

use super::source::{Named, Source, none, sources};

/// Who reads the record, and where that is shown. A line that is not needed any more fails.
const READERS: &[(&str, &str)] = &[
    ("notices/pages/changes.rs", "what others did since"),
    (
        "notices/pages/changes/hands.rs",
        "for whom somebody wrote since",
    ),
    ("notices/pages/show/looked.rs", "the history of a notice"),
    ("notices/pages/record.rs", "a line of it"),
    (
        "notices/service/record.rs",
        "where what others do since begins",
    ),
    ("people/pages/acts.rs", "all of it, for the administrator"),
    ("signs/meanwhile.rs", "what others did since"),
    ("signs/meanwhile/act.rs", "a line of it"),
    ("signs/register/pages/sign.rs", "the history of a sign"),
    ("signs/stops/pages/batch.rs", "the history of a stop"),
];

/// Whether a file takes anything of the record but the word that writes to it.
fn reads(file: &Source) -> bool {
    let named = Named::of(&file.tokens());
    let imports = named.imports.iter().map(|import| &import.path);
    let mut all = imports.chain(&named.paths);
    all.any(|path| {
        let after = path.iter().position(|part| part == "audit");
        after
            .and_then(|at| path.get(at + 1))
            .is_some_and(|word| word != "record")
    })
}

fn readers(files: &[Source]) -> Vec<&str> {
    let others = files.iter().filter(|file| file.feature() != "platform");
    let readers = others.filter(|file| reads(file));
    readers.map(|file| file.path.as_str()).collect()
}

#[test]
fn nothing_but_a_page_that_tells_what_happened_reads_the_record_of_changes() {
    let files = sources("src");
    let found = readers(&files);
    let listed: Vec<&str> = READERS.iter().map(|(path, _)| *path).collect();
    let unlisted = found.iter().filter(|path| !listed.contains(path));
    let unlisted = unlisted.map(|path| format!("{path} reads the record of changes"));
    let idle = listed.iter().filter(|path| !found.contains(path));
    let idle = idle.map(|path| format!("{path} does not read it any more: take it off the list"));
    none(&unlisted.chain(idle).collect::<Vec<_>>());
}

#[test]
fn a_reader_of_the_record_is_seen_however_it_is_named() {
    let file = |text: &str| Source {
        path: "signs/x.rs".to_owned(),
        text: text.to_owned(),
    };
    for text in [
        "use crate::platform::audit; fn f() { audit::lines(conn, subject) }",
        "use crate::platform::{audit::{self, Entry}, db};",
        "use crate::platform::audit::newest as lately;",
        "fn f() { crate::platform::audit::after(conn, subject, 3) }",
    ] {
        assert_eq!(readers(&[file(text)]), ["signs/x.rs"], "{text}");
    }
    for text in [
        "use crate::platform::audit; fn f() { audit::record(tx, act, subject, detail) }",
        "use crate::platform::audit::record;",
        "// audit::lines",
        "use crate::platform::audit::{self};",
    ] {
        let of = [file(text)];
        assert_eq!(readers(&of), Vec::<&str>::new(), "{text}");
    }
}
