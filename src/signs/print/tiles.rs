//! A large sign on many A4 sheets: each shows a window of it, and neighbours share a strip to
//! glue. Lengths are millimetres.

use super::cells::PRINTED;
use super::paper::{Area, Format, Frame, count};
use super::side::{Note, Placed, Segment, Side};

/// The strip two sheets share.
pub(super) const OVERLAP: f64 = 10.0;
/// Around what a sheet shows there is what office printers leave white, and the ticks.
const EDGE: f64 = PRINTED + 5.0;
/// At the bottom there is the number of the sheet and the line to check, too.
const BOTTOM: f64 = EDGE + 7.0;
const TICK: f64 = 4.5;
/// The room of a plan's picture, where it and the numbers beside it begin, and how far down.
const PLAN: Area = Area {
    width: 85.0,
    height: 230.0,
};
const PLANS_AT: [f64; 2] = [15.0, 110.0];
const PLAN_TOP: f64 = 36.0;
/// So many times the least sheets are taken at most to show a code whole.
const MOST: usize = 3;
/// The line to check the scale with.
const CHECK: f64 = 100.0;

/// The sides a sign takes, row by row.
pub(super) fn sides(sign: Large, piece: usize, of: usize) -> Vec<Side> {
    let grid = Grid::of(sign);
    let side = |at| grid.side(at, piece, of);
    (0..grid.sheets()).map(side).collect()
}

/// Which of several signs a sheet belongs to.
fn which(piece: usize, of: usize) -> String {
    if of > 1 {
        format!("第{}块 ", piece + 1)
    } else {
        String::new()
    }
}

/// The sign made small with the edges of its sheets across it, beside the numbers of the sheets.
pub(super) fn plan(sign: Large, piece: usize, of: usize) -> Side {
    let (grid, paper) = (Grid::of(sign), Format::A4.portrait().area());
    let to_scan = sign.code.map(|code| grid.to_scan(code).to_owned());
    let sign = sign.area;
    let scale = (PLAN.width / sign.width).min(PLAN.height / sign.height);
    let (width, height) = (sign.width * scale, sign.height * scale);
    let [picture, numbers] = PLANS_AT.map(|x| Frame::new(x, PLAN_TOP, width, height));
    let mut side = Side {
        width: paper.width,
        height: paper.height,
        placed: vec![Placed {
            piece,
            x: picture.x,
            y: picture.y,
            window: sign.frame(),
            scale,
            turned: false,
        }],
        ..Side::default()
    };
    for shown in [picture, numbers] {
        side.marks.extend(grid.edges(shown, scale));
    }
    side.notes.extend(grid.numbers(numbers, scale));
    let how = [
        format!(
            "{}拼接图：共{}张A4，{}行{}列，按100%打印。",
            which(piece, of),
            grid.sheets(),
            grid.rows.len(),
            grid.columns.len()
        ),
        "每张沿左、上两边的角线裁开，压住前一张10毫米的重叠边粘贴。".to_owned(),
    ];
    for (line, text) in how.into_iter().chain(to_scan).enumerate() {
        side.notes.push(Note {
            x: picture.x,
            y: PLAN_TOP - 17.0 + 6.0 * count(line),
            text,
            ends: false,
        });
    }
    side
}

/// A sign too large for one sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Large {
    pub(super) area: Area,
    /// Where its code is, with the white around it: one sheet shows it whole where it can.
    pub(super) code: Option<Frame>,
}

/// A stretch of a sign that one sheet shows.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Stretch {
    from: f64,
    to: f64,
}

struct Grid {
    sign: Area,
    sheet: Area,
    columns: Vec<Stretch>,
    rows: Vec<Stretch>,
}

impl Grid {
    /// The grid of upright or lying sheets: the one that shows the code whole, or takes fewer.
    fn of(sign: Large) -> Self {
        let [upright, lying] =
            [Format::A4.portrait(), Format::A4.landscape()].map(|p| Self::new(sign, p.area()));
        let cost = |grid: &Self| {
            let is_cut = sign.code.is_some_and(|code| !grid.holds(code));
            (is_cut, grid.sheets())
        };
        if cost(&lying) < cost(&upright) {
            lying
        } else {
            upright
        }
    }

