//! The notices of the demo, in every stage, around the moment of its founding.

use chrono::Duration;

use super::days::Days;
use super::desk::{ALL, Desk, Sorry, Span, Stop, Unrecorded, What};
use crate::codes::Code;
use crate::error::Result;
use crate::notices::outages::Cause::{Emergency, Municipal, Own, Relayed};
use crate::notices::outages::Utility::{Power, Water};
use crate::notices::subscribers;

const JINXIU: &str = "锦绣花园";
const YUNQI: &str = "云栖里";
const CUIHU: &str = "翠湖大厦";
const XUEFU: &str = "学府苑";

const JINXIU_DESK: Desk = Desk {
    clerk: "wangfang",
    reviewer: "hexiaomei",
};
const YUNQI_DESK: Desk = Desk {
    clerk: "zhengyuting",
    reviewer: "sunwei",
};
const XUEFU_DESK: Desk = Desk {
    clerk: "xujing",
    reviewer: "huangzhiqiang",
};

/// Codes that hang somewhere, for those who scan them.
pub(super) struct Hanging {
    pub(super) jinxiu: [Code; 2],
    pub(super) yunqi: Code,
    pub(super) xuefu: Code,
}

/// Tells all of it, in the order it happened.
pub(super) fn tell(days: &mut Days<'_, '_, '_>) -> Result<Hanging> {
    over_in_time(days)?;
    over_with_apology(days)?;
    subscribe(days)?;
    replaced(days)?;
    cancelled(days)?;
    missed(days)?;
    let planned = planned(days)?;
    let burst = burst(days)?;
    let yunqi = yunqi(days)?;
    let xuefu = xuefu(days)?;
    on_the_desk(days)?;
    under_review(days)?;
    Ok(Hanging {
        jinxiu: [planned, burst],
        yunqi,
        xuefu,
    })
}

/// Three that are over: everything in time, one board too late, one passed on.
fn over_in_time(days: &mut Days<'_, '_, '_>) -> Result<()> {
    let d = |day, hour, minute| days.at(day, hour, minute);
    let span = Span(d(-10, 9, 0), d(-10, 15, 0));
    let (sent, hung, down, over) = (d(-13, 10, 10), d(-13, 15, 0), d(-9, 10, 0), d(-9, 15, 0));
    let tanks = "二次供水水箱清洗消毒";
    let stop = Stop::of(JINXIU, &["1号楼", "2号楼"], What(Water, Own), span, tanks);
    let id = days.announce(JINXIU_DESK, &stop, sent)?;
    days.hang(JINXIU_DESK, &id, ALL, hung)?;
    days.take_down(JINXIU_DESK, &id, ALL, down)?;
    days.expire(&id, over)?;

    let d = |day, hour, minute| days.at(day, hour, minute);
    let span = Span(d(-8, 13, 30), d(-8, 17, 30));
    let (sent, hung, late) = (d(-11, 9, 0), d(-11, 14, 0), d(-8, 8, 10));
    let (down, over) = (d(-7, 9, 0), d(-7, 17, 30));
    let stop = Stop::of(
        YUNQI,
        &["5栋", "6栋"],
        What(Power, Own),
        span,
        "配电房年度检修",
    );
    let id = days.announce(YUNQI_DESK, &stop, sent)?;
    days.hang(YUNQI_DESK, &id, 6, hung)?;
    days.hang(YUNQI_DESK, &id, ALL, late)?;
    days.take_down(YUNQI_DESK, &id, ALL, down)?;
    days.expire(&id, over)?;

    let d = |day, hour, minute| days.at(day, hour, minute);
    let span = Span(d(-6, 22, 0), d(-5, 5, 0));
    let (told, sent, hung) = (d(-8, 15, 30), d(-8, 16, 0), d(-7, 9, 0));
    let (down, over) = (d(-5, 10, 0), d(-4, 5, 0));
    let pipes = "市政供水管网改造接驳";
    let stop = Stop::of(XUEFU, &[XUEFU], What(Water, Relayed), span, pipes).received(told);
    let id = days.announce(XUEFU_DESK, &stop, sent)?;
    days.hang(XUEFU_DESK, &id, ALL, hung)?;
    days.take_down(XUEFU_DESK, &id, ALL, down)?;
    days.expire(&id, over)
}

