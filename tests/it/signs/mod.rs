//! Signs at their places, from the form to the wall and off it again; and the command line.

mod codes;
mod lists;
mod meanwhile;
pub(crate) mod register;
pub(crate) mod runs;
mod slips;
mod wizard;

use chrono::Duration;
use std::process::{Command, Output};

use actix_web::http::StatusCode;

use crate::support::app::TestApp;
use crate::support::client::Client;

/// The value of the field whose label reads so.
fn value_of(page: &str, field: &str, label: &str) -> String {
    let mark = format!("name=\"{field}\" value=\"");
    page.split(&mark)
        .skip(1)
        .find(|rest| {
            rest.split('<')
                .nth(1)
                .is_some_and(|span| span == format!("span>{label}"))
        })
        .and_then(|rest| rest.split('"').next())
        .unwrap()
        .to_owned()
}

/// What a clerk sends for the second lift of 3号楼2单元, with another end.
async fn filled(clerk: &mut Client<'_>, to_time: &str) -> Vec<(String, String)> {
    let page = clerk.get("/signs/new/i-lift-stop").await;
    let mut fields: Vec<(String, String)> = [
        ("design", "i-lift-stop"),
        (
            "community",
            page.between("name=\"community\" value=\"", "\""),
        ),
        ("area", &value_of(&page.body, "area", "3号楼2单元")),
        ("from_date", "2026-11-24"),
        ("from_time", "13:00"),
        ("to_date", "2026-11-24"),
        ("to_time", to_time),
        ("apology", "给您带来不便，深表歉意。"),
        ("phone", "0755-8888 0000"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec();
    let look = sent(clerk, "look", &fields).await;
    fields.push(("place".into(), value_of(&look.body, "place", "2号电梯")));
    let look = sent(clerk, "look", &fields).await;
    for name in ["alternative", "proposed"] {
        fields.push((name.into(), "1号电梯".into()));
    }
    assert!(look.body.contains("value=\"1号电梯\"") && look.body.contains("21 张"));
    fields
}

async fn sent(
    clerk: &mut Client<'_>,
    action: &str,
    fields: &[(String, String)],
) -> crate::support::client::Answer {
    let mut all: Vec<(&str, &str)> = vec![("action", action)];
    all.extend(fields.iter().map(|(n, v)| (n.as_str(), v.as_str())));
    clerk.post("/signs", &all).await
}

/// A stop of 3号楼2单元 2号电梯, 13:00 to 17:00, made by the clerk; its page.
pub(crate) async fn a_stop(clerk: &mut Client<'_>) -> String {
    let fields = filled(clerk, "17:00").await;
    let made = sent(clerk, "make", &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    made.location().to_owned()
}

#[actix_web::test]
async fn a_lift_stop_gets_a_coded_sign_for_every_floor() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let stop = a_stop(&mut clerk).await;
    let page = clerk.get(&stop).await;
    assert!(page.body.contains("3号楼2单元 · 2号电梯"));
    assert_eq!(page.body.matches("href=\"/Q/").count(), 21);
    let printed = clerk.post(&format!("{stop}/print"), &[]).await;
    assert_eq!(printed.location(), format!("{stop}/sheet.pdf?made=a4"));
    assert_eq!(clerk.get(printed.location()).await.status, StatusCode::OK);
}

#[actix_web::test]
async fn a_temporary_sign_without_an_end_is_refused_under_its_clause() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let fields = filled(&mut clerk, "").await;
    let refused = sent(&mut clerk, "make", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("QP7.3 §4.4.1"));
}

#[actix_web::test]
async fn signs_that_still_show_a_moved_end_are_listed_until_they_are_replaced() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let stop = a_stop(&mut clerk).await;
    clerk.get(&stop).await;
    clerk.post(&format!("{stop}/print"), &[]).await;
    clerk.post(&format!("{stop}/placed"), &[]).await;
    assert!(clerk.get(&stop).await.body.contains("21 张都已张贴"));
    app.clock.advance(Duration::minutes(5));
    let later = [
        ("to_date", "2026-11-24"),
        ("to_time", "18:30"),
        ("action", "move"),
    ];
    let form = clerk.get(&stop).await.form("/until");
    let moved = clerk.submit(&form, &later).await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER);
    let page = clerk.get(&stop).await;
    assert!(page.body.contains("21 张还写着原来的结束时间"));
    app.clock.advance(Duration::minutes(5));
    clerk.post(&format!("{stop}/placed"), &[]).await;
    assert!(clerk.get(&stop).await.body.contains("21 张都已张贴"));
}

