//! `gaoshi sign render --layout …`: plates, carriers, direction signs and labels as files.

use anyhow::{Result, bail};

use super::asked::{Layout, Made, Render, SheetKind};
use super::body::{body, title};
use crate::codes::PrintedCode;
use crate::platform::typeset::Typesetter;
use crate::signs::catalogue::design::Catalogue;
use crate::signs::print::sizes::{Light, Reading};
use crate::signs::print::{
    CodePanel, Foot, Format, Imposition, Job, LabelSheet, Paper, Piece, Proof, SignSheets,
    smallest_paper,
};
use crate::signs::typing_address;

/// How it is laid out: as asked, several signs on a carrier, one as it usually is; nothing where no
/// catalogue knows it.
pub(super) fn of(asked: &Render) -> Result<Option<Layout>> {
    if asked.made.layout.is_some() {
        return Ok(asked.made.layout);
    }
    if asked.design.is_empty() {
        bail!("say a sign of the catalogue, see gaoshi sign list, or a --layout");
    }
    if asked.design.contains(',') {
        return Ok(Some(Layout::Carrier));
    }
    let design = Catalogue::get()?.find(asked.design.trim());
    let usual = design.and_then(|design| design.layouts.first());
    Ok(usual.map(|usual| Layout::from(*usual)))
}

/// The sheets that were asked for.
pub(super) fn sheets(
    asked: &Render,
    layout: Layout,
    base: &str,
    typesetter: &Typesetter,
) -> Result<SignSheets> {
    let made = &asked.made;
    let piece = Piece {
        body: body(asked, layout)?,
        code: code_panel(asked, base)?,
        foot: Foot {
            issuer: asked.issuer.clone(),
            date: asked.remove_after.clone(),
            ..Foot::default()
        },
        watermark: asked.code.is_none().then(|| "样稿".to_owned()),
    };
    let paper = paper(made, layout, &piece, typesetter)?;
    let named = [title(&piece).as_str(), asked.place.as_str()].join(" ");
    let proof = made.proof.then(|| Proof {
        facts: vec![
            ("标识".to_owned(), title(&piece)),
            ("尺寸".to_owned(), paper.to_string()),
            ("位置".to_owned(), asked.place.clone()),
        ],
    });
    let job = Job {
        pieces: vec![piece; usize::from(made.copies)],
        imposition: imposition(made),
        proof,
        ..Job::one(named, Piece::blank(), paper)
    };
    Ok(job.lay_out(typesetter)?)
}

fn imposition(made: &Made) -> Imposition {
    let labels = |sheet| Imposition::Labels {
        sheet,
        start: made.start,
    };
    match made.sheet {
        SheetKind::OneUp => Imposition::OneUp,
        SheetKind::TwoA5 => Imposition::TwoA5,
        SheetKind::FourA6 => Imposition::FourA6,
        SheetKind::Labels8 => labels(LabelSheet::Eight),
        SheetKind::Labels21 => labels(LabelSheet::TwentyOne),
        SheetKind::Labels24 => labels(LabelSheet::TwentyFour),
        SheetKind::BothSides => Imposition::BothSides,
        SheetKind::Tent => Imposition::Tent,
        SheetKind::Tiled => Imposition::Tiled,
        SheetKind::PrintShop => Imposition::PrintShop,
    }
}

/// The paper asked for, or the smallest the distance allows, or the layout's own.
fn paper(made: &Made, layout: Layout, piece: &Piece, typesetter: &Typesetter) -> Result<Paper> {
    if let Some(metres) = made.distance {
        let reading = Reading {
            metres,
            light: Light::Lit,
        };
        let largest = match (made.paper, made.sheet) {
            (Some(paper), _) => paper.format,
            (None, SheetKind::Tiled | SheetKind::PrintShop) => Format::A0,
            (None, _) => Format::A4,
        };
        return Ok(smallest_paper(typesetter, piece, reading, largest)?);
    }
    Ok(made.paper.unwrap_or(match layout {
        Layout::PlateFloor | Layout::PlateEntrance | Layout::Direction => Format::A4.landscape(),
        Layout::PlateBuilding | Layout::FireLane => Format::A3.landscape(),
        Layout::PlateDoor => Format::A6.landscape(),
        Layout::Single
        | Layout::Work
        | Layout::Carrier
        | Layout::LiftIndex
        | Layout::Room
        | Layout::Rules
        | Layout::Label => Format::A4.portrait(),
    }))
}

fn code_panel(asked: &Render, base: &str) -> Result<Option<CodePanel>> {
    let Some(code) = &asked.code else {
        return Ok(None);
    };
    Ok(Some(CodePanel {
        code: PrintedCode::new(code, base)?,
        host: typing_address(base),
        ask: "此处有问题？扫码告诉我们".to_owned(),
        place: Some(asked.place.clone()),
        phone: asked.phone.clone(),
        scanned_from: None,
    }))
}
