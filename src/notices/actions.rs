//! What the pages of notices send.

use actix_web::{HttpResponse, web};

use super::desk::Desk;
use super::ids::NoticeId;
use super::mails::Post;
use super::pages::edit::{self, Filled};
use super::service::{self, Sent};
use super::steps::{
    APPROVE, CANCEL, DELETE, KEEP, LOOK, PUBLISH, REPLACE, RETURN, SEND, TAKE_BACK,
};
use super::take::Asked;
use super::tools::Means;
use crate::error::{Error, Result};
use crate::people::permission::{Allowed, ReviewNotices, WriteNotices};
use crate::platform::form::Fields;

/// The form with the row it belongs to, if it was saved before.
async fn form_of(
    by: &Allowed<WriteNotices>,
    desk: &Desk,
    id: NoticeId,
    fields: Fields,
) -> Result<Filled> {
    let row = desk.row(by.scope(), &id).await?;
    let room = match &row {
        Some(row) => desk.rooms.of_kind(&row.kind)?,
        None => desk.rooms.of_form(&fields).ok_or(Error::NotFound)?,
    };
    Ok(Filled {
        id,
        room,
        fields,
        row,
    })
}

/// `POST /notices/{id}/keep`: a draft saves itself.
pub async fn keep(asked: Asked<WriteNotices>) -> Result<HttpResponse> {
    let (tools, typed) = (asked.desk.tools(), asked.sent.clone());
    let kept = asked
        .take(move |tx, by, id| service::keep(tx, by, &tools, id, &typed))
        .await;
    match kept {
        Ok(_) => Ok(HttpResponse::NoContent().finish()),
        Err(Error::Conflict) => {
            edit::not_kept(&asked.by, &asked.desk, &asked.id, asked.sent.seen).await
        }
        Err(other) => Err(other),
    }
}

/// `POST /notices/{id}/save`: keeps the draft, turns what a button of its kind turns, or sends it
/// to review, as the button says; answers it while it is typed and keeps nothing.
pub async fn save(mut asked: Asked<WriteNotices>) -> Result<HttpResponse> {
    let action = asked.fields().get("action").to_owned();
    if action == "look" {
        let form = form_of(&asked.by, &asked.desk, asked.id, asked.sent.fields).await?;
        return edit::show(&asked.by, &asked.desk, form, Vec::new()).await;
    }
    let step = match action.as_str() {
        "send" => SEND,
        "keep" => KEEP,
        _ => LOOK,
    };
    if let Some(turn) = asked.desk.rooms.turn(&action) {
        asked.sent.fields = (turn.turn)(asked.fields());
    }
    let (tools, typed) = (asked.desk.tools(), asked.sent.clone());
    let sent = asked
        .take(move |tx, by, id| {
            if step.act == SEND.act {
                return service::send(tx, by, &tools, id, &typed);
            }
            service::keep(tx, by, &tools, id, &typed).map(|_| Sent::Done)
        })
        .await;
    match sent {
        Ok(Sent::Done) => Ok(step.answer(&asked.desk.view, &asked.id)),
        Ok(Sent::Incomplete(refusals)) => {
            let fields = asked.fields().with("id", asked.id.as_str());
            let form = form_of(&asked.by, &asked.desk, asked.id, fields).await?;
            edit::show(&asked.by, &asked.desk, form, refusals).await
        }
        Err(Error::Conflict) => {
            let pressed = asked.pressed(step);
            asked.desk.tell_typed(&asked.by, &pressed).await
        }
        Err(other) => Err(other),
    }
}

/// `POST /notices/{id}/approve`
pub async fn approve(asked: Asked<ReviewNotices>) -> Result<HttpResponse> {
    let tools = asked.desk.tools();
    let asked = asked.beside_writers().await?;
    asked
        .step(APPROVE, move |tx, by, asked| {
            service::approve(tx, by, &tools, &asked.id, asked.sent.seen)
        })
        .await
}

/// `POST /notices/{id}/return`
pub async fn give_back(asked: Asked<ReviewNotices>) -> Result<HttpResponse> {
    let tools = asked.desk.tools();
    asked
        .step(RETURN, move |tx, by, asked| {
            service::give_back(tx, by, &tools, &asked.id, &asked.sent)
        })
        .await
}

/// `POST /notices/{id}/take-back`
pub async fn take_back(asked: Asked<WriteNotices>) -> Result<HttpResponse> {
    asked
        .step(TAKE_BACK, |tx, by, asked| {
            service::take_back(tx, by, &asked.id, asked.sent.seen)
        })
        .await
}

/// `POST /notices/{id}/delete`
pub async fn delete(asked: Asked<WriteNotices>) -> Result<HttpResponse> {
    asked
        .step(DELETE, |tx, by, asked| {
            service::delete(tx, by, &asked.id, asked.sent.seen)
        })
        .await
}

/// `POST /notices/{id}/replace`
pub async fn replace(asked: Asked<WriteNotices>) -> Result<HttpResponse> {
    let tools = asked.desk.tools();
    asked
        .leads(REPLACE, move |tx, by, asked| {
            service::replace(tx, by, &tools, &asked.id, asked.sent.seen)
        })
        .await
}

/// `POST /notices/{id}/cancel`
pub async fn cancel(asked: Asked<WriteNotices>) -> Result<HttpResponse> {
    let tools = asked.desk.tools();
    asked
        .leads(CANCEL, move |tx, by, asked| {
            service::cancel(tx, by, &tools, &asked.id, &asked.sent)
        })
        .await
}

/// `POST /notices/{id}/publish`: what was held back because its outage is over, after all.
pub async fn publish_held(
    asked: Asked<ReviewNotices>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let means = Means {
        rooms: asked.desk.rooms,
        post: post.get_ref().clone(),
    };
    asked
        .step(PUBLISH, move |tx, by, asked| {
            service::publish_held(tx, by, &means, &asked.id, asked.sent.seen)
        })
        .await
}
