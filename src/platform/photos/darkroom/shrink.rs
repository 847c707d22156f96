//! Making a picture small while it is read: every point is shared out to the points it becomes a
//! part of, by the area it covers, in whatever order the points come.

use image::RgbImage;

use super::room::Size;
use crate::platform::photos::picture::PhotoError;

/// The longer side of what is kept.
const LONG_SIDE: u64 = 1920;
/// The shorter side that a long and narrow picture keeps, so that its text can be read, as far as
/// it then takes no more room than any other.
const SHORT_SIDE: u64 = 720;
/// What a point is shared out of; sums of the steepest shrinking fit 32 bits.
const WHOLE: u32 = 256;

/// A scale as a fraction.
#[derive(Debug, Clone, Copy)]
struct Scale {
    num: u64,
    den: u64,
}

impl Scale {
    fn larger(self, other: Self) -> Self {
        if self.num * other.den >= other.num * self.den {
            self
        } else {
            other
        }
    }

    fn smaller(self, other: Self) -> Self {
        if self.larger(other).num == self.num && self.larger(other).den == self.den {
            other
        } else {
            self
        }
    }

    fn of(self, side: u32) -> u32 {
        let scaled = (u64::from(side) * self.num + self.den / 2) / self.den;
        u32::try_from(scaled).unwrap_or(side).clamp(1, side)
    }
}

/// The size in which a picture is kept.
pub(super) fn kept(size: Size) -> Size {
    let sides = [size.width, size.height].map(u64::from);
    let (long, short) = (sides.into_iter().max(), sides.into_iter().min());
    let to = |num, den: Option<u64>| Scale {
        num,
        den: den.unwrap_or(1).max(1),
    };
    let readable = to(SHORT_SIDE, short).smaller(to(LONG_SIDE, Some(size.area().isqrt())));
    let scale = to(LONG_SIDE, long).larger(readable);
    Size {
        width: scale.of(size.width),
        height: scale.of(size.height),
    }
}

/// Where a point goes along one side: a cell, and what of it the next cell gets.
#[derive(Debug, Clone, Copy)]
struct Share {
    cell: usize,
    here: u32,
    next: u32,
}

/// One side: where each of its points goes, and what each cell receives in all.
struct Side {
    shares: Vec<Share>,
    totals: Vec<u64>,
}

impl Side {
    fn new(from: u32, to: u32) -> Self {
        let (length, cells) = (u64::from(from), u64::from(to));
        let mut totals = vec![0; usize::try_from(to).unwrap_or_default()];
        let share = |point: u64| {
            let begins = point * cells;
            let cell = begins / length;
            let inside = ((cell + 1) * length - begins).min(cells);
            let here = (inside * u64::from(WHOLE) + cells / 2) / cells;
            let here = u32::try_from(here).unwrap_or(WHOLE).min(WHOLE);
            Share {
                cell: usize::try_from(cell).unwrap_or_default(),
                here,
                next: WHOLE - here,
            }
        };
        let shares: Vec<Share> = (0..length).map(share).collect();
        for Share { cell, here, next } in &shares {
            for (total, part) in totals.iter_mut().skip(*cell).zip([here, next]) {
                *total += u64::from(*part);
            }
        }
        Self { shares, totals }
    }
}

/// A picture that grows small as it is read.
pub(super) struct Shrinking {
    to: Size,
    across: Side,
    down: Side,
    line: Vec<u32>,
    sums: Vec<u32>,
}

/// The points of a line that are given: every so many, from the first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places {
    pub(super) line: u32,
    pub(super) first: usize,
    pub(super) every: usize,
}

impl Places {
    /// All of a line.
    pub(super) fn all_of(line: u32) -> Self {
        Self {
            line,
            first: 0,
            every: 1,
        }
    }
}

impl Shrinking {
    /// Begins one.
    pub(super) fn new(from: Size, to: Size) -> Self {
        let width = usize::try_from(to.width).unwrap_or_default();
        let height = usize::try_from(to.height).unwrap_or_default();
        Self {
            to,
            across: Side::new(from.width, to.width),
            down: Side::new(from.height, to.height),
            line: vec![0; width * 3],
            sums: vec![0; width * height * 3],
        }
    }

