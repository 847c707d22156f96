//! `GET /signs/register/{id}`: one sign with what happened to it and what can be done.

use std::mem;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::facts::{Hands, facts};
use super::new::{AreaGroup, area_groups};
use crate::codes::store as codes;
use crate::codes::store::scans;
use crate::error::{Refusal, Result};
use crate::people::permission::{Allowed, MakeSigns, ReadSigns};
use crate::people::{Permission, Scope};
use crate::platform::audit;
use crate::platform::dates::Dates;
use crate::platform::db::{Conn, Db};
use crate::platform::desk::Desk;
use crate::platform::form::{Fields, FormState};
use crate::platform::history::{self, Happened, History};
use crate::platform::page::{Page, View};
use crate::platform::photos::{PhotoId, PhotoOf, Photos, as_answer};
use crate::platform::step::Asked;
use crate::signs::meanwhile::{self, Act};
use crate::signs::page::Fact;
use crate::signs::register::entry::{Entry, SignId, State};
use crate::signs::register::gallery::{Gallery, state_key, state_look};
use crate::signs::register::reading::typed;
use crate::signs::register::store::{self, Kept};

/// Days whose scans are told.
const SCANS_OF: i64 = 30;

/// A sign.
#[derive(Debug, Serialize)]
pub struct SignPage {
    /// Its address.
    pub href: String,
    /// What it is.
    pub title: String,
    /// Where it hangs.
    pub place: String,
    /// Where exactly.
    pub spot: String,
    /// The key of its state.
    pub state: String,
    /// The look of that.
    pub look: &'static str,
    /// Its code in groups.
    pub code: String,
    /// The page behind the code.
    pub code_href: String,
    /// The sheet it can be printed again from; empty where it came from no run.
    pub sheet: String,
    /// Whether the code opens nothing any more.
    pub revoked: bool,
    /// Label key and value of each fact.
    pub facts: Vec<Fact>,
    /// Whether its look is overdue.
    pub overdue: bool,
    /// Its stop, for a copy of one.
    pub batch: Option<Stopped>,
    /// Its photos.
    pub photos: Vec<Shown>,
    /// What happened.
    pub history: History,
    /// What this person can do now.
    pub can: Can,
    /// Where it can go.
    pub areas: Vec<AreaGroup>,
    /// The forms: what was typed and what is wrong.
    pub form: FormState,
    /// Scans of the last days.
    pub scans: i64,
    /// What its forms carry.
    pub shown: String,
    /// What happened since a form was shown that was sent now.
    pub meanwhile: Vec<Act>,
}

impl Page for SignPage {
    const TEMPLATE: &'static str = "signs/sign.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::sign_page()
    }
}

/// The stop of a copy.
#[derive(Debug, Clone, Serialize)]
pub struct Stopped {
    /// Its page.
    pub href: String,
    /// When it ends.
    pub ends: String,
    /// Whether it is over and the copy hangs still.
    pub over: bool,
}

/// A photo.
#[derive(Debug, Clone, Serialize)]
pub struct Shown {
    /// Its address.
    pub href: String,
    /// When it was taken in.
    pub at: String,
}

/// What can be done.
#[derive(Debug, Clone, Copy, Default, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a button")]
pub struct Can {
    /// Mark it as up.
    pub place: bool,
    /// Say how it was found.
    pub inspect: bool,
    /// Say that it is mended.
    pub mend: bool,
    /// Mark it as down, move it, change its code or its days.
    pub change: bool,
    /// Take back that it is down.
    pub restore: bool,
}

fn can(entry: &Entry, may: bool) -> Can {
    let open = may && !entry.is_down();
    let own = open && entry.batch().is_none();
    Can {
        place: own && matches!(entry.state, State::Wanted | State::Printed),
        inspect: open && entry.is_up(),
        mend: own && entry.state == State::Damaged,
        change: own,
        restore: may && entry.is_down(),
    }
}

/// `GET /signs/register/{id}`
pub async fn show(
    by: Allowed<ReadSigns>,
    desk: Desk,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let page = load(&by, &desk, id.parse()?).await?;
    desk.view.page(&page)
}

