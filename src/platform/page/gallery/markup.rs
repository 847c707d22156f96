//! Whether the tags of a page belong together.

/// Elements that have no end.
const VOID: [&str; 12] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr",
];

/// Elements that end a paragraph by standing in it.
const BLOCKS: [&str; 20] = [
    "details", "div", "dl", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "header",
    "main", "nav", "ol", "p", "pre", "section", "table", "ul", "article",
];

/// Elements that may not stand in one of their own kind.
const ALONE: [&str; 4] = ["form", "a", "button", "label"];

/// What does not belong together, with the text before it.
pub(super) fn faults(html: &str) -> Vec<String> {
    let (mut open, mut ids, mut faults) = (Vec::new(), Vec::new(), Vec::new());
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        if tag.starts_with('!') {
            rest = tag.split_once('>').map_or("", |(_, after)| after);
            continue;
        }
        let Some((tag, after)) = whole(tag) else {
            faults.push(format!("a tag has no end: {}", told(tag)));
            break;
        };
        let fault = if let Some(name) = tag.strip_prefix('/') {
            close(name.trim(), &mut open)
        } else {
            begin(tag, &mut open).or_else(|| id_twice(tag, &mut ids))
        };
        faults.extend(fault.map(|fault| format!("{fault} after {}", tail(before))));
        rest = after;
        if let Some(raw @ ("script" | "style" | "textarea")) = open.last().copied() {
            let end = format!("</{raw}");
            rest = rest.find(&end).map_or("", |at| &rest[at..]);
        }
    }
    faults.extend(open.iter().map(|name| format!("<{name}> has no end")));
    faults
}

/// A tag to its end, which no quoted value hides, and what follows it.
fn whole(tag: &str) -> Option<(&str, &str)> {
    let mut quote = None;
    let end = tag.find(|c| {
        match quote {
            Some(open) if open == c => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            _ => {}
        }
        quote.is_none() && c == '>'
    })?;
    Some((&tag[..end], &tag[end + 1..]))
}

fn begin<'a>(tag: &'a str, open: &mut Vec<&'a str>) -> Option<String> {
    let name = tag.split([' ', '\n', '/']).next().unwrap_or_default();
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Some(format!("<{} is no tag", told(tag)));
    }
    if tag.contains('<') {
        return Some(format!("a tag in a tag: {}", told(tag)));
    }
    let within = open.last().copied();
    let fault = if within == Some("p") && BLOCKS.contains(&name) {
        Some(format!("<{name}> stands in a paragraph"))
    } else if ALONE.contains(&name) && open.contains(&name) {
        Some(format!("<{name}> stands in <{name}>"))
    } else {
        None
    };
    if !VOID.contains(&name) && !tag.ends_with('/') {
        open.push(name);
    }
    fault
}

fn close(name: &str, open: &mut Vec<&str>) -> Option<String> {
    match open.iter().rposition(|other| *other == name) {
        Some(at) => {
            let left = open.split_off(at);
            let left = left.get(1..).filter(|left| !left.is_empty())?;
            Some(format!("</{name}> closes {left:?} too"))
        }
        None => Some(format!("</{name}> was never opened")),
    }
}

fn id_twice<'a>(tag: &'a str, ids: &mut Vec<&'a str>) -> Option<String> {
    let (_, rest) = tag.split_once(" id=\"")?;
    let id = rest.split('"').next()?;
    if ids.contains(&id) {
        return Some(format!("the id {id} stands there twice"));
    }
    ids.push(id);
    None
}

fn told(text: &str) -> String {
    text.chars().take(60).collect()
}

fn tail(text: &str) -> String {
    let text = text.trim();
    let skipped = text.chars().count().saturating_sub(40);
    text.chars().skip(skipped).collect()
}

#[test]
fn what_does_not_belong_together_is_told() {
    let sound = "<!doctype html><html><body><p class=\"a > b\">x<br>y</p><svg><path d=\"\"/></svg>\
                 <textarea><b></textarea></body></html>";
    assert_eq!(faults(sound), Vec::<String>::new());
    let broken = [
        "<div><p></div>",
        "<div>",
        "</div>",
        "<p><ul></ul></p>",
        "<a href=\"x\"><b><a>y</a></b></a>",
        "<b id=\"x\"></b><b id=\"x\"></b>",
        "<b class=\"x></b>",
        "a < b",
    ];
    for html in broken {
        assert!(!faults(html).is_empty(), "{html}");
    }
}
