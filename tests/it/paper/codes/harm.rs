//! What happens to a sign between the wall and the phone: out of focus, seen from the side,
//! turned, dirty.

use std::f64::consts::PI;

use rand::Rng;
use rand::rngs::StdRng;

use super::super::tools::Grey;

/// A point of a picture, in dots from its middle.
type Point = (f64, f64);

/// A picture as it looks once each of its points comes from elsewhere; white around it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a picture has some thousand dots"
)]
fn moved(picture: &Grey, from: impl Fn(Point) -> Point) -> Grey {
    let (middle_x, middle_y) = (count(picture.width) / 2.0, count(picture.height) / 2.0);
    // Turned by 30° it still fits.
    let side = (picture.width + picture.height).next_multiple_of(2);
    let half = count(side) / 2.0;
    let dot = |x: f64, y: f64| {
        let inside = x >= 0.0 && y >= 0.0;
        let (x, y) = (x as usize, y as usize);
        let inside = inside && x < picture.width && y < picture.height;
        f64::from(if inside { picture.at(x, y) } else { 255 })
    };
    let dots = (0..side * side).map(|at| {
        let (x, y) = (count(at % side) + 0.5 - half, count(at / side) + 0.5 - half);
        let (x, y) = from((x, y));
        let (x, y) = (x + middle_x - 0.5, y + middle_y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (right, low) = (x - left, y - top);
        let above = dot(left, top) * (1.0 - right) + dot(left + 1.0, top) * right;
        let below = dot(left, top + 1.0) * (1.0 - right) + dot(left + 1.0, top + 1.0) * right;
        (above * (1.0 - low) + below * low).round() as u8
    });
    Grey::of(side, side, dots.collect())
}

/// Turned in its plane, by degrees.
pub(super) fn turned(picture: &Grey, degrees: f64) -> Grey {
    let (sin, cos) = (degrees * PI / 180.0).sin_cos();
    moved(picture, |(x, y)| (x * cos - y * sin, x * sin + y * cos))
}

/// Seen from the side, by degrees, from a distance in dots.
pub(super) fn tilted(picture: &Grey, degrees: f64, distance: f64) -> Grey {
    let (sin, cos) = (degrees * PI / 180.0).sin_cos();
    moved(picture, |(x, y)| {
        let along = x * distance / (distance * cos - x * sin);
        (along, y * (distance + along * sin) / distance)
    })
}

/// Out of focus: a Gaussian of this many dots.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "greys of 0 to 255, a few dots wide"
)]
pub(super) fn blurred(picture: &Grey, sigma: f64) -> Grey {
    let reach = (3.0 * sigma).ceil() as usize;
    let weight = |d: usize| (-(count(d) / sigma).powi(2) / 2.0).exp();
    let weights: Vec<f64> = (0..=2 * reach)
        .map(|at| weight(at.abs_diff(reach)))
        .collect();
    let whole: f64 = weights.iter().sum();
    let (width, height) = (picture.width, picture.height);
    let within =
        |at: usize, step: usize, most: usize| (at + step).saturating_sub(reach).min(most - 1);
    let line = |of: &dyn Fn(usize) -> f64| -> f64 {
        let parts = weights
            .iter()
            .enumerate()
            .map(|(step, weight)| weight * of(step));
        parts.sum::<f64>() / whole
    };
    let mut across = Vec::with_capacity(width * height);
    for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
        across.push(line(&|step| {
            f64::from(picture.at(within(x, step, width), y))
        }));
    }
    let mut dots = Vec::with_capacity(width * height);
    for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
        dots.push(line(&|step| across[within(y, step, height) * width + x]).round() as u8);
    }
    Grey::of(width, height, dots)
}

/// Modules along the side of a finder pattern with the white line around it.
const FINDER: f64 = 8.0;
const PATCHES: u32 = 6;

/// A symbol with six round patches of dirt, black or scratched white, that do not touch each
/// other or a finder pattern and hide this share of it. It lies at `at` and has `modules` of
/// `module` dots along its side.
pub(super) fn dirty(
    picture: &Grey,
    (at, module, modules): (Point, f64, f64),
    share: f64,
    rng: &mut StdRng,
) -> Grey {
    let radius = modules * (share / f64::from(PATCHES) / PI).sqrt();
    let far = modules - FINDER;
    let mut patches: Vec<Point> = Vec::new();
    while patches.len() < PATCHES as usize {
        let mut along = || rng.random_range(radius..modules - radius);
        let (x, y) = (along(), along());
        let (left, right) = (x < FINDER + radius, x > far - radius);
        let (top, low) = (y < FINDER + radius, y > far - radius);
        let finder = top && (left || right) || low && left;
        let near = |(a, b): &Point| (a - x).hypot(b - y) < 2.0 * radius;
        if !finder && !patches.iter().any(near) {
            patches.push((x, y));
        }
    }
    let dots = (0..picture.width * picture.height).map(|dot| {
        let (column, row) = (dot % picture.width, dot / picture.width);
        let x = (count(column) + 0.5 - at.0) / module;
        let y = (count(row) + 0.5 - at.1) / module;
        let under = |(a, b): &Point| (a - x).hypot(b - y) <= radius;
        match patches.iter().position(under) {
            Some(patch) => [0, 255][patch % 2],
            None => picture.at(column, row),
        }
    });
    Grey::of(picture.width, picture.height, dots.collect())
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap())
}
