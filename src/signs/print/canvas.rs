//! What a layout draws on: items at their places, which Typst then only paints.

use super::fit::{Fitted, HAN, Measure, Ruler, common_size, fit, most_characters};
use super::paper::{Area, Frame, count};
use crate::platform::typeset::Setting;
use crate::signs::catalogue::colour::Rgb;
use serde::Serialize;
use std::fmt;

/// Something on a sheet. Lengths are millimetres.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(super) enum Item {
    /// A filled or outlined rectangle.
    Panel {
        frame: Frame,
        fill: Option<Ink>,
        line: Option<Ink>,
        /// The width of the line.
        thick: f64,
        radius: f64,
    },
    /// A drawing of the table of drawings.
    Drawing {
        frame: Frame,
        drawing: usize,
        /// What it says to who cannot see it; PDF/UA wants it of every picture.
        alt: Option<String>,
        role: Role,
    },
    /// An arrow, pointing up and then turned clockwise.
    Arrow {
        frame: Frame,
        degrees: u16,
        ink: Ink,
        alt: &'static str,
    },
    /// Lines of text.
    Words {
        frame: Frame,
        lines: Vec<String>,
        size: f64,
        pitch: f64,
        style: Style,
    },
}

/// What a drawing is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Role {
    Face(super::sizes::Shape),
    /// Beside words that are read from as far.
    Symbol,
    Qr,
}

/// A colour of the palette, whose value paper knows, or one of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Ink {
    Black,
    Quiet,
    Hair,
    White,
    Red,
    Yellow,
    Green,
    Blue,
    /// What an estate has chosen, as `#3D3935`.
    #[serde(untagged)]
    Own(Rgb),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Across {
    Left,
    Center,
    Right,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Down {
    Top,
    Horizon,
    Bottom,
}

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct Style {
    #[serde(skip)]
    pub(super) field: &'static str,
    #[serde(skip)]
    pub(super) measure: Measure,
    pub(super) bold: bool,
    pub(super) tracking: f64,
    pub(super) ink: Ink,
    pub(super) across: Across,
    pub(super) down: Down,
    pub(super) english: bool,
    /// The title, which is also read from afar.
    pub(super) title: bool,
}

impl Style {
    /// Bold, left, in the middle of the height, one line.
    pub(super) const fn bold(field: &'static str, most: f64, least: f64) -> Self {
        let measure = Measure {
            setting: Setting {
                bold: true,
                english: false,
            },
            most,
            least,
            lines: 1,
            pitch: 1.22,
            tracking: 0.0,
            even: true,
        };
        Self {
            field,
            measure,
            bold: true,
            tracking: 0.0,
            ink: Ink::Black,
            across: Across::Left,
            down: Down::Horizon,
            english: false,
            title: false,
        }
    }

    pub(super) const fn plain(field: &'static str, most: f64, least: f64) -> Self {
        let mut style = Self::bold(field, most, least);
        style.bold = false;
        style.measure.setting.bold = false;
        style
    }

    /// At this size and no larger.
    pub(super) const fn sized(mut self, size: f64) -> Self {
        self.measure.most = size;
        self
    }

    pub(super) const fn lines(mut self, lines: usize) -> Self {
        self.measure.lines = lines;
        self
    }

    /// Sentences fill their lines; titles are broken evenly.
    pub(super) const fn filled(mut self) -> Self {
        self.measure.even = false;
        self
    }

    pub(super) const fn pitch(mut self, pitch: f64) -> Self {
        self.measure.pitch = pitch;
        self
    }

    pub(super) const fn tracking(mut self, tracking: f64) -> Self {
        self.tracking = tracking;
        self.measure.tracking = tracking;
        self
    }

    pub(super) const fn ink(mut self, ink: Ink) -> Self {
        self.ink = ink;
        self
    }

    pub(super) const fn at(mut self, across: Across, down: Down) -> Self {
        self.across = across;
        self.down = down;
        self
    }

    pub(super) const fn english(mut self) -> Self {
        self.english = true;
        self.measure.setting.english = true;
        self
    }

    pub(super) const fn title(mut self) -> Self {
        self.title = true;
        self
    }
}

/// Words that do not fit their room at the smallest size they can be read at, or a title without
/// any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overflow {
    /// Which words: `title`, `place`, `rule`.
    pub field: &'static str,
    /// The words; empty where a title is missing.
    pub text: String,
    /// How many characters would fit.
    pub room: usize,
}

impl fmt::Display for Overflow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { field, text, room } = self;
        if text.is_empty() {
            write!(f, "{field}: there are no words")
        } else {
            write!(
                f,
                "{field}: “{text}” does not fit; about {room} characters would"
            )
        }
    }
}

