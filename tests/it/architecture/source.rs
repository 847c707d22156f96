//! The source as the architecture is held against it: its files, their tokens, what they import.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::support::source::{is_for_tests, without_samples};

/// The path of a module below the crate: `["signs", "register", "store"]`.
pub(super) type Module = Vec<String>;

pub(super) struct Source {
    /// The path below its root, with slashes.
    pub(super) path: String,
    pub(super) text: String,
}

impl Source {
    pub(super) fn feature(&self) -> &str {
        self.path.split('/').next().unwrap().trim_end_matches(".rs")
    }

    /// The text without the tests beneath it.
    pub(super) fn program(&self) -> &str {
        self.text.split("#[cfg(test)]\nmod tests").next().unwrap()
    }

    fn module(&self) -> Module {
        let mut parts: Module = self
            .path
            .trim_end_matches(".rs")
            .split('/')
            .map(str::to_owned)
            .collect();
        if parts
            .last()
            .is_some_and(|last| last == "mod" || last == "lib")
        {
            parts.pop();
        }
        parts
    }

    /// A file of tests alone.
    fn is_tests(&self) -> bool {
        is_for_tests(&self.path)
    }

    pub(super) fn tokens(&self) -> Vec<String> {
        tokens(self.program())
    }
}

pub(super) fn sources(root: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    let mut found = Vec::new();
    collect(&root, &root, &mut found);
    assert!(!found.is_empty());
    found
}

fn collect(root: &Path, dir: &Path, found: &mut Vec<Source>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            let below = path
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            found.push(Source {
                text: without_samples(&std::fs::read_to_string(&path).unwrap()),
                path: below,
            });
        }
    }
}

/// Names, `::` and single signs, without comments and without what stands in quotes.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let at = |n: usize| chars.get(n).copied().unwrap_or(' ');
    let mut found = Vec::new();
    let mut n = 0;
    while n < chars.len() {
        let c = at(n);
        if c == '/' && at(n + 1) == '/' {
            while n < chars.len() && at(n) != '\n' {
                n += 1;
            }
        } else if c == '"' {
            n = after_text(&chars, n);
        } else if (c == 'r' || c == 'b') && is_raw(&chars, n) {
            n = after_raw(&chars, n);
        } else if c == '\'' && at(n + 1) == '\\' {
            n += 3;
            while at(n) != '\'' {
                n += 1;
            }
            n += 1;
        } else if c == '\'' && at(n + 2) == '\'' {
            n += 3;
        } else if c.is_alphanumeric() || c == '_' {
            let from = n;
            while n < chars.len() && (at(n).is_alphanumeric() || at(n) == '_') {
                n += 1;
            }
            found.push(chars[from..n].iter().collect());
        } else if c == ':' && at(n + 1) == ':' {
            found.push("::".to_owned());
            n += 2;
        } else {
            if !c.is_whitespace() {
                found.push(c.to_string());
            }
            n += 1;
        }
    }
    found
}

fn after_text(chars: &[char], from: usize) -> usize {
    let mut n = from + 1;
    while n < chars.len() && chars[n] != '"' {
        n += if chars[n] == '\\' { 2 } else { 1 };
    }
    n + 1
}

