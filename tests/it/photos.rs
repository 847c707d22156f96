//! Files that are no photographs, or more than one, sent with a complaint: each is told beside the
//! field, and nothing that was typed is lost.

mod at_once;
mod budget;
mod child;
mod darkroom;
mod heavy;
mod made;

use std::io::Cursor;
use std::path::{Path, PathBuf};

use actix_web::http::StatusCode;
use gaoshi::people::Role;
use image::{DynamicImage, ImageFormat, RgbImage};

use crate::resident::Sign;
use crate::support::app::TestApp;
use crate::support::client::File;

/// What a resident has typed before she chooses her photos.
const TYPED: [(&str, &str); 5] = [
    ("what", "楼道漏水，\"从昨晚\" <开始>"),
    ("where", "2单元 3楼"),
    ("who", "other"),
    ("name", "赵"),
    ("phone", "0755-8888 3120"),
];

fn named(name: &'static str, bytes: impl Into<Vec<u8>>) -> File {
    File {
        name,
        kind: "image/jpeg",
        bytes: bytes.into(),
    }
}

/// A picture in which neighbouring points differ, so that little of it is left out.
fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let colour = |n: u32| u8::try_from(n % 251).unwrap();
    let points = RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([colour(x * 7), colour(y * 13), colour(x * y)])
    });
    DynamicImage::ImageRgb8(points)
        .write_to(&mut bytes, format)
        .unwrap();
    bytes.into_inner()
}

fn jpeg() -> Vec<u8> {
    picture(320, 240, ImageFormat::Jpeg)
}

/// A PNG whose head promises more points than its body has.
fn png_that_claims(side: u32) -> Vec<u8> {
    let mut bytes = picture(2, 2, ImageFormat::Png);
    bytes.splice(16..20, side.to_be_bytes());
    bytes.splice(20..24, side.to_be_bytes());
    let sum = !bytes[12..29].iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |s, _| {
            (s >> 1) ^ (0xEDB8_8320 * (s & 1))
        })
    });
    bytes.splice(29..33, sum.to_be_bytes());
    bytes
}

/// Each with what is told beside the field.
fn hostile() -> Vec<(&'static str, Vec<File>, &'static str)> {
    const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    const HTML: &str = "<!doctype html><script>alert(1)</script>";
    let whole = jpeg();
    let cut = whole[..whole.len() / 2].to_vec();
    let mut fat = jpeg();
    fat.resize(20 * 1024 * 1024 + 1, b'x');
    let bomb = png_that_claims(60_000);
    let html_first = [HTML.as_bytes(), &whole].concat();
    vec![
        (
            "a bomb",
            vec![named("bomb.png", bomb)],
            "尺寸太大（60000×60000）",
        ),
        ("cut short", vec![named("cut.jpg", cut)], "可能已经损坏"),
        ("a drawing", vec![named("drawing.jpg", SVG)], "不是照片"),
        ("a page", vec![named("page.jpg", HTML)], "不是照片"),
        (
            "a page before a photo",
            vec![named("both.jpg", html_first)],
            "不是照片",
        ),
        (
            "a bare head",
            vec![named("head.jpg", *b"\xFF\xD8\xFF\xE0")],
            "可能已经损坏",
        ),
        ("too large", vec![named("fat.jpg", fat)], "超过 20 MB"),
        (
            "five",
            vec![named("one.jpg", whole.clone()); 5],
            "最多 4 张照片",
        ),
        (
            "one bad among good ones",
            vec![named("good.jpg", whole), named("../../bad.jpg", SVG)],
            "不是照片",
        ),
    ]
}

#[actix_web::test]
async fn what_is_no_photo_is_told_beside_the_field_and_nothing_typed_is_lost() {
    let app = TestApp::new();
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    let form = sign.form(&mut phone).await;
    for (what, photos, words) in hostile() {
        let answer = phone.upload(&form, &TYPED, &photos).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
        let beside = answer.between("id=\"e-photo\">", "<");
        assert!(beside.contains(words), "{what}: {beside}");
        let again = answer.form(sign.code.as_str());
        let kept = again.fields.iter().filter(|f| f.name == "kept").count();
        // Good ones are kept; where there is none, photos are asked for anew.
        let good = match what {
            "five" => 4,
            "one bad among good ones" => 1,
            _ => 0,
        };
        assert_eq!(kept, good, "{what}");
        let are_asked_for = answer.body.contains("照片需要重新选一次");
        assert_eq!(are_asked_for, good == 0, "{what}");
        for (name, value) in TYPED {
            assert_eq!(again.value(name), value, "{what}");
        }
        assert!(!answer.body.contains("alert(1)"), "{what}");
    }
    assert!(sign.inbox().is_empty());
    assert_eq!(kept(&app).len(), 5, "of what was refused no file remains");
    let sent = phone.submit(&form, &TYPED).await;
    assert_eq!(
        sent.status,
        StatusCode::SEE_OTHER,
        "the same form still counts"
    );
    assert_eq!(sign.inbox().len(), 1);
}

/// The files on the shelf of photos.
fn kept(app: &TestApp) -> Vec<PathBuf> {
    fn below(dir: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(dir).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                below(&path, found);
            } else {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    below(&app.app.config.data_dir.join("photos"), &mut found);
    found
}

#[actix_web::test]
async fn of_a_photo_that_is_also_a_page_only_the_picture_is_kept() {
    const PAGE: &[u8] = b"<html><script>alert('polyglot')</script></html>PK\x03\x04";
    let app = TestApp::new();
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    let form = sign.form(&mut phone).await;
    let whole = jpeg();
    // Once in a comment within the picture, once behind its end.
    let length = u16::try_from(PAGE.len() + 2).unwrap().to_be_bytes();
    let comment = [&[0xFF, 0xFE], &length[..], PAGE].concat();
    let both = [&whole[..2], &comment, &whole[2..], PAGE].concat();
    let answer = phone
        .upload(&form, &TYPED, &[named("both.html", both)])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let files = kept(&app);
    assert_eq!(files.len(), 1, "{files:?}");
    assert_eq!(files[0].extension().unwrap(), "jpg");
    let mut clerk = app.as_(Role::Clerk).await;
    let list = clerk.get("/complaints").await;
    let id = list.between("href=\"/complaints/0", "\"").to_owned();
    let page = clerk.get(&format!("/complaints/0{id}")).await;
    let photo = page.between(&format!("/complaints/0{id}/photos/"), "\"");
    let address = format!("/complaints/0{id}/photos/{photo}");
    let photo = clerk.get(&address).await;
    assert_eq!(photo.status, StatusCode::OK, "{address}");
    assert_eq!(photo.headers.get("content-type").unwrap(), "image/jpeg");
    assert_eq!(
        photo.headers.get("x-content-type-options").unwrap(),
        "nosniff"
    );
    let tells = photo.bytes.windows(8).any(|part| part == b"polyglot");
    assert!(!tells && photo.bytes.starts_with(b"\xFF\xD8\xFF"));
    assert_eq!(std::fs::read(&files[0]).unwrap(), photo.bytes);
}
