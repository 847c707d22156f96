//! Renaming and moving boards: where one hangs and what it serves waits until no sheet is on it.

use super::super::change::places::{BoardForm, edits_of_board};
use super::super::store::changes::places as rows;
use super::super::{Board, BoardId, store};
use super::places::Held;
use crate::error::{Error, Result};
use crate::people::Scope;
use crate::platform::audit;
use crate::platform::db::Tx;
use crate::platform::seen::Seen;

/// Changes a board as its form says; `Conflict` when somebody else did since it was shown.
pub(in super::super) fn change(
    tx: &mut Tx<'_>,
    scope: &Scope,
    id: &BoardId,
    seen: Seen,
    asked: &Held<'_, BoardForm>,
) -> Result<()> {
    let Held { new: form, ties } = asked;
    let now = rows::board(tx, scope, id)?;
    let tree = store::tree(tx, &now.board.community)?;
    // What it serves that is closed is on no form: it stays as it is.
    let mut before = now.board.clone();
    before
        .serves
        .retain(|path| tree.iter().any(|p| p.path == *path));
    let served = form.served(&tree)?;
    let new = Board {
        place: form.hook(&tree)?.id.clone(),
        kind: form.kind,
        name: form.called.name.clone(),
        name_en: form.called.name_en.clone(),
        serves: served.iter().map(|p| p.path.clone()).collect(),
        ..now.board.clone()
    };
    let edits = edits_of_board(&tree, &before, &new);
    if edits.is_empty() {
        return Ok(());
    }
    if !seen.is(now.version) {
        return Err(Error::Conflict);
    }
    if moves(&before, &new)
        && let Some(mut tie) = ties.of_board(tx, id)?.into_iter().next()
    {
        tie.field = Some("at");
        return Err(tie.into());
    }
    rows::update_board(tx, now.version, &new, &form.serves)?;
    audit::record(
        tx,
        "board.changed",
        &format!("board:{id}"),
        &edits.written(),
    )
}

/// Whether another set of notices would hang there.
fn moves(before: &Board, after: &Board) -> bool {
    let sorted = |board: &Board| {
        let mut serves = board.serves.clone();
        serves.sort();
        serves
    };
    before.place != after.place || before.kind != after.kind || sorted(before) != sorted(after)
}
