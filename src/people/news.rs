//! What a person is told by mail of her own account. A mail lies in mailboxes that the house cannot
//! empty: it says what happened and carries nothing that opens anything.

use std::sync::Arc;

use chrono::Duration;
use chrono_tz::Tz;
use serde::Serialize;

use super::{UserId, store};
use crate::error::Result;
use crate::platform::dates::Dates;
use crate::platform::db::Tx;
use crate::platform::mail::Letter;
use crate::platform::outbox::{self, Parcel};
use crate::platform::page::Templates;
use crate::platform::public::Public;
use crate::platform::secret;
use crate::platform::words::Lang;

/// Later nobody looks into it any more.
const WORTH: Duration = Duration::days(3);

/// What happened to an account.
#[derive(Debug)]
pub(super) enum News<'a> {
    /// Somebody signed in from a browser that was not seen before.
    NewBrowser {
        address: String,
        /// What the browser calls itself; empty where that is not known.
        device: &'a str,
    },
    /// A link to set the password was made.
    LinkMade,
    /// The password was set through a link.
    PasswordSet,
    /// The password was changed by somebody who was signed in.
    PasswordChanged,
    /// The second step was turned on, or set up anew.
    FactorOn,
    /// The person turned it off.
    FactorOff,
    /// An administrator took it off.
    FactorTakenOff,
    /// One of the codes that were written down was used.
    RecoveryUsed,
    /// An administrator wrote down another mail address, or none: told to the one before it.
    MailMoved,
}

impl News<'_> {
    /// The key of the sentence that tells it.
    fn key(&self) -> &'static str {
        match self {
            Self::NewBrowser { .. } => "account-news-browser",
            Self::LinkMade => "account-news-link",
            Self::PasswordSet => "account-news-set",
            Self::PasswordChanged => "account-news-changed",
            Self::FactorOn => "account-news-factor-on",
            Self::FactorOff => "account-news-factor-off",
            Self::FactorTakenOff => "account-news-factor-taken",
            Self::RecoveryUsed => "account-news-recovery",
            Self::MailMoved => "account-news-mail",
        }
    }
}

/// Who writes to people about their accounts.
#[derive(Debug, Clone)]
pub struct Messenger {
    templates: Arc<Templates>,
    zone: Tz,
    public: Public,
}

/// What the mail's templates may use.
#[derive(Debug, Serialize)]
struct Told<'a> {
    name: &'a str,
    login: &'a str,
    /// The key of the sentence that tells what happened.
    what: &'static str,
    at: String,
    address: &'a str,
    device: &'a str,
    /// The page of one's account; empty without a public address.
    page: String,
}

impl Messenger {
    /// The messenger of the house at this public address; without one its mails lead nowhere.
    pub fn new(zone: Tz, public: Public, templates: Arc<Templates>) -> Self {
        Self {
            templates,
            zone,
            public,
        }
    }

    /// The page of one's account; empty without an address that leads there from anywhere.
    fn page(&self) -> String {
        let public = self.public.now().filter(|url| !url.is_loopback());
        public.map_or_else(String::new, |url| format!("{url}/account"))
    }

    /// Tells a person, if she has an address; those of a demo are made up.
    pub(super) fn tell(&self, tx: &mut Tx<'_>, user: &UserId, news: &News<'_>) -> Result<()> {
        let reach = store::reach(tx, user)?;
        let Some(to) = reach.email.clone() else {
            return Ok(());
        };
        let house = store::house(tx)?;
        if house.demo {
            return Ok(());
        }
        let now = tx.now();
        let parcel = Parcel {
            kind: "account",
            dedupe: format!("account:{}", secret::token()),
            office: store::posts(tx, user)?
                .first()
                .map(|p| p.office.to_string()),
            about: None,
            urgent: true,
            recipient: to.clone(),
            letter: Letter {
                from_name: house.short_name,
                to,
                ..self.letter(&reach, news, Dates::new(Lang::Zh, self.zone, now))?
            },
            due_at: now,
            give_up_at: now + WORTH,
        };
        outbox::enqueue(tx, &parcel).map(drop)
    }

    fn letter(&self, reach: &store::Reach, news: &News<'_>, dates: Dates) -> Result<Letter> {
        let (address, device) = match news {
            News::NewBrowser { address, device } => (address.as_str(), *device),
            News::LinkMade
            | News::PasswordSet
            | News::PasswordChanged
            | News::FactorOn
            | News::FactorOff
            | News::FactorTakenOff
            | News::RecoveryUsed
            | News::MailMoved => ("", ""),
        };
        let told = Told {
            name: &reach.name,
            login: &reach.login,
            what: news.key(),
            at: dates.full_date_time(dates.now),
            address,
            device,
            page: self.page(),
        };
        let fill = |part: &str| {
            let templates = &self.templates;
            templates.fill(Lang::Zh, &format!("mail/account/{part}"), &told)
        };
        Ok(Letter {
            from_name: String::new(),
            to: String::new(),
            reply_to: None,
            subject: fill("subject.txt")?.trim().to_owned(),
            text: fill("body.txt")?,
            html: fill("body.html")?,
            unsubscribe: None,
            references: Vec::new(),
        })
    }
}
