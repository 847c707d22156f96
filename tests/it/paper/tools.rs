//! Poppler and zbar, asked about a PDF.

use gaoshi::platform::typeset::{Sheet, Typesetter};
use image::GrayImage;
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

    /// The text layer in the order it was written, wherever it stands.
    pub(crate) fn raw(&self) -> String {
        self.ask("pdftotext", &["-raw", "sheet.pdf", "-"])
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

/// A page as grey dots.
#[derive(PartialEq)]
pub(crate) struct Grey {
    pub(crate) width: usize,
    pub(crate) height: usize,
    dots: Vec<u8>,
}

impl Grey {
    pub(crate) fn at(&self, x: usize, y: usize) -> u8 {
        self.dots[y * self.width + x]
    }

    /// Whether there is ink in a rectangle of a page of ten dots a millimetre, in millimetres.
    pub(crate) fn is_dark_within(&self, across: [f64; 2], down: [f64; 2]) -> bool {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a page has some thousand dots"
        )]
        let dots =
            |[from, to]: [f64; 2]| (from * 10.0).round() as usize..(to * 10.0).round() as usize;
        dots(down).any(|y| dots(across).any(|x| self.at(x, y) < 128))
    }

    /// A picture from its dots, row by row.
    pub(crate) fn of(width: usize, height: usize, dots: Vec<u8>) -> Self {
        assert_eq!(dots.len(), width * height);
        Self {
            width,
            height,
            dots,
        }
    }

    pub(crate) fn dots(&self) -> &[u8] {
        &self.dots
    }

    /// A rectangle of a page of so many dots an inch: its corner and size in millimetres.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a page has some thousand dots"
    )]
    pub(crate) fn cut(&self, corner: (f64, f64), size: (f64, f64), dpi: f64) -> Self {
        let dots = |millimetres: f64| (millimetres * dpi / 25.4).round() as usize;
        let (left, top) = (dots(corner.0), dots(corner.1));
        let (width, height) = (dots(size.0), dots(size.1));
        let rows = (top..top + height).map(|y| y * self.width + left);
        let rows: Vec<&[u8]> = rows.map(|from| &self.dots[from..from + width]).collect();
        Self::of(width, height, rows.concat())
    }

    /// The same in black and white: what is darker than middle grey is black.
    pub(crate) fn bits(&self) -> Self {
        let bit = |grey: &u8| if *grey < 128 { 0 } else { 255 };
        Self::of(self.width, self.height, self.dots.iter().map(bit).collect())
    }

    /// The picture as a file that every program reads.
    pub(crate) fn pgm(&self) -> Vec<u8> {
        let head = format!("P5 {} {} 255\n", self.width, self.height);
        [head.as_bytes(), &self.dots].concat()
    }

    fn from_pgm(file: &[u8]) -> Self {
        let mut parts = file.splitn(4, |byte| *byte == b'\n');
        let mut head = || std::str::from_utf8(parts.next().unwrap()).unwrap();
        assert_eq!(head(), "P5");
        let size = head().split_once(' ').unwrap();
        let [width, height] = [size.0, size.1].map(|n| n.parse().unwrap());
        assert_eq!(head(), "255");
        Self::of(width, height, parts.next().unwrap().to_vec())
    }

    fn read(file: &Path) -> Self {
        let page = image::open(file).unwrap().to_luma8();
        Self {
            width: page.width() as usize,
            height: page.height() as usize,
            dots: page.into_raw(),
        }
    }
}

impl Paper {
    /// The text in a rectangle of a page: left, top, width and height in millimetres.
    pub(crate) fn text_within(&self, page: u32, (x, y, w, h): (u32, u32, u32, u32)) -> String {
        let number = |n: u32| n.to_string();
        let (page, x, y, w, h) = (number(page), number(x), number(y), number(w), number(h));
        // At 25.4 dots an inch a dot is a millimetre.
        let arguments = [
            "-r",
            "25.4",
            "-f",
            &page,
            "-l",
            &page,
            "-x",
            &x,
            "-y",
            &y,
            "-W",
            &w,
            "-H",
            &h,
            "sheet.pdf",
            "-",
        ];
        squeeze(&self.ask("pdftotext", &arguments))
    }

