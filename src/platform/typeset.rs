//! Paper from data: a [`Sheet`] goes in, a PDF or a preview comes out.
//!
//! A sheet is a template and a value. The value reaches the template as data and is never read
//! as markup, so nothing a clerk or a resident typed can run. The PDF is PDF/A-2a and PDF/UA-1,
//! which names a missing character instead of printing a box, and the same value always gives
//! the same bytes.

mod fonts;
mod scaling;
mod shaped;
mod world;

pub use fonts::FontsMissing;
pub use shaped::Setting;

use crate::platform::typeset::fonts::Faces;
use crate::platform::typeset::world::{House, SheetWorld};
use chrono::NaiveDate;
use prometheus::{HistogramTimer, HistogramVec};
use serde_json::Value;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::Semaphore;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::Smart;
use typst::utils::Scalar;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_render::RenderOptions;
use typst_svg::SvgOptions;

/// How much is typeset at once, and how long a caller waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Sheets typeset at the same time.
    pub places: usize,
    /// How long a caller waits for a place and its sheet.
    pub patience: Duration,
}

impl Default for Room {
    /// Two places and twenty seconds: the web server keeps its own threads.
    fn default() -> Self {
        Self {
            places: 2,
            patience: Duration::from_secs(20),
        }
    }
}

/// A kind of paper: the value to print and the template that lays it out.
pub trait Sheet: serde::Serialize {
    /// Path of the template, as `print/letter.typ`.
    const TEMPLATE: &'static str;
    /// The most data it may need, in bytes; a document with more would block a place for seconds.
    const MOST_DATA: usize = 2 * 1024 * 1024;

    /// The title of the document, read aloud by screen readers.
    fn title(&self) -> String;

    /// The day of what it says, which a reprint keeps: of a revision, of a run. Nothing where it
    /// has no day but that of its making.
    fn day(&self) -> Option<NaiveDate> {
        None
    }
}

/// Why there is no paper.
#[derive(Debug, thiserror::Error)]
pub enum TypesetError {
    /// Too many sheets are wanted at once; the caller may come back.
    #[error("the printer is busy")]
    Busy,
    /// More data than a sheet may hold.
    #[error("too much text for one document")]
    TooLarge,
    /// Characters the faces lack, each with its number.
    #[error("the print fonts lack {0}")]
    MissingCharacter(String),
    /// The template or the data has a fault; a bug of ours.
    #[error("the sheet cannot be typeset: {0}")]
    Template(String),
}

/// Typesets sheets. Cheap to clone; clones share faces and places.
#[derive(Debug, Clone)]
pub struct Typesetter {
    house: Arc<House>,
    places: Arc<Semaphore>,
    patience: Duration,
    times: Option<HistogramVec>,
    today: Option<NaiveDate>,
}

/// The faces of this machine with the templates, read once: they are the same for everybody who sets.
static OF_MACHINE: OnceLock<Arc<House>> = OnceLock::new();

fn house(faces: Option<&Path>) -> Result<Arc<House>, FontsMissing> {
    if let (None, Some(house)) = (faces, OF_MACHINE.get()) {
        return Ok(Arc::clone(house));
    }
    let house = Arc::new(House::new(Faces::find(faces)?));
    Ok(match faces {
        None => Arc::clone(OF_MACHINE.get_or_init(|| house)),
        Some(_) => house,
    })
}

impl Typesetter {
    /// Finds the faces on this machine, or in a file or folder of them, and reads the templates.
    pub fn new(faces: Option<&Path>) -> Result<Self, FontsMissing> {
        let Room { places, patience } = Room::default();
        Ok(Self {
            house: house(faces)?,
            places: Arc::new(Semaphore::new(places)),
            patience,
            times: None,
            today: None,
        })
    }

    /// The same faces and templates with places and patience of their own.
    #[must_use]
    pub fn with(&self, room: Room) -> Self {
        Self {
            house: Arc::clone(&self.house),
            places: Arc::new(Semaphore::new(room.places)),
            patience: room.patience,
            times: self.times.clone(),
            today: self.today,
        }
    }

