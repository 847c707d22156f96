//! The catalogue of designs, read from `signs/catalogue.toml` and checked entry by entry.

use super::colour::{Ground, Palette};
use super::geometry::{self, Colours, Face};
use super::symbol::{self, Part};
use crate::organisation::PlaceKind;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

const CATALOGUE: &str = include_str!("../../signs/catalogue.toml");

/// All designs.
#[derive(Debug, Clone, PartialEq)]
pub struct Catalogue(Vec<Design>);

/// One sign that can be printed.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Design {
    /// `i-lift-stop`.
    pub id: String,
    /// What kind of sign it is.
    pub kind: Kind,
    /// The words, one or two lines.
    pub zh: Vec<String>,
    /// The same in plain English.
    pub en: String,
    /// Its drawings, the upper ones last; none where words say it all.
    pub symbol: Vec<Part>,
    /// Whether a prohibition has its bar; a limit has none.
    #[serde(default = "yes")]
    pub bar: bool,
    /// The ground's colour, where the estate decides it.
    #[serde(default)]
    pub ground: Option<Ground>,
    /// What it can be printed as.
    pub layouts: Vec<Layout>,
    /// What it stands near in ISO 7010.
    #[serde(default)]
    pub iso: Option<Iso>,
    /// What it stands near in the national standards.
    #[serde(default)]
    pub gb: Option<Gb>,
    /// What else is to be known of its standing.
    #[serde(default)]
    pub status: Option<Status>,
    /// What it discharges; the first is the one a clerk is shown.
    pub basis: Vec<Basis>,
    /// Where it hangs.
    pub where_used: Vec<String>,
    /// What kinds of place it can hang at; at a lift it hangs on every floor.
    pub at: Vec<PlaceKind>,
    /// What an order has to say.
    pub fields: Vec<Field>,
    /// The paper it is made for.
    pub sizes: Vec<Size>,
    /// What a clerk may have in mind.
    pub purposes: Vec<Purpose>,
    /// Signs that usually hang beside it.
    #[serde(default)]
    pub pair_with: Vec<String>,
    /// A word to whoever keeps the catalogue.
    #[serde(default)]
    pub note: Option<String>,
}

fn yes() -> bool {
    true
}

/// What a sign does, which decides its shape and colour.
///
/// The order is that of several signs on one carrier, first to last (GB 2894-2025 7.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 警告
    Warning,
    /// 禁止
    Prohibition,
    /// 指令
    Mandatory,
    /// 提示
    SafeCondition,
    /// 消防
    Fire,
    /// 公共信息
    Information,
}

impl Kind {
    /// Every kind, in the order of the carrier.
    pub const ALL: [Self; 6] = [
        Self::Warning,
        Self::Prohibition,
        Self::Mandatory,
        Self::SafeCondition,
        Self::Fire,
        Self::Information,
    ];
}

/// How a sign can be laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// The sign with its text panel.
    Single,
    /// A temporary sign on A4: drawing, words, place, hours, code.
    Work,
    /// A door or building plate.
    Plate,
    /// A sign with an arrow.
    Direction,
    /// A panel of rules.
    Rules,
    /// The board of a fire lane, with the liability.
    FireLane,
}

/// The law or procedure a sign discharges.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// `QP7.3`, `消防法`.
    pub source: String,
    /// `4.4.1`, `第28条`.
    pub clause: String,
}

/// A sign of ISO 7010.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Iso {
    /// `W012`.
    pub code: String,
    /// Whether somebody read it there.
    pub certainty: Certainty,
}

/// A sign of a national standard.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gb {
    /// `GB 2894-2008 2-7`.
    pub text: String,
    /// Whether somebody read it there.
    pub certainty: Certainty,
}

/// How far a number can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Read in the standard or a list of it.
    Verified,
    /// From memory or a second hand.
    Unverified,
}

/// How a sign stands to the national standards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Status {
    /// New in GB 2894-2025.
    #[serde(rename = "new_in_2025")]
    NewIn2025,
    /// A management notice; no national code was found.
    #[serde(rename = "local")]
    Local,
    /// It hangs for as long as the work takes.
    #[serde(rename = "temporary")]
    Temporary,
}

/// Something an order has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Where it hangs.
    Place,
    /// The hours of the work.
    Time,
    /// What to use instead.
    Alternative,
    /// Whom to ring.
    Phone,
    /// Who answers for the thing: 供电公司, 物业.
    Owner,
    /// The clear height, in metres.
    Height,
    /// Where the arrow points, in steps of 45°.
    Direction,
    /// What was used: the pesticide.
    Product,
    /// What it serves: the zone of a fire department connection.
    Area,
    /// The name on a plate: 3号楼.
    Name,
    /// The lines of the rules.
    Rules,
}

