//! `GET /postings/{id}`: one sheet on its board, what was written down about it, and the forms
//! to write down more.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::super::super::lifecycle::Stage;
use super::super::super::store::revisions::{self, Revision};
use super::super::super::store::{self as notices, Row};
use super::super::correction::What;
use super::super::marks::{Act, Marks};
use super::super::on_record::{self, Line, OnRecord};
use super::super::standing::{Badge, is_past_miss};
use super::super::{Posting, PostingId, State, store};
use super::back;
use crate::error::{Refusal, Result};
use crate::people::permission::{Allowed, ReadNotices};
use crate::people::{Permission, Scope};
use crate::platform::dates::{Dates, field_date};
use crate::platform::db::Conn;
use crate::platform::desk::Desk;
use crate::platform::form::{Choice, Fields, FormState};
use crate::platform::page::{Page, View};

/// Says beside the fields of a correction that they were typed as a report of what was marked
/// already.
pub const ALREADY: &str = "already";

/// One sheet.
#[derive(Debug, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each one shows or hides a part of the page"
)]
pub struct Sheet {
    /// The posting.
    pub id: String,
    /// The notice's page.
    pub notice_href: String,
    /// The notice's number.
    pub number: String,
    /// What it says in a line.
    pub title: String,
    /// The board.
    pub board: String,
    /// 2 / 6.
    pub copy: String,
    /// The code in groups.
    pub code: String,
    /// The last moment to post.
    pub due: String,
    /// How it stands.
    pub state: Badge,
    /// Whether it was hung too late or never, and need not hang any more.
    pub miss: bool,
    /// Whether nothing of its text is to hang any more.
    pub over: bool,
    /// What is on record, and what one tap can undo.
    pub record: OnRecord,
    /// Every mark, oldest first.
    pub history: Vec<Line>,
    /// Whether a form was sent that saw another record than this.
    pub stale: bool,
    /// Whether that form told a time of what was marked already.
    pub already: bool,
    /// What was written down after that form was shown.
    pub changed: Vec<String>,
    /// Whether the reader can say that it hangs.
    pub can_post: bool,
    /// Whether the reader can say that it is down.
    pub can_take_down: bool,
    /// What can be corrected; nothing for who may not.
    pub corrections: Vec<Choice>,
    /// What was typed and what was wrong.
    pub form: FormState,
    /// Whether the form of a correction was sent and is shown again.
    pub correcting: bool,
    /// Whether a time was told and is shown again.
    pub reporting: bool,
    /// Where its forms come back to, as they send it.
    pub back: String,
    /// The same as an address.
    pub back_href: String,
}

impl Page for Sheet {
    const TEMPLATE: &'static str = "notices/posting.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::sheet()
    }
}

/// Which sheet is asked for, by whom.
#[derive(Debug)]
pub struct Asked {
    /// The offices within reach.
    pub scope: Scope,
    /// Whether they write down what hangs.
    pub may_post: bool,
    /// The sheet.
    pub id: PostingId,
    /// Where they came from.
    pub back: String,
}

/// What was typed and what is wrong with it.
#[derive(Debug, Clone, Copy)]
pub struct Typed<'a> {
    /// The fields as sent.
    pub fields: &'a Fields,
    /// What is wrong.
    pub wrong: &'a [Refusal],
}

struct Looked {
    posting: Posting,
    row: Row,
    revision: Revision,
    marks: Marks,
}

fn look(conn: &mut Conn, scope: &Scope, id: &PostingId) -> Result<Looked> {
    let posting = store::load(conn, scope, id)?;
    Ok(Looked {
        row: notices::row(conn, scope, &posting.notice)?,
        revision: revisions::load(conn, &posting.revision)?,
        marks: store::marks::of_one(conn, id)?,
        posting,
    })
}

/// Where a reader came from.
#[derive(Debug, Deserialize)]
pub struct Query {
    back: Option<String>,
}

/// `GET /postings/{id}`
pub async fn show(
    by: Allowed<ReadNotices>,
    desk: Desk,
    id: web::Path<String>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let asked = Asked {
        scope: by.scope().clone(),
        may_post: by.may(Permission::PostNotices),
        id: id.parse()?,
        back: query.into_inner().back.unwrap_or_default(),
    };
    let typed = Typed {
        fields: &Fields::default(),
        wrong: &[],
    };
    again(&desk, asked, StatusCode::OK, typed).await
}

