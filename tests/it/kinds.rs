//! A kind of notice that the program is not built with, handed to it in a table: from its form to
//! everybody who reads it.

use std::sync::Arc;

use actix_web::http::StatusCode;
use gaoshi::notices::content::Ground;
use gaoshi::notices::kind::Kind;
use gaoshi::notices::part::{Align, Column, Fact, Measure, Part, Row, Table, Weight};
use gaoshi::notices::room::{
    Asked, Block, Drawn, Field, Follows, Form, Look, Manner, Paper, Room, Rooms, Start, calm,
    no_offers, nothing_due,
};
use gaoshi::notices::rooms::ROOMS;
use gaoshi::notices::said::{BoardRef, Clocks, Facts, Hang, Letterhead, Said, Shape};
use gaoshi::organisation::Board;
use gaoshi::organisation::place::required_boards;
use gaoshi::platform::form::{Fields, Reader};
use gaoshi::platform::page::Templates;
use serde_json::json;

use crate::notices::{Desk, id_of};
use crate::paper::tools::Paper as Printed;
use crate::support::app::TestApp;

/// 测量公示: what the water was found to be, in a table, and what is done about it.
static READINGS: Room = Room {
    kind: Kind::named("readings"),
    manner: Manner {
        follows: Follows::TakesPlace,
        may_be_followed: true,
        waits_when_over: false,
    },
    form: Some(Form {
        template: "of_a_test/readings.html",
        starts: &["water-readings"],
        began: |_| Some("water-readings"),
        fields: &[
            Field::words("points", "notices-body"),
            Field::words("measure", "notices-reason"),
        ],
        turns: &[],
        fresh,
        block: |_, _, drawn| Ok(block(drawn)),
    }),
    look: |_, asked| Ok(look(asked)),
    record: None,
    courses: calm,
    offers: no_offers,
    due: nothing_due,
    routes: |_| {},
};

const FORM: &str = r#"{% extends "notices/form.html" %}
{% block fields %}
<input type="hidden" name="community" value="{{ block.community }}">
{{ <area form={form} name="points" label={t(k="notices-body")} /> }}
{{ <field form={form} name="measure" label={t(k="notices-reason")} /> }}
<p>{{ block.rows }} rows</p>
{% endblock %}"#;

fn fresh(start: &Start<'_>) -> Fields {
    Fields::of([
        ("community", start.ground.community.id.to_string()),
        ("points", String::new()),
        ("measure", String::new()),
    ])
}

fn block(drawn: &Drawn<'_>) -> Block {
    Block {
        heading: "测量公示".to_owned(),
        fields: drawn.fields.clone(),
        sheets: drawn.sheets.unwrap_or_default(),
        values: json!({
            "community": drawn.ground.community.id,
            "rows": drawn.fields.get("points").lines().count(),
        }),
    }
}

fn table(points: &str) -> Table {
    let column = |label: &str, align| Column {
        label: label.to_owned(),
        align,
    };
    let row = |line: &str| Row {
        cells: line.split_whitespace().map(str::to_owned).collect(),
        weight: Weight::Plain,
    };
    Table {
        title: "水质".to_owned(),
        columns: vec![
            column("点位", Align::Words),
            column("余氯（毫克/升）", Align::Figures),
        ],
        rows: points.lines().map(row).collect(),
    }
}

fn look(asked: &Asked<'_>) -> Look {
    let mut reader = Reader::new(asked.fields);
    let parts = vec![
        Part::Facts(vec![Fact {
            label: "范围".to_owned(),
            value: "全小区".to_owned(),
            suffix: None,
            prominent: true,
        }]),
        Part::Table(table(&reader.text("points", 1_000))),
        Part::Measures(vec![Measure {
            what: reader.text("measure", 100),
            who: "工程主管".to_owned(),
            by: "12月5日前".to_owned(),
            state: "进行中".to_owned(),
        }]),
    ];
    let wrong = reader.errors();
    Look {
        title: "测量公示".to_owned(),
        paper: wrong.is_empty().then(|| Paper {
            said: said(parts, asked.ground),
            facts: Facts::default(),
            post_by: asked.ground.now,
            publish_at: None,
            at_once: true,
            remove_after: asked.ground.now + chrono::Duration::days(30),
            rule: None,
        }),
        beside: Vec::new(),
        doubts: Vec::new(),
        wrong,
    }
}

fn said(parts: Vec<Part>, ground: &Ground<'_>) -> Said {
    let boards = required_boards(ground.boards, std::slice::from_ref(ground.community));
    let board = |board: &Board| BoardRef {
        id: board.id.clone(),
        name: board.name.clone(),
    };
    Said {
        title: "测量公示".to_owned(),
        line: "2026年11月".to_owned(),
        shape: Shape::Document,
        parts,
        letterhead: Letterhead {
            community: ground.community.name.clone(),
            issuer: ground.office.name.clone(),
            phone: ground.office.phone.clone(),
            ..Letterhead::default()
        },
        places: vec![ground.community.id.clone()],
        boards: boards.into_iter().map(board).collect(),
        clocks: Clocks {
            hang: Hang::AtOnce,
            ..Clocks::default()
        },
        ..Said::default()
    }
}

