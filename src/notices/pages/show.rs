//! `GET /notices/{id}`: one notice, what it needs next, its boards, its history.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::{dates, edit, stage_key, stage_look};
use crate::error::{Error, Result};
use crate::notices::NoticeId;
use crate::notices::kind::Kind;
use crate::notices::lifecycle::Stage;
use crate::notices::outages::{self, announce::Preview};
use crate::notices::postings::{self, Posting, Standing, State};
use crate::notices::store::revisions::{self, Revision};
use crate::notices::store::{self, Row};
use crate::notices::{service, sheets};
use crate::people::permission::{Allowed, ReadNotices};
use crate::people::{Permission, Scope};
use crate::platform::audit;
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::db::{Conn, Db};
use crate::platform::outbox;
use crate::platform::page::{Page, View};
use crate::platform::press::Press;

/// One notice.
#[derive(Debug, Serialize)]
pub struct Show {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its number; empty before approval.
    pub number: String,
    /// Its community.
    pub community: String,
    /// The key of its stage's word.
    pub stage: String,
    /// The look of the badge.
    pub look: &'static str,
    /// When it happens.
    pub line: String,
    /// Label and value of what else is to be known.
    pub facts: Vec<(String, String)>,
    /// What the reviewer said; empty else.
    pub remark: String,
    /// What may be done now.
    pub can: Can,
    /// Its boards.
    pub boards: Vec<BoardLine>,
    /// 已贴 4 / 6 块,… or empty before approval.
    pub standing: String,
    /// The look of that sentence: ok, soon, late.
    pub standing_look: &'static str,
    /// Mails sent, waiting, failed.
    pub mails: (i64, i64, i64),
    /// The address of the notice it follows, and its number.
    pub follows: (String, String),
    /// The address of the notice that follows it, and its title.
    pub followed: (String, String),
    /// The public page; empty before it may be seen.
    pub public: String,
    /// The sheet as SVG; empty when the PDF says it all.
    pub sheet: String,
    /// How many sheets the PDF has.
    pub copies: usize,
    /// What happened, oldest first.
    pub history: Vec<Happened>,
    /// Date and time now, for the form of a late report.
    pub now: (String, String),
}

impl Page for Show {
    const TEMPLATE: &'static str = "notices/show.html";
}

/// What this reader may do with the notice now.
#[derive(Debug, Default, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each one shows or hides a button"
)]
pub struct Can {
    /// Change the draft.
    pub edit: bool,
    /// Throw the draft away.
    pub delete: bool,
    /// Take it back from review or from the queue.
    pub take_back: bool,
    /// Approve or return it.
    pub review: bool,
    /// Why not, when it is her own.
    pub own: bool,
    /// Print it.
    pub print: bool,
    /// Mark sheets.
    pub post: bool,
    /// Replace or cancel it.
    pub follow: bool,
    /// Report that it is over.
    pub restore: bool,
    /// Start the apology.
    pub apologise: bool,
    /// Publish what was held back.
    pub publish: bool,
}

/// A board of the notice.
#[derive(Debug, Clone, Serialize)]
pub struct BoardLine {
    /// The posting.
    pub id: String,
    /// The board.
    pub name: String,
    /// 2 / 6.
    pub copy: String,
    /// The code in groups.
    pub code: String,
    /// The key of its state's word.
    pub state: &'static str,
    /// The look of its badge.
    pub look: &'static str,
    /// When it was hung or taken down.
    pub when: String,
    /// Whether it can be marked as hung.
    pub can_post: bool,
    /// Whether it can be marked as taken down.
    pub can_take_down: bool,
    /// Whether it carries an older text.
    pub old: bool,
}

/// A line of the history.
#[derive(Debug, Serialize)]
pub struct Happened {
    /// When.
    pub at: String,
    /// Who.
    pub who: String,
    /// The key of what was done.
    pub act: String,
    /// Remark, reason, number.
    pub detail: String,
}

struct Looked {
    row: Row,
    revision: Option<Revision>,
    postings: Vec<Posting>,
    course: Option<outages::store::Course>,
    preview: Option<Preview>,
    follows: Option<(String, String)>,
    followed: Option<(String, String)>,
    history: Vec<audit::Entry>,
    mails: (i64, i64, i64),
    apology: bool,
    community: String,
}

