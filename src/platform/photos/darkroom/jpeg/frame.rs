//! The head of a JPEG, and what decoding it takes.

use crate::platform::photos::darkroom::room::Size;
use crate::platform::photos::darkroom::walk::Walk;
use crate::platform::photos::picture::PhotoError;

/// One colour of a picture: how many of its blocks stand side by side and above each other.
#[derive(Debug, Clone, Copy)]
struct Plane {
    across: u64,
    down: u64,
}

/// The head.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) size: Size,
    /// Whether it comes in turns, so that all of it must be held until the last.
    is_progressive: bool,
    planes: Vec<Plane>,
}

/// The points that one block of eight by eight becomes, along a side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale(u64);

impl Frame {
    /// Reads the body of the part that holds it.
    pub(super) fn read(body: &[u8], is_progressive: bool) -> Result<Self, PhotoError> {
        let mut head = Walk::of(body);
        let depth = head.byte()?;
        let (height, width) = (u32::from(head.short()?), u32::from(head.short()?));
        let count = head.byte()?;
        if depth != 8 || !matches!(count, 1 | 3 | 4) {
            return Err(PhotoError::Damaged);
        }
        let mut planes = Vec::new();
        for _ in 0..count {
            let [_, factors, _] = [head.byte()?, head.byte()?, head.byte()?];
            let plane = Plane {
                across: u64::from(factors >> 4),
                down: u64::from(factors & 0x0F),
            };
            if !(1..=4).contains(&plane.across) || !(1..=4).contains(&plane.down) {
                return Err(PhotoError::Damaged);
            }
            planes.push(plane);
        }
        Ok(Self {
            size: Size { width, height },
            is_progressive,
            planes,
        })
    }

    /// The scale that the decoder chooses for a picture of at least this size.
    pub(super) fn scale_for(&self, to: Size) -> Scale {
        let reaches = |scale: &u64| {
            let scaled = |side: u32| (u64::from(side) * scale).div_ceil(8);
            scaled(self.size.width) >= to.width.into()
                || scaled(self.size.height) >= to.height.into()
        };
        Scale([1, 2, 4].into_iter().find(reaches).unwrap_or(8))
    }

    /// Bytes that decoding holds: the planes and the picture at their scale; and of one that comes
    /// in turns two bytes for each point of every plane.
    pub(super) fn held(&self, Scale(scale): Scale) -> u64 {
        let most = |of: fn(&Plane) -> u64| self.planes.iter().map(of).max().unwrap_or(1);
        let (width, height) = (u64::from(self.size.width), u64::from(self.size.height));
        let blocks = width.div_ceil(8 * most(|p| p.across)) * height.div_ceil(8 * most(|p| p.down));
        let points = |plane: &Plane| blocks * plane.across * plane.down * 64;
        let all: u64 = self.planes.iter().map(points).sum();
        let colours = u64::try_from(self.planes.len()).unwrap_or(u64::MAX);
        let picture = blocks * most(|p| p.across) * most(|p| p.down) * 64 * colours;
        let scaled = (all + picture) * scale * scale / 64;
        if self.is_progressive {
            scaled + 2 * all
        } else {
            scaled
        }
    }
}
