//! What the form of a notice is made of, read together.

use super::Filled;
use crate::error::{Error, Refusal, Result};
use crate::notices::room::{Block, Drawn, Look};
use crate::notices::service::{self, Loaded, Text, Wanted};
use crate::notices::subscribers;
use crate::notices::tools::Tools;
use crate::organisation::{PlaceId, store as places};
use crate::people::Scope;
use crate::people::permission::{Allowed, WriteNotices};
use crate::platform::clock::Moment;
use crate::platform::db::Conn;
use crate::platform::page::View;
use crate::platform::seen::Seen;

/// A form to be shown, and to whom.
pub(super) struct Asked<'a> {
    pub(super) by: &'a Allowed<WriteNotices>,
    pub(super) view: &'a View,
    pub(super) tools: &'a Tools,
    pub(super) filled: Filled,
    pub(super) refusals: Vec<Refusal>,
    pub(super) now: Moment,
}

/// Everything the form's page shows.
pub(super) struct Looked {
    pub(super) filled: Filled,
    pub(super) refusals: Vec<Refusal>,
    pub(super) loaded: Loaded,
    pub(super) block: Block,
    pub(super) look: Look,
    pub(super) subscribers: i64,
    pub(super) seen: Seen,
}

/// Reads it.
pub(super) fn look(conn: &mut Conn, asked: Asked<'_>) -> Result<Looked> {
    let (scope, filled, tools) = (asked.by.scope(), asked.filled, asked.tools);
    let communities = places::communities(conn, scope)?;
    let community = match filled.fields.get("community") {
        "" => communities
            .first()
            .map(|c| c.id.clone())
            .ok_or_else(no_community)?,
        id => id.parse()?,
    };
    let row = filled.row.as_ref();
    let wanted = Wanted {
        community: &community,
        before: row.and_then(|row| row.replaces.as_ref()),
        now: asked.now,
    };
    let loaded = Loaded::read(conn, scope, &wanted)?;
    let subscribers = subscribers::count(conn, &community)?;
    let text = Text {
        room: filled.room,
        fields: &filled.fields,
        row,
    };
    let look = loaded.look(conn, tools, &text)?;
    let form = filled.room.form.as_ref().ok_or(Error::NotFound)?;
    let nothing = |_: &str| Vec::new();
    let block = (form.block)(
        conn,
        asked.view,
        &Drawn {
            fields: &filled.fields,
            ground: &loaded.ground(tools.press.zone, &nothing),
            communities: &communities,
            refusals: &asked.refusals,
            sheets: look.paper.as_ref().map(|paper| paper.said.boards.len()),
        },
    )?;
    Ok(Looked {
        seen: match row {
            Some(row) => service::seen(conn, row)?,
            None => Seen::shown(0, 0),
        },
        filled,
        refusals: asked.refusals,
        loaded,
        block,
        look,
        subscribers,
    })
}

/// The community of a form that was opened for none.
pub(super) fn first_community(conn: &mut Conn, scope: &Scope) -> Result<PlaceId> {
    let communities = places::communities(conn, scope)?;
    let first = communities.into_iter().next();
    first.map(|community| community.id).ok_or_else(no_community)
}

fn no_community() -> Error {
    Refusal::new("notices-no-community").into()
}
