//! Poppler and zbar, asked about a PDF.

use gaoshi::platform::typeset::{Sheet, Typesetter};
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

/// One typesetter for all tests: reading the faces takes longer than a sheet.
pub(crate) static PRINTER: LazyLock<Typesetter> = LazyLock::new(|| Typesetter::new(None).unwrap());

/// A sheet on disk for other programs to read.
pub(crate) struct Paper {
    folder: tempfile::TempDir,
}

impl Paper {
    pub(crate) fn print<S: Sheet>(sheet: &S) -> Self {
        Self::of(&PRINTER.pdf(sheet).unwrap())
    }

    pub(crate) fn of(pdf: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("sheet.pdf"), pdf).unwrap();
        Self { folder }
    }

    /// The text layer in reading order.
    pub(crate) fn text(&self) -> String {
        self.ask("pdftotext", &["sheet.pdf", "-"])
    }

    /// The text layer without any white space, to compare with what was written.
    pub(crate) fn letters(&self) -> String {
        squeeze(&self.text())
    }

    pub(crate) fn about(&self) -> String {
        self.ask("pdfinfo", &["sheet.pdf"])
    }

    pub(crate) fn metadata(&self) -> String {
        self.ask("pdfinfo", &["-meta", "sheet.pdf"])
    }

    pub(crate) fn fonts(&self) -> String {
        self.ask("pdffonts", &["sheet.pdf"])
    }

    pub(crate) fn pages(&self) -> usize {
        let about = self.about();
        let line = about
            .lines()
            .find_map(|line| line.strip_prefix("Pages:"))
            .unwrap();
        line.trim().parse().unwrap()
    }

    /// What each page's QR codes say, printed in pure black and white at 150 dpi.
    pub(crate) fn scans(&self) -> Vec<String> {
        self.ask("pdftoppm", &["-r", "150", "-mono", "sheet.pdf", "page"]);
        let mut pages: Vec<_> = std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .filter(|name| {
                Path::new(name)
                    .extension()
                    .is_some_and(|kind| kind == "pbm")
            })
            .collect();
        pages.sort();
        pages
            .iter()
            .map(|page| self.ask("zbarimg", &["-q", "--raw", page]))
            .collect()
    }

    fn ask(&self, program: &str, arguments: &[&str]) -> String {
        let mut command = Command::new(program);
        let answer = command
            .args(arguments)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        String::from_utf8(answer.stdout).unwrap().trim().to_owned()
    }
}

pub(crate) fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
