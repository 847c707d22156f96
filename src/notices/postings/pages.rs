//! `GET /boards/round`: the round of the boards, made for a phone.

pub mod posting;
#[cfg(test)]
mod samples;

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::super::ids::RevisionId;
use super::super::store::revisions::{self, Revision};
use super::marks::Marks;
use super::on_record::OnRecord;
use super::store::lists::{down_list, marked_lately, up_list};
use super::{Posting, PostingId, store};
use crate::error::{Error, Result};
use crate::organisation::BoardId;
use crate::people::Scope;
use crate::people::permission::{Allowed, PostNotices};
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::db::{Conn, Db};
use crate::platform::page::{Page, View};
use crate::platform::press::Press;

/// The round: what must go up, what must come down. What was done just now keeps its place, so
/// that nothing moves under the thumb and a slip can be undone where it was made.
#[derive(Debug, Serialize)]
pub struct Round {
    /// Boards on which something is to be hung, the most urgent first.
    pub up: Vec<AtBoard>,
    /// How many sheets do not hang yet.
    pub up_count: usize,
    /// Boards from which something is to come down.
    pub down: Vec<AtBoard>,
    /// How many sheets still hang.
    pub down_count: usize,
}

/// A board on the round, with all that is to be done there.
#[derive(Debug, Clone, Serialize)]
pub struct AtBoard {
    /// The board.
    pub board: String,
    /// The sheets.
    pub stops: Vec<Stop>,
    /// Those that wait, where there are several.
    pub open: Vec<String>,
}

impl AtBoard {
    /// Sheets in the order of the list, each board where its first one stands.
    fn of(stops: Vec<Stop>) -> Vec<Self> {
        let mut boards: Vec<Self> = Vec::new();
        for stop in stops {
            // Two boards may have one name.
            let is_here = |at: &&mut Self| at.stops.iter().any(|s| s.board_id == stop.board_id);
            match boards.iter_mut().find(is_here) {
                Some(at) => at.stops.push(stop),
                None => boards.push(Self {
                    board: stop.board.clone(),
                    stops: vec![stop],
                    open: Vec::new(),
                }),
            }
        }
        for at in &mut boards {
            let waits = at.stops.iter().filter(|stop| !stop.done);
            let waits: Vec<String> = waits.map(|stop| stop.id.clone()).collect();
            at.open = if waits.len() > 1 { waits } else { Vec::new() };
        }
        boards
    }
}

impl Page for Round {
    const TEMPLATE: &'static str = "notices/round.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::round()
    }
}

/// One sheet on the round.
#[derive(Debug, Clone, Serialize)]
pub struct Stop {
    /// The posting.
    pub id: String,
    /// The notice's page.
    pub href: String,
    /// Which board that is.
    #[serde(skip)]
    pub board_id: BoardId,
    /// The board.
    pub board: String,
    /// The notice.
    pub title: String,
    /// 2 / 6.
    pub copy: String,
    /// The code in groups.
    pub code: String,
    /// 最晚 11月25日 09:00 · 还剩 3 小时.
    pub due: String,
    /// Whether its time has passed.
    pub late: bool,
    /// Whether it was done just now.
    pub done: bool,
    /// What is on record; nothing where a list does not show it.
    pub record: Option<OnRecord>,
}

/// What is to go up and to come down.
#[derive(Debug, Default)]
pub struct Stops {
    /// Sheets to hang, the most urgent first.
    pub up: Vec<Stop>,
    /// Sheets to take down.
    pub down: Vec<Stop>,
}

/// A sheet on one of the lists.
struct Listed {
    posting: Posting,
    post_by: Moment,
    done: bool,
}

/// The approved texts that sheets carry.
type Texts = BTreeMap<RevisionId, Revision>;

/// The sheets of the round.
#[derive(Default)]
struct Lists {
    up: Vec<Listed>,
    down: Vec<Listed>,
}

impl Lists {
    /// What is to be done.
    fn open(conn: &mut Conn, scope: &Scope, now: Moment) -> Result<Self> {
        let listed = |posting, post_by| Listed {
            posting,
            post_by,
            done: false,
        };
        let up = up_list(conn, scope)?.into_iter();
        let down = down_list(conn, scope, now)?.into_iter();
        Ok(Self {
            up: up.map(|w| listed(w.posting, w.post_by)).collect(),
            down: down.map(|posting| listed(posting, now)).collect(),
        })
    }

    /// With what was done just now, where it was before.
    fn with_done(mut self, conn: &mut Conn, scope: &Scope, now: Moment) -> Result<Self> {
        for marked in marked_lately(conn, scope, now)? {
            let is_up = marked.posting.record.is_up();
            let done = Listed {
                post_by: marked.post_by,
                posting: marked.posting,
                done: true,
            };
            if is_up && !marked.is_over {
                self.up.push(done);
            } else if done.posting.record.down.is_some() {
                self.down.push(done);
            }
        }
        let place = |l: &Listed| (l.posting.notice.clone(), l.posting.copy_no);
        self.up.sort_by_key(|l| (l.post_by, place(l)));
        self.down.sort_by_key(place);
        Ok(self)
    }