fn look(
    conn: &mut Conn,
    scope: &Scope,
    press: &Press,
    (id, now): (&NoticeId, Moment),
) -> Result<Looked> {
    let row = store::row(conn, scope, id)?;
    let revision = revisions::latest(conn, id)?;
    let course = match &row.outage {
        Some(outage) => outages::store::course(conn, outage)?,
        None => None,
    };
    let apology = match &row.outage {
        Some(outage) => store::about_outage(conn, outage)?
            .iter()
            .any(|(_, kind, stage)| *kind == Kind::OutageApology && *stage != Stage::Draft),
        None => false,
    };
    let preview = match row.stage {
        Stage::Draft | Stage::InReview => service::preview(conn, scope, press, (&row, now))?,
        Stage::Scheduled
        | Stage::Published
        | Stage::Superseded
        | Stage::Cancelled
        | Stage::Expired => None,
    };
    let follows = match &row.replaces {
        Some(before) => {
            let old = store::row(conn, scope, before)?;
            Some((format!("/notices/{before}"), old.number.unwrap_or_default()))
        }
        None => None,
    };
    let followed =
        store::successor(conn, id)?.map(|n| (format!("/notices/{}", n.core.id), n.title));
    let mails = match &revision {
        Some(revision) => {
            let tally = outbox::tally(conn, &format!("publish:{}:", revision.id))?;
            (tally.sent, tally.pending, tally.failed)
        }
        None => (0, 0, 0),
    };
    Ok(Looked {
        postings: postings::store::of_notice(conn, id)?,
        history: audit::history(conn, &format!("notice:{id}"))?,
        community: crate::organisation::store::public_community(conn, &row.community)?.name,
        row,
        revision,
        course,
        preview,
        follows,
        followed,
        mails,
        apology,
    })
}

/// `GET /notices/{id}`
pub async fn show(
    by: Allowed<ReadNotices>,
    view: View,
    db: web::Data<Db>,
    press: web::Data<Press>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: NoticeId = id.parse()?;
    let (scope, now) = (by.scope().clone(), db.clock().now());
    let the_press = press.get_ref().clone();
    let looked = db
        .read(move |conn| look(conn, &scope, &the_press, (&id, now)))
        .await?;
    let sheet = match (&looked.preview, &looked.revision) {
        (Some(preview), _) => edit::draw(&press, Some(preview), now).await,
        (None, Some(revision)) => draw_revision(&press, revision, &looked.postings).await,
        (None, None) => String::new(),
    };
    let show = dates(&view, &press, db.clock());
    let page = page(&by, &view, show, (looked, now, sheet));
    view.page(&page)
}

async fn draw_revision(press: &Press, revision: &Revision, postings: &[Posting]) -> String {
    let first: Vec<Posting> = postings
        .iter()
        .filter(|p| p.revision == revision.id)
        .take(1)
        .cloned()
        .collect();
    let Ok(sheet) = sheets::of_revision(press, revision, &first, None) else {
        return String::new();
    };
    let drawn = press
        .typesetter
        .run(move |typesetter| typesetter.svg(&sheet))
        .await;
    drawn
        .map(|pages| pages.into_iter().next().unwrap_or_default())
        .unwrap_or_default()
}

/// How many sheets the text in force has.
fn copies(looked: &Looked) -> usize {
    let Some(revision) = &looked.revision else {
        return 0;
    };
    let mine = looked.postings.iter().filter(|p| p.revision == revision.id);
    mine.count()
}

/// The page that residents see; nothing before it is out.
fn public_page(row: &Row) -> String {
    match row.stage {
        Stage::Draft | Stage::InReview | Stage::Scheduled => String::new(),
        Stage::Published | Stage::Superseded | Stage::Cancelled | Stage::Expired => {
            format!("/n/{}", row.core.id)
        }
    }
}