    /// Whether one sheet shows a code whole when all are glued.
    fn holds(&self, code: Frame) -> bool {
        (0..self.sheets()).any(|at| self.seen(at).holds(code))
    }

    /// What the plan says of the code.
    fn to_scan(&self, code: Frame) -> &'static str {
        if self.holds(code) {
            "二维码完整地在一张上；拼好后扫一扫。"
        } else {
            "二维码跨了几张；拼好后扫一扫，扫不出，请另贴一张小标签。"
        }
    }

    /// The edges of the sheets across the sign made small.
    fn edges(&self, shown: Frame, scale: f64) -> Vec<Segment> {
        let columns = self.columns.iter().map(|c| shown.x + c.from * scale);
        let rows = self.rows.iter().map(|r| shown.y + r.from * scale);
        let columns = columns.chain([shown.right()]);
        let rows = rows.chain([shown.bottom()]);
        let columns = columns.map(|x| upright(x, shown.y, shown.bottom()));
        columns
            .chain(rows.map(|y| lying(y, shown.x, shown.right())))
            .collect()
    }

    /// The number of each sheet in its place.
    fn numbers(&self, shown: Frame, scale: f64) -> Vec<Note> {
        let places = self
            .rows
            .iter()
            .flat_map(|row| self.columns.iter().map(move |column| (column, row)));
        let number = |(n, (column, row)): (usize, (&Stretch, &Stretch))| Note {
            x: shown.x + column.from * scale + 2.0,
            y: shown.y + row.from * scale + 5.0,
            text: (n + 1).to_string(),
            ends: false,
        };
        places.enumerate().map(number).collect()
    }

    fn new(sign: Large, sheet: Area) -> Self {
        let window = window(sheet);
        let fits =
            |code: &Frame| code.w + OVERLAP <= window.width && code.h + OVERLAP <= window.height;
        let code = sign.code.filter(fits);
        let along = |from: fn(&Frame) -> f64, length: fn(&Frame) -> f64| {
            code.map(|code| Stretch {
                from: from(&code),
                to: from(&code) + length(&code),
            })
        };
        let Area { width, height } = sign.area;
        Self {
            sign: sign.area,
            sheet,
            columns: stretches(width, window.width, along(|c| c.x, |c| c.w)),
            rows: stretches(height, window.height, along(|c| c.y, |c| c.h)),
        }
    }

    fn sheets(&self) -> usize {
        self.columns.len() * self.rows.len()
    }

    /// What the sheet of this number shows.
    fn part(&self, at: usize) -> Frame {
        let columns = self.columns.len().max(1);
        let whole = |length| Stretch {
            from: 0.0,
            to: length,
        };
        let column = self.columns.get(at % columns).copied();
        let row = self.rows.get(at / columns).copied();
        let column = column.unwrap_or(whole(self.sign.width));
        let row = row.unwrap_or(whole(self.sign.height));
        Frame::new(
            column.from,
            row.from,
            column.to - column.from,
            row.to - row.from,
        )
    }

    /// What stays to be seen of it: the next sheets are glued over its right and lower strips.
    fn seen(&self, at: usize) -> Frame {
        let columns = self.columns.len().max(1);
        let glued = |is_last: bool| if is_last { 0.0 } else { OVERLAP };
        let right = glued(at % columns + 1 == columns);
        let below = glued(at / columns + 1 == self.rows.len());
        let part = self.part(at);
        Frame::new(part.x, part.y, part.w - right, part.h - below)
    }

    fn side(&self, at: usize, piece: usize, of: usize) -> Side {
        let columns = self.columns.len().max(1);
        let (column, row) = (at % columns, at / columns);
        let part = self.part(at);
        let shown = Frame::new(EDGE, EDGE, part.w, part.h);
        let mut side = Side {
            width: self.sheet.width,
            height: self.sheet.height,
            placed: vec![Placed {
                piece,
                x: EDGE,
                y: EDGE,
                window: part,
                scale: 1.0,
                turned: false,
            }],
            marks: corners(shown),
            ..Side::default()
        };
        side.marks.extend(self.glue(shown, column, row));
        self.explain(&mut side, at, &which(piece, of));
        side
    }

    /// Ticks where the next sheet begins: what lies beyond them is glued over.
    fn glue(&self, shown: Frame, column: usize, row: usize) -> Vec<Segment> {
        let mut marks = Vec::new();
        if column + 1 < self.columns.len() {
            let x = shown.right() - OVERLAP;
            marks.push(upright(x, shown.y - TICK, shown.y - 0.5));
            marks.push(upright(x, shown.bottom() + 0.5, shown.bottom() + TICK));
        }
        if row + 1 < self.rows.len() {
            let y = shown.bottom() - OVERLAP;
            marks.push(lying(y, shown.x - TICK, shown.x - 0.5));
            marks.push(lying(y, shown.right() + 0.5, shown.right() + TICK));
        }
        marks
    }

    /// The number of the sheet, its place, and the line to check.
    fn explain(&self, side: &mut Side, at: usize, which: &str) {
        let (columns, rows) = (self.columns.len().max(1), self.rows.len());
        let (column, row) = (at % columns + 1, at / columns + 1);
        let next = match (column < columns, row < rows) {
            (true, _) => " →",
            (false, true) => " ↓",
            (false, false) => "",
        };
        let y = side.height - PRINTED - 1.0;
        side.notes.push(Note {
            x: EDGE,
            y,
            text: format!(
                "{which}{}/{}{next}　第{row}行第{column}列",
                at + 1,
                self.sheets()
            ),
            ends: false,
        });
        let right = side.width - EDGE;
        let left = right - CHECK;
        side.marks.push(lying(y - 0.9, left, right));
        side.marks.push(upright(left, y - 2.4, y + 0.6));
        side.marks.push(upright(right, y - 2.4, y + 0.6));
        side.notes.push(Note {
            x: left - 2.0,
            y,
            text: "按100%打印，此线长100毫米".to_owned(),
            ends: true,
        });
    }
}

