//! What lies behind a code: its page, drawn for one reader or kept for all strangers.

#[cfg(test)]
mod samples;

use std::future::{Ready, ready};
use std::sync::{Arc, LazyLock};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use serde::Serialize;

use super::known::{self, Known, OnCode, StaffAction};
use super::tally::Tally;
use crate::codes::{Code, Here};
use crate::complaints::intake::{PublicForm, new_seal};
use crate::error::{Error, Result};
use crate::notices::public::{Reading, Scanned};
use crate::notices::room::Rooms;
use crate::people::SignedIn;
use crate::platform::dates::Dates;
use crate::platform::db::{Conn, Db};
use crate::platform::fresh::Fresh;
use crate::platform::page::{Page, View};
use crate::platform::secret;
use crate::signs::desk::scan::ScannedSign;
use crate::signs::register::public::Standing;

/// What a scan opens.
#[derive(Debug, Serialize)]
pub struct Opened {
    /// Where one stands, and the form.
    #[serde(flatten)]
    pub report: PublicForm,
    /// The notice whose sheet was scanned, whole.
    pub sheet: Option<Scanned>,
    /// The stop whose sign was scanned.
    pub sign: Option<ScannedSign>,
    /// The sign that was scanned, where it stays.
    pub standing: Option<Standing>,
    /// What else is known here.
    pub known: Vec<Known>,
    /// What is on record, for the office's own people.
    pub staff_told: Vec<String>,
    /// What the office's own people can do here.
    pub staff_actions: Vec<StaffAction>,
}

impl Page for Opened {
    const TEMPLATE: &'static str = "landing/code.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::opened()
    }
}

/// What the pages of a scan stand on.
#[derive(Debug)]
pub struct Ground {
    db: web::Data<Db>,
    pub(super) tally: web::Data<Tally>,
    fresh: web::Data<Fresh>,
    rooms: web::Data<Rooms>,
}

impl FromRequest for Ground {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready((|| {
            Ok(Self {
                db: data(req)?,
                tally: data(req)?,
                fresh: data(req)?,
                rooms: data(req)?,
            })
        })())
    }
}

fn data<T: 'static>(req: &HttpRequest) -> Result<web::Data<T>> {
    let found = req.app_data::<web::Data<T>>().cloned();
    found.ok_or_else(|| Error::internal(format!("no {}", std::any::type_name::<T>())))
}

/// Who scans what, and when.
#[derive(Clone)]
pub(super) struct Asked {
    pub(super) code: Code,
    pub(super) look: Dates,
    pub(super) who: Option<Arc<SignedIn>>,
}

/// What lies behind a code.
pub(super) enum Behind {
    /// Nobody gave it out.
    Nothing,
    /// It is no longer in use.
    Revoked(Box<Here>),
    /// Its page.
    Page(String),
}

/// Stands in a page that is kept where each reader's own seal goes.
static SEAL: LazyLock<String> = LazyLock::new(secret::token);

impl Ground {
    /// The page as everybody sees it who is not signed in, kept as other public pages are. Nobody
    /// shares a seal.
    pub(super) async fn kept(&self, asked: &Asked, view: &View) -> Result<Behind> {
        let key = format!("Q/{}/{}", asked.code, view.looks());
        let drawn = view.clone().for_anybody();
        let page = self.fresh.page(&key, || async {
            match self.gather(asked, &drawn).await? {
                Some(found) if found.here.row.revoked_at.is_none() => {
                    drawn.html(&scanned(found, SEAL.clone(), &drawn))
                }
                Some(_) | None => Err(Error::NotFound),
            }
        });
        let page = match page.await {
            Ok(page) => page,
            Err(Error::NotFound) => return self.look(asked, view).await,
            Err(other) => return Err(other),
        };
        let seal = new_seal(&asked.code, &self.db).await?;
        let page = std::str::from_utf8(page.plain()).map_err(Error::internal)?;
        Ok(Behind::Page(page.replace(SEAL.as_str(), &seal)))
    }

    /// What lies behind the code now, as this reader sees it.
    pub(super) async fn look(&self, asked: &Asked, view: &View) -> Result<Behind> {
        let Some(found) = self.gather(asked, view).await? else {
            return Ok(Behind::Nothing);
        };
        if found.here.row.revoked_at.is_some() {
            return Ok(Behind::Revoked(Box::new(found.here)));
        }
        let seal = new_seal(&asked.code, &self.db).await?;
        Ok(Behind::Page(view.html(&scanned(found, seal, view))?))
    }

    async fn gather(&self, asked: &Asked, view: &View) -> Result<Option<Found>> {
        let (asked, reader) = (asked.clone(), view.clone());
        let rooms = *self.rooms.get_ref();
        let gather = move |conn: &mut Conn| gather(conn, rooms, asked, &reader);
        self.db.read(gather).await
    }
}

struct Found {
    here: Here,
    on_code: OnCode,
    known: Vec<Known>,
    who: Option<Arc<SignedIn>>,
}

fn gather(conn: &mut Conn, rooms: Rooms, asked: Asked, view: &View) -> Result<Option<Found>> {
    let Asked { code, look, who } = asked;
    let Some(here) = Here::find(conn, &code)? else {
        return Ok(None);
    };
    let reading = Reading {
        rooms,
        show: look,
        view,
    };
    let on_code = known::on_code(conn, &here.row, &reading)?;
    let mut known = match &here.place {
        Some(place) => known::at_place(conn, place, &reading)?,
        None => Vec::new(),
    };
    // What stands above in full is not listed again.
    if let Some(sheet) = &on_code.sheet {
        known.retain(|k| k.href != sheet.notice.href);
    }
    if on_code.sign.is_some() {
        let this = format!("/Q/{code}");
        known.retain(|k| k.href != this);
    }
    let who = who.filter(|who| who.scope.reaches(&here.row.office));
    Ok(Some(Found {
        here,
        on_code,
        known,
        who,
    }))
}

fn scanned(found: Found, seal: String, view: &View) -> Opened {
    let mut staff_actions = found.on_code.actions;
    staff_actions.retain(|action| {
        let who = found.who.as_ref();
        who.is_some_and(|who| who.may(action.needs))
    });
    Opened {
        report: PublicForm::sealed(&found.here, seal, view),
        sheet: found.on_code.sheet,
        sign: found.on_code.sign,
        standing: found.on_code.standing,
        known: found.known,
        staff_told: if staff_actions.is_empty() {
            Vec::new()
        } else {
            found.on_code.told
        },
        staff_actions,
    }
}
