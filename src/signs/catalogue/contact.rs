//! The contact sheet: every sign of the catalogue on one page, to look at and to choose from.

use super::design::{Catalogue, Design, Kind};
use crate::platform::typeset::Sheet;
use serde::Serialize;

/// The catalogue as one page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContactSheet {
    /// How many signs there are.
    pub count: usize,
    /// The signs by kind, in the order of a carrier.
    pub groups: Vec<Group>,
}

/// The signs of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// `警告`
    pub zh: &'static str,
    /// `Warning`
    pub en: &'static str,
    /// The signs.
    pub signs: Vec<Entry>,
}

/// One sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// `i-lift-stop`.
    pub id: String,
    /// Its words.
    pub lines: Vec<String>,
    /// Its words in English.
    pub english: String,
    /// Its face, as SVG.
    pub face: String,
}

impl ContactSheet {
    /// Every sign of a catalogue.
    pub fn of(catalogue: &Catalogue) -> Self {
        let group = |kind: Kind| {
            let [zh, en] = heading(kind);
            let signs = catalogue.designs().iter().filter(|d| d.kind == kind);
            let signs = signs.map(Entry::of).collect();
            Group { zh, en, signs }
        };
        Self {
            count: catalogue.designs().len(),
            groups: Kind::ALL.into_iter().map(group).collect(),
        }
    }
}

/// In Chinese and in English.
fn heading(kind: Kind) -> [&'static str; 2] {
    match kind {
        Kind::Warning => ["警告", "Warning"],
        Kind::Prohibition => ["禁止", "Prohibition"],
        Kind::Mandatory => ["指令", "Mandatory"],
        Kind::SafeCondition => ["提示", "Escape and rescue"],
        Kind::Fire => ["消防", "Fire equipment"],
        Kind::Information => ["信息", "Information"],
    }
}

impl Entry {
    fn of(design: &Design) -> Self {
        Self {
            id: design.id.clone(),
            lines: design.zh.clone(),
            english: design.en.clone(),
            face: design.face(),
        }
    }
}

impl Sheet for ContactSheet {
    const TEMPLATE: &'static str = "signs/layouts/contact.typ";

    fn title(&self) -> String {
        "标识目录".to_owned()
    }
}
