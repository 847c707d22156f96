//! What the residents of the demo say: through codes, and once by telephone.

use chrono::Datelike;

use super::days::Days;
use super::notices::Hanging;
use crate::codes::{Code, Here};
use crate::complaints::CaseId;
use crate::complaints::ContactId;
use crate::complaints::desk;
use crate::complaints::intake::{self, Asked, Luggage, Marks, Noted, Report, Sending, Visitor};
use crate::complaints::mails::Bell;
use crate::error::{Error, Refusal, Result};
use crate::people::permission::{Allowed, TakeComplaints};
use crate::platform::clock::Moment;
use crate::platform::dates::{clock_time, field_date};
use crate::platform::form::Fields;
use crate::platform::seen::Seen;

/// Tells them, the oldest first.
pub(super) fn tell(days: &mut Days<'_, '_, '_>, at: &Hanging, lift: &Code) -> Result<()> {
    let [planned, burst] = &at.jinxiu;
    let noon = days.at(-1, 20, 15);
    let seen = days.hear(
        burst,
        "八点多了还没有来水，老人孩子都没洗上澡。到底什么时候能来？",
        &SOMEBODY,
        noon,
    )?;
    let read = days.at(-1, 20, 40);
    days.act("wangfang", read, |tx, by: &Allowed<TakeComplaints>| {
        // A new case is shown with its first version and its one step.
        desk::see(tx, by, &seen, Seen::shown(1, 1))
    })?;
    telephone(days)?;
    days.hear(
        planned,
        "大堂门口的感应灯坏了两盏，晚上进门看不清台阶，昨晚有位阿姨差点摔倒。",
        &Teller {
            who: "owner",
            name: "刘女士",
            phone: "138 0000 2217",
        },
        days.around(-150),
    )?;
    days.hear(
        &at.yunqi,
        "单元门的闭门器坏了，夜里风一吹就响，住一楼睡不好。",
        &SOMEBODY,
        days.around(-90),
    )?;
    days.hear(
        lift,
        "1号电梯也很慢，等了二十分钟。能不能请人在一楼帮老人提一下东西？",
        &Teller {
            who: "owner",
            ..SOMEBODY
        },
        days.around(-35),
    )?;
    days.hear(
        &at.xuefu,
        "整个小区停水，没法做饭。哪里可以打水？",
        &Teller {
            name: "郑先生",
            phone: "139 0000 6402",
            ..SOMEBODY
        },
        days.around(-20),
    )?;
    Ok(())
}

/// One that a clerk wrote down (GR-017).
fn telephone(days: &mut Days<'_, '_, '_>) -> Result<()> {
    let zone = days.tools.press.zone;
    let at = days.at(-1, 9, 35);
    let received = days.at(-1, 9, 20);
    let (on, time) = (received.date_in(zone), received.time_in(zone));
    let ground = days.ground("锦绣花园")?;
    let fields = Fields::of([
        (
            "what",
            "东门对面的垃圾分类点下午四点以后没有人清，气味很大，苍蝇也多。".to_owned(),
        ),
        ("where", String::new()),
        ("who", "owner".to_owned()),
        ("name", "赵先生".to_owned()),
        ("phone", "0755-8888 3120".to_owned()),
        ("channel", "phone".to_owned()),
        ("received_on", field_date(on)),
        ("received_time", clock_time(time)),
        ("place", ground.place("垃圾分类收集点")?.id.to_string()),
    ]);
    days.act("wangfang", at, |tx, by: &Allowed<TakeComplaints>| {
        let now = tx.now();
        let noted = Noted::read(&fields, zone, now).map_err(first)?;
        let asked = Asked {
            id: ContactId::new(),
            year: now.local(zone).year(),
        };
        intake::record(tx, by, &noted, asked)
    })?;
    Ok(())
}

/// A form of the demo is whole; if it is not, this says where.
fn first(refusals: Vec<Refusal>) -> Error {
    let first = refusals.into_iter().next();
    first.map_or(Error::BadRequest("a complaint"), Error::from)
}

/// Who writes behind a code.
struct Teller {
    who: &'static str,
    name: &'static str,
    phone: &'static str,
}

/// An occupant who leaves nothing to call.
const SOMEBODY: Teller = Teller {
    who: "occupant",
    name: "",
    phone: "",
};

impl Days<'_, '_, '_> {
    fn hear(&mut self, code: &Code, what: &str, teller: &Teller, at: Moment) -> Result<CaseId> {
        let fields = Fields::of([
            ("what", what.to_owned()),
            ("where", String::new()),
            ("who", teller.who.to_owned()),
            ("name", teller.name.to_owned()),
            ("phone", teller.phone.to_owned()),
        ]);
        let at = at.min(self.now);
        let here = Here::find(self.tx, code)?.ok_or(Error::NotFound)?;
        let sending = Sending {
            report: Report::read(&fields, &here.name()).map_err(first)?,
            sender: format!("demo:{code}"),
            marks: Marks::of_no_form(),
            year: at.local(self.tools.press.zone).year(),
            luggage: Luggage::default(),
            is_trapped: false,
            here,
        };
        let bell = Bell::of(self.tools.press, self.tools.post);
        let mut tx = self.tx.dated(&Visitor::at(&sending.here), at);
        intake::accept(&mut tx, &bell, &sending).map(|accepted| accepted.case)
    }
}
