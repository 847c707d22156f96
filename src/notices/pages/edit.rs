//! The form of a notice, its answers while it is typed, and the sheet beside it.

mod choices;
mod live;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use self::choices::{
    Choice, cause_choices, communities, entrance_choices, place_choices, utility_choices,
};
pub(in crate::notices) use self::live::not_kept;
use self::live::{board_words, rule_words};
use super::changes::{Changed, Since};
use super::{dates, paper};
use crate::error::{Error, Result};
use crate::notices::content::Draft;
use crate::notices::kind::Kind;
use crate::notices::outages::{self, Answer, Utility};
use crate::notices::service::{self, Loaded};
use crate::notices::steps::{Desk, Pressed};
use crate::notices::store::{self, Row};
use crate::notices::{NoticeId, WindowId, subscribers};
use crate::organisation::{Place, PlaceId, store as places};
use crate::people::permission::{Allowed, WriteNotices};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Db};
use crate::platform::form::{Fields, FormState};
use crate::platform::page::{Page, View};
use crate::platform::press::Press;
use crate::platform::seen::Seen;

/// The form.
#[derive(Debug, Serialize)]
pub struct Edit {
    /// Its draft.
    pub id: String,
    /// Its kind: each has a form of its own.
    pub kind: String,
    /// The headline.
    pub title: String,
    /// What was typed and what was wrong.
    pub form: FormState,
    /// Communities to choose from.
    pub communities: Vec<Choice>,
    /// Places to choose from, the whole community last.
    pub places: Vec<Choice>,
    /// Entrances, for stops of part of a building.
    pub entrances: Vec<Choice>,
    /// Water or power.
    pub utilities: Vec<Choice>,
    /// Causes.
    pub causes: Vec<Choice>,
    /// What the rules say to it as it stands.
    pub answer: Answer,
    /// The sentence under the times.
    pub rule: String,
    /// The small print beside it.
    pub rule_note: String,
    /// The sentence under the places.
    pub boards: String,
    /// Whether sending it would be too late, with a way on.
    pub too_late: bool,
    /// The number of the notice it follows; empty when it follows none.
    pub follows: String,
    /// Subscribers who will get a mail.
    pub subscribers: i64,
    /// The sheet as SVG, or empty.
    pub sheet: String,
    /// What the reviewer said when she returned it; empty else.
    pub remark: String,
    /// Whether it was kept before.
    pub saved: bool,
    /// What the form carries: the draft as this page shows it.
    pub seen: String,
    /// The window it is typed in, so that two of them do not overwrite each other.
    pub window: String,
    /// What became of the draft since a form was shown that was sent now.
    pub changed: Option<Changed>,
}

impl Page for Edit {
    const TEMPLATE: &'static str = "notices/edit.html";
}

/// What the address of a new form may carry.
#[derive(Debug, Deserialize)]
pub struct NewQuery {
    community: Option<String>,
}

/// `GET /notices/new/{water|power}`
pub async fn new(
    by: Allowed<WriteNotices>,
    view: View,
    db: web::Data<Db>,
    press: web::Data<Press>,
    (utility, query): (web::Path<String>, web::Query<NewQuery>),
) -> Result<HttpResponse> {
    let utility: Utility = utility.parse().or(Err(Error::NotFound))?;
    let wanted: Option<PlaceId> = query.community.as_deref().map(str::parse).transpose()?;
    let (scope, now, zone) = (by.scope().clone(), db.clock().now(), press.zone);
    let fields = db
        .read(move |conn| {
            let communities = places::communities(conn, &scope)?;
            let community = match wanted {
                Some(id) => id,
                None => communities
                    .first()
                    .map(|c| c.id.clone())
                    .ok_or_else(no_community)?,
            };
            let loaded = Loaded::read(conn, &scope, (&community, now), None)?;
            let nothing = |_: &str| Vec::new();
            let ground = loaded.ground(now, zone, &nothing);
            Ok(outages::defaults(
                utility,
                &ground,
                loaded.last_phone.clone(),
            ))
        })
        .await?;
    let draft = Form {
        id: NoticeId::new(),
        kind: Kind::Outage,
        fields,
        row: None,
    };
    show(&by, &view, (&db, &press), draft, Vec::new()).await
}

fn no_community() -> Error {
    crate::error::Refusal::new("notices-no-community").into()
}

/// `GET /notices/{id}/edit`
pub async fn edit(
    by: Allowed<WriteNotices>,
    view: View,
    db: web::Data<Db>,
    press: web::Data<Press>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: NoticeId = id.parse()?;
    let scope = by.scope().clone();
    let row = db.read(move |conn| store::row(conn, &scope, &id)).await?;
    if row.stage != crate::notices::lifecycle::Stage::Draft {
        return Ok(view.redirect(&format!("/notices/{}", row.core.id), None));
    }
    let form = Form {
        id: row.core.id.clone(),
        kind: row.kind,
        fields: row.draft.fields(),
        row: Some(row),
    };
    show(&by, &view, (&db, &press), form, Vec::new()).await
}

/// A form to show.
pub(in crate::notices) struct Form {
    pub(in crate::notices) id: NoticeId,
    pub(in crate::notices) kind: Kind,
    pub(in crate::notices) fields: Fields,
    pub(in crate::notices) row: Option<Row>,
}

