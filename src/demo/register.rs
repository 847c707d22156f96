//! The register of the demo: lamps that are due, one overdue, a damaged and a missing one, what
//! the law asks for, a handful of blank codes, and what the scans tell.

use chrono::Duration;

use super::days::Days;
use crate::codes::store::scans::{self, Scans};
use crate::codes::{Code, store as codes};
use crate::error::{Error, Result};
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::clock::Moment;
use crate::platform::dates::field_date;
use crate::platform::db::{System, Tx};
use crate::platform::form::Fields;
use crate::platform::once::Once;
use crate::signs::catalogue::design::Catalogue;
use crate::signs::register::entering::{self, Found};
use crate::signs::register::entry::{Finding, SignId};
use crate::signs::register::form::Ground;
use crate::signs::register::look::Look;
use crate::signs::register::{service, store};

/// Who registers, and in which community.
#[derive(Clone, Copy)]
struct Walk {
    clerk: &'static str,
    community: &'static str,
}

/// Something that hangs: what it is, in which area, where in it, where exactly, and how many days
/// ago somebody last looked.
struct Hanging(
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    Option<i64>,
);

const GARDEN: Walk = Walk {
    clerk: "wangfang",
    community: "锦绣花园",
};

/// What hangs on every third floor of the first two buildings.
const ON_FLOORS: [(&str, &str); 3] = [
    ("t-exit-lamp", "东侧楼梯间门上方"),
    ("t-way-lamp", "电梯厅，离地 0.5 米"),
    ("t-hydrant", "电梯厅消火栓箱"),
];

/// What hangs besides.
const SINGLE: [Hanging; 5] = [
    Hanging(
        "t-transformer",
        "锦绣花园",
        "地下车库 B1 水泵房",
        "变压器围栏东面",
        Some(20),
    ),
    Hanging(
        "t-switch-room",
        "锦绣花园",
        "地下车库 B1 水泵房",
        "配电房门",
        Some(181),
    ),
    Hanging(
        "t-evacuation-plan",
        "3号楼2单元",
        "15层",
        "电梯厅左侧墙面",
        Some(120),
    ),
    Hanging(
        "t-evacuation-plan",
        "3号楼2单元",
        "16层",
        "电梯厅左侧墙面",
        Some(120),
    ),
    Hanging("t-light", "3号楼2单元", "", "大堂东侧", Some(12)),
];

/// Areas that the round has seen, and how many days ago it began there.
const ROUND: [(&str, i64); 3] = [("1号楼1单元", 26), ("1号楼2单元", 19), ("2号楼1单元", 19)];

/// Opens the register.
pub(super) fn open(days: &mut Days<'_, '_, '_>) -> Result<()> {
    for hanging in &SINGLE {
        days.hangs(GARDEN, hanging)?;
    }
    for (area, ago) in ROUND {
        for floor in ["1层", "4层", "7层", "10层", "13层", "16层"] {
            days.hang_on_floor(area, floor, ago)?;
        }
    }
    let lamp = Hanging(
        "t-exit-lamp",
        "4号楼1单元",
        "12层",
        "北侧楼梯间门上方",
        Some(30),
    );
    let lamp = days.hangs(GARDEN, &lamp)?;
    days.found(GARDEN, &lamp, Finding::Damaged, "灯不亮，电池可能坏了")?;
    let torn = Hanging("t-extinguisher", "4号楼1单元", "3层", "电梯厅", Some(30));
    let torn = days.hangs(GARDEN, &torn)?;
    days.found(GARDEN, &torn, Finding::Missing, "牌子被撕掉，留有胶印")?;
    days.fell_silent()?;
    let elsewhere = Walk {
        clerk: "zhengyuting",
        community: "云栖里",
    };
    let fence = Hanging(
        "t-transformer",
        "云栖里",
        "地下车库入口",
        "箱变围栏",
        Some(40),
    );
    days.hangs(elsewhere, &fence)?;
    days.blank_codes()
}

impl Days<'_, '_, '_> {
    fn hangs(&mut self, walk: Walk, hanging: &Hanging) -> Result<SignId> {
        let Hanging(thing, area, within, spot, ago) = hanging;
        let here = self.ground(walk.community)?;
        let catalogue = Catalogue::get()?;
        let (at, zone) = (self.at(-1, 15, 0), self.tools.press.zone);
        let ground = Ground {
            catalogue,
            area: Some((here.place(area)?, &here.tree)),
            zone,
            now: at,
        };
        let seen = ago.map(|days| at - Duration::days(days));
        let seen = seen.map(|at| field_date(at.date_in(zone)));
        let fields = Fields::of([
            ("design", (*thing).to_owned()),
            ("within", (*within).to_owned()),
            ("spot", (*spot).to_owned()),
            ("inspected", seen.unwrap_or_default()),
        ]);
        let wanted = ground
            .read(&fields)
            .map_err(|wrong| Error::internal(format!("the demo's register: {wrong:?}")))?;
        let found = Found { wanted, shot: None };
        self.act(walk.clerk, at, |tx, by: &Allowed<MakeSigns>| {
            entering::register(tx, by, SignId::new(), &found).map(Once::it)
        })
    }

    fn hang_on_floor(&mut self, area: &'static str, floor: &'static str, ago: i64) -> Result<()> {
        for ((thing, spot), ago) in ON_FLOORS.iter().zip((0..=ago).rev()) {
            self.hangs(GARDEN, &Hanging(thing, area, floor, spot, Some(ago)))?;
        }
        Ok(())
    }

    fn found(&mut self, walk: Walk, id: &SignId, finding: Finding, remark: &str) -> Result<()> {
        let look = Look {
            finding,
            remark: remark.to_owned(),
            shot: None,
        };
        let at = self.around(-150);
        self.act(walk.clerk, at, |tx, by: &Allowed<MakeSigns>| {
            service::inspect(tx, by, id, &look).map(|_| ())
        })
    }

    /// A sign by the playground was scanned every day until six weeks ago; and somebody scans a
    /// code that is not ours.
    fn fell_silent(&mut self) -> Result<()> {
        let plan = Hanging(
            "t-evacuation-plan",
            "锦绣花园",
            "儿童乐园",
            "凉亭立柱",
            Some(70),
        );
        let id = self.hangs(GARDEN, &plan)?;
        let by = crate::people::session::stand_in(self.tx, GARDEN.clerk)?;
        let by = by.allowed::<MakeSigns>()?;
        let code = store::load(self.tx, by.scope(), &id)?.code;
        for day in 42..60 {
            self.scanned(&code, self.now - Duration::days(day))?;
        }
        let stranger: Code = "8K4T2M9XQ5".parse().map_err(Error::internal)?;
        if codes::find(self.tx, &stranger)?.is_none() {
            for day in 0..3 {
                self.scanned(&stranger, self.now - Duration::days(day))?;
            }
        }
        Ok(())
    }

    fn scanned(&mut self, code: &Code, at: Moment) -> Result<()> {
        let day = at.date_in(self.tools.press.zone);
        let tx: &mut Tx<'_> = &mut self.tx.dated(&System("demo"), at);
        let scans = Scans {
            code,
            day,
            times: 1,
        };
        scans::count(tx, &scans)
    }

    fn blank_codes(&mut self) -> Result<()> {
        let at = self.at(-1, 16, 0);
        self.act(GARDEN.clerk, at, |tx, by: &Allowed<MakeSigns>| {
            entering::make_codes(tx, by.office(), 12)
        })
    }
}
