//! Today: what a person must do now, one click to each thing. Reads over all, owns nothing.

mod held;
mod mails;
mod offices;
mod owed;
#[cfg(test)]
mod samples;
mod wrote;

use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpResponse, http::StatusCode};
use serde::Serialize;

pub use self::owed::{Due, Owed};
use self::wrote::wrote;
use crate::error::Result;
use crate::notices::desk::Desk;
use crate::notices::lifecycle::Stage;
use crate::notices::pages::list::{NoticeLine, Waiting, waiting};
use crate::notices::postings::pages::{Stop, stops};
use crate::notices::public::Reading;
use crate::organisation::pages::Missing;
use crate::organisation::reach::page::missing_address;
use crate::organisation::{OfficeId, store as organisation};
use crate::people::permission::Anyone;
use crate::people::{Permission, Scope, SignedIn};
use crate::platform::clock::Clock;
use crate::platform::dates::Dates;
use crate::platform::db::Conn;
use crate::platform::page::{Page, View};
use crate::signs::desk::recent;
use crate::{complaints, signs};

/// The route of this page.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/", web::get().to(show))
        .route("/holds/confirm", web::post().to(held::confirm))
        .route("/mails/{id}/again", web::post().to(mails::again));
}

/// The page after sign-in.
#[derive(Debug, Default, Serialize)]
pub struct Today {
    /// 11月24日 星期二.
    pub day: String,
    /// The offices by what is open there, for whoever answers for all of them.
    pub offices: Vec<offices::OfficeLine>,
    /// The office whose lines these are, where one of several was asked for; empty else.
    pub office: String,
    /// What duties wait for, to whom it concerns.
    pub waits: Vec<held::Line>,
    /// What is missing before anything can be printed, for who can mend it.
    pub missing: Vec<Missing>,
    /// Whether what was just confirmed is held for another reason by now.
    pub waits_changed: bool,
    /// Sheets to hang, the most urgent first.
    pub up: Vec<Stop>,
    /// Sheets that should hang by now, for who hangs none.
    pub missed: Vec<Stop>,
    /// Sheets to take down.
    pub down: Vec<Stop>,
    /// Notices that wait for this person's review.
    pub review: Vec<NoticeLine>,
    /// Notices that wait for others' review, for who reads an office's lines and reviews none.
    pub reviews: Vec<NoticeLine>,
    /// Notices of an office that wait for another's review, for whoever reviews and wrote a part of
    /// them.
    pub reviews_own: Vec<NoticeLine>,
    /// One's own notices that were returned, and drafts: the first of them.
    pub mine: Vec<NoticeLine>,
    /// How many of them there are.
    pub mine_count: usize,
    /// Notices that wait for a person because they came too late.
    pub held: Vec<NoticeLine>,
    /// What is owed to residents, of each kind what its room says.
    pub owed: Vec<Owed>,
    /// Signs that were made and do not hang yet.
    pub signs_up: Vec<signs::Line>,
    /// Runs whose signs were printed and do not hang.
    pub runs: recent::Waiting,
    /// Signs whose stop is over.
    pub signs_down: Vec<signs::Line>,
    /// Signs that are damaged or were not looked at, and codes that nobody gave out.
    pub register: signs::Tasks,
    /// Mails that failed.
    pub mails: mails::Mails,
    /// The newest complaints that nobody has looked at.
    pub complaints: Vec<complaints::Line>,
    /// How many of them there are.
    pub complaints_count: i64,
    /// Whether the reader may write notices.
    pub may_write: bool,
    /// Whether nothing at all is to be done.
    pub nothing: bool,
}

impl Page for Today {
    const TEMPLATE: &'static str = "today/show.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::today()
    }
}

impl Today {
    fn is_done(&self) -> bool {
        self.waits.is_empty()
            && self.missing.is_empty()
            && self.offices.is_empty()
            && self.missed.is_empty()
            && self.up.is_empty()
            && self.down.is_empty()
            && self.signs_up.is_empty()
            && self.runs.lines.is_empty()
            && self.signs_down.is_empty()
            && self.register.is_empty()
            && self.review.is_empty()
            && self.reviews.is_empty()
            && self.reviews_own.is_empty()
            && self.held.is_empty()
            && self.owed.is_empty()
            && self.mails.count == 0
            && self.complaints.is_empty()
    }
}

/// Lines shown of each list; its page has the rest.
const SHOWN: usize = 8;

/// Which part of what she reaches a person asked for.
enum Wanted {
    /// The offices by figures.
    Figures,
    /// The lines of one of them, or of the own.
    Lines { scope: Scope, office: String },
}

impl Wanted {
    /// Whoever answers for several offices is shown their figures first.
    fn by(conn: &mut Conn, who: &SignedIn, view: &View) -> Result<Self> {
        let lines = |scope, office| Ok(Self::Lines { scope, office });
        if !who.role.is_of_head_office() || who.scope.offices().len() < 2 {
            return lines(who.scope.clone(), String::new());
        }
        let asked: Option<OfficeId> = view.query("office").parse().ok();
        match asked.filter(|office| who.scope.reaches(office)) {
            Some(id) => {
                let office = organisation::office(conn, &id)?.called(view.lang);
                lines(Scope::of(vec![id]), office)
            }
            None => Ok(Self::Figures),
        }
    }
}

