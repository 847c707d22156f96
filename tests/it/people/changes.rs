//! Accounts are changed, closed and opened again.

use actix_web::http::StatusCode;
use gaoshi::people::Role;

use crate::support::app::{PASSWORD, TestApp};
use crate::support::client::{Answer, Client};

/// The account's page, from the list.
pub(super) async fn page_of(admin: &mut Client<'_>, login: &str) -> String {
    let list = admin.get("/people").await;
    let mark = format!("<small>{login}</small>");
    let (before, _) = list
        .body
        .split_once(&mark)
        .unwrap_or_else(|| panic!("{}", list.body));
    let (_, path) = before.rsplit_once("href=\"").unwrap();
    path.split('"').next().unwrap().to_owned()
}

pub(super) async fn change(admin: &mut Client<'_>, page: &str, fields: &[(&str, &str)]) -> Answer {
    let form = admin.get(page).await.form(page);
    admin.submit(&form, fields).await
}

#[actix_web::test]
async fn an_account_is_changed_and_its_history_says_what() {
    let app = TestApp::new();
    let mut admin = app.as_(Role::Administrator).await;
    let clerk = page_of(&mut admin, "clerk").await;
    let typed = [("name", "王小芳"), ("email", "wang@example.cn")];
    let done = change(&mut admin, &clerk, &typed).await;
    assert_eq!(done.location(), "/people", "{}", done.body);
    let page = admin.get(&clerk).await;
    for told in ["人 clerk → 王小芳", "（空） → wang@example.cn", "周敏"] {
        assert!(page.body.contains(told), "{told}\n{}", page.body);
    }
    for email in ["wang", "wang@", "a@b.cn, c@d.cn"] {
        let wrong = change(&mut admin, &clerk, &[("email", email)]).await;
        assert!(wrong.body.contains("id=\"e-email\""), "{email}");
    }
    let wrong = change(&mut admin, &clerk, &[("name", "王📢")]).await;
    assert!(wrong.between("id=\"e-name\">", "<").contains("📢"));
}

