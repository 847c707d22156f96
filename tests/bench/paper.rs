//! A sheet: against Typst alone, against a browser that prints, and in memory.

use std::time::Duration;

use gaoshi::notices::part::Part;
use gaoshi::notices::sheet::NoticeSheet;
use gaoshi::platform::typeset::{Sheet, Typesetter};
use serde_json::json;
use tokio::runtime::Runtime;

use crate::bare::Bare;
use crate::browser::Driver;
use crate::{Line, median, millis, timed};

/// Sheets whose texts differ from every other, so that nothing is remembered. They are made before
/// the time runs, as the page is that the browser prints.
fn sheets(numbers: std::ops::Range<usize>) -> Vec<NoticeSheet> {
    let mut model = NoticeSheet::sample();
    model.copies.truncate(1);
    numbers.map(|n| sheet(model.clone(), n)).collect()
}

fn sheet(mut sheet: NoticeSheet, n: usize) -> NoticeSheet {
    sheet.number = format!("锦绣物业〔2026〕{n}号");
    for part in &mut sheet.parts {
        if let Part::Text(text) = part {
            *text = vec![format!("第{n}次：{}", text.concat())];
        }
    }
    sheet
}

/// All lines about paper.
pub(crate) fn measure(runtime: &Runtime) -> Vec<Line> {
    let printer = Typesetter::new(None).unwrap();
    let mut n = 0;
    let mut product = |times| {
        let mut made = sheets(n..n + times).into_iter();
        n += times;
        timed(times, || {
            printer.pdf(&made.next().unwrap()).unwrap();
        })
    };
    product(20);
    let ours = median(product(200));
    let bare = bare(printer.family());
    let browser = runtime.block_on(browser());
    product(1);
    let early = resident();
    product(800);
    let late = resident();
    vec![
        line_slower("a sheet, warm, against Typst alone", ours, bare, 1.5),
        line_faster(
            "a sheet against headless Chromium printing it",
            ours,
            browser,
        ),
        Line {
            what: "memory after 1,000 sheets against after 200".to_owned(),
            ours: format!("{late} MiB"),
            other: format!("{early} MiB"),
            ratio: format!("{:.2}", late as f64 / early as f64),
            bound: "≤ 1.10",
            holds: late as f64 <= early as f64 * 1.1,
        },
    ]
}

fn line_slower(what: &str, ours: Duration, other: Duration, most: f64) -> Line {
    let ratio = ours.as_secs_f64() / other.as_secs_f64();
    Line {
        what: what.to_owned(),
        ours: millis(ours),
        other: millis(other),
        ratio: format!("{ratio:.2}"),
        bound: "≤ 1.50",
        holds: ratio <= most,
    }
}

fn line_faster(what: &str, ours: Duration, other: Duration) -> Line {
    let ratio = other.as_secs_f64() / ours.as_secs_f64();
    Line {
        what: what.to_owned(),
        ours: millis(ours),
        other: millis(other),
        ratio: format!("{ratio:.1} × faster"),
        bound: "≥ 20",
        holds: ratio >= 20.0,
    }
}

fn bare(family: &str) -> Duration {
    let mut world = Bare::new(family);
    let mut n = 0;
    let mut run = |times| {
        let mut made = sheets(n..n + times).into_iter();
        n += times;
        timed(times, || {
            let sheet = made.next().unwrap();
            let value = json!({ "document_title": sheet.title(), "sheet": sheet });
            world.pdf(serde_json::to_vec(&value).unwrap());
        })
    };
    run(20);
    median(run(200))
}

/// The same notice as a page, printed by a browser that is kept open.
async fn browser() -> Duration {
    let driver = Driver::start();
    let tab = driver.open("zh-CN", true).await;
    let folder = tempfile::tempdir().unwrap();
    let mut times = Vec::new();
    for (n, sheet) in sheets(0..25).into_iter().enumerate() {
        let path = folder.path().join(format!("{n}.html"));
        std::fs::write(&path, html(&sheet)).unwrap();
        let begun = std::time::Instant::now();
        let page = json!({ "url": format!("file://{}", path.display()) });
        tab.command("url", &page).await;
        let printed = tab.command("print", &json!({ "background": true })).await;
        assert!(printed.as_str().is_some_and(|pdf| pdf.len() > 1_000));
        times.push(begun.elapsed());
    }
    tab.close().await;
    median(times.split_off(5))
}

fn html(sheet: &NoticeSheet) -> String {
    let (mut facts, mut body, mut advice) = (String::new(), String::new(), String::new());
    for part in &sheet.parts {
        match part {
            Part::Facts(rows) => facts.extend(
                rows.iter()
                    .map(|f| format!("<tr><th>{}</th><td>{}</td></tr>", f.label, f.value)),
            ),
            Part::Text(text) => body.extend(text.iter().map(|p| format!("<p>{p}</p>"))),
            Part::Advice(tiles) => advice.extend(
                tiles
                    .iter()
                    .map(|a| format!("<li><b>{}</b> {}</li>", a.head, a.detail)),
            ),
            Part::When(_) | Part::Table(_) | Part::Measures(_) => {}
        }
    }
    let code = &sheet.copies[0].code;
    let code = serde_json::to_value(code).unwrap();
    let qr = code["svg"].as_str().unwrap_or_default();
    format!(
        "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>{title}</title>\
         <style>@page{{size:A4;margin:15mm}}body{{font-family:'Noto Sans CJK SC';font-size:14pt}}\
         h1{{font-size:56pt;margin:0}}svg{{width:46mm}}</style>\
         <p>{community} {number}</p><h1>{title}</h1><table>{facts}</table>{body}\
         <ul>{advice}</ul><p>{issuer} {issued}</p><p>{phone}</p>{qr}",
        title = sheet.title,
        community = sheet.community,
        number = sheet.number,
        issuer = sheet.issuer,
        issued = sheet.issued_on,
        phone = sheet.phone,
    )
}

/// The resident set of this process in MiB.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"));
    let kib = line.unwrap().trim().trim_end_matches(" kB").trim();
    kib.parse::<u64>().unwrap() / 1_024
}
