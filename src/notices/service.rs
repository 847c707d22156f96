//! The steps of a notice, each one sentence in one change.

mod drafting;
mod following;
mod ground;
mod publishing;
mod record;
mod review;

pub use self::drafting::{delete, keep, take_back};
pub use self::following::{Follower, cancel, follow, replace};
pub use self::ground::{Loaded, Text, Wanted, look};
pub use self::publishing::{Published, expire, publish, publish_due, publish_held};
pub(super) use self::record::{Done, seen, subject};
pub use self::record::{WINDOW, seen_now};
pub use self::review::{Sent, approve, give_back, send};
