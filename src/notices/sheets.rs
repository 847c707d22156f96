//! From an approved text to its sheets, and from a draft to its preview.

use super::outages::announce::Preview;
use super::postings::Posting;
use super::said::{Hang, Said};
use super::sheet::{NoticeSheet, PrintedCode, SheetCopy};
use super::store::revisions::Revision;
use crate::error::{Error, Result};
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::press::Press;
use crate::platform::words::Lang;

/// What stands across a sheet that is not the real thing.
fn watermark(press: &Press) -> Option<String> {
    press.demo.then(|| "演示".to_owned())
}

fn sheet(said: &Said, number: &str, issued: (Moment, Dates), host: &str) -> NoticeSheet {
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
        issued_on: issued.1.full_date(issued.0),
        phone_label: "24小时电话".to_owned(),
        phone: letterhead.phone.clone(),
        scan_line: "扫码看最新情况、报修投诉".to_owned(),
        host: format!("{host}/q"),
        copies: Vec::new(),
    }
}

/// The foot's two times. What has no rule is to be hung as soon as it is printed.
fn foot(show: Dates, said: &Said, (post_by, remove_after): (Moment, Moment)) -> (String, String) {
    let post_by = match said.clocks.hang {
        Hang::AtOnce => "收到后立即张贴".to_owned(),
        Hang::By => format!("{} 前张贴", show.date_time(post_by)),
    };
    let last_day = remove_after - chrono::Duration::seconds(1);
    (post_by, format!("{}后撤下", show.date(last_day)))
}

/// The sheets of a revision, one for each posting; from the revision alone.
pub(super) fn of_revision(
    press: &Press,
    revision: &Revision,
    postings: &[Posting],
    replaced: Option<(&str, bool)>,
) -> Result<NoticeSheet> {
    let show = Dates::new(Lang::Zh, press.zone, revision.approved_at);
    let host = Press::host_line(&revision.base_url);
    let said = &revision.said;
    let (post_by, remove_after) = foot(show, said, (revision.post_by, revision.remove_after));
    let mut sheet = sheet(said, &revision.number, (revision.approved_at, show), host);
    sheet.watermark = watermark(press);
    sheet.relation = replaced.map(|(number, cancels)| {
        if cancels {
            format!("{number}通知取消")
        } else {
            format!("本通知替代{number}")
        }
    });
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
            post_by: post_by.clone(),
            remove_after: remove_after.clone(),
        });
    }
    Ok(sheet)
}

/// A draft as it would look: no number, no code, marked as a sample.
pub(super) fn of_draft(press: &Press, preview: &Preview, now: Moment) -> NoticeSheet {
    let show = Dates::new(Lang::Zh, press.zone, now);
    let host = press.base().unwrap_or_default();
    let said = &preview.said;
    let mut sheet = sheet(said, "待编号", (now, show), Press::host_line(&host));
    sheet.watermark = Some("样稿".to_owned());
    let (post_by, remove_after) = foot(show, said, (preview.post_by, preview.remove_after));
    let of = u32::try_from(said.boards.len()).unwrap_or_default();
    if let Some(first) = said.boards.first() {
        sheet.copies.push(SheetCopy {
            place: first.name.clone(),
            n: 1,
            of,
            code: None,
            post_by,
            remove_after,
        });
    }
    sheet
}