fn page(
    by: &Allowed<ReadNotices>,
    view: &View,
    show: Dates,
    (looked, now, sheet): (Looked, Moment, String),
) -> Show {
    let row = &looked.row;
    let boards = board_lines(&looked, show, now);
    let (standing, standing_look) = standing(view, show, &looked, now);
    let said = looked
        .revision
        .as_ref()
        .filter(|_| row.stage != Stage::Draft && row.stage != Stage::InReview)
        .map(|r| &r.announcement)
        .or(looked.preview.as_ref().map(|p| &p.announcement));
    Show {
        id: row.core.id.to_string(),
        title: row.title.clone(),
        number: row.number.clone().unwrap_or_default(),
        community: looked.community.clone(),
        stage: stage_key(row.stage),
        look: stage_look(row.stage),
        line: said.map(|s| s.line.clone()).unwrap_or_default(),
        facts: facts(view, show, &looked),
        remark: row.core.remark.clone().unwrap_or_default(),
        can: can(by, &looked),
        copies: copies(&looked),
        boards,
        standing,
        standing_look,
        mails: looked.mails,
        follows: looked.follows.clone().unwrap_or_default(),
        followed: looked.followed.clone().unwrap_or_default(),
        public: public_page(row),
        sheet,
        history: looked
            .history
            .iter()
            .map(|e| Happened {
                at: show.near(e.at),
                who: e.actor_name.clone(),
                act: format!("act-{}", e.act.replace(['.', '_'], "-")),
                detail: e.detail.clone(),
            })
            .collect(),
        now: (
            crate::platform::dates::field_date(show.today()),
            show.time(now),
        ),
    }
}

/// Whether nothing of the notice is to be hung any more.
fn is_closed(stage: Stage) -> bool {
    matches!(stage, Stage::Superseded | Stage::Cancelled | Stage::Expired)
}

fn facts(view: &View, show: Dates, looked: &Looked) -> Vec<(String, String)> {
    let row = &looked.row;
    let mut facts = Vec::new();
    let mut fact = |key: &str, value: String| facts.push((view.say(key), value));
    if let Some(revision) = &looked.revision {
        fact("notices-fact-post-by", show.day_time(revision.post_by));
        fact(
            "notices-fact-remove-after",
            show.day_time(revision.remove_after),
        );
    }
    match (row.core.published_at, row.core.approved_at) {
        (Some(at), _) => fact("notices-fact-published", show.near(at)),
        (None, Some(_)) => fact("notices-fact-publish-at", show.near(row.core.publish_at)),
        (None, None) => {}
    }
    if let Some(course) = looked
        .course
        .as_ref()
        .filter(|_| row.stage != Stage::Cancelled)
    {
        match course.ended_at {
            Some(at) => fact("notices-fact-restored", show.near(at)),
            None => fact(
                "notices-fact-expected-end",
                show.near(course.expected_end_at),
            ),
        }
    }
    facts
}

fn can(by: &Allowed<ReadNotices>, looked: &Looked) -> Can {
    let row = &looked.row;
    let writes = by.may(Permission::WriteNotices);
    let own = row.core.author == *by.user();
    let is_outage = matches!(row.kind, Kind::PlannedOutage | Kind::RepairNotice);
    let live = row.stage == Stage::Published;
    let reviews = by.may(Permission::ReviewNotices) && row.stage == Stage::InReview;
    let ended = looked.course.as_ref().and_then(|c| c.ended_at).is_some();
    let apologised = looked
        .course
        .as_ref()
        .is_some_and(|c| c.cause.ends_in_apology());
    let next_open = looked.followed.is_some() && live;
    Can {
        edit: writes && row.stage == Stage::Draft && row.kind != Kind::Cancellation,
        delete: writes && row.stage == Stage::Draft && row.number.is_none(),
        take_back: writes && matches!(row.stage, Stage::InReview | Stage::Scheduled),
        review: reviews && !own,
        own: reviews && own,
        print: !is_closed(row.stage)
            && looked
                .revision
                .as_ref()
                .is_some_and(|r| r.withdrawn_at.is_none()),
        post: by.may(Permission::PostNotices),
        follow: writes && live && is_outage && !next_open && !ended,
        restore: writes && is_outage && !ended && looked.course.is_some() && live,
        apologise: writes && is_outage && ended && apologised && !looked.apology,
        publish: by.may(Permission::ReviewNotices) && row.core.held,
    }
}

