//! Samples of a notice as everybody sees it.

use super::shown::{Next, Turn};
use super::{CommunityPage, NoticePage, Scanned, Shown};
use crate::notices::part::{
    Advice, Align, Column, Fact, Measure, Part, Row, Stamp, Table, Time, Weight, When,
};
use crate::notices::postings::on_record::OnRecord;
use crate::platform::clock::Moment;
use crate::platform::page::gallery::{draw, text};

fn fact(suffix: Option<String>) -> Fact {
    Fact {
        label: text("原因"),
        value: text("检修"),
        suffix,
        prominent: false,
    }
}

fn table(title: &str) -> Part {
    let column = |align| Column {
        label: text("项目"),
        align,
    };
    let row = |weight| Row {
        cells: vec![text("保洁"), "1,024.00".to_owned()],
        weight,
    };
    Part::Table(Table {
        title: title.to_owned(),
        columns: vec![column(Align::Words), column(Align::Figures)],
        rows: [Weight::Plain, Weight::Sum, Weight::Total].map(row).into(),
    })
}

fn measure(by: &str, state: &str) -> Measure {
    Measure {
        what: text("清洗水箱"),
        who: text("工程部"),
        by: by.to_owned(),
        state: state.to_owned(),
    }
}

/// One of each part.
fn parts() -> Vec<Part> {
    let stamp = || Stamp {
        date: "11月26日 星期四".to_owned(),
        time: "09:00".to_owned(),
    };
    vec![
        Part::When(When {
            label: None,
            struck: false,
            time: Time::Span {
                from: stamp(),
                to: stamp(),
            },
            bar: None,
        }),
        Part::Facts(vec![fact(None), fact(Some(text("左右")))]),
        Part::Text(vec![text("因检修停水。")]),
        Part::Advice(vec![Advice {
            head: text("储水"),
            detail: text("请提前储水。"),
        }]),
        table(""),
        table(&text("收支")),
        Part::Measures(vec![
            measure("", ""),
            measure(&text("12月1日"), &text("已完成")),
        ]),
    ]
}

impl Shown {
    /// Some to draw pages with: two that say little, and one for each way a notice can stand.
    #[expect(clippy::too_many_lines, reason = "a line a field")]
    pub(crate) fn samples() -> Vec<Self> {
        let plain = Self {
            href: "/n/id".to_owned(),
            title: text("停水通知"),
            place: String::new(),
            line: text("11月26日 星期四 09:00–15:30"),
            planned: String::new(),
            struck: false,
            holds: true,
            at: Moment::from_iso("2026-11-26T01:00:00Z").unwrap(),
            number: text("锦绣物业〔2026〕12号"),
            tone: "water",
            turn: Turn::Ahead,
            state: "ahead",
            state_line: String::new(),
            parts: Vec::new(),
            facts_en: Vec::new(),
            closing: String::new(),
            community: text("锦绣花园"),
            community_href: "/c/id".to_owned(),
            issuer: text("锦绣花园管理处"),
            phone: "0571-8888 0000".to_owned(),
            published: String::new(),
            next: None,
        };
        let full = |state| Self {
            place: text("3号楼"),
            tone: "power",
            state,
            planned: text("原定"),
            struck: state == "over",
            holds: !matches!(state, "superseded" | "cancelled"),
            state_line: text("已结束"),
            parts: parts(),
            facts_en: vec![(text("Cause"), text("Maintenance"))],
            closing: text("特此通知。"),
            published: text("11月24日 09:00"),
            next: Some(Next {
                href: "/n/b".to_owned(),
                title: text("更正通知"),
                line: if state == "superseded" {
                    text("11月27日 星期五 09:00–15:30")
                } else {
                    String::new()
                },
            }),
            ..plain.clone()
        };
        let states = [
            "now",
            "ahead",
            "over",
            "superseded",
            "cancelled",
            "restored",
        ];
        let mut all: Vec<Self> = states.map(full).into();
        all.push(Self {
            parts: parts(),
            ..plain.clone()
        });
        all.push(plain);
        all
    }
}

impl Scanned {
    /// Some to draw pages with.
    pub(crate) fn samples() -> Vec<Self> {
        let sheet = |(n, notice)| Self {
            notice,
            board: text("1单元大堂"),
            copy: "2 / 6".to_owned(),
            old: n < 2,
            was: if n == 1 {
                text("11月25日 星期三 09:00–15:30")
            } else {
                String::new()
            },
            posting: "id".to_owned(),
            record: OnRecord::sample("8K4T2M9XQ5", n == 0),
            can_post: n == 0,
            can_take_down: n == 1,
            post_by: text("11月25日 09:00"),
        };
        Shown::samples()
            .into_iter()
            .enumerate()
            .map(sheet)
            .collect()
    }
}

pub(super) fn notice_page() -> Vec<NoticePage> {
    let page = |notice| NoticePage { notice };
    Shown::samples().into_iter().map(page).collect()
}

pub(super) fn community_page() -> Vec<CommunityPage> {
    let page = |now: Vec<Shown>, past: Vec<Shown>| CommunityPage {
        community: text("锦绣花园"),
        nothing: past.is_empty(),
        ahead: now.clone(),
        now,
        past,
        office: (text("锦绣花园管理处"), "0571-8888 0000".to_owned()),
        report: "/c/id/report".to_owned(),
    };
    vec![
        page(Vec::new(), Vec::new()),
        page(Vec::new(), Shown::samples()),
        page(Shown::samples(), Shown::samples()),
    ]
}

#[test]
fn they_are_drawn() {
    draw::<NoticePage>();
    draw::<CommunityPage>();
}
