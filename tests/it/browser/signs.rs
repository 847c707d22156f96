//! A sign from the desk to the wall to the phone that scans it.

use std::time::Duration;

use super::Office;
use crate::paper::tools::Paper;
use crate::support::browser::{DESK, PHONE, Tab};
use crate::support::house::CLERK;

/// The clerk makes a sign for every entrance of the first building, and opens its sheets.
async fn print_signs(office: &Office, clerk: &Tab) -> Paper {
    clerk.size(DESK).await;
    let form = "/signs/make?what=single&design=p-ebike";
    clerk.open(&office.at(form)).await;
    clerk.click("label:has(input[value=entrance])").await;
    clerk.find("input[name=within]").await;
    clerk.click("#f-within .chip:nth-of-type(2)").await;
    clerk.sees("制作 2 块").await;
    clerk.submit("button[value=make]").await;
    clerk.sees("已打印 0 / 2 块").await;
    let run = clerk.url().await;
    // Sheets open in a window of their own; this one stays with the run.
    clerk.click("form[action$='/parts/1'] button").await;
    let mut tries = 0;
    while clerk.count("a[href$='/parts/1.pdf']").await == 0 {
        tries += 1;
        assert!(tries < 100, "nothing is printed at {run}");
        tokio::time::sleep(Duration::from_millis(100)).await;
        clerk.open(&run).await;
    }
    let sheets = clerk.attr("a[href$='/parts/1.pdf']", "href").await;
    Paper::of(&clerk.bytes(&sheets).await)
}

#[tokio::test]
async fn a_sign_on_a_wall_leads_to_a_complaint_about_its_place_in_two_touches() {
    let office = Office::open();
    let clerk = office.signed_in("zh-CN", CLERK).await;
    let sheets = print_signs(&office, &clerk).await;
    let scanned = sheets.scans().remove(0);
    let code = scanned.strip_prefix("HTTPS://WY.EXAMPLE.CN/Q/").unwrap();
    let page = office.at(&format!("/Q/{code}"));
    clerk.open(&page).await;
    clerk.submit("form[action$='/placed'] button").await;

    let phone = office.driver.open("zh-CN", false).await;
    phone.size(PHONE).await;
    phone.open(&page).await;
    let grouped = code.parse::<gaoshi::codes::Code>().unwrap().grouped();
    for words in [
        grouped.as_str(),
        "1号楼1单元",
        "本码只用于报修投诉，绝不收费",
    ] {
        phone.sees(words).await;
    }
    tokio::time::sleep(Duration::from_millis(3_200)).await;
    let mut touches = 0;
    phone.fill("#f-what", "门口停满了电动车").await;
    touches += 1;
    phone.submit("form.tell button.primary").await;
    touches += 1;
    assert!(touches < 3);
    let number = office.complaint_number();
    phone.sees(&number).await;

    clerk.open(&office.at("/complaints")).await;
    clerk.submit("tr.unseen a").await;
    for words in ["门口停满了电动车", "1号楼1单元"] {
        clerk.sees(words).await;
    }
    for tab in [clerk, phone] {
        tab.close().await;
    }
}

async fn all_stand(office: &Office, clerk: &Tab, (pages, lang): (&[&str], &str)) {
    for page in pages {
        clerk.open(&office.at(page)).await;
        assert_eq!(clerk.attr("html", "lang").await, lang, "{page}");
        assert_eq!(super::key_shown(&clerk.text().await), None, "{page}");
    }
}

#[tokio::test]
async fn the_pages_of_signs_stand_on_a_desk_and_on_a_phone_in_both_languages() {
    let office = Office::open();
    let clerk = office.signed_in("zh-CN", CLERK).await;
    let pages = [
        "/signs",
        "/signs/make",
        "/signs/make?what=carrier",
        "/signs/make?what=direction",
        "/signs/make?what=rules&design=i-play",
        "/signs/new/w-poison",
        "/signs/list",
        "/signs/bins",
        "/signs/register",
        "/signs/register/new",
        "/signs/round",
        "/signs/codes",
    ];
    for (lang, other) in [("zh-CN", "en"), ("en", "zh-CN")] {
        for size in [DESK, PHONE] {
            clerk.size(size).await;
            all_stand(&office, &clerk, (&pages, lang)).await;
        }
        clerk.submit(&format!("a[href^='/language/{other}']")).await;
    }
    clerk.close().await;
}
