//! What all signs of a run share, frozen when it is made: a reprint needs nothing else.

use serde::{Deserialize, Serialize};

use super::filling::Filling;
use super::paper_name;
use super::rows::{Row, Usually};
use crate::error::Result;
use crate::organisation::PlaceKind;
use crate::signs::catalogue::colour::Palette;
use crate::signs::catalogue::design::{Design, Kind};
use crate::signs::frozen;
use crate::signs::print::Paper;
use crate::signs::register::entry::Label;

/// The layout of [`Spec`] and of a run's signs as they are stored; raised when a field changes its
/// meaning.
pub const SPEC_VERSION: i32 = 1;

crate::text_enum! {
    /// What a run prints.
    What {
        /// 单个标志: one sign with its words.
        Single = "single",
        /// 组合标志: up to four on one carrier.
        Carrier = "carrier",
        /// 楼层牌.
        Floor = "floor",
        /// 单元牌.
        Entrance = "entrance",
        /// 楼栋牌.
        Building = "building",
        /// 户牌, auxiliary: the official plate is the authority's.
        Door = "door",
        /// 电梯楼层索引.
        LiftIndex = "lift_index",
        /// 房间名牌.
        Room = "room",
        /// 指示牌.
        Direction = "direction",
        /// 须知.
        Rules = "rules",
        /// 消防车通道牌.
        FireLane = "fire_lane",
    }
}

impl What {
    /// All of them, in the order the form offers them.
    pub const OFFERED: [Self; 11] = [
        Self::Single,
        Self::Carrier,
        Self::Floor,
        Self::Entrance,
        Self::Building,
        Self::Door,
        Self::LiftIndex,
        Self::Room,
        Self::Direction,
        Self::Rules,
        Self::FireLane,
    ];

    /// The places a plate counts; a sign goes wherever it is wanted.
    pub fn counts(self) -> Option<PlaceKind> {
        match self {
            Self::Floor => Some(PlaceKind::Floor),
            Self::Entrance => Some(PlaceKind::Entrance),
            Self::Building => Some(PlaceKind::Building),
            Self::Door => Some(PlaceKind::Home),
            Self::LiftIndex => Some(PlaceKind::Lift),
            Self::Single
            | Self::Carrier
            | Self::Room
            | Self::Direction
            | Self::Rules
            | Self::FireLane => None,
        }
    }

    /// Its name as printed on a proof.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Single => "单个标志",
            Self::Carrier => "组合标志",
            Self::Floor => "楼层牌",
            Self::Entrance => "单元牌",
            Self::Building => "楼栋牌",
            Self::Door => "户牌",
            Self::LiftIndex => "电梯楼层索引",
            Self::Room => "房间名牌",
            Self::Direction => "指示牌",
            Self::Rules => "须知牌",
            Self::FireLane => "消防车通道牌",
        }
    }

    /// What a sign of an office's list says where the list says nothing.
    pub fn usually(self) -> Usually {
        match self {
            Self::Single => Usually::Design,
            Self::Carrier
            | Self::Floor
            | Self::Entrance
            | Self::Building
            | Self::Door
            | Self::LiftIndex
            | Self::Room
            | Self::Direction
            | Self::Rules
            | Self::FireLane => Usually::Place,
        }
    }

    /// Whether an office's list says all that its signs need beside one design.
    pub fn is_listed(self) -> bool {
        matches!(self, Self::Single | Self::Room)
            || (self.counts().is_some() && self != Self::LiftIndex)
    }

    /// How many designs of the catalogue it shows.
    pub fn designs(self) -> std::ops::RangeInclusive<usize> {
        match self {
            Self::Single | Self::Rules | Self::FireLane => 1..=1,
            Self::Carrier => 2..=4,
            Self::Room => 0..=3,
            Self::Floor
            | Self::Entrance
            | Self::Building
            | Self::Door
            | Self::LiftIndex
            | Self::Direction => 0..=0,
        }
    }
}

/// A design as it looked when the run was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// `p-ebike`.
    pub id: String,
    /// Its kind.
    pub kind: Kind,
    /// Its face, as SVG.
    pub face: String,
    /// The colour an estate chose for it: `#3D3935`; empty where none did.
    #[serde(default)]
    pub ground: String,
    /// Its words.
    pub zh: Vec<String>,
    /// The same in English.
    pub en: String,
    /// What is said beneath the words: who answers for a transformer, what a siamese serves.
    #[serde(default)]
    pub facts: Vec<(String, String)>,
}

impl Shown {
    /// The design as it looks today, in the colours of an estate.
    pub fn of(design: &Design, palette: &Palette) -> Self {
        Self {
            id: design.id.clone(),
            kind: design.kind,
            face: design.face_for(palette),
            ground: design
                .ground
                .map(|ground| palette.of(ground).to_string())
                .unwrap_or_default(),
            zh: design.zh.clone(),
            en: design.en.clone(),
            facts: Vec::new(),
        }
    }
}

