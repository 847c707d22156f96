//! The command line, asked as an operator asks it.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::LazyLock;

use diesel::connection::SimpleConnection;
use gaoshi::app::App;
use gaoshi::config::Config;
use gaoshi::notices::{self, Numbered};
use gaoshi::organisation::store as organisation;
use gaoshi::people::Scope;
use gaoshi::platform::clock::Clock;
use gaoshi::platform::db::backends::{Purpose, migrate, open};
use tempfile::TempDir;

use crate::paper::tools::Paper;

/// One demo for every question here: its days take a while to tell.
static DEMO: LazyLock<TempDir> = LazyLock::new(|| {
    let dir = TempDir::new().unwrap();
    drop(demo(dir.path()));
    dir
});

fn demo(dir: &Path) -> App {
    let config = Config::load(Some(dir), None).unwrap().for_demo();
    migrate(&config.database).unwrap();
    App::build(config, Clock::System).unwrap()
}

fn gaoshi(data: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gaoshi"));
    command.arg("--data").arg(data).args(args).output().unwrap()
}

fn told(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned() + &String::from_utf8_lossy(&out.stdout)
}

fn first_notices() -> Vec<Numbered> {
    let app = demo(DEMO.path());
    let count = |conn: &mut _| notices::numbered(conn, &number(1));
    app.db.read_now(count).unwrap()
}

fn number(n: u32) -> String {
    use chrono::Datelike;
    let year = Clock::System.now().local(chrono_tz::Asia::Shanghai).year();
    format!("锦绣物业〔{year}〕{n}号")
}

#[test]
fn a_demo_founded_twice_is_the_same_and_every_office_has_work() {
    let counted = || {
        let app = demo(DEMO.path());
        let all = app.db.read_now(organisation::all_office_ids).unwrap();
        let list = |conn: &mut _| {
            let scope = Scope::of(all.clone());
            Ok((
                gaoshi::complaints::unseen(conn, &scope)?,
                notices::numbered(conn, &number(2))?.len(),
            ))
        };
        (all.len(), app.db.read_now(list).unwrap())
    };
    let (offices, (unseen, numbered)) = counted();
    assert_eq!((offices, unseen), (4, 4));
    assert!(numbered >= 1);
    assert_eq!(counted(), (offices, (unseen, numbered)));
}

#[test]
fn the_days_of_the_demo_can_be_told_at_any_hour() {
    for minutes in [-538, 180, 898] {
        let dir = TempDir::new().unwrap();
        let at = crate::support::tuesday() + chrono::Duration::minutes(minutes);
        let config = Config::load(Some(dir.path()), None).unwrap().for_demo();
        migrate(&config.database).unwrap();
        App::build(config, Clock::standing_at(at)).unwrap();
    }
}

#[test]
fn a_sheet_is_written_by_id_and_its_codes_open_the_demo() {
    let found = first_notices();
    assert_eq!(found.len(), 3, "each office has its own number one");
    let file = DEMO.path().join("sheet.pdf");
    let out = file.to_str().unwrap();
    let done = gaoshi(DEMO.path(), &["sheet", found[0].id.as_str(), "-o", out]);
    assert!(done.status.success(), "{}", told(&done));
    let paper = Paper::of(&std::fs::read(&file).unwrap());
    let scans = paper.scans();
    assert!(
        scans[0].contains("HTTP://127.0.0.1:8080/Q/"),
        "{}",
        scans[0]
    );
    assert!(paper.letters().contains("演示"));
}

#[test]
fn a_number_of_several_offices_is_answered_with_their_ids() {
    let found = first_notices();
    let asked = gaoshi(DEMO.path(), &["sheet", &number(1), "-o", "/dev/null"]);
    assert!(!asked.status.success());
    for notice in found {
        assert!(told(&asked).contains(notice.id.as_str()));
    }
    assert!(told(&asked).contains("云栖里管理处"), "{}", told(&asked));
}

#[test]
fn an_unknown_number_and_a_missing_database_are_said_plainly() {
    let unknown = gaoshi(DEMO.path(), &["sheet", &number(999), "-o", "/dev/null"]);
    assert!(!unknown.status.success());
    assert!(told(&unknown).contains("there is no notice"));
    let dir = TempDir::new().unwrap();
    let nothing = gaoshi(dir.path(), &["user", "disable", "wangfang"]);
    assert!(!nothing.status.success());
    assert!(told(&nothing).contains("gaoshi serve or gaoshi migrate makes it"));
    assert!(!dir.path().join("gaoshi.db").exists());
}

