//! What hangs on a place or a board: features above answer for what is theirs.

use super::{BoardId, OfficeId, Place, PlaceId};
use crate::error::{Refusal, Result};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::platform::typeset::Typesetter;

/// What keeps a place where it is while there is any of it.
pub struct PlaceTie {
    /// The sentence that says so; `count` says how many.
    pub key: &'static str,
    /// How many hang on any of these places of a community.
    pub count: fn(&mut Conn, &Place, &[PlaceId]) -> Result<i64>,
}

/// What keeps a board where it is while there is any of it.
pub struct BoardTie {
    /// The sentence that says so; `count` says how many.
    pub key: &'static str,
    /// How many hang on it.
    pub count: fn(&mut Conn, &BoardId) -> Result<i64>,
}

/// Lets what hangs on a place, or was written down there, go along to another one.
pub type GoAlong = fn(&mut Tx<'_>, from: &Place, into: &Place) -> Result<()>;

/// A community that goes from one office to another.
#[derive(Debug, Clone, Copy)]
pub struct Handover<'a> {
    pub community: &'a Place,
    pub from: &'a OfficeId,
    pub to: &'a OfficeId,
}

/// What goes along with a community that is handed to another office.
pub struct Hand {
    /// The sentence that says so; `count` says how many.
    pub key: &'static str,
    /// How many of it the office in charge has there now.
    pub count: fn(&mut Conn, &Place, Moment) -> Result<i64>,
    /// Gives them to the other office.
    pub give: fn(&mut Tx<'_>, &Handover<'_>) -> Result<()>,
}

/// How many codes that hang lead to another address than this.
pub type Elsewhere = fn(&mut Conn, base: &str) -> Result<i64>;

/// About how many characters a label has room for, where this address is longer; nothing where it fits.
pub type LabelRoom = fn(&Typesetter, base: &str) -> Option<usize>;

/// Everything that may hang; the house fills it.
pub struct Ties {
    /// On places.
    pub places: Vec<PlaceTie>,
    /// On boards.
    pub boards: Vec<BoardTie>,
    /// What goes along from a place to the one that it was put together with.
    pub go_along: Vec<GoAlong>,
    /// What goes along with a community.
    pub hands: Vec<Hand>,
    /// Codes on paper.
    pub codes: Vec<Elsewhere>,
    /// Whether labels take an address.
    pub label_room: LabelRoom,
}

impl Ties {
    /// What hangs on these places of a community.
    pub fn of_places(
        &self,
        conn: &mut Conn,
        community: &Place,
        places: &[PlaceId],
    ) -> Result<Vec<Refusal>> {
        let mut told = Vec::new();
        for tie in &self.places {
            told.extend(tell(tie.key, (tie.count)(conn, community, places)?));
        }
        Ok(told)
    }

    /// How many codes that hang lead to another address than this.
    pub fn codes_elsewhere(&self, conn: &mut Conn, base: &str) -> Result<i64> {
        let counted = self.codes.iter().map(|elsewhere| elsewhere(conn, base));
        counted.sum()
    }

    /// What hangs on a board.
    pub fn of_board(&self, conn: &mut Conn, board: &BoardId) -> Result<Vec<Refusal>> {
        let mut told = Vec::new();
        for tie in &self.boards {
            told.extend(tell(tie.key, (tie.count)(conn, board)?));
        }
        Ok(told)
    }
}

fn tell(key: &'static str, count: i64) -> Option<Refusal> {
    (count > 0).then(|| Refusal::new(key).naming("count", count.to_string()))
}
