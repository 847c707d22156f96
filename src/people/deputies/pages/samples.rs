//! Samples of the page.

use super::{Deputies, SpanLine};
use crate::platform::form::{Choice, FormState};
use crate::platform::page::gallery::{draw, refused, text};

pub(super) fn deputies() -> Vec<Deputies> {
    let line = |state| SpanLine {
        id: "id".to_owned(),
        of: text("刘建平"),
        by: text("王芳"),
        from: "2026年11月30日".to_owned(),
        until: "2026年12月4日".to_owned(),
        state,
    };
    let page = |form, colleagues, spans| Deputies {
        form,
        office: text("锦绣花园管理处"),
        colleagues,
        spans,
    };
    let all = ["deputies-now", "deputies-later", "deputies-over"].map(line);
    let wang = || vec![Choice::new(&1, text("王芳"))];
    vec![
        page(FormState::default(), Vec::new(), Vec::new()),
        page(refused(&["deputy", "from", "until"]), wang(), all.into()),
    ]
}

#[test]
fn they_are_drawn() {
    draw::<Deputies>();
}
