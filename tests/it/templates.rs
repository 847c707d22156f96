//! Templates and words held against the source: every template is drawn by one page, every
//! word that is asked for exists in both languages, and no word waits for nobody.

mod addresses;
mod fields;
mod lines;
mod replaced;
mod secrets;
mod styles;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use gaoshi::complaints::{Act, Channel, Held, Source};
use gaoshi::notices::lifecycle::Stage;
use gaoshi::notices::outages::{Cause, Utility};
use gaoshi::people::Role;
use gaoshi::platform::words;
use gaoshi::signs::catalogue::design::Purpose;
use gaoshi::signs::register::State;
use gaoshi::signs::register::things::Group;

use crate::support::source::is_for_tests;

pub(crate) fn below(dir: &str, extensions: &[&str]) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(dir);
    let (mut dirs, mut found) = (vec![root.clone()], Vec::new());
    while let Some(dir) = dirs.pop() {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            let extension = path.extension().unwrap_or_default().to_str().unwrap();
            if path.is_dir() {
                dirs.push(path);
            } else if extensions.contains(&extension) {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
                found.push((name.to_owned(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// The source without its tests.
fn program() -> Vec<(String, String)> {
    let mut files = below("src", &["rs"]);
    files.retain(|(path, _)| !is_for_tests(path));
    for (_, text) in &mut files {
        if let Some(at) = text.find("#[cfg(test)]\nmod tests") {
            text.truncate(at);
        }
    }
    files
}

/// The texts between `before` and the next `after`.
fn all_between<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    let parts = text.split(before).skip(1);
    parts.filter_map(|part| part.split(after).next()).collect()
}

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_template_belongs_to_one_page_or_mail_and_every_page_has_its_template() {
    let templates = below("templates", &["html", "txt"]);
    let mut used: BTreeMap<String, usize> = BTreeMap::new();
    for (_, text) in program() {
        for name in all_between(&text, "const TEMPLATE: &'static str = \"", "\"") {
            *used.entry(name.to_owned()).or_default() += 1;
        }
        for dir in all_between(&text, "format!(\"mail/", "/{part}\")") {
            for part in all_between(&text, "fill(\"", "\")") {
                *used.entry(format!("mail/{dir}/{part}")).or_default() += 1;
            }
        }
    }
    let mut faults = Vec::new();
    for (name, count) in &used {
        let sheet = Path::new(name)
            .extension()
            .is_some_and(|kind| kind == "typ");
        if !sheet && !templates.iter().any(|(there, _)| there == name) {
            faults.push(format!("{name} is not there"));
        }
        if *count > 1 {
            faults.push(format!("{name} belongs to {count} pages"));
        }
    }
    for (name, text) in &templates {
        let extended = templates
            .iter()
            .any(|(_, other)| other.contains(&format!("extends \"{name}\"")));
        let components = text.trim_start().starts_with("{% component");
        if !used.contains_key(name) && !extended && !components {
            faults.push(format!("{name} belongs to no page"));
        }
    }
    none(&faults);
}

/// Pages whose samples no test draws.
fn undrawn(files: &[(String, String)]) -> Vec<String> {
    let drawn_in = |folder: &str, page: &str| {
        let there = format!("{folder}/samples.rs");
        let samples = files.iter().find(|(path, _)| *path == there);
        samples.is_some_and(|(_, text)| text.contains(&format!("draw::<{page}>();")))
    };
    let mut faults = Vec::new();
    for (path, text) in files {
        let own = path.trim_end_matches(".rs");
        let beside = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for page in all_between(text, "impl Page for ", " {") {
            if ![own, beside].iter().any(|folder| drawn_in(folder, page)) {
                faults.push(format!("no test draws {page} of {path}"));
            }
        }
    }
    faults
}

#[test]
fn a_test_draws_the_samples_of_every_page() {
    let mut files = below("src", &["rs"]);
    none(&undrawn(&files));
    let page = ("a/new.rs".to_owned(), "impl Page for New {".to_owned());
    files.push(page);
    assert_eq!(undrawn(&files), ["no test draws New of a/new.rs"]);
}

/// The words of a language: each key with the names in its sentence.
fn list(lang: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, text) in words::files().iter().filter(|(f, _)| f.starts_with(lang)) {
        let mut key = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" =")
                && line.starts_with(|c: char| c.is_ascii_lowercase())
            {
                name.clone_into(&mut key);
                let twice = found.insert(key.clone(), BTreeSet::new());
                assert!(twice.is_none(), "{file}: {key} stands there twice");
            }
            for rest in line.split('$').skip(1) {
                let stop = |c: char| !c.is_ascii_alphanumeric() && c != '_';
                let name = rest.split(stop).next().unwrap().to_owned();
                found.entry(key.clone()).or_default().insert(name);
            }
        }
    }
    found
}

#[test]
fn both_languages_have_the_same_words_that_name_the_same() {
    let (zh, en) = (list("zh-CN"), list("en"));
    let mut faults = Vec::new();
    for (key, names) in &zh {
        match en.get(key) {
            None => faults.push(format!("{key} has no English")),
            Some(other) if other != names => {
                faults.push(format!(
                    "{key} names {names:?} in Chinese and {other:?} in English"
                ));
            }
            Some(_) => {}
        }
    }
    faults.extend(
        en.keys()
            .filter(|key| !zh.contains_key(*key))
            .map(|key| format!("{key} has no Chinese")),
    );
    none(&faults);
}

/// Whether a literal may be a key: lower-case words joined by hyphens.
fn is_key(text: &str) -> bool {
    text.contains('-')
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Calls whose first text is a key.
const ASKED: [&str; 9] = [
    ".say(\"",
    ".tell(\"",
    ".tell(\n                \"",
    "Refusal::new(\"",
    "fact(\"",
    "about(\"",
    "refuse(\"",
    "BadRequest(\"",
    "key: \"",
];

/// The keys that the program and the templates certainly ask for.
fn wanted() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for (_, text) in below("templates", &["html", "txt"]) {
        let asked = all_between(&text, "t(k=\"", "\"").into_iter();
        keys.extend(asked.filter(|key| !key.ends_with('-')).map(str::to_owned));
    }
    for (file, text) in program() {
        for call in ASKED {
            let found = all_between(&text, call, "\"").into_iter();
            keys.extend(found.filter(|key| is_key(key)).map(str::to_owned));
        }
        for call in all_between(&text, "Refusal::of_field(", ")") {
            let key = call.split('"').rev().nth(1).unwrap_or_default();
            keys.extend(is_key(key).then(|| key.to_owned()));
        }
        for call in all_between(&text, ".redirect(", ";") {
            let flash = all_between(call, "Some(\"", "\")").into_iter();
            keys.extend(flash.map(|key| format!("flash-{key}")));
        }
        for call in all_between(&text, ".done(", "))") {
            let said = call.split('"').nth_back(1).filter(|said| is_key(said));
            keys.extend(said.map(|said| format!("flash-{said}")));
        }
        if file.starts_with("signs/") {
            let acts = all_between(&text, "\"sign.", "\"").into_iter();
            keys.extend(acts.map(|act| format!("act-sign-{}", act.replace('_', "-"))));
        }
        if file.starts_with("notices/") {
            let acts = all_between(&text, "\"posting.", "\"").into_iter();
            keys.extend(acts.map(|act| format!("act-posting-{}", act.replace('_', "-"))));
            for call in all_between(&text, "audit::record(", ");") {
                let act = all_between(call, "\"", "\"").into_iter().next();
                let act = act.filter(|act| act.contains('.')).unwrap_or("notice.sent");
                keys.insert(format!("act-{}", act.replace(['.', '_'], "-")));
            }
        }
    }
    keys.extend(of_closed_sets());
    keys
}

/// The keys that closed sets of words stand for.
fn of_closed_sets() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let hyphens = |word: &str| word.replace('_', "-");
    keys.extend(
        Role::ALL
            .iter()
            .map(|r| format!("role-{}", hyphens(r.as_str()))),
    );
    keys.extend(
        Stage::ALL
            .iter()
            .map(|s| format!("stage-{}", hyphens(s.as_str()))),
    );
    keys.extend(Utility::ALL.iter().map(|u| format!("utility-{u}")));
    keys.extend(Utility::ALL.iter().map(|u| format!("notices-title-{u}")));
    keys.extend(Cause::ALL.iter().map(|c| format!("cause-{c}")));
    keys.extend(Act::ALL.iter().map(|act| act.key()));
    keys.extend(Channel::ALL.iter().map(|channel| channel.key()));
    keys.extend(Held::ALL.iter().map(|why| why.key()));
    keys.extend(Source::ALL.iter().map(|source| source.key()));
    keys.extend(Purpose::ALL.iter().map(|p| p.word()));
    keys.extend(State::ALL.iter().map(|s| format!("sign-{s}")));
    keys.extend(
        Group::ALL
            .iter()
            .map(|g| format!("register-group-{}", hyphens(g.as_str()))),
    );
    keys
}

