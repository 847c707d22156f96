//! The ids of places and boards.

crate::id! {
    /// A place in a community's tree; a community is its own root.
    PlaceId
}

crate::id! {
    /// A board that sheets hang on.
    BoardId
}
