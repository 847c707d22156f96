//! The step that follows an outage: the apology for it.

use super::announced::announcing;
use super::apology;
use super::kinds::APOLOGY;
use super::store;
use crate::error::{Error, Refusal, Result};
use crate::notices::content::Draft;
use crate::notices::ids::NoticeId;
use crate::notices::service::{Done, Follower, Loaded, Text, Wanted, follow};
use crate::notices::store::about;
use crate::notices::store::seen::{as_seen, touch};
use crate::notices::tools::Tools;
use crate::people::permission::{Allowed, WriteNotices};
use crate::platform::db::Tx;
use crate::platform::seen::Seen;

/// Starts the apology an outage asks for, its facts filled in; one that was started goes on.
pub fn apologise(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    tools: &Tools,
    id: &NoticeId,
    seen: Seen,
) -> Result<NoticeId> {
    let row = as_seen(tx, by.scope(), id, seen)?;
    let outage = row.record.clone().ok_or(Error::Conflict)?;
    let course = store::course(tx, &outage)?.ok_or(Error::NotFound)?;
    let ended_at = course
        .ended_at
        .ok_or_else(|| Refusal::new("notices-not-ended"))?;
    let mut about = about(tx, &outage)?.into_iter();
    if let Some(there) = about.find(|about| about.kind == APOLOGY) {
        return Ok(there.id);
    }
    let announced = announcing(tx, &outage)?.unwrap_or_else(|| id.clone());
    let wanted = Wanted {
        community: &row.community,
        before: Some(&announced),
        now: tx.now(),
    };
    let loaded = Loaded::read(tx, by.scope(), &wanted)?;
    let before = loaded.before.as_ref().ok_or(Error::Conflict)?;
    let nothing = |_: &str| Vec::new();
    let ground = loaded.ground(tools.press.zone, &nothing);
    let draft = Draft::of(&apology::fields(before, ended_at, &ground));
    let text = Text {
        room: tools.rooms.of_kind(&APOLOGY)?,
        fields: &draft.fields(),
        row: Some(&row),
    };
    let looked = loaded.look(tx, tools, &text)?;
    let follower = Follower {
        kind: &APOLOGY,
        draft: &draft,
        title: &looked.title,
        clocks: looked.clocks(),
        replaces: None,
    };
    let new = follow(tx, by, &row, &follower)?;
    let version = touch(tx, &row)?;
    let drafted = Done::of("notice.apology_drafted", id, version);
    drafted.making(&new).write(tx)?;
    Ok(new)
}
