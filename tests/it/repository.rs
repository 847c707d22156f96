//! The repository around the source: what it depends on, and the compiler it is built with.

use std::path::{Path, PathBuf};

use toml::Table;

/// Dependencies that are there for a feature they switch on in another one.
const FOR_A_FEATURE: [&str; 1] = [
    // Builds the embedded database instead of looking for one on the machine.
    "libsqlite3-sys",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn toml_of(file: &str) -> Table {
    let text = std::fs::read_to_string(root().join(file)).unwrap();
    text.parse().unwrap()
}

/// Every line of Rust below these folders that is no comment.
fn code_of(folders: &[&str]) -> String {
    let mut dirs: Vec<PathBuf> = folders.iter().map(|dir| root().join(dir)).collect();
    let mut code = String::new();
    while let Some(dir) = dirs.pop() {
        let entries = std::fs::read_dir(dir).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        let (below, files): (Vec<PathBuf>, Vec<PathBuf>) = paths.partition(|path| path.is_dir());
        dirs.extend(below);
        let is_rust = |path: &&PathBuf| path.extension().is_some_and(|ext| ext == "rs");
        for path in files.iter().filter(is_rust) {
            code.push_str(&without_comments(path));
        }
    }
    code
}

fn without_comments(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// Whether a crate is named as the beginning of a path.
fn is_named(code: &str, name: &str) -> bool {
    let path = format!("{}::", name.replace('-', "_"));
    let is_inside = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let mut found = code.match_indices(&path);
    found.any(|(at, _)| !code[..at].ends_with(is_inside))
}

fn unused(table: &Table, section: &str, code: &str) -> Vec<String> {
    let names = table[section].as_table().unwrap().keys();
    names
        .filter(|name| !FOR_A_FEATURE.contains(&name.as_str()) && !is_named(code, name))
        .cloned()
        .collect()
}

#[test]
fn no_dependency_is_kept_that_nothing_uses() {
    let manifest = toml_of("Cargo.toml");
    assert_eq!(
        unused(&manifest, "dependencies", &code_of(&["src"])),
        [""; 0]
    );
    let tests = code_of(&["tests"]);
    assert_eq!(unused(&manifest, "dev-dependencies", &tests), [""; 0]);
}

#[test]
fn a_dependency_in_a_comment_or_inside_another_name_does_not_count_as_used() {
    let table: Table = "[dependencies]\nserde = '1'\ntoml = '1'".parse().unwrap();
    let code = "use my_serde::x;\nlet x = other::serde::y();\nfn f(t: toml::Table) {}\n";
    assert_eq!(unused(&table, "dependencies", code), ["serde"]);
}

#[test]
fn the_compiler_is_pinned_to_the_one_the_manifest_asks_for() {
    let pinned = toml_of("rust-toolchain.toml");
    let channel = pinned["toolchain"]["channel"].as_str().unwrap();
    let manifest = toml_of("Cargo.toml");
    let least = manifest["package"]["rust-version"].as_str().unwrap();
    assert!(
        channel == least || channel.starts_with(&format!("{least}.")),
        "{channel}"
    );
}

/// The file of a module of these tests.
fn module(path: &str) -> Option<String> {
    let below = path.replace("::", "/");
    let read = |file: String| std::fs::read_to_string(root().join("tests/it").join(file)).ok();
    read(format!("{below}.rs")).or_else(|| read(format!("{below}/mod.rs")))
}

/// Whether there is such a module, or such a test in one.
fn is_there(name: &str) -> bool {
    let test = name.rsplit_once("::").and_then(|(path, test)| {
        let text = module(path)?;
        text.contains(&format!("fn {test}()")).then_some(())
    });
    test.is_some() || module(name).is_some()
}

#[test]
fn every_test_that_the_readme_names_behind_an_invariant_is_there() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let (_, rest) = readme.split_once("\n## Invariants\n").unwrap();
    let (invariants, _) = rest.split_once("\n## ").unwrap();
    let lines: Vec<&str> = invariants.lines().filter(|l| l.starts_with("| ")).collect();
    assert!(lines.len() > 20, "{lines:?}");
    for line in lines.iter().filter(|line| !line.contains("held by")) {
        let held = line.trim_end_matches(" |").rsplit(" | ").next().unwrap();
        let names: Vec<&str> = held.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "nothing holds {line}");
        for name in names.iter().filter(|_| !held.starts_with("the type")) {
            assert!(is_there(name), "the README names {name}");
        }
    }
}

#[test]
fn a_test_that_is_not_there_is_missed() {
    assert!(is_there("guesses") && is_there("notices::seen"));
    assert!(!is_there("notices::seen::nobody_wrote_this_test") && !is_there("nothing::here"));
}

fn every_file(dir: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            every_file(&path, found);
        } else {
            found.push(path.to_str().unwrap().replace('\\', "/"));
        }
    }
}

fn is_rust(extension: &std::ffi::OsStr) -> bool {
    extension == "rs"
}

#[test]
fn every_source_that_is_named_where_people_look_first_is_there() {
    let mut files = Vec::new();
    for dir in ["src", "tests"] {
        every_file(&root().join(dir), &mut files);
    }
    let mut named = 0;
    for text in ["README.md", "CONTRIBUTING.md", "signs/catalogue.toml"] {
        let words = std::fs::read_to_string(root().join(text)).unwrap();
        let words = words.split(|c: char| !c.is_ascii_alphanumeric() && !"/._-".contains(c));
        let sources = words.filter(|w| {
            w.contains('/') && !w.starts_with("//") && Path::new(w).extension().is_some_and(is_rust)
        });
        for source in sources {
            let end = format!("/{}", source.trim_start_matches('/'));
            assert!(
                files.iter().any(|file| file.ends_with(&end)),
                "{text}: {source}"
            );
            named += 1;
        }
    }
    assert!(named > 5, "{named}");
}
