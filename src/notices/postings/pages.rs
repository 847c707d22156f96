//! `GET /boards/round`: the round of the boards, made for a phone.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::super::store::revisions;
use super::{Posting, store};
use crate::error::Result;
use crate::people::Scope;
use crate::people::permission::{Allowed, PostNotices};
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::db::{Conn, Db};
use crate::platform::page::{Page, View};
use crate::platform::press::Press;

/// The round: what must go up, what must come down.
#[derive(Debug, Serialize)]
pub struct Round {
    /// Sheets to hang, the most urgent first.
    pub up: Vec<Stop>,
    /// Sheets to take down.
    pub down: Vec<Stop>,
}

impl Page for Round {
    const TEMPLATE: &'static str = "notices/round.html";
}

/// One sheet on the round.
#[derive(Debug, Clone, Serialize)]
pub struct Stop {
    /// The posting.
    pub id: String,
    /// The notice's page.
    pub href: String,
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
}

/// What is to go up and to come down, for the round and for Today.
pub fn stops(
    conn: &mut Conn,
    scope: &Scope,
    show: Dates,
    now: Moment,
) -> Result<(Vec<Stop>, Vec<Stop>)> {
    let mut up = Vec::new();
    for (posting, post_by) in store::up_list(conn, scope)? {
        let due = format!("{} · {}", show.near(post_by), show.left(post_by));
        up.push(stop(conn, &posting, due, post_by < now)?);
    }
    let mut down = Vec::new();
    for posting in store::down_list(conn, scope, now)? {
        down.push(stop(conn, &posting, String::new(), false)?);
    }
    Ok((up, down))
}

fn stop(conn: &mut Conn, posting: &Posting, due: String, late: bool) -> Result<Stop> {
    let revision = revisions::load(conn, &posting.revision)?;
    let said = &revision.announcement;
    let board = said.boards.iter().find(|b| b.id == posting.board);
    Ok(Stop {
        id: posting.id.to_string(),
        href: format!("/notices/{}", posting.notice),
        board: format!(
            "{} {}",
            said.community,
            board.map_or("", |b| b.name.as_str())
        ),
        title: format!("{} {}", said.title, said.line),
        copy: format!("{} / {}", posting.copy_no, posting.copies),
        code: posting.code.grouped(),
        due,
        late,
    })
}

/// `GET /boards/round`
pub async fn round(
    by: Allowed<PostNotices>,
    view: View,
    db: web::Data<Db>,
    press: web::Data<Press>,
) -> Result<HttpResponse> {
    let (scope, now) = (by.scope().clone(), db.clock().now());
    let show = Dates::new(view.lang, press.zone, now);
    let (up, down) = db.read(move |conn| stops(conn, &scope, show, now)).await?;
    view.page(&Round { up, down })
}
