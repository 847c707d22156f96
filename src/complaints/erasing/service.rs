//! What is deleted, and what stays.

use crate::complaints::case::{Case, CaseId};
use crate::complaints::contact::{Contact, ContactId, Reach};
use crate::complaints::store::{cases, contacts, photos, steps};
use crate::complaints::story::{self, About, Act, BETWEEN};
use crate::complaints::{keeping, mails};
use crate::error::{Error, Refusal, Result};
use crate::people::permission::TakeComplaints;
use crate::people::{Allowed, Scope};
use crate::platform::db::{Conn, Tx};
use crate::platform::photos::PhotoId;
use crate::platform::seen::Seen;

/// A contact within reach, with its case.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) contact: Contact,
    pub(super) case: Case,
}

impl Told {
    pub(super) fn read(conn: &mut Conn, scope: &Scope, id: &ContactId) -> Result<Self> {
        let contact = contacts::find(conn, scope, id)?.ok_or(Error::NotFound)?;
        let case = contact.case_id.clone().ok_or(Error::NotFound)?;
        Ok(Self {
            case: cases::load(conn, scope, &case)?,
            contact,
        })
    }
}

/// What stays of the words, and how the person asked.
#[derive(Debug)]
pub(super) struct Erasure {
    pub(super) content: String,
    pub(super) place_text: String,
    pub(super) reason: String,
}

impl Erasure {
    /// Words are left out, and none are put into somebody's mouth.
    fn check(&self, contact: &Contact) -> Result<(), Refusal> {
        let adds = |field| Err(Refusal::of_field(field, "complaints-erase-adds"));
        if !only_leaves_out(&contact.content, &self.content) {
            return adds("what");
        }
        if !only_leaves_out(&contact.place_text, &self.place_text) {
            return adds("where");
        }
        Ok(())
    }
}

/// What was deleted: the pictures are to leave the shelf.
#[derive(Debug)]
pub(super) struct Erased {
    pub(super) case: CaseId,
    pub(super) photos: Vec<PhotoId>,
}

/// Deletes what is personal in a contact; `Conflict` when its case changed since the form was shown.
/// What the story told of it before goes too, the remarks, which may name her, and what the office's
/// mail says.
pub(super) fn erase(
    tx: &mut Tx<'_>,
    by: &Allowed<TakeComplaints>,
    id: &ContactId,
    shown: Seen,
    erasure: &Erasure,
) -> Result<Erased> {
    let Told { contact, case } = Told::read(tx, by.scope(), id)?;
    if !shown.is(case.version) {
        return Err(Error::Conflict);
    }
    erasure.check(&contact)?;
    cases::save(tx, &case)?;
    let of = contact.belonging();
    let photos = photos::of_contact(tx, id)?;
    photos::forget(tx, id)?;
    keeping::end_reach(tx, &of, Reach::Withdrawn)?;
    let content = with_gaps(&contact.content, &erasure.content);
    let place_text = with_gaps(&contact.place_text, &erasure.place_text);
    contacts::strike(tx, id, &content, &place_text)?;
    steps::forget(tx, id, &[Act::Corrected])?;
    for story in stories(tx, &contact, &case)? {
        steps::forget_of_case(tx, &story, &[Act::Noted, Act::PhotoRemoved])?;
        forget_why_it_went_on(tx, &story)?;
        mails::forget(tx, id, &story)?;
    }
    let about = About::contact(&of).saying(&erasure.reason);
    story::tell(tx, Act::Erased, about)?;
    Ok(Erased {
        case: case.id,
        photos,
    })
}

/// The cases whose stories may name her: the one that it stands in, and the one that it came with.
fn stories(conn: &mut Conn, contact: &Contact, case: &Case) -> Result<Vec<CaseId>> {
    let mut all = vec![case.id.clone()];
    match cases::numbered(conn, &contact.office_id, &contact.number) {
        Ok(own) if own.id != case.id => all.push(own.id),
        // It came with this one, or with one that went to another office without it.
        Ok(_) | Err(Error::NotFound) => {}
        Err(other) => return Err(other),
    }
    Ok(all)
}

/// Why a case went to another office may name her; from where to where stays.
fn forget_why_it_went_on(tx: &mut Tx<'_>, case: &CaseId) -> Result<()> {
    let all = steps::of_case(tx, case)?;
    for step in all.iter().filter(|step| step.act == Act::Moved) {
        let way = step.detail.split(BETWEEN).next().unwrap_or_default();
        steps::say(tx, &step.id, way)?;
    }
    Ok(())
}

/// Whether a text says nothing that another did not say, in its order: parts of it are left out, or
/// covered with stars.
fn only_leaves_out(old: &str, new: &str) -> bool {
    let mut rest = old.chars();
    let mut said = new.chars().filter(|c| !is_cover(*c));
    said.all(|c| rest.any(|one| one == c))
}

/// Stands where something was left out that no star covers.
const GAP: char = '▇';

/// Whether it stands for what was left out, or is nothing to leave out.
fn is_cover(c: char) -> bool {
    matches!(c, '*' | '＊' | GAP) || c.is_whitespace()
}

/// What is left of a text, with a mark wherever something is gone: a single word left out may turn
/// its sense.
fn with_gaps(old: &str, left: &str) -> String {
    let mut rest = old.chars();
    let (mut text, mut is_covered) = (String::new(), false);
    for c in left.chars() {
        if is_cover(c) {
            is_covered |= !c.is_whitespace();
        } else {
            let gone = rest.by_ref().take_while(|one| *one != c);
            let is_gone = gone.filter(|one| !one.is_whitespace()).count() > 0;
            if is_gone && !is_covered {
                text.push(GAP);
            }
            is_covered = false;
        }
        text.push(c);
    }
    if rest.any(|one| !one.is_whitespace()) && !is_covered {
        text.push(GAP);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_out_is_seen_and_seen_once() {
        for (old, left, shown) in [
            ("物业不管", "物业管", "物业▇管"),
            ("物业▇管", "物业管", "物业▇管"),
            ("物业▇管", "物业▇管", "物业▇管"),
            ("刘女士家漏水", "***家漏水", "***家漏水"),
            ("漏水，刘女士", "漏水", "漏水▇"),
            ("请打 138 0000 找我", "请打 * 找我", "请打 * 找我"),
            ("1号楼 2单元", "1号楼2单元", "1号楼2单元"),
            ("1号楼", "", "▇"),
            ("", "", ""),
        ] {
            assert_eq!(with_gaps(old, left), shown, "{left}");
        }
    }

    #[test]
    fn words_are_left_out_or_covered_and_never_added_or_turned_round() {
        let old = "我是3号楼的刘女士，请打 138 0000 2217";
        for new in ["", "***", old, "我是3号楼的***，请打 ***", "3号楼 ＊＊"] {
            assert!(only_leaves_out(old, new), "{new}");
        }
        for new in [
            "我是4号楼的刘女士",
            "刘女士的3号楼",
            "我是3号楼的某女士",
            "2217 138",
        ] {
            assert!(!only_leaves_out(old, new), "{new}");
        }
    }
}