#[test]
fn what_the_program_writes_is_for_its_own_account_alone() {
    let dir = TempDir::new().unwrap();
    let data = dir.path().join("data");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    fs::create_dir(&data).unwrap();
    fs::set_permissions(&data, Permissions::from_mode(0o755)).unwrap();
    assert!(gaoshi(&data, &["migrate"]).status.success());
    let db = data.join("gaoshi.db");
    assert_eq!((mode(&data), mode(&db)), (0o750, 0o600));
    // What an older program left open is closed, and the group keeps what it was given.
    fs::set_permissions(&db, Permissions::from_mode(0o644)).unwrap();
    assert!(gaoshi(&data, &["migrate"]).status.success());
    assert_eq!(mode(&db), 0o640);
    let file = dir.path().join("house.zip");
    let backup = gaoshi(&data, &["backup", file.to_str().unwrap()]);
    assert!(backup.status.success(), "{}", told(&backup));
    assert_eq!(mode(&file), 0o600);
}

#[test]
fn a_second_factor_that_nobody_has_is_not_taken_off() {
    let off = gaoshi(DEMO.path(), &["user", "remove-second-factor", "admin"]);
    assert!(!off.status.success());
    assert!(told(&off).contains("admin is as that should make it already"));
}

#[test]
fn an_account_is_opened_with_a_link_and_an_unknown_office_is_answered_with_the_known() {
    let add = |login: &str, office: &str| {
        let who = ["--login", login, "--name", "钱小兰", "--role", "clerk"];
        let mut args = vec!["user", "add", "--office", office];
        args.extend(who);
        gaoshi(DEMO.path(), &args)
    };
    let added = add("qianxiaolan", "云栖里管理处");
    assert!(added.status.success(), "{}", told(&added));
    assert!(told(&added).contains("http://127.0.0.1:8080/password/"));
    let again = add("qianxiaolan", "云栖里管理处");
    assert!(!again.status.success());
    let elsewhere = add("qian2", "火星管理处");
    assert!(
        told(&elsewhere).contains("翠湖学府管理处"),
        "{}",
        told(&elsewhere)
    );
    let reset = gaoshi(DEMO.path(), &["user", "reset-password", "qianxiaolan"]);
    assert!(told(&reset).contains("/password/"));
    let gone = gaoshi(DEMO.path(), &["user", "disable", "qianxiaolan"]);
    assert!(gone.status.success(), "{}", told(&gone));
    let nobody = gaoshi(DEMO.path(), &["user", "disable", "nobody"]);
    assert!(told(&nobody).contains("nobody signs in as nobody"));
}

#[test]
fn the_doctor_looks_at_the_fonts_of_a_fresh_machine() {
    let dir = TempDir::new().unwrap();
    let looked = gaoshi(dir.path(), &["doctor"]);
    assert!(looked.status.success(), "{}", told(&looked));
    assert!(told(&looked).contains("OK    fonts"), "{}", told(&looked));
    assert!(told(&looked).contains("gaoshi serve or gaoshi migrate makes it"));
}

/// `gaoshi sign render` of a layout, to a file in a directory of its own.
fn rendered(args: &[&str], name: &str) -> (Output, Option<Vec<u8>>) {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join(name);
    let mut all = vec!["sign", "render"];
    all.extend(args);
    all.extend(["-o", file.to_str().unwrap()]);
    let out = gaoshi(dir.path(), &all);
    (out, std::fs::read(&file).ok())
}

/// What is asked for, and what the paper then says; a bar stands between the words of each.
const LAYOUTS: [(&str, &str); 6] = [
    ("--layout|plate-floor|--text|15|--place|3号楼2单元", "15|层"),
    (
        "--layout|plate-door|--text|1502|--place|3号楼",
        "1502|辅助标识",
    ),
    (
        "--layout|direction|--text|↗ 3号楼 60米|--text|← 车库|--place|东门",
        "3号楼|60米|车库",
    ),
    (
        "--layout|lift-index|--title|2号梯|--text|*1 大堂|--place|3号楼",
        "2号梯|大堂",
    ),
    (
        "i-paint|--layout|single|--distance|3m|--place|大堂",
        "油漆未干|请勿触碰",
    ),
    (
        "--layout|label|--title|消火栓箱|--sheet|labels-24|--place|15层",
        "消火栓箱|绝不收费",
    ),
];