#[test]
fn every_word_that_is_asked_for_exists() {
    let zh = list("zh-CN");
    let missing = wanted().into_iter().filter(|key| !zh.contains_key(key));
    let faults: Vec<String> = missing.map(|key| format!("{key} is missing")).collect();
    none(&faults);
}

#[test]
fn no_word_waits_for_nobody() {
    let wanted = wanted();
    let (mut literals, mut parts) = (BTreeSet::new(), Vec::new());
    for (_, text) in program() {
        literals.extend(text.split('"').filter(|t| is_key(t)).map(str::to_owned));
        for made in all_between(&text, "format!(\"", "\"") {
            let (start, end) = made.split_once('{').unwrap_or((made, ""));
            let end = end.split_once('}').map_or("", |(_, end)| end);
            if start.ends_with('-') || (start.is_empty() && end.starts_with('-')) {
                parts.push((start.to_owned(), end.to_owned()));
            }
        }
    }
    for (_, text) in below("templates", &["html", "txt"]) {
        let begun = all_between(&text, "t(k=\"", "\"")
            .into_iter()
            .filter(|key| key.ends_with('-'));
        parts.extend(begun.map(|start| (start.to_owned(), String::new())));
        literals.extend(text.split('"').filter(|t| is_key(t)).map(str::to_owned));
    }
    let made = |key: &str| {
        let flash = key.strip_prefix("flash-");
        flash.is_some_and(|key| literals.contains(key))
            || parts.iter().any(|(start, end)| {
                if start.is_empty() {
                    key.strip_suffix(end.as_str())
                        .is_some_and(|base| literals.contains(base))
                } else {
                    key.starts_with(start) && start != "flash-"
                }
            })
    };
    let faults: Vec<String> = list("zh-CN")
        .into_keys()
        .filter(|key| is_key(key) && !wanted.contains(key) && !literals.contains(key))
        .filter(|key| !made(key))
        .map(|key| format!("{key} is used nowhere"))
        .collect();
    none(&faults);
}

#[test]
fn every_telephone_is_the_component() {
    let fault = |(path, text): (String, String)| {
        let may = usize::from(path == "components.html");
        (text.matches("tel:").count() > may).then(|| format!("{path} writes a telephone itself"))
    };
    let files = below("templates", &["html"]);
    none(&files.into_iter().filter_map(fault).collect::<Vec<_>>());
}
