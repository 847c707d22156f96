//! Samples of what a scan opens.

use super::Opened;
use super::known::{Known, StaffAction};
use crate::complaints::intake::PublicForm;
use crate::notices::public::Scanned;
use crate::people::Permission;
use crate::platform::page::Page;
use crate::platform::page::gallery::{draw, text};
use crate::signs::desk::scan::ScannedSign;
use crate::signs::register::public::Standing;

fn action(back: &str, seen: &str) -> StaffAction {
    StaffAction {
        key: "landing-look-at-sign",
        action: "/signs/register/id".to_owned(),
        back: back.to_owned(),
        seen: seen.to_owned(),
        needs: Permission::ReadSigns,
    }
}

fn of(report: PublicForm) -> Opened {
    Opened {
        report,
        sheet: None,
        sign: None,
        standing: None,
        known: Vec::new(),
        staff_told: Vec::new(),
        staff_actions: Vec::new(),
    }
}

pub(super) fn opened() -> Vec<Opened> {
    let known = |tone, href: &str| Known {
        title: text("停水通知"),
        line: text("11月26日 星期四 09:00–15:30"),
        href: href.to_owned(),
        tone,
        ahead: tone == "calm",
    };
    let plain = || of(PublicForm::samples().swap_remove(0));
    let mut pages: Vec<Opened> = PublicForm::samples().into_iter().map(of).collect();
    pages.extend(PublicForm::samples().into_iter().map(|report| Opened {
        known: vec![known("power", "/n/id"), known("calm", "/n/id")],
        staff_told: vec![text("今天 09:00 已张贴")],
        staff_actions: vec![action("", ""), action("code:8K4T2M9XQ5", "1")],
        ..of(report)
    }));
    pages.extend(Scanned::samples().into_iter().map(|sheet| Opened {
        sheet: Some(sheet),
        staff_actions: vec![action("", "")],
        ..plain()
    }));
    pages.extend(ScannedSign::samples().into_iter().map(|sign| Opened {
        sign: Some(sign),
        ..plain()
    }));
    pages.extend(Standing::samples().into_iter().map(|standing| Opened {
        standing: Some(standing),
        ..plain()
    }));
    pages
}

#[test]
fn they_are_drawn() {
    draw::<Opened>();
}
