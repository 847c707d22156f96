//! What everybody may see of notices: a community's page, a notice's own page, and what a scan
//! of a code or of a place finds.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use chrono::Duration;
use serde::Serialize;

use super::NoticeId;
use super::content::Announcement;
use super::kind::Kind;
use super::lifecycle::Stage;
use super::outages;
use super::postings::{self, PostingId};
use super::sheet::{Advice, Tone};
use super::store::revisions::{self, Revision};
use super::store::{self, Row, listing};
use crate::error::{Error, Result};
use crate::organisation::{Place, PlaceId, store as places};
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::db::{Conn, Db};
use crate::platform::fresh::Fresh;
use crate::platform::page::{Page, View};
use crate::platform::press::Press;
use crate::platform::words::Lang;

/// A closed notice stays on its community's page this long.
const SHOWN_AFTER: Duration = Duration::days(14);

/// A notice as everybody sees it.
#[derive(Debug, Clone, Serialize)]
pub struct Shown {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// When it happens.
    pub line: String,
    /// Its number.
    pub number: String,
    /// `water`, `power`, `work` or `calm`: the colour beside it.
    pub tone: &'static str,
    /// Where it stands: `now`, `ahead`, `over`, `superseded`, `cancelled` or `restored`.
    pub state: &'static str,
    /// A sentence for that state; empty while it is ahead.
    pub state_line: String,
    /// Label and value of each fact.
    pub facts: Vec<(String, String)>,
    /// Its text; Chinese also on the English page, which says so.
    pub body: Vec<String>,
    /// What to do: head and detail.
    pub advice: Vec<(String, String)>,
    /// The last line.
    pub closing: String,
    /// Its community.
    pub community: String,
    /// The community's page.
    pub community_href: String,
    /// Its office.
    pub issuer: String,
    /// The number to ask.
    pub phone: String,
    /// When it appeared; empty before.
    pub published: String,
    /// The address and title of the notice that follows it; empty else.
    pub next: (String, String),
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Water => "water",
        Tone::Power => "power",
        Tone::Repair => "work",
        Tone::Calm => "calm",
    }
}

/// The page and the title of the published notice that took this one's place.
fn followed_by(conn: &mut Conn, row: &Row) -> Result<Option<(String, String)>> {
    if !matches!(row.stage, Stage::Superseded | Stage::Cancelled) {
        return Ok(None);
    }
    let next = store::successor(conn, &row.core.id)?;
    let next = next.filter(|n| n.core.published_at.is_some());
    Ok(next.map(|n| (format!("/n/{}", n.core.id), n.title)))
}

/// How an approved notice looks to everybody at `now`.
fn shown(
    conn: &mut Conn,
    row: &Row,
    revision: &Revision,
    show: Dates,
    lang: Lang,
) -> Result<Shown> {
    let said = &revision.announcement;
    let course = match &row.outage {
        Some(outage) => outages::store::course(conn, outage)?,
        None => None,
    };
    let next = followed_by(conn, row)?;
    let (state, state_line) = state(row, said, course.as_ref(), show);
    let english = lang == Lang::En;
    Ok(Shown {
        href: format!("/n/{}", row.core.id),
        title: if english {
            said.english.title.clone()
        } else {
            said.title.clone()
        },
        line: if english {
            said.english.line.clone()
        } else {
            said.line.clone()
        },
        number: revision.number.clone(),
        tone: tone(said.tone),
        state,
        state_line,
        facts: facts(said, english),
        body: said.body.clone(),
        advice: advice(said),
        closing: said.closing.clone(),
        community: if english {
            said.english.community.clone()
        } else {
            said.community.clone()
        },
        community_href: format!("/c/{}", row.community),
        issuer: if english {
            said.english.issuer.clone()
        } else {
            said.issuer.clone()
        },
        phone: said.phone.clone(),
        published: row
            .core
            .published_at
            .map(|at| show.date_time(at))
            .unwrap_or_default(),
        next: next.unwrap_or_default(),
    })
}

fn advice(said: &Announcement) -> Vec<(String, String)> {
    let tile = |a: &Advice| (a.head.clone(), a.detail.clone());
    said.advice.iter().map(tile).collect()
}

fn facts(said: &Announcement, english: bool) -> Vec<(String, String)> {
    if english {
        return said.english.facts.clone();
    }
    said.facts
        .iter()
        .map(|f| {
            let suffix = f
                .suffix
                .as_deref()
                .map(|s| format!(" {s}"))
                .unwrap_or_default();
            (f.label.clone(), format!("{}{suffix}", f.value))
        })
        .collect()
}

/// A sentence in the reader's language.
fn say(lang: Lang, zh: &str, en: &str) -> String {
    match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    }
}

