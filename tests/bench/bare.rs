//! Typst alone: a template and its data, and nothing of ours around them.

use std::collections::HashMap;
use std::path::Path;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// The world of one document.
pub(crate) struct Bare {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    files: HashMap<FileId, Bytes>,
    main: Source,
    data_id: FileId,
    data: Bytes,
}

fn id(path: &str) -> FileId {
    RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).unwrap()).intern()
}

fn font(known: &fontdb::Database, family: &str, weight: fontdb::Weight) -> Font {
    let face = known
        .faces()
        .find(|f| f.weight == weight && f.families.iter().any(|(name, _)| name == family));
    let face = face.unwrap();
    let (fontdb::Source::File(path) | fontdb::Source::SharedFile(path, _)) = &face.source else {
        unreachable!("system fonts are files")
    };
    Font::new(Bytes::new(std::fs::read(path).unwrap()), face.index).unwrap()
}

fn collect(dir: &Path, under: &str, files: &mut HashMap<FileId, Bytes>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{under}/{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            collect(&entry.path(), &name, files);
        } else {
            let bytes = std::fs::read(entry.path()).unwrap();
            files.insert(id(&name), Bytes::new(bytes));
        }
    }
}

impl Bare {
    /// The world with the template of notices.
    pub(crate) fn new(family: &str) -> Self {
        let mut files = HashMap::new();
        let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/print");
        collect(&templates, "print", &mut files);
        Self::with(family, files, id("print/notice.typ"))
    }

    /// The world with a plain template of signs.
    pub(crate) fn signs(family: &str) -> Self {
        let main = id("signs.typ");
        let template = Bytes::new(include_bytes!("signs.typ"));
        Self::with(family, HashMap::from([(main, template)]), main)
    }

    fn with(family: &str, files: HashMap<FileId, Bytes>, main: FileId) -> Self {
        let mut known = fontdb::Database::new();
        known.load_system_fonts();
        let fonts = vec![
            font(&known, family, fontdb::Weight::NORMAL),
            font(&known, family, fontdb::Weight::BOLD),
        ];
        let mut inputs = Dict::new();
        inputs.insert("family".into(), family.into_value());
        let text = files[&main].to_str().unwrap().to_string();
        Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            files,
            main: Source::new(main, text),
            data_id: id("data.json"),
            data: Bytes::new(Vec::new()),
        }
    }

    /// Sets and exports the data as the product's sheet is.
    pub(crate) fn pdf(&mut self, data: Vec<u8>) -> Vec<u8> {
        self.data = Bytes::new(data);
        let document: PagedDocument = typst::compile(self).output.unwrap();
        let options = PdfOptions {
            ident: Smart::Custom("bare".to_owned()),
            standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).unwrap(),
            ..PdfOptions::default()
        };
        let pdf = typst_pdf::pdf(&document, &options).unwrap();
        comemo::evict(1);
        pdf
    }
}

impl World for Bare {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            return Ok(self.main.clone());
        }
        let bytes = self.files.get(&id).ok_or(FileError::AccessDenied)?;
        Ok(Source::new(id, bytes.to_str().unwrap().to_string()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_id {
            return Ok(self.data.clone());
        }
        let found = self.files.get(&id).cloned();
        found.ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
