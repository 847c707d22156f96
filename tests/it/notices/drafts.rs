//! Drafts keep what was typed, whatever it is.

use actix_web::http::StatusCode;
use diesel::connection::SimpleConnection;
use gaoshi::people::Role;

use super::{Desk, id_of};
use crate::support::app::{TestApp, TestOffice};
use crate::support::client::{Client, percent};
use crate::support::form::Form;

#[actix_web::test]
async fn a_draft_keeps_what_was_typed_whatever_it_is() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let long = "长".repeat(10_000);
    let typed = [
        ("date", "2026-02-31"),
        ("start", "上午"),
        ("end", ""),
        ("reason", "<svg onload=alert(1)> {{7*7}} 𠮷野家 🚰"),
        ("body", long.as_str()),
        ("supply_point", "#read(\"/etc/passwd\")"),
    ];
    let id = id_of(&desk.save("keep", &typed).await);
    let edit = desk.clerk.get(&format!("/notices/{id}/edit")).await;
    assert!(!edit.body.contains("<svg onload"));
    let form = edit.form("/save");
    for (name, value) in typed {
        let field = form.fields.iter().find(|f| f.name == name).unwrap();
        assert_eq!(field.value, value, "{name}");
    }
    assert_eq!(desk.stage(&id).await, "草稿");
}

#[actix_web::test]
async fn a_draft_with_fewer_or_other_fields_than_the_form_has_opens_all_the_same() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = id_of(&desk.save("keep", &[]).await);
    for fields in [
        r#"[["of_another_program","1"],["reason","换水泵"]]"#,
        r#"[["reason","换水泵"],["utility","gas"],["cause",""],["place","nowhere"]]"#,
    ] {
        let sql = format!("UPDATE notices SET content = '{fields}', typed_in = NULL");
        app.db.conn().batch_execute(&sql).unwrap();
        assert_eq!(desk.stage(&id).await, "草稿", "{fields}");
        let form = desk.clerk.get(&format!("/notices/{id}/edit")).await;
        assert_eq!(form.form("/save").value("reason"), "换水泵", "{fields}");
    }
}

#[actix_web::test]
async fn a_draft_saves_itself_under_the_id_its_form_was_given() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let form = desk.form().await;
    let id = form
        .fields
        .iter()
        .find(|f| f.name == "id")
        .unwrap()
        .value
        .clone();
    let keep = crate::support::form::Form {
        action: format!("/notices/{id}/keep"),
        ..form.clone()
    };
    for reason in ["换水", "换水泵"] {
        let kept = desk.clerk.submit(&keep, &[("reason", reason)]).await;
        assert_eq!(kept.status, StatusCode::NO_CONTENT);
    }
    let edit = desk.clerk.get(&format!("/notices/{id}/edit")).await;
    assert!(edit.body.contains("换水泵"));
    let list = desk.clerk.get("/notices").await;
    assert_eq!(list.body.matches(&format!("/notices/{id}\"")).count(), 1);
}

#[actix_web::test]
async fn a_second_click_on_send_makes_no_second_notice() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let form = desk.form().await;
    let place = app.offices[0].buildings[0].id.to_string();
    let send = [("action", "send"), ("place", place.as_str())];
    let first = desk.clerk.submit(&form, &send).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let second = desk.clerk.submit(&form, &send).await;
    assert_eq!(
        id_of(&second),
        id_of(&first),
        "it is done, and she is told so"
    );
    let list = desk.clerk.get("/notices").await;
    assert_eq!(list.body.matches("审核中</span>").count(), 1);
}

#[actix_web::test]
async fn a_draft_of_another_offices_community_cannot_be_opened() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let there = app.offices[1].community.id.to_string();
    let answer = desk.save("keep", &[("community", &there)]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let query = format!("/notices/new/water?community={}", percent(&there));
    assert_eq!(desk.clerk.get(&query).await.status, StatusCode::NOT_FOUND);
}

/// What a page answers to whoever asks for the notice.
async fn seen_by(client: &mut Client<'_>, id: &str) -> StatusCode {
    client.get(&format!("/notices/{id}")).await.status
}

#[actix_web::test]
async fn a_draft_moved_to_another_offices_community_is_that_offices_from_then_on() {
    let app = TestApp::new();
    let mut head = app.as_(Role::Executive).await;
    let (mut here, mut there) = (app.as_(Role::Clerk).await, app.elsewhere(Role::Clerk).await);
    let [first, second] = &app.offices[..] else {
        panic!("two offices")
    };
    let at = |office: &TestOffice| {
        (
            office.community.id.to_string(),
            office.buildings[0].id.to_string(),
        )
    };
    let ((community, place), (other, elsewhere)) = (at(first), at(second));
    let form = head.get("/notices/new/water").await.form("/save");
    let keep = |community, place| {
        [
            ("action", "keep"),
            ("community", community),
            ("place", place),
        ]
    };
    let kept = head.submit(&form, &keep(&community, &place)).await;
    let id = id_of(&kept);
    assert_eq!(seen_by(&mut here, &id).await, StatusCode::OK);
    assert_eq!(seen_by(&mut there, &id).await, StatusCode::NOT_FOUND);
    let form = head.get(&format!("/notices/{id}/edit")).await.form("/save");
    let moved = head.submit(&form, &keep(&other, &elsewhere)).await;
    assert_eq!(id_of(&moved), id);
    assert_eq!(seen_by(&mut here, &id).await, StatusCode::NOT_FOUND);
    assert_eq!(seen_by(&mut there, &id).await, StatusCode::OK);
    assert!(!here.get("/notices").await.body.contains(&id));
    // Its office reviews it, and its number and boards are that office's.
    let page = there.get(&format!("/notices/{id}/edit")).await;
    let sent = there
        .submit(&page.form("/save"), &[("action", "send")])
        .await;
    assert_eq!(id_of(&sent), id, "{}", sent.body);
    let mut reviewer = app.elsewhere(Role::Reviewer).await;
    let path = format!("/notices/{id}");
    let read = reviewer.get(&path).await;
    assert!(read.body.contains("西苑") && !read.body.contains("东苑"));
    let approved = reviewer.post(&format!("{path}/approve"), &[]).await;
    assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.body);
    let mut stranger = app.as_(Role::Reviewer).await;
    assert_eq!(seen_by(&mut stranger, &id).await, StatusCode::NOT_FOUND);
    app.tick().await;
    let mails = app.mails();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "office@west.example.cn");
}

