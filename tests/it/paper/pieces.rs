//! One sign of every layout, as an office would order it.

use gaoshi::codes::PrintedCode;
use gaoshi::signs::catalogue::design::Kind;
use gaoshi::signs::print::{
    Arrow, Body, CodePanel, FireLane, Foot, Format, IndexLine, Label, LiftIndex, Numeral, Paper,
    Piece, Room, Rules, Sign, Way, Work,
};

pub(crate) const ADDRESS: &str = "HTTPS://WY.EXAMPLE.CN/Q/8K4T2M9XQ5";

/// A face of the right shape and colours, with a bar for its symbol.
pub(crate) fn face(kind: Kind) -> String {
    let bar = |ink: &str| {
        format!(
            "<path d='M470 330h110l-25 260h-60z' fill='{ink}'/><circle cx='525' cy='680' r='52' fill='{ink}'/>"
        )
    };
    let drawn = if kind == Kind::Warning {
        format!(
            "<path d='M525 135 973 911H77Z' fill='#FFC800' stroke='#FFC800' stroke-width='110' stroke-linejoin='round'/>\
             <path d='M525 135 973 911H77Z' fill='#FFC800' stroke='#000' stroke-width='60' stroke-linejoin='round'/>\
             <g transform='translate(0 110)'>{}</g>",
            bar("#000")
        )
    } else if kind == Kind::Prohibition {
        format!(
            "<circle cx='525' cy='525' r='525' fill='#fff'/>{}\
             <circle cx='525' cy='525' r='450' fill='none' stroke='#C1121C' stroke-width='100'/>\
             <path d='M242 242 808 808' stroke='#C1121C' stroke-width='80'/>",
            bar("#000")
        )
    } else if kind == Kind::Mandatory {
        format!(
            "<circle cx='525' cy='525' r='525' fill='#fff'/>\
             <circle cx='525' cy='525' r='500' fill='#0054A6'/>{}",
            bar("#fff")
        )
    } else {
        let grounds = [(Kind::SafeCondition, "#008754"), (Kind::Fire, "#C1121C")];
        let ground = grounds.iter().find(|(k, _)| *k == kind);
        let ground = ground.map_or("#0054A6", |(_, colour)| colour);
        format!(
            "<rect width='1050' height='1050' fill='#fff'/>\
             <rect x='25' y='25' width='1000' height='1000' fill='{ground}'/>{}",
            bar("#fff")
        )
    };
    format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1050 1050'>{drawn}</svg>")
}

pub(crate) fn sign(kind: Kind, zh: &[&str], en: &str) -> Sign {
    Sign {
        kind,
        face: face(kind),
        ground: None,
        zh: zh.iter().map(|line| (*line).to_owned()).collect(),
        en: en.to_owned(),
        facts: Vec::new(),
    }
}

pub(crate) fn code(place: &str) -> CodePanel {
    CodePanel {
        code: PrintedCode::new(&"8K4T2M9XQ5".parse().unwrap(), "https://wy.example.cn").unwrap(),
        host: "wy.example.cn/q".into(),
        ask: "此处有问题？扫码告诉我们".into(),
        place: Some(place.into()),
        phone: Some("0755-8888 0000".into()),
        scanned_from: None,
    }
}

pub(crate) fn piece(body: Body) -> Piece {
    Piece {
        body,
        code: Some(code("地下车库B1 · 3号坡道")),
        foot: Foot {
            copy: None,
            issuer: Some("锦绣花园管理处".into()),
            version: Some("第3版".into()),
            date: Some("2026年11月".into()),
        },
        watermark: None,
    }
}

pub(crate) fn floor() -> Numeral {
    Numeral {
        widest: String::new(),
        numeral: "15".into(),
        unit: Some("层".into()),
        place: "3号楼2单元".into(),
        zh: Some("十五层".into()),
        en: Some("Floor 15".into()),
        note: None,
    }
}

