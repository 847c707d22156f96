//! What the buttons of a sign send: each from a page that showed how it stood.

use actix_web::HttpResponse;

use super::actions::back;
use super::entry::{Entry, SignId};
use super::pages::sign;
use super::service;
use crate::error::{Error, Result};
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::db::Tx;
use crate::platform::seen::Seen;
use crate::platform::step::Asked;

type Step = fn(&mut Tx<'_>, &Allowed<MakeSigns>, &SignId, Seen) -> Result<Entry>;

/// Takes a step, or shows the sign as others have left it meanwhile, or why it is not taken.
async fn take(
    asked: Asked<Allowed<MakeSigns>, SignId>,
    step: Step,
    said: &'static str,
) -> Result<HttpResponse> {
    match asked.decide(step).await {
        Err(Error::Conflict) => sign::show_changed(&asked).await,
        Err(Error::Refused(refusal)) => sign::show_wrong(&asked, asked.fields(), &[refusal]).await,
        done => done.map(|entry| asked.done(&back(asked.fields(), &entry), said)),
    }
}

/// `POST /signs/register/{id}/mended`
pub async fn mended(asked: Asked<Allowed<MakeSigns>, SignId>) -> Result<HttpResponse> {
    take(asked, service::mended, "register-mended").await
}

/// `POST /signs/register/{id}/placed`
pub async fn placed(asked: Asked<Allowed<MakeSigns>, SignId>) -> Result<HttpResponse> {
    take(asked, service::placed, "signs-placed").await
}

/// `POST /signs/register/{id}/removed`
pub async fn removed(asked: Asked<Allowed<MakeSigns>, SignId>) -> Result<HttpResponse> {
    take(asked, service::removed, "signs-removed").await
}

/// `POST /signs/register/{id}/restored`: it was marked as down by mistake.
pub async fn restored(asked: Asked<Allowed<MakeSigns>, SignId>) -> Result<HttpResponse> {
    take(asked, service::restored, "signs-restored").await
}
