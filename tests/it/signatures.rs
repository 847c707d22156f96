//! A function takes and gives things with names: no anonymous tuple stands in a signature.

use crate::support::source::{SourceFile, closing, program};

/// Features that still have some, and how many at most. A line that is not needed any more fails.
const STILL: &[(&str, usize)] = &[];

/// A signature, or the type that one may name.
struct Signature<'a> {
    name: &'a str,
    text: &'a str,
}

/// Every function's signature, from its name to its body, and every alias.
fn signatures(code: &str) -> Vec<Signature<'_>> {
    let mut found = Vec::new();
    for (word, ends) in [("fn ", &['{', ';'][..]), ("type ", &[';'][..])] {
        for (at, _) in code.match_indices(word) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let rest = &code[at + word.len()..];
            let end = end_of(rest, ends);
            let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_');
            found.push(Signature {
                name: name.into_iter().next().unwrap_or_default(),
                text: &rest[..end],
            });
        }
    }
    found
}

/// Where one of these characters stands outside of all brackets.
fn end_of(code: &str, ends: &[char]) -> usize {
    let mut at = 0;
    while let Some(c) = code[at..].chars().next() {
        if ends.contains(&c) {
            return at;
        }
        if matches!(c, '(' | '[') {
            at = closing(code, at);
        }
        at += code
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(1, char::len_utf8);
        if at >= code.len() {
            return code.len();
        }
    }
    code.len()
}

/// The tuples in it: brackets with a comma that follow no name, as a call's or `Fn`'s do. A list
/// of names with their values is no tuple of a signature: it is a map, written out.
fn tuples(text: &str) -> Vec<&str> {
    let opens = text.match_indices('(').map(|(at, _)| at);
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '\'';
    let is_type = |at: &usize| {
        let before = text[..*at].trim_end();
        let word = before
            .rsplit(|c: char| !is_word(c))
            .next()
            .unwrap_or_default();
        let is_call = before.ends_with('>') && !before.ends_with("->");
        let is_qualifier = matches!(word, "mut" | "dyn" | "impl") || word.starts_with('\'');
        !is_call && (word.is_empty() || is_qualifier)
    };
    let is_named = |at: usize, inside: &str| {
        let before = text[..at].trim_end();
        let is_list = ["[", "Vec<", "Item ="]
            .iter()
            .any(|list| before.ends_with(list));
        let name = inside.split(',').next().unwrap_or_default().trim();
        is_list && inside.split(',').count() == 2 && (name == "String" || name.ends_with("str"))
    };
    opens
        .filter(is_type)
        .map(|at| (at, &text[at + 1..closing(text, at)]))
        .filter(|(at, inside)| has_comma(inside) && !is_named(*at, inside))
        .map(|(_, inside)| inside)
        .collect()
}

/// Whether a comma stands in it outside of all brackets.
fn has_comma(inside: &str) -> bool {
    let mut depth = 0_i32;
    let mut before = ' ';
    for c in inside.chars() {
        match c {
            '(' | '[' | '{' | '<' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '>' if before != '-' => depth -= 1,
            ',' if depth == 0 => return true,
            _ => {}
        }
        before = c;
    }
    false
}

fn faults(file: &SourceFile) -> Vec<String> {
    signatures(&file.code)
        .iter()
        .filter(|signature| !tuples(signature.text).is_empty())
        .map(|signature| format!("{}: {}", file.path, signature.name))
        .collect()
}

#[test]
fn no_signature_has_an_anonymous_tuple() {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for file in program() {
        let faults = faults(&file);
        let feature = file.feature().to_owned();
        match found.iter_mut().find(|(name, _)| *name == feature) {
            Some((_, all)) => all.extend(faults),
            None => found.push((feature, faults)),
        }
    }
    let mut wrong = Vec::new();
    for (feature, faults) in &found {
        let allowed = STILL.iter().find(|(name, _)| name == feature);
        let most = allowed.map_or(0, |(_, most)| *most);
        if faults.len() > most {
            wrong.push(format!(
                "{feature}: {} > {most}\n  {}",
                faults.len(),
                faults.join("\n  ")
            ));
        }
        if faults.is_empty() && allowed.is_some() {
            wrong.push(format!("{feature} has none any more: take it off the list"));
        }
    }
    for (feature, _) in STILL {
        assert!(
            found.iter().any(|(name, _)| name == feature),
            "{feature} is gone"
        );
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_tuple_is_seen_wherever_it_hides_in_a_signature() {
    for seen in [
        "fn a((x, y): (&X, Y)) {}",
        "fn a(x: &[(Id, String)]);",
        "fn a(x: &[(&str, String, u8)]);",
        "fn a(x: Vec<(OfficeId, i64)>);",
        "pub async fn a<T>(x: T) -> Result<Option<(A, B)>> {",
        "fn a(f: impl Fn(&A) -> (B, C)) {",
        "fn a<F>(f: F) where F: FnOnce((A, B)) -> C {",
        "fn a(x: web::Path<(String, String)>) {",
        "fn a(x: &mut (A, B)) {",
        "fn a(x: &'static (A, B)) {",
        "fn a() -> (A, B) {",
        "type Pair = (A, B);",
        "type Pairs = Vec<(A, B)>;",
    ] {
        assert_eq!(faults(&SourceFile::of("x.rs", seen)).len(), 1, "{seen}");
    }
}

#[test]
fn what_is_no_tuple_is_let_pass() {
    for fine in [
        "fn a(x: A, y: B<C, D>) -> Result<()> { let z = (1, 2); f((z, 3)) }",
        "fn a<T: Into<U>>(x: T, y: U) {",
        "fn a(f: impl Fn(A, B) -> C, g: fn(A, &B) -> ()) {",
        "fn a(x: &(dyn X + Send), Scale(y): Scale) {",
        "fn a(x: [A; 2]) { }",
        "fn a(x: &[(&str, String)], y: Vec<(String, String)>, z: [(&'a str, V); 2]) {",
        "struct Pair(A, B);",
        "// fn a(x: (A, B))",
        "let fn_ = \"fn a(x: (A, B))\";",
    ] {
        let found = faults(&SourceFile::of("x.rs", fine));
        assert!(found.is_empty(), "{fine}: {found:?}");
    }
}