#[test]
fn plates_signs_and_labels_are_printed_from_their_words() {
    let code = [
        "--code",
        "8K4T2M9XQ5",
        "--base-url",
        "https://wy.example.cn",
    ];
    for (asked, said) in LAYOUTS {
        let args: Vec<&str> = asked.split('|').chain(code).collect();
        let (out, file) = rendered(&args, "sign.pdf");
        assert!(out.status.success(), "{asked}: {}", told(&out));
        let paper = Paper::of(&file.unwrap());
        let letters = paper.letters();
        for words in said.split('|') {
            assert!(letters.contains(words), "{asked}: {letters}");
        }
        assert_eq!(
            paper.scans(),
            ["HTTPS://WY.EXAMPLE.CN/Q/8K4T2M9XQ5"],
            "{asked}"
        );
    }
}

#[test]
fn a_code_opens_the_address_that_was_written_down_where_none_is_said() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("sign.pdf");
    let mut args = vec!["sign", "render"];
    args.extend(LAYOUTS[0].0.split('|'));
    args.extend(["--code", "8K4T2M9XQ5", "-o", file.to_str().unwrap()]);
    let nowhere = gaoshi(dir.path(), &args);
    assert!(!nowhere.status.success());
    let asked = "needs --base-url https://…, or a public address";
    assert!(told(&nowhere).contains(asked), "{}", told(&nowhere));
    let config = Config::load(Some(dir.path()), None).unwrap();
    migrate(&config.database).unwrap();
    let given = "INSERT INTO house_marks (name, value) \
                 VALUES ('public_address', 'https://wy.example.cn')";
    let mut conn = open(&config.database, Purpose::Write).unwrap();
    conn.batch_execute(given).unwrap();
    drop(conn);
    let out = gaoshi(dir.path(), &args);
    assert!(out.status.success(), "{}", told(&out));
    let paper = Paper::of(&fs::read(&file).unwrap());
    assert_eq!(paper.scans(), ["HTTPS://WY.EXAMPLE.CN/Q/8K4T2M9XQ5"]);
}

/// The list's own answer to a program.
fn listed() -> Vec<serde_json::Value> {
    let dir = TempDir::new().unwrap();
    let out = gaoshi(dir.path(), &["sign", "list", "--json"]);
    serde_json::from_slice(&out.stdout).unwrap()
}

#[test]
fn every_sign_renders_by_the_layouts_the_list_names_and_without_one() {
    let dir = TempDir::new().unwrap();
    let signs = listed();
    assert!(signs.len() > 100, "{}", signs.len());
    let file = dir.path().join("sign.svg");
    for sign in &signs {
        let id = sign["id"].as_str().unwrap();
        let layouts = sign["layouts"].as_array().unwrap();
        let named = layouts.iter().map(|layout| Some(layout.as_str().unwrap()));
        for layout in named.chain([None]) {
            let mut args = vec!["sign", "render", id, "--place", "大堂"];
            args.extend(layout.iter().flat_map(|layout| ["--layout", layout]));
            args.extend(["-o", file.to_str().unwrap()]);
            let out = gaoshi(dir.path(), &args);
            assert!(out.status.success(), "{id} as {layout:?}: {}", told(&out));
        }
    }
}

#[test]
fn what_paper_cannot_do_is_said_and_nothing_is_written() {
    let cases: [(&[&str], &str); 5] = [
        (
            &["i-paint", "--layout", "single", "--distance", "12m"],
            "on A4",
        ),
        (&["--layout", "plate-floor"], "--text"),
        (
            &["--layout", "direction", "--text", "3号楼"],
            "say an arrow",
        ),
        (
            &["i-paint", "--layout", "single", "--sheet", "tiled"],
            "only A3 to A0",
        ),
        (&["i-none", "--layout", "single"], "i-none"),
    ];
    for (args, why) in cases {
        let (out, file) = rendered(&[args, &["--place", "大堂"]].concat(), "sign.pdf");
        assert!(
            !out.status.success() && told(&out).contains(why),
            "{args:?}: {}",
            told(&out)
        );
        assert_eq!(file, None);
    }
    let two = [
        "i-paint", "--layout", "single", "--copies", "2", "--place", "大堂",
    ];
    let (out, _) = rendered(&two, "sign.svg");
    assert!(told(&out).contains("say .pdf"), "{}", told(&out));
}