/// Everything the form's page needs of the database.
struct Looked {
    loaded: Loaded,
    communities: Vec<Place>,
    subscribers: i64,
    answer: Answer,
    preview: Option<outages::announce::Preview>,
    seen: Seen,
}

fn look(
    conn: &mut Conn,
    scope: &crate::people::Scope,
    press: &Press,
    form: &Form,
    (now, lang): (Moment, crate::platform::words::Lang),
) -> Result<Looked> {
    let communities = places::communities(conn, scope)?;
    let community = match form.fields.get("community") {
        "" => communities
            .first()
            .map(|c| c.id.clone())
            .ok_or_else(no_community)?,
        id => id.parse()?,
    };
    let before = form.row.as_ref().and_then(|r| r.replaces.clone());
    let loaded = Loaded::read(conn, scope, (&community, now), before.as_ref())?;
    let subscribers = subscribers::count(conn, &community)?;
    let missing = press.typesetter.clone();
    let unprintable = move |text: &str| missing.missing_characters(text);
    let ground = loaded.ground(now, press.zone, &unprintable);
    let (mut answer, mut preview) = outages::look(&form.fields, &ground, lang);
    if let Some(row) = form.row.as_ref().filter(|r| r.kind == Kind::Apology) {
        let typed = Row {
            draft: Draft::of(&form.fields),
            ..row.clone()
        };
        preview = crate::notices::service::preview(conn, scope, press, (&typed, now))?;
    }
    if let Some(preview) = &preview {
        let boards = preview.said.boards.iter();
        answer.boards = boards.map(|b| b.name.clone()).collect();
    }
    Ok(Looked {
        loaded,
        communities,
        subscribers,
        answer,
        preview,
        seen: match &form.row {
            Some(row) => service::seen(conn, row)?,
            None => Seen::shown(0, 0),
        },
    })
}

/// Shows the form, with what is wrong where something is.
pub(in crate::notices) async fn show(
    by: &Allowed<WriteNotices>,
    view: &View,
    (db, press): (&Db, &Press),
    form: Form,
    refusals: Vec<crate::error::Refusal>,
) -> Result<HttpResponse> {
    let status = if refusals.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = draw(by, view, (db, press), form, &refusals).await?;
    view.page_as(status, &page)
}

async fn draw(
    by: &Allowed<WriteNotices>,
    view: &View,
    (db, press): (&Db, &Press),
    form: Form,
    refusals: &[crate::error::Refusal],
) -> Result<Edit> {
    let (scope, now, lang) = (by.scope().clone(), db.clock().now(), view.lang);
    let the_press = press.clone();
    let (looked, form) = db
        .read(move |conn| Ok((look(conn, &scope, &the_press, &form, (now, lang))?, form)))
        .await?;
    let sheet = paper::of_draft(press, looked.preview.as_ref(), now).await;
    let mut state = FormState::wrong(&form.fields, refusals, view);
    if form.kind == Kind::Outage {
        fill_text(&mut state, &looked.answer);
    }
    let title = match form.kind {
        Kind::Apology => view.say("notices-title-apology"),
        Kind::Cancellation => view.say("notices-title-cancellation"),
        Kind::Outage => view.say(&format!("notices-title-{}", form.fields.get("utility"))),
    };
    let row = form.row.as_ref();
    let (rule, rule_note) = rule_words(view, &looked.answer);
    Ok(Edit {
        id: form.id.to_string(),
        kind: form.kind.to_string(),
        title,
        communities: communities(&looked),
        places: place_choices(view, &looked, &form.fields),
        entrances: entrance_choices(view, &looked, &form.fields),
        utilities: utility_choices(view, &form.fields),
        causes: cause_choices(view, &form.fields),
        rule,
        rule_note,
        boards: board_words(view, &looked.answer),
        too_late: refusals.iter().any(|r| r.key == "notices-too-late")
            || looked.answer.gate == "late",
        answer: looked.answer,
        follows: looked.loaded.number_before.unwrap_or_default(),
        subscribers: looked.subscribers,
        sheet,
        remark: row.and_then(|r| r.core.remark.clone()).unwrap_or_default(),
        saved: row.is_some(),
        seen: looked.seen.to_string(),
        window: WindowId::new().to_string(),
        changed: None,
        form: state,
    })
}

/// Shows what was typed into a form of a draft that is another by now, beside what is kept: sent
/// once more, it takes the place of that.
pub(in crate::notices) async fn changed(
    by: &Allowed<WriteNotices>,
    desk: &Desk,
    pressed: &Pressed,
    since: Since,
) -> Result<HttpResponse> {
    let show = dates(&desk.view, &desk.press, desk.db.clock());
    let changed = Changed::of(&desk.view, show, &since, pressed, true);
    let form = Form {
        id: pressed.id.clone(),
        kind: since.row.kind,
        fields: pressed.sent.fields.clone(),
        row: Some(since.row),
    };
    let mut page = draw(by, &desk.view, (&desk.db, &desk.press), form, &[]).await?;
    page.changed = Some(changed);
    desk.view.page_as(StatusCode::CONFLICT, &page)
}

/// Puts the text that the fields make into the form, unless the clerk wrote her own.
fn fill_text(state: &mut FormState, answer: &Answer) {
    if !answer.own_text {
        state.values.insert("body".to_owned(), answer.body.clone());
    }
    state
        .values
        .insert("body_auto".to_owned(), answer.body.clone());
}
