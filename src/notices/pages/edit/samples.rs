//! Samples of the form of a notice, each kind with its own fields.

use serde_json::{Value, json};

use super::Edit;
use crate::notices::pages::changes::Changed;
use crate::notices::pages::doubts::Doubts;
use crate::platform::form::FormState;
use crate::platform::page::gallery::{draw, refused, text};

fn choices() -> Value {
    let choice = |value: &str, note: &str, on: bool| json!({ "value": value, "label": text("3号楼"), "note": note, "on": on });
    json!([choice("a", "144 户", true), choice("b", "", false)])
}

/// What the form of an outage shows; `gate` is what the rule says.
fn of_outage(gate: &str, full: bool) -> Value {
    let none = || json!([]);
    let offered = || if full { choices() } else { none() };
    json!({
        "communities": offered(),
        "places": offered(),
        "entrances": offered(),
        "parts": offered(),
        "within": if full {
            json!({ "find": text("1502"), "choices": offered(), "more": true, "none": false })
        } else {
            json!({ "find": text("99层"), "choices": [], "more": false, "none": true })
        },
        "utilities": choices(),
        "causes": choices(),
        "answer": { "gate": gate, "wants_supply": full },
        "look": gate,
        "ends": if full { text("第二天 06:00") } else { String::new() },
        "rule": text("最晚张贴"),
        "rule_note": text("QP7.3 §4.3.2"),
        "boards": text("应贴 6 块"),
        "too_late": gate == "late",
    })
}

fn fresh(template: &'static str, block: Value) -> Edit {
    Edit {
        template,
        id: "id".to_owned(),
        kind: "a_kind".to_owned(),
        title: text("停水通知"),
        form: FormState::default(),
        block,
        follows: String::new(),
        subscribers: 0,
        sheet: String::new(),
        sheets: 0,
        beside: Vec::new(),
        doubts: Doubts::default(),
        remark: String::new(),
        saved: false,
        seen: "1".to_owned(),
        window: "w".to_owned(),
        changed: None,
    }
}

fn full(template: &'static str, block: Value, changed: Option<Changed>) -> Edit {
    let fields = [
        "community",
        "place",
        "utility",
        "cause",
        "reason",
        "date",
        "start",
        "end",
        "end_date",
        "supply_point",
        "phone",
        "body",
        "late_reason",
        "received_date",
        "received_time",
        "publish_date",
        "publish_time",
    ];
    Edit {
        form: refused(&fields),
        follows: text("锦绣物业〔2026〕11号"),
        subscribers: 3,
        sheet: "<svg></svg>".to_owned(),
        sheets: 6,
        beside: vec![("/notices/a".to_owned(), text("停水通知 3号楼"))],
        doubts: Doubts::sample(),
        remark: text("请写明原因"),
        saved: true,
        changed,
        ..fresh(template, block)
    }
}

pub(super) fn edit() -> Vec<Edit> {
    let outage = "notices/outages/form.html";
    let others = [
        "notices/form.html",
        "notices/outages/apology.html",
        "notices/cancellation.html",
    ];
    let mut pages = Vec::new();
    for gate in ["ok", "soon", "late", "none", "unknown"] {
        pages.push(fresh(outage, of_outage(gate, false)));
        pages.push(full(outage, of_outage(gate, true), None));
    }
    // What changed meanwhile is told beside what was typed, and not beside what is wrong with it.
    pages.extend(Changed::samples().map(|it| Edit {
        form: FormState::default(),
        ..full(outage, of_outage("ok", true), Some(it))
    }));
    for template in others {
        pages.push(fresh(template, Value::Null));
        pages.push(full(template, Value::Null, None));
    }
    pages
}

#[test]
fn they_are_drawn() {
    draw::<Edit>();
}