/// Where a notice stands, as a word for its look and a sentence; empty while it is ahead.
fn state(
    row: &Row,
    said: &Announcement,
    course: Option<&outages::store::Course>,
    show: Dates,
) -> (&'static str, String) {
    let lang = show.lang;
    match row.stage {
        Stage::Superseded => (
            "superseded",
            say(
                lang,
                "本通知已被新的通知替代",
                "A newer notice has replaced this one",
            ),
        ),
        Stage::Cancelled => (
            "cancelled",
            say(lang, "本通知已取消", "This notice has been cancelled"),
        ),
        Stage::Draft | Stage::InReview => (
            "superseded",
            say(
                lang,
                "本通知正在修改，以重新张贴的为准",
                "This notice is being changed; wait for the new sheet",
            ),
        ),
        Stage::Scheduled | Stage::Published | Stage::Expired => progress(row, said, course, show),
    }
}

/// How what a notice announces goes on.
fn progress(
    row: &Row,
    said: &Announcement,
    course: Option<&outages::store::Course>,
    show: Dates,
) -> (&'static str, String) {
    let lang = show.lang;
    if !matches!(row.kind, Kind::PlannedOutage | Kind::RepairNotice) {
        return ("calm", String::new());
    }
    if let Some(ended) = course.and_then(|c| c.ended_at) {
        let at = show.near(ended);
        let line = say(lang, &format!("已于{at}恢复"), &format!("Restored {at}"));
        return ("restored", line);
    }
    match &said.outage {
        None => ("calm", String::new()),
        Some(outage) if show.now < outage.starts_at => ("ahead", String::new()),
        Some(outage) if show.now <= outage.ends_at => {
            ("now", say(lang, "正在进行", "Happening now"))
        }
        Some(_) => (
            "over",
            say(
                lang,
                "预计时间已过，恢复情况请以现场为准",
                "The expected end has passed",
            ),
        ),
    }
}

/// A notice's own page.
#[derive(Debug, Serialize)]
pub struct NoticePage {
    /// The notice.
    pub notice: Shown,
}

impl Page for NoticePage {
    const TEMPLATE: &'static str = "notices/public.html";
}

/// A community's page.
#[derive(Debug, Serialize)]
pub struct CommunityPage {
    /// The community's name.
    pub community: String,
    /// Notices that hold.
    pub live: Vec<Shown>,
    /// Notices of the last days that hold no more.
    pub past: Vec<Shown>,
    /// The office's name and number.
    pub office: (String, String),
}

impl Page for CommunityPage {
    const TEMPLATE: &'static str = "notices/community.html";
}

fn bytes(view: &View, body: web::Bytes) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "public, max-age=1"))
        .insert_header((header::VARY, "Cookie, Accept-Language"))
        .insert_header((header::CONTENT_LANGUAGE, view.lang.tag()))
        .body(body)
}

/// `GET /n/{id}`: a published notice. Before it is published, only its codes show it.
pub async fn notice(
    view: View,
    db: web::Data<Db>,
    press: web::Data<Press>,
    fresh: web::Data<Fresh>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: NoticeId = id.parse()?;
    let key = format!("n/{id}/{}", view.lang.tag());
    let view = view.for_anybody();
    let (drawn, zone) = (view.clone(), press.zone);
    let render = || async move {
        let (now, lang) = (db.clock().now(), drawn.lang);
        let notice = db
            .read(move |conn| {
                let row = store::any_row(conn, &id)?;
                row.core.published_at.ok_or(Error::NotFound)?;
                let revision = revisions::latest(conn, &id)?.ok_or(Error::NotFound)?;
                shown(conn, &row, &revision, Dates::new(lang, zone, now), lang)
            })
            .await?;
        drawn.html(&NoticePage { notice })
    };
    Ok(bytes(&view, fresh.page(&key, render).await?))
}

/// `GET /c/{id}`: what holds in a community, and what held lately.
pub async fn community(
    view: View,
    db: web::Data<Db>,
    press: web::Data<Press>,
    fresh: web::Data<Fresh>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: PlaceId = id.parse()?;
    let key = format!("c/{id}/{}", view.lang.tag());
    let view = view.for_anybody();
    let (drawn, zone) = (view.clone(), press.zone);
    let render = || async move {
        let (now, lang) = (db.clock().now(), drawn.lang);
        let show = Dates::new(lang, zone, now);
        let page = db
            .read(move |conn| community_page(conn, &id, show, lang))
            .await?;
        drawn.html(&page)
    };
    Ok(bytes(&view, fresh.page(&key, render).await?))
}

fn community_page(conn: &mut Conn, id: &PlaceId, show: Dates, lang: Lang) -> Result<CommunityPage> {
    let community = places::public_community(conn, id)?;
    let office = places::office(conn, &community.office)?;
    let since = show.now - SHOWN_AFTER;
    let (mut live, mut past) = (Vec::new(), Vec::new());
    for id in listing::of_community(conn, id, since)? {
        let row = store::any_row(conn, &id)?;
        let Some(revision) = revisions::latest(conn, &id)? else {
            continue;
        };
        let shown = shown(conn, &row, &revision, show, lang)?;
        if row.stage == Stage::Published {
            live.push(shown);
        } else {
            past.push(shown);
        }
    }
    let english = lang == Lang::En;
    Ok(CommunityPage {
        community: if english {
            community.name_en
        } else {
            community.name
        },
        live,
        past,
        office: (
            if english { office.name_en } else { office.name },
            office.phone,
        ),
    })
}

