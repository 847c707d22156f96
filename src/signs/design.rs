//! The catalogue of designs, read from `signs/catalogue.toml` and checked entry by entry.

use super::symbol;
use crate::organisation::PlaceKind;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

const CATALOGUE: &str = include_str!("../../signs/catalogue.toml");

/// All designs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue(Vec<Design>);

/// One sign that can be printed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
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
    /// The drawing, a file in `signs/symbols`.
    pub symbol: String,
    /// How it is laid out.
    pub layout: Layout,
    /// What it discharges.
    pub basis: Basis,
    /// The standards that define it, where one does.
    #[serde(default)]
    pub standard: Option<Standard>,
    /// Where it hangs.
    pub where_used: Vec<String>,
    /// What kinds of place it can hang at; at a lift it hangs on every floor.
    pub at: Vec<PlaceKind>,
    /// What an order has to say.
    pub fields: Vec<Field>,
    /// The paper it is made for.
    pub sizes: Vec<Size>,
}

/// What a sign does, which decides its shape and colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
    /// 因维护、清洁暂停使用
    Work,
    /// 楼牌、门牌
    Plate,
}

/// How a sign is laid out: a template in `signs/layouts`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// A temporary sign on A4: drawing, words, place, hours, code.
    Work,
}

/// The law or procedure a sign discharges.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// `QP7.3`.
    pub source: String,
    /// `4.4.1`.
    pub clause: String,
}

/// Numbers a standard gives a sign.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standard {
    /// ISO 7010.
    pub iso: Option<String>,
    /// GB 2894.
    pub gb: Option<String>,
    /// Whether somebody read the number in the standard.
    pub certainty: Certainty,
}

/// How far a number can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Read in the standard.
    Verified,
    /// From memory or a second hand.
    Unverified,
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
}

/// A paper size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Size {
    /// 210 × 297 mm.
    A4,
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
        let mut ids = HashSet::new();
        for design in &file.sign {
            let fault = if ids.insert(design.id.as_str()) {
                design.fault()
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

    /// Its drawing, as SVG.
    pub fn drawing(&self) -> Option<Vec<u8>> {
        symbol::read(&self.symbol)
    }

    fn fault(&self) -> Option<(&'static str, &'static str)> {
        let blank = |words: &String| words.trim().is_empty();
        if self.id.is_empty() || !self.id.chars().all(|c| c.is_ascii_lowercase() || c == '-') {
            Some(("id", "may have only a–z and hyphens"))
        } else if !matches!(self.zh.len(), 1 | 2) || self.zh.iter().any(blank) {
            Some(("zh", "needs one or two lines of words"))
        } else if blank(&self.en) {
            Some(("en", "is empty"))
        } else if !symbol::exists(&self.symbol) {
            Some(("symbol", "names no file in signs/symbols"))
        } else if blank(&self.basis.source) || blank(&self.basis.clause) {
            Some(("basis", "needs a source and a clause"))
        } else if self.where_used.is_empty() {
            Some(("where_used", "is empty"))
        } else if self.at.is_empty() {
            Some(("at", "is empty"))
        } else if !self.fields.contains(&Field::Place) {
            Some(("fields", "must contain place"))
        } else if self.sizes.is_empty() {
            Some(("sizes", "is empty"))
        } else {
            None
        }
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
            (lift.kind, lift.basis.clause.as_str()),
            (Kind::Work, "4.4.1")
        );
    }

    #[test]
    fn a_fault_names_its_entry_and_field() {
        let broken = CATALOGUE.replacen("lift-stop.svg", "nothing.svg", 1);
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
