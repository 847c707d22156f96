//! QP7.3 §4.3.3: after a municipal or emergency stop, an apology.

use actix_web::http::StatusCode;
use chrono::Duration;

use super::restore::BURST;
use super::{Desk, id_of};
use crate::support::app::TestApp;

#[actix_web::test]
async fn the_apology_comes_with_its_facts_and_takes_the_same_way_to_the_board() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&BURST).await;
    let early = desk
        .clerk
        .post(&format!("/notices/{id}/apologise"), &[])
        .await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.body.contains("还没有登记恢复时间"));

    app.clock.advance(Duration::minutes(20));
    desk.press(&id, "/restored", &[]).await;
    let form = desk.page(&id).await.form("/apologise");
    let apology = id_of(&desk.clerk.submit(&form, &[]).await);
    assert_eq!(
        id_of(&desk.clerk.submit(&form, &[]).await),
        apology,
        "one is enough"
    );
    let edit = desk.clerk.get(&format!("/notices/{apology}/edit")).await;
    let draft = edit.form("/save");
    let body = draft.fields.iter().find(|f| f.name == "body").unwrap();
    assert!(
        body.value.contains("停水") && body.value.contains("09:20"),
        "{}",
        body.value
    );
    let text = format!("{}\n我们会更换老化的水管。", body.value);
    let sent = desk
        .clerk
        .submit(&draft, &[("action", "send"), ("body", &text)])
        .await;
    assert_eq!(id_of(&sent), apology, "{}", sent.body);
    assert_eq!(desk.approve(&apology).await.status, StatusCode::SEE_OTHER);
    app.tick().await;
    let sheet = desk
        .clerk
        .get(&format!("/notices/{apology}/sheet.pdf"))
        .await;
    let said = crate::paper::tools::Paper::of(&sheet.bytes).letters();
    assert!(said.contains("已恢复供水"), "{said}");
    let public = app.visitor().get(&format!("/n/{apology}")).await;
    assert!(public.body.contains("致歉") && public.body.contains("更换老化的水管"));
    assert_eq!(
        desk.codes(&apology).await.len(),
        3,
        "it hangs where the notice hung"
    );
    for step in ["replace", "cancel"] {
        assert!(!desk.page(&apology).await.offers(&format!("/{step}")));
        let to = format!("/notices/{apology}/{step}");
        let refused = desk.clerk.post(&to, &[("reason", "写错了")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{step}");
        assert!(refused.body.contains("不能替代或取消"), "{}", refused.body);
    }
    assert!(!desk.page(&id).await.offers("/apologise"));
    assert_eq!(
        desk.stage(&id).await,
        "已发布",
        "the repair notice is not replaced by it"
    );
}

#[actix_web::test]
async fn a_draft_of_an_apology_is_called_one() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&BURST).await;
    app.clock.advance(Duration::minutes(20));
    desk.press(&id, "/restored", &[]).await;
    let apology = id_of(&desk.press(&id, "/apologise", &[]).await);
    let page = desk.page(&apology).await.body;
    assert!(page.contains("<h1>停水致歉说明 1号楼"), "{page}");
}
