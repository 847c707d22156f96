//! What the steps of a notice work with beside the database.

use super::mails::Post;
use super::room::Rooms;
use crate::platform::press::Press;

/// What sets paper, and the kinds that there are.
#[derive(Debug, Clone)]
pub struct Tools {
    /// What sets and addresses paper.
    pub press: Press,
    /// The kinds of notice.
    pub rooms: Rooms,
    /// What mails are written with.
    pub post: Post,
}

/// What lets a notice out.
#[derive(Debug, Clone)]
pub struct Means {
    /// The kinds of notice.
    pub rooms: Rooms,
    /// What its mails are written with.
    pub post: Post,
}