/// Something known at a place: what a scan shows above the form.
#[derive(Debug, Clone, Serialize)]
pub struct Known {
    /// 停水通知.
    pub title: String,
    /// 11月26日 星期四 09:00–15:30.
    pub line: String,
    /// The page to follow it.
    pub href: String,
    /// `water`, `power`, `work` or `calm`.
    pub tone: &'static str,
    /// A word on where it stands; empty while it is ahead.
    pub state_line: String,
}

/// What published notices say about a place that is not over.
pub fn known_at(conn: &mut Conn, place: &Place, show: Dates, lang: Lang) -> Result<Vec<Known>> {
    let mut known = Vec::new();
    for id in listing::of_community(conn, &place.community, show.now)? {
        let row = store::any_row(conn, &id)?;
        let Some(revision) = revisions::latest(conn, &id)? else {
            continue;
        };
        let touched = places::places_of(conn, &place.community, &revision.announcement.places)?;
        let concerns = touched
            .iter()
            .any(|t| t.contains(place) || place.contains(t));
        if row.stage != Stage::Published || !concerns {
            continue;
        }
        let shown = shown(conn, &row, &revision, show, lang)?;
        known.push(Known {
            title: shown.title,
            line: shown.line,
            href: shown.href,
            tone: shown.tone,
            state_line: shown.state_line,
        });
    }
    Ok(known)
}

/// What a scan of a sheet finds.
#[derive(Debug, Clone, Serialize)]
pub struct Scanned {
    /// The whole notice: from its approval on, before the web shows it.
    pub notice: Shown,
    /// The board the sheet hangs on.
    pub board: String,
    /// 2 / 6.
    pub copy: String,
    /// Whether this sheet carries an older text than the one that holds.
    pub old: bool,
    /// The posting, for staff.
    pub posting: String,
    /// Whether staff can mark it as hung.
    pub can_post: bool,
    /// Whether staff can mark it as taken down.
    pub can_take_down: bool,
    /// When it must hang by.
    pub post_by: String,
}

/// The notice behind the code of a sheet. From approval on, as the sheet hangs before the web
/// publishes.
pub fn scanned(conn: &mut Conn, posting: &PostingId, show: Dates, lang: Lang) -> Result<Scanned> {
    let posting = postings::store::by_id(conn, posting)?;
    let row = store::any_row(conn, &posting.notice)?;
    let revision = revisions::load(conn, &posting.revision)?;
    let latest = revisions::latest(conn, &posting.notice)?.ok_or(Error::NotFound)?;
    let old = revision.withdrawn_at.is_some();
    // A text that is being changed is not shown: the sheet says what it says, the page that it
    // holds no more.
    let said = if latest.withdrawn_at.is_none() {
        &latest
    } else {
        &revision
    };
    let notice = shown(conn, &row, said, show, lang)?;
    let board = revision
        .announcement
        .boards
        .iter()
        .find(|b| b.id == posting.board);
    let closed = !matches!(row.stage, Stage::Scheduled | Stage::Published);
    Ok(Scanned {
        notice,
        board: board.map(|b| b.name.clone()).unwrap_or_default(),
        copy: format!("{} / {}", posting.copy_no, posting.copies),
        old,
        posting: posting.id.to_string(),
        can_post: posting.posted_at.is_none() && !old && !closed,
        can_take_down: posting.posted_at.is_some() && posting.taken_down_at.is_none(),
        post_by: show.date_time(revision.post_by),
    })
}

/// Outages that ended and still want their apology: the notice's page, its title, when it is due.
pub fn apologies_due(
    conn: &mut Conn,
    scope: &crate::people::Scope,
    now: Moment,
) -> Result<Vec<(NoticeId, String, Moment)>> {
    let rule = crate::rules::current(conn, crate::rules::codes::OUTAGE_APOLOGY, now)?;
    let mut due = Vec::new();
    for (outage, ended_at) in outages::store::ended_with_apology_due(conn, scope)? {
        let about = store::about_outage(conn, &outage)?;
        let apologised = about
            .iter()
            .any(|(_, kind, stage)| *kind == Kind::OutageApology && !matches!(stage, Stage::Draft));
        let called_off = about.iter().any(|(_, kind, stage)| {
            *kind == Kind::Cancellation && matches!(stage, Stage::Published | Stage::Expired)
        });
        let told = about
            .iter()
            .rev()
            .find(|(_, kind, _)| matches!(kind, Kind::PlannedOutage | Kind::RepairNotice));
        if let (Some((id, _, _)), false, false) = (told, apologised, called_off) {
            let title = store::row(conn, scope, id)?.title;
            due.push((id.clone(), title, ended_at + rule.hours()));
        }
    }
    Ok(due)
}
