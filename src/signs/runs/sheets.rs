//! From a run and its codes to sheets; nothing else is read, so a reprint is the same.

use super::pieces::{self, Codes, piece};
use super::{Run, copies::Coded};
use crate::codes::PrintedCode;
use crate::error::{Error, Result};
use crate::platform::press::Press;
use crate::signs::print::SignSheets;

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
    let title = run.spec.shown.first().map(|s| s.zh.join(" "));
    let title = title.unwrap_or_else(|| run.rows.first().map(|r| r.at.clone()).unwrap_or_default());
    let before = signs
        .first()
        .map_or(0, |first| first.copy.saturating_sub(1));
    let job = pieces::job(&run.spec, title, (all, before));
    if job.pieces.is_empty() {
        return Err(Error::NotFound);
    }
    job.lay_out(&press.typesetter).map_err(Error::internal)
}
