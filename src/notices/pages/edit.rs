//! The form of a notice: the frame of every kind's, with the sheet beside it.

mod live;
mod looked;
#[cfg(test)]
mod samples;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub(in crate::notices) use self::live::not_kept;
use self::looked::{Looked, first_community, look};
use super::changes::{Changed, Since};
use super::doubts::Doubts;
use super::{dates, linked, paper};
use crate::error::{Error, Refusal, Result};
use crate::notices::desk::Desk;
use crate::notices::ids::{NoticeId, WindowId};
use crate::notices::lifecycle::Stage;
use crate::notices::room::{Room, Start};
use crate::notices::service::{Loaded, Wanted};
use crate::notices::sheets::Before;
use crate::notices::steps::Pressed;
use crate::notices::store::{self, Row};
use crate::organisation::PlaceId;
use crate::people::permission::{Allowed, WriteNotices};
use crate::platform::form::{Fields, FormState};
use crate::platform::page::Page;

/// The form.
#[derive(Debug, Serialize)]
pub struct Edit {
    /// Its template: that of its kind.
    #[serde(skip)]
    pub template: &'static str,
    /// Its draft.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// The headline.
    pub title: String,
    /// What was typed and what was wrong.
    pub form: FormState,
    /// Address and title of what else happens at the same place and time.
    pub beside: Vec<(String, String)>,
    /// What its text names that the form does not say.
    pub doubts: Doubts,
    /// What its kind shows.
    pub block: Value,
    /// The number of the notice it follows; empty when it follows none.
    pub follows: String,
    /// Subscribers who will get a mail.
    pub subscribers: i64,
    /// The sheet as SVG, or empty.
    pub sheet: String,
    /// How many sheets there will be.
    pub sheets: usize,
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
    const TEMPLATE: &'static str = "notices/form.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::edit()
    }

    fn template(&self) -> &str {
        self.template
    }
}

/// What the address of a new form may carry.
#[derive(Debug, Deserialize)]
pub struct NewQuery {
    community: Option<String>,
}

/// `GET /notices/new/{kind}`: by a name under which a kind opens its form, as `water`.
pub async fn new(
    by: Allowed<WriteNotices>,
    desk: Desk,
    name: web::Path<String>,
    query: web::Query<NewQuery>,
) -> Result<HttpResponse> {
    let room = desk.rooms.opening(&name).ok_or(Error::NotFound)?;
    let fresh = room.form.as_ref().ok_or(Error::NotFound)?.fresh;
    let wanted: Option<PlaceId> = query.community.as_deref().map(str::parse).transpose()?;
    let (scope, now, zone) = (by.scope().clone(), desk.now(), desk.press.zone);
    let fields = desk
        .db
        .read(move |conn| {
            let community = match wanted {
                Some(id) => id,
                None => first_community(conn, &scope)?,
            };
            let wanted = Wanted {
                community: &community,
                before: None,
                now,
            };
            let loaded = Loaded::read(conn, &scope, &wanted)?;
            let nothing = |_: &str| Vec::new();
            Ok(fresh(&Start {
                name: &name,
                ground: &loaded.ground(zone, &nothing),
                last_phone: loaded.last_phone.as_deref(),
            }))
        })
        .await?;
    let draft = Filled {
        id: NoticeId::new(),
        room,
        fields,
        row: None,
    };
    show(&by, &desk, draft, Vec::new()).await
}

/// `GET /notices/{id}/edit`
pub async fn edit(
    by: Allowed<WriteNotices>,
    desk: Desk,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: NoticeId = id.parse()?;
    let scope = by.scope().clone();
    let row = desk
        .db
        .read(move |conn| store::row(conn, &scope, &id))
        .await?;
    if row.stage != Stage::Draft {
        let to = format!("/notices/{}", row.core.id);
        return Ok(desk.view.redirect(&to, None));
    }
    let form = Filled {
        id: row.core.id.clone(),
        room: desk.rooms.of_kind(&row.kind)?,
        fields: row.draft.fields(),
        row: Some(row),
    };
    show(&by, &desk, form, Vec::new()).await
}

/// A form to show.
pub(in crate::notices) struct Filled {
    pub(in crate::notices) id: NoticeId,
    pub(in crate::notices) room: &'static Room,
    pub(in crate::notices) fields: Fields,
    pub(in crate::notices) row: Option<Row>,
}

/// Shows the form, with what is wrong where something is.
pub(in crate::notices) async fn show(
    by: &Allowed<WriteNotices>,
    desk: &Desk,
    form: Filled,
    refusals: Vec<Refusal>,
) -> Result<HttpResponse> {
    let status = if refusals.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = draw(by, desk, form, refusals).await?;
    desk.view.page_as(status, &page)
}

async fn draw(
    by: &Allowed<WriteNotices>,
    desk: &Desk,
    filled: Filled,
    refusals: Vec<Refusal>,
) -> Result<Edit> {
    let (by, reader, tools, now) = (by.clone(), desk.view.clone(), desk.tools(), desk.now());
    let form = filled.room.form.as_ref().ok_or(Error::NotFound)?;
    let looked = desk
        .db
        .read(move |conn| {
            let asked = looked::Asked {
                by: &by,
                view: &reader,
                tools: &tools,
                filled,
                refusals,
                now,
            };
            look(conn, asked)
        })
        .await?;
    let Looked {
        filled,
        refusals,
        loaded,
        block,
        look,
        subscribers,
        seen,
    } = looked;
    let row = filled.row.as_ref();
    let follows = filled.room.manner.follows;
    let number = loaded.number_before.as_deref();
    let before = number.map(|number| Before { number, follows });
    Ok(Edit {
        template: form.template,
        id: filled.id.to_string(),
        kind: filled.room.kind.to_string(),
        title: block.heading,
        form: FormState::wrong(&block.fields, &refusals, &desk.view),
        block: block.values,
        subscribers,
        sheet: paper::of_draft(&desk.press, look.paper.as_ref(), before, now).await,
        follows: loaded.number_before.unwrap_or_default(),
        sheets: block.sheets,
        beside: linked(&look.beside),
        doubts: Doubts::of(&look.doubts, &filled.fields, &desk.view),
        remark: row.and_then(|r| r.core.remark.clone()).unwrap_or_default(),
        saved: row.is_some(),
        seen: seen.to_string(),
        window: WindowId::new().to_string(),
        changed: None,
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
    let form = Filled {
        id: pressed.id.clone(),
        room: desk.rooms.of_kind(&since.row.kind)?,
        fields: pressed.sent.fields.clone(),
        row: Some(since.row),
    };
    let mut page = draw(by, desk, form, Vec::new()).await?;
    page.changed = Some(changed);
    desk.view.page_as(StatusCode::CONFLICT, &page)
}
