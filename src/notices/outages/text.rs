//! The text an outage's fields make: what happens, what to do, why, the apology. The clerk may
//! change it; most never need to.

use super::super::content::Ground;
use super::super::said::Both;
use super::super::wording::bare_reason;
use super::facts::{Cause, Outage, Urgency, Utility};
use super::names::Names;
use crate::organisation::Place;
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

/// What holds where a stop is called off.
pub(super) fn instead(utility: Utility) -> Both {
    match utility {
        Utility::Water => both("照常供水", "water stays on"),
        Utility::Power => both("照常供电", "power stays on"),
    }
}

/// What comes of it where a stop is called off that had begun.
pub(super) fn resumes(utility: Utility) -> Both {
    match utility {
        Utility::Water => both("恢复供水", "water comes back"),
        Utility::Power => both("恢复供电", "power comes back"),
    }
}

fn both(chinese: &str, english: &str) -> Both {
    Both {
        chinese: chinese.to_owned(),
        english: english.to_owned(),
    }
}

/// The body: one or two paragraphs.
pub(super) fn compose(outage: &Outage, places: &[Place], ground: &Ground<'_>) -> String {
    let first = first_paragraph(outage, places, ground);
    match &outage.late_reason {
        Some(why) if outage.urgency(ground.now) == Urgency::Repair => {
            format!("{first}\n未能提前通知，是因为{}。", bare_reason(why))
        }
        _ => first,
    }
}

fn first_paragraph(outage: &Outage, places: &[Place], ground: &Ground<'_>) -> String {
    let (stop, supply) = (stop(outage.utility), supply(outage.utility));
    let at = Names::of(ground.tree, places).say(Lang::Zh);
    let reason = bare_reason(&outage.reason);
    let told = received(outage, ground.dates(Lang::Zh));
    let begun = outage.starts_at <= ground.now;
    match (outage.cause, outage.urgency(ground.now)) {
        (Cause::Own, _) => {
            format!("因{reason}，{at}将在上述时间暂停{supply}。如提前完工，将提前恢复{supply}。")
        }
        (Cause::Relayed, _) => format!(
            "接{}通知，因{reason}，{at}将在上述时间{stop}。{told}",
            company(outage.utility),
        ),
        (Cause::Municipal, Urgency::Planned) => format!(
            "因市政工程（{reason}），{at}将在上述时间{stop}。{told}恢复{supply}的时间如有变化，随时更新，扫码可看。"
        ),
        (Cause::Municipal, Urgency::Repair) if !begun => format!(
            "因市政原因（{reason}），{at}将在上述时间{stop}。{told}恢复{supply}的时间如有变化，随时更新，扫码可看。"
        ),
        (Cause::Municipal, Urgency::Repair) => format!(
            "因市政原因（{reason}），{at}已经{stop}。{told}恢复{supply}的时间如有变化，随时更新，扫码可看。"
        ),
        (Cause::Emergency, _) => {
            let state = if begun { "已经" } else { "需要" };
            format!(
                "因{reason}，{at}{state}紧急{stop}抢修。预计在上述时间内恢复{supply}，有新情况随时更新，扫码可看。"
            )
        }
    }
}

fn received(outage: &Outage, show: Dates) -> String {
    outage.received_at.map_or_else(String::new, |at| {
        format!("我们于{}接到通知，现转告您。", show.date_time(at))
    })
}

fn company(utility: Utility) -> &'static str {
    match utility {
        Utility::Water => "供水公司",
        Utility::Power => "供电公司",
    }
}
