//! The drawings of the signs, our own, one file a symbol.

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "signs/symbols"]
struct Symbols;

/// Whether there is a drawing of this name.
pub(super) fn exists(file: &str) -> bool {
    Symbols::get(file).is_some()
}

/// The drawing of this name.
pub(super) fn read(file: &str) -> Option<Vec<u8>> {
    Symbols::get(file).map(|found| found.data.into_owned())
}
