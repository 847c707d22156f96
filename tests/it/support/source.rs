//! The program's own source, read as text for the tests that hold it to its plan.

use std::path::{Path, PathBuf};

/// A file of the program.
#[derive(Debug)]
pub(crate) struct SourceFile {
    /// The path below `src`, with slashes.
    pub(crate) path: String,
    /// The code without comments, texts and the tests beneath it.
    pub(crate) code: String,
}

impl SourceFile {
    /// The file with this text.
    pub(crate) fn of(path: &str, text: &str) -> Self {
        let text = bare(&without_samples(text));
        let program = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        Self {
            path: path.to_owned(),
            code: program.to_owned(),
        }
    }

    /// The feature it belongs to.
    pub(crate) fn feature(&self) -> &str {
        self.path.split('/').next().unwrap().trim_end_matches(".rs")
    }
}

/// Whether a file is there for the tests beneath the code alone.
pub(crate) fn is_for_tests(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap();
    ["tests.rs", "samples.rs"].contains(&name) || path.starts_with("platform/page/gallery")
}

/// A text without the samples that a page gives for its test.
pub(crate) fn without_samples(text: &str) -> String {
    let mut parts = text.split("#[cfg(test)]\n    fn samples()");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| {
        let is_promise = part.find(';') < part.find('{');
        let end = if is_promise { ";" } else { "\n    }\n" };
        text + part.split_once(end).unwrap().1
    })
}

/// Every file of the program but those that hold tests alone.
pub(crate) fn program() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    assert!(paths.len() > 100, "the source is there");
    let name = |path: &PathBuf| {
        let below = path.strip_prefix(&root).unwrap();
        below.to_str().unwrap().replace('\\', "/")
    };
    paths
        .iter()
        .filter(|path| !is_for_tests(&name(path)))
        .map(|path| SourceFile::of(&name(path), &std::fs::read_to_string(path).unwrap()))
        .collect()
}

fn collect(dir: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            paths.push(path);
        }
    }
}

/// The text with nothing left of its comments and of what stands between quotes.
fn bare(text: &str) -> String {
    let mut rest = text;
    let mut code = String::with_capacity(text.len());
    while let Some(c) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(raw) = rest.strip_prefix("r#\"") {
            raw.find("\"#").map_or(rest.len(), |end| end + 5)
        } else if c == '"' {
            quoted(rest)
        } else if c == '\'' {
            character(rest)
        } else {
            0
        };
        if skipped > 0 {
            rest = &rest[skipped..];
        } else {
            code.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    code
}

/// The length of the text in quotes that this begins with.
fn quoted(text: &str) -> usize {
    let mut escaped = true;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of the character in quotes that this begins with; 0 for a lifetime.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => text[2..].find('\'').map_or(0, |end| {
            // The quote itself, escaped.
            if end == 0 { 4 } else { end + 3 }
        }),
        Some(_) => match chars.next() {
            Some((at, '\'')) => at + 1,
            _ => 0,
        },
        None => 0,
    }
}

/// Where the bracket that opens at a place closes.
pub(crate) fn closing(code: &str, open: usize) -> usize {
    let mut depth = 0_i32;
    for (at, c) in code.bytes().enumerate().skip(open) {
        match c {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    code.len()
}

#[test]
fn comments_texts_and_characters_leave_no_trace() {
    let text = "a // no\nb \"x(\\\"\" c '\"' d 'a e '\\'' f '\\u{2028}' g r#\"(\"#";
    let left: Vec<String> = bare(text).split_whitespace().map(str::to_owned).collect();
    assert_eq!(left, ["a", "b", "c", "d", "'a", "e", "f", "g"]);
}