impl std::error::Error for Overflow {}

/// Where a layout draws.
pub(super) struct Canvas<'p> {
    ruler: &'p dyn Ruler,
    pub(super) area: Area,
    pub(super) items: Vec<Item>,
    pub(super) drawings: Vec<&'p str>,
}

impl<'p> Canvas<'p> {
    pub(super) fn new(ruler: &'p dyn Ruler, area: Area) -> Self {
        Self {
            ruler,
            area,
            items: Vec::new(),
            drawings: Vec::new(),
        }
    }

    /// A canvas like this one that is thrown away, to measure on.
    pub(super) fn apart(&self) -> Self {
        Self::new(self.ruler, self.area)
    }

    /// A hundredth of the short side of A4 is 2.1 mm; everything grows with the sheet.
    pub(super) fn unit(&self) -> f64 {
        self.area.short() / 210.0
    }

    /// The width of a text at size 1.
    pub(super) fn width(&self, text: &str, style: &Style) -> f64 {
        self.ruler.width(text, style.measure.setting) + count(text.chars().count()) * style.tracking
    }

    /// Words in their frame, each paragraph on lines of its own. Answers with their size. Where
    /// there are none nothing is drawn, but a sign without its title is refused.
    pub(super) fn words(
        &mut self,
        frame: Frame,
        paragraphs: &[&str],
        style: Style,
    ) -> Result<f64, Overflow> {
        if paragraphs.iter().all(|text| text.trim().is_empty()) {
            return if style.title {
                Err(self.overflow(frame, "", style))
            } else {
                Ok(style.measure.most)
            };
        }
        let fitted = fit(self.ruler, paragraphs, frame, style.measure)
            .ok_or_else(|| self.overflow(frame, &paragraphs.join(" "), style))?;
        let size = fitted.size;
        self.place(frame, fitted, style);
        Ok(size)
    }

    /// The size a list of texts shares, each in a room of its own.
    pub(super) fn common(&self, texts: &[(&str, Frame)], style: Style) -> Result<f64, Overflow> {
        common_size(self.ruler, texts, style.measure).ok_or_else(|| {
            let alone = |(text, room): &&(&str, Frame)| {
                fit(self.ruler, &[text], *room, style.measure).is_none()
            };
            let (text, room) = texts.iter().find(alone).copied().unwrap_or_default();
            self.overflow(room, text, style)
        })
    }

    /// How many lines a text takes at its style's largest size.
    pub(super) fn line_count(
        &self,
        frame: Frame,
        text: &str,
        style: Style,
    ) -> Result<usize, Overflow> {
        fit(self.ruler, &[text], frame, style.measure)
            .map(|fitted| fitted.lines.len())
            .ok_or_else(|| self.overflow(frame, text, style))
    }

    fn overflow(&self, frame: Frame, text: &str, style: Style) -> Overflow {
        Overflow {
            field: style.field,
            text: text.to_owned(),
            room: most_characters(self.ruler, text, frame, style.measure),
        }
    }

    fn place(&mut self, frame: Frame, fitted: Fitted, style: Style) {
        self.items.push(Item::Words {
            frame,
            lines: fitted.lines,
            size: fitted.size,
            pitch: style.measure.pitch,
            style,
        });
    }

    pub(super) fn fill(&mut self, frame: Frame, fill: Ink) {
        self.items.push(Item::Panel {
            frame,
            fill: Some(fill),
            line: None,
            thick: 0.0,
            radius: 0.0,
        });
    }

    /// A line around a frame, of this width and with corners of this radius.
    pub(super) fn outline(&mut self, frame: Frame, line: Ink, thick: f64, radius: f64) {
        self.items.push(Item::Panel {
            frame,
            fill: None,
            line: Some(line),
            thick,
            radius,
        });
    }

    /// A rule across a frame at its top edge.
    pub(super) fn rule(&mut self, frame: Frame, ink: Ink, thick: f64) {
        self.fill(Frame { h: thick, ..frame }, ink);
    }

    pub(super) fn drawing(&mut self, frame: Frame, svg: &'p str, role: Role, alt: Option<String>) {
        let drawing = self.drawings.len();
        self.drawings.push(svg);
        self.items.push(Item::Drawing {
            frame,
            drawing,
            alt,
            role,
        });
    }
}

/// How high lines of this size stand.
pub(super) fn height(lines: usize, size: f64, pitch: f64) -> f64 {
    (count(lines.saturating_sub(1)) * pitch + HAN) * size
}
