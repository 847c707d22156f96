//! How signs stand on the sheets that go through the printer. Lengths are millimetres.

use super::cells::{AS_IT_IS, Cells, LabelSheet, PRINTED, TICK};
use super::paper::{Area, Format, Frame, Paper};
use super::side::{Note, Placed, Segment, Side};
use super::tiles::{self, Large};

/// How signs stand on sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Imposition {
    /// Each on a sheet of its own size.
    OneUp,
    /// Two A5 on A4.
    TwoA5,
    /// Four A6 on A4.
    FourA6,
    /// Labels on A4, from a position on, because a started sheet is used up.
    Labels {
        /// Which sheet of labels.
        sheet: LabelSheet,
        /// The first free label, counted from 1, row by row.
        start: u32,
    },
    /// Each twice, for the two sides of an A-board.
    BothSides,
    /// Each lying on half a sheet of the next larger size, which is folded to stand like a
    /// roof; the sign on the upper half stands head down.
    Tent,
    /// One large sign on many A4 sheets, to be cut and glued, each with a plan in front.
    Tiled,
    /// For a print shop: the sign with its bleed, its trim box and crop marks.
    PrintShop,
}

/// Why signs cannot stand on sheets so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ImposeError {
    /// The sheet has no such label.
    #[error("a sheet has labels 1 to {labels}; there is no label {start} to start with")]
    Start {
        /// The label asked for.
        start: u32,
        /// How many there are.
        labels: u32,
    },
    /// What is already no larger than A4 is not put together from A4.
    #[error("{0} fits one sheet; only A3 to A0 are put together from A4")]
    NothingToTile(Paper),
}

impl Imposition {
    /// The size a sign is laid out at.
    pub fn cell(self, paper: Paper) -> Area {
        if self == Self::Tent {
            return paper.format.landscape().area();
        }
        self.cells(paper)
            .map_or_else(|| paper.area(), |cells| cells.cell)
    }

    fn cells(self, paper: Paper) -> Option<Cells> {
        match self {
            Self::TwoA5 => Some(Cells::halves(Format::A5, paper.landscape)),
            Self::FourA6 => Some(Cells::halves(Format::A6, paper.landscape)),
            Self::Labels { sheet, .. } => Some(sheet.cells()),
            Self::OneUp | Self::BothSides | Self::Tent | Self::Tiled | Self::PrintShop => None,
        }
    }

    /// The sides that so many signs take.
    pub fn arrange(self, paper: Paper, pieces: usize) -> Result<Vec<Side>, ImposeError> {
        self.arrange_around(paper, &vec![None; pieces])
    }

    /// The same for signs whose codes stand there: no seam runs through one.
    pub(super) fn arrange_around(
        self,
        paper: Paper,
        codes: &[Option<Frame>],
    ) -> Result<Vec<Side>, ImposeError> {
        let pieces = codes.len();
        if let Some(cells) = self.cells(paper) {
            return Ok(cells.arrange(pieces, self.first_cell()?));
        }
        match self {
            Self::Tiled if paper.format <= Format::A4 => Err(ImposeError::NothingToTile(paper)),
            Self::Tiled => {
                let whole = |(at, code): (usize, &Option<Frame>)| {
                    let sign = Large {
                        area: paper.area(),
                        code: *code,
                    };
                    let plan = tiles::plan(sign, at, pieces);
                    std::iter::once(plan).chain(tiles::sides(sign, at, pieces))
                };
                Ok(codes.iter().enumerate().flat_map(whole).collect())
            }
            Self::BothSides => Ok((0..pieces)
                .flat_map(|at| [at, at])
                .map(|at| alone(paper.area(), at))
                .collect()),
            Self::Tent => Ok((0..pieces).map(|at| tent(paper.format, at)).collect()),
            Self::PrintShop => Ok((0..pieces)
                .map(|at| for_the_shop(paper.area(), at))
                .collect()),
            Self::OneUp | Self::TwoA5 | Self::FourA6 | Self::Labels { .. } => {
                Ok((0..pieces).map(|at| alone(paper.area(), at)).collect())
            }
        }
    }

    fn first_cell(self) -> Result<usize, ImposeError> {
        let Self::Labels { sheet, start } = self else {
            return Ok(0);
        };
        let labels = sheet.labels();
        let refused = ImposeError::Start { start, labels };
        if !(1..=labels).contains(&start) {
            return Err(refused);
        }
        usize::try_from(start - 1).ok().ok_or(refused)
    }
}

fn alone(area: Area, piece: usize) -> Side {
    Side {
        width: area.width,
        height: area.height,
        placed: vec![Placed {
            piece,
            x: 0.0,
            y: 0.0,
            window: area.frame(),
            scale: 1.0,
            turned: false,
        }],
        ..Side::default()
    }
}

/// The lying sign below the fold, and above it once more, head down.
fn tent(format: Format, piece: usize) -> Side {
    let area = format.landscape().area();
    let mut side = alone(area, piece);
    side.height = match format.larger() {
        Some(sheet) => sheet.portrait().area().height,
        None => 2.0 * area.height,
    };
    let fold = side.height / 2.0;
    let air = (fold - area.height) / 2.0;
    let Some(above) = side.placed.first().copied() else {
        return side;
    };
    side.placed = vec![
        Placed {
            y: fold + air,
            ..above
        },
        Placed {
            y: air,
            turned: true,
            ..above
        },
    ];
    for x in [PRINTED, area.width - PRINTED - TICK] {
        side.marks.push(Segment {
            from: (x, fold),
            to: (x + TICK, fold),
        });
    }
    side.notes.push(Note {
        x: PRINTED + TICK + 2.0,
        y: fold - 1.0,
        text: AS_IT_IS.to_owned(),
        ends: false,
    });
    side
}

