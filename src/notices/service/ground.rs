//! What a notice's form is read against, loaded together.

use chrono_tz::Tz;

use super::super::content::Ground;
use super::super::ids::NoticeId;
use super::super::room::{Asked, Look, Room};
use super::super::said::Frozen;
use super::super::store::{self, Row, revisions};
use super::super::tools::Tools;
use crate::error::Result;
use crate::organisation::{Board, Office, Place, PlaceId, store as places};
use crate::people::Scope;
use crate::platform::clock::Moment;
use crate::platform::db::Conn;
use crate::platform::form::Fields;

/// The ground of a community, owned.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The community.
    pub community: Place,
    /// Its places.
    pub tree: Vec<Place>,
    /// Its boards.
    pub boards: Vec<Board>,
    /// Its office.
    pub office: Office,
    /// What the notice follows.
    pub before: Option<Frozen>,
    /// The number of that.
    pub number_before: Option<String>,
    /// When that was written.
    pub written_before: Option<Moment>,
    /// The number on the community's last sheet.
    pub last_phone: Option<String>,
    /// When it was loaded.
    pub now: Moment,
}

/// Whose ground is wanted.
pub struct Wanted<'a> {
    /// The community.
    pub community: &'a PlaceId,
    /// The notice that is followed.
    pub before: Option<&'a NoticeId>,
    /// Now.
    pub now: Moment,
}

/// A text to be read.
pub struct Text<'a> {
    /// Its kind.
    pub room: &'static Room,
    /// What was typed.
    pub fields: &'a Fields,
    /// The notice as it is kept; none before it was.
    pub row: Option<&'a Row>,
}

impl Loaded {
    /// Loads the ground of a community within reach, and of the notice that is followed.
    pub fn read(conn: &mut Conn, scope: &Scope, wanted: &Wanted<'_>) -> Result<Self> {
        let community = places::community(conn, scope, wanted.community)?;
        let revision = match wanted.before {
            Some(id) => revisions::latest(conn, id)?,
            None => None,
        };
        let named = revision.as_ref().map_or(&[][..], |r| &r.said.places);
        Ok(Self {
            tree: places::tree_keeping(conn, &community.id, named)?,
            boards: places::boards(conn, &community.id)?,
            office: places::office(conn, &community.office)?,
            number_before: revision.as_ref().map(|r| r.number.clone()),
            written_before: revision.as_ref().map(|r| r.approved_at),
            before: revision.map(|r| Frozen {
                said: r.said,
                facts: r.facts,
            }),
            last_phone: store::last_phone(conn, &community.id)?,
            community,
            now: wanted.now,
        })
    }

    /// The ground at the time when it was loaded.
    pub fn ground<'a>(
        &'a self,
        zone: Tz,
        unprintable: &'a dyn Fn(&str) -> Vec<char>,
    ) -> Ground<'a> {
        Ground {
            now: self.now,
            zone,
            community: &self.community,
            tree: &self.tree,
            boards: &self.boards,
            office: &self.office,
            before: self.before.as_ref(),
            number_before: self.number_before.as_deref(),
            written_before: self.written_before,
            unprintable,
        }
    }

    /// Reads a text as its kind does, and holds it against the rules.
    pub fn look(&self, conn: &mut Conn, tools: &Tools, text: &Text<'_>) -> Result<Look> {
        let typesetter = &tools.press.typesetter;
        let unprintable = |words: &str| typesetter.missing_characters(words);
        let ground = self.ground(tools.press.zone, &unprintable);
        let asked = Asked {
            fields: text.fields,
            ground: &ground,
            row: text.row,
        };
        (text.room.look)(conn, &asked)
    }
}

/// What a notice is as it is kept: what would be approved now, or what stands against it.
pub fn look(conn: &mut Conn, scope: &Scope, tools: &Tools, row: &Row, now: Moment) -> Result<Look> {
    let wanted = Wanted {
        community: &row.community,
        before: row.replaces.as_ref(),
        now,
    };
    let loaded = Loaded::read(conn, scope, &wanted)?;
    let text = Text {
        room: tools.rooms.of_kind(&row.kind)?,
        fields: &row.draft.fields(),
        row: Some(row),
    };
    loaded.look(conn, tools, &text)
}
