//! What stands behind the question mark of an address is written as an address is.

use super::{all_between, below, none};

/// What is written so already, and numbers of ours.
const AS_IT_IS: [&str; 4] = ["back", "ui.path", "of.before", "of.after"];

/// The values behind a question mark that are not written for an address.
fn bare<'a>(path: &str, text: &'a str) -> Vec<String> {
    let mut faults = Vec::new();
    let addresses = ["href=\"", "src=\"", "action=\""].map(|name| all_between(text, name, "\""));
    for address in addresses.into_iter().flatten() {
        let Some((_, asked)) = address.split_once('?') else {
            continue;
        };
        for value in all_between(asked, "{{", "}}") {
            let value: &'a str = value.trim();
            if !value.ends_with("| query") && !AS_IT_IS.contains(&value) {
                faults.push(format!("{path} asks for {value} as it is"));
            }
        }
    }
    faults
}

#[test]
fn every_value_behind_a_question_mark_is_written_for_an_address() {
    let templates = below("templates", &["html"]);
    let faults = templates.iter().flat_map(|(path, text)| bare(path, text));
    none(&faults.collect::<Vec<_>>());
    let seen = templates
        .iter()
        .filter(|(_, text)| text.contains("| query }}"));
    assert!(
        seen.count() > 2,
        "the filter that is looked for is still used"
    );
}

#[test]
fn a_value_that_is_only_escaped_is_seen() {
    for text in [
        "<a href=\"/a?b={{ c }}\">",
        "<a href=\"/a/{{ id }}?b={{ c | query }}&amp;d={{ e }}\">",
    ] {
        assert_eq!(bare("x.html", text).len(), 1, "{text}");
    }
    for text in [
        "<a href=\"/a/{{ id }}\">",
        "<a href=\"/a?b={{ c | query }}\">",
        "<a href=\"/language/en?to={{ ui.path }}\">",
    ] {
        assert_eq!(bare("x.html", text), [""; 0], "{text}");
    }
}
