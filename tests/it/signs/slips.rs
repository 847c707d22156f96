//! Buttons pressed twice, by mistake, or by two people at once.

use actix_web::http::StatusCode;
use chrono::Duration;
use gaoshi::people::Role;

use super::register::{a_lamp, area, code_of, sent as lamp_sent};
use super::runs::id_of;
use super::wizard::letters;
use super::{a_stop, filled, sent};
use crate::support::app::TestApp;
use crate::support::client::{Answer, Client, File};

/// The form of floor plates for a building, to be sent as often as wanted.
pub(super) async fn plates(clerk: &mut Client<'_>) -> Vec<(&'static str, String)> {
    let page = clerk.get("/signs/make?what=floor").await;
    let of = |name: &str| page.form("/signs/make").value(name).to_owned();
    assert!(!of("form").is_empty(), "{}", page.body);
    vec![
        ("action", "make".to_owned()),
        ("what", "floor".to_owned()),
        ("form", of("form")),
        ("community", of("community")),
        ("within", id_of(&page.body, "3号楼")),
        ("coded", "yes".to_owned()),
        ("phone", of("phone")),
        ("version", "1".to_owned()),
        ("start", "1".to_owned()),
    ]
}

pub(super) async fn made(clerk: &mut Client<'_>, fields: &[(&'static str, String)]) -> String {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let answer = clerk.post("/signs/make", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().to_owned()
}

/// How many runs the page of signs lists.
async fn runs(clerk: &mut Client<'_>) -> usize {
    let page = clerk.get("/signs").await;
    page.body.matches("href=\"/signs/runs/").count()
}

#[actix_web::test]
async fn a_run_sent_twice_or_by_two_windows_at_once_is_there_once_and_a_changed_one_beside_it() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let fields = plates(&mut clerk).await;
    let before = runs(&mut clerk).await;
    let mut window = app.signed_in("wangfang").await;
    window.get("/signs").await;
    let (one, other) = tokio::join!(made(&mut clerk, &fields), made(&mut window, &fields));
    assert_eq!(one, other);
    assert_eq!(runs(&mut clerk).await, before + 1);
    assert_eq!(made(&mut clerk, &fields).await, one);
    assert!(clerk.get(&one).await.body.contains("没有重复制作"));
    let mut changed = fields.clone();
    changed.push(("inspect_every", "90".to_owned()));
    let another = made(&mut clerk, &changed).await;
    assert_ne!(another, one);
    assert_eq!(runs(&mut clerk).await, before + 2);
}

#[actix_web::test]
async fn a_list_sent_twice_makes_one_run() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let sample = clerk.get("/signs/list.csv?what=floor").await;
    let form = clerk
        .get("/signs/list?what=floor")
        .await
        .form("/signs/list");
    let file = File {
        name: "floors.csv",
        kind: "text/csv",
        bytes: sample.bytes,
    };
    let first = clerk.submit_file(&form, &[], file.clone()).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    let second = clerk.submit_file(&form, &[], file).await;
    assert_eq!(first.location(), second.location());
}

#[actix_web::test]
async fn a_stop_sent_twice_gives_out_its_codes_once() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let mut fields = filled(&mut clerk, "17:00").await;
    let page = clerk.get("/signs/new/i-lift-stop").await;
    let form = page.form("/signs").value("form").to_owned();
    assert!(!form.is_empty());
    fields.push(("form".to_owned(), form));
    let first = sent(&mut clerk, "make", &fields)
        .await
        .location()
        .to_owned();
    let second = sent(&mut clerk, "make", &fields).await;
    assert_eq!(second.location(), first);
    let page = clerk.get(&first).await;
    assert_eq!(page.body.matches("href=\"/Q/").count(), 21);
    assert!(page.body.contains("没有重复制作"));
    for (name, value) in &mut fields {
        if name == "to_time" {
            "18:00".clone_into(value);
        }
    }
    let another = sent(&mut clerk, "make", &fields).await;
    assert_ne!(another.location(), first);
}

