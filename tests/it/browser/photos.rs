//! Photos in the form of a resident: chosen one after the other, taken away again, sent once.

use std::path::PathBuf;

use diesel::{QueryDsl, RunQueryDsl};
use gaoshi::schema::{complaint_contacts, complaint_photos};
use serde_json::json;

use super::Office;
use crate::support::browser::{PHONE, Tab};

/// A phone at the form of the community.
async fn at_the_form(office: &Office) -> Tab {
    let phone = office.driver.open("zh-CN", true).await;
    phone.size(PHONE).await;
    let form = format!("/c/{}/report", office.house.community);
    phone.open(&office.at(&form)).await;
    phone.fill("#f-what", "楼道灯不亮").await;
    phone
}

fn told(office: &Office) -> i64 {
    let all = complaint_contacts::table.count();
    all.get_result(&mut office.test.conn()).unwrap()
}

fn kept(office: &Office) -> i64 {
    let all = complaint_photos::table.count();
    all.get_result(&mut office.test.conn()).unwrap()
}

/// Photos of these names.
fn named(office: &Office, names: &[&str]) -> Vec<PathBuf> {
    let shot = office.photo();
    let copy = |name: &&str| {
        let path = office.files.path().join(name);
        std::fs::copy(&shot, &path).unwrap();
        path
    };
    names.iter().map(copy).collect()
}

/// Chooses these files at once.
async fn choose(phone: &Tab, files: &[PathBuf]) {
    let paths: Vec<&str> = files.iter().map(|file| file.to_str().unwrap()).collect();
    phone.type_into("#f-photo", &paths.join("\n")).await;
}

/// What the form would send: the number of its photos.
async fn chosen(phone: &Tab) -> i64 {
    let count = "return document.getElementById('f-photo').files.length";
    phone.run(count).await.as_i64().unwrap()
}

#[tokio::test]
async fn photos_are_added_counted_and_taken_away_before_they_are_sent() {
    let office = Office::open();
    let phone = at_the_form(&office).await;
    let shots = named(&office, &["a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg"]);
    choose(&phone, &shots[..1]).await;
    phone.find(".thumbs img[alt='a.jpg']").await;
    choose(&phone, &shots[1..3]).await;
    phone.find(".thumbs img[alt='c.jpg']").await;
    assert_eq!(chosen(&phone).await, 3, "a second choice adds to the first");
    choose(&phone, &shots[3..]).await;
    phone.sees("最多 4 张").await;
    assert_eq!(
        (phone.count(".thumbs img").await, chosen(&phone).await),
        (4, 4)
    );
    phone.click("button[aria-label='移除 b.jpg']").await;
    assert_eq!(
        (phone.count(".thumbs img").await, chosen(&phone).await),
        (3, 3)
    );
    let broken = office.files.path().join("IMG_7.heic");
    std::fs::write(&broken, b"no photo").unwrap();
    choose(&phone, &[broken]).await;
    phone.sees("“IMG_7.heic”打不开").await;
    assert_eq!(
        (phone.count(".thumbs img").await, chosen(&phone).await),
        (3, 3)
    );
    phone.is_well().await;
    phone.submit("form.tell button.primary").await;
    phone.sees("TS-").await;
    assert_eq!((told(&office), kept(&office)), (1, 3));
}

#[tokio::test]
async fn a_form_that_comes_back_says_which_photos_it_has_and_takes_one_more() {
    let office = Office::open();
    let phone = at_the_form(&office).await;
    let shots = named(&office, &["a.jpg", "b.jpg"]);
    choose(&phone, &shots[..1]).await;
    phone.find(".thumbs img").await;
    phone.fill("#f-what", " ").await;
    phone.click("form.tell button.primary").await;
    phone.sees("已经收好的照片（1 张）").await;
    assert_eq!(
        (phone.count(".kept input:checked").await, told(&office)),
        (1, 0)
    );
    phone.fill("#f-what", "楼道灯不亮").await;
    choose(&phone, &shots[1..]).await;
    phone.find(".thumbs img").await;
    phone.click("form.tell button.primary").await;
    phone.sees("TS-").await;
    assert_eq!((told(&office), kept(&office)), (1, 2));
}

/// How fast the line takes what is sent, in bytes a second; all of it where it is negative.
async fn line(phone: &Tab, speed: i64) {
    for (cmd, params) in [
        ("Network.enable", json!({})),
        (
            "Network.emulateNetworkConditions",
            json!({ "offline": false, "latency": 0, "downloadThroughput": -1,
                "uploadThroughput": speed }),
        ),
    ] {
        let command = json!({ "cmd": cmd, "params": params });
        phone.command("goog/cdp/execute", &command).await;
    }
}

#[tokio::test]
async fn on_a_slow_line_the_button_stays_busy_and_a_second_tap_sends_nothing() {
    let office = Office::open();
    let phone = at_the_form(&office).await;
    choose(&phone, &[office.photo()]).await;
    phone.find(".thumbs img").await;
    // However long it takes: whatever would give the button back after a time does so at once.
    let watch = "window.setTimeout = now => { now(); return 0; }; window.sends = 0; \
        const send = XMLHttpRequest.prototype.send; \
        XMLHttpRequest.prototype.send = function (body) { window.sends++; send.call(this, body); }";
    phone.run(watch).await;
    line(&phone, 4_000).await;
    for _ in 0..2 {
        phone.click("form.tell button.primary").await;
        phone.find("form.tell button.primary[aria-busy=true]").await;
        let words = "return document.querySelector('form.tell button.primary').textContent";
        let words = phone.run(words).await;
        assert!(words.as_str().unwrap().starts_with("正在提交"), "{words}");
    }
    assert_eq!(phone.run("return window.sends").await, json!(1));
    line(&phone, -1).await;
    phone.sees("TS-").await;
    assert_eq!((told(&office), kept(&office)), (1, 1));
}