/// A paper size of ISO 216.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Size {
    /// 105 × 148 mm.
    A6,
    /// 148 × 210 mm.
    A5,
    /// 210 × 297 mm.
    A4,
    /// 297 × 420 mm.
    A3,
    /// 420 × 594 mm, four sheets of A4.
    A2,
}

crate::text_enum! {
    /// What a clerk has in mind who looks for a sign.
    Purpose {
        /// 电.
        Electricity = "electricity",
        /// 水、泳池.
        Water = "water",
        /// 电梯.
        Lift = "lift",
        /// 防火.
        Fire = "fire",
        /// 疏散、急救.
        Escape = "escape",
        /// 车辆、停车.
        Traffic = "traffic",
        /// 电动自行车.
        Ebike = "ebike",
        /// 高处、坠物.
        Height = "height",
        /// 地面、台阶.
        Floor = "floor",
        /// 清洁.
        Cleaning = "cleaning",
        /// 垃圾.
        Waste = "waste",
        /// 绿化.
        Greenery = "greenery",
        /// 宠物.
        Pets = "pets",
        /// 儿童.
        Playground = "playground",
        /// 施工、维修.
        Works = "works",
        /// 设备.
        Equipment = "equipment",
        /// 安防、秩序.
        Security = "security",
        /// 指路、门牌.
        Wayfinding = "wayfinding",
    }
}

impl Purpose {
    /// The key of its name in the word lists.
    pub fn word(self) -> String {
        format!("signs-purpose-{self}")
    }
}

/// A fault in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// The file cannot be read as entries; the text names line and field.
    #[error("the catalogue of signs cannot be read: {0}")]
    Unreadable(String),
    /// An entry says something impossible.
    #[error("sign “{id}”: {field} {fault}")]
    Entry {
        /// The entry.
        id: String,
        /// Its field.
        field: &'static str,
        /// What is wrong with it.
        fault: &'static str,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sign: Vec<Design>,
}

impl Catalogue {
    /// The catalogue the program was built with.
    pub fn load() -> Result<Self, CatalogueError> {
        Self::read(CATALOGUE)
    }

    fn read(text: &str) -> Result<Self, CatalogueError> {
        let file: File =
            toml::from_str(text).map_err(|fault| CatalogueError::Unreadable(fault.to_string()))?;
        let known: HashSet<&str> = file.sign.iter().map(|d| d.id.as_str()).collect();
        let mut ids = HashSet::new();
        for design in &file.sign {
            let fault = if ids.insert(design.id.as_str()) {
                design.fault(&known)
            } else {
                Some(("id", "is given twice"))
            };
            if let Some((field, fault)) = fault {
                return Err(CatalogueError::Entry {
                    id: design.id.clone(),
                    field,
                    fault,
                });
            }
        }
        Ok(Self(file.sign))
    }

    /// All designs, in the order of the file.
    pub fn designs(&self) -> &[Design] {
        &self.0
    }

    /// The designs that can be printed so.
    pub fn made_as(&self, layout: Layout) -> impl Iterator<Item = &Design> {
        self.0.iter().filter(move |design| design.can_be(layout))
    }

    /// The design of an id.
    pub fn find(&self, id: &str) -> Option<&Design> {
        self.0.iter().find(|design| design.id == id)
    }
}

impl Design {
    /// Its words on one line: `电梯维护，暂停使用`.
    pub fn words(&self) -> String {
        self.zh.join("，")
    }

    /// Its face with the light edge, as SVG of 1050 by 1050 units, in the usual colours.
    pub fn face(&self) -> String {
        self.face_for(&Palette::default())
    }

    /// Its face in the colours of an estate.
    pub fn face_for(&self, palette: &Palette) -> String {
        let usual = Colours::of(self.kind);
        let ground = self.ground.map_or(usual.ground, |g| palette.of(g));
        geometry::face(Face {
            kind: self.kind,
            colours: Colours { ground, ..usual },
            bar: self.bar,
            symbol: &self.symbol,
        })
    }

    /// Whether it can be printed so.
    pub fn can_be(&self, layout: Layout) -> bool {
        self.layouts.contains(&layout)
    }

    /// What it discharges first: `QP7.3 §4.4.1`, `个人信息保护法 第26条`.
    pub fn first_basis(&self) -> String {
        self.basis.first().map(Basis::words).unwrap_or_default()
    }