    /// Takes points of a line in: red, green and blue each.
    pub(super) fn add(&mut self, places: Places, points: impl Iterator<Item = [u8; 3]>) {
        self.line.fill(0);
        let shares = self.across.shares.iter().skip(places.first);
        for (share, point) in shares.step_by(places.every).zip(points) {
            let cells = self.line.get_mut(share.cell * 3..).unwrap_or_default();
            let (here, next) = cells.split_at_mut(cells.len().min(3));
            let point = point.map(u32::from);
            add_part(here, &point, share.here);
            add_part(next, &point, share.next);
        }
        let line = usize::try_from(places.line).unwrap_or(usize::MAX);
        let Some(share) = self.down.shares.get(line) else {
            return;
        };
        let lines = self.sums.chunks_exact_mut(self.line.len()).skip(share.cell);
        for (sums, part) in lines.zip([share.here, share.next]) {
            add_part(sums, &self.line, part);
        }
    }

    /// Takes points in of which some are see-through: JPEG knows none, they become paper.
    pub(super) fn add_clear(&mut self, places: Places, points: impl Iterator<Item = [u8; 4]>) {
        self.add(places, points.map(on_white));
    }

    /// The small picture.
    pub(super) fn finish(self) -> Result<RgbImage, PhotoError> {
        let mut points = Vec::with_capacity(self.sums.len());
        let lines = self.sums.chunks_exact(self.line.len());
        for (line, height) in lines.zip(&self.down.totals) {
            for (point, width) in line.chunks_exact(3).zip(&self.across.totals) {
                let area = (width * height).max(1);
                let mean = |sum: &u32| u8::try_from((u64::from(*sum) + area / 2) / area);
                points.extend(point.iter().map(|sum| mean(sum).unwrap_or(u8::MAX)));
            }
        }
        RgbImage::from_raw(self.to.width, self.to.height, points).ok_or(PhotoError::Damaged)
    }
}

fn add_part(sums: &mut [u32], of: &[u32], part: u32) {
    if part > 0 {
        for (sum, c) in sums.iter_mut().zip(of) {
            *sum += c * part;
        }
    }
}

fn on_white([r, g, b, alpha]: [u8; 4]) -> [u8; 3] {
    let (ink, paper) = (u32::from(alpha), 255 - u32::from(alpha));
    [r, g, b].map(|c| {
        let mixed = (u32::from(c) * ink + 255 * paper + 127) / 255;
        u8::try_from(mixed).unwrap_or(u8::MAX)
    })
}

/// A whole picture in another size.
pub(super) fn shrunk(picture: &RgbImage, to: Size) -> Result<RgbImage, PhotoError> {
    let from = Size {
        width: picture.width(),
        height: picture.height(),
    };
    let mut smaller = Shrinking::new(from, to);
    for (line, points) in (0..).zip(picture.rows()) {
        smaller.add(Places::all_of(line), points.map(|p| p.0));
    }
    smaller.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(width: u32, height: u32) -> Size {
        Size { width, height }
    }

    #[test]
    fn a_photo_keeps_its_long_side_and_a_screenshot_its_text() {
        for (from, to) in [
            (size(640, 480), size(640, 480)),
            (size(4000, 3000), size(1920, 1440)),
            (size(8160, 6144), size(1920, 1446)),
            (size(1080, 2400), size(864, 1920)),
            (size(1080, 14_000), size(533, 6_914)),
            (size(400, 9_000), size(400, 9_000)),
            (size(1, 16_384), size(1, 16_384)),
        ] {
            let kept = kept(from);
            assert_eq!(kept, to, "{from:?}");
            assert!(kept.area() <= LONG_SIDE * LONG_SIDE, "{from:?}");
        }
    }

    #[test]
    fn one_colour_stays_that_colour_whatever_the_sizes() {
        for (from, to) in [
            (size(7, 5), size(7, 5)),
            (size(7, 5), size(3, 2)),
            (size(101, 97), size(100, 96)),
            (size(80, 3), size(10, 1)),
        ] {
            let plain = RgbImage::from_pixel(from.width, from.height, image::Rgb([255, 128, 1]));
            let small = shrunk(&plain, to).unwrap();
            assert_eq!((small.width(), small.height()), (to.width, to.height));
            assert!(small.pixels().all(|p| p.0 == [255, 128, 1]), "{from:?}");
        }
    }

    #[test]
    fn points_count_by_the_area_they_cover() {
        let stripes = RgbImage::from_fn(3, 1, |x, _| image::Rgb([[0, 120, 240][x as usize]; 3]));
        let small = shrunk(&stripes, size(2, 1)).unwrap();
        let greys: Vec<u8> = small.pixels().map(|p| p.0[0]).collect();
        // 0 and half of 120; half of 120 and 240.
        assert_eq!(greys, [40, 200]);
    }
}
