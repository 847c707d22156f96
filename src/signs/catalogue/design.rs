//! The catalogue of designs, read from `signs/catalogue.toml` and checked entry by entry.

mod check;
mod terms;

use self::check::Fault;
pub use self::terms::{Basis, Certainty, Field, Gb, Iso, Kind, Layout, Purpose, Size, Status};
use super::colour::{Ground, Palette};
use super::geometry::{self, Colours, Face};
use super::symbol::Part;
use crate::error::Error;
use crate::organisation::PlaceKind;
use crate::platform::words::Lang;
use serde::Deserialize;
use std::collections::HashSet;
use std::sync::LazyLock;

const CATALOGUE: &str = include_str!("../../../signs/catalogue.toml");

static BUILT_IN: LazyLock<Result<Catalogue, CatalogueError>> =
    LazyLock::new(|| Catalogue::read(CATALOGUE));

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
    /// Whether its lines are one phrase.
    #[serde(default)]
    pub runs_on: bool,
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
    /// The sentences proposed for a panel of rules, our own.
    #[serde(default)]
    pub rules: Vec<String>,
    /// A word to whoever keeps the catalogue.
    #[serde(default)]
    pub note: Option<String>,
}

fn yes() -> bool {
    true
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

impl From<CatalogueError> for Error {
    fn from(fault: CatalogueError) -> Self {
        Self::internal(fault)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sign: Vec<Design>,
}

impl Catalogue {
    /// The catalogue the program was built with; read and checked once.
    pub fn get() -> Result<&'static Self, CatalogueError> {
        BUILT_IN.as_ref().map_err(Clone::clone)
    }

    fn read(text: &str) -> Result<Self, CatalogueError> {
        let file: File =
            toml::from_str(text).map_err(|fault| CatalogueError::Unreadable(fault.to_string()))?;
        let known: HashSet<&str> = file.sign.iter().map(|d| d.id.as_str()).collect();
        let mut ids = HashSet::new();
        for design in &file.sign {
            let fault = if ids.insert(design.id.as_str()) {
                check::fault(design, &known)
            } else {
                Some(Fault {
                    field: "id",
                    fault: "is given twice",
                })
            };
            if let Some(Fault { field, fault }) = fault {
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

    /// The design of an id; one that has left the catalogue is not found.
    pub fn design(id: &str) -> Result<&'static Design, Error> {
        Self::get()?.find(id).ok_or(Error::NotFound)
    }

    /// The design of an id.
    pub fn find(&self, id: &str) -> Option<&Design> {
        self.0.iter().find(|design| design.id == id)
    }
}

impl Design {
    /// Its words on one line: `电梯维护，暂停使用`, or `儿童须有成人陪同` where they run on.
    pub fn words(&self) -> String {
        self.zh.join(if self.runs_on { "" } else { "，" })
    }

    /// Its words for a reader.
    pub fn title(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.words(),
            Lang::En => self.en.clone(),
        }
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

    /// The same with its drawing turned clockwise, in degrees.
    #[must_use]
    pub fn turned(&self, degrees: f64) -> Self {
        let turn = |part: &Part| Part {
            rotate: part.rotate + degrees,
            ..part.clone()
        };
        Self {
            symbol: self.symbol.iter().map(turn).collect(),
            ..self.clone()
        }
    }

    /// Whether it can be printed so.
    pub fn can_be(&self, layout: Layout) -> bool {
        self.layouts.contains(&layout)
    }

    /// What it discharges first: `QP7.3 §4.4.1`, `个人信息保护法 第26条`.
    pub fn first_basis(&self) -> String {
        self.basis.first().map(Basis::words).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_is_sound_and_knows_the_lift() {
        let catalogue = Catalogue::get().unwrap();
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
    fn what_an_entry_may_not_say_is_refused_by_field() {
        for (said, instead, fault) in [
            (
                "code = \"W001\"",
                "code = \"P001\"",
                "iso is no code of this kind",
            ),
            (
                "code = \"W001\"",
                "code = \"W01\"",
                "iso is no code of this kind",
            ),
            (
                "clause = \"4.4.3\"",
                "clause = \" \"",
                "basis needs a source and a clause",
            ),
            (
                "zh = [\"注意安全\"]",
                "zh = []",
                "zh needs one or two lines of words",
            ),
            ("en = \"Caution\"", "en = \"\"", "en is empty"),
            (
                "scale = ",
                "scale = -",
                "symbol needs a scale above nothing",
            ),
            ("layouts = [\"single\"]", "layouts = []", "layouts is empty"),
            (
                "fields = [\"place\"]",
                "fields = []",
                "fields must contain place",
            ),
            (
                "sizes = [\"A6\", \"A5\", \"A4\", \"A3\"]",
                "sizes = []",
                "sizes is empty",
            ),
            (
                "kind = \"warning\"",
                "kind = \"warning\"\nbar = false",
                "bar is for prohibitions",
            ),
        ] {
            let broken = CATALOGUE.replacen(said, instead, 1);
            let told = Catalogue::read(&broken).unwrap_err().to_string();
            assert_eq!(told, format!("sign “w-general”: {fault}"));
        }
    }

    #[test]
    fn a_suggestion_that_is_no_sign_is_refused() {
        let alone = CATALOGUE.replacen("pair_with = [\"p-entry\"]", "pair_with = [\"p-none\"]", 1);
        let told = Catalogue::read(&alone).unwrap_err().to_string();
        assert_eq!(told, "sign “w-electric”: pair_with names no other sign");
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
