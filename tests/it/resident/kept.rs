//! A form that comes back keeps the good photos that came with it.

use actix_web::http::StatusCode;
use diesel::{QueryDsl, RunQueryDsl};
use gaoshi::schema::complaint_photos;

use super::{Sign, WET};
use crate::support::app::TestApp;
use crate::support::client::{Answer, File};

fn photo(shade: u8) -> File {
    let picture = image::RgbImage::from_pixel(64, 48, image::Rgb([shade, 90, 120]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    File {
        name: "leak.jpg",
        kind: "image/jpeg",
        bytes: bytes.into_inner(),
    }
}

fn broken() -> File {
    File {
        name: "IMG_2.heic.jpg",
        kind: "image/jpeg",
        bytes: b"GIF89a, they say".to_vec(),
    }
}

fn kept(app: &TestApp) -> i64 {
    let all = complaint_photos::table.count();
    all.get_result(&mut app.db.conn()).unwrap()
}

/// The tickets that a form carries.
fn tickets(answer: &Answer, sign: &Sign<'_>) -> usize {
    let form = answer.form(sign.code.as_str());
    form.fields.iter().filter(|f| f.name == "kept").count()
}

#[actix_web::test]
async fn one_bad_photo_loses_none_of_the_good_ones_before_and_after_it() {
    let app = TestApp::new();
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    let form = sign.form(&mut phone).await;
    let photos = [photo(1), broken(), photo(2)];
    let back = phone.upload(&form, &WET, &photos).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(back.body.contains("有一个文件不是照片"), "{}", back.body);
    assert!(!back.body.contains("照片需要重新选一次"), "{}", back.body);
    assert_eq!(tickets(&back, &sign), 2);
    // Another refusal keeps them, and so does another language.
    let form = back.form(sign.code.as_str());
    let back = phone.submit(&form, &[("phone", "王先生")]).await;
    assert_eq!(tickets(&back, &sign), 2);
    let form = back.form(sign.code.as_str());
    let back = phone.submit(&form, &[("lang", "en")]).await;
    assert_eq!(tickets(&back, &sign), 2);
    let form = back.form(sign.code.as_str());
    let sent = phone.upload(&form, &[("phone", "")], &[photo(3)]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert_eq!(kept(&app), 3);
}

#[actix_web::test]
async fn a_fifth_photo_keeps_the_first_four_and_one_that_is_unticked_is_not_sent() {
    let app = TestApp::new();
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    let form = sign.form(&mut phone).await;
    let five: Vec<File> = (1..=5).map(photo).collect();
    let back = phone.upload(&form, &WET, &five).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(tickets(&back, &sign), 4);
    let mut form = back.form(sign.code.as_str());
    let back = phone.upload(&form, &[], &[photo(6)]).await;
    assert!(back.body.contains("最多 4 张照片"), "{}", back.body);
    for field in form.fields.iter_mut().filter(|f| f.name == "kept").take(3) {
        field.on = false;
    }
    let sent = phone.submit(&form, &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert_eq!(kept(&app), 1);
}

#[actix_web::test]
async fn a_ticket_belongs_to_one_report_and_to_its_own_sign() {
    let app = TestApp::new();
    let (sign, other, mut phone) = (Sign::at(&app), Sign::at(&app), app.visitor());
    let form = sign.form(&mut phone).await;
    let back = phone.upload(&form, &WET, &[photo(1), broken()]).await;
    let form = back.form(sign.code.as_str());
    let ticket = form.value("kept").to_owned();
    phone.submit(&form, &[]).await;
    assert_eq!(kept(&app), 1);
    let told = [WET[0], WET[1], ("kept", ticket.as_str())];
    for sign in [&sign, &other] {
        let form = sign.form(&mut phone).await;
        let sent = phone.submit(&form, &told).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    }
    assert_eq!((kept(&app), sign.inbox().len()), (1, 3));
}