/// The page once more, with what is wrong with a form on it.
pub(in super::super) async fn show_wrong<F>(
    asked: &Asked<Allowed<MakeSigns>, SignId, F>,
    fields: &Fields,
    refusals: &[Refusal],
) -> Result<HttpResponse> {
    let view = &asked.desk.view;
    let mut page = load(&asked.by, &asked.desk, asked.id.clone()).await?;
    page.form = FormState::wrong(fields, refusals, view).over(mem::take(&mut page.form));
    view.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// The page as the sign stands now, with what others did since a form of it was shown, and with
/// what was typed.
pub(in super::super) async fn show_changed(
    asked: &Asked<Allowed<MakeSigns>, SignId>,
) -> Result<HttpResponse> {
    let (desk, seen, show) = (&asked.desk, asked.sent.seen, asked.desk.dates());
    let mut page = load(&asked.by, desk, asked.id.clone()).await?;
    page.form = FormState::fresh(asked.fields()).over(mem::take(&mut page.form));
    let (scope, id) = (asked.by.scope().clone(), asked.id.clone());
    let since = desk.db.read(move |conn| {
        let subject = store::load(conn, &scope, &id)?.subject();
        meanwhile::since(conn, &subject, seen)
    });
    page.meanwhile = Act::told(since.await?, &desk.view, show);
    desk.view.page_as(StatusCode::CONFLICT, &page)
}

struct Reader {
    scope: Scope,
    may: bool,
    view: View,
    show: Dates,
}

async fn load<P>(by: &Allowed<P>, desk: &Desk, id: SignId) -> Result<SignPage> {
    let reader = Reader {
        scope: by.scope().clone(),
        may: by.may(Permission::MakeSigns),
        view: desk.view.clone(),
        show: desk.dates(),
    };
    desk.db.read(move |conn| page(conn, &reader, &id)).await
}

fn page(conn: &mut Conn, reader: &Reader, id: &SignId) -> Result<SignPage> {
    let Reader { view, show, .. } = reader;
    let show = *show;
    let entry = store::load(conn, &reader.scope, id)?;
    let gallery = Gallery::of(conn, std::slice::from_ref(&entry))?;
    let record = audit::newest(conn, &entry.subject(), history::asked(view))?;
    let from = show.today() - chrono::Duration::days(SCANS_OF - 1);
    let can = can(&entry, reader.may);
    let areas = if can.change {
        area_groups(conn, &reader.scope, view)?
    } else {
        Vec::new()
    };
    let row = codes::find(conn, &entry.code)?;
    Ok(SignPage {
        href: entry.href(),
        title: gallery.title(&entry, show.lang),
        place: gallery.place(&entry, show.lang),
        spot: entry.spot.clone(),
        state: state_key(&entry),
        look: state_look(entry.state),
        code: entry.code.grouped(),
        code_href: format!("/Q/{}", entry.code),
        sheet: entry
            .run()
            .filter(|_| entry.removed.is_none())
            .map_or_else(String::new, |_| {
                format!("/signs/runs/copies/{}/sheet", entry.id)
            }),
        revoked: row.is_none_or(|row| row.revoked_at.is_some()),
        facts: facts(&entry, &gallery, &Hands::of(conn, &entry)?, view, show),
        overdue: entry.due_at().is_some_and(|at| at < show.now),
        batch: stopped(&entry, show),
        photos: shown(conn, &entry, show)?,
        history: History::told(record, view, show, mend),
        form: FormState::fresh(&form(conn, &entry)?),
        scans: scans::since(conn, &entry.code, from)?,
        shown: meanwhile::shown(conn, &entry.subject())?.to_string(),
        meanwhile: Vec::new(),
        can,
        areas,
    })
}

fn stopped(entry: &Entry, show: Dates) -> Option<Stopped> {
    let (batch, end) = entry.batch().zip(entry.down_by)?;
    Some(Stopped {
        href: format!("/signs/batches/{batch}"),
        ends: show.near(end),
        over: entry.is_over(show.now),
    })
}

fn shown(conn: &mut Conn, entry: &Entry, show: Dates) -> Result<Vec<Shown>> {
    let photos = store::photos(conn, &entry.id)?;
    let shown = |photo: Kept| Shown {
        href: format!("{}/photos/{}", entry.href(), photo.id),
        at: show.date(photo.at),
    };
    Ok(photos.into_iter().map(shown).collect())
}

fn mend(entry: &audit::Entry, line: &mut Happened) {
    match entry.act.as_str() {
        "sign.end_moved" => line.detail.clear(),
        // The id of the design says nothing to an office.
        "sign.made" => {
            let named = entry.detail.split_once(' ');
            line.detail = named.map(|(_, name)| name.to_owned()).unwrap_or_default();
        }
        _ => {}
    }
}

/// The forms as they stand: where it is, and how often somebody looks.
fn form(conn: &mut Conn, entry: &Entry) -> Result<Fields> {
    let at = typed(conn, &entry.place)?;
    let every = entry.every.map(|days| days.to_string());
    Ok(Fields::of([
        ("area", at.area),
        ("within", at.within),
        ("spot", entry.spot.clone()),
        ("every", every.unwrap_or_default()),
    ]))
}

/// `GET /signs/register/{id}/photos/{photo}`
pub async fn photo(
    by: Allowed<ReadSigns>,
    ids: web::Path<PhotoOf>,
    db: web::Data<Db>,
    photos: web::Data<Photos>,
) -> Result<HttpResponse> {
    let (sign, photo): (SignId, PhotoId) = (ids.id.parse()?, ids.photo.parse()?);
    let bytes = db
        .read(move |conn| {
            let id = store::find_photo(conn, by.scope(), &sign, &photo)?;
            photos.read(&id)
        })
        .await?;
    Ok(as_answer(bytes))
}
