//! Today: what a person must do now, one click to each thing. Reads over all, owns nothing.

mod held;
mod mails;
#[cfg(test)]
mod samples;

use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpResponse, http::StatusCode};
use serde::Serialize;

use crate::error::Result;
use crate::notices::desk::Desk;
use crate::notices::lifecycle::Stage;
use crate::notices::pages::list::{NoticeLine, Waiting, waiting};
use crate::notices::postings::pages::{Stop, stops};
use crate::notices::public::Reading;
use crate::notices::room;
use crate::people::permission::Anyone;
use crate::people::{Permission, SignedIn, policy};
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
    /// What duties wait for, to whom it concerns.
    pub waits: Vec<held::Line>,
    /// Whether what was just confirmed is held for another reason by now.
    pub waits_changed: bool,
    /// Sheets to hang, the most urgent first.
    pub up: Vec<Stop>,
    /// Sheets to take down.
    pub down: Vec<Stop>,
    /// Notices that wait for this person's review.
    pub review: Vec<NoticeLine>,
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
            && self.up.is_empty()
            && self.down.is_empty()
            && self.signs_up.is_empty()
            && self.runs.lines.is_empty()
            && self.signs_down.is_empty()
            && self.register.is_empty()
            && self.review.is_empty()
            && self.held.is_empty()
            && self.owed.is_empty()
            && self.mails.count == 0
            && self.complaints.is_empty()
    }
}

/// What is owed of one kind.
#[derive(Debug, Clone, Serialize)]
pub struct Owed {
    /// The key of the headline.
    pub what: &'static str,
    /// Each of it.
    pub lines: Vec<Due>,
}

impl Owed {
    /// What stands under one headline stands together, in the order in which it was given.
    fn of(due: &[room::Due], show: Dates) -> Vec<Self> {
        let each = due.chunk_by(|one, next| one.what == next.what);
        each.filter_map(|some| {
            Some(Self {
                what: some.first()?.what,
                lines: some.iter().map(|due| Due::of(due, show)).collect(),
            })
        })
        .collect()
    }
}

/// Something due.
#[derive(Debug, Clone, Serialize)]
pub struct Due {
    /// Where it is done.
    pub href: String,
    /// What it is about.
    pub title: String,
    /// The key of the sentence that names the moment.
    pub by: &'static str,
    /// By when.
    pub due: String,
    /// Whether that is past.
    pub late: bool,
}

impl Due {
    fn of(due: &room::Due, show: Dates) -> Self {
        let at = due.until;
        Self {
            href: format!("/notices/{}", due.notice),
            title: due.title.clone(),
            by: due.by,
            due: format!("{} · {}", show.near(at), show.left(at)),
            late: at < show.now,
        }
    }
}

/// Lines shown of each list; its page has the rest.
const SHOWN: usize = 8;

fn gather(conn: &mut Conn, by: &Anyone, clock: &Clock, reading: &Reading<'_>) -> Result<Today> {
    let (view, show) = (reading.view, reading.show);
    let who = &by.0;
    let may = |permission| policy::may(who.role, permission);
    let mut today = Today {
        day: show.day(show.now),
        may_write: may(Permission::WriteNotices),
        waits: held::lines(conn, who, clock, view, show)?,
        ..Today::default()
    };
    if may(Permission::PostNotices) {
        let stops = stops(conn, &who.scope, view, show)?;
        (today.up, today.down) = (stops.up, stops.down);
    }
    if may(Permission::ReadNotices) {
        if may(Permission::ReviewNotices) {
            let sent = waiting(conn, &who.scope, Stage::InReview, show)?;
            today.review = lines(sent, |w| !w.writers.include(&who.user));
        }
        let drafts = waiting(conn, &who.scope, Stage::Draft, show)?;
        today.mine = lines(drafts, |w| w.author == who.user);
        today.mine_count = today.mine.len();
        today.mine.sort_by_key(|line| !line.returned);
        today.mine.truncate(SHOWN);
        let scheduled = waiting(conn, &who.scope, Stage::Scheduled, show)?;
        today.held = lines(scheduled, |w| w.line.held);
    }
    if may(Permission::WriteNotices) {
        today.mails = mails::failed(conn, &who.scope, show)?;
        for room in reading.rooms.all() {
            let due = (room.due)(conn, &who.scope, show.now)?;
            today.owed.extend(Owed::of(&due, show));
        }
    }
    if may(Permission::MakeSigns) {
        signs_of(conn, &mut today, who, view, show)?;
    }
    if may(Permission::ReadComplaints) {
        today.complaints = complaints::new_ones(conn, &who.scope, show)?;
        today.complaints.truncate(SHOWN);
        today.complaints_count = complaints::unseen(conn, &who.scope)?;
    }
    today.nothing = today.is_done();
    Ok(today)
}

fn signs_of(
    conn: &mut Conn,
    today: &mut Today,
    who: &SignedIn,
    view: &View,
    show: Dates,
) -> Result<()> {
    let scope = &who.scope;
    today.runs = recent::waiting(conn, scope, view, show)?;
    today.signs_up = signs::waiting(conn, scope, show)?;
    today.signs_down = signs::take_down(conn, scope, show)?;
    today.register = signs::register::tasks::today(conn, who, show)?;
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
    desk.db
        .read(move |conn| {
            let reading = Reading {
                rooms,
                show,
                view: &reader,
            };
            gather(conn, &by, &clock, &reading)
        })
        .await
}
