//! From a batch to its sheets, and from an unfinished form to its preview.

use super::form::{Ground, Sketch, Span};
use super::stop::{Batch, Wording};
use crate::codes::PrintedCode;
use crate::error::{Error, Result};
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::form::Fields;
use crate::platform::press::Press;
use crate::platform::words::Lang;
use crate::signs::catalogue::design::{Design, Field};
use crate::signs::print::work::{SignCopy, WorkSign};
use crate::signs::register::entry::{Entry, Nth};

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

/// Hours that name two dates, each date on a line of its own.
fn on_lines(hours: &str) -> String {
    match hours.split_once('–') {
        Some((from, to)) if to.contains('月') => format!("{from}–\n{to}"),
        _ => hours.to_owned(),
    }
}

fn sheet(design: &Design, wording: &Wording, span: Option<Span>, show: Dates) -> WorkSign {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let timed = design.fields.contains(&Field::Time);
    let mut sheet = WorkSign::of(design);
    sheet.time = span
        .filter(|_| timed)
        .map(|span| on_lines(&hours(show, span.from, span.to)));
    sheet.remove_after = span.map(|Span { from, to }| format!("{} 后撤下", show.until(from, to)));
    sheet.product.clone_from(&wording.product);
    sheet.alternative.clone_from(&wording.alternative);
    sheet.alternative_note.clone_from(&wording.alternative_note);
    sheet.apology.clone_from(&wording.apology);
    sheet.ask.clone_from(&wording.ask);
    sheet.phone = some(&wording.phone);
    sheet.issuer = some(&wording.issuer);
    sheet
}

/// The sheets of a batch, one for each copy that is not down; from the batch alone.
pub(super) fn of_batch(
    press: &Press,
    design: &Design,
    batch: &Batch,
    copies: &[Entry],
) -> Result<WorkSign> {
    let show = Dates::new(Lang::Zh, press.zone, batch.created_at);
    let span = Some(Span {
        from: batch.starts_at,
        to: batch.ends_at,
    });
    let mut sheet = sheet(design, &batch.wording, span, show);
    sheet.dated = Some(batch.created_at.date_in(press.zone));
    sheet.watermark = press.demo.then(|| "演示".to_owned());
    sheet.host = format!("{}/q", Press::host_line(&batch.base_url));
    for copy in copies.iter().filter(|copy| !copy.is_down()) {
        let Nth { n, of } = copy.nth();
        let code = PrintedCode::new(&copy.code, &batch.base_url)
            .map_err(|e| Error::internal(format!("drawing a code: {e}")))?;
        sheet.copies.push(SignCopy {
            place: batch.wording.place.clone(),
            floor: batch.label(copy).map(|label| label.zh.clone()),
            n: u32::try_from(n).unwrap_or_default(),
            of: u32::try_from(of).unwrap_or_default(),
            code: Some(code),
        });
    }
    if sheet.copies.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(sheet)
}

/// The first sheet of an unfinished form.
pub(super) struct Sample {
    /// It, without a code.
    pub(super) sheet: WorkSign,
    /// How many there will be.
    pub(super) copies: usize,
}

/// The first sheet of an unfinished form.
pub(super) fn of_form(press: &Press, ground: &Ground<'_>, fields: &Fields) -> Sample {
    let show = Dates::new(Lang::Zh, press.zone, ground.now);
    let Sketch {
        mut wording,
        at,
        span,
    } = ground.sketch(fields);
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
    Sample {
        sheet,
        copies: at.len(),
    }
}

fn drop_unprintable(ground: &Ground<'_>, text: &mut String) {
    let missing = (ground.unprintable)(text);
    text.retain(|c| !missing.contains(&c));
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{NaiveDate, NaiveTime};

    const ZONE: chrono_tz::Tz = chrono_tz::Asia::Shanghai;

    fn at(month: u32, day: u32, hour: u32) -> Moment {
        let on = NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        let time = NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
        Moment::from_local(ZONE, on, time).unwrap()
    }

    #[test]
    fn hours_that_name_two_dates_stand_on_two_lines() {
        let show = Dates::new(Lang::Zh, ZONE, at(11, 24, 9));
        let said = |from, to| on_lines(&hours(show, from, to));
        assert_eq!(
            said(at(11, 30, 13), at(12, 4, 17)),
            "11月30日 13:00–\n12月4日 17:00"
        );
        assert_eq!(said(at(11, 30, 13), at(11, 30, 17)), "11月30日 13:00–17:00");
        assert_eq!(
            said(at(11, 30, 22), at(12, 1, 6)),
            "11月30日 22:00–次日06:00"
        );
        // The midnight that ends it is told alike in the hours and in the foot.
        assert_eq!(said(at(11, 30, 18), at(12, 1, 0)), "11月30日 18:00–24:00");
        assert_eq!(show.until(at(11, 30, 18), at(12, 1, 0)), "11月30日 24:00");
        assert_eq!(
            said(at(11, 29, 8), at(12, 3, 0)),
            "11月29日 08:00–\n12月2日 24:00"
        );
    }
}