/// A power cut that nobody could foresee, and the apology for it (QP7.3 §4.3.3).
fn over_with_apology(days: &mut Days<'_, '_, '_>) -> Result<()> {
    let d = |day, hour, minute| days.at(day, hour, minute);
    let span = Span(d(-3, 19, 10), d(-3, 23, 0));
    let (sent, hung, back) = (d(-3, 19, 25), d(-3, 19, 55), d(-3, 21, 40));
    let (sorry, up, over) = (d(-2, 9, 10), d(-2, 10, 0), d(-2, 23, 0));
    let cable = "小区外市政施工挖断10千伏电缆";
    let stop = Stop::of(
        JINXIU,
        &["5号楼", "6号楼"],
        What(Power, Municipal),
        span,
        cable,
    )
    .late("电缆在19:10突然断开，供电公司19:20才确认原因");
    let id = days.announce(JINXIU_DESK, &stop, sent)?;
    days.hang(JINXIU_DESK, &id, ALL, hung)?;
    days.restored(JINXIU_DESK, &id, back)?;
    let body = "停电是因为小区外的市政施工挖断了10千伏电缆。断电后电梯平层放人，没有人被困；楼道应急照明亮了一个半小时，不够用到来电，老人和孩子摸黑下楼，我们很抱歉。\n\
        接下来：一、应急照明电池三天内全部更换，由工程主管负责；二、已和施工单位约定，挖掘前一天书面告知管理处；三、下次停电，各单元大堂一刻钟内有人值守。";
    let words = Sorry {
        community: JINXIU,
        body,
    };
    let apology = days.apologise(JINXIU_DESK, &id, &words, sorry)?;
    days.hang(JINXIU_DESK, &apology, ALL, up)?;
    days.take_down(JINXIU_DESK, &id, ALL, up)?;
    days.expire(&id, over)
}

/// Those who asked for notices by mail, five to a community.
fn subscribe(days: &mut Days<'_, '_, '_>) -> Result<()> {
    const NAMES: [(&str, [&str; 5], &str); 4] = [
        (
            JINXIU,
            ["chen.jie", "lihua", "wu.xiuying", "zhouting", "yang.bo"],
            "3号楼",
        ),
        (
            YUNQI,
            ["gaoyan", "lin.jun", "ma.lili", "songtao", "tang.wei"],
            "1栋",
        ),
        (
            CUIHU,
            ["fengyi", "han.mei", "jiang.hao", "luo.ning", "pengfei"],
            "A座",
        ),
        (
            XUEFU,
            ["qian.yu", "renjie", "shi.lan", "xia.min", "zhanglaoshi"],
            "2幢",
        ),
    ];
    let at = days.at(-4, 20, 0);
    for (community, names, building) in NAMES {
        let ground = days.ground(community)?;
        let building = ground.place(building)?.id.clone();
        for (n, name) in names.into_iter().enumerate() {
            // Two of them care for their own building only.
            let wanted = subscribers::Wanted {
                office: &ground.office.id,
                community: &ground.community.id,
                place: (n >= 3).then_some(&building),
            };
            let mut tx = days.tx.dated(&super::company::ACTOR, at);
            subscribers::add(&mut tx, wanted, &format!("{name}@example.cn"))?;
        }
    }
    Ok(())
}

/// The part came a day later: the stop moves, and one old sheet still hangs.
fn replaced(days: &mut Days<'_, '_, '_>) -> Result<()> {
    let d = |day, hour, minute| days.at(day, hour, minute);
    let span = Span(d(3, 8, 30), d(3, 11, 30));
    let moved = Span(d(4, 8, 30), d(4, 11, 30));
    let (sent, hung) = (d(-3, 9, 0), d(-3, 16, 0));
    let (again, new, old) = (d(-1, 9, 20), d(-1, 15, 30), d(-1, 15, 32));
    let stop = Stop::of(JINXIU, &["6号楼"], What(Water, Own), span, "更换供水减压阀");
    let id = days.announce(JINXIU_DESK, &stop, sent)?;
    days.hang(JINXIU_DESK, &id, ALL, hung)?;
    let next = days.replace(JINXIU_DESK, &id, &stop.moved(moved), again)?;
    days.hang(JINXIU_DESK, &next, 3, new)?;
    days.take_down(JINXIU_DESK, &id, 3, old)
}

