//! What the pages of signing in send, and where somebody goes on then.

use std::slice;

use actix_web::{HttpRequest, HttpResponse, web};

use super::account::DemoAccounts;
use super::door::Door;
use super::entry::{self, Admitted};
use super::factor::typed::Typed;
use super::half::HalfSession;
use super::opening::NewSession;
use super::pages::sign_in::{Resume, SecondStep, SignIn, Waiting};
use super::permission::Arrived;
use super::told::Told;
use super::{half, second_step, service, session};
use crate::error::{Error, Refusal, Result};
use crate::platform::db::Db;
use crate::platform::form::{Fields, FormState, is_secret};
use crate::platform::headers;
use crate::platform::page::{View, query_value};

/// `POST /sign-in`
pub(super) async fn sign_in(
    view: View,
    fields: Fields,
    door: Door,
    demo: web::Data<DemoAccounts>,
) -> Result<HttpResponse> {
    let (login, password) = (fields.get("login"), fields.get("password").to_owned());
    let waits = Waiting::of(&fields);
    let told = match entry::sign_in(&door, login, password).await {
        Ok(Admitted::In(opened)) => return enter(&view, waits, opened),
        Ok(Admitted::HalfWay(half)) => return half_way(&view, waits, half),
        Err(error) => Told::of(error, Refusal::new("people-too-many-sign-ins"))?,
    };
    let form = FormState::wrong(&fields, slice::from_ref(&told.refusal), &view);
    let page = SignIn {
        form,
        waits,
        lost: false,
        demo: demo.get_ref().clone(),
    };
    told.page(&view, &page)
}

/// On to the second step, with what waits.
fn half_way(view: &View, waits: Waiting, half: HalfSession) -> Result<HttpResponse> {
    let mut answer = if waits.kept_to.is_empty() {
        let next = query_value(&waits.next);
        view.redirect(format!("/sign-in/code?next={next}"), None)
    } else {
        let form = FormState::default();
        view.page(&SecondStep { form, waits })?
    };
    let cookie = half::cookie(view, half);
    answer.add_cookie(&cookie).map_err(Error::internal)?;
    Ok(answer)
}

/// `POST /sign-in/code`
pub(super) async fn take_second_step(
    req: HttpRequest,
    view: View,
    fields: Fields,
    door: Door,
    demo: web::Data<DemoAccounts>,
) -> Result<HttpResponse> {
    let waits = Waiting::of(&fields);
    let (half, typed) = (half::sent(&req, &door.client), fields.get("passcode"));
    let taken = match half {
        Some(half) => second_step::take(&door, half, Typed::read(typed)).await,
        None => Err(Error::SignedOut),
    };
    let error = match taken {
        Ok(opened) => {
            let mut answer = enter(&view, waits, opened)?;
            let gone = half::gone(&view);
            answer.add_cookie(&gone).map_err(Error::internal)?;
            return Ok(answer);
        }
        Err(error) => error,
    };
    if matches!(error, Error::SignedOut) {
        let told = Told::from(Refusal::new("people-second-late"));
        let page = SignIn {
            form: FormState::wrong(&Fields::default(), slice::from_ref(&told.refusal), &view),
            waits,
            lost: false,
            demo: demo.get_ref().clone(),
        };
        return told.page(&view, &page);
    }
    let told = Told::of(
        error,
        Refusal::of_field("passcode", "people-second-too-many"),
    )?;
    let form = FormState::wrong(&Fields::default(), slice::from_ref(&told.refusal), &view);
    told.page(&view, &SecondStep { form, waits })
}

/// Goes on where the person was: to a page, or to the form that was being sent.
fn enter(view: &View, waits: Waiting, opened: NewSession) -> Result<HttpResponse> {
    let mut answer = if waits.kept_to.is_empty() {
        view.redirect(waits.next, None)
    } else {
        let kept = Fields::parse(waits.kept.as_bytes())?;
        let open = kept.pairs().iter().filter(|(name, _)| !is_secret(name));
        view.page(&Resume {
            to: waits.kept_to,
            csrf: opened.csrf.clone(),
            words: kept.words(),
            fields: open.cloned().collect(),
        })?
    };
    opened.hand_over(view, &mut answer)?;
    Ok(answer)
}

/// `POST /sign-out`: nothing of what was seen stays in the browser.
pub(super) async fn sign_out(
    by: Arrived,
    view: View,
    _: Fields,
    db: web::Data<Db>,
) -> Result<HttpResponse> {
    db.write(by, service::sign_out).await?;
    let mut answer = view.redirect("/sign-in", Some("signed-out"));
    let mut gone = session::cookie(&view, String::new());
    gone.make_removal();
    answer.add_cookie(&gone).map_err(Error::internal)?;
    headers::forget_all(&mut answer);
    Ok(answer)
}
