//! The pages of the second step.

use actix_web::HttpResponse;
use serde::Serialize;

use super::offer::{self, Offer};
use super::secret::Owner;
use crate::error::{Error, Result};
use crate::people::permission::Arrived;
use crate::people::store::{self, factors};
use crate::platform::db::Conn;
use crate::platform::desk::Desk;
use crate::platform::form::FormState;
use crate::platform::page::Page;
use crate::platform::qr::Qr;
use crate::platform::secrets;

/// Where the second step is turned on.
#[derive(Debug, Serialize)]
pub struct Enrol {
    /// What was typed and what was wrong.
    pub form: FormState,
    /// What a phone reads, as a picture.
    pub qr: String,
    /// The same to be typed, in groups of four.
    pub spelt: String,
    /// The same as the form carries it.
    pub secret: String,
    /// What shows that it was made here.
    pub seal: String,
    /// Whether one that is on is set up anew.
    pub anew: bool,
    /// Whether nothing else is reached before it is on.
    pub first: bool,
}

impl Page for Enrol {
    const TEMPLATE: &'static str = "people/enrol.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::enrol()
    }
}

/// The second step that is on.
#[derive(Debug, Serialize)]
pub struct FactorPage {
    /// What was typed and what was wrong.
    pub form: FormState,
    /// When it was set up.
    pub since: String,
    /// How many of the written codes are left.
    pub left: i64,
    /// Whether the person has to have it.
    pub needed: bool,
}

impl Page for FactorPage {
    const TEMPLATE: &'static str = "people/factor.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::factor()
    }
}

/// The codes to be written down, right after they were made.
#[derive(Debug, Serialize)]
pub struct RecoveryCodes {
    /// Each in groups of four.
    pub codes: Vec<String>,
}

impl Page for RecoveryCodes {
    const TEMPLATE: &'static str = "people/recovery_codes.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::recovery_codes()
    }
}

/// `GET /account/second-factor`
pub async fn show(by: Arrived, desk: Desk) -> Result<HttpResponse> {
    match factor_page(&by, &desk, FormState::default()).await? {
        Some(page) => desk.view.page(&page),
        None => fresh(by, desk).await,
    }
}

/// `GET /account/second-factor/new`
pub async fn fresh(by: Arrived, desk: Desk) -> Result<HttpResponse> {
    let offer = new_offer(&by, &desk).await?;
    draw(&by, &desk, FormState::default(), offer).await
}

/// A secret that nobody has turned on yet.
pub(super) async fn new_offer(by: &Arrived, desk: &Desk) -> Result<Offer> {
    let key = secrets::load(&desk.db, offer::KEY).await?;
    Offer::new(&key, &by.0.user, desk.now())
}

/// The page where a secret is turned on.
pub(super) async fn draw(
    by: &Arrived,
    desk: &Desk,
    form: FormState,
    offer: Offer,
) -> Result<HttpResponse> {
    let user = by.0.user.clone();
    let read = desk.db.read(move |conn: &mut Conn| {
        let owner = Owner {
            house: store::house(conn)?.short_name,
            login: store::credentials_of(conn, &user)?.login,
        };
        Ok((owner, factors::of(conn, &user)?.is_some()))
    });
    let (owner, anew) = read.await?;
    let qr = Qr::encode_as_written(&offer.secret.address(&owner)?).map_err(Error::internal)?;
    desk.view.page_as(
        form.status(),
        &Enrol {
            form,
            qr: qr.svg(),
            spelt: offer.secret.grouped(),
            secret: offer.secret.as_str().to_owned(),
            seal: offer.seal,
            anew,
            first: by.0.needs_factor && !anew,
        },
    )
}

/// The page of the second step that is on; nothing where it is not.
pub(super) async fn factor_page(
    by: &Arrived,
    desk: &Desk,
    form: FormState,
) -> Result<Option<FactorPage>> {
    let user = by.0.user.clone();
    let read = desk.db.read(move |conn: &mut Conn| {
        let left = factors::codes_left(conn, &user)?;
        Ok(factors::of(conn, &user)?.map(|factor| (factor, left)))
    });
    let (found, dates) = (read.await?, desk.dates());
    Ok(found.map(|(factor, left)| FactorPage {
        form,
        since: dates.near(factor.made_at),
        left,
        needed: by.0.needs_factor,
    }))
}
