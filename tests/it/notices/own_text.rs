//! A text of the clerk's own that names other days and hours than its fields.

use actix_web::http::StatusCode;
use chrono::Duration;
use gaoshi::people::Role;

use super::{Desk, id_of};
use crate::paper::tools::Paper;
use crate::support::app::TestApp;

/// The stop is on Thursday the twenty-sixth, nine to twelve; the text says otherwise.
const OTHERWISE: &str =
    "我处定于11月27日（周五）上午9点停水，3号楼、10号线旁商铺同停，午饭后恢复。";

#[actix_web::test]
async fn another_day_in_the_text_is_told_beside_it_and_goes_out_only_knowingly() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let told = "“11月27日(周五)”，和上面填的日期、时间不一样";
    let typed = [("body", OTHERWISE)];
    let live = desk.save("look", &typed).await;
    assert!(
        live.between("id=\"doubts\"", "</div>").contains(told),
        "{}",
        live.body
    );
    let refused = desk.save("send", &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.between("id=\"e-body\">", "<").contains(told),
        "{}",
        refused.body
    );
    assert!(refused.body.contains("午饭后恢复"), "what was typed stays");
    let stale = [("body", OTHERWISE), ("meant", "12月27日")];
    let refused = desk.save("send", &stale).await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "for other words"
    );

    let meant = [("body", OTHERWISE), ("meant", "11月27日(周五)")];
    let id = id_of(&desk.save("send", &meant).await);
    let review = desk.reviewer.get(&format!("/notices/{id}")).await;
    assert!(review.body.contains(told), "{}", review.body);
    assert_eq!(desk.approve(&id).await.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn a_weekday_that_its_date_has_not_is_told_and_what_the_fields_make_never_is() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let wrong = [("body", "11月26日（星期五）上午九点起停水。")];
    let refused = desk.save("send", &wrong).await;
    assert!(refused.body.contains("那天是星期四"), "{}", refused.body);
    let right = [("body", "本周四（26号）9:00至12:00停水，请提前1日储水。")];
    let sent = desk.save("send", &right).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let id = desk.published(&super::restore::BURST).await;
    app.clock.advance(Duration::minutes(25));
    desk.press(&id, "/restored", &[]).await;
    let apology = id_of(&desk.press(&id, "/apologise", &[]).await);
    let form = desk
        .clerk
        .get(&format!("/notices/{apology}/edit"))
        .await
        .form("/save");
    let sent = desk.clerk.submit(&form, &[("action", "send")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
}

#[actix_web::test]
async fn a_lift_or_a_gate_can_lose_power_by_itself() {
    let app = TestApp::new();
    let mut manager = app.as_(Role::OfficeManager).await;
    let page = format!("/places/{}", app.offices[0].community.id);
    let form = manager.get(&page).await.form("/spots");
    let garage = [("spot", "地下车库"), ("spot_en", "Garage")];
    let added = manager.submit(&form, &garage).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let mut desk = Desk::at(&app).await;
    let form = desk.clerk.get("/notices/new/power").await;
    let parts = form.between("id=\"parts\"", "</details>");
    assert!(parts.contains("地下车库"), "{parts}");
    let (before, _) = parts.split_once("\"><span>地下车库").unwrap();
    let id = before
        .rsplit_once("value=\"")
        .unwrap()
        .1
        .trim_end_matches('"')
        .to_owned();
    let form = form.form("/save");
    let sent = desk
        .clerk
        .submit(&form, &[("action", "send"), ("place", &id)])
        .await;
    let notice = id_of(&sent);
    assert_eq!(desk.approve(&notice).await.status, StatusCode::SEE_OTHER);
    app.tick().await;
    let public = app.visitor().get(&format!("/n/{notice}")).await.body;
    assert!(
        public.contains("地下车库") && !public.contains("全部单元"),
        "{public}"
    );
}

#[actix_web::test]
async fn a_floor_that_is_looked_for_can_lose_water_by_itself_and_only_its_boards_tell_of_it() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let form = desk.form().await;
    let find = |words| [("action", "look"), ("within", words)];
    let none = desk.clerk.submit(&form, &find("9号楼 5层")).await;
    let none = none.between("id=\"within-found\"", "</details>").to_owned();
    assert!(none.contains("没有找到“9号楼 5层”"), "{none}");
    let all = desk.clerk.submit(&form, &find("5层")).await;
    let all = all.between("id=\"within-found\"", "</details>").to_owned();
    assert_eq!(all.matches("name=\"place\"").count(), 6, "{all}");
    let found = desk.clerk.submit(&form, &find("1号楼2单元5层")).await;
    let found = found
        .between("id=\"within-found\"", "</details>")
        .to_owned();
    assert_eq!(found.matches("name=\"place\"").count(), 1, "{found}");
    assert!(found.contains("1号楼2单元 5层"), "{found}");
    let (_, floor) = found.split_once("value=\"").unwrap();
    let floor = floor.split('"').next().unwrap().to_owned();

    let chosen = [("place", floor.as_str()), ("within", "5层")];
    let kept = id_of(&desk.save("keep", &chosen).await);
    let again = desk.clerk.get(&format!("/notices/{kept}/edit")).await;
    let again = again.between("id=\"within\"", "</details>").to_owned();
    assert_eq!(again.matches("name=\"place\"").count(), 1, "{again}");
    assert!(
        again.contains("checked"),
        "what was chosen is shown: {again}"
    );
    assert!(!again.contains("value=\"5层\""), "a search is not kept");

    let id = desk.approved(&chosen).await;
    let sheet = desk.clerk.get(&format!("/notices/{id}/sheet.pdf")).await;
    let paper = Paper::of(&sheet.bytes);
    assert_eq!(paper.pages(), 2, "its lobby and the gate");
    let said = paper.letters();
    assert!(said.contains("1号楼2单元5层"), "{said}");
    assert!(said.contains("1号楼2单元大堂"), "{said}");
    assert!(
        !said.contains("1号楼1单元") && !said.contains("全部单元"),
        "{said}"
    );
}

#[actix_web::test]
async fn a_year_later_a_page_says_the_year_and_this_year_it_does_not() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let code = desk.codes(&id).await.remove(0);
    let pages = [format!("/n/{id}"), format!("/q/{code}")];
    for page in &pages {
        let now = app.visitor().get(page).await.body;
        assert!(
            now.contains("11月26日") && !now.contains("2026年11月26日"),
            "{now}"
        );
    }
    app.clock.advance(Duration::days(400));
    for page in &pages {
        let later = app.visitor().get(page).await.body;
        assert!(later.contains("2026年11月26日"), "{page}: {later}");
    }
    let mut desk = Desk::at(&app).await;
    assert!(desk.page(&id).await.body.contains("2026年11月26日"));
    assert!(
        desk.clerk
            .get("/notices?stage=all")
            .await
            .body
            .contains("2026年11月26日")
    );
}
