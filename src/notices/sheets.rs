//! From an approved text to its sheets, and from a draft to its preview.

use super::lifecycle::Stage;
use super::postings::Posting;
use super::room::{Follows, Paper};
use super::said::{Hang, Said};
use super::sheet::{NoticeSheet, PrintedCode, SheetCopy};
use super::store::revisions::Revision;
use crate::error::{Error, Result};
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::press::Press;
use crate::platform::words::Lang;

/// What stands across a sheet that is not the real thing, or is not it any more.
fn watermark(press: &Press, stage: Stage) -> Option<String> {
    let over = match stage {
        Stage::Superseded => Some("已替代"),
        Stage::Cancelled => Some("已取消"),
        Stage::Expired => Some("已过期"),
        Stage::Draft | Stage::InReview | Stage::Scheduled | Stage::Published => None,
    };
    let demo = press.demo.then_some("演示");
    let words: Vec<&str> = demo.into_iter().chain(over).collect();
    (!words.is_empty()).then(|| words.join("·"))
}

fn sheet(said: &Said, number: &str, issued_on: String, host: &str) -> NoticeSheet {
    let letterhead = &said.letterhead;
    NoticeSheet {
        community: letterhead.community.clone(),
        number: number.to_owned(),
        watermark: None,
        title: said.title.clone(),
        tone: said.tone,
        icon: said.icon,
        shape: said.shape,
        parts: said.parts.clone(),
        greeting: Some(letterhead.greeting.clone()).filter(|g| !g.is_empty()),
        closing: Some(letterhead.closing.clone()).filter(|c| !c.is_empty()),
        relation: None,
        issuer: letterhead.issuer.clone(),
        issued_on,
        phone_label: "24小时电话".to_owned(),
        phone: letterhead.phone.clone(),
        scan_line: "扫码看最新情况、报修投诉".to_owned(),
        host: format!("{host}/q"),
        dated: None,
        copies: Vec::new(),
    }
}

/// The two times in a sheet's foot.
struct Foot {
    post_by: String,
    remove_after: String,
}

impl Foot {
    /// What has no rule is to be hung as soon as it is printed.
    fn of(show: Dates, said: &Said, post_by: Moment, remove_after: Moment) -> Self {
        let last_day = remove_after - chrono::Duration::seconds(1);
        Self {
            post_by: match said.clocks.hang {
                Hang::AtOnce => "收到后立即张贴".to_owned(),
                Hang::By => format!("{} 前张贴", show.by(post_by)),
            },
            remove_after: format!("{}后撤下", show.date(last_day)),
        }
    }
}

/// The notice that a sheet follows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Before<'a> {
    /// Its number.
    pub(super) number: &'a str,
    /// What becomes of it.
    pub(super) follows: Follows,
}

impl Before<'_> {
    /// How the sheet says it.
    fn relation(self) -> String {
        match self.follows {
            Follows::CallsOff => format!("{}通知取消", self.number),
            Follows::TakesPlace => format!("本通知替代{}", self.number),
        }
    }
}

/// The sheets of a revision, one for each posting; from the revision alone, with a stamp where
/// it holds no more at the notice's stage.
pub(super) fn of_revision(
    press: &Press,
    revision: &Revision,
    postings: &[Posting],
    before: Option<Before<'_>>,
    stage: Stage,
) -> Result<NoticeSheet> {
    let show = Dates::new(Lang::Zh, press.zone, revision.approved_at);
    let host = Press::host_line(&revision.base_url);
    let said = &revision.said;
    let foot = Foot::of(show, said, revision.post_by, revision.remove_after);
    let mut sheet = sheet(
        said,
        &revision.number,
        show.full_date(revision.approved_at),
        host,
    );
    sheet.dated = Some(revision.approved_at.date_in(press.zone));
    sheet.watermark = watermark(press, stage);
    sheet.relation = before.map(Before::relation);
    for posting in postings {
        let name = said
            .boards
            .iter()
            .find(|b| b.id == posting.board)
            .map(|b| b.name.clone());
        let code = PrintedCode::new(&posting.code, &revision.base_url)
            .map_err(|e| Error::internal(format!("drawing a code: {e}")))?;
        sheet.copies.push(SheetCopy {
            place: name.unwrap_or_default(),
            n: u32::try_from(posting.copy_no).unwrap_or_default(),
            of: u32::try_from(posting.copies).unwrap_or_default(),
            code: Some(code),
            post_by: foot.post_by.clone(),
            remove_after: foot.remove_after.clone(),
        });
    }
    Ok(sheet)
}

/// A draft as it would look: no number, no code, marked as a sample.
pub(super) fn of_draft(
    press: &Press,
    preview: &Paper,
    before: Option<Before<'_>>,
    now: Moment,
) -> NoticeSheet {
    let show = Dates::new(Lang::Zh, press.zone, now);
    let host = press.base().unwrap_or_default();
    let said = &preview.said;
    let mut sheet = sheet(said, "待编号", show.full_date(now), Press::host_line(&host));
    sheet.dated = Some(now.date_in(press.zone));
    sheet.watermark = Some("样稿".to_owned());
    sheet.relation = before.map(Before::relation);
    let foot = Foot::of(show, said, preview.post_by, preview.remove_after);
    let of = u32::try_from(said.boards.len()).unwrap_or_default();
    if let Some(first) = said.boards.first() {
        sheet.copies.push(SheetCopy {
            place: first.name.clone(),
            n: 1,
            of,
            code: None,
            post_by: foot.post_by,
            remove_after: foot.remove_after,
        });
    }
    sheet
}
