//! The layouts, one a kind of sign: where each part stands and how large its words are.

mod carrier;
mod direction;
mod fire_lane;
mod label;
mod lift_index;
mod numeral;
mod room;
mod rules;
mod single;
mod work;

pub(super) use self::carrier::MOST as MOST_SIGNS;
pub(super) use self::room::facts as room_facts;

use super::canvas::{Canvas, Overflow};
use super::piece::{Body, Piece};

/// Draws a sign on its sheet.
pub(super) fn draw<'p>(canvas: &mut Canvas<'p>, piece: &'p Piece) -> Result<(), Overflow> {
    match &piece.body {
        Body::Single(sign) => single::draw(canvas, piece, sign),
        Body::Carrier(signs) => carrier::draw(canvas, piece, signs),
        Body::Work(work) => work::draw(canvas, piece, work),
        Body::Numeral(numeral) => numeral::draw(canvas, piece, numeral),
        Body::LiftIndex(index) => lift_index::draw(canvas, piece, index),
        Body::Room(room) => room::draw(canvas, piece, room),
        Body::Direction(ways) => direction::draw(canvas, piece, ways),
        Body::Rules(rules) => rules::draw(canvas, piece, rules),
        Body::FireLane(lane) => fire_lane::draw(canvas, piece, lane),
        Body::Label(label) => label::draw(canvas, piece, label),
    }
}
