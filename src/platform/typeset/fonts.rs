//! The two faces paper is printed with, found on the machine by the name of their family.

use super::shaped::Rulers;
use std::path::{Path, PathBuf};
use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontBook, FontInstance, FontVariations};
use typst::utils::LazyHash;

/// Families that print Simplified Chinese, the best first.
const FAMILIES: [&str; 11] = [
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "思源黑体",
    "思源黑体 CN",
    "HarmonyOS Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
];

/// No family that prints Chinese was found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "no Chinese font for paper was found in {place}: install one, on Debian with \
     “apt-get install fonts-noto-cjk” (looked for {})",
    FAMILIES.join(", ")
)]
pub struct FontsMissing {
    place: String,
}

/// One family: its regular face and, where there is one, its bold face.
#[derive(Debug)]
pub(super) struct Faces {
    pub(super) family: String,
    pub(super) fonts: Vec<Font>,
    /// The same faces, ready to be measured.
    pub(super) rulers: Rulers,
    pub(super) book: LazyHash<FontBook>,
}

impl Faces {
    pub(super) fn find(place: Option<&Path>) -> Result<Self, FontsMissing> {
        let known = look_in(place);
        let fonts = FAMILIES
            .iter()
            .map(|family| load(&known, family))
            .find(|f| !f.is_empty());
        let fonts = fonts.unwrap_or_default();
        let family = fonts.first().map(|font| font.info().family.clone());
        let family = family.ok_or_else(|| FontsMissing {
            place: describe(place),
        })?;
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        let rulers = Rulers::of(fonts.iter().map(ruler).collect());
        Ok(Self {
            family,
            fonts,
            rulers,
            book,
        })
    }

    /// Whether every face can print the character; white space needs no glyph.
    pub(super) fn cover(&self, c: char) -> bool {
        let has = |font: &Font| font.info().coverage.contains(u32::from(c));
        matches!(c, '\n' | '\t') || self.fonts.iter().all(has)
    }
}

/// A face at the size that all widths are given for; these faces have no optical sizes.
fn ruler(font: &Font) -> FontInstance {
    let variant = font.info().variant;
    font.clone()
        .instantiate(variant, Abs::pt(1.0), &FontVariations::default())
}

fn look_in(place: Option<&Path>) -> fontdb::Database {
    let mut known = fontdb::Database::new();
    match place {
        None => known.load_system_fonts(),
        Some(folder) if folder.is_dir() => known.load_fonts_dir(folder),
        // An unreadable file leaves the database empty, which `find` reports.
        Some(file) => drop(known.load_font_file(file)),
    }
    known
}

/// The regular and the bold face of a family, or nothing without a regular one.
fn load(known: &fontdb::Database, family: &str) -> Vec<Font> {
    let Some(regular) = face(known, family, fontdb::Weight::NORMAL) else {
        return Vec::new();
    };
    let bold = face(known, family, fontdb::Weight::BOLD);
    [Some(regular), bold]
        .into_iter()
        .flatten()
        .filter_map(|at| read(&at))
        .collect()
}

/// Where a face is kept: a file and the face's place in it.
struct FaceFile {
    file: PathBuf,
    place: u32,
}

fn face(known: &fontdb::Database, family: &str, weight: fontdb::Weight) -> Option<FaceFile> {
    let found = known.faces().find(|face| {
        face.weight == weight
            && face.style == fontdb::Style::Normal
            && face.families.iter().any(|(name, _)| name == family)
    })?;
    match &found.source {
        fontdb::Source::File(path) | fontdb::Source::SharedFile(path, _) => Some(FaceFile {
            file: path.clone(),
            place: found.index,
        }),
        fontdb::Source::Binary(_) => None,
    }
}

fn read(face: &FaceFile) -> Option<Font> {
    Font::new(Bytes::new(std::fs::read(&face.file).ok()?), face.place)
}

fn describe(place: Option<&Path>) -> String {
    place.map_or_else(
        || "the system's font folders".to_owned(),
        |path| path.display().to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_fonts_is_refused_with_the_package_to_install() {
        let empty = tempfile::tempdir().unwrap();
        let refused = Faces::find(Some(empty.path())).unwrap_err().to_string();
        assert!(refused.contains("fonts-noto-cjk"), "{refused}");
        assert!(
            refused.contains(&empty.path().display().to_string()),
            "{refused}"
        );
    }

    #[test]
    fn only_the_regular_and_the_bold_face_are_loaded() {
        let faces = Faces::find(None).unwrap();
        assert_eq!(faces.fonts.len(), 2);
        assert!(faces.cover('停') && faces.cover('A') && !faces.cover('👍'));
    }
}
