//! The plan of the house, held against its source: who may know whom, and who writes what.

use std::path::{Path, PathBuf};

/// The features with what each may use; all of them may use the ground floor.
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
];

/// What every module may use.
const GROUND: &[&str] = &["error", "schema", "config"];

/// Readers over all features, and the files that put the program together.
const OVER_ALL: &[&str] = &["landing", "today", "records", "demo", "home", "jobs"];

/// Tables whose names do not begin with the singular of their feature, by owner.
const OWNERS: &[(&str, &[&str])] = &[
    (
        "platform",
        &[
            "outbox",
            "audit_entries",
            "counters",
            "limit_hits",
            "secrets",
            "clock_marks",
            "duty_holds",
        ],
    ),
    ("people", &["users", "user_"]),
    (
        "organisation",
        &[
            "companies",
            "offices",
            "office_",
            "departments",
            "department_",
            "places",
            "place_",
            "boards",
            "board_",
        ],
    ),
    ("codes", &["codes", "code_"]),
    ("rules", &["rules"]),
    ("notices", &["notices", "notice_"]),
    ("complaints", &["complaint_"]),
    ("signs", &["sign_"]),
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

struct Source {
    /// The path below `src`, with slashes.
    path: String,
    text: String,
}

impl Source {
    fn feature(&self) -> &str {
        self.path.split('/').next().unwrap().trim_end_matches(".rs")
    }

    /// The text without the tests beneath it.
    fn program(&self) -> &str {
        self.text.split("#[cfg(test)]\nmod tests").next().unwrap()
    }
}

fn sources(root: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    let mut found = Vec::new();
    collect(&root, &root, &mut found);
    assert!(!found.is_empty());
    found
}

fn collect(root: &Path, dir: &Path, found: &mut Vec<Source>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            let below = path
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            found.push(Source {
                text: std::fs::read_to_string(&path).unwrap(),
                path: below,
            });
        }
    }
}

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

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
fn features_use_only_what_the_plan_allows() {
    let mut faults = Vec::new();
    for file in sources("src") {
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == file.feature()) else {
            continue;
        };
        for used in used_modules(file.program()) {
            let known = MAY_USE.iter().any(|(name, _)| *name == used) || OVER_ALL.contains(&used);
            let fine = used == file.feature() || allowed.contains(&used) || GROUND.contains(&used);
            if known && !fine {
                faults.push(format!("{} uses {used}", file.path));
            }
        }
    }
    none(&faults);
}

/// The modules named after `crate::`, once each.
fn used_modules(text: &str) -> Vec<&str> {
    let mut used: Vec<&str> = text
        .split("crate::")
        .skip(1)
        .filter_map(|rest| {
            rest.split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
        })
        .collect();
    used.sort_unstable();
    used.dedup();
    used
}

#[test]
fn a_feature_writes_only_its_own_tables() {
    let mut faults = Vec::new();
    for file in sources("src") {
        let feature = file.feature();
        let Some((_, own)) = OWNERS.iter().find(|(name, _)| *name == feature) else {
            continue;
        };
        for table in written_tables(file.program()) {
            let table = real_name(file.program(), &table);
            if !own.iter().any(|prefix| table.starts_with(prefix)) {
                faults.push(format!("{} writes {table}", file.path));
            }
        }
    }
    none(&faults);
}

/// The table behind a name that a file gave it: `notice_outages as outages`.
fn real_name(text: &str, name: &str) -> String {
    let end = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let renamed = text.split(&format!(" as {name}")).collect::<Vec<_>>();
    let before = renamed
        .windows(2)
        .find(|pair| end(pair[1]))
        .map(|pair| pair[0]);
    let real = before.map(|before| before.rsplit([' ', '{', ',', ':', '\n']).next().unwrap());
    real.unwrap_or(name).to_owned()
}

/// The tables named directly in `insert_into(…)`, `update(…)` and `delete(…)`.
fn written_tables(text: &str) -> Vec<String> {
    let mut tables = Vec::new();
    for verb in ["insert_into(", "update(", "delete("] {
        for rest in text.split(verb).skip(1) {
            let name: String = rest
                .trim_start()
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || *c == '_')
                .collect();
            if rest.trim_start()[name.len()..].starts_with("::table") {
                tables.push(name);
            }
        }
    }
    tables
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