/// What a print shop cuts off around the sign.
const BLEED: f64 = 3.0;
/// The paper around the trimmed sign: the bleed, and the marks beyond it.
const BEYOND: f64 = 12.0;

/// The sign with its bleed around it, and marks where the knife comes down.
fn for_the_shop(area: Area, piece: usize) -> Side {
    let mut side = alone(area, piece);
    side.beyond = BEYOND;
    for placed in &mut side.placed {
        (placed.x, placed.y) = (-BLEED, -BLEED);
        placed.window = area.frame().inset(-BLEED, -BLEED);
    }
    let (near, far) = (BLEED + 1.0, BEYOND - 1.0);
    for (x, way) in [(0.0, -1.0), (area.width, 1.0)] {
        for (y, down) in [(0.0, -1.0), (area.height, 1.0)] {
            side.marks.push(Segment {
                from: (x + way * near, y),
                to: (x + way * far, y),
            });
            side.marks.push(Segment {
                from: (x, y + down * near),
                to: (x, y + down * far),
            });
        }
    }
    side
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SHEETS: [LabelSheet; 3] = [
        LabelSheet::Eight,
        LabelSheet::TwentyOne,
        LabelSheet::TwentyFour,
    ];

    fn spots(side: &Side) -> Vec<Frame> {
        let spot = |p: &Placed| Frame::new(p.x, p.y, p.window.w, p.window.h);
        side.placed.iter().map(spot).collect()
    }

    fn all_ways() -> Vec<Imposition> {
        let labels = SHEETS.map(|sheet| Imposition::Labels { sheet, start: 1 });
        [Imposition::OneUp, Imposition::TwoA5, Imposition::FourA6]
            .into_iter()
            .chain(labels)
            .collect()
    }

    #[test]
    fn no_sign_leaves_its_sheet_or_lies_on_another() {
        let papers = [Format::A4.portrait(), Format::A4.landscape()];
        let ways = all_ways();
        let cases = ways.iter().flat_map(|way| papers.map(|paper| (way, paper)));
        for side in cases.flat_map(|(way, paper)| way.arrange(paper, 30).unwrap()) {
            let sheet = Frame::new(0.0, 0.0, side.width, side.height);
            let spots = spots(&side);
            for (at, spot) in spots.iter().enumerate() {
                assert!(sheet.holds(*spot), "{spot:?}");
                assert!(!spots.iter().skip(at + 1).any(|other| spot.overlaps(*other)));
            }
        }
    }

    #[test]
    fn halves_and_quarters_use_the_whole_sheet() {
        let upright = Imposition::TwoA5.arrange(Format::A5.portrait(), 2).unwrap();
        assert_eq!(
            (upright.len(), upright[0].width, upright[0].placed.len()),
            (1, 297.0, 2)
        );
        let lying = Imposition::TwoA5
            .arrange(Format::A5.landscape(), 3)
            .unwrap();
        assert_eq!(
            (lying.len(), lying[0].width, lying[1].placed.len()),
            (2, 210.0, 1)
        );
        let quarters = Imposition::FourA6
            .arrange(Format::A6.landscape(), 4)
            .unwrap();
        assert_eq!((quarters.len(), quarters[0].width), (1, 297.0));
    }

    #[test]
    fn a_started_sheet_of_labels_is_used_up_first() {
        let way = Imposition::Labels {
            sheet: LabelSheet::TwentyOne,
            start: 20,
        };
        let sides = way.arrange(Format::A4.portrait(), 4).unwrap();
        assert_eq!(
            (sides.len(), sides[0].placed.len(), sides[1].placed.len()),
            (2, 2, 2)
        );
        let first = sides[0].placed[0];
        assert!(
            (first.x - 73.25).abs() < 0.01 && (first.y - 243.75).abs() < 0.01,
            "{first:?}"
        );
        assert_eq!(sides[1].placed[0].piece, 2);
    }

    #[test]
    fn a_label_that_is_not_on_the_sheet_is_refused() {
        for start in [0, 25] {
            let way = Imposition::Labels {
                sheet: LabelSheet::TwentyFour,
                start,
            };
            let refused = way.arrange(Format::A4.portrait(), 1).unwrap_err();
            assert_eq!(refused, ImposeError::Start { start, labels: 24 });
        }
    }

    #[test]
    fn the_print_shop_gets_three_millimetres_and_marks_outside_them() {
        let side = &Imposition::PrintShop
            .arrange(Format::A3.portrait(), 1)
            .unwrap()[0];
        assert_eq!(side.placed[0].window, Frame::new(-3.0, -3.0, 303.0, 426.0));
        assert_eq!(side.marks.len(), 8);
        let bleed = side.placed[0].window;
        for mark in &side.marks {
            for (x, y) in [mark.from, mark.to] {
                assert!(!bleed.holds(Frame::new(x, y, 0.0, 0.0)));
                assert!(x > -12.0 && y > -12.0 && x < 309.0 && y < 432.0);
            }
        }
    }

    proptest! {
        #[test]
        fn every_sign_is_printed_once(pieces in 1_usize..60, start in 1_u32..=8) {
            let way = Imposition::Labels { sheet: LabelSheet::Eight, start };
            let sides = way.arrange(Format::A4.portrait(), pieces).unwrap();
            let printed: Vec<usize> = sides.iter().flat_map(|s| &s.placed).map(|p| p.piece).collect();
            prop_assert_eq!(printed, (0..pieces).collect::<Vec<_>>());
        }
    }
}
