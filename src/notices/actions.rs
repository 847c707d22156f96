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
use super::tools::Means;
use crate::error::{Error, Result};
use crate::people::permission::{Allowed, ReviewNotices, WriteNotices};
use crate::platform::form::{Fields, Reader};
use crate::platform::seen::Decision;

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
pub async fn keep(
    by: Allowed<WriteNotices>,
    desk: Desk,
    typed: Decision,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: NoticeId = id.parse()?;
    let (tools, name) = (desk.tools(), id.clone());
    let (asker, seen) = (by.clone(), typed.seen);
    let kept = desk
        .db
        .write(by, move |tx, by| {
            service::keep(tx, by, &tools, &name, &typed)
        })
        .await;
    match kept {
        Ok(_) => Ok(HttpResponse::NoContent().finish()),
        Err(Error::Conflict) => edit::not_kept(&asker, &desk, &id, seen).await,
        Err(other) => Err(other),
    }
}

/// `POST /notices/{id}/save`: keeps the draft, turns what a button of its kind turns, or sends it
/// to review, as the button says; answers it while it is typed and keeps nothing.
pub async fn save(
    by: Allowed<WriteNotices>,
    desk: Desk,
    mut typed: Decision,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: NoticeId = id.parse()?;
    if typed.fields.get("action") == "look" {
        let form = form_of(&by, &desk, id, typed.fields).await?;
        return edit::show(&by, &desk, form, Vec::new()).await;
    }
    let step = match typed.fields.get("action") {
        "send" => SEND,
        "keep" => KEEP,
        _ => LOOK,
    };
    if let Some(turn) = desk.rooms.turn(typed.fields.get("action")) {
        typed.fields = with(&typed.fields, turn.field, turn.value);
    }
    let pressed = step.pressed(id, typed);
    let (tools, asked) = (desk.tools(), pressed.clone());
    let sent = desk
        .db
        .write(by.clone(), move |tx, by| {
            if step.act == SEND.act {
                return service::send(tx, by, &tools, &asked.id, &asked.sent);
            }
            service::keep(tx, by, &tools, &asked.id, &asked.sent).map(|_| Sent::Done)
        })
        .await;
    match sent {
        Ok(Sent::Done) => Ok(step.answer(&desk.view, &pressed.id)),
        Ok(Sent::Incomplete(refusals)) => {
            let fields = with(&pressed.sent.fields, "id", pressed.id.as_str());
            let form = form_of(&by, &desk, pressed.id, fields).await?;
            edit::show(&by, &desk, form, refusals).await
        }
        Err(Error::Conflict) => desk.tell_typed(&by, &pressed).await,
        Err(other) => Err(other),
    }
}

/// The fields with one value set.
fn with(fields: &Fields, name: &str, value: &str) -> Fields {
    let mut changed = Fields::default();
    for (n, v) in fields.pairs().iter().filter(|(n, _)| n != name) {
        changed.push(n, v.clone());
    }
    changed.push(name, value);
    changed
}

/// `POST /notices/{id}/approve`
pub async fn approve(
    by: Allowed<ReviewNotices>,
    desk: Desk,
    sent: Decision,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let tools = desk.tools();
    let pressed = APPROVE.pressed(id.parse()?, sent);
    desk.take(by, pressed, move |tx, by, asked| {
        service::approve(tx, by, &tools, &asked.id, asked.sent.seen)?;
        Ok(asked.id.clone())
    })
    .await
}

/// `POST /notices/{id}/return`
pub async fn give_back(
    by: Allowed<ReviewNotices>,
    desk: Desk,
    sent: Decision,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let mut pressed = RETURN.pressed(id.parse()?, sent);
    let remark = Reader::new(&pressed.sent.fields).optional_text("remark", usize::MAX);
    pressed.words = Some(remark);
    desk.take(by, pressed, |tx, by, asked| {
        service::give_back(tx, by, &asked.id, &asked.sent)?;
        Ok(asked.id.clone())
    })
    .await
}

/// `POST /notices/{id}/take-back`
pub async fn take_back(
    by: Allowed<WriteNotices>,
    desk: Desk,
    sent: Decision,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let pressed = TAKE_BACK.pressed(id.parse()?, sent);
    desk.take(by, pressed, |tx, by, asked| {
        service::take_back(tx, by, &asked.id, asked.sent.seen)?;
        Ok(asked.id.clone())
    })
    .await
}

/// `POST /notices/{id}/delete`
pub async fn delete(
    by: Allowed<WriteNotices>,
    desk: Desk,
    sent: Decision,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let pressed = DELETE.pressed(id.parse()?, sent);
    desk.take(by, pressed, |tx, by, asked| {
        service::delete(tx, by, &asked.id, asked.sent.seen)?;
        Ok(asked.id.clone())
    })
    .await
}

/// `POST /notices/{id}/replace`
pub async fn replace(
    by: Allowed<WriteNotices>,
    desk: Desk,
    sent: Decision,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let tools = desk.tools();
    let pressed = REPLACE.pressed(id.parse()?, sent);
    desk.take(by, pressed, move |tx, by, asked| {
        service::replace(tx, by, &tools, &asked.id, asked.sent.seen)
    })
    .await
}

/// `POST /notices/{id}/cancel`
pub async fn cancel(
    by: Allowed<WriteNotices>,
    desk: Desk,
    sent: Decision,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let tools = desk.tools();
    let mut pressed = CANCEL.pressed(id.parse()?, sent);
    let reason = Reader::new(&pressed.sent.fields).optional_text("reason", usize::MAX);
    pressed.words = Some(reason);
    desk.take(by, pressed, move |tx, by, asked| {
        service::cancel(tx, by, &tools, &asked.id, &asked.sent)
    })
    .await
}

/// `POST /notices/{id}/publish`: what was held back because its outage is over, after all.
pub async fn publish_held(
    by: Allowed<ReviewNotices>,
    desk: Desk,
    sent: Decision,
    post: web::Data<Post>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let means = Means {
        rooms: desk.rooms,
        post: post.get_ref().clone(),
    };
    let pressed = PUBLISH.pressed(id.parse()?, sent);
    desk.take(by, pressed, move |tx, by, asked| {
        service::publish_held(tx, by, &means, &asked.id, asked.sent.seen)?;
        Ok(asked.id.clone())
    })
    .await
}