/// A small company whose program has one kind more.
fn house() -> TestApp {
    let mut app = TestApp::new();
    let inner = Arc::get_mut(&mut app.app).unwrap();
    let all: Vec<&'static Room> = ROOMS.all().chain([&READINGS]).collect();
    inner.rooms = Rooms::of(Box::leak(all.into_boxed_slice()));
    let words = Arc::clone(inner.templates.words());
    let templates = Templates::load(words, "test".to_owned()).unwrap();
    let form = READINGS.form.as_ref().unwrap();
    inner.templates = Arc::new(templates.with(form.template, FORM).unwrap());
    app
}

const TYPED: [(&str, &str); 3] = [
    ("action", "send"),
    ("points", "3号楼大堂 0.08\r\n泵房出口 0.31"),
    ("measure", "每周冲洗二次供水管道"),
];

/// What every reader finds of it.
const TOLD: [&str; 6] = [
    "测量公示",
    "余氯（毫克/升）",
    "3号楼大堂",
    "0.31",
    "每周冲洗二次供水管道",
    "进行中",
];

#[actix_web::test]
async fn a_kind_of_its_own_goes_from_its_form_to_review_sheet_page_and_mail() {
    let app = house();
    let mut desk = Desk::at(&app).await;
    let page = desk.clerk.get("/notices/new/water-readings").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("<h1>测量公示</h1>"), "{}", page.body);
    let form = page.form("/save");

    let bare = [("action", "send"), ("points", "3号楼大堂 0.08")];
    let refused = desk.clerk.submit(&form, &bare).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("<p>1 rows</p>"), "{}", refused.body);

    let id = id_of(&desk.clerk.submit(&refused.form("/save"), &TYPED).await);
    let review = desk.reviewer.get(&format!("/notices/{id}")).await;
    assert!(review.body.contains("测量公示") && review.body.contains("<svg"));
    assert!(review.offers("/approve") && !review.offers("/restored"));
    assert_eq!(desk.approve(&id).await.status, StatusCode::SEE_OTHER);

    let sheet = desk.clerk.get(&format!("/notices/{id}/sheet.pdf")).await;
    assert_eq!(sheet.status, StatusCode::OK, "{}", sheet.body);
    let letters = Printed::of(&sheet.bytes).letters();
    app.tick().await;
    assert_eq!(desk.stage(&id).await, "已发布");
    let page = app.visitor().get(&format!("/n/{id}")).await.body;
    let mail = app.mails().remove(0);
    for told in TOLD {
        for (reader, text) in [
            ("sheet", &letters),
            ("page", &page),
            ("mail", &mail.html),
            ("mail in text", &mail.text),
        ] {
            assert!(text.contains(told), "{told} in the {reader}: {text}");
        }
    }
}

#[actix_web::test]
async fn a_kind_of_its_own_is_replaced_and_called_off_as_every_kind_is() {
    let app = house();
    let mut desk = Desk::at(&app).await;
    let form = desk.clerk.get("/notices/new/water-readings").await;
    let form = form.form("/save");
    let id = id_of(&desk.clerk.submit(&form, &TYPED).await);
    desk.approve(&id).await;
    app.tick().await;

    let next = id_of(&desk.press(&id, "/replace", &[]).await);
    let page = desk.clerk.get(&format!("/notices/{next}/edit")).await;
    let form = page.form("/save");
    assert_eq!(form.value("measure"), "每周冲洗二次供水管道");
    let typed = [("action", "send"), ("measure", "更换泵房滤芯")];
    let sent = desk.clerk.submit(&form, &typed).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    desk.approve(&next).await;
    app.tick().await;
    assert_eq!(desk.stage(&id).await, "已替代");

    let off = desk
        .press(&next, "/cancel", &[("reason", "仪器失准")])
        .await;
    let off = id_of(&off);
    desk.approve(&off).await;
    app.tick().await;
    assert_eq!(desk.stage(&next).await, "已取消");
    let page = app.visitor().get(&format!("/n/{off}")).await.body;
    assert!(page.contains("测量公示取消通知"), "{page}");
    assert!(page.contains("仪器失准"), "{page}");
}

#[actix_web::test]
async fn a_kind_that_the_program_is_not_built_with_is_not_opened_and_not_half_read() {
    let app = house();
    let mut desk = Desk::at(&app).await;
    let form = desk.clerk.get("/notices/new/water-readings").await;
    let form = form.form("/save");
    let id = id_of(&desk.clerk.submit(&form, &TYPED).await);
    drop(desk);
    let mut app = app;
    Arc::get_mut(&mut app.app).unwrap().rooms = ROOMS;
    let mut desk = Desk::at(&app).await;
    for path in ["/notices/new/water-readings", "/notices/new/readings"] {
        let answer = desk.clerk.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let answer = desk.clerk.get(&format!("/notices/{id}")).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    let form = desk.clerk.get("/notices/new/water").await.form("/save");
    for kind in ["readings", "cancellation", "apology", "../outage"] {
        let sent = [("action", "keep"), ("kind", kind)];
        let sent = desk.clerk.submit(&form, &sent).await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND, "{kind}: {}", sent.body);
    }
}

