//! The form of permanent signs: where, what for, which, how far away, on what. Pure.
//!
//! Everything has an answer before anything is typed, so that the sheet beside the form is
//! never empty; only what is made is held against the rules.

mod choosing;
mod placing;
mod proposing;
pub mod wording;

use super::filling::Filling;
use super::rows::Row;
use super::spec::{Spec, Way, What};
use crate::error::Refusal;
use crate::organisation::{Office, Place, PlaceKind};
use crate::platform::form::{Fields, LEFT_BEHIND, Reader, half_width};
use crate::platform::once;
use crate::platform::punctuation::chinese;
use crate::signs::catalogue::colour::Palette;
use crate::signs::catalogue::design::{Catalogue, Layout};
use crate::signs::print::{Format, Paper};
use crate::signs::register::entry::{LONGEST_INTERVAL, RunId};

/// The fields of the ways on one direction sign: arrow, where to, the same in English, distance,
/// the sign of the place.
pub const WAYS: [[&str; 5]; 6] = [
    ["degrees_1", "way_1", "way_en_1", "distance_1", "symbol_1"],
    ["degrees_2", "way_2", "way_en_2", "distance_2", "symbol_2"],
    ["degrees_3", "way_3", "way_en_3", "distance_3", "symbol_3"],
    ["degrees_4", "way_4", "way_en_4", "distance_4", "symbol_4"],
    ["degrees_5", "way_5", "way_en_5", "distance_5", "symbol_5"],
    ["degrees_6", "way_6", "way_en_6", "distance_6", "symbol_6"],
];
/// A distance beyond this is a slip: no sign is read from so far.
const FARTHEST: f64 = 500.0;
/// The farthest that a phone scans a code from, in metres.
const FARTHEST_SCAN: f64 = 10.0;
/// The paper of a form that names none, until one is found for it.
const USUAL: Paper = Format::A4.portrait();
/// Sentences on a panel of rules.
const SENTENCES: usize = 14;

/// What the form stands on.
pub struct Ground<'a> {
    /// All designs.
    pub catalogue: &'a Catalogue,
    /// The community with all its places.
    pub tree: &'a [Place],
    /// The office that answers for it.
    pub office: &'a Office,
    /// The colours its estate has chosen.
    pub palette: &'a Palette,
    /// `2026年11月`.
    pub month: String,
    /// The characters of a text that cannot be printed.
    pub unprintable: &'a dyn Fn(&str) -> Vec<char>,
}

/// What is to be printed.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// What all its signs share.
    pub spec: Spec,
    /// Its signs, in their order.
    pub rows: Vec<Row>,
}

/// A form as first shown.
pub fn fresh(office: &Office, what: &str) -> Fields {
    Fields::of([
        (once::FIELD, RunId::new().to_string()),
        ("what", what.to_owned()),
        ("phone", office.phone.clone()),
        ("coded", "yes".to_owned()),
        ("version", "1".to_owned()),
        ("start", "1".to_owned()),
        ("inspect_every", "180".to_owned()),
    ])
}

