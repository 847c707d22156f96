//! What the fields of an entry can say.

use serde::{Deserialize, Serialize};

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

/// How a sign can be laid out, by the names that the command line takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// The sign with its text panel.
    Single,
    /// A temporary sign on A4: drawing, words, place, hours, code.
    Work,
    /// The plate of a room or a building.
    Room,
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

impl Basis {
    /// `QP7.3 §4.4.1`, `消防法 第28条`.
    pub fn words(&self) -> String {
        let section = self.clause.starts_with(|c: char| c.is_ascii_digit());
        let mark = if section { "§" } else { "" };
        format!("{} {mark}{}", self.source, self.clause)
    }
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
