//! Paper and the rectangles on it. All lengths are millimetres.

use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// A rectangle's size.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Area {
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

impl Area {
    /// An area of this width and height.
    pub const fn new(width: f64, height: f64) -> Self {
        Self { width, height }
    }

    /// The shorter side.
    pub fn short(self) -> f64 {
        self.width.min(self.height)
    }

    /// Whether it is wider than high.
    pub fn lies(self) -> bool {
        self.width > self.height
    }

    /// The rectangle that is all of it.
    pub fn frame(self) -> Frame {
        Frame::new(0.0, 0.0, self.width, self.height)
    }
}

/// A rectangle at its place, from the top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Frame {
    /// Of its left edge.
    pub x: f64,
    /// Of its top edge.
    pub y: f64,
    /// Its width.
    pub w: f64,
    /// Its height.
    pub h: f64,
}

/// Two frames of one: what was taken of it, and what is left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cut(pub Frame, pub Frame);

impl Frame {
    /// A rectangle from its corner and its size.
    pub const fn new(x: f64, y: f64, w: f64, h: f64) -> Self {
        Self { x, y, w, h }
    }

    /// Its right edge.
    pub fn right(self) -> f64 {
        self.x + self.w
    }

    /// Its bottom edge.
    pub fn bottom(self) -> f64 {
        self.y + self.h
    }

    /// Smaller by this much at the sides, and above and below; larger when negative.
    #[must_use]
    pub fn inset(self, sides: f64, ends: f64) -> Self {
        Self::new(
            self.x + sides,
            self.y + ends,
            self.w - 2.0 * sides,
            self.h - 2.0 * ends,
        )
    }

    /// A strip of this height at the top, and what is left beneath a gap.
    pub fn take_top(self, height: f64, gap: f64) -> Cut {
        let used = height + gap;
        Cut(
            Self::new(self.x, self.y, self.w, height),
            Self::new(self.x, self.y + used, self.w, self.h - used),
        )
    }

    /// A strip of this height at the bottom, and what is left above a gap.
    pub fn take_bottom(self, height: f64, gap: f64) -> Cut {
        let rest = self.h - height - gap;
        Cut(
            Self::new(self.x, self.bottom() - height, self.w, height),
            Self::new(self.x, self.y, self.w, rest),
        )
    }

    /// A strip of this width at the left, and what is left beside a gap.
    pub fn take_left(self, width: f64, gap: f64) -> Cut {
        let used = width + gap;
        Cut(
            Self::new(self.x, self.y, width, self.h),
            Self::new(self.x + used, self.y, self.w - used, self.h),
        )
    }

    /// A strip of this width at the right, and what is left beside a gap.
    pub fn take_right(self, width: f64, gap: f64) -> Cut {
        let rest = self.w - width - gap;
        Cut(
            Self::new(self.right() - width, self.y, width, self.h),
            Self::new(self.x, self.y, rest, self.h),
        )
    }

    /// A rectangle of this size in its middle.
    #[must_use]
    pub fn centred(self, w: f64, h: f64) -> Self {
        Self::new(
            self.x + (self.w - w) / 2.0,
            self.y + (self.h - h) / 2.0,
            w,
            h,
        )
    }

    /// Whether the other rectangle lies in this one, to a hundredth of a millimetre.
    pub fn holds(self, other: Self) -> bool {
        let slack = 0.01;
        other.x >= self.x - slack
            && other.y >= self.y - slack
            && other.right() <= self.right() + slack
            && other.bottom() <= self.bottom() + slack
    }

    /// Whether the two share more than an edge.
    pub fn overlaps(self, other: Self) -> bool {
        let slack = 0.01;
        self.x + slack < other.right()
            && other.x + slack < self.right()
            && self.y + slack < other.bottom()
            && other.y + slack < self.bottom()
    }
}

/// A number of things as a factor.
pub(super) fn count(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::MAX, f64::from)
}

/// A sheet's size (ISO 216), the smallest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Format {
    /// 105 × 148.
    A6,
    /// 148 × 210.
    A5,
    /// 210 × 297.
    A4,
    /// 297 × 420.
    A3,
    /// 420 × 594.
    A2,
    /// 594 × 841.
    A1,
    /// 841 × 1189.
    A0,
}

impl Format {
    /// All of them, the smallest first.
    pub const ALL: [Self; 7] = [
        Self::A6,
        Self::A5,
        Self::A4,
        Self::A3,
        Self::A2,
        Self::A1,
        Self::A0,
    ];

    /// Its name: `A4`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::A6 => "A6",
            Self::A5 => "A5",
            Self::A4 => "A4",
            Self::A3 => "A3",
            Self::A2 => "A2",
            Self::A1 => "A1",
            Self::A0 => "A0",
        }
    }

    /// The sheet of twice its size.
    pub fn larger(self) -> Option<Self> {
        let mut sizes = Self::ALL.into_iter();
        sizes.find(|format| *format > self)
    }

    /// Upright.
    pub const fn portrait(self) -> Paper {
        Paper {
            format: self,
            landscape: false,
        }
    }

    /// Lying.
    pub const fn landscape(self) -> Paper {
        Paper {
            format: self,
            landscape: true,
        }
    }
}

/// A sheet and how it hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Paper {
    /// How large it is.
    pub format: Format,
    /// Whether its long side lies.
    pub landscape: bool,
}

impl Paper {
    /// Its size.
    pub const fn area(self) -> Area {
        let (short, long) = match self.format {
            Format::A6 => (105.0, 148.0),
            Format::A5 => (148.0, 210.0),
            Format::A4 => (210.0, 297.0),
            Format::A3 => (297.0, 420.0),
            Format::A2 => (420.0, 594.0),
            Format::A1 => (594.0, 841.0),
            Format::A0 => (841.0, 1189.0),
        };
        if self.landscape {
            Area::new(long, short)
        } else {
            Area::new(short, long)
        }
    }
}

impl fmt::Display for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = if self.landscape { "-landscape" } else { "" };
        write!(f, "{}{way}", self.format.name())
    }
}

/// A word that names no paper.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no paper; say A6 to A0, and A4-landscape for one that lies")]
pub struct NoPaper(String);

impl FromStr for Paper {
    type Err = NoPaper;

    fn from_str(word: &str) -> Result<Self, NoPaper> {
        let upper = word.trim().to_ascii_uppercase();
        let (name, landscape) = match upper.strip_suffix("-LANDSCAPE") {
            Some(name) => (name, true),
            None => (upper.as_str(), false),
        };
        let format = Format::ALL.into_iter().find(|f| f.name() == name);
        format
            .map(|format| Self { format, landscape })
            .ok_or_else(|| NoPaper(word.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_is_read_as_it_is_written() {
        for format in Format::ALL {
            for paper in [format.portrait(), format.landscape()] {
                assert_eq!(paper.to_string().parse(), Ok(paper));
            }
        }
        assert_eq!("a4".parse(), Ok(Format::A4.portrait()));
        assert!("B5".parse::<Paper>().is_err());
    }

    #[test]
    fn strips_and_their_rest_fill_the_frame() {
        let all = Frame::new(10.0, 20.0, 100.0, 50.0);
        let Cut(top, rest) = all.take_top(12.0, 3.0);
        assert_eq!((top.h, rest.y, rest.bottom()), (12.0, 35.0, all.bottom()));
        let Cut(right, rest) = all.take_right(30.0, 5.0);
        assert_eq!((right.right(), rest.w), (all.right(), 65.0));
        assert!(all.holds(top) && !top.holds(all) && !right.overlaps(rest));
    }
}
