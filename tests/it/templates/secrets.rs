//! What is typed as a secret is never said back.

use gaoshi::platform::form::is_secret;

use super::{below, none};

/// The names of the fields whose tag has this mark.
fn named<'a>(text: &'a str, mark: &str) -> Vec<&'a str> {
    let tags = text.split('<').filter(|tag| tag.contains(mark));
    let names = tags.filter_map(|tag| tag.split_once("name=\""));
    names
        .filter_map(|(_, name)| name.split('"').next())
        .collect()
}

#[test]
fn no_form_that_waits_keeps_what_is_typed_as_a_secret() {
    let mut faults = Vec::new();
    let mut seen = 0;
    for (path, text) in below("templates", &["html"]) {
        if path == "components.html" {
            continue;
        }
        let marks = ["type=\"password\"", "one-time-code", "name=\"factor_"];
        let names: Vec<&str> = marks.iter().flat_map(|mark| named(&text, mark)).collect();
        seen += names.len();
        let kept = names.iter().filter(|name| !is_secret(name));
        faults.extend(kept.map(|name| format!("{path} asks for {name}, which is kept")));
    }
    assert!(seen > 9, "{seen}");
    none(&faults);
}
