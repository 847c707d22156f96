//! Statutory signs and lamps that others make: what the register can hold besides the catalogue.
//!
//! The days between two looks are the office's to change; what stands here is proposed.

use serde::Serialize;

use crate::platform::words::Lang;
use crate::signs::catalogue::design::{Catalogue, Design, Field, Kind};

crate::text_enum! {
    /// What a sign is for, as the register sorts it.
    Group {
        /// A stop's copies, gone when the work is done.
        Temporary = "temporary",
        /// 警告.
        Warning = "warning",
        /// 禁止.
        Prohibition = "prohibition",
        /// 指令.
        Mandatory = "mandatory",
        /// 疏散、急救.
        SafeCondition = "safe_condition",
        /// 消防.
        Fire = "fire",
        /// 公共信息、楼牌门牌.
        Information = "information",
    }
}

/// Something that hangs by law and is not printed here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Thing {
    /// `t-exit-lamp`; no design of the catalogue begins with `t-`.
    pub id: &'static str,
    /// What it is for.
    pub group: Group,
    /// Its name.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
    /// The standard it answers to.
    pub standard: &'static str,
    /// Days between two looks, as proposed.
    pub days: i32,
}

/// Every one of them, in the order of the form.
pub const ALL: [Thing; 10] = [
    Thing {
        id: "t-exit-lamp",
        group: Group::SafeCondition,
        zh: "安全出口标志灯",
        en: "Exit sign lamp",
        standard: "GB 51309-2018",
        days: 30,
    },
    Thing {
        id: "t-way-lamp",
        group: Group::SafeCondition,
        zh: "疏散方向标志灯",
        en: "Escape direction lamp",
        standard: "GB 51309-2018",
        days: 30,
    },
    Thing {
        id: "t-floor-lamp",
        group: Group::SafeCondition,
        zh: "楼层标志灯",
        en: "Floor number lamp",
        standard: "GB 51309-2018",
        days: 30,
    },
    Thing {
        id: "t-light",
        group: Group::SafeCondition,
        zh: "消防应急照明灯",
        en: "Emergency light",
        standard: "GB 51309-2018",
        days: 30,
    },
    Thing {
        id: "t-evacuation-plan",
        group: Group::SafeCondition,
        zh: "楼层疏散示意图",
        en: "Evacuation plan",
        standard: "GB/T 25894",
        days: 365,
    },
    Thing {
        id: "t-hydrant",
        group: Group::Fire,
        zh: "消火栓箱标识",
        en: "Hydrant box sign",
        standard: "GB 13495.1-2015",
        days: 30,
    },
    Thing {
        id: "t-extinguisher",
        group: Group::Fire,
        zh: "灭火器标识",
        en: "Fire extinguisher sign",
        standard: "GB 13495.1-2015",
        days: 30,
    },
    Thing {
        id: "t-fire-door",
        group: Group::Fire,
        zh: "常闭式防火门标识",
        en: "Fire door sign",
        standard: "GB 13495.1-2015",
        days: 90,
    },
    Thing {
        id: "t-transformer",
        group: Group::Warning,
        zh: "变压器、高压警示牌",
        en: "Transformer and high-voltage warning",
        standard: "GB 2894",
        days: 180,
    },
    Thing {
        id: "t-switch-room",
        group: Group::Warning,
        zh: "配电房警示牌",
        en: "Switch room warning",
        standard: "GB 2894",
        days: 180,
    },
];

/// What is proposed where neither the list nor the office says otherwise: GB 2894 asks for a look
/// twice a year.
pub const USUAL_DAYS: i32 = 180;

/// The one of an id.
pub fn find(id: &str) -> Option<&'static Thing> {
    ALL.iter().find(|thing| thing.id == id)
}

/// What a kind of the catalogue is for.
fn group_of(design: &Design) -> Group {
    if is_temporary(design) {
        return Group::Temporary;
    }
    // Kinds and groups share their words; what has no group of its own informs.
    let word = serde_json::to_value::<Kind>(design.kind).ok();
    let word = word.as_ref().and_then(|word| word.as_str());
    word.and_then(|word| word.parse().ok())
        .unwrap_or(Group::Information)
}

/// Whether a design tells of a stop and comes down with it.
pub fn is_temporary(design: &Design) -> bool {
    design.fields.contains(&Field::Time)
}

/// The designs and things of a group, for a query.
pub fn ids_of(catalogue: &Catalogue, group: Group) -> Vec<String> {
    let designs = catalogue.designs().iter();
    let designs = designs.filter(|design| group_of(design) == group);
    let things = ALL.iter().filter(|thing| thing.group == group);
    designs
        .map(|design| design.id.clone())
        .chain(things.map(|thing| thing.id.to_owned()))
        .collect()
}

/// The words of a design or thing for this reader; its id when it has left both lists.
pub fn words(catalogue: &Catalogue, id: &str, lang: Lang) -> String {
    if let Some(thing) = find(id) {
        return match lang {
            Lang::Zh => thing.zh.to_owned(),
            Lang::En => thing.en.to_owned(),
        };
    }
    match (catalogue.find(id), lang) {
        (Some(design), Lang::Zh) => design.words(),
        (Some(design), Lang::En) => design.en.clone(),
        (None, _) => id.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_in_both_lists_and_every_one_asks_for_a_look() {
        let catalogue = Catalogue::get().unwrap();
        for (at, thing) in ALL.iter().enumerate() {
            assert!(thing.id.starts_with("t-") && catalogue.find(thing.id).is_none());
            assert!(ALL.iter().skip(at + 1).all(|other| other.id != thing.id));
            assert!((1..=crate::signs::register::entry::LONGEST_INTERVAL).contains(&thing.days));
        }
        assert!(!catalogue.designs().iter().any(|d| d.id.starts_with("t-")));
    }

    #[test]
    fn a_work_sign_is_temporary_and_found_under_no_other_group() {
        let catalogue = Catalogue::get().unwrap();
        let lift = "i-lift-stop".to_owned();
        for group in Group::ALL {
            let found = ids_of(catalogue, *group).contains(&lift);
            assert_eq!(found, *group == Group::Temporary, "{group}");
        }
    }
}