#[actix_web::test]
async fn a_lamp_sent_twice_is_registered_once_and_another_beside_it_after_a_while() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let page = clerk.get("/signs/register/new").await;
    let form = page.form("/signs/register").value("form").to_owned();
    let first = a_lamp(&mut clerk, &[("form", &form)]).await;
    assert_eq!(a_lamp(&mut clerk, &[("form", &form)]).await, first);
    assert!(clerk.get(&first).await.body.contains("没有重复登记"));
    let other_spot = [("form", form.as_str()), ("spot", "西侧楼梯间门上方")];
    assert_ne!(a_lamp(&mut clerk, &other_spot).await, first);
    app.clock.advance(chrono::Duration::minutes(3));
    let later = lamp_sent(&mut clerk, &[("form", &form)]).await;
    assert_eq!(later.status, StatusCode::SEE_OTHER);
    assert_ne!(later.location(), first);
}

#[actix_web::test]
async fn a_lamp_sent_by_two_taps_at_once_is_registered_once() {
    let app = TestApp::new();
    let (mut clerk, mut tap) = (app.as_(Role::Clerk).await, app.as_(Role::Clerk).await);
    let page = clerk.get("/signs/register/new").await;
    let form = page.form("/signs/register").value("form").to_owned();
    let fields = [("form", form.as_str())];
    let (one, other) = tokio::join!(a_lamp(&mut clerk, &fields), a_lamp(&mut tap, &fields));
    assert_eq!(one, other);
    let register = clerk.get("/signs/register").await;
    assert!(register.body.contains("共 1 块"), "{}", register.body);
}

#[actix_web::test]
async fn what_is_mended_in_a_form_that_was_sent_reaches_the_lamp() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let page = clerk.get("/signs/register/new").await;
    let form = page.form("/signs/register").value("form").to_owned();
    let first = a_lamp(&mut clerk, &[("form", &form), ("every", "30")]).await;
    let again = a_lamp(&mut clerk, &[("form", &form), ("every", "90")]).await;
    assert_eq!(again, first);
    let page = clerk.get(&first).await;
    assert!(page.body.contains("每 90 天") && page.body.contains("补全登记"));
}

async fn moved(clerk: &mut Client<'_>, page: &Answer, to_time: &str) -> Answer {
    let end = [("to_time", to_time), ("action", "move")];
    clerk.submit(&page.form("/until"), &end).await
}

#[actix_web::test]
async fn of_two_people_who_move_an_end_the_second_is_told_and_decides_again() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let stop = a_stop(&mut clerk).await;
    let mut colleague = app.signed_in("hexiaomei").await;
    let (hers, theirs) = (clerk.get(&stop).await, colleague.get(&stop).await);
    let first = moved(&mut clerk, &hers, "18:30").await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    let twice = moved(&mut clerk, &hers, "18:30").await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER, "{}", twice.body);
    let second = moved(&mut colleague, &theirs, "16:00").await;
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(second.body.contains("别人改过结束时间"));
    assert!(second.body.contains("18:30") && second.body.contains("value=\"16:00\""));
    let again = moved(&mut colleague, &second, "16:00").await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    let ended = [("action", "now")];
    let stale = clerk.submit(&hers.form("/until"), &ended).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[actix_web::test]
async fn what_was_marked_as_down_by_mistake_is_marked_as_there_again() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let code = code_of(&mut clerk, &lamp).await;
    let removed = clerk.get(&lamp).await.form("/removed");
    clerk.submit(&removed, &[]).await;
    assert!(app.visitor().get(&code).await.body.contains("已登记撤下"));
    let page = clerk.get(&lamp).await;
    let scan = clerk.get(&code).await;
    let back = clerk.submit(&scan.form("/restored"), &[]).await;
    assert_eq!(back.location(), code);
    let stale = clerk.submit(&page.form("/restored"), &[]).await;
    assert_eq!(stale.location(), lamp);
    let page = clerk.get(&lamp).await;
    assert!(page.body.contains("在位") && page.offers("/inspect") && !page.offers("/restored"));
    assert!(!app.visitor().get(&code).await.body.contains("已登记撤下"));
}

