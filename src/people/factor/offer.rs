//! A secret that is shown and not yet turned on. The page carries it, sealed: nothing is kept of one
//! that nobody confirms, and none but ours is taken.

use chrono::Duration;

use super::secret::Secret;
use crate::error::Result;
use crate::people::UserId;
use crate::platform::clock::Moment;
use crate::platform::secrets::Key;

/// The name of the key.
pub(super) const KEY: &str = "second-factor";
/// A page that stood open for longer shows a new one.
const GOOD: Duration = Duration::hours(1);

/// A secret with what shows that it was made here, for this person, a while ago.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    pub(super) secret: Secret,
    pub(super) seal: String,
}

impl Offer {
    /// A new one for a person.
    pub(super) fn new(key: &Key, user: &UserId, now: Moment) -> Result<Self> {
        let secret = Secret::random();
        let issued = now.micros();
        let signature = key.sign(&signed(user, &secret, issued))?;
        Ok(Self {
            secret,
            seal: format!("{issued}.{signature}"),
        })
    }

    /// The one that a page carried; nothing where it is none of ours, another person's or too old.
    pub(super) fn read(self, key: &Key, user: &UserId, now: Moment) -> Result<Option<Self>> {
        let Some((issued, signature)) = self.seal.split_once('.') else {
            return Ok(None);
        };
        let issued: i64 = issued.parse().unwrap_or_default();
        let age = now.micros().saturating_sub(issued);
        let is_fresh = (0..=GOOD.num_microseconds().unwrap_or_default()).contains(&age);
        let is_ours = key.is_signed(&signed(user, &self.secret, issued), signature)?;
        Ok((is_fresh && is_ours).then_some(self))
    }
}

fn signed(user: &UserId, secret: &Secret, issued: i64) -> String {
    format!("factor:{user}:{}:{issued}", secret.as_str())
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;

    #[test]
    fn an_offer_is_good_for_its_person_its_secret_and_an_hour() {
        let (key, user) = (Key::of("test"), UserId::new());
        let now = Moment::from_utc(Utc.with_ymd_and_hms(2026, 11, 30, 1, 0, 0).unwrap());
        let offer = Offer::new(&key, &user, now).unwrap();
        let taken = |offer: &Offer, user: &UserId, after: Duration| {
            let read = offer.clone().read(&key, user, now + after);
            read.unwrap().is_some()
        };
        assert!(taken(&offer, &user, Duration::zero()));
        assert!(taken(&offer, &user, Duration::minutes(60)));
        assert!(!taken(&offer, &user, Duration::minutes(61)));
        assert!(!taken(&offer, &user, Duration::minutes(-1)));
        assert!(!taken(&offer, &UserId::new(), Duration::zero()));
        let other = Offer {
            secret: Secret::random(),
            ..offer.clone()
        };
        assert!(!taken(&other, &user, Duration::zero()));
        for seal in ["", ".", "1.2", "x.y"] {
            let forged = Offer {
                seal: seal.to_owned(),
                ..offer.clone()
            };
            assert!(!taken(&forged, &user, Duration::zero()), "{seal}");
        }
    }
}
