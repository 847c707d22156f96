//! The text an outage's fields make: what happens, what to do, why, the apology. The clerk may
//! change it; most never need to.

use super::super::content::Ground;
use super::super::part::Advice;
use super::facts::{Cause, Outage, Urgency, Utility};
use crate::organisation::place::full_name;
use crate::organisation::{Place, PlaceKind};
use crate::platform::dates::Dates;
use crate::platform::words::Lang;

/// The work a new form proposes.
pub(super) fn usual_reason(utility: Utility) -> &'static str {
    match utility {
        Utility::Water => "二次供水水箱清洗消毒",
        Utility::Power => "配电设备检修保养",
    }
}

/// What stops, as a verb: 停水.
pub(super) fn stop(utility: Utility) -> &'static str {
    match utility {
        Utility::Water => "停水",
        Utility::Power => "停电",
    }
}

fn supply(utility: Utility) -> &'static str {
    match utility {
        Utility::Water => "供水",
        Utility::Power => "供电",
    }
}

/// The places in one breath: 3号楼、5号楼1单元, or 全小区.
pub(super) fn place_names(tree: &[Place], places: &[Place]) -> String {
    if places.iter().any(|p| p.kind == PlaceKind::Community) {
        return "全小区".to_owned();
    }
    places
        .iter()
        .map(|p| full_name(tree, p))
        .collect::<Vec<_>>()
        .join("、")
}

/// The body: one or two paragraphs.
pub(super) fn compose(outage: &Outage, places: &[Place], ground: &Ground<'_>) -> String {
    let (stop, supply) = (stop(outage.utility), supply(outage.utility));
    let at = place_names(ground.tree, places);
    let reason = outage.reason.as_str();
    let show = ground.dates(Lang::Zh);
    let first = match (outage.cause, outage.urgency(ground.now)) {
        (Cause::Own, _) => {
            format!("因{reason}，{at}将在上述时间暂停{supply}。工作完成后提前恢复。")
        }
        (Cause::Relayed, _) => format!(
            "接{}通知，因{reason}，{at}将在上述时间{stop}。{}",
            company(outage.utility),
            received(outage, show),
        ),
        (Cause::Municipal, Urgency::Planned) => format!(
            "因市政工程（{reason}），{at}将在上述时间{stop}。{}我们会持续联系施工单位，恢复{supply}后尽快告知。",
            received(outage, show),
        ),
        (Cause::Municipal, _) => format!(
            "因市政原因（{reason}），{at}已经{stop}。我们正在联系有关单位，尽快恢复{supply}，有新情况随时更新，扫码可看。"
        ),
        (Cause::Emergency, _) => format!(
            "因{reason}，{at}需要紧急{stop}抢修。抢修人员已经到场，预计在上述时间内恢复{supply}，有新情况随时更新，扫码可看。"
        ),
    };
    match &outage.late_reason {
        Some(why) if outage.urgency(ground.now) == Urgency::Repair => {
            format!(
                "{first}\n未能提前通知，是因为{}。",
                why.trim_end_matches('。')
            )
        }
        _ => first,
    }
}

fn received(outage: &Outage, show: Dates) -> String {
    outage.received_at.map_or_else(String::new, |at| {
        format!("我们于{}接到通知，第一时间转告您。", show.date_time(at))
    })
}

fn company(utility: Utility) -> &'static str {
    match utility {
        Utility::Water => "供水公司",
        Utility::Power => "供电公司",
    }
}

/// What to do, as tiles.
pub(super) fn advice(utility: Utility) -> Vec<Advice> {
    let tiles = match utility {
        Utility::Water => [
            ("提前储水", "够一家人半天之用"),
            ("关好龙头", "停水时尤其记得"),
            ("来水先放", "放一两分钟，水清再用"),
        ],
        Utility::Power => [
            ("提前安排", "手机充电，电器关机"),
            ("少乘电梯", "停电前后请走楼梯"),
            ("来电再开", "电压稳定后再开电器"),
        ],
    };
    tiles
        .into_iter()
        .map(|(head, detail)| Advice {
            head: head.into(),
            detail: detail.into(),
        })
        .collect()
}
