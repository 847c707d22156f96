//! What duties wait for, on the first page of whoever answers for the whole house, and the word
//! of an administrator that lets them go on.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;

use crate::error::Result;
use crate::notices::desk::Desk;
use crate::people::SignedIn;
use crate::people::permission::{Anyone, ConfirmTime};
use crate::people::{Allowed, Permission};
use crate::platform::clock::Clock;
use crate::platform::dates::{Dates, length};
use crate::platform::db::Conn;
use crate::platform::form::Fields;
use crate::platform::holds::judge::Doubt;
use crate::platform::holds::{self, Cause, Confirmed, Hold, HoldId, Standing};
use crate::platform::page::View;

/// Something that duties wait for.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// What is held, and why.
    pub what: String,
    /// What to do, or who does it.
    pub way: String,
    /// The words of the button.
    pub act: String,
    /// What the button confirms; empty where there is none for this reader.
    pub hold: String,
}

/// The lines for a reader; nothing for those of one office.
pub(super) fn lines(
    conn: &mut Conn,
    who: &SignedIn,
    clock: &Clock,
    view: &View,
    show: Dates,
) -> Result<Vec<Line>> {
    if !who.role.is_of_head_office() {
        return Ok(Vec::new());
    }
    let standing = holds::standing(conn, clock)?;
    let may = who.may(Permission::ConfirmTime);
    let apart = apart(&standing, may, view);
    let is_apart = apart.is_some();
    // Of two clocks that differ nobody can say that both are right.
    let can = |hold: &Hold| may && !(is_apart && hold.cause.is_of_the_clock());
    let holds = standing.holds.iter().map(|hold| Line {
        what: what(hold, view, show),
        hold: if can(hold) {
            hold.id.to_string()
        } else {
            String::new()
        },
        way: view.say(way(hold.cause, may)),
        act: view.say(match hold.cause {
            Cause::Jumped | Cause::Stopped => "today-clock-confirm",
            Cause::Restored => "today-restored-confirm",
        }),
    });
    Ok(apart.into_iter().chain(holds).collect())
}

fn apart(standing: &Standing, may: bool, view: &View) -> Option<Line> {
    let Some(Doubt::Apart(ahead)) = standing.doubt else {
        return None;
    };
    let key = if ahead < chrono::Duration::zero() {
        "today-clock-behind"
    } else {
        "today-clock-ahead"
    };
    let by = length(view.lang, ahead.abs());
    let way = if may {
        "today-clock-apart-way"
    } else {
        "today-clock-ask"
    };
    Some(Line {
        what: view.tell(key, &[("by", by)]),
        way: view.say(way),
        act: String::new(),
        hold: String::new(),
    })
}

fn what(hold: &Hold, view: &View, show: Dates) -> String {
    let key = match hold.cause {
        Cause::Jumped => "today-clock-jumped",
        Cause::Stopped => "today-clock-stopped",
        Cause::Restored => return view.say("today-restored"),
    };
    let last = hold.last_turn.unwrap_or(hold.since);
    let named = [
        ("now", show.full_date_time(show.now)),
        ("last", show.full_date_time(last)),
    ];
    view.tell(key, &named)
}

fn way(cause: Cause, may: bool) -> &'static str {
    match cause {
        Cause::Jumped | Cause::Stopped if may => "today-clock-way",
        Cause::Jumped | Cause::Stopped => "today-clock-ask",
        Cause::Restored if may => "today-restored-way",
        Cause::Restored => "today-restored-ask",
    }
}

/// `POST /holds/confirm`
pub(super) async fn confirm(
    by: Allowed<ConfirmTime>,
    anyone: Anyone,
    desk: Desk,
    fields: Fields,
) -> Result<HttpResponse> {
    let seen: HoldId = fields.get("hold").parse()?;
    let clock = desk.db.clock().clone();
    let confirmed = desk
        .db
        .write(by, move |tx, _| holds::confirm(tx, &clock, &seen))
        .await?;
    match confirmed {
        Confirmed::GoesOn => Ok(desk.view.redirect("/", Some("hold-confirmed"))),
        Confirmed::Already => Ok(desk.view.redirect("/", Some("hold-over"))),
        Confirmed::Changed => {
            let today = super::Today {
                waits_changed: true,
                ..super::of(anyone, &desk).await?
            };
            desk.view.page_as(StatusCode::CONFLICT, &today)
        }
    }
}