    /// The same, making on a day whatever has no day of its own.
    #[must_use]
    pub fn on(mut self, today: NaiveDate) -> Self {
        self.today = Some(today);
        self
    }

    /// The same, counting how long sheets take by what is made of them.
    #[must_use]
    pub fn timed_by(mut self, times: HistogramVec) -> Self {
        self.times = Some(times);
        self
    }

    fn timer(&self, form: &str) -> Option<HistogramTimer> {
        let times = self.times.as_ref()?;
        Some(times.with_label_values(&[form]).start_timer())
    }

    /// The family that prints, for the log and the doctor.
    pub fn family(&self) -> &str {
        &self.house.faces.family
    }

    /// The sheet as an archivable, accessible PDF that is printed as large as it is.
    pub fn pdf<S: Sheet>(&self, sheet: &S) -> Result<Vec<u8>, TypesetError> {
        let _timer = self.timer("pdf");
        let document = self.document(sheet)?;
        let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .map_err(|refused| TypesetError::Template(refused.message().to_string()))?;
        let options = PdfOptions {
            ident: Smart::Custom(S::TEMPLATE.to_owned()),
            creator: Smart::Custom(Some("Gaoshi".to_owned())),
            standards,
            ..PdfOptions::default()
        };
        let pdf = typst_pdf::pdf(&document, &options).map_err(|faults| explain(&faults));
        comemo::evict(1);
        let unscaled = scaling::unscaled(&pdf?);
        unscaled.ok_or_else(|| TypesetError::Template("a PDF of an unknown make".to_owned()))
    }

    /// The sheet as one SVG image a page, for the screen.
    pub fn svg<S: Sheet>(&self, sheet: &S) -> Result<Vec<String>, TypesetError> {
        let _timer = self.timer("svg");
        let document = self.document(sheet)?;
        let options = SvgOptions::default();
        let pages = document
            .pages()
            .iter()
            .map(|page| typst_svg::svg(page, &options))
            .collect();
        comemo::evict(1);
        Ok(pages)
    }

    /// The sheet as one PNG image a page, at a number of dots per inch.
    pub fn png<S: Sheet>(&self, sheet: &S, dpi: f64) -> Result<Vec<Vec<u8>>, TypesetError> {
        let _timer = self.timer("png");
        let document = self.document(sheet)?;
        let options = RenderOptions {
            pixel_per_pt: Scalar::new(dpi / 72.0),
            ..RenderOptions::default()
        };
        let encoded = |page| typst_render::render(page, &options).encode_png();
        let pages: Result<Vec<_>, _> = document.pages().iter().map(encoded).collect();
        comemo::evict(1);
        pages.map_err(|fault| TypesetError::Template(fault.to_string()))
    }

    /// How many pages the sheet takes.
    pub fn page_count<S: Sheet>(&self, sheet: &S) -> Result<usize, TypesetError> {
        let pages = self.document(sheet)?.pages().len();
        comemo::evict(1);
        Ok(pages)
    }

    /// The characters of a text that cannot be printed, each once, in the order they appear.
    pub fn missing_characters(&self, text: &str) -> Vec<char> {
        let mut missing = Vec::new();
        for c in text.chars().filter(|c| !self.house.faces.cover(*c)) {
            if !missing.contains(&c) {
                missing.push(c);
            }
        }
        missing
    }

    /// How wide a text is at size 1, shaped as it is on paper. Where points of Chinese meet, paper
    /// sets them closer.
    pub fn width_em(&self, text: &str, setting: Setting) -> f64 {
        self.house.faces.rulers.width(text, setting)
    }

