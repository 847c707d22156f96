//! Nobody marks, moves or stops signs that a colleague has changed unseen.

use std::future::Future;
use std::time::Duration;

use actix_web::http::StatusCode;
use diesel::{RunQueryDsl, sql_query};
use gaoshi::people::Role;
use gaoshi::platform::db::System;

use super::a_stop;
use super::register::{a_lamp, area};
use super::runs::floors;
use super::slips::{made, plates};
use crate::people::names;
use crate::support::app::TestApp;
use crate::support::client::{Answer, Client};
use crate::support::form::Form;

/// A page is told of what somebody did, and its form can be sent anew.
fn is_told(answer: &Answer, who: &str, what: &str, end: &str) -> Form {
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.body);
    let banner = answer.between("role=\"alert\"", "</section>");
    assert!(banner.contains(who) && banner.contains(what), "{banner}");
    answer.form(end)
}

async fn again(who: &mut Client<'_>, form: &Form) {
    let done = who.submit(form, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}

#[actix_web::test]
async fn what_was_printed_meanwhile_is_not_marked_as_hung_with_the_rest() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let mut colleague = app.signed_in("hexiaomei").await;
    let run = floors(&mut clerk, &["锦绣花园"])
        .await
        .location()
        .to_owned();
    clerk.get(&run).await;
    clerk.post(&format!("{run}/parts/1"), &[]).await;
    let form = clerk.get(&run).await.form("/placed");
    colleague.get(&run).await;
    colleague.post(&format!("{run}/parts/2"), &[]).await;
    let told = clerk.submit(&form, &[]).await;
    let form = is_told(&told, "何晓梅", "打印", "/placed");
    let page = clerk.get(&run).await;
    assert!(page.offers("/placed"), "nothing was marked");
    again(&mut clerk, &form).await;
}

#[actix_web::test]
async fn copies_with_an_end_that_moved_meanwhile_are_not_marked_as_hung() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let stop = a_stop(&mut clerk).await;
    let form = clerk.get(&stop).await.form("/placed");
    let mut colleague = app.signed_in("hexiaomei").await;
    let page = colleague.get(&stop).await;
    let end = [("to_time", "18:30"), ("action", "move")];
    let moved = colleague.submit(&page.form("/until"), &end).await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.body);
    let told = clerk.submit(&form, &[]).await;
    let form = is_told(&told, "何晓梅", "改了结束时间", "/placed");
    again(&mut clerk, &form).await;
}

/// A colleague moves the end of a stop.
async fn move_the_end(app: &TestApp, stop: &str) {
    let mut colleague = app.signed_in("hexiaomei").await;
    let page = colleague.get(stop).await;
    let end = [("to_time", "18:30"), ("action", "move")];
    let moved = colleague.submit(&page.form("/until"), &end).await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.body);
}

/// The form that marks the first copy of a stop as hung, and the way to the page behind its code.
struct FirstCopy {
    form: Form,
    code: String,
}

impl FirstCopy {
    fn of(page: &Answer) -> Self {
        let sign = page.between("action=\"/signs/placed/", "/");
        Self {
            form: page.form(&format!("/signs/placed/{sign}/placed")),
            code: format!("/Q/{}", page.between("href=\"/Q/", "\"")),
        }
    }
}

#[actix_web::test]
async fn one_copy_with_an_end_that_moved_meanwhile_is_not_marked_as_hung() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let stop = a_stop(&mut clerk).await;
    let copy = FirstCopy::of(&clerk.get(&stop).await);
    let at_the_door = clerk.get(&copy.code).await.form("/placed");
    app.clock.advance(chrono::Duration::minutes(1));
    move_the_end(&app, &stop).await;
    for old in [&copy.form, &at_the_door] {
        let told = clerk.submit(old, &[]).await;
        is_told(&told, "何晓梅", "改了结束时间", "/placed");
        assert!(!told.body.contains("已贴 1"), "nothing was marked");
        let silent = clerk.submit(old, &[("seen", "")]).await;
        assert_eq!(silent.status, StatusCode::CONFLICT, "{}", silent.body);
    }
    let scan = clerk.get(&copy.code).await;
    assert!(scan.offers("/placed"), "nothing was marked");
    again(&mut clerk, &scan.form("/placed")).await;
    assert!(!clerk.get(&copy.code).await.offers("/placed"));
}

#[actix_web::test]
async fn two_who_hang_the_copies_of_a_stop_do_not_stop_each_other() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let stop = a_stop(&mut clerk).await;
    let mine = FirstCopy::of(&clerk.get(&stop).await).form;
    let mut colleague = app.signed_in("hexiaomei").await;
    let page = colleague.get(&stop).await;
    let theirs = page.body.split("action=\"/signs/placed/").skip(2);
    let theirs: Vec<Form> = theirs
        .filter_map(|rest| rest.split('/').next())
        .map(|sign| page.form(&format!("/signs/placed/{sign}/placed")))
        .collect();
    assert_eq!(theirs.len(), 20, "all but the first");
    for form in &theirs {
        again(&mut colleague, form).await;
    }
    again(&mut clerk, &mine).await;
    assert!(!clerk.get(&stop).await.offers("/placed"), "all hang");
}