/// A way on a direction sign, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// Degrees clockwise from straight on, in steps of 45.
    pub degrees: u16,
    /// The sign of the place, as SVG; empty for none.
    #[serde(default)]
    pub face: String,
    /// `2号楼`.
    pub zh: String,
    /// `Building 2`.
    pub en: String,
    /// `120米`; empty for none.
    pub distance: String,
}

/// What all signs of a run share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Spec {
    /// What it prints.
    pub what: What,
    /// The designs it shows, in the order of a carrier.
    pub shown: Vec<Shown>,
    /// Ways of a direction sign.
    pub ways: Vec<Way>,
    /// Rules, sentences of the law, lines of an index: one each.
    pub sentences: Vec<String>,
    /// Where the law of a fire lane is written.
    pub basis: String,
    /// The paper each sign is laid out for.
    #[serde(with = "paper_name")]
    pub paper: Paper,
    /// How the paper is filled.
    pub filling: Filling,
    /// The first label that is still on the sheet, from 1.
    pub start: u32,
    /// Whether each sign has its code printed.
    pub coded: bool,
    /// Metres the code is scanned from; from the hand when none is said.
    pub scanned_from: Option<f64>,
    /// Days between inspections; none for what nobody has to inspect.
    pub inspect_every: Option<i32>,
    /// Whom to ring.
    pub phone: String,
    /// Who hangs it up.
    pub issuer: String,
    /// Whether its plates say their words as they were typed; older ones say them in capitals.
    #[serde(default)]
    pub typed: bool,
    /// The widest numeral of its plates.
    #[serde(default)]
    pub widest: String,
    /// `第1版`: counted by the office.
    pub version: i32,
    /// `2026年11月`.
    pub month: String,
}

impl Spec {
    /// Reads what was stored in a version of the layout, today's or an earlier one.
    pub fn read(version: i32, json: &str) -> Result<Self> {
        known(version)?;
        Ok(serde_json::from_str(json)?)
    }

    /// The same for the signs of a run, which are stored beside it.
    pub fn read_rows(version: i32, json: &str) -> Result<Vec<Row>> {
        known(version)?;
        Ok(serde_json::from_str(json)?)
    }

    /// What the register calls a sign of this run.
    pub fn label(&self, row: &Row) -> Label {
        let shown = |of: &dyn Fn(&Shown) -> String| {
            self.shown.iter().map(of).collect::<Vec<_>>().join(" + ")
        };
        let named = self.what.counts().is_some() || self.what == What::Room;
        if named || self.shown.is_empty() || (row.own && !row.zh.is_empty()) {
            return Label {
                zh: row.zh.replace('\n', " "),
                en: row.en.replace('\n', " "),
            };
        }
        let en = shown(&|s| s.en.clone());
        Label {
            zh: shown(&|s| s.zh.join(" ")),
            en: if row.own { row.en.clone() } else { en },
        }
    }

    /// What the register files a sign of this run under.
    pub fn design(&self) -> String {
        match self.shown.first() {
            Some(first) => first.id.clone(),
            None => format!("plate-{}", self.what.as_str().replace('_', "-")),
        }
    }
}

fn known(version: i32) -> Result<()> {
    frozen::known("a run's signs", version, SPEC_VERSION)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signs::print::Format;

    const BARE: &str = r#"{"what":"floor","shown":[],"ways":[],"sentences":[],"basis":"",
        "paper":"A4-landscape","filling":"one_up","start":1,"coded":true,"phone":"1",
        "issuer":"管理处","version":1,"month":"2026年11月"}"#;

    #[test]
    fn a_run_that_lacks_what_was_added_later_is_read_as_it_was_meant() {
        let read = Spec::read(1, BARE).unwrap();
        assert_eq!((read.what, read.widest.as_str()), (What::Floor, ""));
        assert_eq!((read.scanned_from, read.inspect_every), (None, None));
        assert_eq!(read.paper, Format::A4.landscape());
        let more = BARE.replacen('{', r#"{"of_a_later_day":[1],"#, 1);
        assert_eq!(Spec::read(1, &more).unwrap(), read);
    }

    #[test]
    fn paper_and_filling_are_kept_by_the_names_they_always_had() {
        let kept = serde_json::to_value(Spec::read(1, BARE).unwrap()).unwrap();
        assert_eq!(kept["paper"], "A4-landscape");
        assert_eq!(kept["filling"], "one_up");
        let strange = BARE.replace("A4-landscape", "B5");
        let read = Spec::read(1, &strange).unwrap();
        assert_eq!(read.paper, Format::A4.portrait());
    }

    #[test]
    fn a_run_of_a_newer_program_is_refused_and_never_half_read() {
        for version in [SPEC_VERSION + 1, i32::MAX, 0, -1] {
            let told = Spec::read(version, BARE).unwrap_err().to_string();
            assert!(told.contains(&format!("version {version},")), "{told}");
            assert!(Spec::read_rows(version, "[]").is_err());
        }
        assert!(Spec::read(1, "{}").is_err());
    }
}
