//! From a batch to its sheets, and from an unfinished form to its preview.

use super::form::Ground;
use super::{Batch, Sign, Wording};
use crate::codes::PrintedCode;
use crate::error::{Error, Result};
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::form::Fields;
use crate::platform::press::Press;
use crate::platform::words::Lang;
use crate::signs::catalogue::design::{Design, Field};
use crate::signs::print::work::{SignCopy, WorkSign};

/// `11月26日 13:00–17:00`; over several days both dates.
pub(in crate::signs) fn hours(show: Dates, from: Moment, to: Moment) -> String {
    let (first, last) = (from.date_in(show.zone), to.date_in(show.zone));
    if to <= from {
        show.date_time(from)
    } else if (last - first).num_days() > 1 {
        show.span(from, to)
    } else {
        match show.lang {
            Lang::Zh => format!("{} {}", show.date(from), show.hours(from, to)),
            Lang::En => format!("{}, {}", show.date(from), show.hours(from, to)),
        }
    }
}

fn sheet(
    design: &Design,
    wording: &Wording,
    span: Option<(Moment, Moment)>,
    show: Dates,
) -> WorkSign {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let timed = design.fields.contains(&Field::Time);
    let mut sheet = WorkSign::of(design);
    sheet.time = span
        .filter(|_| timed)
        .map(|(from, to)| hours(show, from, to));
    sheet.remove_after = span.map(|(_, to)| format!("{} 后撤下", show.date_time(to)));
    sheet.product.clone_from(&wording.product);
    sheet.alternative.clone_from(&wording.alternative);
    sheet.alternative_note.clone_from(&wording.alternative_note);
    sheet.apology.clone_from(&wording.apology);
    sheet.phone = some(&wording.phone);
    sheet.issuer = some(&wording.issuer);
    sheet
}

/// The sheets of a batch, one for each copy that is not down; from the batch alone.
pub(super) fn of_batch(
    press: &Press,
    design: &Design,
    batch: &Batch,
    signs: &[Sign],
) -> Result<WorkSign> {
    let show = Dates::new(Lang::Zh, press.zone, batch.created_at);
    let span = Some((batch.starts_at, batch.ends_at));
    let mut sheet = sheet(design, &batch.wording, span, show);
    sheet.watermark = press.demo.then(|| "演示".to_owned());
    sheet.host = format!("{}/q", Press::host_line(&batch.base_url));
    for sign in signs.iter().filter(|s| s.removed_at.is_none()) {
        let code = PrintedCode::new(&sign.code, &batch.base_url)
            .map_err(|e| Error::internal(format!("drawing a code: {e}")))?;
        sheet.copies.push(SignCopy {
            place: batch.wording.place.clone(),
            floor: batch.label(sign).map(|label| label.zh.clone()),
            n: u32::try_from(sign.copy_no).unwrap_or_default(),
            of: u32::try_from(sign.copies).unwrap_or_default(),
            code: Some(code),
        });
    }
    if sheet.copies.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(sheet)
}

/// The first sheet of an unfinished form, without a code, and how many there will be.
pub(super) fn of_form(press: &Press, ground: &Ground<'_>, fields: &Fields) -> (WorkSign, usize) {
    let show = Dates::new(Lang::Zh, press.zone, ground.now);
    let (mut wording, at, span) = ground.sketch(fields);
    // What is being typed may hold what the fonts lack; the form says so, the preview goes on.
    for text in [&mut wording.apology, &mut wording.phone] {
        drop_unprintable(ground, text);
    }
    let offered = [
        &mut wording.product,
        &mut wording.alternative,
        &mut wording.alternative_note,
    ];
    for text in offered.into_iter().flatten() {
        drop_unprintable(ground, text);
    }
    let mut sheet = sheet(ground.design, &wording, span, show);
    sheet.watermark = Some("样稿".to_owned());
    let base = press.base().unwrap_or_default();
    sheet.host = format!("{}/q", Press::host_line(&base));
    sheet.copies = vec![SignCopy {
        place: match wording.place.as_str() {
            "" => "—".to_owned(),
            place => place.to_owned(),
        },
        floor: wording.copies.first().map(|label| label.zh.clone()),
        n: 1,
        of: u32::try_from(at.len().max(1)).unwrap_or(1),
        code: None,
    }];
    (sheet, at.len())
}

fn drop_unprintable(ground: &Ground<'_>, text: &mut String) {
    let missing = (ground.unprintable)(text);
    text.retain(|c| !missing.contains(&c));
}