    /// The size of the first letters that say something, in points.
    pub(crate) fn size_of(&self, said: &str) -> f64 {
        let words = self.ask("pdftotext", &["-bbox", "sheet.pdf", "-"]);
        let mut words = words.lines().filter(|line| line.contains("<word"));
        let word = words.find(|line| line.contains(said)).unwrap();
        let edge = |name: &str| -> f64 {
            let (_, from) = word.split_once(&format!("{name}=\"")).unwrap();
            from.split('"').next().unwrap().parse().unwrap()
        };
        edge("yMax") - edge("yMin")
    }

    pub(crate) fn boxes(&self) -> String {
        self.ask("pdfinfo", &["-box", "sheet.pdf"])
    }

    /// Every page in greys, at so many dots an inch.
    pub(crate) fn greys(&self, dpi: f64) -> Vec<Grey> {
        self.rendered("grey", "-gray", dpi)
    }

    /// Every page in pure black and white.
    pub(crate) fn dots(&self, dpi: f64) -> Vec<Grey> {
        self.rendered("dots", "-mono", dpi)
    }

    /// A page, counted from 1, without anti-aliasing: what is pure black or white stays so.
    /// Poppler is ten times faster at this than at `-mono`, which screens greys.
    pub(crate) fn hard(&self, page: usize, dpi: f64) -> Grey {
        self.raster(page, dpi, &["-gray", "-aa", "no", "-aaVector", "no"])
    }

    /// A page as a printer of one bit gets it, greys screened.
    pub(crate) fn screened(&self, page: usize, dpi: f64) -> Grey {
        self.raster(page, dpi, &["-mono", "-png"])
    }

    fn raster(&self, page: usize, dpi: f64, how: &[&str]) -> Grey {
        let (page, dpi) = (page.to_string(), dpi.to_string());
        let one = ["-r", &dpi, "-f", &page, "-l", &page, "-singlefile"];
        self.ask("pdftoppm", &[&one, how, &["sheet.pdf", "raster"]].concat());
        let file = |ending| self.folder.path().join("raster").with_extension(ending);
        if how.contains(&"-png") {
            Grey::read(&file("png"))
        } else {
            Grey::from_pgm(&std::fs::read(file("pgm")).unwrap())
        }
    }

    fn rendered(&self, name: &str, mode: &str, dpi: f64) -> Vec<Grey> {
        self.ask(
            "pdftoppm",
            &["-r", &dpi.to_string(), mode, "-png", "sheet.pdf", name],
        );
        let files = std::fs::read_dir(self.folder.path()).unwrap();
        let mut pages: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        pages.retain(|path| {
            path.file_name()
                .unwrap()
                .to_string_lossy()
                .starts_with(name)
        });
        pages.sort();
        pages.iter().map(|page| Grey::read(page)).collect()
    }
}

/// The side of a patch, in dots.
const PATCH: u32 = 10;
/// How much a patch may be lighter or darker on the whole, of 255.
const SHADE: u32 = 10;

/// The patches that differ, by their place in dots.
pub(crate) fn differing(one: &GrayImage, other: &GrayImage) -> Vec<(u32, u32)> {
    if one.dimensions() != other.dimensions() {
        return vec![one.dimensions()];
    }
    let (w, h) = one.dimensions();
    let shade = |picture: &GrayImage, x: u32, y: u32| {
        let (right, bottom) = ((x + PATCH).min(w), (y + PATCH).min(h));
        let dots = (x..right).flat_map(|x| (y..bottom).map(move |y| (x, y)));
        let sum: u32 = dots
            .map(|(x, y)| u32::from(picture.get_pixel(x, y).0[0]))
            .sum();
        sum / ((right - x) * (bottom - y))
    };
    let step = usize::try_from(PATCH).unwrap();
    (0..w)
        .step_by(step)
        .flat_map(|x| (0..h).step_by(step).map(move |y| (x, y)))
        .filter(|(x, y)| shade(one, *x, *y).abs_diff(shade(other, *x, *y)) > SHADE)
        .collect()
}
