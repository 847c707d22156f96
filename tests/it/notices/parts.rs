//! The parts of a notice: every one is told on paper, on a page and in a mail, and nowhere else.

use std::path::Path;

use actix_web::http::StatusCode;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use gaoshi::notices::part::{Align, Column, Measure, Part, Row, Table, Weight};
use gaoshi::notices::said::{CONTENT_VERSION, Frozen, Shape};
use gaoshi::schema::notice_revisions as revisions;

use super::Desk;
use crate::paper::tools::Paper;
use crate::support::app::TestApp;

/// What tells a part, by the folder of its readers.
const RENDERERS: [&str; 3] = ["mail/parts.html", "notices/parts.html", "print/parts.typ"];

fn files(below: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(below);
    let (mut folders, mut found) = (vec![root.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
                found.push((name.to_owned(), text));
            }
        }
    }
    found.sort();
    found
}

/// The parts there are, as the source lists them.
fn variants() -> Vec<String> {
    let source = include_str!("../../../src/notices/part.rs");
    let (_, list) = source.split_once("pub enum Part {").unwrap();
    let (list, _) = list.split_once("\n}").unwrap();
    let lines = list.lines().map(str::trim);
    lines
        .filter(|line| line.starts_with(char::is_uppercase))
        .map(|line| line.split('(').next().unwrap().to_owned())
        .collect()
}

