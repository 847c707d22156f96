//! Sentences that readers tripped over do not come back.

use super::{below, none, program};

/// What was said, and what is said instead.
const REPLACED: [(&str, &str); 9] = [
    ("就是这件事，看看进展", "查看详情"),
    ("这个编号不在我们的登记里", "查不到这个识别码"),
    ("请写一写", "请写明"),
    ("请选至少一", "请至少选一"),
    ("没有要的位置", "找不到想要的位置"),
    ("fill in nothing", "do not fill in this form"),
    ("This is what I mean", "See details"),
    (
        "Where they were taken is removed",
        "Location data is removed",
    ),
    (" ring the ", "call the"),
];

#[test]
fn no_word_that_was_replaced_comes_back() {
    let mut texts = below("templates", &["ftl", "html", "txt", "typ", "js"]);
    texts.extend(program());
    let mut faults = Vec::new();
    for (path, text) in &texts {
        for (said, instead) in REPLACED {
            if text.contains(said) {
                faults.push(format!("{path}: “{said}” instead of “{instead}”"));
            }
        }
    }
    none(&faults);
}