#[actix_web::test]
async fn a_wrong_end_is_answered_beside_its_field_and_what_was_typed_stays() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let stop = a_stop(&mut clerk).await;
    let form = clerk.get(&stop).await.form("/until");
    for (date, time, wrong) in [
        ("2026-13-45", "18:30", "e-to_date"),
        ("2026-11-24", "25:99", "e-to_time"),
        ("2026-11-24", "12:00", "e-to_time"),
        ("2199-12-31", "23:59", "e-to_date"),
    ] {
        let fields = [("to_date", date), ("to_time", time), ("action", "move")];
        let answer = clerk.submit(&form, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(
            answer.body.contains(&format!("id=\"{wrong}\"")),
            "{date} {time}"
        );
        assert!(answer.body.contains(&format!("value=\"{date}\"")));
        assert!(answer.body.contains(&format!("value=\"{time}\"")));
    }
}

#[actix_web::test]
async fn a_damaged_copy_of_a_stop_is_told_until_it_is_replaced() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let stop = a_stop(&mut clerk).await;
    clerk.get(&stop).await;
    clerk.post(&format!("{stop}/placed"), &[]).await;
    let page = clerk.get(&stop).await;
    let form = page.form("/inspect");
    let told = clerk.submit(&form, &[]).await;
    assert_eq!(told.location(), stop);
    let page = clerk.get(&stop).await;
    assert!(page.body.contains("已损坏") && page.body.contains("发现损坏"));
    assert!(clerk.get("/").await.body.contains("标识损坏、不见了"));
    let sign = form.action.trim_end_matches("/inspect");
    let sign = sign.trim_start_matches("/signs/register/").to_owned();
    let page = clerk.get(&stop).await;
    let hung = page.form(&format!("/signs/placed/{sign}/placed"));
    clerk.submit(&hung, &[]).await;
    assert!(!clerk.get("/").await.body.contains("标识损坏、不见了"));
}

#[actix_web::test]
async fn a_scan_of_a_sign_with_an_old_end_tells_both_ends_until_it_is_replaced() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let stop = a_stop(&mut clerk).await;
    let page = clerk.get(&stop).await;
    let code = page.between("href=\"/Q/", "\"").to_owned();
    clerk.post(&format!("{stop}/print"), &[]).await;
    clerk.post(&format!("{stop}/placed"), &[]).await;
    let scan = app.visitor().get(&format!("/Q/{code}")).await;
    assert!(!scan.body.contains("写的时间已改"));
    // Moved twice: the paper still shows the first end.
    for (to_time, told) in [
        ("18:30", "原定今天 17:00，现延至今天 18:30"),
        ("16:15", "原定今天 17:00，现提前到今天 16:15"),
    ] {
        app.clock.advance(Duration::minutes(5));
        let end = [
            ("to_date", "2026-11-24"),
            ("to_time", to_time),
            ("action", "move"),
        ];
        let form = clerk.get(&stop).await.form("/until");
        clerk.submit(&form, &end).await;
        let scan = app.visitor().get(&format!("/Q/{code}")).await;
        assert!(scan.body.contains(told), "{}", scan.body);
    }
    let mut foreigner = app.visitor();
    foreigner.headers.push(("accept-language", "en"));
    let scan = foreigner.get(&format!("/Q/{code}")).await;
    assert!(
        scan.body
            .contains("it was today 17:00 and is now brought forward to today 16:15"),
        "{}",
        scan.body
    );
    app.clock.advance(Duration::minutes(5));
    clerk.get(&stop).await;
    clerk.post(&format!("{stop}/placed"), &[]).await;
    let scan = app.visitor().get(&format!("/Q/{code}")).await;
    assert!(!scan.body.contains("写的时间已改"), "{}", scan.body);
}

#[actix_web::test]
async fn a_stop_that_ends_early_asks_for_its_signs_to_come_down() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let stop = a_stop(&mut clerk).await;
    clerk.get(&stop).await;
    clerk.post(&format!("{stop}/placed"), &[]).await;
    let form = clerk.get(&stop).await.form("/until");
    clerk.submit(&form, &[("action", "now")]).await;
    assert!(clerk.get("/signs").await.body.contains("该撤下的标识"));
    clerk.get(&stop).await;
    clerk.post(&format!("{stop}/removed"), &[]).await;
    assert!(!clerk.get("/signs").await.body.contains("该撤下的标识"));
}

#[actix_web::test]
async fn a_scan_of_one_sign_marks_it_and_leads_back_to_its_code() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let stop = a_stop(&mut clerk).await;
    let page = clerk.get(&stop).await;
    let code = page.between("href=\"/Q/", "\"").to_owned();
    let sign = page.between("action=\"/signs/placed/", "/").to_owned();
    let back = format!("code:{code}");
    let form = page.form(&format!("/signs/placed/{sign}/placed"));
    let placed = clerk.submit(&form, &[("back", &back)]).await;
    assert_eq!(placed.location(), format!("/Q/{code}"));
    let scan = app.visitor().get(&format!("/Q/{code}")).await;
    assert!(scan.body.contains("电梯维护"), "{}", scan.body);
}

