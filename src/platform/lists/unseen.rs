//! The rows and columns of a sheet that nobody sees: filtered out, folded or hidden. The reader of
//! workbooks does not tell them.

use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read};
use std::ops::RangeInclusive;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What is not seen of a sheet; rows and columns counted from 0.
#[derive(Debug, Default)]
pub(super) struct Unseen {
    /// The rows.
    pub(super) rows: HashSet<u32>,
    columns: Vec<RangeInclusive<u32>>,
}

impl Unseen {
    /// Whether a column is not seen.
    pub(super) fn hides_column(&self, column: u32) -> bool {
        self.columns.iter().any(|range| range.contains(&column))
    }
}

/// What is not seen of the sheet of this name; nothing where the archive is no workbook.
pub(super) fn of(bytes: &[u8], sheet: &str) -> Option<Unseen> {
    let mut archive = Archive::of(bytes)?;
    let package = archive.elements("_rels/.rels", "Relationship")?;
    let is_book = |e: &&Element| e.get("Type").ends_with("/relationships/officeDocument");
    let book = package.iter().find(is_book)?.get("Target");
    let book = book.trim_start_matches('/').to_owned();
    let (folder, name) = book.rsplit_once('/').unwrap_or(("", &book));
    let sheets = archive.elements(&book, "sheet")?;
    let id = sheets.iter().find(|e| e.get("name") == sheet)?.get("id");
    let relations = archive.elements(&format!("{folder}/_rels/{name}.rels"), "Relationship")?;
    let target = relations.iter().find(|e| e.get("Id") == id)?.get("Target");
    let part = match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("{folder}/{target}"),
    };
    archive.unseen(part.trim_start_matches('/'))
}

/// The attributes of an element, by their names without prefix.
struct Element(HashMap<String, String>);

impl Element {
    fn of(start: &BytesStart<'_>) -> Option<Self> {
        let mut all = HashMap::new();
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.ok()?;
            let value = quick_xml::escape::unescape(&attribute.value).ok()?;
            let name = attribute.key.local_name();
            all.insert(AsRef::<str>::as_ref(&name).to_owned(), value.into_owned());
        }
        Some(Self(all))
    }

    fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    fn number(&self, name: &str) -> Option<u32> {
        self.get(name).parse().ok()
    }

    /// Whether it says that it is hidden, or has no size.
    fn is_unseen(&self, size: &str) -> bool {
        let nothing = self.get(size).parse().is_ok_and(|size: f64| size == 0.0);
        matches!(self.get("hidden"), "1" | "true") || nothing
    }
}

struct Archive<'a> {
    zip: zip::ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Archive<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let zip = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
        Some(Self { zip })
    }

    /// The text of a part; names are told apart by their letters alone, not by their case.
    fn text(&mut self, part: &str) -> Option<String> {
        let same = |name: &str| name.replace('\\', "/").eq_ignore_ascii_case(part);
        let is = |at: &usize| {
            let name = self
                .zip
                .name_for_index(*at)
                .and_then(std::result::Result::ok);
            name.is_some_and(|name| same(&name))
        };
        let at = (0..self.zip.len()).find(is)?;
        let mut text = Vec::new();
        self.zip.by_index(at).ok()?.read_to_end(&mut text).ok()?;
        String::from_utf8(text).ok()
    }

    /// Every element of this name in a part.
    fn elements(&mut self, part: &str, name: &str) -> Option<Vec<Element>> {
        let text = self.text(part.trim_start_matches('/'))?;
        let mut all = Vec::new();
        each(&text, |e| {
            if AsRef::<str>::as_ref(&e.local_name()) == name {
                all.push(Element::of(e)?);
            }
            Some(())
        })?;
        Some(all)
    }

    fn unseen(&mut self, part: &str) -> Option<Unseen> {
        let text = self.text(part)?;
        let (mut unseen, mut next) = (Unseen::default(), 0);
        each(&text, |e| match AsRef::<str>::as_ref(&e.local_name()) {
            "row" => {
                let row = Element::of(e)?;
                let at = row.number("r").map_or(next, |r| r.saturating_sub(1));
                next = at + 1;
                unseen.rows.extend(row.is_unseen("ht").then_some(at));
                Some(())
            }
            "col" => {
                let column = Element::of(e)?;
                let (from, to) = (column.number("min")?, column.number("max")?);
                let range = from.saturating_sub(1)..=to.saturating_sub(1);
                unseen
                    .columns
                    .extend(column.is_unseen("width").then_some(range));
                Some(())
            }
            _ => Some(()),
        })?;
        Some(unseen)
    }
}

/// Goes through the elements of a text; stops where it is no XML.
fn each(text: &str, mut see: impl FnMut(&BytesStart<'_>) -> Option<()>) -> Option<()> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event().ok()? {
            Event::Start(e) | Event::Empty(e) => see(&e)?,
            Event::Eof => return Some(()),
            Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
}
