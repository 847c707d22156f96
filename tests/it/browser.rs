//! The day of an office in a real browser, from the desk to the board to the phone.
//!
//! Every page on the way is looked at on a window of its own size: nothing may stick out
//! to the side and the browser's log must stay empty.

mod axe;
mod live;
mod narrow;
mod photos;
mod refusals;
mod signs;
mod telling;

use std::path::PathBuf;
use std::time::Duration;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use gaoshi::platform::clock::Clock;
use gaoshi::schema::{complaint_contacts, notice_outages, notice_postings, notices};
use tempfile::TempDir;

use crate::support::browser::{DESK, Driver, PHONE, Tab};
use crate::support::house::{CLERK, House, MANAGER, PASSWORD};
use crate::support::postgres::TestDb;
use crate::support::process::{Process, Visitor};

/// The program with a small company, and what its browsers need.
struct Office {
    test: TestDb,
    house: House,
    server: Process,
    driver: Driver,
    files: TempDir,
}

impl Office {
    fn open() -> Self {
        let (test, files) = (TestDb::new(), TempDir::new().unwrap());
        let house = House::found(&test.url);
        let address = (
            "GAOSHI_PUBLIC_URL".to_owned(),
            "https://wy.example.cn".to_owned(),
        );
        let server = Process::spawn(files.path(), &test.url, &[address]);
        server.wait_until_ready(Duration::from_secs(30));
        Self {
            test,
            house,
            server,
            driver: Driver::start(),
            files,
        }
    }

    fn at(&self, path: &str) -> String {
        self.server.address(path)
    }

    async fn signed_in(&self, lang: &str, login: &str) -> Tab {
        let tab = self.driver.open(lang, true).await;
        tab.open(&self.at("/sign-in")).await;
        tab.fill("#f-login", login).await;
        tab.fill("#f-password", PASSWORD).await;
        tab.submit("main form button.primary").await;
        tab
    }

    /// The codes on the sheets of a notice, in the order of its boards.
    fn codes(&self, notice: &str) -> Vec<String> {
        notice_postings::table
            .filter(notice_postings::notice_id.eq(notice))
            .order(notice_postings::copy_no)
            .select(notice_postings::code)
            .load(&mut self.test.conn())
            .unwrap()
    }

    /// The first sheet of a notice.
    fn sheet(&self, notice: &str) -> String {
        notice_postings::table
            .filter(notice_postings::notice_id.eq(notice))
            .order(notice_postings::copy_no)
            .select(notice_postings::id)
            .first(&mut self.test.conn())
            .unwrap()
    }

    fn notice_in(&self, stage: &str) -> String {
        notices::table
            .filter(notices::stage.eq(stage))
            .select(notices::id)
            .first(&mut self.test.conn())
            .unwrap()
    }

    /// Lets the stop begin two hours ago, as three days of waiting would.
    fn begin_stop(&self) {
        let begun = Clock::System.now() - chrono::Duration::hours(2);
        diesel::update(notice_outages::table)
            .set(notice_outages::starts_at.eq(begun))
            .execute(&mut self.test.conn())
            .unwrap();
    }

    fn complaint_number(&self) -> String {
        complaint_contacts::table
            .order(complaint_contacts::received_at.desc())
            .select(complaint_contacts::number)
            .first(&mut self.test.conn())
            .unwrap()
    }

    fn photo(&self) -> PathBuf {
        let path = self.files.path().join("leak.jpg");
        let shade = |n: u32| u8::try_from(n % 256).unwrap();
        let picture =
            image::RgbImage::from_fn(1_200, 900, |x, y| image::Rgb([shade(x), shade(y), 120]));
        picture.save(&path).unwrap();
        path
    }
}

fn day(days: i64) -> String {
    let at = Clock::System.now() + chrono::Duration::days(days);
    let at = at.local(chrono_tz::Asia::Shanghai);
    at.format("%Y-%m-%d").to_string()
}

/// The clerk plans a stop; rule and sheet answer while she types. Returns the notice's id.
async fn plan_water_stop(office: &Office, clerk: &Tab) -> String {
    clerk.open(&office.at("/notices")).await;
    clerk.submit("a[href='/notices/new/water']").await;
    clerk.pick("#f-date", &day(0)).await;
    clerk.find("#rule.late").await;
    clerk.pick("#f-date", &day(4)).await;
    clerk.find("#rule.ok").await;
    clerk.sees("最晚张贴").await;
    for building in ["3号楼", "5号楼"] {
        let id = office.house.building(building);
        clerk
            .click(&format!("label:has(> input[value='{id}'])"))
            .await;
    }
    // Two entrances a building and the gate.
    clerk.sees("要贴 5 块公告栏").await;
    clerk.fill("#f-reason", "二次供水水箱清洗").await;
    clerk.find("#sheet svg").await;
    clerk.sees("草稿已保存").await;
    clerk.is_well().await;
    let id = clerk.attr("input[name=id]", "value").await;
    clerk.submit("button[value=send]").await;
    clerk.sees("等待另一位同事审核").await;
    id
}

