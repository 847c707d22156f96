//! Every form that decides carries what its page showed, and decides on nothing else.

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::connection::SimpleConnection;
use gaoshi::people::Role;

use super::restore::BURST;
use super::{Desk, id_of};
use crate::support::app::TestApp;
use crate::support::client::{Answer, Client};
use crate::support::form::Form;

const AT_NOON: [(&str, &str); 2] = [("publish_date", "2026-11-24"), ("publish_time", "12:00")];

/// The page of a notice as somebody sees it.
async fn open(who: &mut Client<'_>, id: &str) -> Answer {
    let page = who.get(&format!("/notices/{id}")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page
}

/// Somebody presses a button of the page as it stands now.
async fn press(who: &mut Client<'_>, id: &str, end: &str, fields: &[(&str, &str)]) -> Answer {
    let form = open(who, id).await.form(end);
    who.submit(&form, fields).await
}

/// The same form as a page that shows nothing of the notice would send it.
fn blind(form: &Form, seen: &str) -> Form {
    let mut form = form.clone();
    for field in form.fields.iter_mut().filter(|f| f.name == "seen") {
        seen.clone_into(&mut field.value);
    }
    form
}

/// How far a notice has come before two people look at it.
#[derive(Clone, Copy)]
enum At {
    Draft,
    Review,
    Waiting,
    Held,
    Out,
    Burst,
    Over,
}

/// Brings a notice there.
async fn bring(desk: &mut Desk<'_>, at: At) -> String {
    match at {
        At::Draft => id_of(&desk.save("keep", &[]).await),
        At::Review => desk.sent(&[]).await,
        At::Waiting => desk.approved(&AT_NOON).await,
        At::Held => {
            let id = desk.approved(&AT_NOON).await;
            desk.app.clock.advance(Duration::days(3));
            desk.app.tick().await;
            id
        }
        At::Out => desk.published(&[]).await,
        At::Burst | At::Over => {
            let id = desk.published(&BURST).await;
            desk.app.clock.advance(Duration::minutes(20));
            if matches!(at, At::Over) {
                desk.press(&id, "/restored", &[]).await;
            }
            id
        }
    }
}

/// A form that decides: where it stands, what A types, what B does meanwhile.
struct Case {
    at: At,
    end: &'static str,
    typed: &'static [(&'static str, &'static str)],
    meanwhile: &'static str,
    by_b: &'static [(&'static str, &'static str)],
    /// What the record says that B did.
    told: &'static str,
}

const REMARK: &[(&str, &str)] = &[("remark", "请写清楚几单元")];
const OTHER: &[(&str, &str)] = &[("remark", "时间不对")];
const UNTIL: &[(&str, &str)] = &[("until_date", "2026-11-24"), ("until_time", "12:40")];
const REASON: &[(&str, &str)] = &[("reason", "施工单位改期")];

/// Every form of a notice's page that decides, and what may happen before it is sent.
fn cases() -> Vec<Case> {
    let case = |at, end, typed, meanwhile, by_b, told| Case {
        at,
        end,
        typed,
        meanwhile,
        by_b,
        told,
    };
    vec![
        case(At::Draft, "/delete", &[], "rewrite", &[], "修改文字"),
        case(At::Review, "/approve", &[], "/return", OTHER, "退回"),
        case(At::Review, "/approve", &[], "/approve", &[], "批准"),
        case(At::Review, "/return", REMARK, "/approve", &[], "批准"),
        case(At::Review, "/return", REMARK, "/return", OTHER, "退回"),
        case(At::Review, "/take-back", &[], "/approve", &[], "批准"),
        case(
            At::Waiting,
            "/take-back",
            &[],
            "/take-back",
            &[],
            "撤回修改",
        ),
        case(At::Held, "/publish", &[], "/take-back", &[], "撤回修改"),
        case(At::Held, "/take-back", &[], "/publish", &[], "发布"),
        case(At::Out, "/replace", &[], "/cancel", REASON, "送审取消通知"),
        case(At::Out, "/cancel", REASON, "/replace", &[], "起草替代通知"),
        case(At::Burst, "/restored", &[], "/restored", &[], "登记恢复"),
        case(At::Burst, "/cancel", REASON, "/restored", &[], "登记恢复"),
        case(At::Burst, "/still-out", UNTIL, "/restored", &[], "登记恢复"),
        case(
            At::Over,
            "/apologise",
            &[],
            "/apologise",
            &[],
            "起草致歉说明",
        ),
    ]
}

/// Who is A and who is B: both may take any step of it.
async fn two(app: &TestApp) -> (Client<'_>, Client<'_>) {
    (
        app.as_(Role::OfficeManager).await,
        app.as_(Role::Reviewer).await,
    )
}

#[actix_web::test]
async fn who_presses_after_another_acted_is_told_who_did_what_and_loses_nothing() {
    for case in cases() {
        let app = TestApp::new();
        let mut desk = Desk::at(&app).await;
        let id = bring(&mut desk, case.at).await;
        let (mut a, mut b) = two(&app).await;
        let form = open(&mut a, &id).await.form(case.end);
        let name = format!("{} after {}", case.end, case.meanwhile);
        if case.meanwhile == "rewrite" {
            let edit = b.get(&format!("/notices/{id}/edit")).await.form("/save");
            let kept = b
                .submit(&edit, &[("action", "keep"), ("reason", "换水泵")])
                .await;
            assert_eq!(kept.status, StatusCode::SEE_OTHER, "{name}");
        } else {
            let done = press(&mut b, &id, case.meanwhile, case.by_b).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{name}: {}", done.body);
        }
        let before = open(&mut b, &id)
            .await
            .between("data-seen=\"", "\"")
            .to_owned();
        let told = a.submit(&form, case.typed).await;
        assert_eq!(told.status, StatusCode::CONFLICT, "{name}: {}", told.body);
        let banner = told.between("role=\"alert\"", "</section>");
        assert!(banner.contains("人 reviewer"), "{name}: {banner}");
        assert!(banner.contains(case.told), "{name}: {banner}");
        assert!(
            banner.contains(&format!("href=\"/notices/{id}\"")),
            "{name}"
        );
        if told.offers(case.end) {
            let again = told.form(case.end);
            for (field, value) in case.typed {
                assert_eq!(
                    again.value(field),
                    *value,
                    "{name}: what was typed is there"
                );
            }
            assert_eq!(again.value("seen"), before, "{name}: of what is shown now");
        }
        let after = open(&mut b, &id)
            .await
            .between("data-seen=\"", "\"")
            .to_owned();
        assert_eq!(after, before, "{name}: nothing was changed");
    }
}

#[actix_web::test]
async fn a_form_that_shows_nothing_decides_nothing() {
    for case in cases() {
        let app = TestApp::new();
        let mut desk = Desk::at(&app).await;
        let id = bring(&mut desk, case.at).await;
        let (mut a, _) = two(&app).await;
        let page = open(&mut a, &id).await;
        let form = page.form(case.end);
        for seen in ["", "0.0", "x", "-1.0", "99.0"] {
            let told = a.submit(&blind(&form, seen), case.typed).await;
            assert_eq!(told.status, StatusCode::CONFLICT, "{} {seen}", case.end);
            assert!(told.offers(case.end), "{} can be pressed again", case.end);
        }
        let after = open(&mut a, &id).await;
        assert_eq!(after.form(case.end).value("seen"), form.value("seen"));
        let done = a.submit(&form, case.typed).await;
        assert_eq!(
            done.status,
            StatusCode::SEE_OTHER,
            "{}: {}",
            case.end,
            done.body
        );
    }
}

#[actix_web::test]
async fn every_form_that_decides_is_in_the_table() {
    let mut missing = Vec::new();
    for at in [
        At::Draft,
        At::Review,
        At::Waiting,
        At::Held,
        At::Out,
        At::Burst,
        At::Over,
    ] {
        let app = TestApp::new();
        let id = bring(&mut Desk::at(&app).await, at).await;
        let mut manager = app.as_(Role::OfficeManager).await;
        let page = open(&mut manager, &id).await;
        let steps = crate::support::form::forms(&page.body)
            .into_iter()
            .filter(|form| form.action.starts_with(&format!("/notices/{id}/")))
            // Printing decides nothing.
            .filter(|form| !form.action.ends_with("/print"));
        for form in steps {
            assert!(!form.value("seen").is_empty(), "{}", form.action);
            if !cases().iter().any(|case| form.action.ends_with(case.end)) {
                missing.push(form.action);
            }
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[actix_web::test]
async fn a_text_that_was_swapped_is_not_approved_and_what_changed_is_named() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.sent(&[("reason", "水箱清洗")]).await;
    let form = open(&mut desk.reviewer, &id).await.form("/approve");
    app.clock.advance(Duration::minutes(2));
    press(&mut desk.clerk, &id, "/take-back", &[]).await;
    let edit = desk.clerk.get(&format!("/notices/{id}/edit")).await;
    let other = app.offices[0].buildings[1].id.to_string();
    let swapped = [
        ("action", "send"),
        ("reason", "偷换的原因"),
        ("body", "请向账户 6222 转账。"),
        ("place", other.as_str()),
    ];
    app.clock.advance(Duration::minutes(2));
    desk.clerk.submit(&edit.form("/save"), &swapped).await;

    let told = desk.reviewer.submit(&form, &[]).await;
    assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.body);
    let banner = told.between("role=\"alert\"", "</section>").to_owned();
    for said in [
        "今天 09:02</span> · 人 clerk · 撤回修改",
        "今天 09:04</span> · 人 clerk · 送审",
        "<dt>原因</dt><dd><del>水箱清洗</del> → <b>偷换的原因</b>",
        "<del>（按填写内容自动写）</del> → <b>请向账户 6222 转账。</b>",
        "<dt>影响哪里</dt><dd><del>1号楼</del> → <b>2号楼</b>",
    ] {
        assert!(banner.contains(said), "{said} is not in {banner}");
    }
    assert!(
        told.body.contains("请向账户 6222 转账。"),
        "as it stands now"
    );
    assert!(desk.codes(&id).await.is_empty(), "nothing was frozen");
    assert_eq!(desk.stage(&id).await, "审核中");
    let now = desk.reviewer.submit(&told.form("/approve"), &[]).await;
    assert_eq!(
        now.status,
        StatusCode::SEE_OTHER,
        "seen, it may be approved"
    );
}

#[actix_web::test]
async fn a_reviewer_is_told_in_her_own_language() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.sent(&[]).await;
    desk.reviewer.headers.push(("accept-language", "en-GB"));
    let form = open(&mut desk.reviewer, &id).await.form("/approve");
    press(&mut desk.clerk, &id, "/take-back", &[]).await;
    let told = desk.reviewer.submit(&form, &[]).await;
    let banner = told.between("role=\"alert\"", "</section>");
    assert!(banner.contains("This changed after you opened the page"));
    assert!(banner.contains("taken back") && banner.contains("Back to the notice"));
}

#[actix_web::test]
async fn a_step_pressed_twice_is_done_once_and_says_so_twice() {
    for case in cases() {
        let app = TestApp::new();
        let mut desk = Desk::at(&app).await;
        let id = bring(&mut desk, case.at).await;
        let (mut a, mut b) = two(&app).await;
        let form = open(&mut a, &id).await.form(case.end);
        let once = a.submit(&form, case.typed).await;
        let twice = a.submit(&form, case.typed).await;
        assert_eq!(
            once.status,
            StatusCode::SEE_OTHER,
            "{}: {}",
            case.end,
            once.body
        );
        assert_eq!(
            twice.status,
            StatusCode::SEE_OTHER,
            "{}: {}",
            case.end,
            twice.body
        );
        assert_eq!(twice.location(), once.location(), "{}", case.end);
        if case.end != "/delete" {
            let page = open(&mut b, &id).await;
            let lines = page.body.matches("人 office_manager").count();
            assert_eq!(lines, 1, "{}: written down once", case.end);
        }
    }
}

/// What anybody wrote of what happened is gone; what was done stands.
fn forget_the_record(app: &TestApp) {
    let mut conn = app.db.conn();
    conn.batch_execute("DELETE FROM audit_entries").unwrap();
}

#[actix_web::test]
async fn a_step_pressed_twice_is_known_without_the_record_of_changes() {
    for case in cases() {
        let app = TestApp::new();
        let mut desk = Desk::at(&app).await;
        let id = bring(&mut desk, case.at).await;
        let (mut a, mut b) = two(&app).await;
        let form = open(&mut a, &id).await.form(case.end);
        let colleagues = open(&mut b, &id).await.form(case.end);
        let once = a.submit(&form, case.typed).await;
        forget_the_record(&app);
        let twice = a.submit(&form, case.typed).await;
        assert_eq!(twice.status, once.status, "{}: {}", case.end, twice.body);
        assert_eq!(twice.location(), once.location(), "{}", case.end);
        let told = b.submit(&colleagues, case.typed).await;
        assert_eq!(told.status, StatusCode::CONFLICT, "{}", case.end);
    }
}

#[actix_web::test]
async fn the_same_step_with_other_words_is_no_second_click() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.sent(&[]).await;
    let form = open(&mut desk.reviewer, &id).await.form("/return");
    desk.reviewer.submit(&form, REMARK).await;
    let other = desk.reviewer.submit(&form, OTHER).await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    assert!(other.body.contains("这一步已经有人做了"));
    assert!(other.body.contains("请写清楚几单元"), "the first one holds");
}

