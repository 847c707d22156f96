//! What a clerk writes on the signs chosen: their words, and what they need said beside them.

use super::{eighth, lines};
use crate::error::Refusal;
use crate::platform::form::{Fields, Reader, half_width};
use crate::platform::punctuation::chinese;
use crate::signs::catalogue::colour::Palette;
use crate::signs::catalogue::design::{Design, Field};
use crate::signs::runs::spec::Shown;

/// The fields of up to four signs: which sign, its words, the same in English.
pub const WORDS: [[&str; 3]; 4] = [
    ["of_1", "zh_1", "en_1"],
    ["of_2", "zh_2", "en_2"],
    ["of_3", "zh_3", "en_3"],
    ["of_4", "zh_4", "en_4"],
];
/// Lines of words on one panel.
const LINES: usize = 2;
/// Characters of the words of one sign.
const LONGEST: usize = 40;
/// A clearance below this is a step, above it a bridge; in metres.
const CLEARANCE: std::ops::RangeInclusive<f64> = 0.5..=9.9;

/// What some signs need said beside their words.
#[derive(Debug, Clone, Copy)]
pub struct Need {
    /// What a design asks for.
    pub field: Field,
    /// The field of the form.
    pub name: &'static str,
    /// What stands before it on the sign.
    pub label: &'static str,
}

/// Every one of them.
pub const NEEDS: [Need; 4] = [
    Need {
        field: Field::Height,
        name: "height",
        label: "限高",
    },
    Need {
        field: Field::Owner,
        name: "owner",
        label: "管理单位",
    },
    Need {
        field: Field::Area,
        name: "serves",
        label: "供水范围",
    },
    Need {
        field: Field::Time,
        name: "hours",
        label: "时间",
    },
];

/// What these signs need, each once.
pub fn needed(chosen: &[&Design]) -> Vec<Need> {
    let asks = |field| chosen.iter().any(|design| design.fields.contains(&field));
    NEEDS.into_iter().filter(|need| asks(need.field)).collect()
}

/// Whether one of these signs points somewhere.
pub fn points(chosen: &[&Design]) -> bool {
    chosen.iter().any(|d| d.fields.contains(&Field::Direction))
}

/// The form with the words of the signs chosen in their order: those typed for a sign stay its
/// own, and a sign that is new brings the catalogue's.
pub fn settled(fields: &Fields, chosen: &[&Design]) -> Fields {
    let mut settled = Fields::default();
    let ours = |name: &str| WORDS.iter().flatten().any(|own| *own == name);
    for (name, value) in fields.pairs().iter().filter(|(name, _)| !ours(name)) {
        settled.push(name, value.clone());
    }
    for ([of, zh, en], design) in WORDS.into_iter().zip(chosen) {
        let typed = WORDS.iter().find(|[of, ..]| fields.get(of) == design.id);
        let (words, english) = match typed {
            Some([_, zh, en]) => (fields.get(zh).to_owned(), fields.get(en).to_owned()),
            None => (design.zh.join("\n"), design.en.clone()),
        };
        settled.push(of, design.id.clone());
        settled.push(zh, words);
        settled.push(en, english);
    }
    settled
}

/// The signs chosen with their words and what they need, in an estate's colours; faults go to the
/// reader.
pub fn read(
    reader: &mut Reader<'_>,
    fields: &Fields,
    palette: &Palette,
    chosen: &[&Design],
) -> Vec<Shown> {
    let facts = facts(reader, fields, chosen);
    let turn = eighth(reader, fields, "turn").map_or(RIGHT, f64::from);
    let mut shown = Vec::with_capacity(chosen.len());
    for (at, design) in chosen.iter().enumerate() {
        let mut one = if design.fields.contains(&Field::Direction) {
            Shown::of(&design.turned(turn - RIGHT), palette)
        } else {
            Shown::of(design, palette)
        };
        if let Some([of, zh, en]) = WORDS.get(at)
            && fields.get(of) == design.id
        {
            own_words(reader, &mut one, zh, en);
        }
        for fact in &facts {
            if design.fields.contains(&fact.need.field) {
                fact.tell(&mut one);
            }
        }
        shown.push(one);
    }
    shown
}

/// Where the arrow of a drawing points, in degrees clockwise from straight on.
const RIGHT: f64 = 90.0;

fn own_words(reader: &mut Reader<'_>, one: &mut Shown, zh: &'static str, en: &'static str) {
    let words = lines(&chinese(&reader.optional_text(zh, LONGEST)));
    let english = reader.optional_text(en, 2 * LONGEST);
    if words.len() > LINES {
        let refusal = Refusal::of_field(zh, "runs-many-lines");
        reader.refuse(refusal.naming("most", LINES.to_string()));
    } else if !words.is_empty() {
        one.zh = words;
    }
    if !english.is_empty() {
        one.en = english;
    }
}

