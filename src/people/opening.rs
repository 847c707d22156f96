//! A session that opens, for whoever has proved all that is asked.

use actix_web::HttpResponse;

use super::browser::{self, Browser};
use super::news::{Messenger, News};
use super::session::{self, SessionLimits, csrf_of};
use super::store::browsers;
use super::{UserId, store};
use crate::error::{Error, Result};
use crate::platform::client::Client;
use crate::platform::db::Tx;
use crate::platform::page::View;
use crate::platform::{audit, secret};

/// What a successful sign-in gives the browser.
#[derive(Debug)]
pub struct NewSession {
    /// The cookie's token; only its fingerprint is stored.
    pub token: String,
    /// The token that its forms carry.
    pub csrf: String,
    /// What the browser is known by from now on.
    pub browser: String,
}

/// Where a session is opened.
#[derive(Debug, Clone)]
pub struct Opening {
    pub(super) client: Client,
    pub(super) browser: Browser,
    pub(super) limits: SessionLimits,
    pub(super) messenger: Messenger,
}

impl Opening {
    /// Opens a session; the one that the same browser had ends. A browser that the person never
    /// signed in from is told to her.
    pub fn open(&self, tx: &mut Tx<'_>, user: &UserId) -> Result<NewSession> {
        if let Some(before) = &self.browser.session {
            store::delete_session(tx, before)?;
        }
        let posts = store::posts(tx, user)?;
        let office = posts.first().ok_or(Error::Forbidden)?.office.clone();
        let opened = NewSession::of(secret::token(), self.browser.token());
        let (address, now) = (self.client.address.to_string(), tx.now());
        store::insert_session(
            tx,
            &store::NewSession {
                id: &secret::fingerprint(&opened.token),
                user_id: user,
                office_id: &office,
                csrf: &opened.csrf,
                address: &address,
                device: &self.browser.device,
                created_at: now,
                seen_at: now,
                expires_at: now + self.limits.absolute,
            },
        )?;
        audit::record(tx, "sign_in.done", &format!("user:{user}"), "")?;
        let known_by = secret::fingerprint(&opened.browser);
        if browsers::note(tx, user, &known_by, &self.client.bucket())? {
            let device = &self.browser.device;
            let news = News::NewBrowser { address, device };
            self.messenger.tell(tx, user, &news)?;
        }
        Ok(opened)
    }
}

impl NewSession {
    fn of(token: String, browser: String) -> Self {
        Self {
            csrf: csrf_of(&token),
            token,
            browser,
        }
    }

    /// Hands the browser what opens it, with an answer.
    pub fn hand_over(self, view: &View, answer: &mut HttpResponse) -> Result<()> {
        let cookies = [
            session::cookie(view, self.token),
            browser::cookie(view, self.browser),
        ];
        for cookie in &cookies {
            answer.add_cookie(cookie).map_err(Error::internal)?;
        }
        Ok(())
    }
}