/// The page, with what was typed and what is wrong with it.
pub async fn again(
    desk: &Desk,
    asked: Asked,
    status: StatusCode,
    typed: Typed<'_>,
) -> Result<HttpResponse> {
    let (view, press) = (&desk.view, &desk.press);
    let show = Dates::new(view.lang, press.zone, desk.now());
    let (scope, id) = (asked.scope.clone(), asked.id.clone());
    let looked = desk.db.read(move |conn| look(conn, &scope, &id)).await?;
    let page = Sheet {
        stale: status == StatusCode::CONFLICT,
        already: status == StatusCode::CONFLICT && typed.fields.has(ALREADY),
        ..page(&looked, &asked, typed, view, show)
    };
    view.page_as(status, &page)
}

fn page(looked: &Looked, asked: &Asked, typed: Typed<'_>, view: &View, show: Dates) -> Sheet {
    let Looked {
        posting,
        row,
        revision,
        marks,
    } = looked;
    let said = &revision.said;
    let live = matches!(row.stage, Stage::Scheduled | Stage::Published);
    let over = !live || revision.withdrawn_at.is_some();
    let closed_at = revision.withdrawn_at.or(row.core.closed_at);
    let until = closed_at.unwrap_or(show.now);
    let state = State::of(posting, revision.post_by, show.now);
    let mut boards = said.boards.iter();
    let board = boards.find(|b| b.id == posting.board);
    let record = OnRecord::of(posting, marks, revision.post_by, view, show);
    let hung = posting.record.up.is_some();
    let seen: Option<i32> = typed.fields.get("seen").parse().ok();
    let changed = seen.map(|seen| on_record::after(seen, marks, view, show));
    Sheet {
        id: posting.id.to_string(),
        notice_href: format!("/notices/{}", posting.notice),
        number: revision.number.clone(),
        title: format!("{} {}", said.title, revision.read_by(show).line),
        board: board.map(|b| b.name.clone()).unwrap_or_default(),
        copy: format!("{} / {}", posting.copy_no, posting.copies),
        code: posting.code.grouped(),
        due: said.clocks.hang.told(show.by_day(revision.post_by), view),
        state: state.badge(over),
        miss: is_past_miss(posting, revision.post_by, until, over),
        over,
        history: on_record::history(marks, view, show),
        stale: false,
        already: false,
        changed: changed.unwrap_or_default(),
        can_post: asked.may_post && !hung,
        can_take_down: asked.may_post && posting.record.is_up(),
        corrections: if asked.may_post {
            corrections(marks, view, show)
        } else {
            Vec::new()
        },
        form: form(typed, view, show),
        correcting: typed.fields.has("what") || typed.fields.has("why"),
        reporting: typed.fields.has("time"),
        back: asked.back.clone(),
        back_href: back(&asked.back, posting),
        record,
    }
}

/// What was typed; a form that is shown first proposes today.
fn form(typed: Typed<'_>, view: &View, show: Dates) -> FormState {
    let mut fields = typed.fields.clone();
    for name in ["date", "to_date"] {
        if !fields.has(name) {
            fields.push(name, field_date(show.today()));
        }
    }
    FormState::wrong(&fields, typed.wrong, view)
}

/// What can be corrected, in words.
fn corrections(marks: &Marks, view: &View, show: Dates) -> Vec<Choice> {
    let label = |what: &What| match what {
        What::PostedAt => view.say("posting-wrong-posted-at"),
        What::TakenDownAt => view.say("posting-wrong-down-at"),
        What::TakeBack(no) => match marks.get(*no) {
            Some(mark) if mark.act == Act::Posted => view.say("posting-wrong-posted"),
            Some(mark) if mark.act == Act::TakenDown => view.say("posting-wrong-down"),
            Some(mark) => {
                let line = on_record::line(mark, marks, view, show);
                view.tell("posting-wrong-correction", &[("line", line)])
            }
            None => String::new(),
        },
    };
    let offered = marks.corrigible();
    let choice = |what: &What| Choice::new(&what.value(), label(what));
    offered.iter().map(choice).collect()
}