/// Called off: one old sheet still hangs.
fn cancelled(days: &mut Days<'_, '_, '_>) -> Result<()> {
    let d = |day, hour, minute| days.at(day, hour, minute);
    let span = Span(d(1, 14, 0), d(1, 16, 0));
    let (sent, hung) = (d(-3, 10, 30), d(-3, 16, 30));
    let (called, new, old) = (d(-1, 11, 0), d(-1, 15, 50), d(-1, 15, 52));
    let why = "加压泵的配件推迟到货，检修改期，新的时间另行通知";
    let stop = Stop::of(JINXIU, &["1号楼"], What(Water, Own), span, "加压泵检修");
    let id = days.announce(JINXIU_DESK, &stop, sent)?;
    days.hang(JINXIU_DESK, &id, ALL, hung)?;
    let off = days.cancel(JINXIU_DESK, &id, why, called)?;
    days.hang(JINXIU_DESK, &off, ALL, new)?;
    days.take_down(JINXIU_DESK, &id, 3, old)
}

/// One board was late and one has no sheet yet: two misses (QP7.3 §4.3.2).
fn missed(days: &mut Days<'_, '_, '_>) -> Result<()> {
    let d = |day, hour, minute| days.at(day, hour, minute);
    let span = Span(d(0, 17, 0), d(0, 20, 0));
    let (sent, hung, late) = (d(-2, 9, 30), d(-2, 15, 0), d(-1, 18, 20));
    let stop = Stop::of(
        JINXIU,
        &["7号楼", "8号楼"],
        What(Power, Own),
        span,
        "楼层配电箱检修",
    );
    let id = days.announce(JINXIU_DESK, &stop, sent)?;
    days.hang(JINXIU_DESK, &id, 4, hung)?;
    days.hang(JINXIU_DESK, &id, 1, late)
}

/// The ordinary one: told two days ahead, three of four boards done, one of them written down the
/// day after.
fn planned(days: &mut Days<'_, '_, '_>) -> Result<Code> {
    let d = |day, hour, minute| days.at(day, hour, minute);
    let span = Span(d(2, 9, 0), d(2, 15, 30));
    let (sent, hung) = (d(-1, 10, 5), d(-1, 16, 10));
    let tanks = "二次供水水箱清洗消毒";
    let stop = Stop::of(JINXIU, &["3号楼"], What(Water, Own), span, tanks);
    let id = days.announce(JINXIU_DESK, &stop, sent)?;
    days.hang(JINXIU_DESK, &id, 2, hung)?;
    let late = Unrecorded {
        at: hung + Duration::minutes(20),
        recorded: days.around(-40),
        why: "手机没电，当天没有登记",
    };
    days.hang_unrecorded(JINXIU_DESK, &id, &late)?;
    days.code(&id)
}

/// A burst pipe last night: water is back, the apology is due.
fn burst(days: &mut Days<'_, '_, '_>) -> Result<Code> {
    let d = |day, hour, minute| days.at(day, hour, minute);
    let span = Span(d(-1, 18, 40), d(-1, 22, 30));
    let (sent, hung, back) = (d(-1, 18, 50), d(-1, 19, 20), d(-1, 22, 15));
    let stop = Stop::of(
        JINXIU,
        &["4号楼"],
        What(Water, Emergency),
        span,
        "地下室供水主管爆裂",
    )
    .late("水管在18:40突然爆裂，必须马上关阀，免得水漫进配电间");
    let id = days.announce(JINXIU_DESK, &stop, sent)?;
    days.hang(JINXIU_DESK, &id, ALL, hung)?;
    days.restored(JINXIU_DESK, &id, back)?;
    days.code(&id)
}

/// 云栖里: one done as it should be, one passed on and half hung.
fn yunqi(days: &mut Days<'_, '_, '_>) -> Result<Code> {
    let d = |day, hour, minute| days.at(day, hour, minute);
    let span = Span(d(2, 13, 30), d(2, 17, 0));
    let (sent, hung) = (d(-1, 9, 10), d(-1, 14, 0));
    let lamps = "公共照明线路改造";
    let stop = Stop::of(YUNQI, &["1栋", "2栋"], What(Power, Own), span, lamps);
    let done = days.announce(YUNQI_DESK, &stop, sent)?;
    days.hang(YUNQI_DESK, &done, ALL, hung)?;

    let d = |day, hour, minute| days.at(day, hour, minute);
    let span = Span(d(1, 23, 0), d(2, 5, 0));
    let (told, sent, hung) = (d(-1, 10, 40), d(-1, 11, 0), d(-1, 15, 0));
    let flush = "供水管网冲洗";
    let stop = Stop::of(YUNQI, &[YUNQI], What(Water, Relayed), span, flush).received(told);
    let id = days.announce(YUNQI_DESK, &stop, sent)?;
    days.hang(YUNQI_DESK, &id, 9, hung)?;
    days.code(&done)
}