    /// Does the work beside the web server's threads, as many at a time as there are places.
    ///
    /// Typesetting cannot be stopped: work that outlasts the caller's patience keeps its place
    /// until it is done, so that impatient callers cannot pile up work.
    pub async fn run<T, F>(&self, work: F) -> Result<T, TypesetError>
    where
        T: Send + 'static,
        F: FnOnce(&Self) -> Result<T, TypesetError> + Send + 'static,
    {
        let (here, patience) = (self.clone(), self.patience);
        let waiting = async move {
            let place = Arc::clone(&here.places).acquire_owned().await;
            let done = tokio::task::spawn_blocking(move || {
                let answer = work(&here);
                drop(place);
                answer
            });
            done.await
                .unwrap_or_else(|stopped| Err(TypesetError::Template(stopped.to_string())))
        };
        tokio::time::timeout(patience, waiting)
            .await
            .unwrap_or(Err(TypesetError::Busy))
    }

    fn document<S: Sheet>(&self, sheet: &S) -> Result<PagedDocument, TypesetError> {
        let world = SheetWorld::new(&self.house, S::TEMPLATE, self.data(sheet)?)
            .ok_or_else(|| TypesetError::Template(format!("{} is missing", S::TEMPLATE)))?;
        let Warned { output, warnings } = typst::compile::<PagedDocument>(&world);
        let document = output.map_err(|faults| explain(&faults))?;
        if warnings.is_empty() {
            Ok(document)
        } else {
            Err(explain(&warnings))
        }
    }

    /// What the template reads: the document's title and the sheet's own fields.
    fn data<S: Sheet>(&self, sheet: &S) -> Result<Vec<u8>, TypesetError> {
        let sheet_value = serde_json::to_value(sheet).map_err(|fault| unreadable(&fault))?;
        let day = sheet.day().or(self.today);
        let value = serde_json::json!({
            "document_title": sheet.title(),
            "document_day": day.map(|day| day.format("%Y-%m-%d").to_string()),
            "sheet": sheet_value,
        });
        let data = serde_json::to_vec(&value).map_err(|fault| unreadable(&fault))?;
        if data.len() > S::MOST_DATA {
            return Err(TypesetError::TooLarge);
        }
        let mut text = String::new();
        collect_text(&value, &mut text);
        match self.missing_characters(&text).as_slice() {
            [] => Ok(data),
            missing => Err(TypesetError::MissingCharacter(name_all(missing))),
        }
    }
}

fn collect_text(value: &Value, text: &mut String) {
    match value {
        Value::String(string) => text.push_str(string),
        Value::Array(values) => values.iter().for_each(|value| collect_text(value, text)),
        Value::Object(fields) => fields.values().for_each(|value| collect_text(value, text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn name_all(characters: &[char]) -> String {
    let names: Vec<String> = characters.iter().map(|c| name(*c)).collect();
    names.join(", ")
}

fn name(c: char) -> String {
    let number = u32::from(c);
    if c.is_control() {
        format!("U+{number:04X}")
    } else {
        format!("{c} (U+{number:04X})")
    }
}

fn unreadable(fault: &serde_json::Error) -> TypesetError {
    TypesetError::Template(fault.to_string())
}

/// The faults of a template, each with its file.
fn explain(faults: &[SourceDiagnostic]) -> TypesetError {
    let lines: Vec<String> = faults.iter().map(explain_one).collect();
    TypesetError::Template(lines.join("; "))
}

fn explain_one(fault: &SourceDiagnostic) -> String {
    match fault.span.id() {
        Some(file) => format!(
            "{}: {}",
            file.get().vpath().get_without_slash(),
            fault.message
        ),
        None => fault.message.to_string(),
    }
}

impl From<TypesetError> for crate::error::Error {
    fn from(e: TypesetError) -> Self {
        match e {
            TypesetError::Busy => Self::unavailable("the typesetter is busy"),
            TypesetError::TooLarge => Self::BadRequest("platform-too-large"),
            TypesetError::MissingCharacter(missing) => {
                crate::error::Refusal::new("press-missing-character")
                    .naming("missing", missing)
                    .into()
            }
            TypesetError::Template(why) => Self::internal(format!("typesetting: {why}")),
        }
    }
}

#[cfg(test)]
mod tests;
