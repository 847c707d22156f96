//! A name that only a condition asks for is nothing to the engine where the page does not have it:
//! a slip there would hide a part of the page for ever. Here each is named for sure before it is
//! asked for, so that the engine refuses one that is not there.

/// Words of the language of templates.
const WORDS: [&str; 9] = [
    "and", "or", "not", "in", "is", "true", "false", "none", "null",
];

/// A template in which each name of a condition stands once more before the condition.
pub(super) fn named_for_sure(template: &str) -> String {
    let mut parts = template.split("{%");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (tag, _) = part.split_once("%}").unwrap_or((part, ""));
        if let Some(condition) = tag.trim_matches(['-', ' ']).strip_prefix("if ") {
            let each = names(condition).into_iter();
            out.extend(each.map(|name| format!("{{{{- {name} | named -}}}}")));
        }
        out.extend(["{%", part]);
    }
    out
}

/// The names that a condition certainly asks for: none behind a word that may keep it from asking.
fn names(expression: &str) -> Vec<String> {
    let may_lack = ["default", "is defined", " is ", "get(", "[", "("];
    if may_lack.iter().any(|word| expression.contains(word)) {
        return Vec::new();
    }
    let mut quoted = false;
    let unquoted: String = expression
        .chars()
        .map(|c| {
            quoted ^= c == '"';
            if quoted || c == '"' { ' ' } else { c }
        })
        .collect();
    let certain = unquoted.split(" and ").next().unwrap_or_default();
    let certain = certain.split(" or ").next().unwrap_or_default();
    let parts = certain.split(|c: char| !(c.is_ascii_alphanumeric() || "_.|".contains(c)));
    let mut names = Vec::new();
    let mut piped = false;
    for part in parts.filter(|part| !part.is_empty()) {
        let is_name = part.starts_with(|c: char| c.is_ascii_lowercase()) && !WORDS.contains(&part);
        if is_name && !piped {
            names.push(part.to_owned());
        }
        piped = part == "|";
    }
    names
}

#[test]
fn a_name_of_a_condition_is_named_before_it() {
    assert_eq!(
        named_for_sure("a{% if line.href and x %}b{% endif %}{%- if n | length > 0 %}c"),
        "a{{- line.href | named -}}{% if line.href and x %}b{% endif %}{{- n | named -}}{%- if n | length > 0 %}c"
    );
    let apart = "{% if a is defined %}{% if b | default(value=1) %}{% if \"c\" == d %}";
    assert_eq!(
        named_for_sure(apart),
        "{% if a is defined %}{% if b | default(value=1) %}{{- d | named -}}{% if \"c\" == d %}"
    );
}
