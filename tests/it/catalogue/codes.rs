//! The codes that were looked up, sign by sign, and the catalogue against them.
//!
//! ISO 7010: each code stands in the list of its 318 registered signs. GB 2894-2008: numbers 1-x
//! follow its printed list; 2-x, 3-x and 4-x are from memory.

use super::catalogue;
use gaoshi::signs::catalogue::design::{Certainty, Status};

/// A sign, the ISO 7010 codes near to it, its numbers in GB 2894-2008, whether GB 2894-2025 has it
/// for the first time.
type Reviewed = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    bool,
);

#[rustfmt::skip]
const REVIEWED: &[Reviewed] = &[
    ("w-general", &["W001"], &["2-1"], false),
    ("w-electric", &["W012"], &["2-7"], false),
    ("w-hv", &["W012"], &["2-7"], false),
    ("w-slip", &["W011"], &["2-37"], false),
    ("w-drop", &["W008"], &["2-34"], false),
    ("w-step", &["W070"], &["2-36"], false),
    ("w-trip", &["W007"], &["2-35"], false),
    ("w-falling", &["W035"], &["2-14"], false),
    ("w-vehicle", &[], &["2-32"], false),
    ("w-pinch", &["W024"], &["2-20"], false),
    ("w-head", &["W020"], &["2-16"], false),
    ("w-hot", &["W017"], &["2-24"], false),
    ("w-fire", &["W021"], &["2-2"], false),
    ("w-water", &["W047"], &["2-38"], false),
    ("w-pit", &[], &["2-13"], false),
    ("w-confined", &["W041"], &[], true),
    ("w-battery", &["W026"], &[], true),
    ("w-auto", &["W018"], &["2-9"], false),
    ("w-gate", &["W001", "W019"], &["2-1"], false),
    ("w-poison", &["W016"], &["2-5"], false),
    ("w-dog", &["W013"], &["2-22"], false),
    ("w-gap", &[], &["2-39"], false),
    ("p-smoke", &["P002"], &["1-1"], false),
    ("p-fire", &["P003"], &["1-2"], false),
    ("p-entry", &["P004", "P080"], &["1-13"], false),
    ("p-climb", &["P009"], &["1-18"], false),
    ("p-cross", &["P071"], &["1-17"], false),
    ("p-lean", &["P041"], &["1-21"], false),
    ("p-touch", &["P010"], &["1-24"], false),
    ("p-heap", &["P023"], &["1-6"], false),
    ("p-lane", &["P023"], &["1-6"], false),
    ("p-ebike", &[], &[], true),
    ("p-throw", &[], &["1-27"], false),
    ("p-swim", &["P049"], &["1-35"], false),
    ("p-liftfire", &["P020"], &[], true),
    ("p-pushdoor", &["P017"], &["1-14", "1-21"], false),
    ("p-jump", &["P072"], &["1-19"], false),
    ("p-sit", &["P018"], &["1-22"], false),
    ("p-stepon", &["P019"], &["1-23"], false),
    ("p-firecracker", &["P040"], &[], false),
    ("p-waterfire", &["P011"], &["1-4"], false),
    ("p-switch", &["P031"], &["1-8"], false),
    ("p-start", &["P031"], &["1-7"], false),
    ("p-drink", &["P005"], &["1-26"], false),
    ("p-dog", &["P021"], &[], false),
    ("m-hat", &["M014"], &["3-6"], false),
    ("m-harness", &["M018"], &["3-8"], false),
    ("m-handrail", &["M012"], &[], true),
    ("m-lock", &["M028"], &["3-14"], false),
    ("m-wash", &["M011"], &["3-13"], false),
    ("m-vent", &["M056", "M057"], &[], true),
    ("m-closed", &["F007"], &[], false),
    ("m-child", &["M054"], &[], false),
    ("m-sort", &["M030"], &[], false),
    ("e-exit-l", &["E001"], &["4-1"], false),
    ("e-exit-r", &["E002"], &["4-1"], false),
    ("e-dir", &["E001", "E002"], &[], false),
    ("e-aid", &["E003"], &["4-6"], false),
    ("e-aed", &["E010"], &[], false),
    ("e-assembly", &["E007"], &[], true),
    ("e-refuge", &["E021", "E024"], &["4-2"], false),
    ("e-shelter", &["E065"], &["4-3"], false),
    ("e-phone", &["E004"], &["4-7"], false),
    ("e-push", &["E022", "E023"], &[], false),
    ("e-pull", &["E057", "E058"], &[], false),
    ("f-ext", &["F001"], &[], false),
    ("f-reel", &["F002"], &[], false),
    ("f-call", &["F005"], &[], false),
    ("f-phone", &["F006"], &[], false),
    ("f-lift", &["F017"], &[], false),
    ("f-door", &["F007"], &[], false),
];

fn reviewed(id: &str) -> Reviewed {
    let found = REVIEWED.iter().find(|(known, ..)| *known == id);
    found.copied().unwrap_or_default()
}

#[test]
fn every_code_of_iso_7010_is_one_that_was_looked_up() {
    for design in catalogue().designs() {
        let (_, codes, ..) = reviewed(&design.id);
        if let Some(iso) = &design.iso {
            assert!(
                codes.contains(&iso.code.as_str()),
                "{}: {}",
                design.id,
                iso.code
            );
        }
    }
}

#[test]
fn every_number_of_gb_2894_is_one_that_was_looked_up() {
    for design in catalogue().designs() {
        let (_, _, numbers, _) = reviewed(&design.id);
        let Some(gb) = &design.gb else { continue };
        if let Some(number) = gb.text.strip_prefix("GB 2894-2008 ") {
            assert!(numbers.contains(&number), "{}: {number}", design.id);
            let read = number.starts_with("1-");
            let verified = gb.certainty == Certainty::Verified;
            assert_eq!(verified, read, "{}: {number}", design.id);
        }
    }
}

#[test]
fn what_is_new_in_2025_is_named_so_and_nothing_else() {
    for design in catalogue().designs() {
        let (.., new) = reviewed(&design.id);
        let said = design.status == Some(Status::NewIn2025);
        assert_eq!(said, new, "{}", design.id);
        let named = design
            .gb
            .as_ref()
            .is_some_and(|gb| gb.text.starts_with("GB 2894-2025 "));
        assert_eq!(named, new, "{}", design.id);
    }
}

#[test]
fn every_sign_that_was_reviewed_is_in_the_catalogue() {
    let catalogue = catalogue();
    for (id, ..) in REVIEWED {
        assert!(catalogue.find(id).is_some(), "{id}");
    }
}

#[test]
fn a_sign_without_any_number_says_that_it_is_a_notice_of_the_house() {
    for design in catalogue().designs() {
        let numbered = design.gb.is_some() || design.iso.is_some();
        let told = matches!(design.status, Some(Status::Local | Status::Temporary));
        assert!(numbered || told, "{}", design.id);
    }
}
