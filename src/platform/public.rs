//! The address that people reach the house by: as the settings say, else as an administrator wrote it
//! down, which counts at once.

pub mod store;

use std::sync::{Arc, PoisonError, RwLock};

use super::db::Db;
use crate::config::BaseUrl;
use crate::error::Result;

/// The public address as it stands. Clones share what was written down.
#[derive(Debug, Clone, Default)]
pub struct Public {
    set: Option<BaseUrl>,
    kept: Arc<RwLock<Option<BaseUrl>>>,
}

impl Public {
    /// What the settings say; nothing is written down yet.
    pub fn of_settings(set: Option<BaseUrl>) -> Self {
        Self {
            set,
            kept: Arc::default(),
        }
    }

    /// The same with what was written down in this database.
    pub fn of_house(set: Option<BaseUrl>, db: &Db) -> Result<Self> {
        let public = Self::of_settings(set);
        public.follow(db)?;
        Ok(public)
    }

    /// The address as it stands now.
    pub fn now(&self) -> Option<BaseUrl> {
        if self.set.is_some() {
            return self.set.clone();
        }
        let kept = self.kept.read();
        kept.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether the settings say it: what is written down counts for nothing then.
    pub fn is_set(&self) -> bool {
        self.set.is_some()
    }

    /// Lets an address that was just written down count from now on.
    pub fn take_over(&self, kept: Option<BaseUrl>) {
        let mut held = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        *held = kept;
    }

    /// Takes over what was read in the database, unless another address counts by now than `before` the
    /// reading: what was written down meanwhile is not undone by what stood there before it.
    pub fn catch_up(&self, before: Option<&BaseUrl>, kept: Option<BaseUrl>) {
        let mut held = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if held.as_ref() == before {
            *held = kept;
        }
    }

    /// Takes over what was written down, also through another server.
    pub fn follow(&self, db: &Db) -> Result<()> {
        self.take_over(db.read_now(store::kept)?);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> BaseUrl {
        text.parse().unwrap()
    }

    #[test]
    fn what_was_written_down_counts_at_once_in_every_clone() {
        let public = Public::of_settings(None);
        let clone = public.clone();
        assert_eq!(clone.now(), None);
        public.take_over(Some(url("https://wy.example.cn")));
        assert_eq!(clone.now(), Some(url("https://wy.example.cn")));
        public.take_over(None);
        assert_eq!(clone.now(), None);
    }

    #[test]
    fn what_was_read_before_another_was_written_down_undoes_nothing() {
        let public = Public::of_settings(None);
        let before = public.now();
        public.take_over(Some(url("https://wy.example.cn")));
        public.catch_up(before.as_ref(), None);
        assert_eq!(public.now(), Some(url("https://wy.example.cn")));
        let before = public.now();
        public.catch_up(before.as_ref(), Some(url("https://other.example.cn")));
        assert_eq!(public.now(), Some(url("https://other.example.cn")));
    }

    #[test]
    fn the_settings_win() {
        let public = Public::of_settings(Some(url("https://set.example.cn")));
        public.take_over(Some(url("https://wy.example.cn")));
        assert_eq!(public.now(), Some(url("https://set.example.cn")));
        assert!(public.is_set());
    }
}
