//! One sign, or the whole catalogue, without a database: what the command line prints.

use serde::Serialize;

use crate::codes::PrintedCode;
use crate::codes::code::Code;
use crate::platform::qr::QrError;
use crate::platform::typeset::{Sheet, TypesetError, Typesetter};
use crate::signs::catalogue::contact::ContactSheet;
use crate::signs::catalogue::design::{Catalogue, CatalogueError, Design, Field, Kind, Layout};
use crate::signs::print::PrintError;
use crate::signs::print::work::{Made, SignCopy, WorkSign};

/// One sign to print, as a command line or a form gives it.
#[derive(Debug, Clone, Default)]
pub struct Order {
    /// The design: `i-lift-stop`.
    pub design: String,
    /// Where it hangs: `3号楼2单元 · 2号梯`.
    pub place: String,
    /// The code of this copy; without one the sign is a draft.
    pub code: Option<Code>,
    /// The public base address the QR code opens.
    pub base: String,
    /// The hours of the work.
    pub time: Option<String>,
    /// What to use instead.
    pub alternative: Option<String>,
    /// A word more on it: `老人、推车请呼门岗协助`.
    pub alternative_note: Option<String>,
    /// Whom to ring.
    pub phone: Option<String>,
    /// Who hangs it up: `锦绣花园管理处`.
    pub issuer: Option<String>,
    /// Where this copy hangs: `15层`.
    pub floor: Option<String>,
    /// When it comes down: `11月26日 17:00 后撤下`.
    pub remove_after: Option<String>,
}

/// What to make of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For the printer.
    Pdf,
    /// For the screen.
    Svg,
    /// For a page that shows no SVG.
    Png,
}

/// Dots per inch of a PNG.
const FINENESS: f64 = 110.0;

/// Why there is no sign.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// The catalogue has no such design.
    #[error("there is no sign “{id}” in the catalogue; there are: {known}")]
    Unknown {
        /// What was asked for.
        id: String,
        /// What there is.
        known: String,
    },
    /// The design is not made as a work sign.
    #[error("“{id}” is not made as a work sign; of those there are: {known}")]
    NoWorkSign {
        /// What was asked for.
        id: String,
        /// What there is.
        known: String,
    },
    /// The catalogue itself has a fault.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// The address fits no QR code.
    #[error(transparent)]
    Qr(#[from] QrError),
    /// Its words do not fit its paper.
    #[error(transparent)]
    Print(#[from] PrintError),
    /// Typesetting failed.
    #[error(transparent)]
    Typeset(#[from] TypesetError),
}

/// One line of the list of designs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DesignSummary {
    /// `i-lift-stop`.
    pub id: String,
    /// What kind of sign it is.
    pub kind: Kind,
    /// Its words.
    pub zh: String,
    /// Its words in English.
    pub en: String,
    /// Where it hangs.
    pub where_used: Vec<String>,
    /// What an order should say.
    pub fields: Vec<Field>,
    /// What it can be printed as.
    pub layouts: Vec<Layout>,
}

/// Every design there is.
pub fn list() -> Result<Vec<DesignSummary>, CatalogueError> {
    let catalogue = Catalogue::get()?;
    Ok(catalogue.designs().iter().map(summary).collect())
}

fn summary(design: &Design) -> DesignSummary {
    DesignSummary {
        id: design.id.clone(),
        kind: design.kind,
        zh: design.zh.join(" "),
        en: design.en.clone(),
        where_used: design.where_used.clone(),
        fields: design.fields.clone(),
        layouts: design.layouts.clone(),
    }
}

/// One sign, without a database.
pub fn render(
    typesetter: &Typesetter,
    order: &Order,
    format: Format,
) -> Result<Vec<u8>, SignError> {
    let sheets = work_sign(order)?.job(Made::A4).lay_out(typesetter)?;
    Ok(write(typesetter, &sheets, format)?)
}

/// The whole catalogue on one page.
pub fn contact_sheet(typesetter: &Typesetter, format: Format) -> Result<Vec<u8>, SignError> {
    let sheet = ContactSheet::of(Catalogue::get()?);
    Ok(write(typesetter, &sheet, format)?)
}

/// A sheet as the bytes of a file; a PNG shows its first page.
pub fn write<S: Sheet>(
    typesetter: &Typesetter,
    sheet: &S,
    format: Format,
) -> Result<Vec<u8>, TypesetError> {
    match format {
        Format::Pdf => typesetter.pdf(sheet),
        Format::Svg => Ok(typesetter.svg(sheet)?.concat().into_bytes()),
        Format::Png => {
            let pages = typesetter.png(sheet, FINENESS)?;
            Ok(pages.into_iter().next().unwrap_or_default())
        }
    }
}

/// The design of a work sign.
fn wanted<'c>(catalogue: &'c Catalogue, id: &str) -> Result<&'c Design, SignError> {
    let names = |designs: &mut dyn Iterator<Item = &Design>| {
        let ids: Vec<&str> = designs.map(|d| d.id.as_str()).collect();
        ids.join(", ")
    };
    let design = catalogue.find(id).ok_or_else(|| SignError::Unknown {
        id: id.to_owned(),
        known: names(&mut catalogue.designs().iter()),
    })?;
    if design.can_be(Layout::Work) {
        Ok(design)
    } else {
        Err(SignError::NoWorkSign {
            id: id.to_owned(),
            known: names(&mut catalogue.made_as(Layout::Work)),
        })
    }
}

fn work_sign(order: &Order) -> Result<WorkSign, SignError> {
    let catalogue = Catalogue::get()?;
    let design = wanted(catalogue, &order.design)?;
    let code = order
        .code
        .as_ref()
        .map(|code| PrintedCode::new(code, &order.base))
        .transpose()?;
    let mut sign = WorkSign::of(design);
    if code.is_none() {
        sign.watermark = Some("样稿".to_owned());
    }
    sign.time.clone_from(&order.time);
    sign.alternative.clone_from(&order.alternative);
    sign.alternative_note.clone_from(&order.alternative_note);
    sign.phone.clone_from(&order.phone);
    sign.issuer.clone_from(&order.issuer);
    sign.remove_after.clone_from(&order.remove_after);
    sign.host = typing_address(&order.base);
    sign.copies = vec![SignCopy {
        place: order.place.clone(),
        floor: order.floor.clone(),
        n: 1,
        of: 1,
        code,
    }];
    Ok(sign)
}

/// Where people type a code: the base address without its scheme, and `/q`.
pub fn typing_address(base: &str) -> String {
    let host = base.split_once("://").map_or(base, |(_, host)| host);
    format!("{}/q", host.trim_end_matches('/'))
}
