//! Cascade layers for browsers that do not know them.
//!
//! A browser older than 2022 drops whatever stands in an `@layer`, and a resident scans with the
//! phone there is. A rule stands above the layers below its own without any `@layer` when its
//! selector carries a weight for each of them: one that matches everything and counts as an id.

/// The layers, the weakest first.
const LAYERS: [&str; 3] = ["base", "parts", "pages"];

/// Matches everything and weighs as much as an id.
const WEIGHT: &str = r":not(#\#)";

/// A style that says without layers what it says with them.
pub(super) fn flatten(css: &str) -> String {
    let mut out = String::with_capacity(css.len() * 2);
    walk(&without_comments(css), 0, &mut out);
    out
}

fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + part.split_once("*/").map_or("", |(_, after)| after)
    })
}

/// What stands before a pair of braces, in it and after it.
struct Block<'a> {
    head: &'a str,
    body: &'a str,
    rest: &'a str,
}

impl<'a> Block<'a> {
    fn first_of(css: &'a str) -> Option<Self> {
        let (head, inner) = css.split_once('{')?;
        let mut depth = 1;
        let close = inner.find(|c| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            depth == 0
        })?;
        let (body, rest) = inner.split_at_checked(close)?;
        // A statement before it tells the order of the layers, which is known here.
        let head = head.rsplit(';').next().unwrap_or(head);
        Some(Self {
            head: head.trim(),
            body,
            rest: rest.strip_prefix('}')?,
        })
    }
}

fn walk(css: &str, weight: usize, out: &mut String) {
    let mut rest = css;
    while let Some(block) = Block::first_of(rest) {
        if let Some(layer) = block.head.strip_prefix("@layer ") {
            let rank = LAYERS.iter().position(|name| *name == layer.trim());
            walk(block.body, rank.unwrap_or_default(), out);
        } else if block.head.starts_with("@media") {
            out.extend([block.head, "{"]);
            walk(block.body, weight, out);
            out.push_str("}\n");
        } else {
            let head = if block.head.starts_with('@') {
                block.head.to_owned()
            } else {
                weighted(block.head, weight)
            };
            out.extend([head.as_str(), "{", block.body.trim(), "}\n"]);
        }
        rest = block.rest;
    }
}

/// Selectors, each with its weight, which stands before what is no element of its own.
fn weighted(selectors: &str, weight: usize) -> String {
    let mut depth = 0;
    let each = selectors.split(|c| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        c == ',' && depth == 0
    });
    let heavy = each.map(|selector| {
        let selector = selector.trim();
        let at = selector.find("::").unwrap_or(selector.len());
        let (element, pseudo) = selector.split_at_checked(at).unwrap_or((selector, ""));
        format!("{element}{}{pseudo}", WEIGHT.repeat(weight))
    });
    heavy.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_of_a_stronger_layer_outweighs_every_one_below() {
        let css =
            "/* order */@layer base,parts,pages;@layer base{a,b{c:d}}\n@layer pages{\n.e{f:g}\n}";
        assert_eq!(flatten(css), "a,b{c:d}\n.e:not(#\\#):not(#\\#){f:g}\n");
    }

    #[test]
    fn conditions_stay_and_the_rules_in_them_are_weighted() {
        let css =
            "@layer parts{@media print{.a:has(b,c) d,e::marker{f:g}@keyframes in{from{h:0}}}}";
        assert_eq!(
            flatten(css),
            "@media print{.a:has(b,c) d:not(#\\#),e:not(#\\#)::marker{f:g}\n@keyframes in{from{h:0}}\n}\n"
        );
    }
}