impl Ground<'_> {
    /// What is made; one sign while nothing else is chosen.
    pub fn what(&self, fields: &Fields) -> What {
        fields.get("what").parse().unwrap_or(What::Single)
    }

    /// What all signs share, as far as it can be read; faults go to the reader.
    pub fn spec(&self, reader: &mut Reader<'_>, fields: &Fields) -> Spec {
        let what = self.what(fields);
        let chosen = self.chosen(fields);
        Spec {
            what,
            shown: wording::read(reader, fields, self.palette, &chosen),
            ways: self.ways(reader, fields),
            sentences: lines(&chinese(&reader.optional_text("sentences", 2_000))),
            basis: chosen.first().map(|d| d.first_basis()).unwrap_or_default(),
            paper: fields.get("paper").parse().unwrap_or(USUAL),
            filling: known_filling(fields),
            start: u32::try_from(number(reader, fields, "start", 24).unwrap_or(1)).unwrap_or(1),
            coded: fields.has("coded"),
            scanned_from: scanned_from(reader, fields),
            inspect_every: number(reader, fields, "inspect_every", LONGEST_INTERVAL),
            phone: reader.phone("phone", 40),
            issuer: self.office.name.clone(),
            typed: true,
            widest: String::new(),
            version: number(reader, fields, "version", 999).unwrap_or(1),
            month: self.month.clone(),
        }
    }

    /// The ways that say where they lead; one with a sign and no words of its own has the sign's.
    fn ways(&self, reader: &mut Reader<'_>, fields: &Fields) -> Vec<Way> {
        let mut ways = Vec::new();
        for [degrees, zh, en, distance, symbol] in WAYS {
            let sign = self.catalogue.find(fields.get(symbol));
            let sign = sign.filter(|design| design.can_be(Layout::Direction));
            let own = (
                chinese(&reader.optional_text(zh, 40)),
                reader.optional_text(en, 80),
            );
            let (zh, en) = match (own, sign) {
                ((zh, en), Some(sign)) if zh.is_empty() && en.is_empty() => {
                    (sign.zh.join(""), sign.en.clone())
                }
                (own, _) => own,
            };
            if zh.is_empty() {
                continue;
            }
            ways.push(Way {
                degrees: eighth(reader, fields, degrees).unwrap_or(0),
                face: sign.map(|d| d.face_for(self.palette)).unwrap_or_default(),
                zh,
                en,
                distance: reader.optional_text(distance, 12),
            });
        }
        ways
    }

    /// Reads the form; everything that is wrong is told at once.
    pub fn read(&self, fields: &Fields) -> Result<Wanted, Vec<Refusal>> {
        let mut reader = Reader::new(fields);
        let spec = self.spec(&mut reader, fields);
        let rows = self.named(&mut reader, fields, self.rows(fields));
        for refusal in self.faults(fields, &spec, &rows) {
            reader.refuse(refusal);
        }
        match reader.errors() {
            errors if errors.is_empty() => Ok(Wanted { spec, rows }),
            errors => Err(errors),
        }
    }

    /// The rows with the words typed for them: the name of a room.
    pub fn named(&self, reader: &mut Reader<'_>, fields: &Fields, rows: Vec<Row>) -> Vec<Row> {
        if self.what(fields) != What::Room {
            return rows;
        }
        let zh = chinese(&reader.text("name", 40));
        let en = reader.optional_text("name_en", 80);
        let note = chinese(&reader.optional_text("line", 40));
        let named = |row: Row| Row {
            zh: zh.clone(),
            en: en.clone(),
            note: note.clone(),
            ..row
        };
        rows.into_iter().map(named).collect()
    }

    fn faults(&self, fields: &Fields, spec: &Spec, rows: &[Row]) -> Vec<Refusal> {
        let mut faults: Vec<Refusal> = shown_faults(spec).into_iter().collect();
        let stranger = self.strangers(fields);
        if rows.is_empty() && stranger.is_none() {
            let field = if self.spread(fields) == PlaceKind::Spot {
                "place"
            } else {
                "within"
            };
            faults.push(Refusal::of_field(field, "runs-no-place"));
        }
        faults.extend(stranger);
        if spec.what == What::Direction && spec.ways.is_empty() {
            faults.push(Refusal::of_field("way_1", "form-required"));
        }
        if matches!(spec.what, What::Rules | What::LiftIndex) && spec.sentences.is_empty() {
            faults.push(Refusal::of_field("sentences", "form-required"));
        }
        // The floors of an index are as many as they are; whether they fit is measured.
        if spec.sentences.len() > SENTENCES && spec.what != What::LiftIndex {
            let most = SENTENCES.to_string();
            faults.push(
                Refusal::of_field("sentences", "runs-too-many-sentences").naming("most", most),
            );
        }
        faults.extend(self.missing("phone", &spec.phone));
        faults.extend(self.unprintable(fields));
        faults.extend(self.unprintable_row(rows));
        faults
    }

    fn unprintable(&self, fields: &Fields) -> Vec<Refusal> {
        let texts = ["name", "name_en", "line", "sentences"];
        let needed = wording::NEEDS.map(|need| need.name);
        let fault = |name| self.missing(name, fields.get(name));
        texts
            .into_iter()
            .chain(needed)
            .chain(WAYS.into_iter().flatten())
            .chain(wording::WORDS.into_iter().flatten())
            .filter_map(fault)
            .collect()
    }

    /// What the print faces lack of a text, said beside its field.
    fn missing(&self, field: &'static str, text: &str) -> Option<Refusal> {
        let missing: Vec<String> = (self.unprintable)(&text.replace(LEFT_BEHIND, ""))
            .iter()
            .filter(|c| !c.is_control())
            .map(char::to_string)
            .collect();
        let said = || missing.join(" ");
        (!missing.is_empty())
            .then(|| Refusal::of_field(field, "signs-unprintable").naming("missing", said()))
    }

    /// The first row of a list that says what the faces lack.
    pub fn unprintable_row(&self, rows: &[Row]) -> Option<Refusal> {
        rows.iter().find_map(|row| {
            let text = format!(
                "{}{}{}{}{}",
                row.at, row.zh, row.en, row.note, self.office.name
            );
            let fault = self.missing("file", &text)?;
            Some(
                Refusal {
                    key: "runs-row-unprintable",
                    ..fault
                }
                .naming("at", row.at.clone()),
            )
        })
    }
}

