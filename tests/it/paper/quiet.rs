//! Whether a code stands on paper as scanners want it: dark on light, with white around it.
//! Decoders are no judges of this: zbar reads a code without any white around it, and most
//! phones do not.

use super::tools::Grey;

/// Modules of a code of ours along its side, and of the white around it.
const MODULES: u32 = 29;
const QUIET: u32 = 4;
/// Dark and light modules through the middle of a finder pattern.
const FINDER: [bool; 7] = [true, false, true, true, true, false, true];

/// What is wrong with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// There is ink in its quiet zone.
    Ink,
    /// It is light on dark.
    Inverted,
    /// It has no finder patterns where they belong.
    Lost,
}

/// The faults of a code that fills a rectangle of a page of so many dots an inch, its quiet
/// zone included: corner and side in millimetres.
pub(crate) fn faults(page: &Grey, corner: (f64, f64), side: f64, dpi: f64) -> Vec<Fault> {
    let code = page.cut(corner, (side, side), dpi);
    let mut faults = Vec::new();
    if has_ink_around(&code) {
        faults.push(Fault::Ink);
    }
    let ends = [QUIET, QUIET + MODULES - 7];
    let corners = [(ends[0], ends[0]), (ends[1], ends[0]), (ends[0], ends[1])];
    let finders = corners.map(|(column, row)| {
        let along = (column..).zip(FINDER);
        let as_drawn = |inverted| {
            let mut modules = along.clone();
            modules.all(|(column, dark)| is_dark(&code, column, row + 3) == (dark != inverted))
        };
        [as_drawn(false), as_drawn(true)]
    });
    if finders.iter().all(|[_, inverted]| *inverted) {
        faults.push(Fault::Inverted);
    } else if !finders.iter().all(|[right, _]| *right) {
        faults.push(Fault::Lost);
    }
    faults
}

/// Whether a dot around the code is not white; the dot beside it may be the code's.
fn has_ink_around(code: &Grey) -> bool {
    let zone = code.width * QUIET as usize / (MODULES + 2 * QUIET) as usize - 1;
    let outside = |at: usize| at < zone || at >= code.width - zone;
    (0..code.height).any(|y| {
        let white = |x: usize| code.at(x, y) > 128;
        !(0..code.width)
            .filter(|x| outside(*x) || outside(y))
            .all(white)
    })
}

/// Whether the middle of a module is dark.
fn is_dark(code: &Grey, column: u32, row: u32) -> bool {
    let middle =
        |module: u32| (2 * module as usize + 1) * code.width / (2 * (MODULES + 2 * QUIET) as usize);
    code.at(middle(column), middle(row)) < 128
}
