//! When each duty is due again, for the loop that keeps it and for whoever looks after it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::platform::clock::Moment;

/// A duty's next turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// The duty.
    pub name: &'static str,
    /// When it is due; past while it is at work, and when it is late.
    pub at: Moment,
    /// How many of its turns failed.
    pub failures: u32,
}

/// The next turn of each duty. Clones look at the same one.
#[derive(Debug, Clone, Default)]
pub struct Timetable(Arc<Mutex<BTreeMap<&'static str, Next>>>);

impl Timetable {
    /// All of these are due at once.
    pub(super) fn of(names: impl Iterator<Item = &'static str>, now: Moment) -> Self {
        let at_once = |name| {
            let next = Next {
                name,
                at: now,
                failures: 0,
            };
            (name, next)
        };
        Self(Arc::new(Mutex::new(names.map(at_once).collect())))
    }

    /// Whether a duty's turn has come.
    pub(super) fn is_due(&self, name: &str, now: Moment) -> bool {
        self.lock().get(name).is_none_or(|next| next.at <= now)
    }

    /// Writes down a duty's next turn and whether this one failed.
    pub(super) fn turned(&self, name: &str, failed: bool, next: Moment) {
        if let Some(entry) = self.lock().get_mut(name) {
            entry.at = next;
            entry.failures += u32::from(failed);
        }
    }

    /// The next turn of every duty.
    pub fn all(&self) -> Vec<Next> {
        self.lock().values().copied().collect()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<&'static str, Next>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