async fn approve(office: &Office, manager: &Tab, id: &str) {
    manager.open(&office.at(&format!("/notices/{id}"))).await;
    manager.find(".paper svg").await;
    manager.submit("form[action$='/approve'] button").await;
    manager.sees("已批准并编号").await;
    let (status, kind, begin) = manager.fetch(&format!("/notices/{id}/sheet.pdf")).await;
    assert_eq!((status, kind.as_str()), (200, "application/pdf"));
    assert!(begin.starts_with("%PDF-"), "{begin}");
}

/// Waits for the clock of the server to publish it; a browser would log that it was too early.
async fn wait_until_public(office: &Office, tab: &Tab, id: &str) {
    for _ in 0..100 {
        let found = Visitor::of(&office.server).get(&format!("/n/{id}"));
        if found.status == 200 {
            return tab.open(&office.at(&format!("/n/{id}"))).await;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("{id} was not published");
}

/// The clerk with her phone before the board.
async fn post_one(office: &Office, clerk: &Tab) {
    clerk.size(PHONE).await;
    clerk.open(&office.at("/boards/round")).await;
    clerk.submit("form[action$='/posted'] button").await;
    clerk.sees("已登记张贴").await;
    clerk.submit("form[action$='/undo'] button").await;
    clerk.sees("已改回").await;
    clerk.submit("form[action$='/undo'] button").await;
    clerk.sees("已改回").await;
    clerk.submit("section.done a[href^='/postings/']").await;
    clerk.sees("更正登记").await;
    clerk.size(DESK).await;
}

/// A resident scans a sheet, reads it, and complains with a photo.
async fn complain(office: &Office, phone: &Tab, code: &str) -> String {
    phone.size(PHONE).await;
    phone.open(&office.at(&format!("/Q/{code}"))).await;
    phone.sees("停水通知").await;
    phone.fill("#f-what", "三单元电梯口漏水，地面很滑").await;
    phone.choose("#f-photo", &office.photo()).await;
    phone.find(".thumbs img").await;
    // Nobody fills in the form within three seconds, and the office knows it.
    tokio::time::sleep(Duration::from_millis(3_200)).await;
    phone.submit("form.tell button.primary").await;
    let number = office.complaint_number();
    phone.sees(&number).await;
    number
}

async fn see_complaint(office: &Office, clerk: &Tab, number: &str) {
    clerk.open(&office.at("/complaints")).await;
    clerk.sees(number).await;
    clerk.submit("tr.unseen a").await;
    clerk.sees("三单元电梯口漏水").await;
    clerk.find(".shots img").await;
    clerk.submit("form[action$='/seen'] button").await;
}

/// The clerk moves the stop to a later hour; returns the new notice's id.
async fn replace(office: &Office, clerk: &Tab, manager: &Tab, old: &str) -> String {
    clerk.open(&office.at(&format!("/notices/{old}"))).await;
    clerk.submit("form[action$='/replace'] button").await;
    clerk.pick("#f-start", "10:00").await;
    clerk.find("#rule.ok").await;
    let id = clerk.attr("input[name=id]", "value").await;
    clerk.submit("button[value=send]").await;
    approve(office, manager, &id).await;
    id
}

async fn restore(office: &Office, clerk: &Tab, id: &str) {
    office.begin_stop();
    clerk.open(&office.at(&format!("/notices/{id}"))).await;
    clerk
        .click("details:has(form[action$='/restored']) summary")
        .await;
    clerk.submit("form[action$='/restored'] button").await;
    clerk.sees("已登记恢复").await;
}

#[tokio::test]
async fn the_day_of_an_office_in_chinese() {
    let office = Office::open();
    let clerk = office.signed_in("zh-CN", CLERK).await;
    let manager = office.signed_in("zh-CN", MANAGER).await;
    let phone = office.driver.open("zh-CN", true).await;

    let first = plan_water_stop(&office, &clerk).await;
    approve(&office, &manager, &first).await;
    post_one(&office, &clerk).await;
    phone.size(PHONE).await;
    phone.open(&office.at("/q")).await;
    wait_until_public(&office, &phone, &first).await;
    let community = format!("/c/{}", office.house.community);
    phone.open(&office.at(&community)).await;
    phone.submit(&format!("a[href='/n/{first}']")).await;
    phone.sees("3号楼").await;
    assert_eq!(phone.attr("html", "lang").await, "zh-CN");

    let code = office.codes(&first).remove(0);
    let number = complain(&office, &phone, &code).await;
    see_complaint(&office, &clerk, &number).await;
    phone.open(&office.at("/follow")).await;
    phone.sees("值班人员已在").await;

    let second = replace(&office, &clerk, &manager, &first).await;
    wait_until_public(&office, &phone, &second).await;
    phone.open(&office.at(&format!("/Q/{code}"))).await;
    phone.sees("本通知已被新的通知替代").await;
    phone.submit(&format!("a[href='/n/{second}']")).await;
    phone.sees("10:00").await;
    restore(&office, &clerk, &second).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    phone.open(&office.at(&format!("/n/{second}"))).await;
    phone.sees("恢复").await;
    for tab in [clerk, manager, phone] {
        tab.close().await;
    }
}

#[tokio::test]
async fn a_phone_without_scripts_reads_and_complains() {
    let office = Office::open();
    let clerk = office.signed_in("zh-CN", CLERK).await;
    let manager = office.signed_in("zh-CN", MANAGER).await;
    let notice = plan_water_stop(&office, &clerk).await;
    approve(&office, &manager, &notice).await;

    let phone = office.driver.open("zh-CN", false).await;
    phone.size(PHONE).await;
    let code = office.codes(&notice).remove(0);
    phone.open(&office.at("/q")).await;
    phone.fill("#f-code", &code.to_lowercase()).await;
    phone.submit("form.enter button").await;
    phone.sees("停水通知").await;
    phone.fill("#f-what", "楼道灯不亮").await;
    phone.choose("#f-photo", &office.photo()).await;
    assert_eq!(phone.count(".thumbs img").await, 0, "scripts ran");
    tokio::time::sleep(Duration::from_millis(3_200)).await;
    phone.submit("form.tell button.primary").await;
    phone.sees(&office.complaint_number()).await;
    for tab in [clerk, manager, phone] {
        tab.close().await;
    }
}

/// A word key that was shown instead of its words: `notices-col-title`.
fn key_shown(text: &str) -> Option<&str> {
    let known = [
        "notices-",
        "complaints-",
        "people-",
        "places-",
        "landing-",
        "form-",
        "flash-",
        "public-",
        "posting-",
        "platform-",
        "error-",
        "role-",
        "stage-",
        "act-",
        "menu-",
        "round-",
        "today-",
        "signs-",
        "runs-",
        "register-",
        "codes-",
        "bins-",
    ];
    text.split_whitespace()
        .find(|word| known.iter().any(|begin| word.starts_with(begin)))
}

async fn is_english(tab: &Tab) {
    let at = tab.url().await;
    assert_eq!(tab.attr("html", "lang").await, "en", "{at}");
    let way_back = "a[href^='/language/zh-CN'], button[name=lang][value='zh-CN']";
    assert_eq!(tab.count(way_back).await, 1, "{at}");
    let text = tab.text().await;
    assert_eq!(key_shown(&text), None, "{at}");
}

#[tokio::test]
async fn the_pages_speak_english_after_one_click() {
    let office = Office::open();
    let clerk = office.signed_in("zh-CN", CLERK).await;
    let notice = plan_water_stop(&office, &clerk).await;
    let manager = office.signed_in("zh-CN", MANAGER).await;
    approve(&office, &manager, &notice).await;
    clerk.submit("a[href^='/language/en']").await;
    let code = office.codes(&notice).remove(0);
    wait_until_public(&office, &clerk, &office.notice_in("published")).await;
    let pages = [
        "/notices".to_owned(),
        "/notices/new/power".to_owned(),
        format!("/notices/{notice}"),
        "/boards/round".to_owned(),
        format!("/postings/{}", office.sheet(&notice)),
        "/complaints".to_owned(),
        "/complaints/new".to_owned(),
        "/places".to_owned(),
        "/account".to_owned(),
        "/q".to_owned(),
        "/privacy".to_owned(),
        format!("/Q/{code}"),
        format!("/n/{notice}"),
        format!("/c/{}", office.house.community),
    ];
    for size in [DESK, PHONE] {
        clerk.size(size).await;
        for page in &pages {
            clerk.open(&office.at(page)).await;
            is_english(&clerk).await;
        }
    }
    clerk.close().await;
    manager.close().await;
}