#[actix_web::test]
async fn a_look_at_a_copy_that_nobody_marked_makes_no_new_sheet_of_an_old_one() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let stop = a_stop(&mut clerk).await;
    clerk.get(&stop).await;
    clerk.post(&format!("{stop}/print"), &[]).await;
    let sign = clerk.get(&stop).await;
    let sign = sign.between("action=\"/signs/placed/", "/").to_owned();
    app.clock.advance(chrono::Duration::minutes(5));
    move_the_end(&app, &stop).await;
    app.clock.advance(chrono::Duration::minutes(5));
    let look = format!("/signs/register/{sign}/inspect");
    clerk.get(&stop).await;
    let looked = clerk
        .post(&look, &[("finding", "ok"), ("back", "batch")])
        .await;
    assert_eq!(looked.location(), stop, "{}", looked.body);
    let page = clerk.get(&stop).await;
    assert!(page.body.contains("旧时间"), "{}", page.body);
    assert!(page.offers(&format!("/signs/placed/{sign}/placed")));
}

#[actix_web::test]
async fn what_she_did_herself_in_the_meantime_stops_nobody() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let stop = a_stop(&mut clerk).await;
    let page = clerk.get(&stop).await;
    clerk.submit(&page.form("/placed"), &[]).await;
    again(&mut clerk, &page.form("/placed")).await;
}

#[actix_web::test]
async fn a_sign_that_a_colleague_moved_is_moved_on_only_by_who_knows() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let page = clerk.get(&lamp).await;
    let mut colleague = app.as_(Role::Reviewer).await;
    let theirs = colleague.get(&lamp).await;
    let to = area(&theirs, "2号楼2单元");
    let moved = [("area", to.as_str()), ("within", "5")];
    let done = colleague.submit(&theirs.form("/move"), &moved).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let told = clerk
        .submit(&page.form("/move"), &[("within", "3"), ("spot", "门上方")])
        .await;
    let form = is_told(&told, "人 reviewer", "移到别处", "/move");
    assert_eq!(form.value("spot"), "门上方", "what was typed is there");
    again(&mut clerk, &form).await;
    let told = colleague
        .submit(&theirs.form("/interval"), &[("every", "7")])
        .await;
    let form = is_told(&told, "人 clerk", "移到别处", "/interval");
    assert_eq!(form.value("every"), "7");
    again(&mut colleague, &form).await;
}

#[actix_web::test]
async fn what_a_deputy_did_meanwhile_is_told_with_the_one_she_stands_for() {
    let app = TestApp::new();
    let mut executive = app.as_(Role::Executive).await;
    let named = names(&mut executive, "operations", "2026-11-27").await;
    assert_eq!(named.status, StatusCode::SEE_OTHER, "{}", named.body);
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let form = clerk.get(&lamp).await.form("/interval");
    let mut operations = app.as_(Role::Operations).await;
    let theirs = operations.get(&lamp).await.form("/interval");
    let done = operations.submit(&theirs, &[("every", "7")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let told = clerk.submit(&form, &[("every", "14")]).await;
    is_told(&told, "人 operations（代人 executive）", "", "/interval");
}

#[actix_web::test]
async fn an_old_page_decides_nothing_though_no_record_tells_of_what_was_done_since() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let page = clerk.get(&lamp).await;
    let mut colleague = app.as_(Role::Reviewer).await;
    let theirs = colleague.get(&lamp).await;
    let done = colleague
        .submit(&theirs.form("/interval"), &[("every", "7")])
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let mut conn = app.db.conn();
    sql_query("DELETE FROM audit_entries")
        .execute(&mut conn)
        .unwrap();
    for (end, typed) in [("/interval", ("every", "14")), ("/removed", ("back", ""))] {
        let told = clerk.submit(&page.form(end), &[typed]).await;
        assert_eq!(told.status, StatusCode::CONFLICT, "{end}: {}", told.body);
    }
    let anew = clerk.get(&lamp).await.form("/interval");
    again(&mut clerk, &anew).await;
}

#[actix_web::test]
async fn a_run_that_a_colleague_stopped_goes_on_only_by_who_knows() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let mut colleague = app.signed_in("hexiaomei").await;
    let fields = plates(&mut clerk).await;
    let run = made(&mut clerk, &fields).await;
    let page = clerk.get(&run).await;
    let theirs = colleague.get(&run).await;
    colleague.submit(&theirs.form("/stop"), &[]).await;
    let told = clerk.submit(&page.form("/delete"), &[]).await;
    let form = is_told(&told, "何晓梅", "停止打印", "/delete");
    let gone = clerk.submit(&form, &[]).await;
    assert_eq!(gone.location(), "/signs", "{}", gone.body);
}

