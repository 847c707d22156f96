//! What the pages of the second step send.

use std::slice;

use actix_web::HttpResponse;
use actix_web::web;

use super::offer::{self, Offer};
use super::pages::{self, RecoveryCodes};
use super::recovery::RecoveryCode;
use super::secret::Secret;
use super::service::{self, Confirmed};
use super::typed::Typed;
use crate::error::{Error, Refusal, Result};
use crate::people::door::Door;
use crate::people::entry::{self, Proved};
use crate::people::news::Messenger;
use crate::people::permission::{Allowed, Anyone, Arrived, ManagePeople};
use crate::people::told::Told;
use crate::people::{UserId, pages as people};
use crate::platform::desk::Desk;
use crate::platform::form::{Fields, FormState};
use crate::platform::secrets;
use crate::platform::step::Asked;

/// `POST /account/second-factor`
pub async fn turn_on(by: Arrived, desk: Desk, fields: Fields, door: Door) -> Result<HttpResponse> {
    let Some(offer) = offered(&by, &desk, &fields).await? else {
        let form = wrong(&desk, &Refusal::new("people-factor-stale"));
        let offer = pages::new_offer(&by, &desk).await?;
        return pages::draw(&by, &desk, form, offer).await;
    };
    let told = match confirm(&by, &desk, &fields, &offer, &door).await {
        Ok(codes) => {
            let codes = codes.iter().map(RecoveryCode::grouped).collect();
            return desk.view.page(&RecoveryCodes { codes });
        }
        Err(error) => Told::of(error, too_many())?,
    };
    let form = wrong(&desk, &told.refusal);
    pages::draw(&by, &desk, form, offer).await
}

/// The secret that the page showed, if it is still good.
async fn offered(by: &Arrived, desk: &Desk, fields: &Fields) -> Result<Option<Offer>> {
    let Some(secret) = Secret::of_text(fields.get("factor_secret")) else {
        return Ok(None);
    };
    let key = secrets::load(&desk.db, offer::KEY).await?;
    let seal = fields.get("factor_seal").to_owned();
    Offer { secret, seal }.read(&key, &by.0.user, desk.now())
}

/// Turns it on for whoever shows that the phone makes its codes, and proves the password.
async fn confirm(
    by: &Arrived,
    desk: &Desk,
    fields: &Fields,
    offer: &Offer,
    door: &Door,
) -> Result<Vec<RecoveryCode>> {
    let step = match Typed::read(fields.get("passcode")) {
        Typed::Code(code) => offer.secret.step_of(&code, desk.now())?,
        Typed::Recovery(_) => None,
    };
    let step = step.ok_or_else(|| Refusal::of_field("passcode", "people-factor-wrong"))?;
    let current = fields.get("current").to_owned();
    let Proved { proof, .. } = entry::prove(door, by, current).await?;
    let confirmed = Confirmed {
        secret: offer.secret.clone(),
        step,
    };
    let messenger = door.messenger.clone();
    desk.db
        .write(by.clone(), move |tx, by| {
            proof.accept(tx)?;
            service::turn_on(tx, by, &messenger, &confirmed)
        })
        .await
}

/// `POST /account/second-factor/off`
pub async fn turn_off(by: Anyone, desk: Desk, fields: Fields, door: Door) -> Result<HttpResponse> {
    let (arrived, current) = (Arrived::from(by.clone()), fields.get("current").to_owned());
    let told = match prove_and_turn_off(by, &desk, current, &door).await {
        Ok(()) => return Ok(desk.view.redirect("/account", Some("factor-off"))),
        Err(error) => Told::of(error, too_many())?,
    };
    let form = wrong(&desk, &told.refusal);
    match pages::factor_page(&arrived, &desk, form).await? {
        Some(page) => told.page(&desk.view, &page),
        None => Ok(desk.view.redirect("/account", None)),
    }
}

async fn prove_and_turn_off(by: Anyone, desk: &Desk, current: String, door: &Door) -> Result<()> {
    let Proved { proof, .. } = entry::prove(door, &by.clone().into(), current).await?;
    let messenger = door.messenger.clone();
    desk.db
        .write(by, move |tx, by| {
            proof.accept(tx)?;
            service::turn_off(tx, by, &messenger)
        })
        .await
}

fn too_many() -> Refusal {
    Refusal::of_field("current", "people-too-many-currents")
}

/// The form empty again, with what is wrong: nothing that is typed there is said back.
fn wrong(desk: &Desk, refusal: &Refusal) -> FormState {
    FormState::wrong(&Fields::default(), slice::from_ref(refusal), &desk.view)
}

/// `POST /people/{id}/second-factor/off`
pub async fn take_off(
    asked: Asked<Allowed<ManagePeople>, UserId>,
    messenger: web::Data<Messenger>,
) -> Result<HttpResponse> {
    let done = asked
        .take(move |tx, by, id| service::take_off(tx, by, &messenger, id))
        .await;
    match done {
        Err(Error::Refused(refusal)) => {
            let Asked { by, desk, .. } = asked;
            let form = wrong(&desk, &refusal);
            people::show_list(&by, &desk.view, &desk.db, form, String::new()).await
        }
        done => done.map(|()| asked.done("/people", "factor-taken-off")),
    }
}
