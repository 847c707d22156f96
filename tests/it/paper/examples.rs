//! One notice of each kind an office writes, and the ones nobody should.

use gaoshi::notices::part::{Advice, DayBar, Fact, Part, Stamp, Time, When};
use gaoshi::notices::said::{Icon, Tone};
use gaoshi::notices::sheet::NoticeSheet;

fn stamp(date: &str, time: &str) -> Stamp {
    Stamp {
        date: date.into(),
        time: time.into(),
    }
}

fn fact(label: &str, value: &str, suffix: Option<&str>) -> Fact {
    Fact {
        label: label.into(),
        value: value.into(),
        suffix: suffix.map(Into::into),
        prominent: label == "范围",
    }
}

/// A text of one paragraph.
fn text(paragraph: &str) -> Part {
    Part::Text(vec![paragraph.into()])
}

pub(crate) fn one_copy(mut sheet: NoticeSheet) -> NoticeSheet {
    sheet.copies.truncate(1);
    sheet
}

pub(crate) fn power() -> NoticeSheet {
    NoticeSheet {
        title: "停电通知".into(),
        tone: Tone::Power,
        icon: Icon::PowerOff,
        parts: vec![
            Part::When(When {
                label: None,
                struck: false,
                time: Time::Span {
                    from: stamp("11月26日 星期四", "22:00"),
                    to: stamp("11月27日 星期五", "06:00"),
                },
                bar: DayBar::new(22 * 60, 30 * 60),
            }),
            Part::Facts(vec![
                fact("范围", "1号楼、2号楼、3号楼", Some("含地下车库")),
                fact("原因", "供电局更换10千伏开关柜", None),
                fact("时长", "约8小时", None),
                fact("临时供电点", "东门岗亭可为手机、助听器充电", None),
            ]),
            text(
                "按供电局通知，上述时间将停电。停电期间电梯、门禁、水泵均停止运行，高层住户请提前安排出行。",
            ),
            Part::Advice(
                [
                    ("提前充电", "手机、电瓶与助听器"),
                    ("别乘电梯", "21:50起停梯，人员清空"),
                    ("少开冰箱", "关好门可保冷四小时"),
                    ("拔掉插头", "来电时免受冲击"),
                ]
                .map(|(head, detail)| Advice {
                    head: head.into(),
                    detail: detail.into(),
                })
                .into(),
            ),
        ],
        ..one_copy(NoticeSheet::sample())
    }
}

pub(crate) fn repair() -> NoticeSheet {
    NoticeSheet {
        title: "停水抢修通知".into(),
        tone: Tone::Repair,
        icon: Icon::Repair,
        number: "锦绣物业〔2026〕13号".into(),
        parts: vec![
            Part::When(When {
                label: Some("预计".into()),
                struck: false,
                time: Time::Sessions {
                    sessions: vec![stamp("今天 11月26日", "16:20–20:00")],
                },
                bar: None,
            }),
            Part::Facts(vec![
                fact("范围", "3号楼", Some("全部单元")),
                fact("原因", "市政供水主管爆裂，正在抢修", None),
                fact("临时供水点", "东门岗亭旁，17:00起，请自备水桶", None),
            ]),
            text("16:20起3号楼停水，我处已与水务公司到场抢修。每小时在扫码页面更新进展。"),
        ],
        closing: Some("停水来得突然，给您添麻烦了，我们尽快恢复。".into()),
        ..one_copy(NoticeSheet::sample())
    }
}

pub(crate) fn restored() -> NoticeSheet {
    NoticeSheet {
        title: "恢复供水通知".into(),
        tone: Tone::Calm,
        icon: Icon::WaterOn,
        parts: vec![
            Part::When(When {
                label: Some("已于".into()),
                struck: false,
                time: Time::Sessions {
                    sessions: vec![stamp("11月26日 星期四", "14:50 恢复供水")],
                },
                bar: None,
            }),
            Part::Facts(vec![fact("范围", "3号楼、5号楼", Some("全部单元"))]),
            text("水箱清洗已完成，水质检测合格。请先打开水龙头放水一两分钟，水清后再用。"),
        ],
        ..one_copy(NoticeSheet::sample())
    }
}

