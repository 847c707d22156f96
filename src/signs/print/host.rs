//! Whether the address people type is short enough for the labels that carry it.

use super::canvas::Overflow;
use super::cells::LabelSheet;
use super::fit::Ruler;
use super::imposition::Imposition;
use super::paper::Format;
use super::piece::{Body, CodePanel, Foot, Label, Piece, placeholder};
use super::sheets::check;

/// The sheet that labels of codes are printed on.
pub const LABELS: LabelSheet = LabelSheet::TwentyOne;

/// Whether a label holds the address where its code is typed, `wy.example.cn/q`; else which words
/// do not fit, and about how many characters would.
pub fn label_takes(ruler: &dyn Ruler, host: &str) -> Result<(), Overflow> {
    let label = Piece {
        body: Body::Label(Label {
            title: "标签".to_owned(),
            place: String::new(),
        }),
        code: Some(CodePanel {
            code: placeholder(),
            host: host.to_owned(),
            ask: String::new(),
            place: None,
            phone: None,
            scanned_from: None,
        }),
        foot: Foot::default(),
        watermark: None,
    };
    let sheet = Imposition::Labels {
        sheet: LABELS,
        start: 1,
    };
    check(ruler, &label, sheet.cell(Format::A4.portrait()))
}