/// 翠湖大厦 has a test ahead, 学府苑 no water at this moment.
fn xuefu(days: &mut Days<'_, '_, '_>) -> Result<Code> {
    let d = |day, hour, minute| days.at(day, hour, minute);
    let span = Span(d(3, 22, 0), d(4, 4, 0));
    let sent = d(-1, 14, 0);
    let test = "高压配电设备年度试验";
    let stop = Stop::of(CUIHU, &["A座"], What(Power, Own), span, test);
    days.announce(XUEFU_DESK, &stop, sent)?;

    let span = Span(days.around(-120), days.around(240));
    let (sent, hung) = (days.around(-100), days.around(-70));
    let stop = Stop::of(
        XUEFU,
        &[XUEFU],
        What(Water, Municipal),
        span,
        "正门外市政供水管破裂",
    )
    .late("水管突然破裂，我们和您同时知道停水");
    let id = days.announce(XUEFU_DESK, &stop, sent)?;
    days.hang(XUEFU_DESK, &id, 13, hung)?;
    days.code(&id)
}

/// What lies on the desk: returned, waiting for its hour, not finished.
fn on_the_desk(days: &mut Days<'_, '_, '_>) -> Result<()> {
    let d = |day, hour, minute| days.at(day, hour, minute);
    let span = Span(d(5, 9, 0), d(5, 12, 0));
    let (sent, back) = (d(-1, 15, 10), d(-1, 15, 40));
    let pipes = "楼层水管井阀门更换";
    let stop = Stop::of(JINXIU, &["5号楼"], What(Water, Own), span, pipes);
    let id = days.send(JINXIU_DESK, &stop, sent)?;
    let remark = "6号楼和5号楼共用一根立管，也会停水。请和工程部核对范围，补上以后再送审。";
    days.give_back(JINXIU_DESK, &id, remark, back)?;

    let d = |day, hour, minute| days.at(day, hour, minute);
    let span = Span(d(7, 13, 0), d(7, 15, 30));
    let (appears, sent, looked) = (d(2, 8, 0), d(-1, 16, 40), d(-1, 17, 15));
    let lamps = "楼道应急照明电池更换";
    let stop = Stop::of(JINXIU, &["2号楼"], What(Power, Own), span, lamps).publishing(appears);
    let id = days.send(JINXIU_DESK, &stop, sent)?;
    days.approve(JINXIU_DESK, &id, looked)?;

    let d = |day, hour, minute| days.at(day, hour, minute);
    let span = Span(d(9, 9, 0), d(9, 11, 30));
    let stop = Stop::of(
        JINXIU,
        &["7号楼"],
        What(Power, Own),
        span,
        "电梯机房配电改造",
    );
    days.draft(JINXIU_DESK, &stop, days.now - Duration::minutes(95))?;
    let d = |day, hour, minute| days.at(day, hour, minute);
    let span = Span(d(8, 14, 0), d(8, 17, 0));
    let stop = Stop::of(XUEFU, &["4幢"], What(Power, Own), span, "电表箱老化更换");
    days.draft(XUEFU_DESK, &stop, days.now - Duration::minutes(80))
        .map(|_| ())
}

/// One in each office waits for the second person.
fn under_review(days: &mut Days<'_, '_, '_>) -> Result<()> {
    let d = |day, hour, minute| days.at(day, hour, minute);
    let stops = [
        (
            JINXIU_DESK,
            Stop::of(
                JINXIU,
                &["8号楼"],
                What(Water, Own),
                Span(d(4, 13, 0), d(4, 17, 0)),
                "屋面水箱浮球阀更换",
            ),
        ),
        (
            YUNQI_DESK,
            Stop::of(
                YUNQI,
                &["3栋"],
                What(Water, Own),
                Span(d(3, 9, 0), d(3, 12, 0)),
                "二次供水水箱清洗消毒",
            ),
        ),
        (
            XUEFU_DESK,
            Stop::of(
                XUEFU,
                &["1幢", "2幢"],
                What(Power, Own),
                Span(d(5, 9, 30), d(5, 11, 0)),
                "单元门禁电源更换",
            ),
        ),
    ];
    for (minutes, (desk, stop)) in [55, 40, 25].into_iter().zip(stops) {
        days.send(desk, &stop, days.now - Duration::minutes(minutes))?;
    }
    Ok(())
}
