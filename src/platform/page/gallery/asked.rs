//! A name that only a condition asks for is nothing to the engine where the page does not have it:
//! a slip there would hide a part of the page for ever. Here each is named for sure just before it
//! is asked for, so that the engine refuses one that is not there.

/// Words of the language of templates.
const WORDS: [&str; 9] = [
    "and", "or", "not", "in", "is", "true", "false", "none", "null",
];

/// Signs of a condition that may ask for what is not there.
const MAY_LACK: [&str; 6] = ["default", "is defined", " is ", "get(", "[", "("];

/// A template in which each name of a condition stands once more where it would be asked for.
///
/// What follows `elif` is asked for when what stands before it did not hold: it becomes an `if` of
/// its own within the `else`.
pub(super) fn named_for_sure(template: &str) -> String {
    let mut parts = template.split("{%");
    let mut out = parts.next().unwrap_or_default().to_owned();
    // For each condition that is open, how many ends its own end stands for.
    let mut open: Vec<usize> = Vec::new();
    for part in parts {
        let (tag, rest) = part.split_once("%}").unwrap_or((part, ""));
        let tag = tag.trim_matches(['-', ' ']);
        if let Some(condition) = tag.strip_prefix("if ") {
            open.push(1);
            out.push_str(&namings(condition));
        } else if let Some((condition, ends)) = tag.strip_prefix("elif ").zip(open.last_mut()) {
            *ends += 1;
            let named = namings(condition);
            let inner = ["{% else %}", &named, "{% if ", condition, " %}", rest];
            out.extend(inner);
            continue;
        } else if tag == "endif" {
            let more = open.pop().unwrap_or(1) - 1;
            out.push_str(&"{% endif %}".repeat(more));
        }
        out.extend(["{%", part]);
    }
    out
}

/// The names of a condition, each named under what has to hold before it is asked for: what
/// stands before an `and`, and not what stands before an `or`.
fn namings(condition: &str) -> String {
    if MAY_LACK.iter().any(|word| condition.contains(word)) {
        return String::new();
    }
    let mut out = String::new();
    let either: Vec<&str> = condition.split(" or ").collect();
    for (n, group) in either.iter().enumerate() {
        let all: Vec<&str> = group.split(" and ").collect();
        for (m, asked) in all.iter().enumerate() {
            let mut guards = Vec::new();
            if n > 0 {
                guards.push(format!("not ({})", either[..n].join(" or ")));
            }
            if m > 0 {
                guards.push(all[..m].join(" and "));
            }
            let each = names(asked).into_iter();
            let named: Vec<String> = each
                .map(|name| format!("{{{{- {name} | named -}}}}"))
                .collect();
            let under = |inner, guard| format!("{{% if {guard} %}}{inner}{{% endif %}}");
            out.push_str(&guards.into_iter().rev().fold(named.concat(), under));
        }
    }
    out
}

/// The names that a part of a condition asks for.
fn names(expression: &str) -> Vec<String> {
    let mut quoted = false;
    let unquoted: String = expression
        .chars()
        .map(|c| {
            quoted ^= c == '"';
            if quoted || c == '"' { ' ' } else { c }
        })
        .collect();
    let parts = unquoted.split(|c: char| !(c.is_ascii_alphanumeric() || "_.|".contains(c)));
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
        named_for_sure("a{% if line.href %}b{% endif %}{%- if n | length > 0 %}c{% endif %}"),
        "a{{- line.href | named -}}{% if line.href %}b{% endif %}\
         {{- n | named -}}{%- if n | length > 0 %}c{% endif %}"
    );
    let apart = "{% if a is defined %}{% if b | default(value=1) %}{% if \"c\" == d %}";
    assert_eq!(
        named_for_sure(apart),
        "{% if a is defined %}{% if b | default(value=1) %}{{- d | named -}}{% if \"c\" == d %}"
    );
}

#[test]
fn what_follows_and_and_or_is_named_where_it_is_asked_for() {
    assert_eq!(
        named_for_sure("{% if a and b or c %}"),
        "{{- a | named -}}{% if a %}{{- b | named -}}{% endif %}\
         {% if not (a and b) %}{{- c | named -}}{% endif %}{% if a and b or c %}"
    );
}

#[test]
fn what_follows_elif_is_named_when_the_first_did_not_hold() {
    assert_eq!(
        named_for_sure("{% if a %}1{%- elif b %}2{% else %}3{% endif %}4"),
        "{{- a | named -}}{% if a %}1{% else %}{{- b | named -}}\
         {% if b %}2{% else %}3{% endif %}{% endif %}4"
    );
}
