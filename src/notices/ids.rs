//! What names a notice, its texts, its record and the windows in which it is typed.

crate::id! {
    /// A notice.
    NoticeId
}

crate::id! {
    /// A window in which a draft is typed.
    WindowId
}

crate::id! {
    /// An approved text of a notice.
    RevisionId
}

crate::id! {
    /// What a notice is about, as the tables of its kind have it.
    RecordId
}

impl RevisionId {
    /// How the marks of its mails begin, by which the outbox tells them apart.
    pub fn marks(&self) -> String {
        format!("publish:{self}:")
    }
}

crate::id! {
    /// Somebody on the list of mails of a community.
    SubscriberId
}
