//! The kinds of notice that the program is built with. A new kind is its folder, its words, and one
//! line here.

use super::room::Rooms;
use super::{cancellation, outages};

/// The kinds; a form that names none is of the first.
pub static ROOMS: Rooms = Rooms::of(&[&outages::ROOM, &outages::APOLOGY, &cancellation::ROOM]);
