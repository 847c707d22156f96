//! What the page sends: the public address, and a mail to try the way that mails leave.

use actix_web::{HttpResponse, web};
use chrono::Duration;

use super::page::{self, Shown};
use super::{MARKS, PAGE, SURE, TrialId, address};
use crate::config::{BaseUrl, Config};
use crate::error::{Error, Refusal, Result};
use crate::organisation::store;
use crate::organisation::ties::Ties;
use crate::people::permission::{Allowed, ManagePeople};
use crate::platform::audit;
use crate::platform::db::Tx;
use crate::platform::desk::Desk;
use crate::platform::form::{Fields, FormState, Reader};
use crate::platform::mail::Letter;
use crate::platform::outbox::{self, Parcel};
use crate::platform::public::store as public;

/// A trial that has not left by then tells nothing any more.
const WORTH: Duration = Duration::hours(1);

/// What the mail says.
struct Said {
    subject: String,
    text: String,
}

/// `POST /company/reach/address`: it counts at once, in every code that is printed from now on.
pub async fn give_address(
    by: Allowed<ManagePeople>,
    desk: Desk,
    config: web::Data<Config>,
    ties: web::Data<Ties>,
    fields: Fields,
) -> Result<HttpResponse> {
    if desk.press.public.is_set() {
        return Err(Refusal::new("reach-address-set").into());
    }
    let given = match read(&fields) {
        Ok(url) => give(by, &desk, &ties, &fields, url).await,
        Err(refusals) => {
            let form = FormState::wrong(&fields, &refusals, &desk.view);
            return page::draw(&desk, &config, &ties, Shown::of(form)).await;
        }
    };
    let (refusal, late) = match given {
        Ok(()) => return Ok(desk.view.redirect(PAGE, Some("address-given"))),
        Err(Error::Refused(refusal)) => (refusal, false),
        Err(Error::Conflict) => {
            desk.press
                .public
                .take_over(desk.db.read(public::kept).await?);
            let meanwhile = Refusal::of_field(address::FIELD, "reach-address-meanwhile");
            (meanwhile, true)
        }
        Err(other) => return Err(other),
    };
    let form = FormState::wrong(&fields, &[refusal], &desk.view);
    page::draw(&desk, &config, &ties, Shown { form, late }).await
}

fn read(fields: &Fields) -> Result<BaseUrl, Vec<Refusal>> {
    let mut reader = Reader::new(fields);
    let url = address::read(&mut reader);
    let mut wrong = reader.errors();
    match url {
        Some(url) if wrong.is_empty() => Ok(url),
        Some(_) => Err(wrong),
        None => {
            if wrong.is_empty() {
                wrong.push(Refusal::of_field(address::FIELD, "form-required"));
            }
            Err(wrong)
        }
    }
}

/// Gives it; printed codes that lead to the one before want a word that this is known.
async fn give(
    by: Allowed<ManagePeople>,
    desk: &Desk,
    ties: &web::Data<Ties>,
    fields: &Fields,
    url: BaseUrl,
) -> Result<()> {
    let shown = fields.get("kept").to_owned();
    if shown != url.as_str() && fields.get(SURE).is_empty() {
        let (ties, base) = (web::Data::clone(ties), url.as_str().to_owned());
        let counted = desk.db.read(move |conn| ties.codes_elsewhere(conn, &base));
        let count = counted.await?;
        if count > 0 {
            let refusal = Refusal::of_field(SURE, "reach-address-codes");
            return Err(refusal.naming("count", count.to_string()).into());
        }
    }
    let new = url.clone();
    let given = desk
        .db
        .write(by, move |tx, _| address::give(tx, &shown, &new));
    given.await?;
    desk.press.public.take_over(Some(url));
    Ok(())
}

/// `POST /company/reach/trial`
pub async fn try_mail(
    by: Allowed<ManagePeople>,
    desk: Desk,
    config: web::Data<Config>,
    ties: web::Data<Ties>,
    fields: Fields,
) -> Result<HttpResponse> {
    let mut reader = Reader::new(&fields);
    let to = reader.optional_mail("to");
    if to.is_none() {
        reader.refuse(Refusal::of_field("to", "form-required"));
    }
    match (to, reader.errors()) {
        (Some(to), errors) if errors.is_empty() => {
            let said = Said {
                subject: desk.view.say("reach-trial-subject"),
                text: desk.view.say("reach-trial-body"),
            };
            let sent = desk.db.write(by, move |tx, _| send(tx, &to, said));
            sent.await?;
            Ok(desk.view.redirect(PAGE, Some("trial-sent")))
        }
        (_, mut errors) => {
            errors.truncate(1);
            let form = FormState::wrong(&fields, &errors, &desk.view);
            page::draw(&desk, &config, &ties, Shown::of(form)).await
        }
    }
}

fn send(tx: &mut Tx<'_>, to: &str, said: Said) -> Result<()> {
    let (id, now) = (TrialId::new(), tx.now());
    let company = store::company(tx)?;
    let parcel = Parcel {
        kind: "trial",
        dedupe: format!("{MARKS}{id}"),
        office: None,
        about: Some(PAGE.to_owned()),
        urgent: true,
        recipient: to.to_owned(),
        letter: Letter {
            from_name: company.name,
            to: to.to_owned(),
            reply_to: None,
            subject: said.subject,
            html: format!("<p>{}</p>", said.text),
            text: said.text,
            unsubscribe: None,
            references: Vec::new(),
        },
        due_at: now,
        give_up_at: now + WORTH,
    };
    outbox::enqueue(tx, &parcel)?;
    audit::record(tx, "mail.tried", "company:", to)
}
