//! `gaoshi doctor` on houses where something is amiss and on houses where nothing is, as a person reads it
//! and as a program does.

use std::process::Command;

use actix_web::http::StatusCode;
use diesel::connection::SimpleConnection;
use gaoshi::platform::db::DatabaseUrl;
use serde_json::Value;

use crate::notices::Desk;
use crate::signs::a_stop;
use crate::support::app::TestApp;
use crate::support::house::House;
use crate::support::postgres::TestDb;

/// The address of the small company.
const OURS: &str = "https://wy.example.cn";
/// Another that it may move to.
const OTHER: &str = "https://wuye.example.cn";

/// What was said.
struct Said {
    text: String,
    checks: Vec<Value>,
}

impl Said {
    /// The check of this name; nothing where it was not made.
    fn check(&self, name: &str) -> Option<&Value> {
        self.checks.iter().find(|one| one["name"] == name)
    }

    /// A check that found this, which a person reads word for word with the way on.
    fn finds(&self, name: &str, level: &str, what: &str) -> &Value {
        let check = self.check(name);
        let check = check.unwrap_or_else(|| panic!("no {name}: {}", self.text));
        assert_eq!(check["level"], level, "{check}");
        let found = check["what"].as_str().unwrap();
        assert!(found.contains(what), "{found}");
        let line = format!("{:<6}{found}", level.to_uppercase());
        assert!(self.text.contains(&line), "{line}\n{}", self.text);
        let mend = check["mend"].as_str().unwrap();
        assert_eq!(mend.is_empty(), level == "ok", "{check}");
        assert!(self.text.contains(mend), "{mend}\n{}", self.text);
        check
    }

    fn figure(&self, name: &str, figure: &str) -> i64 {
        let check = self.check(name).unwrap();
        check["figures"][figure].as_i64().unwrap()
    }
}

/// Asks about a house at this address; where it is empty, no settings say one.
fn doctor(database: &DatabaseUrl, address: &str) -> Said {
    let data = tempfile::tempdir().unwrap();
    let database = match database {
        DatabaseUrl::Sqlite(path) => format!("sqlite://{}", path.display()),
        DatabaseUrl::Pg(url) => url.clone(),
    };
    let ask = |how: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_gaoshi"))
            .arg("--data")
            .arg(data.path())
            .arg("doctor")
            .args(how)
            .env("GAOSHI_DATABASE", &database)
            .envs((!address.is_empty()).then_some(("GAOSHI_PUBLIC_URL", address)))
            .output()
            .unwrap();
        String::from_utf8(out.stdout).unwrap()
    };
    let json: Value = serde_json::from_str(&ask(&["--json"])).unwrap();
    Said {
        text: ask(&[]),
        checks: json["checks"].as_array().unwrap().clone(),
    }
}

#[test]
fn an_administrator_with_a_password_alone_is_named_until_she_has_a_second_step() {
    let test = TestDb::new();
    House::found(&test.url);
    let said = doctor(&test.url, OURS);
    let alone = "周敏 sign in with a password alone";
    let check = said.finds("second_factor", "warn", alone);
    assert_eq!(check["figures"]["administrators"], 1);
    assert!(!check["what"].as_str().unwrap().contains("王芳"), "{check}");
    let of_the_clerk = "INSERT INTO user_factors (user_id, secret, last_step, made_at) \
         SELECT id, 'JBSWY3DPEHPK3PXP', 0, created_at FROM users WHERE login = 'wangfang'";
    test.conn().batch_execute(of_the_clerk).unwrap();
    let still = doctor(&test.url, OURS);
    still.finds("second_factor", "warn", alone);
    let hers = of_the_clerk.replace("wangfang", "admin");
    test.conn().batch_execute(&hers).unwrap();
    let said = doctor(&test.url, OURS);
    let none = "no administrator signs in with a password alone";
    said.finds("second_factor", "ok", none);
}

#[test]
fn a_host_that_no_label_has_room_for_is_told_with_how_much_there_is() {
    let test = TestDb::new();
    let short = doctor(&test.url, OURS);
    assert!(short.check("label_host").is_none(), "{}", short.text);
    assert!(!short.text.contains("label"), "{}", short.text);
    let host = "wuye.jinxiu-huayuan-guanlichu.shenzhen.example.com.cn";
    let long = doctor(&test.url, &format!("https://{host}"));
    let check = long.finds("label_host", "warn", "no label can be printed");
    assert!(check["what"].as_str().unwrap().contains(host), "{check}");
    let room = long.figure("label_host", "room");
    let length = i64::try_from(host.len()).unwrap();
    assert!((1..length).contains(&room), "{room} of {length}");
}

#[test]
fn an_address_that_was_written_down_counts_and_one_that_cannot_be_read_is_told() {
    let test = TestDb::new();
    House::found(&test.url);
    let mut conn = test.conn();
    let given =
        format!("INSERT INTO house_marks (name, value) VALUES ('public_address', '{OURS}')");
    conn.batch_execute(&given).unwrap();
    let known = doctor(&test.url, "");
    known.finds("public_address", "ok", &format!("public address {OURS}"));
    let broken = "UPDATE house_marks SET value = 'wuye' WHERE name = 'public_address'";
    conn.batch_execute(broken).unwrap();
    let told = doctor(&test.url, "");
    told.finds(
        "public_address",
        "fail",
        "public address \"wuye\" cannot be read",
    );
    doctor(&test.url, OURS).finds("public_address", "ok", OURS);
}

#[actix_web::test]
async fn sheets_that_hang_with_another_address_are_counted_until_they_are_down() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let before = doctor(&app.db.url, OTHER);
    let well = format!("all printed codes lead to {OTHER}");
    before.finds("printed_codes", "ok", &well);
    let id = desk.approved(&[]).await;
    let codes = desk.codes(&id).await.len();
    assert!(codes > 0);
    let same = doctor(&app.db.url, OURS);
    same.finds(
        "printed_codes",
        "ok",
        &format!("all printed codes lead to {OURS}"),
    );
    assert_eq!(same.figure("printed_codes", "notices"), 0);
    let moved = doctor(&app.db.url, OTHER);
    let told = format!("the address changed: {codes} printed codes lead to the old one");
    moved.finds("printed_codes", "warn", &told);
    let counted = i64::try_from(codes).unwrap();
    assert_eq!(moved.figure("printed_codes", "notices"), counted);
    assert_eq!(moved.figure("printed_codes", "signs"), 0);
    let down = "UPDATE notice_postings SET taken_down_at = '2026-11-25 08:00:00'";
    app.db.conn().batch_execute(down).unwrap();
    doctor(&app.db.url, OTHER).finds("printed_codes", "ok", &well);
}

#[actix_web::test]
async fn signs_that_were_printed_with_another_address_are_counted_too() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let signs = |address| doctor(&app.db.url, address).figure("printed_codes", "signs");
    let before = [OURS, OTHER].map(signs);
    let stop = a_stop(&mut clerk).await;
    assert_eq!([OURS, OTHER].map(signs), before, "nothing is printed yet");
    clerk.get(&stop).await;
    let printed = clerk.post(&format!("{stop}/print"), &[]).await;
    assert_eq!(printed.status, StatusCode::SEE_OTHER, "{}", printed.body);
    let [here, there] = [OURS, OTHER].map(signs);
    assert_eq!(here, before[0]);
    assert_eq!(there, before[1] + 21, "one a floor");
}
