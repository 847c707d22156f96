//! What a template can see: the templates, the drawings and the data of its sheet. Nothing else.

use super::fonts::Faces;
use rust_embed::RustEmbed;
use std::collections::HashMap;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

#[derive(RustEmbed)]
#[folder = "templates/print"]
struct Print;

#[derive(RustEmbed)]
#[folder = "signs"]
struct Signs;

/// The one file that changes from sheet to sheet. File ids are never given back, so every sheet
/// reads its data under this one.
static DATA: LazyLock<Option<FileId>> = LazyLock::new(|| file_id("data.json"));

/// What all sheets share.
#[derive(Debug)]
pub(super) struct House {
    pub(super) faces: Faces,
    library: LazyHash<Library>,
    files: HashMap<FileId, Bytes>,
    /// The templates among the files, parsed once.
    sources: HashMap<FileId, Source>,
}

impl House {
    pub(super) fn new(faces: Faces) -> Self {
        let mut inputs = Dict::new();
        inputs.insert("family".into(), faces.family.as_str().into_value());
        let library = LazyHash::new(Library::builder().with_inputs(inputs).build());
        let mut files = embedded::<Print>("print");
        files.extend(embedded::<Signs>("signs"));
        let sources = files
            .iter()
            .filter_map(|(id, bytes)| Some((*id, parse(*id, bytes)?)));
        let sources = sources.collect();
        Self {
            faces,
            library,
            files,
            sources,
        }
    }
}

#[cfg(test)]
impl House {
    /// Lays a template of a test beside the others.
    pub(super) fn add(&mut self, path: &str, text: &str) {
        if let Some(id) = file_id(path) {
            self.sources.insert(id, Source::new(id, text.to_owned()));
        }
    }
}

/// A template, or nothing for a file of another kind.
fn parse(id: FileId, bytes: &Bytes) -> Option<Source> {
    let is_template = id.get().vpath().extension() == Some("typ");
    let text = is_template.then(|| bytes.to_str().ok())??;
    Some(Source::new(id, text.to_string()))
}

fn embedded<E: RustEmbed>(folder: &str) -> HashMap<FileId, Bytes> {
    let files = E::iter().filter_map(|path| {
        let bytes = E::get(&path)?.data.into_owned();
        Some((file_id(&format!("{folder}/{path}"))?, Bytes::new(bytes)))
    });
    files.collect()
}

fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// One sheet's view of the house.
pub(super) struct SheetWorld<'h> {
    house: &'h House,
    main: FileId,
    data: Bytes,
}

impl<'h> SheetWorld<'h> {
    /// Nothing when there is no such template.
    pub(super) fn new(house: &'h House, template: &'static str, data: Vec<u8>) -> Option<Self> {
        let main = file_id(template)?;
        house.sources.contains_key(&main).then(|| Self {
            house,
            main,
            data: Bytes::new(data),
        })
    }
}

impl World for SheetWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.house.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.house.faces.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.house
            .sources
            .get(&id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if Some(id) == *DATA {
            return Ok(self.data.clone());
        }
        self.house
            .files
            .get(&id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.house.faces.fonts.get(index).cloned()
    }

    /// Paper carries the dates of its data, never the day it was printed.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