fn gather(conn: &mut Conn, by: &Anyone, clock: &Clock, reading: &Reading<'_>) -> Result<Today> {
    let (view, show) = (reading.view, reading.show);
    let who = &by.0;
    let mut today = Today {
        day: show.day(show.now),
        may_write: who.may(Permission::WriteNotices),
        waits: held::lines(conn, who, clock, view, show)?,
        ..Today::default()
    };
    match Wanted::by(conn, who, view)? {
        Wanted::Figures => {
            let asked = offices::Asked {
                who,
                rooms: reading.rooms,
                lang: view.lang,
                now: show.now,
            };
            today.offices = offices::by_office(conn, &asked)?;
            own(conn, &mut today, who, show)?;
            if who.may(Permission::MakeSigns) {
                today.register.unknown = signs::register::tasks::unknown(conn, &who.office, show)?;
            }
        }
        Wanted::Lines { scope, office } => {
            today.office = office;
            lines_of(conn, &mut today, &Reader { who, scope }, reading)?;
        }
    }
    today.nothing = today.is_done();
    Ok(today)
}

/// Who reads the lines of which offices.
struct Reader<'a> {
    who: &'a SignedIn,
    scope: Scope,
}

fn lines_of(
    conn: &mut Conn,
    today: &mut Today,
    reader: &Reader<'_>,
    reading: &Reading<'_>,
) -> Result<()> {
    let (view, show) = (reading.view, reading.show);
    let Reader { who, scope } = reader;
    let may = |permission| who.may(permission);
    if may(Permission::ReadNotices) {
        let stops = stops(conn, scope, view, show)?;
        if may(Permission::PostNotices) {
            (today.up, today.down) = (stops.up, stops.down);
        } else {
            today.missed = stops.up.into_iter().filter(|stop| stop.late).collect();
        }
        in_review(conn, today, reader, show)?;
        own(conn, today, who, show)?;
        let scheduled = waiting(conn, scope, Stage::Scheduled, show)?;
        today.held = lines(scheduled, |w| w.line.held);
    }
    if may(Permission::WriteNotices) {
        today.mails = mails::failed(conn, scope, show)?;
    }
    // Whoever was led here by a figure sees what it counted.
    if may(Permission::WriteNotices) || !today.office.is_empty() && may(Permission::ReadNotices) {
        for room in reading.rooms.all() {
            let due = (room.due)(conn, scope, show.now)?;
            today.owed.extend(Owed::of(&due, show));
        }
    }
    if may(Permission::MakeSigns) {
        signs_of(conn, today, reader, view, show)?;
    }
    if may(Permission::ReadComplaints) {
        today.complaints = complaints::new_ones(conn, scope, show)?;
        today.complaints.truncate(SHOWN);
        today.complaints_count = complaints::unseen(conn, scope)?;
    }
    Ok(())
}

/// What waits for review: for a reviewer what she may decide, apart from it what she wrote where a
/// figure led her here; for who reads an office's lines and decides nothing all of it.
fn in_review(conn: &mut Conn, today: &mut Today, reader: &Reader<'_>, show: Dates) -> Result<()> {
    let Reader { who, scope } = reader;
    let decides = who.may(Permission::ReviewNotices);
    if !decides && today.office.is_empty() {
        return Ok(());
    }
    let sent = waiting(conn, scope, Stage::InReview, show)?;
    if !decides {
        today.reviews = lines(sent, |_| true);
        return Ok(());
    }
    let is_own = |w: &Waiting| wrote(who, w.writers.all());
    let (own, others): (Vec<Waiting>, Vec<Waiting>) = sent.into_iter().partition(is_own);
    today.review = lines(others, |_| true);
    if !today.office.is_empty() {
        today.reviews_own = lines(own, |_| true);
    }
    Ok(())
}

/// A person's own drafts, wherever they are.
fn own(conn: &mut Conn, today: &mut Today, who: &SignedIn, show: Dates) -> Result<()> {
    if !who.may(Permission::WriteNotices) {
        return Ok(());
    }
    let drafts = waiting(conn, &who.scope, Stage::Draft, show)?;
    let hers = |w: &Waiting| {
        let mut principals = who.principals.iter();
        w.author == who.user || principals.any(|one| one.user == w.author)
    };
    today.mine = lines(drafts, hers);
    today.mine_count = today.mine.len();
    today.mine.sort_by_key(|line| !line.returned);
    today.mine.truncate(SHOWN);
    Ok(())
}

fn signs_of(
    conn: &mut Conn,
    today: &mut Today,
    reader: &Reader<'_>,
    view: &View,
    show: Dates,
) -> Result<()> {
    let Reader { who, scope } = reader;
    today.runs = recent::waiting(conn, scope, view, show)?;
    today.signs_up = signs::waiting(conn, scope, show)?;
    today.signs_down = signs::take_down(conn, scope, show)?;
    today.register = signs::register::tasks::today(conn, scope, &who.office, show)?;
    Ok(())
}

fn lines(waiting: Vec<Waiting>, wanted: impl Fn(&Waiting) -> bool) -> Vec<NoticeLine> {
    let wanted = waiting.into_iter().filter(|w| wanted(w));
    wanted.map(|w| w.line).collect()
}

/// `GET /`
pub async fn show(by: Anyone, desk: Desk) -> Result<HttpResponse> {
    desk.view.page_as(StatusCode::OK, &of(by, &desk).await?)
}

/// What a person must do now.
async fn of(by: Anyone, desk: &Desk) -> Result<Today> {
    let (clock, rooms) = (desk.db.clock().clone(), desk.rooms);
    let (show, reader) = (desk.dates(), desk.view.clone());
    let lacks = by.0.may(Permission::ManagePeople) && desk.press.base().is_err();
    let read = desk.db.read(move |conn| {
        let reading = Reading {
            rooms,
            show,
            view: &reader,
        };
        gather(conn, &by, &clock, &reading)
    });
    let mut today = read.await?;
    if lacks {
        today.missing.push(missing_address(&desk.view));
        today.nothing = false;
    }
    Ok(today)
}