#[actix_web::test]
async fn another_offices_signs_do_not_exist() {
    let app = TestApp::demo();
    let stop = a_stop(&mut app.signed_in("wangfang").await).await;
    let mut other = app.signed_in("sunwei").await;
    other.get("/signs").await;
    for path in [stop.clone(), format!("{stop}/sheet.pdf")] {
        assert_eq!(
            other.get(&path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    for verb in ["print", "placed", "removed"] {
        other.get("/signs").await;
        let answer = other.post(&format!("{stop}/{verb}"), &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{verb}");
    }
}

#[actix_web::test]
async fn who_only_reads_signs_makes_none() {
    let app = TestApp::demo();
    let mut reader = app.signed_in("linyan").await;
    let page = reader.get("/signs").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.contains("/signs/new/"));
    let new = reader.get("/signs/new/i-lift-stop").await;
    assert_eq!(new.status, StatusCode::FORBIDDEN);
}

fn gaoshi(args: &[&str]) -> Output {
    let data = tempfile::tempdir().unwrap();
    Command::new(env!("CARGO_BIN_EXE_gaoshi"))
        .arg("--data")
        .arg(data.path())
        .arg("sign")
        .args(args)
        .output()
        .unwrap()
}

fn told(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned() + &String::from_utf8_lossy(&out.stdout)
}

#[test]
fn the_command_line_lists_the_catalogue_for_people_and_for_programs() {
    let people = told(&gaoshi(&["list"]));
    let lift = people.lines().find(|line| line.starts_with("i-lift-stop "));
    assert!(lift.unwrap().contains("  电梯维护 暂停使用  "));
    let json: serde_json::Value =
        serde_json::from_slice(&gaoshi(&["list", "--json"]).stdout).unwrap();
    let lift = json
        .as_array()
        .unwrap()
        .iter()
        .find(|d| d["id"] == "i-lift-stop");
    assert_eq!(lift.unwrap()["layouts"][0], "work");
}

#[test]
fn the_command_line_prints_a_sign_without_a_database() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["sign.pdf", "sign.svg", "sign.png"] {
        let file = dir.path().join(name);
        let done = gaoshi(&[
            "render",
            "i-lift-stop",
            "--place",
            "3号楼2单元 2号梯",
            "--code",
            "8K4T2M9XQ5",
            "--base-url",
            "https://wy.example.cn",
            "-o",
            file.to_str().unwrap(),
        ]);
        assert!(done.status.success(), "{}", told(&done));
        assert!(std::fs::metadata(&file).unwrap().len() > 10_000);
    }
}

#[test]
fn the_command_line_prints_the_whole_catalogue() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("catalogue.pdf");
    let done = gaoshi(&["contact-sheet", "-o", file.to_str().unwrap()]);
    assert!(done.status.success(), "{}", told(&done));
    assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF"));
    let nowhere = gaoshi(&["contact-sheet", "-o", "catalogue.txt"]);
    assert!(told(&nowhere).contains(".pdf, .svg or .png"));
}

#[actix_web::test]
async fn the_desk_makes_work_signs_and_shows_the_drawing_of_every_sign() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let page = clerk.get("/signs").await;
    assert!(page.body.contains("/signs/new/i-closed"));
    assert!(!page.body.contains("/signs/new/w-slip"));
    let new = clerk.get("/signs/new/w-slip").await;
    assert_eq!(new.status, StatusCode::NOT_FOUND);
    let drawing = clerk.get("/signs/designs/w-slip.svg").await;
    assert!(drawing.body.contains("#FFC800"));
}

#[test]
fn the_command_line_says_what_is_wrong() {
    let with = |design: &str, more: &[&str]| {
        let mut args = vec!["render", design, "--place", "大堂", "-o", "/nowhere/x.pdf"];
        args.extend(more);
        let done = gaoshi(&args);
        assert!(!done.status.success());
        told(&done)
    };
    assert!(with("i-nothing", &[]).contains("i-lift-stop, i-closed"));
    let base = ["--base-url", "https://wy.example.cn"];
    let code = |code| with("i-clean", &[&["--code", code], &base[..]].concat());
    assert!(code("8K4T").contains("10 characters, not 4"));
    assert!(code("8K4T2M9XQU").contains("“U” is in no code"));
    assert!(code("8K4T2M9XQ6").contains("typing error"));
    let at = |base| with("i-clean", &["--code", "8K4T2M9XQ5", "--base-url", base]);
    assert!(at("wy.example.cn").contains("https://"));
    assert!(at("https://wy.example.cn/x").contains("path"));
    assert!(at("http://127.0.0.1").contains("only this machine"));
}
