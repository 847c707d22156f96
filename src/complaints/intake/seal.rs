//! The seal of a public form: signed issue time and nonce, so that a form counts once.
//!
//! A form comes back after three seconds and within two hours; else it is shown again with
//! the text kept, never refused. Its nonce is used once: a second tap leads to what the
//! first one made, because the private link is derived from the nonce with our key.

use chrono::Duration;

use crate::codes::Code;
use crate::error::Result;
use crate::platform::clock::Moment;
use crate::platform::secret;
use crate::platform::secrets::Key;

/// The name of the key.
pub(super) const KEY: &str = "complaint-form";
/// Nobody fills in a form faster than this.
const SOONEST: Duration = Duration::seconds(3);
/// How the nonce of a form begins that was shown again for the field nobody sees.
const TRAPPED: &str = "t.";
/// After this the page is stale.
const LATEST: Duration = Duration::hours(2);

/// What a seal says about the form it came back with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Seal {
    /// In time.
    Good(Nonce),
    /// Sent faster than a person types: in time after so long.
    TooSoon(Nonce, Duration),
    /// The page stood open for too long.
    TooLate(Nonce),
    /// Not our seal, or one of another code.
    Foreign,
}

/// What a form is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Nonce(String);

impl Nonce {
    /// As it is stored.
    pub(super) fn fingerprint(&self) -> String {
        secret::fingerprint(&self.0)
    }

    /// Whether the form was shown again because a field was filled in that people do not see.
    pub(super) fn was_trapped(&self) -> bool {
        self.0.starts_with(TRAPPED)
    }

    /// What another text is known by that came with the same form: it is another report.
    pub(super) fn of_other_words(&self, words: &str) -> Self {
        Self(format!("{}/{}", self.0, secret::fingerprint(words)))
    }

    /// The token of the private link to the complaint this form makes.
    pub(super) fn follow_token(&self, key: &Key) -> Result<String> {
        key.sign(&format!("follow:{}", self.0))
    }
}

/// What a contact is known by, as fingerprints: the form that made it, and its private link.
#[derive(Debug, Clone)]
pub struct Marks {
    pub(super) nonce_hash: Option<String>,
    pub(super) token_hash: String,
}

impl Marks {
    /// The marks of what no browser sent: nobody holds its link.
    pub fn of_no_form() -> Self {
        Self {
            nonce_hash: None,
            token_hash: secret::fingerprint(&secret::token()),
        }
    }

    /// The marks of what comes with a form, whose private link has this token.
    pub(super) fn of(nonce: &Nonce, token: &str) -> Self {
        Self {
            nonce_hash: Some(nonce.fingerprint()),
            token_hash: secret::fingerprint(token),
        }
    }
}

/// A seal for the form of a code.
pub(super) fn issue(key: &Key, code: &Code, now: Moment) -> Result<String> {
    seal(key, code, now, &secret::token())
}

/// A seal for a form that came back with a field filled in that people do not see.
pub(super) fn issue_trapped(key: &Key, code: &Code, now: Moment) -> Result<String> {
    seal(key, code, now, &format!("{TRAPPED}{}", secret::token()))
}

fn seal(key: &Key, code: &Code, now: Moment, nonce: &str) -> Result<String> {
    let said = format!("{}.{nonce}", now.micros());
    let signature = key.sign(&signed(code, &said))?;
    Ok(format!("{said}.{signature}"))
}

fn signed(code: &Code, said: &str) -> String {
    format!("form:{code}:{said}")
}

/// Reads a seal that came back with a form of a code.
pub(super) fn read(key: &Key, code: &Code, seal: &str, now: Moment) -> Result<Seal> {
    let Some((said, signature)) = seal.rsplit_once('.') else {
        return Ok(Seal::Foreign);
    };
    if !key.is_signed(&signed(code, said), signature)? {
        return Ok(Seal::Foreign);
    }
    let Some((issued, nonce)) = said.split_once('.') else {
        return Ok(Seal::Foreign);
    };
    let nonce = Nonce(nonce.to_owned());
    let age = now.micros() - issued.parse::<i64>().unwrap_or(0);
    Ok(match Duration::microseconds(age) {
        age if age < SOONEST => Seal::TooSoon(nonce, (SOONEST - age).min(SOONEST)),
        age if age > LATEST => Seal::TooLate(nonce),
        _ => Seal::Good(nonce),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};

    fn code() -> Code {
        "8K4T2M9XQ5".parse().unwrap()
    }

    fn start() -> Moment {
        Moment::from_utc(Utc.with_ymd_and_hms(2026, 11, 24, 1, 0, 0).unwrap())
    }

    fn after(age: Duration) -> Seal {
        let key = Key::of("test");
        let seal = issue(&key, &code(), start()).unwrap();
        read(&key, &code(), &seal, start() + age).unwrap()
    }

    #[test]
    fn a_form_counts_from_three_seconds_to_two_hours() {
        let ms = Duration::milliseconds;
        assert!(matches!(after(ms(2_999)), Seal::TooSoon(_, left) if left == ms(1)));
        assert!(matches!(after(ms(3_000)), Seal::Good(_)));
        assert!(matches!(after(LATEST), Seal::Good(_)));
        assert!(matches!(after(LATEST + ms(1)), Seal::TooLate(_)));
    }

    #[test]
    fn a_form_of_another_code_or_another_key_does_not_count() {
        let key = Key::of("test");
        let seal = issue(&key, &code(), start()).unwrap();
        let other: Code = Code::random(&mut secret::rng());
        let later = start() + Duration::minutes(1);
        assert_eq!(read(&key, &other, &seal, later).unwrap(), Seal::Foreign);
        let read_with = |key: &Key, seal: &str| read(key, &code(), seal, later).unwrap();
        assert_eq!(read_with(&Key::of("other"), &seal), Seal::Foreign);
        for forged in ["", ".", "1.2.3", &seal[1..], &format!("{seal}a")] {
            assert_eq!(read_with(&key, forged), Seal::Foreign, "{forged}");
        }
    }

    #[test]
    fn the_private_link_follows_from_the_form_and_no_two_forms_share_one() {
        let key = Key::of("test");
        let token = |seal: &Seal| match seal {
            Seal::Good(nonce) => nonce.follow_token(&key).unwrap(),
            Seal::TooSoon(..) | Seal::TooLate(_) | Seal::Foreign => panic!("{seal:?}"),
        };
        let (one, two) = (after(Duration::minutes(1)), after(Duration::minutes(1)));
        assert_eq!(token(&one), token(&one));
        assert_ne!(token(&one), token(&two));
        assert!(token(&one).len() >= 26);
    }
}
