//! A face as pixels.

use gaoshi::signs::catalogue::colour::Rgb;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// A square picture of an SVG of 1050 by 1050 units, on white.
pub(super) struct Picture {
    pixels: Vec<Rgb>,
    side: usize,
}

impl Picture {
    pub(super) fn of(svg: &str, side: u16) -> Self {
        let tree = Tree::from_str(svg, &Options::default()).unwrap();
        let mut canvas = Pixmap::new(side.into(), side.into()).unwrap();
        canvas.fill(resvg::tiny_skia::Color::WHITE);
        let scale = f32::from(side) / tree.size().width();
        resvg::render(
            &tree,
            Transform::from_scale(scale, scale),
            &mut canvas.as_mut(),
        );
        let pixels = canvas
            .pixels()
            .iter()
            .map(|p| Rgb(p.red(), p.green(), p.blue()));
        Self {
            pixels: pixels.collect(),
            side: side.into(),
        }
    }

    /// One unit of the face, in pixels.
    fn scale(&self) -> f64 {
        f64::from(u32::try_from(self.side).unwrap()) / 1050.0
    }

    /// The colour at a point, in units of the face.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a pixel's number"
    )]
    pub(super) fn at(&self, x: f64, y: f64) -> Rgb {
        let [column, row] = [x, y].map(|v| (v * self.scale()) as usize);
        self.pixels[row * self.side + column]
    }

    /// How much of the picture has a colour, in square units; of `inside` alone.
    pub(super) fn area_of(&self, colour: Rgb, inside: impl Fn(f64, f64) -> bool) -> f64 {
        let unit = 1.0 / self.scale();
        let middle = |n: usize| (f64::from(u32::try_from(n).unwrap()) + 0.5) * unit;
        let is = |at: &usize| {
            self.pixels[*at] == colour && inside(middle(at % self.side), middle(at / self.side))
        };
        let count = (0..self.pixels.len()).filter(is).count();
        f64::from(u32::try_from(count).unwrap()) * unit * unit
    }

    /// The mean difference of two pictures' greys, of 255.
    pub(super) fn difference(&self, other: &Self) -> f64 {
        let grey = |p: &Rgb| {
            let [r, g, b] = [p.0, p.1, p.2].map(f64::from);
            0.299 * r + 0.587 * g + 0.114 * b
        };
        let pairs = self.pixels.iter().zip(&other.pixels);
        let sum: f64 = pairs.map(|(one, two)| (grey(one) - grey(two)).abs()).sum();
        sum / f64::from(u32::try_from(self.pixels.len()).unwrap())
    }
}
