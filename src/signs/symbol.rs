//! The drawings of the signs, our own, one file a symbol.

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "signs/symbols"]
struct Symbols;

/// Whether there is a drawing of this name.
pub(super) fn exists(file: &str) -> bool {
    Symbols::get(file).is_some()
}