#[actix_web::test]
async fn a_copy_of_a_stop_marked_as_down_by_mistake_is_back_on_the_list() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let stop = a_stop(&mut clerk).await;
    clerk.get(&stop).await;
    clerk.post(&format!("{stop}/placed"), &[]).await;
    let page = clerk.get(&stop).await;
    let sign = page.between("action=\"/signs/placed/", "/").to_owned();
    let form = page.form(&format!("/signs/placed/{sign}/removed"));
    let down = clerk.submit(&form, &[]).await;
    assert_eq!(down.status, StatusCode::SEE_OTHER);
    let page = clerk.get(&stop).await;
    assert!(page.offers("/restored"), "{}", page.body);
    let back = clerk.submit(&page.form("/restored"), &[]).await;
    assert_eq!(back.location(), stop);
    let page = clerk.get(&stop).await;
    assert!(!page.offers("/restored") && page.body.contains("改回：还在"));
}

#[actix_web::test]
async fn a_code_is_revoked_only_by_who_says_that_it_is_meant() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let code = code_of(&mut clerk, &lamp).await;
    let form = clerk.get(&lamp).await.form("/revoke");
    let asked = clerk.submit(&form, &[]).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.body.contains("id=\"e-sure\""));
    assert_eq!(app.visitor().get(&code).await.status, StatusCode::OK);
    clerk.submit(&form, &[("sure", "yes")]).await;
    assert_eq!(app.visitor().get(&code).await.status, StatusCode::GONE);
}

#[actix_web::test]
async fn a_look_on_the_round_goes_on_at_the_sign_that_comes_next() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let mut codes = Vec::new();
    for within in ["2", "5"] {
        let lamp = a_lamp(
            &mut clerk,
            &[("within", within), ("inspected", "2026-01-01")],
        )
        .await;
        codes.push(code_of(&mut clerk, &lamp).await.replace("/Q/", ""));
    }
    let round = clerk.get("/signs/round").await;
    assert!(
        codes
            .iter()
            .all(|code| round.body.contains(&format!("id=\"s-{code}\"")))
    );
    let done = clerk
        .submit(&round.form("/inspect"), &[("finding", "ok")])
        .await;
    assert_eq!(done.location(), format!("/signs/round#s-{}", codes[1]));
    let round = clerk.get("/signs/round").await;
    let last = clerk
        .submit(&round.form("/inspect"), &[("finding", "ok")])
        .await;
    assert_eq!(last.location(), "/signs/round");
}

#[actix_web::test]
async fn who_only_reads_is_offered_nothing_behind_a_code() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let stop = a_stop(&mut clerk).await;
    let code = clerk
        .get(&stop)
        .await
        .between("href=\"/Q/", "\"")
        .to_owned();
    let path = format!("/Q/{code}");
    assert!(clerk.get(&path).await.offers("/placed"));
    let mut reader = app.signed_in("linyan").await;
    let page = reader.get(&path).await;
    assert!(!page.offers("/placed") && !page.body.contains("class=\"staff\""));
    // What may be read is still offered: the page of a sign that stays.
    let lamp = a_lamp(&mut clerk, &[]).await;
    let path = code_of(&mut clerk, &lamp).await;
    let page = reader.get(&path).await;
    assert!(
        page.body.contains(&format!("href=\"{lamp}\"")),
        "{}",
        page.body
    );
}

#[actix_web::test]
async fn printed_signs_that_do_not_hang_are_on_today_until_they_do() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let fields = plates(&mut clerk).await;
    let run = made(&mut clerk, &fields).await;
    let told = "打印好、待张贴的牌";
    assert!(!clerk.get("/").await.body.contains(told));
    clerk.get(&run).await;
    clerk.post(&format!("{run}/parts/1"), &[]).await;
    let today = clerk.get("/").await.body;
    assert!(today.contains(told) && today.contains(&run), "{today}");
    let signs = clerk.get("/signs").await.body;
    assert!(signs.contains("42 块待张贴") && signs.contains("3号楼1单元 1层 等"));
    let id = run.trim_start_matches("/signs/runs/");
    a_lamp(&mut clerk, &[]).await;
    let all = clerk.get("/signs/register").await;
    let alone = clerk.get(&format!("/signs/register?run={id}")).await;
    assert!(alone.body.contains("只列出这一批"));
    assert!(alone.body.contains("共 42 块") && !all.body.contains("共 42 块"));
    let nobody = format!(
        "/signs/register?run={}",
        gaoshi::signs::register::RunId::new()
    );
    assert_eq!(clerk.get(&nobody).await.status, StatusCode::NOT_FOUND);
    clerk.get(&run).await;
    clerk.post(&format!("{run}/placed"), &[]).await;
    assert!(!clerk.get("/").await.body.contains(told));
    let page = clerk.get(&run).await;
    assert!(page.body.contains("没有等着张贴的") && !page.offers("/placed"));
}