/// Whether a text takes a part apart: `Part::Text(words) =>`, `if let Part::Text(words) = …`.
fn takes_apart(text: &str, variant: &str) -> bool {
    let named = format!("Part::{variant}(");
    text.split(&named).skip(1).any(|rest| {
        let mut open = 1;
        let end = rest.find(|c| {
            open += match c {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            open == 0
        });
        let after = rest[end.unwrap() + 1..].trim_start();
        after.starts_with('=') || after.starts_with('|') || after.starts_with("if ")
    })
}

#[test]
fn a_part_is_told_by_three_renderers_and_by_nobody_else() {
    let asks = |text: &str| text.contains(".part ==") || text.contains(".part)");
    let asking: Vec<String> = files("templates")
        .into_iter()
        .filter(|(_, text)| asks(text))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(asking, RENDERERS);
    let variants = variants();
    assert!(variants.len() >= 6, "{variants:?}");
    // Dates of another year are made whole before any of the three sees them.
    let before = "notices/said/dated.rs";
    for (name, text) in files("src").into_iter().filter(|(name, _)| name != before) {
        for variant in &variants {
            assert!(!takes_apart(&text, variant), "{name} takes {variant} apart");
        }
    }
    assert!(takes_apart("match x { Part::Text(f(a)) => 1 }", "Text"));
    assert!(!takes_apart("vec![Part::Text(f(a)), b == c]", "Text"));
}

#[test]
fn every_part_is_told_by_every_renderer() {
    for renderer in RENDERERS {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("templates")
            .join(renderer);
        let text = std::fs::read_to_string(path).unwrap();
        for variant in variants() {
            let name = variant.to_lowercase();
            // A page and a mail have the time in their first line.
            let told = text.contains(&format!("\"{name}\"")) || text.contains(&format!("{name}: "));
            let in_the_head = name == "when" && renderer != "print/parts.typ";
            assert!(told || in_the_head, "{renderer} tells no {name}");
        }
    }
}

fn accounts() -> [Part; 2] {
    let row = |name: &str, sum: &str, weight| Row {
        cells: vec![name.to_owned(), sum.to_owned()],
        weight,
    };
    let column = |label: &str, align| Column {
        label: label.to_owned(),
        align,
    };
    let mut rows: Vec<Row> = (1..=60)
        .map(|n| {
            row(
                &format!("第{n}项<支出>"),
                &format!("{n},234.50"),
                Weight::Plain,
            )
        })
        .collect();
    rows.push(row("合计", "74,070.00", Weight::Total));
    let table = Table {
        title: "第三季度收支".to_owned(),
        columns: vec![
            column("项目", Align::Words),
            column("金额（元）", Align::Figures),
        ],
        rows,
    };
    let measure = Measure {
        what: "更换应急照明电池".to_owned(),
        who: "工程主管".to_owned(),
        by: "11月28日前".to_owned(),
        state: "进行中".to_owned(),
    };
    [Part::Table(table), Part::Measures(vec![measure])]
}

/// Puts more parts into the only approved text, and lets its sheet flow.
fn add(app: &TestApp, parts: [Part; 2]) {
    let mut conn = app.db.conn();
    let text: String = revisions::table
        .select(revisions::content)
        .first(&mut conn)
        .unwrap();
    let mut frozen = Frozen::read(CONTENT_VERSION, &text).unwrap();
    frozen.said.parts.extend(parts);
    frozen.said.shape = Shape::Document;
    let text = serde_json::to_string(&frozen).unwrap();
    diesel::update(revisions::table)
        .set(revisions::content.eq(text))
        .execute(&mut conn)
        .unwrap();
}

#[actix_web::test]
async fn a_table_and_a_measure_stand_on_the_sheet_on_the_page_and_in_the_mail() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.approved(&[]).await;
    add(&app, accounts());
    app.tick().await;
    let sheet = desk.clerk.get(&format!("/notices/{id}/sheet.pdf")).await;
    assert_eq!(sheet.status, StatusCode::OK, "{}", sheet.body);
    let paper = Paper::of(&sheet.bytes);
    let letters = paper.letters();
    for said in [
        "第三季度收支",
        "第1项<支出>",
        "60,234.50",
        "合计",
        "更换应急照明电池，工程主管，11月28日前，进行中",
        "第2页共",
    ] {
        assert!(letters.contains(said), "{said}: {letters}");
    }
    assert!(
        letters.matches("金额（元）").count() >= 6,
        "the heads stand on every page"
    );
    let codes: Vec<String> = paper
        .scans()
        .into_iter()
        .filter(|code| !code.is_empty())
        .collect();
    assert_eq!(codes.len(), 3, "each copy has its code on its last page");

    let page = app.visitor().get(&format!("/n/{id}")).await.body;
    let mail = app.mails().remove(0);
    for said in [
        "第三季度收支",
        "金额（元）",
        "74,070.00",
        "更换应急照明电池",
        "进行中",
    ] {
        for (where_it_stands, text) in [("page", &page), ("html", &mail.html), ("text", &mail.text)]
        {
            assert!(
                text.contains(said),
                "{said} on the {where_it_stands}: {text}"
            );
        }
    }
    assert!(mail.text.contains("第1项<支出>") && mail.html.contains("第1项&lt;支出&gt;"));
    assert!(page.contains("第1项&lt;支出&gt;"));
}

#[actix_web::test]
async fn a_salutation_and_an_apology_that_were_typed_stand_once() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let own = "各位业主、住户：\r\n9:00 关阀\r\n11:00 来水\r\n给您带来不便，敬请谅解！";
    let id = desk.approved(&[("body", own), ("meant", "11:00")]).await;
    let sheet = desk.clerk.get(&format!("/notices/{id}/sheet.pdf")).await;
    let said = crate::paper::tools::Paper::of(&sheet.bytes).letters();
    let boards = desk.codes(&id).await.len();
    assert_eq!(said.matches("业主、住户：").count(), boards, "{said}");
    assert_eq!(said.matches("谅解").count(), boards, "{said}");
    let bare = [("body", "9:00 关阀\r\n11:00 来水"), ("meant", "11:00")];
    let bare = desk.approved(&bare).await;
    let sheet = desk.clerk.get(&format!("/notices/{bare}/sheet.pdf")).await;
    let raw = crate::paper::tools::Paper::of(&sheet.bytes).raw();
    assert!(
        raw.lines().any(|line| line.trim() == "尊敬的业主、住户："),
        "in a line of its own: {raw}"
    );
}
