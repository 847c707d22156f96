//! Who imports whom, file by file: no circle of more than two files stands anywhere.
//!
//! A name that a module hands on (`pub use`) is imported from the file that declares it.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::source::{SourceFile, program};

/// Features that still have circles, and how many files are in them at most. A line that is not
/// needed any more fails.
const STILL: &[(&str, usize)] = &[];

/// A path as it stands in the code, and the name that it is handed on under.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Import {
    path: Vec<String>,
    name: String,
    handed_on: bool,
}

/// A file as a module.
#[derive(Debug, Default)]
struct Module {
    path: String,
    imports: Vec<Import>,
    inline: Vec<Vec<String>>,
}

impl Module {
    /// A path whose first part was imported, from where it was imported.
    fn spelt_out(&self, path: &[String]) -> Vec<String> {
        let first = path.first().map(String::as_str).unwrap_or_default();
        let import = self.imports.iter().find(|import| import.name == first);
        match import {
            Some(import) => import.path.iter().chain(&path[1..]).cloned().collect(),
            None => path.to_vec(),
        }
    }
}

/// The modules by their names below the crate.
type Modules = BTreeMap<Vec<String>, Module>;

/// Who imports whom, by the place in the list of files.
type Graph = BTreeMap<usize, BTreeSet<usize>>;

/// The name of the module that a file is.
fn name_of(path: &str) -> Vec<String> {
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    let is_root = matches!(path, "lib" | "main");
    let parts = path.split('/').filter(|_| !is_root);
    parts.map(str::to_owned).collect()
}

fn modules(files: &[SourceFile]) -> Modules {
    let others = files.iter().filter(|file| file.path != "main.rs");
    let read = others.map(|file| {
        let mut module = Module {
            path: file.path.clone(),
            ..Module::default()
        };
        let mut code = String::new();
        for (n, part) in file.code.split("use ").enumerate() {
            let handed_on = leads_in(&code);
            match (n, handed_on) {
                (0, _) | (_, None) => code.push_str(part),
                (_, Some(handed_on)) => {
                    let (tree, rest) = part.split_once(';').unwrap_or((part, ""));
                    let tree = tree.split_whitespace().collect::<Vec<_>>().join(" ");
                    expand(&[], &tree, handed_on, &mut module.imports);
                    code.push_str(rest);
                }
            }
        }
        module.inline = inline(&code);
        (name_of(&file.path), module)
    });
    read.collect()
}

/// Whether an import follows this code, and whether it hands on what it names.
fn leads_in(code: &str) -> Option<bool> {
    let line = code.rsplit('\n').next().unwrap().trim();
    let is_public = line == "pub" || line.starts_with("pub(") && line.ends_with(')');
    (line.is_empty() || is_public).then_some(is_public)
}

/// Every path of a tree of imports.
fn expand(before: &[String], tree: &str, handed_on: bool, found: &mut Vec<Import>) {
    let tree = tree.trim();
    if let Some((head, rest)) = tree.split_once('{') {
        let mut path = before.to_vec();
        path.extend(parts(head.trim().trim_end_matches("::")));
        for branch in branches(rest.trim_end().trim_end_matches('}')) {
            expand(&path, branch, handed_on, found);
        }
        return;
    }
    let (path, alias) = match tree.split_once(" as ") {
        Some((path, alias)) => (path, Some(alias.trim())),
        None => (tree, None),
    };
    let mut path: Vec<String> = before.iter().cloned().chain(parts(path)).collect();
    if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
        path.pop();
    }
    let Some(last) = path.last() else {
        return;
    };
    let name = alias.unwrap_or(last).to_owned();
    found.push(Import {
        path,
        name,
        handed_on,
    });
}

fn parts(path: &str) -> impl Iterator<Item = String> {
    let parts = path.split("::").map(str::trim);
    parts.filter(|part| !part.is_empty()).map(str::to_owned)
}