#[actix_web::test]
async fn a_run_hung_in_one_go_is_on_the_round_when_its_days_are_over() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let mut fields = plates(&mut clerk).await;
    fields.push(("inspect_every", "30".to_owned()));
    let run = made(&mut clerk, &fields).await;
    clerk.get(&run).await;
    clerk.post(&format!("{run}/parts/1"), &[]).await;
    clerk.post(&format!("{run}/placed"), &[]).await;
    let id = run.trim_start_matches("/signs/runs/").to_owned();
    let overdue = format!("/signs/register?run={id}&overdue=1");
    assert!(clerk.get(&overdue).await.body.contains("没有符合条件"));
    app.clock.advance(chrono::Duration::days(31));
    let mut clerk = app.signed_in("wangfang").await;
    assert!(clerk.get(&overdue).await.body.contains("共 42 块"));
}

/// A run for a building that was printed, and the page of its first sign.
async fn a_printed_sign(clerk: &mut Client<'_>) -> (String, String) {
    let fields = plates(clerk).await;
    let run = made(clerk, &fields).await;
    clerk.get(&run).await;
    clerk.post(&format!("{run}/parts/1"), &[]).await;
    let id = run.trim_start_matches("/signs/runs/").to_owned();
    let list = clerk.get(&format!("/signs/register?run={id}")).await;
    let sign = list.between("<td><a href=\"/signs/register/", "\"");
    (run, format!("/signs/register/{sign}"))
}

/// The sheet of a sign alone.
fn sheet_of(sign: &str) -> String {
    let id = sign.trim_start_matches("/signs/register/");
    format!("/signs/runs/copies/{id}/sheet.pdf")
}

#[actix_web::test]
async fn a_code_that_opens_nothing_is_not_printed_again() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let (run, sign) = a_printed_sign(&mut clerk).await;
    let page = clerk.get(&sign).await;
    let code = page.form("/revoke").value("seen").to_owned();
    let part = format!("{run}/parts/1.pdf");
    assert!(letters(&clerk.get(&part).await).contains(&code), "{code}");
    clerk
        .submit(&page.form("/revoke"), &[("sure", "yes")])
        .await;
    assert!(!letters(&clerk.get(&part).await).contains(&code));
    let alone = clerk.get(&sheet_of(&sign)).await;
    assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(alone.body.contains("换一个新码"), "{}", alone.body);
}

#[actix_web::test]
async fn a_run_of_one_sign_whose_code_opens_nothing_says_so() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let mut fields = plates(&mut clerk).await;
    fields.push(("only", "5".to_owned()));
    let page = clerk.get("/signs/make?what=floor").await;
    fields.retain(|(name, _)| *name != "within");
    fields.push(("within", id_of(&page.body, "3号楼2单元")));
    let run = made(&mut clerk, &fields).await;
    clerk.get(&run).await;
    clerk.post(&format!("{run}/parts/1"), &[]).await;
    let id = run.trim_start_matches("/signs/runs/").to_owned();
    let list = clerk.get(&format!("/signs/register?run={id}")).await;
    assert!(list.body.contains("共 1 块"), "{}", list.body);
    let sign = list.between("<td><a href=\"/signs/register/", "\"");
    let page = clerk.get(&format!("/signs/register/{sign}")).await;
    clerk
        .submit(&page.form("/revoke"), &[("sure", "yes")])
        .await;
    let part = clerk.get(&format!("{run}/parts/1.pdf")).await;
    assert_eq!(part.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(part.body.contains("换一个新码"), "{}", part.body);
}

