//! Styles stand in layers, so that none wins by the place it was written at, and every class has
//! one meaning.

use std::collections::{BTreeMap, BTreeSet};

use super::{all_between, below, none};

/// The layers, the weakest first.
const LAYERS: [&str; 3] = ["base", "parts", "pages"];

/// A rule of ours.
struct Rule {
    file: String,
    /// The layer, empty outside of any.
    layer: String,
    /// The condition (`@media`) it stands in, empty outside of any.
    under: String,
    selector: String,
}

/// What stands before the first pair of braces, in it and after it.
fn block(css: &str) -> Option<[&str; 3]> {
    let (head, inner) = css.split_once('{')?;
    let mut depth = 1;
    let close = inner.find(|c| {
        depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        depth == 0
    });
    let close = close.expect("braces are closed");
    Some([head.trim(), &inner[..close], &inner[close + 1..]])
}

fn without_comments(css: &str) -> String {
    let parts = css.split("/*").enumerate();
    parts
        .map(|(n, part)| match n {
            0 => part,
            _ => part.split_once("*/").unwrap().1,
        })
        .collect()
}

fn read(file: &str, css: &str, within: [&str; 2], rules: &mut Vec<Rule>) {
    let [layer, under] = within;
    let mut rest = css;
    while let Some([head, body, after]) = block(rest) {
        let head = head.rsplit(';').next().unwrap().trim();
        rest = after;
        if let Some(name) = head.strip_prefix("@layer ") {
            read(file, body, [name, under], rules);
        } else if head.starts_with("@media") {
            read(file, body, [layer, head], rules);
        } else if !head.starts_with('@') {
            rules.extend(head.split(',').map(|selector| Rule {
                file: file.to_owned(),
                layer: layer.to_owned(),
                under: under.to_owned(),
                selector: selector.trim().to_owned(),
            }));
        }
    }
}

fn rules_of(files: &[(String, String)]) -> Vec<Rule> {
    let mut rules = Vec::new();
    for (file, css) in files {
        read(file, &without_comments(css), ["", ""], &mut rules);
    }
    rules
}

fn rules() -> Vec<Rule> {
    let rules = rules_of(&below("templates/assets", &["css"]));
    assert!(rules.len() > 300);
    rules
}

fn outside(rules: &[Rule]) -> Vec<String> {
    rules
        .iter()
        .filter(|rule| !LAYERS.contains(&rule.layer.as_str()))
        .map(|rule| format!("{}: {} stands in no layer", rule.file, rule.selector))
        .collect()
}

#[test]
fn every_rule_stands_in_a_layer() {
    none(&outside(&rules()));
    let (order, _) = below("templates/assets", &["css"])
        .into_iter()
        .find_map(|(_, css)| {
            let (order, rest) = css.split_once("@layer base,parts,pages;")?;
            Some((order.to_owned(), rest.to_owned()))
        })
        .expect("a style tells the order of the layers");
    assert!(!order.contains('{'), "the order is told before any rule");
    let stray = ("a.css".to_owned(), "@layer base{a{b:c}}.d{e:f}".to_owned());
    assert_eq!(outside(&rules_of(&[stray])).len(), 1);
}

/// An id weighs as much as a layer where layers are weights, so none may stand below the last.
#[test]
fn only_the_strongest_layer_names_an_id() {
    let faults: Vec<String> = rules()
        .iter()
        .filter(|rule| rule.layer != "pages" && rule.selector.contains('#'))
        .map(|rule| format!("{}: {} names an id", rule.file, rule.selector))
        .collect();
    none(&faults);
}

/// Selectors that stand twice in one layer, and classes that stand alone in two places. An element
/// may have a rule in common with others and one of its own.
fn twice(rules: &[Rule]) -> Vec<String> {
    let is_element = |selector: &str| selector.chars().all(|c| c.is_ascii_alphanumeric());
    let mut places: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let rules = rules.iter().filter(|rule| rule.under.is_empty());
    for rule in rules.filter(|rule| !is_element(&rule.selector)) {
        let name = rule.selector.strip_prefix('.').unwrap_or_default();
        let alone = !name.is_empty() && !name.contains(|c: char| " .:>+~[".contains(c));
        let key = if alone {
            rule.selector.clone()
        } else {
            format!("{} in {}", rule.selector, rule.layer)
        };
        places.entry(key).or_default().push(&rule.file);
    }
    places
        .iter()
        .filter(|(_, files)| files.len() > 1)
        .map(|(what, files)| format!("{what} is defined {} times: {files:?}", files.len()))
        .collect()
}

