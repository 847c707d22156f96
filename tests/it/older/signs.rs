//! What was kept of the first signs, in the open: their words as they were stored, and what stands
//! on their sheets, for people to read beside it.

use actix_web::http::StatusCode;
use diesel::connection::SimpleConnection;
use gaoshi::signs::runs::spec::Spec;
use gaoshi::signs::stops::stop::Wording;

use super::copy::Older;
use super::{folder, says_the_same};
use crate::paper::tools::{Paper, squeeze};

const STOPS: [&str; 4] = ["stop-lift", "stop-lift-moved", "stop-paint", "stop-closed"];
const RUNS: [&str; 3] = ["run-floor", "run-single", "run-direction"];

const WORDS: &str = "SELECT wording AS one, id AS two FROM sign_batches ORDER BY id";
const SPECS: &str = "SELECT spec AS one, id AS two FROM sign_runs ORDER BY id";
const SIGNS: &str = "SELECT signs AS one, id AS two FROM sign_runs ORDER BY id";

fn kept(name: &str) -> String {
    let text = std::fs::read_to_string(folder().join("signs").join(name)).unwrap();
    text.trim_end().to_owned()
}

fn says(name: &str, parts: &[&str]) {
    let sheet = squeeze(&kept(&format!("{name}.sheet.txt")));
    for part in parts {
        assert!(sheet.contains(&squeeze(part)), "{name}: {part}");
    }
}

#[test]
fn the_first_words_of_each_sign_are_read_for_ever() {
    for name in STOPS {
        let read = Wording::read(1, &kept(&format!("{name}.json"))).unwrap();
        says(
            name,
            &[&read.place, &read.apology, &read.phone, &read.issuer],
        );
        let others = [&read.alternative, &read.alternative_note, &read.product];
        for other in others.into_iter().flatten() {
            says(name, &[other]);
        }
        for copy in &read.copies {
            assert!(!copy.zh.is_empty() && !copy.en.is_empty(), "{name}");
        }
    }
    for name in RUNS {
        let read = Spec::read(1, &kept(&format!("{name}.json"))).unwrap();
        says(name, &[&read.phone, &read.issuer, &read.month]);
        for shown in &read.shown {
            says(name, &[&shown.zh.concat(), &shown.en]);
        }
        for way in &read.ways {
            says(name, &[&way.zh, &way.en, &way.distance]);
        }
        let rows = Spec::read_rows(1, &kept(&format!("{name}.signs.json"))).unwrap();
        assert!(!rows.is_empty(), "{name}");
        for row in rows {
            says(name, &[&row.at]);
        }
    }
}

#[actix_web::test]
async fn the_first_words_of_each_sign_keep_their_sheet() {
    let older = Older::asked(&[WORDS, SPECS, SIGNS]);
    let mut clerks = [
        older.signed_in("wangfang").await,
        older.signed_in("zhengyuting").await,
    ];
    let id = |question: usize, file: &str| {
        let text = kept(file);
        let mut all = older.answer(question).iter();
        let found = all.find(|(stored, _)| *stored == text);
        found
            .unwrap_or_else(|| panic!("{file} is in the house"))
            .1
            .clone()
    };
    let stops = STOPS.map(|name| {
        let id = id(0, &format!("{name}.json"));
        (name, format!("/signs/batches/{id}/sheet.pdf"))
    });
    let runs = RUNS.map(|name| {
        let id = id(1, &format!("{name}.json"));
        (name, format!("/signs/runs/{id}/parts/1.pdf"))
    });
    for (name, path) in stops.into_iter().chain(runs) {
        let mut now = String::new();
        for clerk in &mut clerks {
            let answer = clerk.get(&path).await;
            if answer.status == StatusCode::OK {
                now = Paper::of(&answer.bytes).raw();
            }
        }
        let then = kept(&format!("{name}.sheet.txt"));
        assert!(
            says_the_same(&now, &then, true),
            "{name}: {now}\nthen: {then}"
        );
    }
    for name in RUNS {
        id(2, &format!("{name}.signs.json"));
    }
}

#[actix_web::test]
async fn of_what_a_newer_program_kept_nothing_is_printed() {
    let older = Older::asked(&[WORDS, SPECS]);
    let newer =
        "UPDATE sign_batches SET wording_version = 2; UPDATE sign_runs SET spec_version = 2";
    older.app.db.conn().batch_execute(newer).unwrap();
    let mut clerk = older.signed_in("wangfang").await;
    let stop = &older.answer(0)[0].1;
    let run = &older.answer(1)[0].1;
    for path in [
        format!("/signs/batches/{stop}/sheet.pdf"),
        format!("/signs/runs/{run}/parts/1.pdf"),
    ] {
        let answer = clerk.get(&path).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
    }
}