/// The branches of a tree between its outermost commas.
fn branches(tree: &str) -> Vec<&str> {
    let (mut depth, mut from, mut found) = (0_i32, 0, Vec::new());
    for (at, c) in tree.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(&tree[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push(&tree[from..]);
    found.retain(|branch| !branch.trim().is_empty());
    found
}

/// Paths in the code itself: `crate::a::b`, `super::b`, `child::c`; how far a name is seen is none.
fn inline(code: &str) -> Vec<Vec<String>> {
    let mut parts_between = code.split("pub(in ");
    let mut code = parts_between.next().unwrap_or_default().to_owned();
    for part in parts_between {
        code.push_str(part.split_once(')').map_or("", |(_, rest)| rest));
    }
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let words = code.split(|c: char| !is_word(c));
    let paths = words.filter(|word| word.contains("::") && !word.starts_with("::"));
    paths.map(|path| parts(path).collect()).collect()
}

/// Where a path leads from a module: the longest module that it names, and the rest of it.
struct Led {
    module: Vec<String>,
    rest: Vec<String>,
}

/// The module or item behind a path, without going on to where an item is declared.
fn lead(modules: &Modules, from: &[String], path: &[String]) -> Option<Led> {
    let mut base = from.to_vec();
    let mut rest = path;
    match path.first()?.as_str() {
        "crate" => {
            base.clear();
            rest = &rest[1..];
        }
        "self" => rest = &rest[1..],
        "super" => {
            while rest.first().is_some_and(|part| part == "super") {
                base.pop();
                rest = &rest[1..];
            }
        }
        child => {
            let known: Vec<String> = base.iter().cloned().chain([child.to_owned()]).collect();
            if !modules.contains_key(&known) {
                return None;
            }
        }
    }
    while let Some(part) = rest.first() {
        base.push(part.clone());
        if !modules.contains_key(&base) {
            base.pop();
            break;
        }
        rest = &rest[1..];
    }
    Some(Led {
        module: base,
        rest: rest.to_vec(),
    })
}

/// The module in which what a path names is declared, however often it is handed on.
fn declared(
    modules: &Modules,
    from: &[String],
    path: &[String],
    depth: usize,
) -> Option<Vec<String>> {
    let led = lead(modules, from, path)?;
    let handed_on = led.rest.first().and_then(|item| {
        let imports = modules.get(&led.module)?.imports.iter();
        imports
            .filter(|import| import.handed_on)
            .find(|import| import.name == *item)
    });
    match handed_on {
        Some(import) if depth < 9 => {
            let mut on = import.path.clone();
            on.extend(led.rest.iter().skip(1).cloned());
            declared(modules, &led.module, &on, depth + 1).or(Some(led.module))
        }
        _ => Some(led.module),
    }
}

fn graph(modules: &Modules) -> Graph {
    let places: BTreeMap<&Vec<String>, usize> = modules
        .keys()
        .enumerate()
        .map(|(place, name)| (name, place))
        .collect();
    let mut graph = Graph::new();
    for (name, module) in modules {
        let used = module.imports.iter().filter(|import| !import.handed_on);
        let used = used.map(|import| import.path.clone());
        let inline = module.inline.iter().map(|path| module.spelt_out(path));
        let targets = used
            .chain(inline)
            .filter_map(|path| declared(modules, name, &path, 0));
        let targets: BTreeSet<usize> = targets
            .filter(|target| target != name && !target.is_empty())
            .filter_map(|target| places.get(&target).copied())
            .collect();
        graph.insert(places[name], targets);
    }
    graph
}

/// The circles: files each of which leads to every other.
fn circles(graph: &Graph) -> Vec<Vec<usize>> {
    let reach: BTreeMap<usize, BTreeSet<usize>> = graph
        .keys()
        .map(|from| (*from, reached(graph, *from)))
        .collect();
    let mut found: Vec<Vec<usize>> = Vec::new();
    for (from, all) in &reach {
        let circle: Vec<usize> = all
            .iter()
            .copied()
            .filter(|to| reach[to].contains(from))
            .collect();
        if circle.len() > 1 && circle.first() == Some(from) {
            found.push(circle);
        }
    }
    found
}

fn reached(graph: &Graph, from: usize) -> BTreeSet<usize> {
    let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(file) = next.pop() {
        next.extend(graph[&file].iter().filter(|to| seen.insert(**to)));
    }
    seen
}

/// The circles of more than two files, as paths.
fn wide(modules: &Modules) -> Vec<Vec<&str>> {
    let paths: Vec<&str> = modules
        .values()
        .map(|module| module.path.as_str())
        .collect();
    let all = circles(&graph(modules))
        .into_iter()
        .filter(|circle| circle.len() > 2);
    all.map(|circle| circle.into_iter().map(|place| paths[place]).collect())
        .collect()
}

#[test]
fn no_circle_of_imports_has_more_than_two_files() {
    let files = program();
    let modules = modules(&files);
    let circles = wide(&modules);
    let mut wrong = Vec::new();
    let features: BTreeSet<&str> = files.iter().map(SourceFile::feature).collect();
    for feature in features {
        let in_it =
            |path: &&&str| path.split('/').next().unwrap().trim_end_matches(".rs") == feature;
        let count = circles.iter().flatten().filter(in_it).count();
        let allowed = STILL.iter().find(|(name, _)| *name == feature);
        if count > allowed.map_or(0, |(_, most)| *most) {
            let mine = circles
                .iter()
                .filter(|circle| circle.iter().any(|path| in_it(&path)));
            wrong.extend(mine.map(|circle| format!("{feature}: {}", circle.join(" "))));
        }
        if count == 0 && allowed.is_some() {
            wrong.push(format!("{feature} has none any more: take it off the list"));
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_circle_is_seen_through_every_way_of_importing() {
    for (a, b, c) in [
        (
            "use crate::x::b::B;",
            "use super::c;",
            "use super::{a::A, d};",
        ),
        (
            "fn f() { super::b::g() }",
            "fn f() { crate::x::c::g() }",
            "use crate::x::{a::{A, E}};",
        ),
        (
            "use super::Handed;",
            "pub use self::B;\nuse crate::x::c;",
            "use super::a::{self, A};",
        ),
        (
            "pub(super) use super::b::B;\nuse super::b::B;",
            "use super::c as d;",
            "use super::a as e;",
        ),
    ] {
        let root = "pub mod a;\npub mod b;\npub mod c;\npub use self::b::Handed;";
        let files = [
            ("x/mod.rs", root),
            ("x/a.rs", a),
            ("x/b.rs", b),
            ("x/c.rs", c),
            ("x/d.rs", ""),
        ];
        let files: Vec<SourceFile> = files
            .iter()
            .map(|(path, text)| SourceFile::of(path, text))
            .collect();
        let modules = modules(&files);
        assert_eq!(
            wide(&modules),
            [["x/a.rs", "x/b.rs", "x/c.rs"]],
            "{a} {b} {c}"
        );
    }
}

#[test]
fn what_a_module_only_hands_on_makes_no_circle() {
    let files = [
        ("x/mod.rs", "pub use self::a::A;\nuse self::c::routes;"),
        ("x/a.rs", "pub struct A;"),
        ("x/b.rs", "use super::A;"),
        ("x/c.rs", "use super::b::B;\nuse crate::x::A;"),
    ];
    let files: Vec<SourceFile> = files
        .iter()
        .map(|(path, text)| SourceFile::of(path, text))
        .collect();
    assert_eq!(wide(&modules(&files)), Vec::<Vec<&str>>::new());
}
