//! How a panel of rules fills its sheet, how hours of two days stand on a work sign, and in which
//! order signs are read out.

use super::pieces::{lift_stop, piece, pieces};
use super::prints::{edges, items, one};
use super::tools::{Paper, squeeze};
use gaoshi::signs::print::{Body, Format, Rules, Work};
use serde_json::Value;

const RULE: &str = "玩耍时请有成年人在旁照看，轮流使用，不推不挤。";

fn panel(rules: usize) -> Rules {
    Rules {
        title: "儿童游乐须知".into(),
        en: "Playground rules".into(),
        sign: None,
        rules: vec![RULE.to_owned(); rules],
        facts: Vec::new(),
    }
}

/// The edges of everything on a sheet whose words begin so.
fn all(items: &[Value], begins: &str) -> Vec<[f64; 4]> {
    let says = |item: &&Value| {
        let line = item["lines"][0].as_str();
        line.is_some_and(|line| line.starts_with(begins))
    };
    items.iter().filter(says).map(edges).collect()
}

#[test]
fn rules_take_the_sheet_from_the_title_to_the_code_however_few_they_are() {
    for (count, least) in [(1, 0.0), (2, 0.2), (4, 0.5), (6, 0.6), (12, 0.7)] {
        let sheets = one(
            "rules",
            &piece(Body::Rules(panel(count))),
            Format::A4.portrait(),
        );
        let items = items(&sheets);
        let rules = all(&items, "玩耍时请");
        assert_eq!(rules.len(), count);
        let title = all(&items, "儿童游乐须知")[0];
        let ask = all(&items, "此处有问题")[0];
        let (above, below) = (rules[0][1] - title[3], ask[1] - rules[count - 1][3]);
        let taken = rules[count - 1][3] - rules[0][1];
        let room = ask[1] - title[3];
        assert!(
            taken >= least * room,
            "{count} rules take {taken} of {room} mm"
        );
        // Neither half of the sheet is left white.
        assert!(
            (above - below).abs() <= 0.2 * room,
            "{count} rules: {above} mm above, {below} below"
        );
    }
}

#[test]
fn hours_of_two_days_stand_on_two_lines_each_with_its_own_date() {
    for (time, lines) in [
        (
            "11月30日 13:00–\n12月4日 17:00",
            &["11月30日 13:00–", "12月4日 17:00"][..],
        ),
        ("11月30日 22:00–次日06:00", &["11月30日 22:00–次日06:00"]),
    ] {
        let work = Work {
            time: Some(time.to_owned()),
            ..lift_stop()
        };
        let sheets = one("work", &piece(Body::Work(work)), Format::A4.portrait());
        let words = items(&sheets);
        let set = words.iter().filter_map(|item| item["lines"].as_array());
        let told: Vec<Vec<&str>> = set
            .map(|all| all.iter().filter_map(Value::as_str).collect())
            .collect();
        assert!(told.iter().any(|said| said == lines), "{time}: {told:?}");
        assert!(
            Paper::print(&sheets)
                .letters()
                .contains(&time.replace([' ', '\n'], ""))
        );
    }
}

#[test]
fn a_sign_is_read_out_from_its_title_on_and_its_code_last() {
    let mut titled = 0;
    for (name, piece, paper) in pieces() {
        let sheets = one(name, &piece, paper);
        let words = items(&sheets);
        let title = words.iter().find(|item| item["style"]["title"] == true);
        let Some(title) = title.and_then(|item| item["lines"][0].as_str()) else {
            continue;
        };
        let Some(panel) = &piece.code else {
            continue;
        };
        titled += 1;
        let said = squeeze(&Paper::print(&sheets).raw());
        let at = |words: &str| {
            said.find(&squeeze(words))
                .unwrap_or_else(|| panic!("{name}: {words} in {said}"))
        };
        assert!(at(title) < at(&panel.code.grouped), "{name}: {said}");
    }
    assert!(titled >= 8, "{titled}");
}
