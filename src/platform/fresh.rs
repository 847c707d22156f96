//! Public pages as bytes: rendered at most once a second, whoever and how many ask.
//!
//! Each process keeps its own and looks at the database again after a second, so a change
//! shows everywhere within that time and no process has to tell another.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use moka::future::Cache;

use super::packed::Packed;
use crate::error::{Error, Result};

/// A page is shown this long before it is looked at anew.
const FRESH: Duration = Duration::from_millis(900);
/// Pages kept at the same time; beyond it those that nobody asks for go.
const KEPT: u64 = 512;

/// The pages kept.
#[derive(Debug)]
pub struct Fresh {
    pages: Cache<String, Arc<Packed>>,
}

impl Default for Fresh {
    fn default() -> Self {
        let pages = Cache::builder().max_capacity(KEPT).time_to_live(FRESH);
        Self {
            pages: pages.build(),
        }
    }
}

impl Fresh {
    /// The page under a key, rendered by one of those who ask while the others wait.
    pub async fn page<F>(&self, key: &str, render: impl FnOnce() -> F) -> Result<Arc<Packed>>
    where
        F: Future<Output = Result<String>>,
    {
        let page = async { render().await.map(|page| Arc::new(Packed::of(page))) };
        let kept = self.pages.try_get_with(key.to_owned(), page).await;
        kept.map_err(|error| Arc::try_unwrap(error).unwrap_or_else(|shared| alike(&shared)))
    }
}

/// What those are told who waited for a page that could not be rendered.
fn alike(error: &Error) -> Error {
    if matches!(error, Error::NotFound) {
        Error::NotFound
    } else {
        Error::unavailable(error)
    }
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
        assert!(
            all.into_iter()
                .all(|page| page.is_ok_and(|p| p.plain() == "page"))
        );
        assert_eq!(rendered.load(Ordering::SeqCst), 1);
    }

    #[actix_web::test]
    async fn those_who_wait_for_a_page_that_is_not_there_are_told_so() {
        let fresh = Fresh::default();
        let ask = || fresh.page("a", || async { Err(Error::NotFound) });
        let all = futures_util::future::join_all((0..5).map(|_| ask())).await;
        assert!(
            all.into_iter()
                .all(|page| matches!(page, Err(Error::NotFound)))
        );
        assert!(
            fresh
                .page("a", || async { Ok("page".to_owned()) })
                .await
                .is_ok()
        );
    }
}
