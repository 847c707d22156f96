//! Who reads what everybody may see, and when.

use super::super::room::Rooms;
use crate::platform::dates::Dates;
use crate::platform::page::View;

/// A reader of public pages.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The kinds of notice.
    pub rooms: Rooms,
    /// How moments are shown, and now.
    pub show: Dates,
    /// The words.
    pub view: &'a View,
}