#[test]
fn a_class_is_defined_once_and_a_selector_once_in_its_layer() {
    none(&twice(&rules()));
    let css = |file: &str, css: &str| (file.to_owned(), css.to_owned());
    let parts = css("a.css", "@layer parts{.stop{b:c}.d .e{f:g}}");
    let pages = css("b.css", "@layer pages{.stop{b:d}.d .e{f:h}}");
    assert_eq!(twice(&rules_of(&[parts, pages])).len(), 1);
}

/// The classes that a selector names.
fn classes(selector: &str) -> Vec<&str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let names = selector.split('.').skip(1);
    let end = |rest: &str| rest.find(|c| !is_name(c)).unwrap_or(rest.len());
    names.map(|rest| &rest[..end(rest)]).collect()
}

/// Classes that only the sheet of the signs tells the looks of, on pages that do not load it.
fn unstyled(rules: &[Rule], pages: &[(String, String)]) -> Vec<String> {
    let (mut signs, mut all) = (BTreeSet::new(), BTreeSet::new());
    for rule in rules {
        let set = if rule.file == "signs.css" {
            &mut signs
        } else {
            &mut all
        };
        set.extend(classes(&rule.selector));
    }
    let mut faults = Vec::new();
    for (file, page) in pages {
        let used = all_between(page, "class=\"", "\"").into_iter();
        for class in used.flat_map(str::split_whitespace) {
            let is_of_signs = signs.contains(class) && !all.contains(class);
            if is_of_signs && !page.contains("signs.css") {
                faults.push(format!("{file}: nothing it loads tells how .{class} looks"));
            }
        }
    }
    faults
}

#[test]
fn a_page_loads_the_sheet_that_its_classes_stand_in() {
    let mut pages = below("templates", &["html"]);
    // What several pages of signs are put together from loads nothing itself.
    pages.retain(|(file, _)| file != "signs/components.html");
    assert!(pages.len() > 50);
    none(&unstyled(&rules(), &pages));
    let css = |file: &str, css: &str| (file.to_owned(), css.to_owned());
    let signs = css("signs.css", "@layer pages{.stop:hover .end{b:c}.own{d:e}}");
    let app = css("app.css", "@layer parts{.own{d:e}}");
    let page = css("a.html", r#"<p class="own stop"><b class="end">"#);
    assert_eq!(unstyled(&rules_of(&[signs, app]), &[page]).len(), 2);
}

/// Declarations whose lengths stay as they are however large letters are: lines and shadows.
const FIXED: [&str; 3] = ["border", "outline", "box-shadow"];
/// What stands this far away is out of sight.
const OUT_OF_SIGHT: f64 = 900.0;

/// Lengths in pixels that are more than a hair.
fn in_pixels(files: &[(String, String)]) -> Vec<String> {
    let mut faults = Vec::new();
    for (file, css) in files {
        let css = without_comments(css);
        for declaration in css.split(['{', '}', ';', '\n']) {
            let (property, value) = declaration.split_once(':').unwrap_or_default();
            let is_fixed = FIXED.iter().any(|fixed| property.starts_with(fixed));
            let (lengths, _) = value.rsplit_once("px").unwrap_or_default();
            let mut lengths = lengths.split("px").filter_map(|before| {
                let digits = before
                    .rsplit(|c: char| !c.is_ascii_digit() && c != '.')
                    .next()?;
                digits.parse::<f64>().ok()
            });
            if !is_fixed && lengths.any(|length| length > 3.0 && length < OUT_OF_SIGHT) {
                faults.push(format!("{file}: {declaration}"));
            }
        }
    }
    faults
}

#[test]
fn every_length_grows_with_the_letters_that_a_reader_has_set() {
    none(&in_pixels(&below("templates/assets", &["css"])));
    let css = |css: &str| [("a.css".to_owned(), css.to_owned())];
    assert_eq!(in_pixels(&css(".a{font-size:14px;margin:0 2px}")).len(), 1);
    assert_eq!(in_pixels(&css(".a{border:6px solid;left:-999px}")).len(), 0);
}