pub(crate) fn cancelled() -> NoticeSheet {
    NoticeSheet {
        title: "取消停水通知".into(),
        tone: Tone::Calm,
        icon: Icon::Cancelled,
        number: "锦绣物业〔2026〕14号".into(),
        relation: Some("锦绣物业〔2026〕12号通知取消，原定时间正常供水。".into()),
        parts: vec![
            Part::When(When {
                label: Some("原定".into()),
                struck: true,
                time: Time::Sessions {
                    sessions: vec![stamp("11月26日 星期四", "09:00–15:30")],
                },
                bar: None,
            }),
            Part::Facts(vec![fact("范围", "3号楼、5号楼", Some("全部单元"))]),
            text("因清洗单位设备故障，本次清洗改期，届时另行通知。"),
        ],
        ..one_copy(restored())
    }
}

pub(crate) fn fourteen_buildings() -> NoticeSheet {
    let buildings: Vec<String> = (1..=14).map(|n| format!("{n}号楼")).collect();
    let mut sheet = one_copy(NoticeSheet::sample());
    sheet.parts[0] = Part::When(When {
        label: None,
        struck: false,
        time: Time::Sessions {
            sessions: vec![
                stamp("11月26日 星期四", "09:00–15:30"),
                stamp("11月27日 星期五", "09:00–12:00"),
                stamp("11月28日 星期六", "13:00–15:30"),
            ],
        },
        bar: None,
    });
    sheet.parts[1] = Part::Facts(vec![
        fact("范围", &buildings.join("、"), Some("全部单元及商铺")),
        fact("原因", "市政管网检修", None),
    ]);
    sheet
}

pub(crate) fn long() -> NoticeSheet {
    let sentence = "本次清洗由具备资质的单位承担，清洗后逐箱取样送检，结果在告示栏公布。3号楼与5号楼分两段进行，11月26日09:00先停3号楼。";
    let paragraph = sentence.repeat(5);
    let mut sheet = one_copy(NoticeSheet::sample());
    let body = vec![paragraph.clone(); 3000 / paragraph.chars().count()];
    sheet.parts[2] = Part::Text(body);
    sheet
}

pub(crate) fn one_line() -> NoticeSheet {
    NoticeSheet {
        title: "通知".into(),
        icon: Icon::Message,
        tone: Tone::Calm,
        parts: vec![text("物业服务中心元旦照常上班。")],
        greeting: None,
        closing: None,
        ..one_copy(NoticeSheet::sample())
    }
}

pub(crate) fn draft() -> NoticeSheet {
    let mut sheet = NoticeSheet {
        number: "待编号".into(),
        watermark: Some("样稿".into()),
        ..one_copy(NoticeSheet::sample())
    };
    for copy in &mut sheet.copies {
        copy.code = None;
    }
    sheet
}

pub(crate) const HOSTILE: &str =
    "#read(\"/etc/passwd\") {{7*7}} $x$ *b* _i_ <script> \\ `raw` // @ref = - + [] #panic(1)";

pub(crate) fn hostile() -> NoticeSheet {
    let bad = || HOSTILE.to_owned();
    NoticeSheet {
        community: bad(),
        number: bad(),
        title: bad(),
        relation: Some(bad()),
        parts: vec![
            NoticeSheet::sample().parts.remove(0),
            Part::Facts(vec![
                fact("范围", HOSTILE, Some(HOSTILE)),
                fact(HOSTILE, HOSTILE, None),
            ]),
            Part::Text(vec![bad(), "a".repeat(400), "水".repeat(400)]),
            Part::Advice(vec![Advice {
                head: bad(),
                detail: bad(),
            }]),
        ],
        greeting: Some(bad()),
        closing: Some(bad()),
        issuer: bad(),
        ..one_copy(NoticeSheet::sample())
    }
}

pub(crate) fn examples() -> Vec<(&'static str, NoticeSheet)> {
    vec![
        ("water", NoticeSheet::sample()),
        ("power", power()),
        ("repair", repair()),
        ("restored", restored()),
        ("cancelled", cancelled()),
        ("fourteen", fourteen_buildings()),
        ("long", long()),
        ("one_line", one_line()),
        ("draft", draft()),
        ("hostile", hostile()),
    ]
}
