//! What a sign of the command line says, from its options.

use anyhow::{Context, Result, anyhow, bail};

use super::asked::{Layout, Render};
use crate::signs::catalogue::design::Catalogue;
use crate::signs::print::work::usual_apology;
use crate::signs::print::{
    Arrow, Body, FireLane, IndexLine, Label, LiftIndex, Numeral, Piece, Room, Rules, Sign, Way,
    Work,
};

/// What a proof calls it.
pub(super) fn title(piece: &Piece) -> String {
    match &piece.body {
        Body::Single(sign) => sign.zh.join(" "),
        Body::Carrier(signs) => {
            let titles: Vec<String> = signs.iter().map(|sign| sign.zh.join(" ")).collect();
            titles.join("、")
        }
        Body::Work(work) => work.sign.zh.join(" "),
        Body::Numeral(plate) => format!(
            "{}{}",
            plate.numeral,
            plate.unit.as_deref().unwrap_or_default()
        ),
        Body::LiftIndex(index) => index.title.clone(),
        Body::Room(room) => room.name.clone(),
        Body::Direction(_) => "方向牌".to_owned(),
        Body::Rules(rules) => rules.title.clone(),
        Body::FireLane(lane) => lane.sign.zh.join(" "),
        Body::Label(label) => label.title.clone(),
    }
}

/// What a sign of this layout shows.
pub(super) fn body(asked: &Render, layout: Layout) -> Result<Body> {
    let made = &asked.made;
    Ok(match layout {
        Layout::Single => Body::Single(first(signs(asked)?)?),
        Layout::Work => Body::Work(Work {
            place: asked.place.clone(),
            time: asked.time.clone(),
            product: None,
            alternative: asked.alternative.clone(),
            alternative_note: asked.alternative_note.clone(),
            apology: usual_apology(first(signs(asked)?)?.kind).to_owned(),
            sign: first(signs(asked)?)?,
        }),
        Layout::Carrier => Body::Carrier(signs(asked)?),
        Layout::PlateFloor => Body::Numeral(plate(asked, Some("层"))?),
        Layout::PlateBuilding => Body::Numeral(plate(asked, Some("号楼"))?),
        Layout::PlateEntrance => Body::Numeral(plate(asked, Some("单元"))?),
        Layout::PlateDoor => Body::Numeral(plate(asked, None)?),
        Layout::LiftIndex => Body::LiftIndex(LiftIndex {
            title: said(made.title.as_ref(), "--title")?,
            place: asked.place.clone(),
            floors: made.text.iter().map(|t| floor(t)).collect::<Result<_>>()?,
        }),
        Layout::Room => Body::Room(room(asked)?),
        Layout::Direction => Body::Direction(ways(asked)?),
        Layout::Rules => Body::Rules(rules(asked)?),
        Layout::FireLane => Body::FireLane(FireLane::by_law(first(signs(asked)?)?)),
        Layout::Label => Body::Label(Label {
            title: said(made.title.as_ref(), "--title")?,
            place: asked.place.clone(),
        }),
    })
}

/// A plate: the words asked for, or those of its sign.
fn room(asked: &Render) -> Result<Room> {
    let signs = signs(asked)?;
    Ok(Room {
        name: entitled(asked, signs.first())?,
        en: english(asked, signs.first()),
        line: asked.made.text.first().cloned(),
        signs,
        facts: Vec::new(),
    })
}

/// The ways asked for, or straight on to what the sign shows.
fn ways(asked: &Render) -> Result<Vec<Way>> {
    let asked_for = asked.made.text.iter().map(|text| way(text));
    let ways = asked_for.collect::<Result<Vec<_>>>()?;
    let signs = signs(asked)?;
    let straight = |sign: &Sign| Way {
        arrow: Arrow::Up,
        face: Some(sign.face.clone()),
        zh: sign.zh.concat(),
        en: Some(sign.en.clone()),
        distance: None,
    };
    Ok(match (ways.is_empty(), signs.first()) {
        (true, Some(sign)) => vec![straight(sign)],
        _ => ways,
    })
}

