//! The sheets of notices.

use super::tools::{PRINTER, Paper, squeeze};
use gaoshi::notices::sheet::{Advice, DayBar, Fact, Icon, NoticeSheet, Stamp, Time, Tone, When};
use gaoshi::platform::typeset::TypesetError;

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

fn one_copy(mut sheet: NoticeSheet) -> NoticeSheet {
    sheet.copies.truncate(1);
    sheet
}

fn power() -> NoticeSheet {
    NoticeSheet {
        title: "停电通知".into(),
        tone: Tone::Power,
        icon: Icon::PowerOff,
        when: Some(When {
            label: None,
            struck: false,
            time: Time::Span {
                from: stamp("11月26日 星期四", "22:00"),
                to: stamp("11月27日 星期五", "06:00"),
            },
        }),
        day_bar: DayBar::new(22 * 60, 30 * 60),
        facts: vec![
            fact("范围", "1号楼、2号楼、3号楼", Some("含地下车库")),
            fact("原因", "供电局更换10千伏开关柜", None),
            fact("时长", "约8小时", None),
            fact("临时供电点", "东门岗亭可为手机、助听器充电", None),
        ],
        body: vec!["按供电局通知，上述时间将停电。停电期间电梯、门禁、水泵均停止运行，高层住户请提前安排出行。".into()],
        advice: [
            ("提前充电", "手机、电瓶与助听器"),
            ("别乘电梯", "21:50起停梯，人员清空"),
            ("少开冰箱", "关好门可保冷四小时"),
            ("拔掉插头", "来电时免受冲击"),
        ]
        .map(|(head, detail)| Advice { head: head.into(), detail: detail.into() })
        .into(),
        ..one_copy(NoticeSheet::sample())
    }
}

fn repair() -> NoticeSheet {
    NoticeSheet {
        title: "停水抢修通知".into(),
        tone: Tone::Repair,
        icon: Icon::Repair,
        number: "锦绣物业〔2026〕13号".into(),
        when: Some(When {
            label: Some("预计".into()),
            struck: false,
            time: Time::Sessions {
                sessions: vec![stamp("今天 11月26日", "16:20–20:00")],
            },
        }),
        day_bar: None,
        facts: vec![
            fact("范围", "3号楼", Some("全部单元")),
            fact("原因", "市政供水主管爆裂，正在抢修", None),
            fact("临时供水点", "东门岗亭旁，17:00起，请自备水桶", None),
        ],
        body: vec!["16:20起3号楼停水，我处已与水务公司到场抢修。每小时在扫码页面更新进展。".into()],
        advice: vec![],
        closing: Some("停水来得突然，给您添麻烦了，我们尽快恢复。".into()),
        ..one_copy(NoticeSheet::sample())
    }
}

fn restored() -> NoticeSheet {
    NoticeSheet {
        title: "恢复供水通知".into(),
        tone: Tone::Calm,
        icon: Icon::WaterOn,
        when: Some(When {
            label: Some("已于".into()),
            struck: false,
            time: Time::Sessions {
                sessions: vec![stamp("11月26日 星期四", "14:50 恢复供水")],
            },
        }),
        day_bar: None,
        facts: vec![fact("范围", "3号楼、5号楼", Some("全部单元"))],
        body: vec!["水箱清洗已完成，水质检测合格。请先打开水龙头放水一两分钟，水清后再用。".into()],
        advice: vec![],
        ..one_copy(NoticeSheet::sample())
    }
}

fn cancelled() -> NoticeSheet {
    NoticeSheet {
        title: "取消停水通知".into(),
        tone: Tone::Calm,
        icon: Icon::Cancelled,
        number: "锦绣物业〔2026〕14号".into(),
        relation: Some("锦绣物业〔2026〕12号通知取消，原定时间正常供水。".into()),
        when: Some(When {
            label: Some("原定".into()),
            struck: true,
            time: Time::Sessions {
                sessions: vec![stamp("11月26日 星期四", "09:00–15:30")],
            },
        }),
        body: vec!["因清洗单位设备故障，本次清洗改期，届时另行通知。".into()],
        advice: vec![],
        ..one_copy(restored())
    }
}

fn fourteen_buildings() -> NoticeSheet {
    let buildings: Vec<String> = (1..=14).map(|n| format!("{n}号楼")).collect();
    NoticeSheet {
        facts: vec![
            fact("范围", &buildings.join("、"), Some("全部单元及商铺")),
            fact("原因", "市政管网检修", None),
        ],
        when: Some(When {
            label: None,
            struck: false,
            time: Time::Sessions {
                sessions: vec![
                    stamp("11月26日 星期四", "09:00–15:30"),
                    stamp("11月27日 星期五", "09:00–12:00"),
                    stamp("11月28日 星期六", "13:00–15:30"),
                ],
            },
        }),
        day_bar: None,
        ..one_copy(NoticeSheet::sample())
    }
}

fn long() -> NoticeSheet {
    let sentence = "本次清洗由具备资质的单位承担，清洗后逐箱取样送检，结果在告示栏公布。3号楼与5号楼分两段进行，11月26日09:00先停3号楼。";
    let paragraph = sentence.repeat(5);
    let mut body: Vec<String> = vec![paragraph; 10];
    body.truncate(3000 / body[0].chars().count());
    NoticeSheet {
        body,
        ..one_copy(NoticeSheet::sample())
    }
}

fn one_line() -> NoticeSheet {
    NoticeSheet {
        title: "通知".into(),
        icon: Icon::Message,
        tone: Tone::Calm,
        when: None,
        day_bar: None,
        facts: vec![],
        advice: vec![],
        greeting: None,
        closing: None,
        body: vec!["物业服务中心元旦照常上班。".into()],
        ..one_copy(NoticeSheet::sample())
    }
}

fn draft() -> NoticeSheet {
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

const HOSTILE: &str =
    "#read(\"/etc/passwd\") {{7*7}} $x$ *b* _i_ <script> \\ `raw` // @ref = - + [] #panic(1)";

fn hostile() -> NoticeSheet {
    let bad = || HOSTILE.to_owned();
    NoticeSheet {
        community: bad(),
        number: bad(),
        title: bad(),
        relation: Some(bad()),
        facts: vec![
            fact("范围", HOSTILE, Some(HOSTILE)),
            fact(HOSTILE, HOSTILE, None),
        ],
        greeting: Some(bad()),
        body: vec![bad(), "a".repeat(400), "水".repeat(400)],
        advice: vec![Advice {
            head: bad(),
            detail: bad(),
        }],
        closing: Some(bad()),
        issuer: bad(),
        ..one_copy(NoticeSheet::sample())
    }
}

fn examples() -> Vec<(&'static str, NoticeSheet)> {
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

#[test]
fn dump() {
    for (name, sheet) in examples() {
        match PRINTER.pdf(&sheet) {
            Ok(pdf) => std::fs::write(format!("/tmp/p/{name}.pdf"), pdf).unwrap(),
            Err(e) => println!("{name}: {e}"),
        }
    }
    let _ = (squeeze(""), Paper::of(b""), TypesetError::Busy);
}
