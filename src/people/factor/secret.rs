//! The secret that a phone and the house share, and the codes that both make from it.

use std::fmt;

use totp_rs::{Builder, Totp};

use crate::error::{Error, Result};
use crate::platform::clock::Moment;
use crate::platform::secret;

/// Letters and digits of a secret: 160 bits in base 32, as RFC 4226 asks.
const LENGTH: usize = 32;

/// A secret as it is typed into a phone, in base 32.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Whose secret it is, as the phone lists it.
#[derive(Debug, Clone)]
pub struct Owner {
    /// The company, by its short name.
    pub house: String,
    /// The name typed at sign-in.
    pub login: String,
}

impl Secret {
    /// A new one.
    pub fn random() -> Self {
        Self(secret::token().to_uppercase())
    }

    /// One that was written down; nothing where it is none.
    pub fn of_text(text: &str) -> Option<Self> {
        let is_base32 = |c: char| c.is_ascii_uppercase() || ('2'..='7').contains(&c);
        let is_one = text.len() == LENGTH && text.chars().all(is_base32);
        is_one.then(|| Self(text.to_owned()))
    }

    /// As it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is read out: in groups of four.
    pub fn grouped(&self) -> String {
        super::recovery::in_fours(&self.0, " ")
    }

    /// The address that a phone reads off the page.
    pub fn address(&self, of: &Owner) -> Result<String> {
        // A colon parts the two names in the address.
        let issuer = of.house.replace([':', '：'], " ");
        let named = self.builder()?.with_issuer(Some(issuer));
        let totp = named.with_account_name(of.login.clone()).build();
        let address = totp.and_then(|totp| totp.to_url());
        address.map_err(|e| Error::internal(format!("the address of a secret: {e}")))
    }

    /// The step of thirty seconds that a code belongs to; nothing where it is wrong. One step more
    /// on either side is let through for clocks that differ.
    pub fn step_of(&self, code: &str, now: Moment) -> Result<Option<i64>> {
        let step = self.totp()?.check(code, seconds(now));
        Ok(step.and_then(|step| i64::try_from(step).ok()))
    }

    /// The code of a moment, as the phone shows it.
    pub fn code_at(&self, now: Moment) -> Result<String> {
        Ok(self.totp()?.generate(seconds(now)).to_string())
    }

    fn totp(&self) -> Result<Totp> {
        let totp = self.builder()?.build();
        totp.map_err(|e| Error::internal(format!("a secret of a second factor: {e}")))
    }

    fn builder(&self) -> Result<Builder> {
        let bytes = totp_rs::Secret::try_from_base32(&self.0);
        let bytes = bytes.map_err(|e| Error::internal(format!("a kept secret: {e}")))?;
        Ok(Builder::new().with_secret(bytes))
    }
}

fn seconds(now: Moment) -> u64 {
    u64::try_from(now.micros() / 1_000_000).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use chrono::{Duration, TimeZone, Utc};

    use super::*;

    /// The secret of RFC 6238, Appendix B: `12345678901234567890` in base 32.
    const OF_THE_RFC: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    fn at(seconds: i64) -> Moment {
        Moment::from_utc(Utc.timestamp_opt(seconds, 0).unwrap())
    }

    #[test]
    fn a_phone_that_follows_the_standard_makes_the_codes_that_we_take() {
        let secret = Secret::of_text(OF_THE_RFC).unwrap();
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(secret.code_at(at(seconds)).unwrap(), code);
            let step = secret.step_of(code, at(seconds)).unwrap();
            assert_eq!(step, Some(seconds / 30), "{code}");
        }
    }

    #[test]
    fn a_code_is_good_one_step_before_and_after_its_own() {
        let (secret, now) = (Secret::random(), at(1_800_000_000));
        let code = secret.code_at(now).unwrap();
        let taken = |seconds| {
            let when = now + Duration::seconds(seconds);
            secret.step_of(&code, when).unwrap().is_some()
        };
        assert!(taken(-30) && taken(0) && taken(59));
        assert!(!taken(-31) && !taken(60));
        assert!(secret.step_of("", now).unwrap().is_none());
        assert!(secret.step_of(&format!("{code}0"), now).unwrap().is_none());
    }

    #[test]
    fn what_a_phone_reads_names_house_and_person_and_nothing_else_is_a_secret() {
        let secret = Secret::of_text(OF_THE_RFC).unwrap();
        let owner = Owner {
            house: "东苑:物业".to_owned(),
            login: "zhoumin".to_owned(),
        };
        let address = secret.address(&owner).unwrap();
        let begins = address.starts_with("otpauth://totp/%E4%B8%9C%E8%8B%91%20");
        assert!(begins && address.contains(":zhoumin?secret="), "{address}");
        assert!(address.contains(OF_THE_RFC) && address.is_ascii());
        assert_eq!(format!("{secret:?}"), "Secret");
        assert!(secret.grouped().starts_with("GEZD GNBV "));
        for none in ["", "GEZDGNBV", &OF_THE_RFC.to_lowercase(), &"1".repeat(32)] {
            assert_eq!(Secret::of_text(none), None, "{none}");
        }
    }
}
