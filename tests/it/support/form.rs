//! Forms as a browser finds them on a page, filled in and ready to be sent.

/// A form of a page.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(crate) action: String,
    pub(crate) method: String,
    pub(crate) multipart: bool,
    pub(crate) fields: Vec<Field>,
}

/// A control of a form.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) name: String,
    /// `text`, `hidden`, `radio`, `checkbox`, `select`, `textarea`, `button`, …
    pub(crate) kind: String,
    pub(crate) value: String,
    /// Whether it is sent as the page stands.
    pub(crate) on: bool,
}

impl Form {
    /// What is sent when these fields are changed; every other one goes as it stands.
    pub(crate) fn sent(&self, changes: &[(&str, &str)]) -> Vec<(String, String)> {
        let kept = self
            .fields
            .iter()
            .filter(|f| f.on && !changes.iter().any(|(name, _)| *name == f.name))
            .map(|f| (f.name.clone(), f.value.clone()));
        let typed = changes
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        kept.chain(typed).collect()
    }

    /// What is sent under a name as the page stands; nothing else gives "".
    pub(crate) fn value(&self, name: &str) -> &str {
        let field = self.fields.iter().find(|f| f.on && f.name == name);
        field.map_or("", |f| f.value.as_str())
    }

    /// The names of its fields, each once.
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.fields.iter().map(|f| f.name.as_str()).collect();
        names.dedup();
        names
    }
}

/// A tag: its name and its attributes.
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, String)>,
}

impl Tag<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(n, _)| *n == name);
        found.map(|(_, value)| value.as_str())
    }

    fn text(&self, name: &str) -> String {
        self.get(name).unwrap_or_default().to_owned()
    }
}

/// The characters of an escaped text.
pub(crate) fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&#x2F;", "/")
        .replace("&#x60;", "`")
        .replace("&amp;", "&")
}

/// Every tag of a page with the place behind it.
fn tags(html: &str) -> Vec<(Tag<'_>, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|n| at + n + 1) {
        let (tag, end) = tag_at(html, open);
        found.push((tag, end));
        at = end;
    }
    found
}

fn tag_at(html: &str, open: usize) -> (Tag<'_>, usize) {
    let rest = &html[open..];
    let stop = |c: char| c.is_whitespace() || c == '>';
    let name = &rest[..rest.find(stop).unwrap_or(rest.len())];
    let mut at = open + name.len();
    let mut attributes = Vec::new();
    loop {
        let skipped = html[at..].len() - html[at..].trim_start().len();
        at += skipped;
        let rest = &html[at..];
        if rest.is_empty() || rest.starts_with('>') {
            return (Tag { name, attributes }, (at + 1).min(html.len()));
        }
        let end = rest
            .find(|c: char| stop(c) || c == '=')
            .unwrap_or(rest.len());
        let attribute = &rest[..end.max(1)];
        at += attribute.len();
        let mut value = String::new();
        if let Some(quoted) = html[at..].strip_prefix("=\"") {
            let length = quoted.find('"').unwrap_or(quoted.len());
            value = unescape(&quoted[..length]);
            at = (at + 2 + length + 1).min(html.len());
        }
        attributes.push((attribute, value));
    }
}

/// The forms of a page.
pub(crate) fn forms(html: &str) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    let (mut inside, mut select) = (false, String::new());
    for (tag, end) in tags(html) {
        match tag.name {
            "form" => {
                inside = true;
                forms.push(Form {
                    action: tag.text("action"),
                    method: tag.get("method").unwrap_or("get").to_owned(),
                    multipart: tag.get("enctype") == Some("multipart/form-data"),
                    fields: Vec::new(),
                });
            }
            "/form" => inside = false,
            "select" => select = tag.text("name"),
            _ if inside => {
                let text = html[end..].split('<').next().unwrap_or_default();
                let field = control(&tag, text, &select);
                forms.last_mut().unwrap().fields.extend(field);
            }
            _ => {}
        }
    }
    forms
}

fn control(tag: &Tag<'_>, text: &str, select: &str) -> Option<Field> {
    let named = |kind: &str, value: String, on| Field {
        name: tag.text("name"),
        kind: kind.to_owned(),
        value,
        on,
    };
    let field = match tag.name {
        "textarea" => {
            let text = text.strip_prefix('\n').unwrap_or(text);
            named("textarea", unescape(text), true)
        }
        "option" => Field {
            name: select.to_owned(),
            ..named("select", tag.text("value"), tag.get("selected").is_some())
        },
        "button" => named("button", tag.text("value"), false),
        "input" => {
            let kind = tag.get("type").unwrap_or("text");
            let on = match kind {
                "radio" | "checkbox" => tag.get("checked").is_some(),
                "file" | "submit" => false,
                _ => true,
            };
            named(kind, tag.text("value"), on)
        }
        _ => return None,
    };
    (!field.name.is_empty()).then_some(field)
}

#[test]
fn a_page_gives_its_forms_as_they_stand() {
    let page = r#"<form method="post" action="/x?a=1&amp;b=2"><input name="a" value="1 &lt; 2">
        <input type="radio" name="r" value="1"><input type="radio" name="r" value="2" checked>
        <select name="s"><option value="p">P</option><option value="q" selected>Q</option></select>
        <textarea name="t">
two
lines</textarea><button name="do" value="it">Go</button></form>"#;
    let forms = forms(page);
    assert_eq!(forms[0].action, "/x?a=1&b=2");
    let sent: Vec<String> = forms[0]
        .sent(&[("do", "it")])
        .into_iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    assert_eq!(sent, ["a=1 < 2", "r=2", "s=q", "t=two\nlines", "do=it"]);
}