fn board_lines(looked: &Looked, show: Dates, now: Moment) -> Vec<BoardLine> {
    let Some(revision) = &looked.revision else {
        return Vec::new();
    };
    let closed = !matches!(looked.row.stage, Stage::Scheduled | Stage::Published);
    looked
        .postings
        .iter()
        .filter(|p| {
            p.revision == revision.id || (p.posted_at.is_some() && p.taken_down_at.is_none())
        })
        .map(|p| {
            let old = p.revision != revision.id || revision.withdrawn_at.is_some();
            let state = State::of(p, revision.post_by, now);
            let (key, look) = match state {
                State::Wanted | State::Missing if closed || old => ("posting-dropped", ""),
                State::Wanted | State::Missing | State::Up | State::UpLate | State::Down => {
                    state_words(state)
                }
            };
            let name = revision
                .announcement
                .boards
                .iter()
                .find(|b| b.id == p.board);
            BoardLine {
                id: p.id.to_string(),
                name: name.map(|b| b.name.clone()).unwrap_or_default(),
                copy: format!("{} / {}", p.copy_no, p.copies),
                code: p.code.grouped(),
                state: key,
                look,
                when: p
                    .taken_down_at
                    .or(p.posted_at)
                    .map(|at| show.near(at))
                    .unwrap_or_default(),
                can_post: p.posted_at.is_none() && !old && !closed,
                can_take_down: p.posted_at.is_some() && p.taken_down_at.is_none(),
                old,
            }
        })
        .collect()
}

/// The word and the look of a posting's state.
pub(in crate::notices) fn state_words(state: State) -> (&'static str, &'static str) {
    match state {
        State::Wanted => ("posting-wanted", ""),
        State::Missing => ("posting-missing", "bad"),
        State::Up => ("posting-up", "ok"),
        State::UpLate => ("posting-up-late", "bad"),
        State::Down => ("posting-down", ""),
    }
}

fn standing(view: &View, show: Dates, looked: &Looked, now: Moment) -> (String, &'static str) {
    let Some(revision) = looked
        .revision
        .as_ref()
        .filter(|r| r.withdrawn_at.is_none())
    else {
        return (String::new(), "");
    };
    let mine: Vec<Posting> = looked
        .postings
        .iter()
        .filter(|p| p.revision == revision.id)
        .cloned()
        .collect();
    let counted = Standing::of(&mine, revision.post_by, now);
    if is_closed(looked.row.stage) {
        let up = looked.postings.iter();
        let up = up.filter(|p| p.posted_at.is_some() && p.taken_down_at.is_none());
        return match up.count() {
            0 => (String::new(), ""),
            n => (
                view.tell("notices-standing-hangs", &[("n", n.to_string())]),
                "late",
            ),
        };
    }
    let args = [
        ("posted", counted.posted.to_string()),
        ("boards", counted.boards.to_string()),
        ("missed", counted.missed.to_string()),
        ("up", counted.up.to_string()),
        ("left", show.left(revision.post_by)),
    ];
    if counted.missed > 0 {
        (view.tell("notices-standing-missed", &args), "late")
    } else if counted.posted == counted.boards {
        (view.tell("notices-standing-all", &args), "ok")
    } else {
        (view.tell("notices-standing-some", &args), "soon")
    }
}

/// `GET /notices/{id}/sheet.pdf`: one numbered, coded sheet for every required board.
pub async fn sheet(
    by: Allowed<ReadNotices>,
    db: web::Data<Db>,
    press: web::Data<Press>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: NoticeId = id.parse()?;
    let scope = by.scope().clone();
    let the_press = press.get_ref().clone();
    let (sheet, name) = db
        .read(move |conn| printable(conn, &scope, &the_press, &id))
        .await?;
    let pdf = press
        .typesetter
        .run(move |typesetter| typesetter.pdf(&sheet))
        .await?;
    Ok(HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("inline; filename=\"{name}.pdf\""),
        ))
        .body(pdf))
}

/// The sheets of a notice within reach, from its revision, and a file name for them.
pub fn printable(
    conn: &mut Conn,
    scope: &Scope,
    press: &Press,
    id: &NoticeId,
) -> Result<(crate::notices::sheet::NoticeSheet, String)> {
    let row = store::row(conn, scope, id)?;
    let revision = revisions::latest(conn, id)?.ok_or(Error::NotFound)?;
    if revision.withdrawn_at.is_some() {
        return Err(Error::NotFound);
    }
    let postings = postings::store::of_revision(conn, &revision.id)?;
    let replaced = match &row.replaces {
        Some(before) => store::row(conn, scope, before)?.number,
        None => None,
    };
    let cancels = row.kind == Kind::Cancellation;
    let replaced = replaced.as_deref().map(|number| (number, cancels));
    let sheet = sheets::of_revision(press, &revision, &postings, replaced)?;
    let digits: String = revision
        .number
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    Ok((sheet, format!("notice-{digits}")))
}