/// A panel of the sentences asked for, or of those proposed for its sign.
fn rules(asked: &Render) -> Result<Rules> {
    let sign = signs(asked)?.into_iter().next();
    let proposed = Catalogue::get()?.find(asked.design.trim());
    let proposed = proposed.map(|design| design.rules.clone());
    Ok(Rules {
        title: entitled(asked, sign.as_ref())?,
        en: english(asked, sign.as_ref()),
        rules: match asked.made.text.as_slice() {
            [] => proposed.unwrap_or_default(),
            own => own.to_vec(),
        },
        sign,
        facts: Vec::new(),
    })
}

/// The title asked for, or the words of the sign.
fn entitled(asked: &Render, sign: Option<&Sign>) -> Result<String> {
    let own = sign.map(|sign| sign.zh.concat());
    said(asked.made.title.clone().or(own).as_ref(), "--title")
}

/// The English asked for; the sign's stands beside its own words alone.
fn english(asked: &Render, sign: Option<&Sign>) -> String {
    let own = sign.filter(|_| asked.made.title.is_none());
    let own = own.map(|sign| sign.en.clone());
    asked.made.english.clone().or(own).unwrap_or_default()
}

fn plate(asked: &Render, unit: Option<&str>) -> Result<Numeral> {
    let official = matches!(unit, None | Some("号楼"));
    Ok(Numeral {
        numeral: said(asked.made.text.first(), "--text")?,
        widest: String::new(),
        unit: unit.map(str::to_owned),
        place: asked.place.clone(),
        zh: None,
        en: asked.made.english.clone(),
        note: official.then(|| "辅助标识，不作门牌、楼牌使用".to_owned()),
    })
}

fn said(words: Option<&String>, option: &str) -> Result<String> {
    words
        .cloned()
        .with_context(|| format!("this layout needs {option}"))
}

/// The signs of the catalogue named by their ids, with commas between them.
fn signs(asked: &Render) -> Result<Vec<Sign>> {
    let catalogue = Catalogue::get()?;
    let ids = asked.design.split(',').map(str::trim);
    ids.filter(|id| !id.is_empty())
        .map(|id| {
            let design = catalogue
                .find(id)
                .ok_or_else(|| anyhow!("there is no sign “{id}”; see gaoshi sign list"))?;
            Ok(Sign::of(design))
        })
        .collect()
}

fn first(signs: Vec<Sign>) -> Result<Sign> {
    signs
        .into_iter()
        .next()
        .context("this layout needs a sign of the catalogue: see gaoshi sign list")
}

/// `B1 地下车库`; a star before it marks the floor the index hangs on.
fn floor(text: &str) -> Result<IndexLine> {
    let (here, text) = match text.strip_prefix('*') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (floor, words) = text
        .split_once(' ')
        .with_context(|| format!("“{text}”: say the floor, a blank, and what is there"))?;
    Ok(IndexLine {
        floor: floor.to_owned(),
        words: words.to_owned(),
        here,
    })
}

/// `↗ 3号楼 60米`: the arrow, the place, and how far it is.
fn way(text: &str) -> Result<Way> {
    let mut parts = text.split_whitespace();
    let arrows = "↑↗→↘↓↙←↖".chars().zip(Arrow::ALL);
    let sign = parts.next().unwrap_or_default();
    let arrow = arrows.into_iter().find(|(c, _)| sign == c.to_string());
    let (Some((_, arrow)), Some(place)) = (arrow, parts.next()) else {
        bail!("“{text}”: say an arrow of ↑↗→↘↓↙←↖, a place, and how far it is");
    };
    Ok(Way {
        arrow,
        face: None,
        zh: place.to_owned(),
        en: None,
        distance: parts.next().map(str::to_owned),
    })
}
