//! The ids of people and of the offices they act for.

crate::id! {
    /// A person's account.
    UserId
}

crate::id! {
    /// An office (管理处) or the head office (公司本部).
    OfficeId
}
