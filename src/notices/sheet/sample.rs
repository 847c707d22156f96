//! The planned water outage every test and preview starts from.

use super::{NoticeSheet, PrintedCode, SheetCopy};
use crate::codes::code::Code;
use crate::notices::part::{Advice, DayBar, Fact, Part, Stamp, Time, When};
use crate::notices::said::{Icon, Shape, Tone};

const BOARDS: [(&str, &str); 6] = [
    ("3号楼1单元大堂", "8K4T2M9XQ5"),
    ("3号楼2单元大堂", "3N7PD0VWR3"),
    ("5号楼1单元大堂", "5T2GQ8ZKMP"),
    ("5号楼2单元大堂", "9C6XJ1HBAH"),
    ("东门告示栏", "2W8RE5YFN0"),
    ("西门告示栏", "7M3VK4SPTM"),
];

const TEXT: &str =
    "为保证用水卫生，我处将按上述时间清洗消毒3号楼、5号楼屋面水箱，其间两栋楼暂停供水。请您：";

impl NoticeSheet {
    /// A planned water outage for two buildings, six boards.
    pub fn sample() -> Self {
        Self {
            community: "锦绣花园".into(),
            number: "锦绣物业〔2026〕12号".into(),
            watermark: None,
            title: "停水通知".into(),
            tone: Tone::Water,
            icon: Icon::WaterOff,
            shape: Shape::Poster,
            parts: vec![
                Part::When(when()),
                Part::Facts(facts()),
                Part::Text(vec![TEXT.into()]),
                Part::Advice(advice()),
            ],
            greeting: Some("尊敬的业主、住户：".into()),
            closing: Some("不便之处，敬请谅解。".into()),
            relation: None,
            issuer: "锦绣花园管理处".into(),
            issued_on: "2026年11月24日".into(),
            phone_label: "24小时电话".into(),
            phone: "0755-8888 0000".into(),
            scan_line: "扫码看最新情况、报修投诉".into(),
            host: "wy.example.cn/q".into(),
            dated: chrono::NaiveDate::from_ymd_opt(2026, 11, 24),
            copies: copies(),
        }
    }
}

fn when() -> When {
    let day = Stamp {
        date: "11月26日 星期四".into(),
        time: "09:00–15:30".into(),
    };
    When {
        label: None,
        struck: false,
        time: Time::Sessions {
            sessions: vec![day],
        },
        bar: DayBar::new(9 * 60, 15 * 60 + 30),
    }
}

fn facts() -> Vec<Fact> {
    let fact = |label: &str, value: &str, suffix: Option<&str>| Fact {
        label: label.into(),
        value: value.into(),
        suffix: suffix.map(Into::into),
        prominent: label == "范围",
    };
    vec![
        fact("范围", "3号楼、5号楼", Some("全部单元")),
        fact("原因", "二次供水水箱清洗消毒", None),
        fact("时长", "约6小时30分钟，提前完成即提前恢复", None),
    ]
}

fn advice() -> Vec<Advice> {
    let tile = |head: &str, detail: &str| Advice {
        head: head.into(),
        detail: detail.into(),
    };
    vec![
        tile("提前储水", "够一家人半天之用"),
        tile("关好水龙头", "停水时请关好水龙头，以免来水漫溢"),
        tile("来水先放", "放一两分钟，水清再用"),
    ]
}

fn copies() -> Vec<SheetCopy> {
    (1..)
        .zip(BOARDS)
        .map(|(n, (place, code))| SheetCopy {
            place: place.into(),
            n,
            of: 6,
            code: printed(code),
            post_by: "11月25日 09:00 前张贴".into(),
            remove_after: "11月27日后撤下".into(),
        })
        .collect()
}

fn printed(code: &str) -> Option<PrintedCode> {
    let code: Code = code.parse().ok()?;
    PrintedCode::new(&code, "https://wy.example.cn").ok()
}
