//! The steps of a notice, each one sentence in one change.

mod drafting;
mod following;
mod ground;
mod publishing;
mod review;

use super::NoticeId;

pub use self::drafting::{delete, keep, take_back};
pub use self::following::{apologise, cancel, replace, restored};
pub use self::ground::Loaded;
pub use self::publishing::{Published, expire, publish, publish_due};
pub use self::review::{Sent, approve, give_back, preview, send};

/// What the audit calls a notice.
fn subject(id: &NoticeId) -> String {
    format!("notice:{id}")
}