#[actix_web::test]
async fn a_changed_role_counts_at_once_and_the_department_follows() {
    let app = TestApp::new();
    let mut admin = app.as_(Role::Administrator).await;
    let mut clerk = app.as_(Role::Clerk).await;
    let page = page_of(&mut admin, "clerk").await;
    let west = app.offices[1].id.to_string();
    let done = change(
        &mut admin,
        &page,
        &[("role", "reviewer"), ("office", &west)],
    )
    .await;
    assert_eq!(done.location(), "/people", "{}", done.body);
    let out = clerk.get("/notices").await;
    assert_eq!(out.location(), "/sign-in?next=/notices");
    clerk.sign_in("clerk", PASSWORD).await;
    let places = clerk.get("/places").await;
    assert!(places.body.contains("西苑") && !places.body.contains("东苑"));
    let told = admin.get(&page).await;
    assert!(told.body.contains("办事员 → 审核人"), "{}", told.body);
    assert!(told.body.contains("东苑管理处 → 西苑管理处"));
    let elsewhere = change(&mut admin, &page, &[("role", "planning")]).await;
    assert_eq!(elsewhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(elsewhere.between("id=\"e-role\">", "<").contains("不属于"));
}

#[actix_web::test]
async fn nobody_changes_her_own_role_or_closes_her_own_account() {
    let app = TestApp::new();
    let mut admin = app.as_(Role::Administrator).await;
    let own = page_of(&mut admin, "administrator").await;
    let wrong = change(&mut admin, &own, &[("role", "executive")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong
            .between("id=\"e-role\">", "<")
            .contains("不能改自己的岗位")
    );
    let named = change(&mut admin, &own, &[("name", "周小敏")]).await;
    assert_eq!(named.location(), "/people");
    admin.get("/people").await;
    let closed = admin.post(&format!("{own}/disable"), &[]).await;
    assert_eq!(closed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(closed.body.contains("不能停用自己的账号") && closed.body.contains("添加人员"));
}

#[actix_web::test]
async fn closing_asks_first_and_what_was_closed_is_opened_again() {
    let app = TestApp::new();
    let mut admin = app.as_(Role::Administrator).await;
    let page = page_of(&mut admin, "clerk").await;
    let list = admin.get("/people").await;
    let (before, form) = list.body.split_once(&format!("{page}/disable")).unwrap();
    assert!(before.rsplit_once("<details class=\"sure\">").is_some());
    let (question, _) = form.split_once("</details>").unwrap();
    assert!(question.contains("停用人 clerk的账号？") && question.contains("确认停用"));
    let mut clerk = app.as_(Role::Clerk).await;
    admin
        .submit(&list.form(&format!("{page}/disable")), &[])
        .await;
    assert_eq!(clerk.get("/notices").await.status, StatusCode::SEE_OTHER);
    let refused = clerk.sign_in("clerk", PASSWORD).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let open = admin.get("/people").await.form(&format!("{page}/enable"));
    let done = admin.submit(&open, &[]).await;
    assert_eq!(done.location(), "/people");
    // Twice is once.
    assert_eq!(admin.submit(&open, &[]).await.location(), "/people");
    app.clock.advance(chrono::Duration::minutes(16));
    assert_eq!(
        clerk.sign_in("clerk", PASSWORD).await.status,
        StatusCode::SEE_OTHER
    );
}

#[actix_web::test]
async fn of_two_who_change_an_account_at_once_the_second_is_told() {
    let app = TestApp::new();
    let mut one = app.as_(Role::Administrator).await;
    let mut other = app.as_(Role::Administrator).await;
    let page = page_of(&mut one, "clerk").await;
    let (first, second) = (
        one.get(&page).await.form(&page),
        other.get(&page).await.form(&page),
    );
    one.submit(&first, &[("name", "甲")]).await;
    let late = other.submit(&second, &[("name", "乙")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("人 clerk → 甲") && late.body.contains("value=\"乙\""));
}

/// The link that the list shows once.
fn link(answer: &Answer) -> String {
    let link = answer.between("<code class=\"say\">", "<");
    link.split_once("/password/")
        .map(|(_, token)| format!("/password/{token}"))
        .unwrap()
}

#[actix_web::test]
async fn one_link_to_set_a_password_is_open_for_a_person() {
    let app = TestApp::new();
    let mut admin = app.as_(Role::Administrator).await;
    let page = page_of(&mut admin, "clerk").await;
    let mut anybody = app.visitor();
    let mut reset = async || {
        let form = admin.get("/people").await.form(&format!("{page}/reset"));
        link(&admin.submit(&form, &[]).await)
    };
    let (first, second) = (reset().await, reset().await);
    assert_eq!(
        anybody.get(&first).await.status,
        StatusCode::NOT_FOUND,
        "a newer one was made"
    );
    assert_eq!(anybody.get(&second).await.status, StatusCode::OK);
    let new = "楼下的桂花都开了";
    let set = [("password", new), ("again", new)];
    anybody.post(&second, &set).await;
    assert_eq!(
        anybody.get(&second).await.status,
        StatusCode::NOT_FOUND,
        "it was used"
    );
    let third = reset().await;
    let mut clerk = app.visitor();
    clerk.sign_in("clerk", new).await;
    clerk.get("/account").await;
    let own = [
        ("current", new),
        ("password", PASSWORD),
        ("again", PASSWORD),
    ];
    let changed = clerk.post("/account/password", &own).await;
    assert_eq!(changed.location(), "/account", "{}", changed.body);
    assert_eq!(
        anybody.get(&third).await.status,
        StatusCode::NOT_FOUND,
        "she changed it herself"
    );
    let fourth = reset().await;
    let form = admin_close(&app, &page).await;
    assert_eq!(form.status, StatusCode::SEE_OTHER);
    assert_eq!(
        anybody.get(&fourth).await.status,
        StatusCode::NOT_FOUND,
        "the account is closed"
    );
}

async fn admin_close(app: &TestApp, page: &str) -> Answer {
    let mut admin = app.as_(Role::Administrator).await;
    let form = admin.get("/people").await.form(&format!("{page}/disable"));
    admin.submit(&form, &[]).await
}
