//! `GET /notices/{id}`: one notice, what it needs next, its boards, its history.

mod boards;
mod can;
mod looked;
#[cfg(test)]
mod samples;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use self::boards::{BoardLine, board_lines, hanging, printed, standing};
use self::can::{Can, can};
use self::looked::{Looked, look};
use super::changes::{Changed, Said, Since};
use super::record::mend;
use super::{dates, linked, paper, stage_key, stage_look};
use crate::error::{Refusal, Result};
use crate::notices::desk::Desk;
use crate::notices::ids::NoticeId;
use crate::notices::lifecycle::Stage;
use crate::notices::room::Paper;
use crate::notices::sheets::Before;
use crate::notices::steps::Pressed;
use crate::notices::store::Row;
use crate::people::pages::role_key;
use crate::people::permission::{Allowed, ReadNotices};
use crate::people::{Permission, Role, policy};
use crate::platform::clock::Moment;
use crate::platform::dates::{Dates, field_date};
use crate::platform::form::{Fields, FormState};
use crate::platform::history::{self, History};
use crate::platform::outbox::{FailedLine, Tally};
use crate::platform::page::{Page, View};

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
    /// Address and title of what else happens at the same place and time.
    pub beside: Vec<(String, String)>,
    /// What its own text names that its fields do not say, a sentence each.
    pub doubts: Vec<String>,
    /// Where the text differs from the one that was in review before.
    pub since: Vec<Said>,
    /// Why that was returned; empty where it was not.
    pub since_remark: String,
    /// What the reviewer said; empty else.
    pub remark: String,
    /// The boards that carry one of its sheets; empty where none does.
    pub hangs: String,
    /// What may be done now.
    pub can: Can,
    /// The roles that review: 审核人、管理处经理、分管领导.
    pub reviewers: String,
    /// Its boards.
    pub boards: Vec<BoardLine>,
    /// When its sheets were printed, first and last.
    pub printed: Vec<String>,
    /// 已贴 4 / 6 块,… or empty before approval.
    pub standing: String,
    /// The look of that sentence: ok, soon, late.
    pub standing_look: &'static str,
    /// How its mails fared.
    pub mails: Tally,
    /// Those that failed, the latest first.
    pub failed: Vec<FailedLine>,
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
    /// What happened.
    pub history: History,
    /// What its forms carry: how the notice stands on this page.
    pub seen: String,
    /// Its forms: what was typed, and what is wrong.
    pub form: FormState,
    /// What became of it since a form was shown that was sent now.
    pub changed: Option<Changed>,
}

impl Page for Show {
    const TEMPLATE: &'static str = "notices/show.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::show()
    }
}

/// `GET /notices/{id}`
pub async fn show(
    by: Allowed<ReadNotices>,
    desk: Desk,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let page = draw(&by, &desk, id.parse()?).await?;
    desk.view.page(&page)
}

