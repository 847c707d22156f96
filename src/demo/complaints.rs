//! What the residents of the demo say: through codes, and once by telephone.

use chrono::Datelike;

use super::days::Days;
use super::notices::Hanging;
use crate::codes::Code;
use crate::complaints::mails::Bell;
use crate::complaints::{self, ComplaintId, Visitor};
use crate::error::Result;
use crate::people::permission::{Allowed, TakeComplaints};
use crate::platform::clock::Moment;
use crate::platform::dates::{clock_time, field_date};
use crate::platform::form::Fields;

/// Tells them, the oldest first.
pub(super) fn tell(days: &mut Days<'_, '_, '_>, at: &Hanging, lift: &Code) -> Result<()> {
    let [planned, burst] = &at.jinxiu;
    let noon = days.at(-1, 20, 15);
    let seen = days.hear(
        burst,
        "八点多了还没有来水，老人孩子都没洗上澡。到底什么时候能来？",
        ("occupant", "", ""),
        noon,
    )?;
    let read = days.at(-1, 20, 40);
    days.act("wangfang", read, |tx, by: &Allowed<TakeComplaints>| {
        complaints::see(tx, by, &seen)
    })?;
    telephone(days)?;
    days.hear(
        planned,
        "大堂门口的感应灯坏了两盏，晚上进门看不清台阶，昨晚有位阿姨差点摔倒。",
        ("owner", "刘女士", "138 0000 2217"),
        days.around(-150),
    )?;
    days.hear(
        &at.yunqi,
        "单元门的闭门器坏了，夜里风一吹就响，住一楼睡不好。",
        ("occupant", "", ""),
        days.around(-90),
    )?;
    days.hear(
        lift,
        "1号电梯也很慢，等了二十分钟。能不能请人在一楼帮老人提一下东西？",
        ("owner", "", ""),
        days.around(-35),
    )?;
    days.hear(
        &at.xuefu,
        "整个小区停水，没法做饭。哪里可以打水？",
        ("occupant", "郑先生", "139 0000 6402"),
        days.around(-20),
    )?;
    Ok(())
}

/// One that a clerk wrote down (GR-017).
fn telephone(days: &mut Days<'_, '_, '_>) -> Result<()> {
    let zone = days.tools.press.zone;
    let at = days.at(-1, 9, 35);
    let (on, time) = days.at(-1, 9, 20).wall(zone);
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
        complaints::take_down(tx, by, &fields, zone)
    })?;
    Ok(())
}

impl Days<'_, '_, '_> {
    fn hear(
        &mut self,
        code: &Code,
        what: &str,
        (who, name, phone): (&str, &str, &str),
        at: Moment,
    ) -> Result<ComplaintId> {
        let fields = Fields::of([
            ("what", what.to_owned()),
            ("where", String::new()),
            ("who", who.to_owned()),
            ("name", name.to_owned()),
            ("phone", phone.to_owned()),
        ]);
        let at = at.min(self.now);
        let year = at.local(self.tools.press.zone).year();
        let bell = Bell::of(self.tools.press, self.tools.post);
        let who = Visitor::before(self.tx, code)?;
        let mut tx = self.tx.dated(&who, at);
        complaints::hear(&mut tx, &bell, code, (&fields, year))
    }
}