#[actix_web::test]
async fn a_clerk_moves_no_draft_out_of_her_own_office() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = id_of(&desk.save("keep", &[]).await);
    let there = app.offices[1].community.id.to_string();
    let page = desk.clerk.get(&format!("/notices/{id}/edit")).await;
    let form = page.form("/save");
    let moved = desk.clerk.submit(&form, &[("community", &there)]).await;
    assert_eq!(moved.status, StatusCode::NOT_FOUND);
    assert_eq!(seen_by(&mut desk.clerk, &id).await, StatusCode::OK);
    let mut stranger = app.elsewhere(Role::Clerk).await;
    assert_eq!(seen_by(&mut stranger, &id).await, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn a_thrown_away_draft_is_gone() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = id_of(&desk.save("keep", &[]).await);
    let gone = desk.press(&id, "/delete", &[]).await;
    assert_eq!(gone.location(), "/notices");
    let page = desk.clerk.get(&format!("/notices/{id}")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn a_clerk_answers_while_it_is_typed_and_changes_nothing() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let form = desk.form().await;
    let typed = [
        ("action", "look"),
        ("date", "2026-11-24"),
        ("start", "10:00"),
    ];
    let late = desk.clerk.submit(&form, &typed).await;
    assert_eq!(late.status, StatusCode::OK);
    assert!(late.body.contains("class=\"rule late\""), "{}", late.body);
    assert!(desk.clerk.get("/notices").await.body.contains("还没有通知"));
    let mut reader = app.as_(Role::QualityRepresentative).await;
    reader.get("/notices").await;
    let refused = reader.submit(&form, &[("action", "look")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[actix_web::test]
async fn the_id_of_another_offices_notice_opens_no_draft() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let theirs = desk.published(&[]).await;
    let mut elsewhere = app.elsewhere(Role::Clerk).await;
    let form = elsewhere.get("/notices/new/water").await.form("/save");
    let taken = Form {
        action: format!("/notices/{theirs}/keep"),
        ..form
    };
    let refused = elsewhere.submit(&taken, &[("id", theirs.as_str())]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert_eq!(desk.stage(&theirs).await, "已发布");
}

#[actix_web::test]
async fn a_draft_first_kept_from_two_sides_at_once_is_one_draft() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let form = desk.form().await;
    let mut other = app.as_(Role::Clerk).await;
    let same = other.get("/notices/new/water").await.form("/save");
    let id = &form.fields.iter().find(|f| f.name == "id").unwrap().value;
    let same = Form {
        action: form.action.clone(),
        ..same
    };
    let keep = [("action", "keep"), ("id", id.as_str())];
    let (one, two) = tokio::join!(desk.clerk.submit(&form, &keep), other.submit(&same, &keep));
    assert_eq!(one.status, StatusCode::SEE_OTHER);
    assert_eq!(two.status, StatusCode::SEE_OTHER);
    let list = desk.clerk.get("/notices").await;
    assert_eq!(list.body.matches(&format!("/notices/{id}\"")).count(), 1);
}

#[actix_web::test]
async fn a_night_ends_the_next_day_and_midnight_is_twenty_four() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let form = desk.form().await;
    for (end, told, line) in [
        (
            "06:00",
            Some("第二天 11月27日 星期五 06:00"),
            "11月26日 22:00–11月27日 06:00",
        ),
        // It ends with its day: there is no next one to tell of.
        ("24:00", None, "11月26日 星期四 22:00–24:00"),
        ("00:00", None, "11月26日 星期四 22:00–24:00"),
    ] {
        let night = [("start", "22:00"), ("end", end)];
        let look = [("action", "look"), night[0], night[1]];
        let look = desk.clerk.submit(&form, &look).await;
        let ends = look.between("id=\"ends\"", "</p>").to_owned();
        match told {
            Some(told) => assert!(ends.contains(told), "{ends}"),
            None => assert!(!ends.contains("11月"), "{end}: {ends}"),
        }
        let id = desk.sent(&night).await;
        let page = desk.page(&id).await.body;
        assert!(page.contains(line), "{page}");
    }
    let same = desk
        .save("send", &[("start", "22:00"), ("end", "22:00")])
        .await;
    assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = [("end_date", "2026-11-25"), ("end", "12:00")];
    let wrong = desk.save("send", &wrong).await;
    assert!(wrong.between("id=\"e-end\">", "<").contains("晚于开始"));
    let open = desk.save("send", &[("end_date", "明天")]).await;
    assert!(open.body.contains("<details open>"), "{}", open.body);
}
