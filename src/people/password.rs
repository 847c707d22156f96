//! Passwords: argon2id, hashed off the request threads, few at a time; and how many wait for it.

mod guess;

use std::sync::{Arc, LazyLock};

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Error, Refusal, Result};

/// Each hash takes 19 MiB; two at once are what a small machine can spare.
const AT_WORK: usize = 2;
/// Whoever waits behind more than these would wait for seconds: better come back.
const WAITING: usize = 20;

/// Who hashes and who waits to.
#[derive(Debug, Clone)]
pub struct Turns {
    work: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

impl Default for Turns {
    fn default() -> Self {
        Self {
            work: Arc::new(Semaphore::new(AT_WORK)),
            places: Arc::new(Semaphore::new(AT_WORK + WAITING)),
        }
    }
}

impl Turns {
    /// A turn, first come, first served; `Crowded` at once when too many wait already.
    pub async fn next(&self) -> Result<Turn> {
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else {
            return Err(Error::Crowded("people-crowded"));
        };
        let work = Arc::clone(&self.work).acquire_owned().await;
        Ok(Turn(Arc::new(Held {
            _work: work.map_err(Error::internal)?,
            _place: place,
        })))
    }

    /// Hashes a password in the next turn.
    pub async fn hash(&self, password: String) -> Result<String> {
        self.next().await?.hash(password).await
    }
}

#[derive(Debug)]
struct Held {
    _work: OwnedSemaphorePermit,
    _place: OwnedSemaphorePermit,
}

/// A turn to hash. It lasts until the hashing is done, even when nobody waits for that any more.
#[derive(Debug)]
pub struct Turn(Arc<Held>);

impl Turn {
    async fn spend<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let held = Arc::clone(&self.0);
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(held);
            done
        });
        done.await.map_err(Error::internal)
    }

    /// Hashes a password.
    pub async fn hash(&self, password: String) -> Result<String> {
        self.spend(move || hash_now(&password)).await?
    }

    /// Whether the password is the one behind the hash; without a hash it takes the same time.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool> {
        self.spend(move || verify_now(&password, hash)).await
    }
}

/// A hash of nothing anybody knows, so that an unknown name takes as long as a wrong password.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| hash_now(&crate::platform::secret::token()).unwrap_or_default());

fn hasher() -> Argon2<'static> {
    // OWASP's floor for argon2id: 19 MiB, two passes, one lane.
    Argon2::new(
        Algorithm::Argon2id,
        Version::V0x13,
        Params::new(19_456, 2, 1, None).unwrap_or_default(),
    )
}

fn hash_now(password: &str) -> Result<String> {
    let salt = SaltString::encode_b64(crate::platform::secret::token().as_bytes())
        .map_err(|e| Error::internal(format!("salting a password: {e}")))?;
    hasher()
        .hash_password(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(|e| Error::internal(format!("hashing a password: {e}")))
}

/// Hashes a password on the current thread, for the command line and the demo.
pub fn hash_blocking(password: &str) -> Result<String> {
    hash_now(password)
}

fn verify_now(password: &str, hash: Option<String>) -> bool {
    let known = hash.is_some();
    let hash = hash.unwrap_or_else(|| NOBODY.clone());
    let right = PasswordHash::new(&hash)
        .is_ok_and(|hash| hasher().verify_password(password.as_bytes(), &hash).is_ok());
    right && known
}

/// Refuses a password that is short, long, or among the first that would be tried by somebody who
/// knows these names: the account's, the company's, its offices'.
pub fn check(password: &str, names: &[String]) -> Result<(), Refusal> {
    let length = password.chars().count();
    if length < 8 {
        return Err(Refusal::of_field("password", "people-password-short"));
    }
    if length > 256 {
        return Err(Refusal::of_field("password", "people-password-long"));
    }
    if guess::is_first(password, names) {
        return Err(Refusal::of_field("password", "people-password-common"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    #[tokio::test]
    async fn so_many_wait_and_the_next_is_sent_away_until_one_is_done() {
        let turns = Turns::default();
        let held = [turns.next().await.unwrap(), turns.next().await.unwrap()];
        let mut waiting: Vec<_> = (0..WAITING).map(|_| Box::pin(turns.next())).collect();
        for one in &mut waiting {
            assert!(one.now_or_never().is_none());
        }
        assert!(matches!(turns.next().await, Err(Error::Crowded(_))));
        // One that was given up makes room as one that is done.
        waiting.pop();
        let mut last = Box::pin(turns.next());
        assert!((&mut last).now_or_never().is_none());
        drop(held);
        assert!(waiting.remove(0).await.is_ok());
    }

    #[tokio::test]
    async fn a_turn_lasts_until_its_work_is_done_though_nobody_waits_for_it() {
        let turns = Turns::default();
        let turn = turns.next().await.unwrap();
        let (done, wait) = std::sync::mpsc::channel::<()>();
        let mut work = Box::pin(turn.spend(move || wait.recv().is_ok()));
        assert!((&mut work).now_or_never().is_none());
        drop(work);
        drop(turn);
        assert_eq!(turns.work.available_permits(), AT_WORK - 1);
        done.send(()).unwrap();
        assert!(turns.work.acquire_many(2).await.is_ok());
    }

    #[test]
    fn a_short_a_common_and_a_personal_password_are_refused() {
        let names = ["wangfang".to_owned()];
        assert!(check("1234567", &names).is_err());
        assert!(check("12345678", &names).is_err());
        assert!(check("zzzzzzzzz", &names).is_err());
        assert!(check("wangfang2026", &names).is_err());
        assert!(check("屋面水箱要清洗了", &names).is_ok());
    }
}
