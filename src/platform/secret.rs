//! Random tokens and their fingerprints: what is stored cannot be used.

use data_encoding::BASE32_NOPAD;
use rand::RngCore;
use rand::rngs::OsRng;
use sha2::{Digest, Sha256};

/// A token of 160 random bits, in 32 letters and digits, for a private link or a cookie.
///
/// # Panics
///
/// When the operating system gives no random bytes.
#[expect(
    clippy::expect_used,
    reason = "without the system's randomness nothing may go on"
)]
pub fn token() -> String {
    use rand::TryRngCore;
    let mut bytes = [0_u8; 20];
    OsRng
        .try_fill_bytes(&mut bytes)
        .expect("the operating system gives random bytes");
    BASE32_NOPAD.encode(&bytes).to_lowercase()
}

/// The fingerprint of a token, as it is stored and looked up.
pub fn fingerprint(token: &str) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(token.as_bytes()))
}

/// A random generator for what is random but no secret.
pub fn rng() -> impl RngCore {
    rand::rng()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_and_only_their_fingerprint_is_kept() {
        let (a, b) = (token(), token());
        assert_ne!(a, b);
        assert_eq!(a.len(), 32);
        assert_ne!(fingerprint(&a), a);
        assert_eq!(fingerprint(&a), fingerprint(&a));
    }
}
