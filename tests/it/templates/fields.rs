//! The names of fields: what a template sends is read by the feature it belongs to, and what a
//! feature reads is sent by a template.

use std::collections::{BTreeMap, BTreeSet};

use super::{all_between, below, none, program};

/// Names that no handler reads: password managers want to know whose password it is.
const FOR_BROWSERS: [&str; 1] = ["username"];

/// Names that the platform reads, for every feature.
const OF_THE_PLATFORM: [&str; 5] = ["csrf", "form", "kept", "photo", "seen"];

/// Calls that read a field of a form.
const READS: [&str; 9] = [
    "ields.get(\"",
    "ields.all(\"",
    "ields.has(\"",
    "reader.text(\"",
    "reader.optional_text(\"",
    "reader.date(\"",
    "reader.time(\"",
    "reader.choice(\"",
    "reader.number(\"",
];

/// The names of the fields of a template; of one that is put together, as `{"zh_" ~ n}` and
/// `of_{{ n }}`, its beginning.
fn sent(template: &str) -> BTreeSet<&str> {
    let parts = template.split("name=");
    let before = parts.clone();
    let named = before.zip(parts.skip(1)).filter(|(before, _)| {
        let tag = before.rfind('<').map_or("", |at| &before[at..]);
        before.ends_with([' ', '\n']) && !tag.starts_with("<meta")
    });
    let quoted = named.filter_map(|(_, name)| {
        let name = name.strip_prefix('{').unwrap_or(name).strip_prefix('"')?;
        name.split(['"', '{']).next()
    });
    quoted.filter(|name| !name.is_empty()).collect()
}

/// The names of the fields that a step of a room asks for: one component sends them all.
fn asked_for(source: &str) -> Vec<&str> {
    let asked = source.split("AskedFor {").skip(1);
    asked
        .filter_map(|field| {
            let (_, name) = field.split_once("name: \"")?;
            name.split('"').next()
        })
        .collect()
}

/// The source of each feature.
fn features() -> BTreeMap<String, String> {
    let mut features: BTreeMap<String, String> = BTreeMap::new();
    for (path, text) in program() {
        let feature = path.split('/').next().unwrap().trim_end_matches(".rs");
        features
            .entry(feature.to_owned())
            .or_default()
            .push_str(&text);
    }
    features
}

/// Whether a source names a field: alone, as the beginning of a name, or as the field of a query.
fn reads(source: &str, name: &str) -> bool {
    let begins = name.ends_with('_') && source.contains(&format!("\"{name}"));
    begins
        || source.contains(&format!("\"{name}\""))
        || source.contains(&format!(" {name}: Option<"))
}

/// Names of the first that no text of the second kind has.
fn unread(templates: &[(String, String)], features: &BTreeMap<String, String>) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, text) in templates {
        let feature = path
            .split_once('/')
            .map_or("platform", |(feature, _)| feature);
        for name in sent(text) {
            let everywhere = OF_THE_PLATFORM.contains(&name) || FOR_BROWSERS.contains(&name);
            // A code leads to the forms of every feature.
            let known = match feature {
                "landing" => features.values().any(|source| reads(source, name)),
                feature => reads(&features[feature], name),
            };
            if !everywhere && !known {
                faults.push(format!(
                    "{path} sends {name}, and {feature} does not read it"
                ));
            }
        }
    }
    faults
}

#[test]
fn every_field_of_a_template_is_read_by_its_feature() {
    let (templates, features) = (below("templates", &["html"]), features());
    none(&unread(&templates, &features));
    // A slip of the pen is seen.
    let slip = |(path, text): &(String, String)| {
        (
            path.clone(),
            text.replace("name=\"reason\"", "name=\"raeson\""),
        )
    };
    let misspelt: Vec<(String, String)> = templates.iter().map(slip).collect();
    assert!(!unread(&misspelt, &features).is_empty());
}

#[test]
fn every_field_that_is_read_is_sent_by_a_template() {
    let templates = below("templates", &["html"]);
    let features = features();
    let asked = features.values().flat_map(|source| asked_for(source));
    let sent = templates.iter().flat_map(|(_, text)| sent(text));
    let sent: BTreeSet<&str> = sent.chain(asked).collect();
    let mut faults = Vec::new();
    for (feature, source) in features.iter().filter(|(feature, _)| *feature != "config") {
        let read = READS
            .iter()
            .flat_map(|call| all_between(source, call, "\""));
        let alone = read.filter(|name| !OF_THE_PLATFORM.contains(name) && !sent.contains(name));
        faults.extend(alone.map(|name| format!("{feature} reads {name}, which no template sends")));
    }
    none(&faults);
}

/// Forms for who has no session: one carries a seal of its own, one the token of its mail.
const WITHOUT_SESSION: [&str; 2] = ["complaints/public_form.html", "notices/unsubscribe.html"];

#[test]
fn a_form_that_posts_is_made_by_the_component_that_knows_its_token() {
    let templates = below("templates", &["html"]);
    let by_hand: Vec<&str> = templates
        .iter()
        .filter(|(path, text)| path != "components.html" && text.contains("method=\"post\""))
        .map(|(path, _)| path.as_str())
        .collect();
    assert_eq!(by_hand, WITHOUT_SESSION);
}