pub(crate) fn door() -> Numeral {
    Numeral {
        widest: String::new(),
        numeral: "1502".into(),
        place: "3号楼2单元".into(),
        note: Some("辅助标识，不作门牌使用；门牌以地名主管部门设置的为准。".into()),
        ..Numeral::default()
    }
}

fn plates() -> Vec<(&'static str, Piece, Paper)> {
    let lies = Format::A4.landscape();
    let bare = |body| Piece {
        code: None,
        ..piece(body)
    };
    let building = Numeral {
        numeral: "3".into(),
        unit: Some("号楼".into()),
        place: "锦绣花园".into(),
        en: Some("Building 3".into()),
        note: Some("辅助标识，不作楼牌使用".into()),
        ..Numeral::default()
    };
    let entrance = Numeral {
        numeral: "2".into(),
        unit: Some("单元".into()),
        place: "3号楼".into(),
        en: Some("Entrance 2".into()),
        ..Numeral::default()
    };
    vec![
        ("floor", bare(Body::Numeral(floor())), lies),
        (
            "floor-code",
            piece(Body::Numeral(Numeral {
                numeral: "B1".into(),
                zh: Some("地下一层".into()),
                en: Some("Basement 1".into()),
                ..floor()
            })),
            lies,
        ),
        (
            "building",
            bare(Body::Numeral(building)),
            Format::A4.portrait(),
        ),
        ("entrance", bare(Body::Numeral(entrance)), lies),
        ("door", bare(Body::Numeral(door())), Format::A6.landscape()),
        (
            "lift-index",
            piece(Body::LiftIndex(lift_index())),
            Format::A4.portrait(),
        ),
        ("room", piece(Body::Room(room())), Format::A4.portrait()),
        ("room-lying", bare(Body::Room(room())), lies),
    ]
}

fn lift_index() -> LiftIndex {
    let line = |floor: &str, words: &str, here| IndexLine {
        floor: floor.into(),
        words: words.into(),
        here,
    };
    LiftIndex {
        title: "2号梯".into(),
        place: "3号楼2单元".into(),
        floors: vec![
            line("26", "屋顶花园", false),
            line("2–25", "住宅", false),
            line("1", "大堂、信报箱、快递柜", true),
            line("B1", "地下车库、自行车库", false),
            line("B2", "地下车库、充电区", false),
        ],
    }
}

fn room() -> Room {
    Room {
        name: "配电房".into(),
        en: "Electrical room".into(),
        line: Some("非工作人员禁止入内".into()),
        signs: vec![
            sign(Kind::Warning, &["当心触电"], "Danger: electricity"),
            sign(Kind::Prohibition, &["禁止入内"], "No entry"),
        ],
        facts: vec![
            ("责任人".into(), "陈国华".into()),
            ("值班电话".into(), "0755-8888 0000".into()),
        ],
    }
}

fn ways() -> Vec<Way> {
    let way = |arrow, zh: &str, en: &str, distance: &str| Way {
        arrow,
        face: None,
        zh: zh.into(),
        en: Some(en.into()),
        distance: Some(distance.into()),
    };
    vec![
        way(Arrow::Up, "物业服务中心", "Management office", "120米"),
        way(Arrow::UpRight, "3号楼、5号楼", "Buildings 3 and 5", "60米"),
        way(Arrow::Left, "地下车库入口", "Garage entrance", "40米"),
        way(Arrow::DownLeft, "儿童游乐场", "Playground", "200米"),
    ]
}