#[actix_web::test]
async fn a_sign_that_moved_prints_where_it_hangs_now() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let (_, sign) = a_printed_sign(&mut clerk).await;
    let before = letters(&clerk.get(&sheet_of(&sign)).await);
    assert!(before.contains("3号楼1单元1层"), "{before}");
    let page = clerk.get(&sign).await;
    let to = area(&page, "3号楼2单元");
    let moved = [("area", to.as_str()), ("within", "5")];
    clerk.submit(&page.form("/move"), &moved).await;
    let after = letters(&clerk.get(&sheet_of(&sign)).await);
    assert!(
        after.contains("3号楼2单元5层") && !after.contains("3号楼1单元1层"),
        "{after}"
    );
}

#[actix_web::test]
async fn a_code_is_changed_only_by_who_sees_the_one_it_has() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let page = clerk.get(&lamp).await;
    clerk.submit(&page.form("/recode"), &[]).await;
    let code = code_of(&mut clerk, &lamp).await;
    for (form, sure) in [("/recode", ""), ("/revoke", "yes")] {
        let stale = clerk.submit(&page.form(form), &[("sure", sure)]).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(stale.body.contains("别人换过码"), "{form}");
    }
    assert_eq!(code_of(&mut clerk, &lamp).await, code);
    assert_eq!(app.visitor().get(&code).await.status, StatusCode::OK);
}

#[actix_web::test]
async fn what_is_down_is_not_hung_by_an_old_page() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let stop = a_stop(&mut clerk).await;
    let page = clerk.get(&stop).await;
    let sign = page.between("action=\"/signs/placed/", "/").to_owned();
    let form = page.form(&format!("/signs/placed/{sign}/placed"));
    clerk.submit(&form, &[]).await;
    clerk
        .post(&format!("/signs/placed/{sign}/removed"), &[])
        .await;
    let stale = clerk.submit(&form, &[]).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("按错了，还挂着"), "{}", stale.body);
    assert!(stale.offers("/until"), "its stop is there to go on from");
}

#[actix_web::test]
async fn a_look_at_what_came_down_meanwhile_keeps_its_remark_until_it_can_be_sent() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let page = clerk.get(&lamp).await;
    let down = clerk.submit(&page.form("/removed"), &[]).await;
    assert_eq!(down.status, StatusCode::SEE_OTHER, "{}", down.body);
    let typed = [("finding", "damaged"), ("remark", "灯罩裂了")];
    let late = clerk.submit(&page.form("/inspect"), &typed).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.body.contains("已经登记撤下"), "{}", late.body);
    let form = late.form("/inspect");
    assert_eq!(form.value("remark"), "灯罩裂了");
    let back = clerk.submit(&late.form("/restored"), &[]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
    let done = clerk.submit(&form, &[("finding", "damaged")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(clerk.get(&lamp).await.body.contains("灯罩裂了"));
}

#[actix_web::test]
async fn a_slip_in_one_form_of_a_sign_leaves_its_other_forms_as_they_were() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let page = clerk.get(&lamp).await;
    for (form, slip) in [
        ("/interval", ("every", "99999")),
        ("/recode", ("code", "8K4T2M9XQ6")),
        ("/inspect", ("finding", "")),
    ] {
        let wrong = clerk.submit(&page.form(form), &[slip]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        for name in ["area", "within", "spot"] {
            let before = page.form("/move").value(name).to_owned();
            assert!(!before.is_empty(), "{name}");
            assert_eq!(wrong.form("/move").value(name), before, "{form} {name}");
        }
    }
}

#[actix_web::test]
async fn a_slip_on_the_round_is_mended_on_the_page_of_the_sign_and_the_round_goes_on() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    for within in ["5", "2"] {
        a_lamp(&mut clerk, &[("within", within)]).await;
    }
    app.clock.advance(Duration::days(29));
    let mut clerk = app.as_(Role::Clerk).await;
    let form = clerk.get("/signs/round").await.form("/inspect");
    let next = form.value("next").to_owned();
    let long = "灯不亮".repeat(100);
    let slip = [("finding", "damaged"), ("remark", long.as_str())];
    let wrong = clerk.submit(&form, &slip).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!wrong.between("id=\"e-remark\">", "<").is_empty());
    let form = wrong.form("/inspect");
    assert_eq!(form.value("remark"), long);
    let mended = [("finding", "damaged"), ("remark", "灯不亮")];
    let done = clerk.submit(&form, &mended).await;
    assert!(!next.is_empty());
    assert_eq!(done.location(), format!("/signs/round#s-{next}"));
}

