//! The printed side of signs: sizes, layouts, sheets. Pure: no database and no clock.
//!
//! A [`Piece`] is one sign with its words. [`check`] says whether it fits a paper, with the
//! words that do not; [`smallest_paper`] finds the paper a distance asks for, or says why none
//! serves. A [`Job`] lays pieces out on sheets, and the [`SignSheets`] that come of it are what
//! the typesetter prints, the same bytes for the same job.
//!
//! Every size and every line break is found here, in Rust, with the face's own advances, and
//! `signs/layouts/sheets.typ` paints exactly that. So what `check` passes cannot overflow on
//! paper, and a run of ten thousand rows is checked in seconds.

mod canvas;
mod cells;
mod fit;
mod host;
mod imposition;
mod layouts;
mod paper;
mod parts;
mod piece;
mod proof;
mod reach;
mod sheets;
mod side;
pub mod sizes;
mod tiles;
mod words;
pub mod work;

use crate::platform::typeset::{Setting, Typesetter};

pub use self::canvas::Overflow;
pub use self::cells::LabelSheet;
pub use self::fit::Ruler;
pub use self::host::{LABELS, label_takes};
pub use self::imposition::{ImposeError, Imposition};
pub use self::paper::{Area, Format, NoPaper, Paper};
pub use self::piece::{
    Arrow, Body, CodePanel, FireLane, Foot, IndexLine, Label, LiftIndex, Numeral, Piece, Room,
    Rules, Sign, Way, Work, placeholder,
};
pub use self::proof::Proof;
pub use self::reach::{reach, smallest_paper};
pub use self::sheets::{Job, PrintError, SignSheets, check};

impl Ruler for Typesetter {
    fn width(&self, text: &str, setting: Setting) -> f64 {
        self.width_em(text, setting)
    }
}
