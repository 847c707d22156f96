//! What a browser holds of complaints, in one cookie: private links that it opened, and contacts that
//! it found by number and telephone; the latest first, and no more than a few.

use std::future::{Ready, ready};

use actix_web::cookie::Cookie;
use actix_web::cookie::time::Duration as Age;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use chrono::Duration;

use crate::complaints::contact::{Contact, ContactId};
use crate::complaints::store::contacts;
use crate::error::{Error, Result};
use crate::platform::client::Client;
use crate::platform::clock::Moment;
use crate::platform::db::Conn;
use crate::platform::page::View;
use crate::platform::secret;
use crate::platform::secrets::Key;

/// The name of the key that signs what was found.
pub(super) const KEY: &str = "complaint-found";
/// The cookie.
const COOKIE: &str = "follow";
/// How long a browser keeps it.
const KEPT: Age = Age::days(30);
/// A phone's last reports; an older one still has its link.
const MOST: usize = 5;
/// No entry is longer: a link has 32 characters, what was found about twice as many more.
const LONGEST: usize = 120;
/// How long what was found is shown without being looked for again.
const SHOWN: Duration = Duration::days(1);
/// Between the entries, and between the parts of one that was found.
const NEXT: char = '.';
const WITHIN: char = '~';

/// The entries of the cookie.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holds(Vec<String>);

/// A contact that a browser holds.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) contact: Contact,
    /// The token of its private link; none where it was found by number and telephone.
    pub(super) token: Option<String>,
}

impl Holds {
    fn read(cookie: &str) -> Self {
        let entries = cookie.split(NEXT);
        let known = entries.filter(|entry| !entry.is_empty() && entry.len() <= LONGEST);
        Self(known.take(MOST).map(str::to_owned).collect())
    }

    /// The cookie for this view's browser.
    pub(super) fn cookie(&self, view: &View) -> Cookie<'static> {
        let mut cookie = view.cookie(COOKIE, self.written());
        cookie.set_max_age(KEPT);
        cookie
    }

    fn written(&self) -> String {
        self.0.join(&NEXT.to_string())
    }

    /// The same with a private link before all others.
    pub(super) fn with_link(self, token: &str) -> Self {
        self.with(token.to_owned())
    }

    /// The same with a contact that was found before all others; found again, it takes no more
    /// room.
    pub(super) fn with_found(mut self, key: &Key, id: &ContactId, now: Moment) -> Result<Self> {
        let of_it = format!("{id}{WITHIN}");
        self.0.retain(|entry| !entry.starts_with(&of_it));
        let said = format!("{of_it}{}", (now + SHOWN).micros());
        let signature = key.sign(&signed(&said))?;
        Ok(self.with(format!("{said}{WITHIN}{signature}")))
    }

    fn with(self, entry: String) -> Self {
        let others = self.0.into_iter().filter(|other| *other != entry);
        let others: Vec<String> = others.collect();
        Self(std::iter::once(entry).chain(others).take(MOST).collect())
    }

    /// The contacts behind them, each once; what is not ours or no more counts for nothing.
    pub(super) fn open(&self, conn: &mut Conn, key: &Key, now: Moment) -> Result<Vec<Held>> {
        let mut opened: Vec<Held> = Vec::new();
        for entry in &self.0 {
            let Some(held) = open(conn, key, entry, now)? else {
                continue;
            };
            match opened
                .iter_mut()
                .find(|one| one.contact.id == held.contact.id)
            {
                Some(known) => known.token = known.token.take().or(held.token),
                None => opened.push(held),
            }
        }
        Ok(opened)
    }
}

impl FromRequest for Holds {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let client = Client::from_request(req, payload).into_inner();
        ready(client.map(|client| {
            let cookie = req.cookie_raw(&client.cookie_name(COOKIE));
            cookie
                .map(|cookie| Self::read(cookie.value()))
                .unwrap_or_default()
        }))
    }
}

fn open(conn: &mut Conn, key: &Key, entry: &str, now: Moment) -> Result<Option<Held>> {
    if !entry.contains(WITHIN) {
        let contact = contacts::find_followed(conn, &secret::fingerprint(entry))?;
        return Ok(contact.map(|contact| Held {
            contact,
            token: Some(entry.to_owned()),
        }));
    }
    let Some(id) = found(key, entry, now)? else {
        return Ok(None);
    };
    let contact = contacts::found(conn, &id)?;
    Ok(contact.map(|contact| Held {
        contact,
        token: None,
    }))
}

/// The contact that an entry says was found, where it is ours and not too old.
fn found(key: &Key, entry: &str, now: Moment) -> Result<Option<ContactId>> {
    let Some((said, signature)) = entry.rsplit_once(WITHIN) else {
        return Ok(None);
    };
    if !key.is_signed(&signed(said), signature)? {
        return Ok(None);
    }
    let read = said.split_once(WITHIN).and_then(|(id, until)| {
        let until: i64 = until.parse().ok()?;
        (now.micros() <= until).then(|| id.parse().ok())?
    });
    Ok(read)
}

fn signed(said: &str) -> String {
    format!("found:{said}")
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;

    fn now() -> Moment {
        Moment::from_utc(Utc.with_ymd_and_hms(2026, 11, 24, 1, 0, 0).unwrap())
    }

    #[test]
    fn the_latest_reports_of_a_phone_stand_first_and_the_sixth_pushes_the_oldest_out() {
        let mut holds = Holds::default();
        for n in 0..7 {
            holds = holds.with_link(&format!("token{n}"));
        }
        assert_eq!(holds.written(), "token6.token5.token4.token3.token2");
        let again = Holds::read(&holds.written()).with_link("token4");
        assert_eq!(again.written(), "token4.token6.token5.token3.token2");
        assert_eq!(Holds::read(""), Holds::default());
        assert_eq!(Holds::read(&"x".repeat(LONGEST + 1)), Holds::default());
    }

    #[test]
    fn what_is_found_again_and_again_pushes_no_link_out() {
        let (key, id) = (Key::of("test"), ContactId::new());
        let mut holds = Holds::default().with_link("token");
        for n in 0..7 {
            let at = now() + Duration::minutes(n);
            holds = holds.with_found(&key, &id, at).unwrap();
        }
        let written = holds.written();
        assert_eq!(written.split(NEXT).count(), 2);
        let last = written.rsplit_once(".token");
        assert!(matches!(last, Some((_, ""))), "{written}");
    }

    #[test]
    fn what_was_found_is_shown_for_a_day_and_to_nobody_who_wrote_it_himself() {
        let (key, id) = (Key::of("test"), ContactId::new());
        let holds = Holds::default().with_found(&key, &id, now()).unwrap();
        let entry = holds.written();
        let read = |entry: &str, at| found(&key, entry, at).unwrap();
        assert_eq!(read(&entry, now() + SHOWN), Some(id.clone()));
        let late = now() + SHOWN + Duration::milliseconds(1);
        assert_eq!(read(&entry, late), None);
        let other = entry.replace(id.as_str(), ContactId::new().as_str());
        for forged in [other.as_str(), "~", "a~1~b", id.as_str()] {
            assert_eq!(read(forged, now()), None, "{forged}");
        }
        let foreign = Key::of("other");
        assert_eq!(found(&foreign, &entry, now()).unwrap(), None);
    }
}
