//! What names a posting.

crate::id! {
    /// A posting.
    PostingId
}
