//! A made-up run of signs, and the same signs as a plain template takes them.

use gaoshi::codes::PrintedCode;
use gaoshi::codes::code::Code;
use gaoshi::organisation::{OfficeId, PlaceId};
use gaoshi::people::UserId;
use gaoshi::platform::clock::Clock;
use gaoshi::signs::catalogue::colour::Palette;
use gaoshi::signs::catalogue::design::Catalogue;
use gaoshi::signs::print::{Body, Format, Piece};
use gaoshi::signs::runs::copies::Coded;
use gaoshi::signs::runs::filling::Filling;
use gaoshi::signs::runs::pieces::{Codes, piece};
use gaoshi::signs::runs::rows::Row;
use gaoshi::signs::runs::run::Numbered;
use gaoshi::signs::runs::spec::{Shown, Spec, What};
use gaoshi::signs::runs::{Run, RunId};
use serde_json::{Value, json};

/// Floors of an entrance, and entrances of a building.
const FLOORS: usize = 33;
const ENTRANCES: usize = 2;

/// A run for so many floors, as the form makes it and before its paper is found.
pub(crate) fn run(what: What, signs: usize) -> Run {
    Run {
        id: RunId::new(),
        office: OfficeId::new(),
        community: PlaceId::new(),
        spec: spec(what),
        rows: (0..signs).map(row).collect(),
        base_url: "https://wy.example.cn".to_owned(),
        created_by: UserId::new(),
        created_at: Clock::System.now(),
        stopped_at: None,
    }
}

fn spec(what: What) -> Spec {
    let catalogue = Catalogue::get().unwrap();
    let shown = catalogue.find("w-slip").filter(|_| what == What::Single);
    Spec {
        what,
        shown: shown
            .map(|design| Shown::of(design, &Palette::default()))
            .into_iter()
            .collect(),
        ways: Vec::new(),
        sentences: Vec::new(),
        basis: String::new(),
        paper: Format::A4.portrait(),
        filling: Filling::OneUp,
        start: 1,
        coded: true,
        scanned_from: None,
        inspect_every: Some(30),
        phone: "0851-12345678".to_owned(),
        issuer: "锦绣花园管理处".to_owned(),
        typed: true,
        widest: String::new(),
        version: 1,
        month: "2026年11月".to_owned(),
    }
}

fn row(n: usize) -> Row {
    let (entrances, floor) = (n / FLOORS, n % FLOORS + 1);
    let (building, entrance) = (entrances / ENTRANCES + 1, entrances % ENTRANCES + 1);
    let around = format!("{building}号楼{entrance}单元");
    Row {
        place: PlaceId::new(),
        at: format!("{around} {floor}层"),
        at_en: format!("Building {building}, entrance {entrance}, floor {floor}"),
        zh: format!("{floor}层"),
        en: format!("Floor {floor}"),
        note: around,
        own: false,
    }
}

/// The signs of a part with codes of their own.
pub(crate) fn coded(run: &Run, part: usize) -> Vec<Coded> {
    let signs = run.part(part).unwrap().into_iter();
    let code = |sign: Numbered<'_>| Coded {
        copy: sign.number,
        code: Code::random(&mut rand::rng()),
    };
    signs.map(code).collect()
}

/// These signs in the same words, with their codes drawn, for `signs.typ`.
pub(crate) fn plain(run: &Run, signs: &[Coded]) -> Value {
    let codes = Codes {
        host: "wy.example.cn/q",
        watermark: None,
    };
    let sign = |coded: &Coded| {
        let code = PrintedCode::new(&coded.code, &run.base_url).unwrap();
        let row = &run.rows[coded.copy - 1];
        words(&piece(&run.spec, row, Some(code), &codes))
    };
    json!({
        "face": run.spec.shown.first().map(|shown| &shown.face),
        "signs": signs.iter().map(sign).collect::<Vec<_>>(),
    })
}

fn words(piece: &Piece) -> Value {
    let panel = piece.code.as_ref().unwrap();
    let mut words = json!({
        "qr": panel.code.qr,
        "grouped": panel.code.grouped,
        "ask": panel.ask,
        "host": panel.host,
        "at": panel.place,
        "phone": panel.phone,
        "issuer": piece.foot.issuer,
        "version": piece.foot.version,
        "date": piece.foot.date,
    });
    if let Body::Numeral(plate) = &piece.body {
        words["numeral"] = json!(plate.numeral);
        words["unit"] = json!(plate.unit);
        words["place"] = json!(plate.place);
        words["zh"] = json!(plate.zh);
        words["en"] = json!(plate.en);
    } else if let Body::Single(sign) = &piece.body {
        words["zh"] = json!(sign.zh.join(""));
        words["en"] = json!(sign.en);
    }
    words
}
