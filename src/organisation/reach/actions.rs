//! What the page sends: a mail to try the way that mails leave.

use actix_web::{HttpResponse, web};
use chrono::Duration;

use super::{MARKS, PAGE, TrialId, page};
use crate::config::Config;
use crate::error::{Refusal, Result};
use crate::organisation::store;
use crate::people::permission::{Allowed, ManagePeople};
use crate::platform::audit;
use crate::platform::db::Tx;
use crate::platform::desk::Desk;
use crate::platform::form::{Fields, FormState, Reader};
use crate::platform::mail::Letter;
use crate::platform::outbox::{self, Parcel};

/// A trial that has not left by then tells nothing any more.
const WORTH: Duration = Duration::hours(1);

/// What the mail says.
struct Said {
    subject: String,
    text: String,
}

/// `POST /company/reach/trial`
pub async fn try_mail(
    by: Allowed<ManagePeople>,
    desk: Desk,
    config: web::Data<Config>,
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
            page::draw(&desk, &config, form).await
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
