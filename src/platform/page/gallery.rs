//! Samples of pages, drawn with the real templates and words before a person meets them.
//!
//! Each page gives its samples where it implements [`Page`]; a test beside them draws them with
//! [`draw`], and a test of the whole finds the page that none draws.

mod asked;
mod markup;

use std::io::{self, Write};
use std::sync::{Arc, LazyLock, Mutex};

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::{Around, Frame, NavItem, Page, Person, Templates};
use crate::platform::form::{Fault, FormState};
use crate::platform::looks::Size;
use crate::platform::words::{Lang, Words};

static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| {
    let words = Arc::new(Words::load().unwrap());
    Templates::load_as(words, "0".to_owned(), asked::named_for_sure).unwrap()
});

/// Teaches an engine the filter that names of conditions go through.
pub(super) fn prepare(engine: &mut Tera) {
    let named = |value: Value, _: Kwargs, _: &State| -> TeraResult<String> {
        if value.is_undefined() {
            return Err(tera::Error::message(
                "a condition asks for what is not there",
            ));
        }
        Ok(String::new())
    };
    engine.register_filter("named", named);
}

/// Draws every sample of a page in both languages, in the frame of nobody and of somebody.
///
/// A name that the page does not have, a word that is missing or does not fit, what was left of a
/// template, and tags that do not belong together are told with the template's name.
pub(crate) fn draw<P: Page>() {
    let samples = P::samples();
    assert!(!samples.is_empty(), "{} has no sample", P::TEMPLATE);
    let mut faults = Vec::new();
    for (n, page) in samples.iter().enumerate() {
        for lang in Lang::ALL {
            for frame in [Frame::default(), of_somebody()] {
                let found = faults_of(lang, &frame, page);
                let named = |fault| format!("{} {n} {}: {fault}", page.template(), lang.tag());
                faults.extend(found.into_iter().map(named));
            }
        }
    }
    faults.dedup();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

fn faults_of<P: Page>(lang: Lang, frame: &Frame, page: &P) -> Vec<String> {
    let heard = Heard::default();
    let listener = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::ERROR)
        .with_ansi(false)
        .without_time()
        .with_writer({
            let heard = heard.clone();
            move || heard.clone()
        })
        .finish();
    let drawn = tracing::subscriber::with_default(listener, || {
        let flash = Some("✓".to_owned());
        let around = Around {
            lang,
            size: Size::Large,
            frame,
            path: "/here?a=1&b=2",
            flash,
            public: "https://wy.example.cn",
        };
        TEMPLATES.render(around, page)
    });
    let html = match drawn {
        Ok(html) => html,
        Err(e) => return vec![format!("{e:?}")],
    };
    let mut faults = heard.lines();
    faults.extend(markup::faults(&html));
    let left = ["{{", "{%", "{#"];
    let left = left.iter().filter(|sign| html.contains(**sign));
    faults.extend(left.map(|sign| format!("{sign} was left of the template")));
    faults
}

fn of_somebody() -> Frame {
    let item = |key, href, count| NavItem {
        key,
        href,
        on: count == 0,
        count,
    };
    Frame {
        person: Some(Person {
            name: "王芳".to_owned(),
            place: "锦绣花园管理处".to_owned(),
            role: "role-clerk".to_owned(),
            stands_for: text("刘建平"),
        }),
        nav: vec![
            item("menu-today", "/", 0),
            item("menu-complaints", "/complaints", 3),
        ],
        csrf: "token".to_owned(),
        demo: true,
    }
}

/// What is logged while a page is drawn: a word that is missing or does not fit.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<u8>>>);

impl Heard {
    fn lines(&self) -> Vec<String> {
        let text = String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned();
        text.lines().map(str::to_owned).collect()
    }
}

impl Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A form as it was sent, refused at each of these fields and as a whole.
pub(crate) fn refused(fields: &[&str]) -> FormState {
    let named = |text: &str| {
        let pair = |field: &&str| ((*field).to_owned(), text.to_owned());
        fields.iter().map(pair).collect()
    };
    let fault = |field: &str| Fault {
        field: field.to_owned(),
        text: "请填写。<必填>".to_owned(),
    };
    FormState {
        values: named("3号楼 <2单元> \"A\""),
        errors: named("请填写。<必填>"),
        summary: fields.iter().copied().chain([""]).map(fault).collect(),
    }
}

/// A text that is written as anything may be.
pub(crate) fn text(text: &str) -> String {
    format!("{text} <\"&'>")
}