#[actix_web::test]
async fn of_two_who_approve_at_the_same_moment_one_does_and_one_is_told() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.sent(&[]).await;
    let (mut a, mut b) = two(&app).await;
    let (one, two) = (
        open(&mut a, &id).await.form("/approve"),
        open(&mut b, &id).await.form("/approve"),
    );
    let (one, two) = tokio::join!(a.submit(&one, &[]), b.submit(&two, &[]));
    let (done, told) = if one.status == StatusCode::SEE_OTHER {
        (one, two)
    } else {
        (two, one)
    };
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.body);
    assert!(told.body.contains("这一步已经有人做了"));
    assert_eq!(desk.codes(&id).await.len(), 3, "frozen once");
}

#[actix_web::test]
async fn what_the_rule_refuses_stands_on_the_notice_beside_what_was_typed() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&BURST).await;
    let late = [("ended_date", "2026-11-24"), ("ended_time", "23:59")];
    let wrong = press(&mut desk.clerk, &id, "/restored", &late).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("恢复时间要在停止之后、现在之前"));
    assert_eq!(wrong.form("/restored").value("ended_time"), "23:59");
    let wrong = press(&mut desk.clerk, &id, "/cancel", &[("reason", " ")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("id=\"e-reason\"") && wrong.offers("/cancel"));
    let long = "长".repeat(501);
    let id = desk.sent(&[]).await;
    let remark = [("remark", long.as_str())];
    let wrong = press(&mut desk.reviewer, &id, "/return", &remark).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.form("/return").value("remark"), long);
}
