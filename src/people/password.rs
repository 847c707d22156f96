//! Passwords: argon2id, hashed off the request threads, no more at once than there are cores.

use std::sync::LazyLock;

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::error::{Error, Refusal, Result};

/// Each hash takes 19 MiB; two at once are what a small machine can spare.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

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

/// Hashes a password.
pub async fn hash(password: String) -> Result<String> {
    let _turn = AT_ONCE.acquire().await.map_err(Error::internal)?;
    tokio::task::spawn_blocking(move || hash_now(&password))
        .await
        .map_err(Error::internal)?
}

/// Whether the password is the one behind the hash; without a hash it takes the same time.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool> {
    let _turn = AT_ONCE.acquire().await.map_err(Error::internal)?;
    let known = hash.is_some();
    let work = move || {
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        PasswordHash::new(&hash)
            .is_ok_and(|hash| hasher().verify_password(password.as_bytes(), &hash).is_ok())
    };
    let right = tokio::task::spawn_blocking(work)
        .await
        .map_err(Error::internal)?;
    Ok(right && known)
}

/// Passwords so common that they are tried first.
const COMMON: [&str; 24] = [
    "12345678",
    "123456789",
    "1234567890",
    "password",
    "password1",
    "qwertyui",
    "qwerty123",
    "11111111",
    "88888888",
    "66666666",
    "00000000",
    "abcd1234",
    "a1234567",
    "aa123456",
    "1q2w3e4r",
    "iloveyou",
    "woaini1314",
    "5201314520",
    "admin123",
    "admin888",
    "administrator",
    "wuye1234",
    "wuye8888",
    "gaoshi123",
];

/// Refuses a password that is short, long, common, or made of the account's own name.
pub fn check(password: &str, login: &str) -> Result<(), Refusal> {
    let length = password.chars().count();
    if length < 8 {
        return Err(Refusal::of_field("password", "people-password-short"));
    }
    if length > 256 {
        return Err(Refusal::of_field("password", "people-password-long"));
    }
    let low = password.to_lowercase();
    let one_character = low.chars().all(|c| low.starts_with(c));
    if one_character || COMMON.contains(&low.as_str()) || (login.len() > 2 && low.contains(login)) {
        return Err(Refusal::of_field("password", "people-password-common"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_a_common_and_a_personal_password_are_refused() {
        assert!(check("1234567", "li").is_err());
        assert!(check("12345678", "li").is_err());
        assert!(check("zzzzzzzzz", "li").is_err());
        assert!(check("wangfang2026", "wangfang").is_err());
        assert!(check("屋面水箱要清洗了", "li").is_ok());
    }
}
