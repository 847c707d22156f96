//! The life of a notice: which step may follow which, and who may take it.
//!
//! ```text
//! Draft → InReview → Scheduled → Published → Superseded | Cancelled | Expired
//!           │ returned    │ edited
//!           └──► Draft ◄──┘
//! ```
//!
//! A step that is not drawn cannot be written down:
//!
//! ```compile_fail
//! use gaoshi::notices::lifecycle::{Draft, Notice};
//! fn skip_review(notice: Notice<Draft>, now: gaoshi::platform::clock::Moment) {
//!     notice.publish(now);
//! }
//! ```

use std::marker::PhantomData;

use super::ids::NoticeId;
use crate::error::Refusal;
use crate::people::UserId;
use crate::platform::clock::Moment;

crate::text_enum! {
    /// Where a notice stands.
    Stage {
        /// 草稿.
        Draft = "draft",
        /// 审核中.
        InReview = "in_review",
        /// 待发布.
        Scheduled = "scheduled",
        /// 已发布.
        Published = "published",
        /// 已替代.
        Superseded = "superseded",
        /// 已取消.
        Cancelled = "cancelled",
        /// 已过期.
        Expired = "expired",
    }
}

/// A stage as a type.
pub trait AtStage {
    /// The stage it stands for.
    const STAGE: Stage;
}

