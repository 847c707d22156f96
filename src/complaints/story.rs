//! The story of a case: one line a step, who and when.

use super::case::{Case, CaseId};
use super::contact::{Belonging, Contact, ContactId};
use super::store::steps;
use crate::error::Result;
use crate::organisation::OfficeId;
use crate::people::UserId;
use crate::platform::audit;
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::db::{Conn, Tx};
use crate::platform::edits::Edits;
use crate::platform::history::{self, Happened, History};
use crate::platform::page::View;
use crate::platform::seen::Seen;

crate::id! {
    /// A step.
    StepId
}

crate::text_enum! {
    /// What was done.
    Act {
        /// Somebody sent it through a code.
        Received = "received",
        /// A clerk wrote it down.
        Recorded = "recorded",
        /// Somebody of the office looked at it.
        Seen = "seen",
        /// It counts as not looked at again.
        Unseen = "unseen",
        /// Somebody of the office added what it knows.
        Noted = "noted",
        /// What a clerk had written down was put right.
        Corrected = "corrected",
        /// The name or the number that a clerk had written down was put right.
        ReachCorrected = "reach_corrected",
        /// One photo was deleted.
        PhotoRemoved = "photo_removed",
        /// It went to the office that it is for.
        Moved = "moved",
        /// It is the same matter as another one, and what was told of both stands in that.
        Joined = "joined",
        /// What was told of two stands in each again.
        Parted = "parted",
        /// What is personal in it was deleted, as the person it is about asked.
        Erased = "erased",
        /// Its sender took name and number back.
        ContactWithdrawn = "contact_withdrawn",
        /// The time of name and number was over.
        ContactExpired = "contact_expired",
        /// The time of its photos was over.
        PhotosExpired = "photos_expired",
        /// Nobody took the second look that its photos waited for.
        PhotosUnchecked = "photos_unchecked",
    }
}

impl Act {
    /// The key of its word.
    pub fn key(self) -> String {
        let act = self.as_str().replace('_', "-");
        format!("act-complaint-{act}")
    }

    /// Whether the program itself does it, by the clock.
    fn is_by_itself(self) -> bool {
        match self {
            Self::ContactExpired | Self::PhotosExpired | Self::PhotosUnchecked => true,
            Self::Received
            | Self::Recorded
            | Self::Seen
            | Self::Unseen
            | Self::Noted
            | Self::Corrected
            | Self::ReachCorrected
            | Self::PhotoRemoved
            | Self::Moved
            | Self::Joined
            | Self::Parted
            | Self::Erased
            | Self::ContactWithdrawn => false,
        }
    }
}

/// A step as it is written down.
#[derive(Debug, Clone, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = crate::schema::complaint_steps)]
pub(super) struct Step {
    pub(super) id: StepId,
    pub(super) office_id: OfficeId,
    /// The case it was taken on, if it concerns all of it.
    pub(super) case_id: Option<CaseId>,
    /// The contact it was taken on, if it concerns that one.
    pub(super) contact_id: Option<ContactId>,
    pub(super) act: Act,
    pub(super) taken_at: Moment,
    /// The person; nobody where a resident or the program itself did it.
    pub(super) by_id: Option<UserId>,
    /// Who, as they were called then.
    pub(super) by_name: String,
    /// What it changed, or why it was taken. It may be personal, and is deleted with what is.
    pub(super) detail: String,
}

impl Step {
    /// The step as this reader reads it.
    pub(super) fn told(self, view: &View, dates: Dates) -> Happened {
        Happened {
            at: dates.near(self.taken_at),
            who: if self.act.is_by_itself() {
                view.say("platform-by-itself")
            } else {
                self.by_name
            },
            act: self.act.key(),
            detail: Edits::told(&self.detail, view),
            ..Happened::default()
        }
    }
}

/// The story of a case in the words of a reader.
#[derive(Debug)]
pub(super) struct Story {
    lines: Vec<Happened>,
}

impl Story {
    /// Reads it.
    pub(super) fn read(conn: &mut Conn, case: &CaseId, view: &View, dates: Dates) -> Result<Self> {
        let steps = steps::of_case(conn, case)?.into_iter();
        Ok(Self {
            lines: steps.map(|step| step.told(view, dates)).collect(),
        })
    }

    /// What a form carries of the case when it is of this version.
    pub(super) fn seen(&self, version: i64) -> Seen {
        Seen::shown(version, i64::try_from(self.lines.len()).unwrap_or_default())
    }

    /// What was done since a form was shown that came too late; nothing where none did.
    pub(super) fn since(&self, stale: Option<Seen>) -> Vec<Happened> {
        let known = stale.map(|seen| usize::try_from(seen.lines()).unwrap_or_default());
        let known = known.unwrap_or(self.lines.len());
        self.lines.iter().skip(known).cloned().collect()
    }

    /// The page of it that was asked for, the latest first.
    pub(super) fn page(self, view: &View) -> History {
        History::of(history::asked(view).pick(self.lines.into_iter().rev()))
    }
}

/// What stands between the parts of what a step says.
pub(super) const BETWEEN: &str = " · ";

/// What a step is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct About<'a> {
    office: &'a OfficeId,
    case: Option<&'a CaseId>,
    contact: Option<&'a ContactId>,
    /// What the record says beside it: it is kept, and nothing personal stands in it.
    detail: &'a str,
    /// What the story says beside it.
    told: &'a str,
}

impl<'a> About<'a> {
    /// A whole case.
    pub(super) fn case(case: &'a Case) -> Self {
        Self {
            office: &case.office,
            case: Some(&case.id),
            contact: None,
            detail: "",
            told: "",
        }
    }

    /// A contact that has just been written down.
    pub(super) fn new_contact(contact: &'a Contact) -> Self {
        Self {
            office: &contact.office_id,
            case: contact.case_id.as_ref(),
            contact: Some(&contact.id),
            detail: &contact.number,
            told: "",
        }
    }

    /// One contact.
    pub(super) fn contact(contact: &'a Belonging) -> Self {
        Self {
            office: &contact.office_id,
            case: contact.case_id.as_ref(),
            contact: Some(&contact.id),
            detail: "",
            told: "",
        }
    }

    /// With what the story alone says of it.
    pub(super) fn saying(self, told: &'a str) -> Self {
        Self { told, ..self }
    }

    /// The name under which the record knows it.
    fn subject(&self) -> String {
        match (self.case, self.contact) {
            (Some(case), _) => format!("complaint:{case}"),
            (None, Some(contact)) => format!("contact:{contact}"),
            (None, None) => "complaint".to_owned(),
        }
    }
}

/// Writes down that the change's actor did something, in the story and in the record.
pub(super) fn tell(tx: &mut Tx<'_>, act: Act, about: About<'_>) -> Result<()> {
    let actor = tx.actor().clone();
    let step = Step {
        id: StepId::new(),
        office_id: about.office.clone(),
        case_id: about.case.filter(|_| about.contact.is_none()).cloned(),
        contact_id: about.contact.cloned(),
        act,
        taken_at: tx.now(),
        // Residents and the program itself act under names that are no ids.
        by_id: actor.id.parse().ok(),
        by_name: actor.called(),
        detail: about.told.to_owned(),
    };
    steps::insert(tx, &step)?;
    audit::record(
        tx,
        &format!("complaint.{act}"),
        &about.subject(),
        about.detail,
    )
}
