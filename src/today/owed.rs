//! What is owed to residents, as Today lists it.

use serde::Serialize;

use crate::notices::room;
use crate::platform::dates::Dates;

/// What is owed of one kind.
#[derive(Debug, Clone, Serialize)]
pub struct Owed {
    /// The key of the headline.
    pub what: &'static str,
    /// How much of it there is.
    pub count: usize,
    /// Each of it, or the first of several.
    pub lines: Vec<Due>,
}

impl Owed {
    /// What stands under one headline stands together, in the order in which it was given.
    pub(super) fn of(due: &[room::Due], show: Dates) -> Vec<Self> {
        let each = due.chunk_by(|one, next| one.what == next.what);
        each.filter_map(|some| {
            Some(Self {
                what: some.first()?.what,
                count: some.iter().map(|due| 1 + due.more).sum(),
                lines: some.iter().map(|due| Due::of(due, show)).collect(),
            })
        })
        .collect()
    }
}

/// Something due.
#[derive(Debug, Clone, Serialize)]
pub struct Due {
    /// Where it is done.
    pub href: String,
    /// What it is about.
    pub title: String,
    /// The key of the sentence that names the moment.
    pub by: &'static str,
    /// By when.
    pub due: String,
    /// Whether that is past.
    pub late: bool,
    /// How many more like it wait behind it.
    pub more: usize,
}

impl Due {
    fn of(due: &room::Due, show: Dates) -> Self {
        let at = due.until;
        Self {
            href: match due.step {
                "" => format!("/notices/{}", due.notice),
                step => format!("/notices/{}#do-{step}", due.notice),
            },
            title: due.title.clone(),
            by: due.by,
            due: format!("{} · {}", show.by_near(at), show.left(at)),
            late: at < show.now,
            more: due.more,
        }
    }
}