/// The page once more, with what stands against the step that was pressed on it.
pub(in crate::notices) async fn refused<P>(
    by: &Allowed<P>,
    desk: &Desk,
    pressed: &Pressed,
    refusal: &Refusal,
) -> Result<HttpResponse> {
    let mut page = draw(by, desk, pressed.id.clone()).await?;
    let wrong = std::slice::from_ref(refusal);
    page.keep(FormState::wrong(&pressed.sent.fields, wrong, &desk.view));
    desk.view.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// The page as the notice stands now, with what happened since the form was shown; what was typed
/// into it is there still, and its steps are those of what is shown now.
pub(in crate::notices) async fn changed<P>(
    by: &Allowed<P>,
    desk: &Desk,
    pressed: &Pressed,
    since: &Since,
) -> Result<HttpResponse> {
    let mut page = draw(by, desk, pressed.id.clone()).await?;
    page.keep(FormState::fresh(&pressed.sent.fields));
    let show = dates(&desk.view, &desk.press, desk.db.clock());
    let again = page.can.offers(pressed.step.act);
    page.changed = Some(Changed::of(&desk.view, show, since, pressed, again));
    desk.view.page_as(StatusCode::CONFLICT, &page)
}

async fn draw<P>(by: &Allowed<P>, desk: &Desk, id: NoticeId) -> Result<Show> {
    let (scope, now) = (by.scope().clone(), desk.db.clock().now());
    let tools = desk.tools();
    let lines = history::asked(&desk.view);
    let looked = desk
        .db
        .read(move |conn| {
            let asked = looked::Asked {
                id: &id,
                now,
                lines,
            };
            look(conn, &scope, &tools, &asked)
        })
        .await?;
    let press = &desk.press;
    let follows = looked.room.manner.follows;
    let number = looked.follows.as_ref().map(|(_, number)| number.as_str());
    let before = number.map(|number| Before { number, follows });
    let sheet = match (&looked.preview, &looked.revision) {
        (Some(preview), _) => paper::of_draft(press, Some(preview), before, now).await,
        (None, Some(revision)) => {
            let postings = &looked.sheets.postings;
            paper::of_revision(press, revision, postings, before, looked.row.stage).await
        }
        (None, None) => String::new(),
    };
    let show = dates(&desk.view, press, desk.db.clock());
    Ok(page(by, &desk.view, show, looked, sheet))
}

impl Show {
    /// Puts what was typed into the forms; what was not stays as the page has it.
    fn keep(&mut self, typed: FormState) {
        let before = std::mem::replace(&mut self.form, typed);
        for (name, value) in before.values {
            self.form.values.entry(name).or_insert(value);
        }
    }
}

/// The roles whose people may be the second pair of eyes.
pub(in crate::notices) fn reviewers(view: &View) -> String {
    let review = |role: &&Role| policy::may(**role, Permission::ReviewNotices);
    let names: Vec<String> = Role::ALL
        .iter()
        .rev()
        .filter(review)
        .map(|role| view.say(&role_key(*role)))
        .collect();
    names.join(&view.say("notices-list-comma"))
}

/// How many sheets the text in force has.
fn copies(looked: &Looked) -> usize {
    let Some(revision) = &looked.revision else {
        return 0;
    };
    let mine = looked
        .sheets
        .postings
        .iter()
        .filter(|p| p.revision == revision.id);
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

fn page<P>(by: &Allowed<P>, view: &View, show: Dates, looked: Looked, sheet: String) -> Show {
    let row = &looked.row;
    let boards = board_lines(&looked, view, show);
    let standing = standing(view, show, &looked);
    let out = row.stage != Stage::Draft && row.stage != Stage::InReview;
    let told = looked.revision.as_ref().filter(|_| out);
    let line = match (told, &looked.preview) {
        (Some(revision), _) => revision.read_by(show).line.clone(),
        (None, Some(preview)) => preview.said.line.clone(),
        (None, None) => String::new(),
    };
    Show {
        id: row.core.id.to_string(),
        title: row.title.clone(),
        number: row.number.clone().unwrap_or_default(),
        community: looked.community.clone(),
        stage: stage_key(row.stage),
        look: stage_look(row.stage),
        line,
        facts: facts(view, show, &looked),
        beside: linked(&looked.beside),
        doubts: looked.doubts.iter().map(|it| view.explain(it)).collect(),
        since: looked.since.texts.iter().map(|it| it.said(view)).collect(),
        since_remark: looked.since.remark.clone(),
        remark: row.core.remark.clone().unwrap_or_default(),
        can: can(by, &looked),
        hangs: hanging(&looked, view),
        reviewers: reviewers(view),
        copies: copies(&looked),
        printed: printed(&looked, view, show),
        boards,
        standing: standing.text,
        standing_look: standing.look,
        mails: looked.mails,
        failed: looked
            .failed
            .iter()
            .map(|one| FailedLine::of(one, show))
            .collect(),
        follows: looked.follows.clone().unwrap_or_default(),
        followed: looked.followed.clone().unwrap_or_default(),
        public: public_page(row),
        sheet,
        history: History::told(looked.history, view, show, |entry, line| {
            mend(show, entry, line);
        }),
        seen: looked.seen.to_string(),
        form: FormState::fresh(&filled(looked.offers.at, show)),
        changed: None,
    }
}

/// What its forms are filled in with: what is known of the end, else now.
fn filled(end: Option<Moment>, show: Dates) -> Fields {
    let end = end.unwrap_or(show.now);
    Fields::of([
        ("ended_date", field_date(end.date_in(show.zone))),
        ("ended_time", show.time(end)),
        ("until_date", field_date(show.today())),
        ("until_time", String::new()),
    ])
}

/// Where a draft would hang, and for how many homes.
fn boards_told(view: &View, paper: &Paper, homes: i32) -> String {
    let names: Vec<String> = paper.said.boards.iter().map(|b| b.name.clone()).collect();
    let args = [
        ("homes", homes.to_string()),
        ("count", names.len().to_string()),
        ("names", names.join(&view.say("notices-list-comma"))),
    ];
    view.tell("notices-boards", &args)
}

fn facts(view: &View, show: Dates, looked: &Looked) -> Vec<(String, String)> {
    let row = &looked.row;
    let mut facts = Vec::new();
    let mut fact = |key: &str, value: String| facts.push((view.say(key), value));
    if let Some(paper) = &looked.preview {
        let post_by = paper
            .said
            .clocks
            .hang
            .told(show.by_day(paper.post_by), view);
        fact("notices-fact-post-by", post_by);
        fact(
            "notices-boards-title",
            boards_told(view, paper, looked.homes),
        );
    } else if let Some(revision) = &looked.revision {
        let hang = revision.said.clocks.hang;
        let post_by = hang.told(show.by_day(revision.post_by), view);
        fact("notices-fact-post-by", post_by);
        fact(
            "notices-fact-remove-after",
            show.by_day(revision.remove_after),
        );
    }
    match (row.core.published_at, row.core.approved_at) {
        (Some(at), _) => fact("notices-fact-published", show.near(at)),
        (None, Some(_)) => fact("notices-fact-publish-at", show.near(row.core.publish_at)),
        (None, None) => {}
    }
    let known = looked.offers.known.iter();
    for known in known.filter(|_| row.stage != Stage::Cancelled) {
        fact(known.key, show.by_near(known.at));
    }
    facts
}