/// A need, and what was said to it.
struct Fact {
    need: Need,
    said: String,
}

/// What was typed for what is needed, as it stands on the sign.
fn facts(reader: &mut Reader<'_>, fields: &Fields, chosen: &[&Design]) -> Vec<Fact> {
    let mut facts = Vec::new();
    for need in needed(chosen) {
        let said = if need.field == Field::Height {
            clearance(reader, fields, need.name)
        } else {
            chinese(&reader.text(need.name, LONGEST))
        };
        if !said.is_empty() {
            facts.push(Fact { need, said });
        }
    }
    facts
}

/// A clear height: `2.2` stands as `2.2米`.
fn clearance(reader: &mut Reader<'_>, fields: &Fields, name: &'static str) -> String {
    let typed = half_width(reader.text(name, 12).trim()).to_lowercase();
    if fields.get(name).trim().is_empty() {
        return String::new();
    }
    let metres = typed.trim_end_matches(['米', 'm', ' ']).parse();
    match metres {
        Ok(metres) if CLEARANCE.contains(&metres) => format!("{metres}米"),
        Ok(_) | Err(_) => {
            reader.refuse(Refusal::of_field(name, "runs-no-clearance"));
            String::new()
        }
    }
}

impl Fact {
    /// A height is read from the car and stands with the words; the rest stands beneath.
    fn tell(&self, one: &mut Shown) {
        let said = self.said.clone();
        if self.need.field == Field::Height && one.zh.len() < LINES {
            one.zh.push(said);
        } else {
            one.facts.push((self.need.label.to_owned(), said));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signs::catalogue::design::Catalogue;

    fn read_of(ids: &[&str], typed: &[(&str, &str)]) -> (Vec<Shown>, Vec<&'static str>) {
        let catalogue = Catalogue::get().unwrap();
        let chosen: Vec<&Design> = ids.iter().map(|id| catalogue.find(id).unwrap()).collect();
        let mut fields = Fields::default();
        for (name, value) in typed {
            fields.push(name, *value);
        }
        let fields = settled(&fields, &chosen);
        let mut reader = Reader::new(&fields);
        let palette = Palette::default();
        let shown = read(&mut reader, &fields, &palette, &chosen);
        (shown, reader.errors().iter().map(|e| e.key).collect())
    }

    #[test]
    fn words_stay_with_their_sign_when_another_is_chosen_before_it() {
        let typed = [("of_1", "p-entry"), ("zh_1", "设备机房\n闲人免进")];
        let (shown, faults) = read_of(&["w-electric", "p-entry"], &typed);
        assert!(faults.is_empty());
        assert_eq!(shown[0].zh, ["当心触电"]);
        assert_eq!(shown[1].zh, ["设备机房", "闲人免进"]);
        assert_eq!(shown[1].en, "No unauthorised entry");
    }

    #[test]
    fn what_a_sign_needs_is_asked_for_and_stands_on_it() {
        let (_, faults) = read_of(&["w-hv"], &[]);
        assert_eq!(faults, ["form-required"]);
        let (shown, faults) = read_of(&["w-hv"], &[("owner", "市供电公司")]);
        assert!(faults.is_empty());
        let owner = ("管理单位".to_owned(), "市供电公司".to_owned());
        assert_eq!(shown[0].facts, [owner]);
    }

    #[test]
    fn a_clearance_is_a_height_and_stands_with_the_words() {
        for typed in ["2.2", "２.２米", "2.2 m"] {
            let (shown, faults) = read_of(&["w-clearance"], &[("height", typed)]);
            assert!(faults.is_empty(), "{typed}");
            assert_eq!(shown[0].zh, ["注意限高", "2.2米"], "{typed}");
        }
        for typed in ["220", "矮", "-1", "NaN"] {
            let (_, faults) = read_of(&["w-clearance"], &[("height", typed)]);
            assert_eq!(faults, ["runs-no-clearance"], "{typed}");
        }
    }

    #[test]
    fn an_arrow_turns_with_its_sign() {
        let (right, _) = read_of(&["e-dir"], &[]);
        let (up, _) = read_of(&["e-dir"], &[("turn", "0")]);
        assert_ne!(right[0].face, up[0].face);
        assert!(up[0].face.contains("rotate(-90)"), "{}", up[0].face);
    }

    #[test]
    fn a_third_line_of_words_is_refused() {
        let typed = [("of_1", "w-slip"), ("zh_1", "一\n二\n三")];
        let (_, faults) = read_of(&["w-slip"], &typed);
        assert_eq!(faults, ["runs-many-lines"]);
    }
}
