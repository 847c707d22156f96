//! The plan of the house, held against its source: who may know whom, and who writes what.

mod kinds;
mod record;
mod rooms;
mod source;
mod tables;

use self::source::{House, Source, none, sources};

/// Every module below the crate with what it may use; all of them may use the ground floor.
const MAY_USE: &[(&str, &[&str])] = &[
    ("platform", &[]),
    ("people", &["platform"]),
    ("organisation", &["platform", "people"]),
    ("rules", &["platform", "people", "organisation"]),
    ("codes", &["platform", "people", "organisation"]),
    (
        "notices",
        &["platform", "people", "organisation", "codes", "rules"],
    ),
    (
        "signs",
        &["platform", "people", "organisation", "codes", "rules"],
    ),
    (
        "complaints",
        &[
            "platform",
            "people",
            "organisation",
            "codes",
            "rules",
            "notices",
            "signs",
        ],
    ),
    // Readers over all features.
    ("landing", FEATURES),
    ("today", FEATURES),
    ("demo", FEATURES),
    // The files that put the program together.
    ("error", &[]),
    ("schema", &[]),
    ("config", &["platform"]),
    ("error_page", &["platform", "people"]),
    (
        "routes",
        &[
            "platform",
            "people",
            "organisation",
            "codes",
            "notices",
            "signs",
            "complaints",
            "landing",
            "today",
            "error_page",
        ],
    ),
    (
        "app",
        &[
            "platform",
            "people",
            "notices",
            "landing",
            "demo",
            "routes",
            "error_page",
        ],
    ),
    (
        "duties",
        &[
            "platform",
            "people",
            "notices",
            "signs",
            "complaints",
            "app",
        ],
    ),
    ("backup", &["platform", "signs", "complaints"]),
    (
        "doctor",
        &[
            "platform",
            "people",
            "organisation",
            "notices",
            "signs",
            "app",
        ],
    ),
    (
        "serve",
        &["platform", "people", "app", "backup", "duties", "routes"],
    ),
    (
        "cli",
        &[
            "platform",
            "people",
            "organisation",
            "codes",
            "notices",
            "signs",
            "app",
            "backup",
            "doctor",
            "serve",
        ],
    ),
];

/// Everything that a reader over all may read.
const FEATURES: &[&str] = &[
    "platform",
    "people",
    "organisation",
    "codes",
    "rules",
    "notices",
    "signs",
    "complaints",
];

/// What every module may use.
const GROUND: &[&str] = &["error", "schema", "config"];

/// Where an id is made, or a time of the machine's is read, that no `Clock` gave: ids are ordered
/// by it and nothing is decided by it.
const IDS: &[&str] = &[
    "app.rs",
    "notices/postings/store/prints.rs",
    "notices/subscribers/store.rs",
    "organisation/store.rs",
    "platform/audit.rs",
    "platform/db/columns.rs",
    "platform/limits.rs",
    "platform/outbox.rs",
];

/// Words of the company's that the platform must not know.
const DOMAIN: &[&str] = &[
    "Notice",
    "Complaint",
    "Office",
    "Outage",
    "Resident",
    "Community",
];

#[test]
fn every_file_says_what_it_is() {
    let all = [sources("src"), sources("tests")].into_iter().flatten();
    let faults: Vec<String> = all
        .filter(|file| !file.text.starts_with("//! "))
        .map(|file| file.path)
        .collect();
    none(&faults);
}

#[test]
fn only_stores_and_the_platform_speak_to_the_database() {
    let may = |path: &str| {
        let name = path.rsplit('/').next().unwrap();
        name == "store.rs"
            || path.contains("/store/")
            || matches!(path, "schema.rs" | "error.rs" | "doctor.rs")
            || path.starts_with("platform/db")
            || path.starts_with("platform/outbox")
            || ["audit", "clock", "counters", "limits", "health", "secrets"]
                .iter()
                .any(|module| path == format!("platform/{module}.rs"))
    };
    let faults: Vec<String> = sources("src")
        .iter()
        .filter(|file| !may(&file.path) && file.program().contains("use diesel"))
        .map(|file| format!("{} uses diesel", file.path))
        .collect();
    none(&faults);
}

#[test]
fn only_the_demo_dates_a_change() {
    let all = sources("src");
    let dates = |file: &&Source| {
        let program = file.program();
        program.contains(".dated(") || program.contains("Tx::dated")
    };
    let (demo, others): (Vec<&Source>, Vec<&Source>) = all
        .iter()
        .filter(dates)
        .partition(|file| file.feature() == "demo");
    assert!(
        !demo.is_empty(),
        "the word that is looked for is still used"
    );
    let faults: Vec<String> = others
        .iter()
        .map(|file| format!("{} dates a change", file.path))
        .collect();
    none(&faults);
}

#[test]
fn the_platform_knows_no_word_of_the_company() {
    let mut faults = Vec::new();
    for file in sources("src")
        .iter()
        .filter(|file| file.feature() == "platform")
    {
        for word in DOMAIN {
            if file.program().contains(word) {
                faults.push(format!("{} says {word}", file.path));
            }
        }
    }
    none(&faults);
}

#[test]
fn a_module_uses_only_what_the_plan_allows() {
    let mut faults = Vec::new();
    for (from, to) in House::read().arrows() {
        let Some(row) = from
            .first()
            .map(|top| MAY_USE.iter().find(|(name, _)| name == top))
        else {
            continue;
        };
        let Some((top, allowed)) = row else {
            faults.push(format!("{} stands nowhere in the plan", from[0]));
            continue;
        };
        for used in &to {
            let used_top = used[0].as_str();
            if used_top != *top && !allowed.contains(&used_top) && !GROUND.contains(&used_top) {
                faults.push(format!("{} uses {}", from.join("::"), used.join("::")));
            }
        }
    }
    none(&faults);
}

#[test]
fn an_id_is_made_where_it_is_known_that_it_reads_a_clock() {
    let makes = |file: &Source| file.program().contains("now_v7(");
    let found: Vec<String> = sources("src")
        .into_iter()
        .filter(makes)
        .map(|file| file.path)
        .collect();
    assert_eq!(found, IDS);
}

#[test]
fn only_the_process_apart_decodes_what_people_send() {
    const DECODERS: [&str; 5] = [
        "image::",
        "png::",
        "jpeg_decoder::",
        "image_webp::",
        "zune_",
    ];
    let is_there = |file: &Source| {
        file.path == "platform/photos/darkroom.rs"
            || file.path.starts_with("platform/photos/darkroom/")
    };
    let opens = |file: &Source| file.path == "cli/apart.rs";
    let mut faults = Vec::new();
    let mut seen = 0;
    for file in sources("src") {
        let named = DECODERS.iter().filter(|d| file.program().contains(**d));
        if is_there(&file) {
            seen += named.count();
            continue;
        }
        faults.extend(named.map(|decoder| format!("{} names {decoder}", file.path)));
        if file.program().contains("darkroom::answer") && !opens(&file) {
            faults.push(format!("{} opens a photo", file.path));
        }
    }
    assert!(seen >= 4, "the decoders that are looked for are still used");
    none(&faults);
}