#[actix_web::test]
async fn a_telephone_that_nobody_can_dial_is_refused() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let mut fields = filled(&mut clerk, "17:00").await;
    fields.retain(|(name, _)| name != "phone");
    fields.push(("phone".to_owned(), "请打电话".to_owned()));
    let stop = sent(&mut clerk, "make", &fields).await;
    assert!(stop.body.contains("能拨打的电话号码"), "{}", stop.body);
    let mut plates = plates(&mut clerk).await;
    plates.retain(|(name, _)| *name != "phone");
    plates.push(("phone", "abc".to_owned()));
    let plates: Vec<(&str, &str)> = plates.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let run = clerk.post("/signs/make", &plates).await;
    assert!(run.body.contains("能拨打的电话号码"), "{}", run.body);
}

#[actix_web::test]
async fn a_stop_that_ends_the_next_morning_says_so_beside_its_hours() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    for (from, to, told) in [("23:00", "05:30", true), ("13:00", "17:00", false)] {
        let mut fields = filled(&mut clerk, to).await;
        fields.retain(|(name, _)| name != "from_time");
        fields.push(("from_time".to_owned(), from.to_owned()));
        let looked = sent(&mut clerk, "look", &fields).await;
        let ends = looked.between("id=\"ends\"", "</p>").to_owned();
        assert_eq!(
            ends.contains("次日结束：") && ends.contains("05:30"),
            told,
            "{ends}"
        );
    }
}

/// Telephones as input methods, web pages and phone books leave them, and as signs say them.
const COPIED: [(&str, &str); 5] = [
    ("０７５５\u{200B}－８８８８ 0000", "0755-8888 0000"),
    ("\u{202d}138\u{a0}0000\u{a0}2217\u{202c}", "138 0000 2217"),
    ("138.0000.2218（微信同号）", "138.0000.2218（微信同号）"),
    ("0755-88880000转8012", "0755-88880000转8012"),
    ("119", "119"),
];

#[actix_web::test]
async fn a_telephone_is_taken_as_it_was_copied_on_a_run_and_on_a_stop() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let plates = plates(&mut clerk).await;
    let stop = filled(&mut clerk, "17:00").await;
    for (typed, said) in COPIED {
        let mut plates: Vec<(&str, &str)> = plates.iter().map(|(n, v)| (*n, v.as_str())).collect();
        plates.retain(|(name, _)| !["form", "phone"].contains(name));
        plates.push(("phone", typed));
        let run = clerk.post("/signs/make", &plates).await;
        assert_eq!(run.status, StatusCode::SEE_OTHER, "{typed}: {}", run.body);
        let run = clerk.get(run.location()).await;
        assert!(run.body.contains(said), "{typed}: {}", run.body);
        let mut stop = stop.clone();
        stop.retain(|(name, _)| name != "phone");
        stop.push(("phone".to_owned(), typed.to_owned()));
        let looked = sent(&mut clerk, "look", &stop).await;
        assert!(
            !looked.body.contains("id=\"e-phone\""),
            "{typed}: {}",
            looked.body
        );
    }
    let mut stop = stop;
    stop.retain(|(name, _)| name != "phone");
    stop.push(("phone".to_owned(), COPIED[1].0.to_owned()));
    let made = sent(&mut clerk, "make", &stop).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let stop = clerk.get(made.location()).await;
    assert!(stop.body.contains(COPIED[1].1), "{}", stop.body);
}