fn window(sheet: Area) -> Area {
    Area::new(sheet.width - 2.0 * EDGE, sheet.height - EDGE - BOTTOM)
}

/// A length in stretches no longer than a window, each sharing a strip with the next: as even as
/// they can be when one of them holds the code whole.
fn stretches(length: f64, window: f64, code: Option<Stretch>) -> Vec<Stretch> {
    let least = least(length, window);
    let held = |code: Stretch| {
        let mut counts = least..=least * MOST;
        counts.find_map(|count| holding(length, window, count, code))
    };
    code.and_then(held)
        .unwrap_or_else(|| even(0.0, length, least))
}

/// So many stretches with the code whole on one, where that can be.
fn holding(length: f64, window: f64, count: usize, code: Stretch) -> Option<Vec<Stretch>> {
    let all = (0..count).filter_map(|at| around(length, window, count, at, code));
    let long = |held: &Held| held.stretch.to - held.stretch.from;
    let held = all.min_by(|a, b| long(a).total_cmp(&long(b)))?;
    Some(with(length, count, &held))
}

/// How many windows cover a length when each shares a strip with the next.
fn least(length: f64, window: f64) -> usize {
    let mut steps = 1;
    while count(steps) * (window - OVERLAP) + OVERLAP < length {
        steps += 1;
    }
    steps
}

/// So many stretches of one length from one end to the other.
fn even(from: f64, to: f64, steps: usize) -> Vec<Stretch> {
    let one = (to - from - OVERLAP) / count(steps.max(1)) + OVERLAP;
    let step = |at: usize| {
        let from = from + count(at) * (one - OVERLAP);
        Stretch {
            from,
            to: from + one,
        }
    };
    (0..steps).map(step).collect()
}

/// The stretch that holds the code, and its number.
struct Held {
    at: usize,
    stretch: Stretch,
}

/// The stretch of this number as near to even as holds the code before the strip that the next is
/// glued over, where the others can cover the rest.
fn around(length: f64, window: f64, steps: usize, at: usize, code: Stretch) -> Option<Held> {
    let usual = even(0.0, length, steps).get(at).copied()?;
    let step = window - OVERLAP;
    let (before, after) = (count(at) * step, count(steps - 1 - at) * step);
    let from = usual.from.min(code.from).min(before).max(0.0);
    let glued = if at + 1 < steps { OVERLAP } else { 0.0 };
    if code.to + glued > length {
        return None;
    }
    let to = usual.to.max(code.to + glued).max(length - after);
    let to = to.min(length);
    let stretch = Stretch { from, to };
    (to - from <= window + 1e-9).then_some(Held { at, stretch })
}

