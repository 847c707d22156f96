//! Sheets of signs as the answer to a browser: PDF for the printer, SVG and PNG for whoever puts
//! a sign into another document.

use std::io::{Cursor, Write};

use actix_web::HttpResponse;
use actix_web::http::header;
use zip::write::SimpleFileOptions;

use super::print::{PrintError, SignSheets};
use crate::error::{Error, Refusal, Result};
use crate::platform::press::Press;
use crate::platform::typeset::TypesetError;

crate::text_enum! {
    /// What the browser gets.
    Format {
        /// For the printer.
        Pdf = "pdf",
        /// Lines and areas, for drawing programs.
        Svg = "svg",
        /// Dots, for everything else.
        Png = "png",
    }
}

/// Dots per inch of a PNG: sharp on a screen, good enough on an office printer.
const DPI: f64 = 200.0;
/// Dots of all pictures together; larger sheets, and many, are drawn less finely, for others wait
/// for the press meanwhile.
const MOST_DOTS: f64 = 24_000_000.0;
const MM_PER_INCH: f64 = 25.4;
/// Pictures drawn at once; more would hold the typesetter for long.
const MOST_PICTURES: usize = 24;

/// The sheets; several pictures come in one archive.
pub async fn answer(
    press: &Press,
    name: &str,
    sheets: SignSheets,
    format: Format,
) -> Result<HttpResponse> {
    let count = sheets.sheets();
    if format != Format::Pdf && count > MOST_PICTURES {
        let refusal = Refusal::new("signs-many-pictures");
        return Err(refusal
            .naming("count", count.to_string())
            .naming("most", MOST_PICTURES.to_string())
            .into());
    }
    let pages = press.typesetter.run(move |t| match format {
        Format::Pdf => t.pdf(&sheets).map(|pdf| vec![pdf]),
        Format::Svg => {
            let pages = t.svg(&sheets)?;
            Ok(pages.into_iter().map(String::into_bytes).collect())
        }
        Format::Png => t.png(&sheets, fineness(sheets.area())),
    });
    let pages: Result<Vec<Vec<u8>>, TypesetError> = pages.await;
    let (kind, ending, body) = match (format, one(pages?)) {
        (Format::Pdf, Ok(page)) => ("application/pdf", "pdf", page),
        (Format::Svg, Ok(page)) => ("image/svg+xml; charset=utf-8", "svg", page),
        (Format::Png, Ok(page)) => ("image/png", "png", page),
        (_, Err(pages)) => ("application/zip", "zip", archive(name, format, &pages)?),
    };
    let shown = if ending == "zip" {
        "attachment"
    } else {
        "inline"
    };
    Ok(HttpResponse::Ok()
        .content_type(kind)
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("{shown}; filename=\"{name}.{ending}\""),
        ))
        .body(body))
}

/// What a clerk is told whose words do not fit the sheets she chose.
pub fn refusal(fault: &PrintError) -> Refusal {
    match fault {
        PrintError::Overflow { overflow, .. } => Refusal::new("signs-too-small")
            .naming("text", overflow.text.clone())
            .naming("room", overflow.room.to_string()),
        PrintError::Nothing | PrintError::Signs(_) | PrintError::Impose(_) => {
            Refusal::new("signs-no-sheets")
        }
    }
}

/// Dots per inch at which sheets of so many square millimetres have not too many.
fn fineness(area: f64) -> f64 {
    let inches = area / (MM_PER_INCH * MM_PER_INCH);
    DPI.min((MOST_DOTS / inches.max(1.0)).sqrt())
}

/// The one page there is, or all of several.
fn one(mut pages: Vec<Vec<u8>>) -> Result<Vec<u8>, Vec<Vec<u8>>> {
    match (pages.len(), pages.pop()) {
        (1, Some(page)) => Ok(page),
        (_, last) => {
            pages.extend(last);
            Err(pages)
        }
    }
}

/// Pages in an archive, numbered so that they sort.
fn archive(name: &str, format: Format, pages: &[Vec<u8>]) -> Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (at, page) in (1..).zip(pages) {
        let file = format!("{name}-{at:02}.{format}");
        zip.start_file(file, SimpleFileOptions::default())
            .map_err(Error::internal)?;
        zip.write_all(page).map_err(Error::internal)?;
    }
    let done = zip.finish().map_err(Error::internal)?;
    Ok(done.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_have_no_more_dots_than_they_may_however_large_or_many() {
        let dots = |w: f64, h: f64| {
            let fine = fineness(w * h) / MM_PER_INCH;
            (w * fine) * (h * fine)
        };
        assert!((fineness(210.0 * 297.0) - DPI).abs() < 1e-9);
        assert!((dots(841.0, 1189.0) - MOST_DOTS).abs() < 1.0);
        assert!((dots(24.0 * 210.0, 297.0) - MOST_DOTS).abs() < 1.0);
    }
}