/// Whether a raw text begins here: `r"`, `r#"`, `br"`.
fn is_raw(chars: &[char], from: usize) -> bool {
    let before = from.checked_sub(1).map(|n| chars[n]);
    let mut n = from + usize::from(chars[from] == 'b');
    let starts = chars.get(n) == Some(&'r');
    n += 1;
    while chars.get(n) == Some(&'#') {
        n += 1;
    }
    starts && chars.get(n) == Some(&'"') && !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

fn after_raw(chars: &[char], from: usize) -> usize {
    let mut n = from;
    while chars[n] != '#' && chars[n] != '"' {
        n += 1;
    }
    let hashes = chars[n..].iter().take_while(|c| **c == '#').count();
    n += hashes + 1;
    loop {
        let closes = chars.get(n).is_none_or(|c| *c == '"')
            && (0..hashes).all(|h| chars.get(n + 1 + h).is_none_or(|c| *c == '#'));
        n += 1;
        if closes {
            return n + hashes;
        }
    }
}

/// A name that a file imports: `use path as name`.
#[derive(Debug)]
pub(super) struct Import {
    pub(super) path: Vec<String>,
    pub(super) name: String,
    /// Whether others can import it from here.
    public: bool,
}

/// What a file names: its imports, and the paths in its text.
pub(super) struct Named {
    pub(super) imports: Vec<Import>,
    pub(super) paths: Vec<Vec<String>>,
}

impl Named {
    pub(super) fn of(tokens: &[String]) -> Self {
        let (mut imports, mut paths) = (Vec::new(), Vec::new());
        let mut n = 0;
        let mut public = false;
        while n < tokens.len() {
            match tokens[n].as_str() {
                "pub" => {
                    public = true;
                    n = behind_brackets(tokens, n + 1);
                }
                "use" => {
                    let end = n + tokens[n..].iter().position(|t| t == ";").unwrap();
                    tree(&tokens[n + 1..end], &[], public, &mut imports);
                    n = end;
                }
                token if is_name(token) => {
                    let path = path_from(tokens, n);
                    n += path.len() * 2 - 1;
                    // A macro has no module.
                    let is_macro = tokens.get(n).is_some_and(|t| t == "!");
                    paths.extend((path.len() > 1 && !is_macro).then_some(path));
                    public = false;
                }
                _ => {
                    public = false;
                    n += 1;
                }
            }
        }
        Self { imports, paths }
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The place behind a pair of brackets that may stand here: `pub(super)`.
fn behind_brackets(tokens: &[String], n: usize) -> usize {
    if tokens.get(n).is_none_or(|t| t != "(") {
        return n;
    }
    n + 1 + tokens[n..].iter().position(|t| t == ")").unwrap()
}

/// The names from here on, with `::` between them.
pub(super) fn path_from(tokens: &[String], from: usize) -> Vec<String> {
    let mut path = vec![tokens[from].clone()];
    let mut n = from + 1;
    while tokens.get(n).is_some_and(|t| t == "::") && tokens.get(n + 1).is_some_and(|t| is_name(t))
    {
        path.push(tokens[n + 1].clone());
        n += 2;
    }
    path
}

/// The imports of a tree: `a::{b, c as d, e::{self, f}}`.
fn tree(tokens: &[String], before: &[String], public: bool, found: &mut Vec<Import>) {
    let mut depth = 0;
    let mut from = 0;
    for n in 0..=tokens.len() {
        match tokens.get(n).map(String::as_str) {
            Some("{") => depth += 1,
            Some("}") => depth -= 1,
            None | Some(",") if depth == 0 => {
                // A comma after the last.
                if from < n {
                    branch(&tokens[from..n], before, public, found);
                }
                from = n + 1;
            }
            _ => {}
        }
    }
}

fn branch(tokens: &[String], before: &[String], public: bool, found: &mut Vec<Import>) {
    let names = |tokens: &[String]| -> Vec<String> {
        let names = tokens.iter().filter(|t| is_name(t)).cloned();
        before.iter().cloned().chain(names).collect()
    };
    if let Some(open) = tokens.iter().position(|t| t == "{") {
        let inner = &tokens[open + 1..tokens.len() - 1];
        return tree(inner, &names(&tokens[..open]), public, found);
    }
    let renamed = tokens.iter().position(|t| t == "as");
    let mut path = names(&tokens[..renamed.unwrap_or(tokens.len())]);
    if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
        path.pop();
    }
    let name = match renamed {
        Some(at) => tokens[at + 1].clone(),
        None => path.last().cloned().unwrap_or_default(),
    };
    if !path.is_empty() {
        found.push(Import { path, name, public });
    }
}

/// All files by their modules, and who imports from whom.
pub(super) struct House {
    pub(super) files: BTreeMap<Module, String>,
    named: BTreeMap<Module, Named>,
}

impl House {
    pub(super) fn read() -> Self {
        let all = sources("src").into_iter();
        let all: Vec<Source> = all
            .filter(|f| f.path != "main.rs" && !f.is_tests())
            .collect();
        let named = |file: &Source| (file.module(), Named::of(&file.tokens()));
        Self {
            named: all.iter().map(named).collect(),
            files: all.into_iter().map(|f| (f.module(), f.path)).collect(),
        }
    }

    /// The modules that each file imports from. A name that a `mod.rs` hands on counts for the file
    /// that has it.
    pub(super) fn arrows(&self) -> BTreeMap<Module, BTreeSet<Module>> {
        let arrows = |(module, named): (&Module, &Named)| (module.clone(), self.of(module, named));
        self.named.iter().map(arrows).collect()
    }

    fn of(&self, module: &Module, named: &Named) -> BTreeSet<Module> {
        let mut to = BTreeSet::new();
        let mut bound: BTreeMap<&str, Module> = BTreeMap::new();
        for import in &named.imports {
            let Some(path) = self.absolute(module, &import.path) else {
                continue;
            };
            let there = self.resolve(&path, 0);
            if there.whole {
                bound.insert(&import.name, there.module);
            } else {
                to.insert(there.module);
            }
        }
        for path in &named.paths {
            let there = bound.get(path[0].as_str());
            let there = there.map(|there| [there.as_slice(), &path[1..]].concat());
            let path = there.or_else(|| self.absolute(module, path));
            to.extend(path.map(|path| self.resolve(&path, 0).module));
        }
        to.remove(module);
        to.remove(&Module::new());
        to
    }

    /// A path from the crate on; nothing for one that leads out of it.
    fn absolute(&self, module: &[String], path: &[String]) -> Option<Module> {
        let above = path.iter().take_while(|part| *part == "super").count();
        let rest = &path[above..];
        match path[0].as_str() {
            "crate" => Some(path[1..].to_vec()),
            "self" => Some([module, &path[1..]].concat()),
            "super" => Some([&module[..module.len().saturating_sub(above)], rest].concat()),
            child => {
                let below = [module, &[child.to_owned()]].concat();
                let known = self.files.contains_key(&below);
                known.then(|| [module, path].concat())
            }
        }
    }

    fn resolve(&self, path: &[String], hops: usize) -> Found {
        let mut k = path.len();
        while k > 0 && !self.files.contains_key(&path[..k]) {
            k -= 1;
        }
        let module = path[..k].to_vec();
        let Some(item) = path.get(k) else {
            return Found {
                module,
                whole: true,
            };
        };
        let handed = self
            .named
            .get(&module)
            .into_iter()
            .flat_map(|named| &named.imports);
        let mut handed = handed.filter(|import| import.public && import.name == *item);
        let on = handed.find_map(|import| self.absolute(&module, &import.path));
        match on {
            Some(on) if hops < 6 => self.resolve(&[&on, &path[k + 1..]].concat(), hops + 1),
            _ => Found {
                module,
                whole: false,
            },
        }
    }
}

/// The module that a path leads to, and whether it names the module alone.
struct Found {
    module: Module,
    whole: bool,
}

pub(super) fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