/// The stretches before and after one, evened out.
fn with(length: f64, steps: usize, held: &Held) -> Vec<Stretch> {
    let Held { at, stretch } = *held;
    let mut all = even(0.0, stretch.from + OVERLAP, at);
    all.push(stretch);
    all.extend(even(stretch.to - OVERLAP, length, steps - 1 - at));
    all
}

/// Ticks outside the corners of what a sheet shows.
fn corners(shown: Frame) -> Vec<Segment> {
    let mut marks = Vec::new();
    for x in [shown.x, shown.right()] {
        marks.push(upright(x, shown.y - TICK, shown.y - 0.5));
        marks.push(upright(x, shown.bottom() + 0.5, shown.bottom() + TICK));
    }
    for y in [shown.y, shown.bottom()] {
        marks.push(lying(y, shown.x - TICK, shown.x - 0.5));
        marks.push(lying(y, shown.right() + 0.5, shown.right() + TICK));
    }
    marks
}

fn upright(x: f64, from: f64, to: f64) -> Segment {
    Segment {
        from: (x, from),
        to: (x, to),
    }
}

fn lying(y: f64, from: f64, to: f64) -> Segment {
    Segment {
        from: (from, y),
        to: (to, y),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bare(paper: crate::signs::print::Paper) -> Large {
        Large {
            area: paper.area(),
            code: None,
        }
    }

    #[test]
    fn a_code_is_whole_on_one_sheet_wherever_it_stands_and_rows_are_even() {
        for format in [Format::A3, Format::A2, Format::A1, Format::A0] {
            for paper in [format.portrait(), format.landscape()] {
                (0..40).for_each(|step| a_code_is_whole(paper, f64::from(step) / 39.0));
                rows_are_even(paper);
            }
        }
    }

    fn a_code_is_whole(paper: crate::signs::print::Paper, along: f64) {
        let area = paper.area();
        let side = area.short() * 0.2;
        let code = Frame::new(
            (area.width - side) * along,
            (area.height - side) * (1.0 - along * 0.7),
            side,
            side,
        );
        let sign = Large {
            area,
            code: Some(code),
        };
        let windows: Vec<Frame> = sides(sign, 0, 1)
            .iter()
            .map(|s| s.placed[0].window)
            .collect();
        assert!(windows.iter().any(|w| w.holds(code)), "{paper} {code:?}");
        for window in &windows {
            let cuts = |seam: f64, from: f64, to: f64| from + 1e-6 < seam && seam < to - 1e-6;
            assert!(!cuts(window.x, code.x, code.right()), "{paper} {code:?}");
            assert!(!cuts(window.y, code.y, code.bottom()), "{paper} {code:?}");
            let least = window.w.min(window.h);
            assert!(least > 2.0 * OVERLAP, "{paper} {window:?}");
        }
    }

    #[test]
    fn a_plan_says_a_code_is_whole_only_where_it_is() {
        let code = |x, y, side| Some(Frame::new(x, y, side, side));
        for (paper, code, is_whole) in [
            (Format::A1.portrait(), code(60.0, 670.0, 130.0), true),
            (Format::A0.portrait(), code(56.0, 948.0, 184.2), false),
            (Format::A0.landscape(), code(56.0, 600.0, 184.2), false),
            (Format::A1.portrait(), code(60.0, 600.0, 200.0), false),
        ] {
            let area = paper.area();
            let said = plan(Large { area, code }, 0, 1).notes;
            let says = |words: &str| said.iter().any(|note| note.text.contains(words));
            assert_eq!(says("二维码完整地在一张上"), is_whole, "{paper}");
            assert_eq!(says("小标签"), !is_whole, "{paper}");
        }
    }

    fn rows_are_even(paper: crate::signs::print::Paper) {
        let all = sides(bare(paper), 0, 1);
        let first = all[0].placed[0].window;
        for side in &all {
            let window = side.placed[0].window;
            assert!((window.w - first.w).abs() < 1e-6 && (window.h - first.h).abs() < 1e-6);
        }
    }

    #[test]
    fn a3_takes_four_sheets_and_a2_eight() {
        assert_eq!(sides(bare(Format::A3.portrait()), 0, 1).len(), 4);
        assert_eq!(sides(bare(Format::A2.portrait()), 0, 1).len(), 8);
    }

    #[test]
    fn the_plan_shows_the_whole_sign_and_a_number_for_every_sheet() {
        for paper in [
            Format::A3.landscape(),
            Format::A2.portrait(),
            Format::A0.portrait(),
        ] {
            let (sign, sheets) = (paper.area(), sides(bare(paper), 0, 1).len());
            let plan = plan(bare(paper), 0, 1);
            assert_eq!(plan.placed[0].window, sign.frame());
            assert_eq!(plan.notes.len(), sheets + 2, "no word of a code it has not");
            let scale = plan.placed[0].scale;
            assert!(scale * sign.width <= PLAN.width + 1e-9);
            assert!(scale * sign.height <= PLAN.height + 1e-9);
            let [picture, numbers] =
                PLANS_AT.map(|x| Frame::new(x, PLAN_TOP, sign.width * scale, sign.height * scale));
            let within = |frame: Frame, (x, y): (f64, f64)| {
                (frame.x - 1e-6..=frame.right() + 1e-6).contains(&x)
                    && (frame.y - 1e-6..=frame.bottom() + 1e-6).contains(&y)
            };
            for mark in &plan.marks {
                let ends = [mark.from, mark.to];
                assert!(
                    [picture, numbers]
                        .iter()
                        .any(|f| ends.iter().all(|at| within(*f, *at)))
                );
            }
            // The sheets begin where the plan says they do.
            for (note, side) in plan.notes.iter().zip(sides(bare(paper), 0, 1)) {
                let window = side.placed[0].window;
                assert!((note.x - 2.0 - numbers.x - window.x * scale).abs() < 1e-6);
                assert!((note.y - 5.0 - numbers.y - window.y * scale).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn the_sheets_of_several_signs_say_whose_they_are() {
        let a3 = bare(Format::A3.portrait());
        assert!(
            plan(a3, 1, 2)
                .notes
                .iter()
                .any(|n| n.text.starts_with("第2块 拼接图"))
        );
        for side in sides(a3, 1, 2) {
            assert!(side.notes[0].text.starts_with("第2块 "), "{:?}", side.notes);
        }
    }

    #[test]
    fn every_sheet_says_which_it_is_and_has_a_line_of_100_mm() {
        let sides = sides(bare(Format::A2.portrait()), 0, 1);
        assert!(
            sides[0].notes[0].text.starts_with("1/8 →"),
            "{:?}",
            sides[0].notes
        );
        for side in &sides {
            let hundred = |m: &Segment| (m.to.0 - m.from.0 - 100.0).abs() < 1e-9;
            assert_eq!(side.marks.iter().filter(|m| hundred(m)).count(), 1);
        }
    }

    proptest! {
        #[test]
        fn the_windows_cover_the_sign_and_share_their_strips(w in 220.0..900.0, h in 300.0..1200.0) {
            let sign = Large { area: Area::new(w, h), code: None };
            let sides = sides(sign, 0, 1);
            let windows: Vec<Frame> = sides.iter().map(|s| s.placed[0].window).collect();
            let rows: Vec<&[Frame]> = windows.chunk_by(|a, b| (a.y - b.y).abs() < 1e-6).collect();
            for row in &rows {
                prop_assert!(row[0].x == 0.0 && (row.last().unwrap().right() - w).abs() < 1e-6);
                for pair in row.windows(2) {
                    prop_assert!((pair[0].right() - pair[1].x - OVERLAP).abs() < 1e-6);
                }
            }
            prop_assert!(rows[0][0].y == 0.0);
            prop_assert!((rows.last().unwrap()[0].bottom() - h).abs() < 1e-6);
            for pair in rows.windows(2) {
                prop_assert!((pair[0][0].bottom() - pair[1][0].y - OVERLAP).abs() < 1e-6);
            }
            for side in &sides {
                let placed = side.placed[0];
                prop_assert!(placed.x + placed.window.w <= side.width - EDGE + 0.01);
                prop_assert!(placed.y + placed.window.h <= side.height - BOTTOM + 0.01);
            }
        }
    }
}
