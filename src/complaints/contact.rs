//! What somebody told the office, as 《顾客信息记录表》 (GR-017) keeps it: source, content, time, who
//! took it and how (QP7.3 §4.2.1).

use super::case::CaseId;
use crate::organisation::{OfficeId, PlaceId};
use crate::people::UserId;
use crate::platform::clock::Moment;

crate::id! {
    /// A contact.
    ContactId
}

crate::text_enum! {
    /// Where it comes from (信息来源).
    Source {
        /// 业主.
        Owner = "owner",
        /// 住户.
        Occupant = "occupant",
        /// 开发商.
        Developer = "developer",
        /// 其他.
        Other = "other",
    }
}

impl Source {
    /// The key of its word.
    pub fn key(self) -> String {
        format!("complaints-source-{self}")
    }
}

crate::text_enum! {
    /// How it reached the office.
    Channel {
        /// Through the code on a sheet or sign.
        Qr = "qr",
        /// By telephone.
        Phone = "phone",
        /// At the counter or on a round.
        Visit = "visit",
        /// On paper.
        Letter = "letter",
        /// By mail.
        Mail = "mail",
    }
}

impl Channel {
    /// The key of its word.
    pub fn key(self) -> String {
        format!("complaints-channel-{self}")
    }
}

crate::text_enum! {
    /// Whether the office can call back whoever told it.
    Reach {
        /// It can.
        Open = "open",
        /// Nothing was left to call.
        NeverGiven = "never_given",
        /// The resident took it back.
        Withdrawn = "withdrawn",
        /// Its time was over.
        Expired = "expired",
    }
}

impl Reach {
    /// Whether the office can call back.
    pub(super) fn is_open(self) -> bool {
        self == Self::Open
    }

    /// Whether what was left was deleted; it is not written down anew.
    pub(super) fn is_deleted(self) -> bool {
        match self {
            Self::Open | Self::NeverGiven => false,
            Self::Withdrawn | Self::Expired => true,
        }
    }

    /// The key of what the resident reads.
    pub(super) fn to_resident(self) -> &'static str {
        match self {
            Self::Open => "complaints-will-call",
            Self::NeverGiven => "complaints-cannot-call",
            Self::Withdrawn => "complaints-took-back",
            Self::Expired => "complaints-forgotten",
        }
    }

    /// The key of what the office reads where a name and a number would stand.
    pub(super) fn to_office(self) -> &'static str {
        match self {
            Self::Open | Self::NeverGiven => "complaints-no-contact",
            Self::Withdrawn => "complaints-contact-withdrawn",
            Self::Expired => "complaints-contact-expired",
        }
    }
}

crate::text_enum! {
    /// Why it waits for a second look before it counts.
    Held {
        /// One address sends many.
        Address = "address",
        /// One code brings many.
        Code = "code",
        /// A field is filled in that people do not see.
        Trap = "trap",
    }
}

impl Held {
    /// The key of the sentence that says why.
    pub fn key(self) -> String {
        format!("complaints-held-{self}")
    }
}

/// A contact as it is written down.
#[derive(Debug, Clone, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = crate::schema::complaint_contacts)]
pub(super) struct Contact {
    pub(super) id: ContactId,
    pub(super) office_id: OfficeId,
    /// The matter it belongs to.
    pub(super) case_id: Option<CaseId>,
    pub(super) community_id: Option<PlaceId>,
    pub(super) place_id: Option<PlaceId>,
    pub(super) number: String,
    pub(super) source: Source,
    pub(super) channel: Channel,
    pub(super) content: String,
    /// Where, in the words of whoever told it.
    pub(super) place_text: String,
    /// The code it came through.
    pub(super) code: Option<String>,
    pub(super) reach: Reach,
    #[diesel(column_name = contact_name)]
    pub(super) name: Option<String>,
    #[diesel(column_name = contact_phone)]
    pub(super) phone: Option<String>,
    /// The version of the privacy text under which name and number were given.
    pub(super) privacy_version: Option<String>,
    pub(super) received_at: Moment,
    /// Who took it down; nobody where it came through a code.
    pub(super) recorded_by: Option<UserId>,
    /// The same, as they were called then.
    pub(super) recorded_by_name: Option<String>,
    #[diesel(column_name = held_for)]
    pub(super) held_reason: Option<Held>,
    /// Photos that were sent with it and found no room.
    pub(super) photos_unkept: i32,
    /// The form that made it, as a fingerprint.
    pub(super) nonce_hash: Option<String>,
    /// The private link, as a fingerprint.
    pub(super) token_hash: String,
}

/// A contact by what it belongs to.
#[derive(Debug, Clone, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = crate::schema::complaint_contacts)]
pub(super) struct Belonging {
    pub(super) id: ContactId,
    pub(super) office_id: OfficeId,
    pub(super) case_id: Option<CaseId>,
}

impl Contact {
    /// What it belongs to.
    pub(super) fn belonging(&self) -> Belonging {
        Belonging {
            id: self.id.clone(),
            office_id: self.office_id.clone(),
            case_id: self.case_id.clone(),
        }
    }
}