    /// What the sheets say.
    fn texts(&self, conn: &mut Conn) -> Result<Texts> {
        let all = self.up.iter().chain(&self.down);
        let ids = all.map(|listed| listed.posting.revision.clone()).collect();
        revisions::these(conn, &ids)
    }

    fn ids(&self) -> Vec<PostingId> {
        let all = self.up.iter().chain(&self.down);
        all.map(|listed| listed.posting.id.clone()).collect()
    }
}

/// What is to go up and to come down, for Today.
pub fn stops(conn: &mut Conn, scope: &Scope, view: &View, show: Dates) -> Result<Stops> {
    let lists = Lists::open(conn, scope, show.now)?;
    let texts = lists.texts(conn)?;
    let up = |listed: &Listed| stop(&texts, listed, due(&texts, listed, view, show), show);
    let down = |listed: &Listed| stop(&texts, listed, String::new(), show);
    Ok(Stops {
        up: lists.up.iter().map(up).collect::<Result<_>>()?,
        down: lists.down.iter().map(down).collect::<Result<_>>()?,
    })
}

fn due(texts: &Texts, listed: &Listed, view: &View, show: Dates) -> String {
    let post_by = listed.post_by;
    let at = format!("{} · {}", show.by_near(post_by), show.left(post_by));
    let revision = texts.get(&listed.posting.revision);
    let hang = revision.map(|revision| revision.said.clocks.hang);
    hang.unwrap_or_default().told(at, view)
}

fn stop(texts: &Texts, listed: &Listed, due: String, show: Dates) -> Result<Stop> {
    let posting = &listed.posting;
    let revision = texts.get(&posting.revision).ok_or(Error::NotFound)?;
    let said = &revision.said;
    let board = said.boards.iter().find(|b| b.id == posting.board);
    Ok(Stop {
        id: posting.id.to_string(),
        href: format!("/notices/{}", posting.notice),
        board_id: posting.board.clone(),
        board: format!(
            "{} {}",
            said.letterhead.community,
            board.map_or("", |b| b.name.as_str())
        ),
        title: format!("{} {}", said.title, revision.read_by(show).line),
        copy: format!("{} / {}", posting.copy_no, posting.copies),
        code: posting.code.grouped(),
        late: !due.is_empty() && !listed.done && listed.post_by < show.now,
        due,
        done: listed.done,
        record: None,
    })
}

/// `GET /boards/round`
pub async fn round(
    by: Allowed<PostNotices>,
    view: View,
    db: web::Data<Db>,
    press: web::Data<Press>,
) -> Result<HttpResponse> {
    let scope = by.scope().clone();
    let show = Dates::new(view.lang, press.zone, db.clock().now());
    let reader = view.clone();
    let page = db
        .read(move |conn| walk(conn, &scope, &reader, show))
        .await?;
    view.page(&page)
}

fn walk(conn: &mut Conn, scope: &Scope, view: &View, show: Dates) -> Result<Round> {
    let lists = Lists::open(conn, scope, show.now)?.with_done(conn, scope, show.now)?;
    let marks = store::marks::of(conn, &lists.ids())?;
    let none = Marks::default();
    let record = |listed: &Listed| {
        let posting = &listed.posting;
        let marks = marks.get(&posting.id).unwrap_or(&none);
        OnRecord::of(posting, marks, listed.post_by, view, show)
    };
    let texts = lists.texts(conn)?;
    let open = |list: &[Listed]| list.iter().filter(|listed| !listed.done).count();
    let up = |listed: &Listed| {
        let due = due(&texts, listed, view, show);
        Ok(stop(&texts, listed, due, show)?.with(record(listed)))
    };
    let down = |listed: &Listed| {
        let stop = stop(&texts, listed, String::new(), show)?;
        Ok(stop.with(record(listed)))
    };
    Ok(Round {
        up_count: open(&lists.up),
        down_count: open(&lists.down),
        up: AtBoard::of(lists.up.iter().map(up).collect::<Result<_>>()?),
        down: AtBoard::of(lists.down.iter().map(down).collect::<Result<_>>()?),
    })
}

impl Stop {
    fn with(self, record: OnRecord) -> Self {
        Self {
            record: Some(record),
            ..self
        }
    }
}

/// Back to where a sheet's button was.
pub fn back(from: &str, posting: &Posting) -> String {
    match from {
        "round" => format!("/boards/round#s-{}", posting.code),
        "notice" => format!("/notices/{}#s-{}", posting.notice, posting.code),
        code if code.starts_with("code") => format!("/Q/{}", posting.code),
        _ => format!("/notices/{}", posting.notice),
    }
}