/// Keeps everybody from the rows of signs while the work is going on, so that whoever decides on
/// them in that time has come before anybody is through.
#[expect(clippy::disallowed_methods, reason = "others come in the meantime")]
async fn all_at_once<T>(app: &TestApp, work: impl Future<Output = T>) -> T {
    let (db, (held, is_held)) = (app.db.db.clone(), std::sync::mpsc::channel());
    let holder = std::thread::spawn(move || {
        db.write_now(&System("test"), |tx, _| {
            for table in ["sign_runs", "sign_batches", "sign_placed"] {
                sql_query(format!("UPDATE {table} SET id = id")).execute(&mut **tx)?;
            }
            held.send(()).unwrap();
            std::thread::sleep(Duration::from_millis(1_500));
            Ok(())
        })
    });
    is_held.recv().unwrap();
    let done = work.await;
    holder.join().unwrap().unwrap();
    done
}

/// One of two who press at once is through, and the other is told.
fn one_is_told(one: &Answer, other: &Answer) {
    let mut got = [one.status, other.status];
    got.sort();
    let expected = [StatusCode::SEE_OTHER, StatusCode::CONFLICT];
    assert_eq!(got, expected, "{}{}", one.body, other.body);
}

#[actix_web::test]
async fn of_two_who_decide_on_a_run_at_the_same_instant_one_is_told() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let mut colleague = app.signed_in("hexiaomei").await;
    let fields = plates(&mut clerk).await;
    let run = made(&mut clerk, &fields).await;
    let mine = clerk.get(&run).await.form("/stop");
    let theirs = colleague.get(&run).await.form("/stop");
    let both = async { tokio::join!(clerk.submit(&mine, &[]), colleague.submit(&theirs, &[])) };
    let (one, other) = all_at_once(&app, both).await;
    one_is_told(&one, &other);
}

#[actix_web::test]
async fn of_two_who_mark_all_copies_at_the_same_instant_one_is_told() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let mut colleague = app.signed_in("hexiaomei").await;
    let stop = a_stop(&mut clerk).await;
    let mine = clerk.get(&stop).await.form("/placed");
    let theirs = colleague.get(&stop).await.form("/placed");
    let both = async { tokio::join!(clerk.submit(&mine, &[]), colleague.submit(&theirs, &[])) };
    let (one, other) = all_at_once(&app, both).await;
    one_is_told(&one, &other);
}

#[actix_web::test]
async fn of_two_who_change_a_sign_at_the_same_instant_one_is_told() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let mut colleague = app.as_(Role::Reviewer).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let mine = clerk.get(&lamp).await.form("/interval");
    let theirs = colleague.get(&lamp).await.form("/interval");
    let both = async {
        tokio::join!(
            clerk.submit(&mine, &[("every", "7")]),
            colleague.submit(&theirs, &[("every", "14")])
        )
    };
    let (one, other) = all_at_once(&app, both).await;
    one_is_told(&one, &other);
}

#[actix_web::test]
async fn what_a_colleague_recorded_since_is_undone_by_no_old_page() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let mut colleague = app.as_(Role::Reviewer).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let code = clerk
        .get(&lamp)
        .await
        .between("href=\"/Q/", "\"")
        .to_owned();
    let up = clerk.get(&lamp).await;
    clerk.submit(&up.form("/removed"), &[]).await;
    let page = clerk.get(&lamp).await;
    let scan = clerk.get(&format!("/Q/{code}")).await;
    let theirs = colleague.get(&lamp).await;
    colleague.submit(&theirs.form("/restored"), &[]).await;
    let theirs = colleague.get(&lamp).await;
    colleague.submit(&theirs.form("/removed"), &[]).await;
    for old in [page, scan] {
        let told = clerk.submit(&old.form("/restored"), &[]).await;
        is_told(&told, "人 reviewer", "撤下", "/restored");
    }
    assert!(clerk.get(&lamp).await.offers("/restored"), "it stays down");
    let told = clerk.get(&lamp).await.form("/restored");
    again(&mut clerk, &told).await;
}

#[actix_web::test]
async fn a_sign_that_a_colleague_moved_is_not_taken_down_by_an_old_page() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let mut colleague = app.as_(Role::Reviewer).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let page = clerk.get(&lamp).await;
    let theirs = colleague.get(&lamp).await;
    let to = area(&theirs, "2号楼2单元");
    let moved = [("area", to.as_str()), ("within", "5")];
    colleague.submit(&theirs.form("/move"), &moved).await;
    let told = clerk.submit(&page.form("/removed"), &[]).await;
    let form = is_told(&told, "人 reviewer", "移到别处", "/removed");
    again(&mut clerk, &form).await;
}

#[actix_web::test]
async fn a_sign_found_missing_meanwhile_is_mended_by_no_old_page() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let mut colleague = app.as_(Role::Reviewer).await;
    let lamp = a_lamp(&mut clerk, &[]).await;
    let page = clerk.get(&lamp).await;
    let found = [("finding", "damaged")];
    clerk.submit(&page.form("/inspect"), &found).await;
    let page = clerk.get(&lamp).await;
    let theirs = colleague.get(&lamp).await;
    let found = [("finding", "missing")];
    colleague.submit(&theirs.form("/inspect"), &found).await;
    for end in ["/mended", "/placed"] {
        let told = clerk.submit(&page.form(end), &[]).await;
        is_told(&told, "人 reviewer", "不见", end);
    }
}