/// What is wrong with the number of designs chosen.
pub fn shown_faults(spec: &Spec) -> Option<Refusal> {
    let count = spec.what.designs();
    if count.contains(&spec.shown.len()) {
        return None;
    }
    let key = if spec.shown.len() > *count.end() {
        "runs-too-many-designs"
    } else if *count.start() > 1 {
        "runs-too-few-designs"
    } else {
        "runs-no-design"
    };
    Some(Refusal::of_field("design", key))
}

/// A number from 1 that may be left out.
fn number(reader: &mut Reader<'_>, fields: &Fields, name: &'static str, most: i32) -> Option<i32> {
    let blank = fields.get(name).trim().is_empty();
    if blank {
        None
    } else {
        reader.number(name, 1..=most)
    }
}

/// How the paper is filled; each on its own where the form says nothing we know.
fn known_filling(fields: &Fields) -> Filling {
    fields.get("filling").parse().unwrap_or(Filling::OneUp)
}

fn scanned_from(reader: &mut Reader<'_>, fields: &Fields) -> Option<f64> {
    let typed = fields.get("scanned_from");
    if typed.trim().is_empty() {
        return None;
    }
    let found = metres(typed).filter(|m| *m <= FARTHEST_SCAN);
    if found.is_none() {
        reader.refuse(Refusal::of_field("scanned_from", "runs-no-scan"));
    }
    found
}

/// A direction in degrees, one of eight; what is none of them is refused.
fn eighth(reader: &mut Reader<'_>, fields: &Fields, name: &'static str) -> Option<u16> {
    let typed = fields.get(name);
    if typed.is_empty() {
        return None;
    }
    let found = typed
        .parse()
        .ok()
        .filter(|d: &u16| *d < 360 && d.is_multiple_of(45));
    if found.is_none() {
        reader.refuse(Refusal::of_field(name, "form-choose"));
    }
    found
}

fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    lines.filter(|l| !l.is_empty()).map(str::to_owned).collect()
}

/// A distance as typed: `8`, `8.5`, `8米`, `8 m`.
pub fn metres(typed: &str) -> Option<f64> {
    let typed = half_width(typed.trim()).to_lowercase();
    let number = typed.trim_end_matches(['米', 'm', ' ']);
    number
        .parse()
        .ok()
        .filter(|m: &f64| *m > 0.0 && *m <= FARTHEST)
}