macro_rules! stages {
    ($($(#[$doc:meta])* $name:ident),+) => {
        $($(#[$doc])* #[derive(Debug, Clone, Copy)] pub struct $name;
        impl AtStage for $name { const STAGE: Stage = Stage::$name; })+
    };
}

stages! {
    /// Being written.
    Draft,
    /// Waiting for the second pair of eyes.
    InReview,
    /// Approved; waits for its hour.
    Scheduled,
    /// Out.
    Published,
    /// A later notice took its place.
    Superseded,
    /// Called off.
    Cancelled,
    /// Over.
    Expired
}

/// A notice at a stage, as far as its moves need it. Only `store` makes one.
#[derive(Debug)]
pub struct Notice<S> {
    core: Core,
    at: PhantomData<S>,
}

/// What moves look at and what they set.
#[derive(Debug, Clone, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = crate::schema::notices)]
pub struct Core {
    /// The notice.
    pub id: NoticeId,
    /// The change count that a save must find unchanged.
    pub version: i64,
    /// Who wrote it.
    #[diesel(column_name = author_id)]
    pub author: UserId,
    /// Who approved or returned it.
    #[diesel(column_name = reviewer_id)]
    pub reviewer: Option<UserId>,
    /// What the reviewer said.
    pub remark: Option<String>,
    /// When it should appear.
    pub publish_at: Moment,
    /// When it was approved.
    pub approved_at: Option<Moment>,
    /// When it appeared.
    pub published_at: Option<Moment>,
    /// When it was superseded, cancelled or over.
    pub closed_at: Option<Moment>,
    /// Whether it appeared later than it should have.
    pub late: bool,
    /// Whether it waits for a person because it came too late to be of use.
    pub held: bool,
}

/// Who wrote any part of a text since it was last approved.
#[derive(Debug, Clone, Default)]
pub struct Writers(Vec<UserId>);

impl Writers {
    /// These people.
    pub fn of(users: Vec<UserId>) -> Self {
        Self(users)
    }

    /// Whether somebody is one of them, and so not the second pair of eyes.
    pub fn include(&self, user: &UserId) -> bool {
        self.0.contains(user)
    }

    /// All of them.
    pub fn all(&self) -> &[UserId] {
        &self.0
    }
}

/// A notice appears late when this many seconds have passed since its hour.
const LATE_AFTER_SECONDS: i64 = 60;

impl<S: AtStage> Notice<S> {
    /// Wraps what was read, when it stands at this stage.
    pub(super) fn read(core: Core, stage: Stage) -> Option<Self> {
        (stage == S::STAGE).then_some(Self {
            core,
            at: PhantomData,
        })
    }

    /// What it carries.
    pub fn core(&self) -> &Core {
        &self.core
    }

    /// The stage it stands at.
    pub fn stage(&self) -> Stage {
        S::STAGE
    }

    fn into<T>(self) -> Notice<T> {
        Notice {
            core: self.core,
            at: PhantomData,
        }
    }
}

impl Notice<Draft> {
    /// Sends it to review; it will appear at `publish_at`.
    pub fn send(mut self, publish_at: Moment) -> Notice<InReview> {
        self.core.publish_at = publish_at;
        self.core.remark = None;
        self.core.reviewer = None;
        self.into()
    }
}

impl Notice<InReview> {
    /// The second pair of eyes accepts it. Whoever wrote any part of it since it was last approved
    /// is none; who wrote only what was approved before is one.
    pub fn approve(
        mut self,
        by: &UserId,
        writers: &Writers,
        publish_at: Moment,
        now: Moment,
    ) -> Result<Notice<Scheduled>, Refusal> {
        if writers.include(by) {
            return Err(Refusal::new("notices-own-review"));
        }
        self.core.reviewer = Some(by.clone());
        self.core.approved_at = Some(now);
        self.core.publish_at = publish_at;
        Ok(self.into())
    }

    /// Back to its author with a remark.
    pub fn give_back(mut self, by: &UserId, remark: String) -> Notice<Draft> {
        self.core.reviewer = Some(by.clone());
        self.core.remark = Some(remark);
        self.into()
    }

    /// Its author takes it back to change it.
    pub fn take_back(self) -> Notice<Draft> {
        self.into()
    }
}

impl Notice<Scheduled> {
    /// It appears. Late by our fault is out at once and says so.
    pub fn publish(mut self, now: Moment) -> Notice<Published> {
        let due = self
            .core
            .approved_at
            .map_or(self.core.publish_at, |a| a.max(self.core.publish_at));
        self.core.late = now.since(due).num_seconds() > LATE_AFTER_SECONDS;
        self.core.published_at = Some(now);
        self.core.held = false;
        self.into()
    }

    /// It came too late to be of use: a person decides.
    #[must_use]
    pub fn hold(mut self) -> Self {
        self.core.held = true;
        self
    }

    /// It is changed after all: the approval falls.
    pub fn edit(mut self) -> Notice<Draft> {
        self.core.approved_at = None;
        self.core.reviewer = None;
        self.core.held = false;
        self.into()
    }
}

impl Notice<Published> {
    /// A later notice takes its place.
    pub fn supersede(mut self, now: Moment) -> Notice<Superseded> {
        self.core.closed_at = Some(now);
        self.into()
    }

    /// It is called off.
    pub fn cancel(mut self, now: Moment) -> Notice<Cancelled> {
        self.core.closed_at = Some(now);
        self.into()
    }

    /// Its time is over.
    pub fn expire(mut self, now: Moment) -> Notice<Expired> {
        self.core.closed_at = Some(now);
        self.into()
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Duration, TimeZone, Utc};

    use super::*;

    fn at(minutes: i64) -> Moment {
        Moment::from_utc(Utc.timestamp_nanos(0)) + Duration::minutes(minutes)
    }

    fn notice<S: AtStage>() -> Notice<S> {
        let core = Core {
            id: NoticeId::new(),
            version: 0,
            author: UserId::new(),
            reviewer: None,
            remark: None,
            publish_at: at(10),
            approved_at: None,
            published_at: None,
            closed_at: None,
            late: false,
            held: false,
        };
        Notice {
            core,
            at: PhantomData,
        }
    }

    /// Whether somebody is refused as the second pair of eyes.
    fn refused(by: &UserId, writers: &[&UserId]) -> bool {
        let writers = Writers::of(writers.iter().copied().cloned().collect());
        let approved = notice::<InReview>().approve(by, &writers, at(10), at(0));
        approved.is_err_and(|refusal| refusal.key == "notices-own-review")
    }

    #[test]
    fn nobody_approves_a_text_she_wrote_a_part_of() {
        let (author, editor, other) = (UserId::new(), UserId::new(), UserId::new());
        assert!(refused(&author, &[&author]));
        assert!(refused(&author, &[&author, &editor]), "the first counts");
        assert!(refused(&editor, &[&author, &editor]), "the last counts");
        assert!(!refused(&other, &[&author, &editor]));
    }

    #[test]
    fn the_author_of_what_was_approved_before_approves_the_change_of_another() {
        let mut changed = notice::<InReview>();
        let (author, editor) = (UserId::new(), UserId::new());
        changed.core.author = author.clone();
        let writers = Writers::of(vec![editor]);
        assert!(changed.approve(&author, &writers, at(10), at(0)).is_ok());
    }

    #[test]
    fn a_notice_published_at_its_minute_is_in_time_and_later_is_late() {
        assert!(!notice::<Scheduled>().publish(at(11)).core.late);
        assert!(notice::<Scheduled>().publish(at(12)).core.late);
    }

    #[test]
    fn a_notice_approved_after_its_hour_is_not_the_machines_fault() {
        let mut late_approval = notice::<Scheduled>();
        late_approval.core.approved_at = Some(at(60));
        assert!(!late_approval.publish(at(61)).core.late);
    }
}