#[actix_web::test]
async fn a_notice_that_only_a_newer_program_knows_holds_up_no_other() {
    let mut app = house();
    let mut desk = Desk::at(&app).await;
    let form = desk.clerk.get("/notices/new/water-readings").await;
    let form = form.form("/save");
    let newer = id_of(&desk.clerk.submit(&form, &TYPED).await);
    assert_eq!(desk.approve(&newer).await.status, StatusCode::SEE_OTHER);
    let known = desk.approved(&[]).await;
    drop(desk);
    Arc::get_mut(&mut app.app).unwrap().rooms = ROOMS;
    app.tick().await;
    let mut desk = Desk::at(&app).await;
    assert_eq!(desk.stage(&known).await, "已发布");
    let newer = app.visitor().get(&format!("/n/{newer}")).await;
    assert_eq!(newer.status, StatusCode::NOT_FOUND, "it waits");
}

/// Label and value of each fact on a notice's page.
async fn facts(app: &TestApp, id: &str, language: &'static str) -> Vec<(String, String)> {
    let mut phone = app.visitor();
    phone.headers.push(("accept-language", language));
    let page = phone.get(&format!("/n/{id}")).await;
    let list = page.between("<dl class=\"facts big-facts\">", "</dl>");
    let pairs = list.split("<dt>").skip(1);
    pairs
        .map(|pair| {
            let (label, value) = pair.split_once("</dt><dd>").unwrap();
            let value = value.split("</dd>").next().unwrap();
            (label.to_owned(), value.trim().to_owned())
        })
        .collect()
}

#[actix_web::test]
async fn english_facts_say_what_the_chinese_say() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let told = desk
        .published(&[
            ("cause", "relayed"),
            ("received_date", "2026-11-24"),
            ("received_time", "08:30"),
            ("end_date", "2026-11-28"),
            ("supply_point", "东门水车"),
        ])
        .await;
    let chinese = facts(&app, &told, "zh-CN").await;
    let said = [
        ("范围", "Where", "1号楼", "Building 1"),
        ("原因", "Reason (in Chinese)", "水箱清洗", "水箱清洗"),
        ("时长", "How long", "约2天3小时", "about 2 days 3 h"),
        (
            "临时供水点",
            "Water meanwhile (in Chinese)",
            "东门水车",
            "东门水车",
        ),
        (
            "接到通知",
            "We were told",
            "11月24日 08:30",
            "24 November, 08:30",
        ),
    ];
    let english = facts(&app, &told, "en").await;
    assert_eq!((chinese.len(), english.len()), (said.len(), said.len()));
    for (n, (zh, en, value_zh, value_en)) in said.into_iter().enumerate() {
        assert_eq!((chinese[n].0.as_str(), english[n].0.as_str()), (zh, en));
        assert!(chinese[n].1.contains(value_zh), "{chinese:?}");
        assert!(english[n].1.contains(value_en), "{english:?}");
    }

    let off = desk.press(&told, "/cancel", &[("reason", "改期")]).await;
    let off = id_of(&off);
    desk.approve(&off).await;
    app.tick().await;
    let english = facts(&app, &off, "en").await;
    let why = "Why it is called off (in Chinese)";
    assert_eq!(english.len(), 3, "neither length nor cause: {english:?}");
    assert_eq!(english[1].1, "water stays on");
    assert!(english[0].1.contains("Building 1"), "{english:?}");
    assert_eq!(english[2], (why.to_owned(), "改期".to_owned()));
}

#[actix_web::test]
async fn the_english_of_an_apology_tells_how_long_it_was_and_not_how_long_was_thought() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let burst = [
        ("cause", "emergency"),
        ("date", "2026-11-24"),
        ("start", "09:00"),
        ("end", "11:00"),
        ("late_reason", "水管突然爆裂"),
    ];
    let id = desk.published(&burst).await;
    app.clock.advance(chrono::Duration::minutes(25));
    desk.press(&id, "/restored", &[]).await;
    let apology = id_of(&desk.press(&id, "/apologise", &[]).await);
    let edit = desk.clerk.get(&format!("/notices/{apology}/edit")).await;
    let send = [("action", "send")];
    desk.clerk.submit(&edit.form("/save"), &send).await;
    desk.approve(&apology).await;
    app.tick().await;
    for (language, length) in [("zh-CN", "25分钟"), ("en", "25 min")] {
        let told = facts(&app, &apology, language).await;
        assert_eq!(told.len(), 4, "{told:?}");
        assert!(told.iter().any(|(_, value)| value == length), "{told:?}");
    }
}