fn rules() -> Rules {
    Rules {
        title: "儿童游乐须知".into(),
        en: "Playground rules".into(),
        sign: Some(sign(
            Kind::Mandatory,
            &["儿童须有成人陪同"],
            "Children must be supervised",
        )),
        rules: [
            "3至12岁儿童使用，须有成人陪同并看护。",
            "每次荡秋千一人，滑梯从上往下滑，请勿逆行。",
            "夏季器材表面烫手，使用前请先摸一摸。",
            "请勿携带宠物，请勿吸烟。",
            "雨雪后地面湿滑，请等地面干后再玩。",
            "发现器材松动或破损，请停止使用并扫码报修。",
        ]
        .map(Into::into)
        .into(),
        facts: vec![
            ("开放时间".into(), "08:00–21:00".into()),
            ("检查日期".into(), "2026年11月20日".into()),
        ],
    }
}

pub(crate) fn lift_stop() -> Work {
    Work {
        product: None,
        sign: sign(
            Kind::Information,
            &["电梯维护", "暂停使用"],
            "Lift under maintenance",
        ),
        place: "3号楼2单元 · 2号梯".into(),
        time: Some("11月26日 13:00–17:00".into()),
        alternative: Some("1号梯".into()),
        alternative_note: Some("老人、推车请呼门岗协助".into()),
        apology: "给您带来不便，深表歉意。".into(),
    }
}

fn lane() -> FireLane {
    FireLane {
        sign: sign(
            Kind::Prohibition,
            &["消防车通道", "禁止占用"],
            "Fire lane. Keep clear",
        ),
        liability: vec![
            "占用、堵塞、封闭消防车通道，妨碍消防车通行的，责令改正。".into(),
            "单位处五千元以上五万元以下罚款；个人处警告或者五百元以下罚款。".into(),
        ],
        basis: "《中华人民共和国消防法》第六十条".into(),
        phone: Some("119".into()),
    }
}

fn carriers() -> Vec<(&'static str, Piece, Paper)> {
    let signs = [
        sign(Kind::Mandatory, &["必须加锁"], "Keep locked"),
        sign(Kind::Prohibition, &["禁止入内"], "No unauthorised entry"),
        sign(Kind::Warning, &["当心触电"], "Danger: electricity"),
        sign(Kind::Fire, &["灭火器"], "Fire extinguisher"),
    ];
    let some = |n: usize| Body::Carrier(signs[..n].to_vec());
    vec![
        ("carrier-2", piece(some(2)), Format::A4.portrait()),
        ("carrier-3", piece(some(3)), Format::A4.landscape()),
        ("carrier-4", piece(some(4)), Format::A4.portrait()),
    ]
}

/// Every layout with a name and the paper it is for.
pub(crate) fn pieces() -> Vec<(&'static str, Piece, Paper)> {
    let warning = sign(Kind::Warning, &["当心滑倒"], "Slippery surface");
    let lane_sign = sign(
        Kind::Prohibition,
        &["消防通道", "禁止占用"],
        "Fire lane. Keep clear",
    );
    let a4 = Format::A4.portrait();
    let mut all = vec![
        ("single", piece(Body::Single(warning.clone())), a4),
        (
            "single-two-lines",
            piece(Body::Single(lane_sign.clone())),
            a4,
        ),
        (
            "single-lying",
            piece(Body::Single(lane_sign)),
            Format::A4.landscape(),
        ),
        (
            "single-a6",
            piece(Body::Single(warning)),
            Format::A6.portrait(),
        ),
        (
            "direction",
            piece(Body::Direction(ways())),
            Format::A4.landscape(),
        ),
        ("rules", piece(Body::Rules(rules())), a4),
        (
            "fire-lane",
            piece(Body::FireLane(lane())),
            Format::A3.landscape(),
        ),
        ("work", piece(Body::Work(lift_stop())), a4),
        (
            "work-lying",
            piece(Body::Work(lift_stop())),
            Format::A5.landscape(),
        ),
        ("fire-lane-upright", piece(Body::FireLane(lane())), a4),
    ];
    all.extend(carriers());
    all.extend(plates());
    all
}

/// A label for a hydrant.
pub(crate) fn label(place: &str) -> Piece {
    piece(Body::Label(Label {
        title: "消火栓箱".into(),
        place: place.into(),
    }))
}
