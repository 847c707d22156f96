//! From a run and its codes to sheets; nothing else is read, so a reprint is the same.

use super::copies::Coded;
use super::filling::Filling;
use super::paper::draft;
use super::pieces::{self, Codes, piece};
use super::rows::Row;
use super::run::Run;
use crate::codes::PrintedCode;
use crate::error::{Error, Result};
use crate::platform::press::Press;
use crate::signs::print::{Piece, Proof, SignSheets};

/// The proof of a run: its facts and its most telling signs, without codes.
pub fn proof(press: &Press, run: &Run, rows: &[&Row], paper: &str) -> Result<SignSheets> {
    let mut spec = run.spec.clone();
    spec.filling = Filling::OneUp;
    let host = format!("{}/q", Press::host_line(&run.base_url));
    // The proof has a word of its own across each sign.
    let bare = |row: &&Row| Piece {
        watermark: None,
        ..draft(&spec, row, &host)
    };
    let signs = rows.iter().map(bare).collect();
    let title = run.spec.shown.iter().map(|s| s.zh.join(""));
    let title = title.collect::<Vec<_>>().join("、");
    let places = [run.rows.first(), run.rows.last()];
    let mut places: Vec<&str> = places
        .into_iter()
        .flatten()
        .map(|r| r.at.as_str())
        .collect();
    places.dedup();
    let facts = [
        (
            "标识",
            if title.is_empty() {
                run.spec.what.words().to_owned()
            } else {
                title
            },
        ),
        ("位置", places.join(" 至 ")),
        ("数量", format!("{} 块", run.rows.len())),
        ("尺寸", paper.to_owned()),
        (
            "版本",
            format!("第{}版 {}", run.spec.version, run.spec.month),
        ),
    ];
    let [(_, what), (_, place), ..] = &facts;
    let mut job = pieces::job(&spec, format!("打样单 {what} {place}"), signs);
    job.dated = Some(run.created_at.date_in(press.zone));
    let facts = facts.map(|(label, value)| (label.to_owned(), value));
    job.proof = Some(Proof {
        facts: facts.to_vec(),
    });
    job.lay_out(&press.typesetter).map_err(Error::internal)
}

/// The sheets of these signs of a run.
pub fn of_part(press: &Press, run: &Run, signs: &[Coded]) -> Result<SignSheets> {
    let host = format!("{}/q", Press::host_line(&run.base_url));
    let beside = Codes {
        host: &host,
        watermark: press.demo.then_some("演示"),
    };
    let mut all = Vec::with_capacity(signs.len());
    for Coded { copy, code } in signs {
        let Some(row) = copy.checked_sub(1).and_then(|at| run.rows.get(at)) else {
            continue;
        };
        let code = PrintedCode::new(code, &run.base_url)
            .map_err(|e| Error::internal(format!("drawing a code: {e}")))?;
        all.push(piece(&run.spec, row, Some(code), &beside));
    }
    let title = called(run, signs);
    let before = signs
        .first()
        .map_or(0, |first| first.copy.saturating_sub(1));
    let mut job = pieces::job_from(&run.spec, title, all, before);
    job.dated = Some(run.created_at.date_in(press.zone));
    if job.pieces.is_empty() {
        return Err(Error::NotFound);
    }
    job.lay_out(&press.typesetter).map_err(Error::internal)
}

/// What a document of these signs is called: what they are, and where the first and the last go.
fn called(run: &Run, signs: &[Coded]) -> String {
    let what = match run.spec.shown.first() {
        Some(shown) => shown.zh.join(""),
        None => run.spec.what.words().to_owned(),
    };
    let row = |sign: Option<&Coded>| run.rows.get(sign?.copy.checked_sub(1)?);
    let (first, last) = (row(signs.first()), row(signs.last()));
    let place = |row: Option<&Row>| row.map(|row| row.at.clone()).unwrap_or_default();
    match (place(first), place(last)) {
        (one, other) if one == other => format!("{what} {one}"),
        (first, last) => format!("{what} {first} 至 {last}"),
    }
}
