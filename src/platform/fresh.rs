//! Public pages as bytes: rendered at most once a second, whoever and how many ask.
//!
//! Each process keeps its own and looks at the database again after a second, so a change
//! shows everywhere within that time and no process has to tell another.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use actix_web::web::Bytes;
use tokio::sync::Mutex as Turn;

use crate::error::Result;

/// A page is shown this long before it is looked at anew.
const FRESH: Duration = Duration::from_millis(900);
/// Pages kept at the same time; beyond it the stale ones go.
const KEPT: usize = 512;

type Slot = Arc<Turn<Option<(Instant, Bytes)>>>;

/// The pages kept.
#[derive(Debug, Default)]
pub struct Fresh {
    pages: Mutex<HashMap<String, Slot>>,
}

impl Fresh {
    /// The page under a key, rendered by one of those who ask while the others wait.
    pub async fn page<F>(&self, key: &str, render: impl FnOnce() -> F) -> Result<Bytes>
    where
        F: Future<Output = Result<String>>,
    {
        let slot = self.slot(key);
        let mut turn = slot.lock().await;
        if let Some((at, bytes)) = turn.as_ref()
            && at.elapsed() < FRESH
        {
            return Ok(bytes.clone());
        }
        let bytes = Bytes::from(render().await?);
        *turn = Some((Instant::now(), bytes.clone()));
        Ok(bytes)
    }

    fn slot(&self, key: &str) -> Slot {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = pages.get(key) {
            return Arc::clone(slot);
        }
        if pages.len() >= KEPT {
            pages.retain(|_, slot| is_fresh_or_in_use(slot));
        }
        let slot = Slot::default();
        pages.insert(key.to_owned(), Arc::clone(&slot));
        slot
    }
}

/// Whether a page may stay: it is being rendered, or was not long ago.
fn is_fresh_or_in_use(slot: &Slot) -> bool {
    let Ok(kept) = slot.try_lock() else {
        return true;
    };
    kept.as_ref().is_some_and(|(at, _)| at.elapsed() < FRESH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[actix_web::test]
    async fn a_page_asked_for_many_times_at_once_is_rendered_once() {
        let (fresh, rendered) = (Fresh::default(), AtomicUsize::new(0));
        let ask = || {
            fresh.page("a", || async {
                rendered.fetch_add(1, Ordering::SeqCst);
                Ok("page".to_owned())
            })
        };
        let all = futures_util::future::join_all((0..20).map(|_| ask())).await;
        assert!(all.into_iter().all(|page| page.is_ok_and(|p| p == "page")));
        assert_eq!(rendered.load(Ordering::SeqCst), 1);
    }
}
