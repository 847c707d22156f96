//! What is told of a draft that was thrown away while somebody still had it open.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;

use super::changes::typed::{self, Field, Typed};
use super::dates;
use crate::error::Result;
use crate::notices::desk::Desk;
use crate::notices::room::Room;
use crate::notices::steps::Pressed;
use crate::notices::store::thrown_away::{self, ThrownAway};
use crate::people::Scope;
use crate::platform::page::{Page, View};

/// The page: who threw it away and when, and what was typed, to be copied. It does not offer to
/// keep that under another name, where nobody would know who wrote it.
#[derive(Debug, Serialize)]
pub struct Gone {
    /// The key of the headline.
    pub title: &'static str,
    /// 张三 今天 09:02 删除了它.
    pub told: String,
    /// What was typed.
    pub typed: Vec<Typed>,
    /// The address of a new form of its kind; empty where the form was none of a text.
    pub new: String,
}

impl Page for Gone {
    const TEMPLATE: &'static str = "notices/gone.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::gone()
    }
}

/// What is known of it.
struct Looked {
    thrown: ThrownAway,
    typed: Vec<Field>,
}

/// The page, as an answer to a form of that draft; `NotFound` for who has no business with it.
pub(in crate::notices) async fn show(
    desk: &Desk,
    scope: &Scope,
    pressed: &Pressed,
) -> Result<HttpResponse> {
    let (scope, id) = (scope.clone(), pressed.id.clone());
    let fields = pressed.sent.fields.clone();
    let is_text = pressed.step.is_of_text();
    let room = desk.rooms.of_form(&fields);
    let asked = room.map_or(&[][..], Room::fields);
    let read = desk.db.read(move |conn| {
        Ok(Looked {
            thrown: thrown_away::read(conn, &scope, &id)?,
            typed: if is_text {
                typed::of_text(conn, &fields, asked)?
            } else {
                typed::of_step(&fields)
            },
        })
    });
    let looked = read.await?;
    let form = room.and_then(|room| room.form.as_ref());
    let began = form.and_then(|form| (form.began)(&pressed.sent.fields));
    let page = Gone {
        title: if is_text {
            "notices-gone-text"
        } else {
            "notices-gone-step"
        },
        told: told(desk, "notices-gone-told", &looked.thrown),
        typed: said(&looked.typed, &desk.view),
        new: began
            .filter(|_| is_text)
            .map(|name| format!("/notices/new/{name}"))
            .unwrap_or_default(),
    };
    desk.view.page_as(StatusCode::CONFLICT, &page)
}

fn said(typed: &[Field], view: &View) -> Vec<Typed> {
    typed.iter().map(|field| field.said(view)).collect()
}

/// Who threw it away and when, in a sentence.
pub(super) fn told(desk: &Desk, key: &str, thrown: &ThrownAway) -> String {
    let show = dates(&desk.view, &desk.press, desk.db.clock());
    let args = [
        ("who", thrown.by_name.clone()),
        ("at", show.near(thrown.at)),
    ];
    desk.view.tell(key, &args)
}
