//! The form behind a code, told from phones of every age.

use std::time::Duration;

use diesel::{QueryDsl, RunQueryDsl};
use gaoshi::schema::complaint_contacts;

use super::{Office, approve, plan_water_stop};
use crate::support::browser::{PHONE, Tab};
use crate::support::house::{CLERK, MANAGER};

/// The key that ends a line on a keyboard: 前往 on a telephone.
const ENTER: &str = "\u{E007}";

/// A phone at a code of the office.
async fn at_a_code(office: &Office, scripts: bool) -> Tab {
    let clerk = office.signed_in("zh-CN", CLERK).await;
    let manager = office.signed_in("zh-CN", MANAGER).await;
    let notice = plan_water_stop(office, &clerk).await;
    approve(office, &manager, &notice).await;
    let code = office.codes(&notice).remove(0);
    let phone = office.driver.open("zh-CN", scripts).await;
    phone.size(PHONE).await;
    phone.open(&office.at(&format!("/Q/{code}"))).await;
    phone.fill("#f-what", "楼道灯不亮").await;
    phone
}

fn told(office: &Office) -> i64 {
    let all = complaint_contacts::table.count();
    all.get_result(&mut office.test.conn()).unwrap()
}

#[tokio::test]
async fn the_key_of_a_keyboard_sends_the_form_and_changes_no_language() {
    let office = Office::open();
    for scripts in [true, false] {
        let before = told(&office);
        let phone = at_a_code(&office, scripts).await;
        tokio::time::sleep(Duration::from_millis(3_200)).await;
        phone.fill("#f-where", &format!("三楼{ENTER}")).await;
        phone.find("html[lang=zh-CN]").await;
        phone.sees("TS-").await;
        assert_eq!(told(&office), before + 1, "scripts: {scripts}");
    }
}

#[tokio::test]
async fn an_old_browser_that_names_no_button_changes_the_language_and_sends_nothing() {
    let office = Office::open();
    let phone = at_a_code(&office, true).await;
    phone.run("delete SubmitEvent.prototype.submitter").await;
    phone.click("button[name=lang]").await;
    phone.find("html[lang=en]").await;
    let typed = phone.run("return document.querySelector('#f-what').value");
    assert_eq!(typed.await.as_str(), Some("楼道灯不亮"));
    assert_eq!(told(&office), 0);
}
