//! What a notice's form is read against, loaded together.

use chrono_tz::Tz;

use super::super::content::Ground;
use super::super::kind::Kind;
use super::super::said::Frozen;
use super::super::store::{self, revisions};
use super::super::{NoticeId, outages};
use crate::error::Result;
use crate::organisation::{Board, Office, Place, PlaceId, store as places};
use crate::people::Scope;
use crate::platform::clock::Moment;
use crate::platform::db::Conn;
use crate::platform::form::Fields;
use crate::platform::press::Press;
use crate::platform::words::Lang;
use crate::rules::{self, OutageRules};

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
    /// The rules.
    pub rules: OutageRules,
    /// What the notice follows.
    pub before: Option<Frozen>,
    /// The number of that.
    pub number_before: Option<String>,
    /// The number on the community's last sheet.
    pub last_phone: Option<String>,
}

impl Loaded {
    /// Loads the ground of a community within reach, and of the notice that is followed.
    pub fn read(
        conn: &mut Conn,
        scope: &Scope,
        (community, now): (&PlaceId, Moment),
        before: Option<&NoticeId>,
    ) -> Result<Self> {
        let community = places::place(conn, scope, community)?;
        let revision = match before {
            Some(id) => revisions::latest(conn, id)?,
            None => None,
        };

        Ok(Self {
            tree: places::tree(conn, &community.id)?,
            boards: places::boards(conn, &community.id)?,
            office: places::office(conn, &community.office)?,
            rules: rules::of_outages(conn, now)?,
            number_before: revision.as_ref().map(|r| r.number.clone()),
            before: revision.map(|r| Frozen {
                said: r.said,
                facts: r.facts,
            }),
            last_phone: store::last_phone(conn, &community.id)?,
            community,
        })
    }

    /// The ground at `now`.
    pub fn ground<'a>(
        &'a self,
        now: Moment,
        zone: Tz,
        unprintable: &'a dyn Fn(&str) -> Vec<char>,
    ) -> Ground<'a> {
        Ground {
            now,
            zone,
            community: &self.community,
            tree: &self.tree,
            boards: &self.boards,
            office: &self.office,
            rules: &self.rules,
            before: self.before.as_ref(),
            unprintable,
        }
    }

    /// What a list calls a draft: as much as its form tells.
    pub fn title(&self, kind: Kind, fields: &Fields, press: &Press, now: Moment) -> String {
        let nothing = |_: &str| Vec::new();
        let ground = self.ground(now, press.zone, &nothing);
        match kind {
            Kind::Outage => match outages::look(fields, &ground, Lang::Zh).1 {
                Some(preview) => preview.said.list_title(),
                None => "停水停电通知（未填完）".to_owned(),
            },
            Kind::Apology => format!("致歉说明 · {}", self.community.name),
            Kind::Cancellation => format!("取消通知 · {}", self.community.name),
        }
    }
}