    fn fault(&self, known: &HashSet<&str>) -> Option<(&'static str, &'static str)> {
        let blank = |words: &String| words.trim().is_empty();
        let unsound = |basis: &Basis| blank(&basis.source) || blank(&basis.clause);
        let stranger = |id: &String| *id == self.id || !known.contains(id.as_str());
        let wrong_code = |iso: &Iso| !self.kind.may_have(&iso.code);
        let faults = [
            (!is_id(&self.id), "id", "may have only a–z and hyphens"),
            (
                !matches!(self.zh.len(), 1 | 2) || self.zh.iter().any(blank),
                "zh",
                "needs one or two lines of words",
            ),
            (blank(&self.en), "en", "is empty"),
            (
                self.symbol.iter().any(|part| !symbol::exists(&part.glyph)),
                "symbol",
                "names no file in signs/symbols",
            ),
            (
                self.symbol.iter().any(|part| part.scale <= 0.0),
                "symbol",
                "needs a scale above nothing",
            ),
            (
                !self.bar && self.kind != Kind::Prohibition,
                "bar",
                "is for prohibitions",
            ),
            (self.layouts.is_empty(), "layouts", "is empty"),
            (
                self.iso.as_ref().is_some_and(wrong_code),
                "iso",
                "is no code of this kind",
            ),
            (
                self.basis.is_empty() || self.basis.iter().any(unsound),
                "basis",
                "needs a source and a clause",
            ),
            (self.where_used.is_empty(), "where_used", "is empty"),
            (self.at.is_empty(), "at", "is empty"),
            (
                !self.fields.contains(&Field::Place),
                "fields",
                "must contain place",
            ),
            (self.sizes.is_empty(), "sizes", "is empty"),
            (self.purposes.is_empty(), "purposes", "is empty"),
            (
                self.pair_with.iter().any(stranger),
                "pair_with",
                "names no other sign",
            ),
        ];
        let found = faults.into_iter().find(|(wrong, ..)| *wrong);
        found.map(|(_, field, fault)| (field, fault))
    }
}

fn is_id(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|c| c.is_ascii_lowercase() || c == '-')
}

impl Basis {
    /// `QP7.3 §4.4.1`, `消防法 第28条`.
    pub fn words(&self) -> String {
        let section = self.clause.starts_with(|c: char| c.is_ascii_digit());
        let mark = if section { "§" } else { "" };
        format!("{} {mark}{}", self.source, self.clause)
    }
}

impl Kind {
    /// Whether ISO 7010 gives signs of this kind such a code: a letter and three digits.
    fn may_have(self, code: &str) -> bool {
        let letter = match self {
            Self::Warning => 'W',
            Self::Prohibition => 'P',
            Self::Mandatory => 'M',
            Self::SafeCondition => 'E',
            Self::Fire => 'F',
            Self::Information => return false,
        };
        let digits = code.strip_prefix(letter).unwrap_or_default();
        digits.len() == 3 && digits.chars().all(|c| c.is_ascii_digit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_is_sound_and_knows_the_lift() {
        let catalogue = Catalogue::load().unwrap();
        let lift = catalogue.find("i-lift-stop").unwrap();
        assert_eq!(lift.zh, ["电梯维护", "暂停使用"]);
        assert_eq!(
            (lift.kind, lift.first_basis().as_str()),
            (Kind::Information, "QP7.3 §4.4.1")
        );
        assert!(catalogue.designs().len() >= 97);
    }

    #[test]
    fn a_fault_names_its_entry_and_field() {
        let broken = CATALOGUE.replacen("glyph = \"wrench\"", "glyph = \"nothing\"", 1);
        let fault = Catalogue::read(&broken).unwrap_err().to_string();
        assert_eq!(
            fault,
            "sign “i-lift-stop”: symbol names no file in signs/symbols"
        );
    }

    #[test]
    fn an_id_given_twice_is_refused() {
        let broken = CATALOGUE.replacen("id = \"i-closed\"", "id = \"i-lift-stop\"", 1);
        let fault = Catalogue::read(&broken).unwrap_err().to_string();
        assert_eq!(fault, "sign “i-lift-stop”: id is given twice");
    }

    #[test]
    fn a_field_nobody_knows_is_refused_by_name() {
        let broken = CATALOGUE.replacen("en = ", "english = ", 1);
        let fault = Catalogue::read(&broken).unwrap_err().to_string();
        assert!(fault.contains("english"), "{fault}");
    }
}
