//! What the demo company is founded with.

use crate::notices::mails::Post;
use crate::notices::tools::Tools;
use crate::people::OfficeId;
use crate::platform::db::System;
use crate::platform::press::Press;

/// The password of every demo account.
pub const PASSWORD: &str = "gaoshi-demo";

/// Who answers for what the demo makes.
pub(super) const ACTOR: System = System("demo");

/// What the demo consists of, for the files that add to it.
#[derive(Debug)]
pub struct Founded {
    /// The head office.
    pub head: OfficeId,
    /// The three offices, in order.
    pub offices: Vec<OfficeId>,
}

/// What the demo's days need besides the database.
pub struct Workshop<'a> {
    /// What sets and addresses its paper.
    pub press: &'a Press,
    /// What its mails are written with.
    pub post: &'a Post,
    /// What its notices are made with.
    pub notices: &'a Tools,
}
