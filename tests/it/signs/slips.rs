//! Buttons pressed twice, by mistake, or by two people at once.

use actix_web::http::StatusCode;
use gaoshi::people::Role;

use super::register::{a_lamp, code_of, sent as lamp_sent};
use super::runs::id_of;
use super::{a_stop, filled, sent};
use crate::support::app::TestApp;
use crate::support::client::{Answer, Client, File};

/// The form of floor plates for a building, to be sent as often as wanted.
async fn plates(clerk: &mut Client<'_>) -> Vec<(&'static str, String)> {
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

async fn made(clerk: &mut Client<'_>, fields: &[(&'static str, String)]) -> String {
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
    let back = clerk.submit(&page.form("/restored"), &[]).await;
    assert_eq!(back.location(), lamp);
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
    assert!(signs.contains("待张贴") && signs.contains("3号楼"));
    let id = run.trim_start_matches("/signs/runs/");
    let alone = clerk.get(&format!("/signs/register?run={id}")).await;
    assert!(alone.body.contains("只列出一次制作的标识"));
    clerk.get(&run).await;
    clerk.post(&format!("{run}/placed"), &[]).await;
    assert!(!clerk.get("/").await.body.contains(told));
    let page = clerk.get(&run).await;
    assert!(page.body.contains("没有等着张贴的") && !page.offers("/placed"));
}
