//! How the house is reached: told where it is looked for, and tried with a mail.

use actix_web::http::StatusCode;
use gaoshi::people::Role;

use crate::support::app::TestApp;

#[actix_web::test]
async fn where_mails_go_is_told_and_a_trial_shows_whether_they_leave() {
    let app = TestApp::new();
    let mut admin = app.as_(Role::Administrator).await;
    let missing = admin.get("/places").await;
    assert!(
        missing.body.contains("还没有设置邮件服务器"),
        "{}",
        missing.body
    );
    assert!(!missing.body.contains("还没有设置公开网址"));
    let page = admin.get("/company/reach").await;
    assert!(page.body.contains("https://wy.example.cn") && page.body.contains("只写成文件"));
    let form = page.form("/trial");
    for wrong in ["", "nobody"] {
        let told = admin.submit(&form, &[("to", wrong)]).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(told.body.contains("id=\"e-to\""), "{wrong}");
    }
    let sent = admin.submit(&form, &[("to", "zhou@example.cn")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let waits = admin.get("/company/reach").await;
    assert!(waits.body.contains("待发 1 封"), "{}", waits.body);
    app.tick().await;
    let mails = app.mails();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "zhou@example.cn");
    let left = admin.get("/company/reach").await;
    assert!(left.body.contains("已交出 1 封"), "{}", left.body);
    let mut manager = app.as_(Role::OfficeManager).await;
    let hers = manager.get("/places").await;
    assert!(
        !hers.body.contains("还没有设置邮件服务器"),
        "not hers to set"
    );
}
