//! The desk's pages of signs: the register with the catalogue, the form, the batch.

pub mod batch;
pub mod new;

use crate::error::{Error, Result};
use crate::platform::words::Lang;
use crate::signs::catalogue::design::{Catalogue, Design, Layout};

/// The design of an id; one that has left the catalogue is not found.
pub(in crate::signs) fn design(id: &str) -> Result<&'static Design> {
    Catalogue::get()?.find(id).ok_or(Error::NotFound)
}

/// The design of an id that is made here, as a work sign; every other is not found.
pub(super) fn work_design(id: &str) -> Result<&'static Design> {
    let made_here = |design: &&Design| design.can_be(Layout::Work);
    let design = Catalogue::get()?.find(id).filter(made_here);
    design.ok_or(Error::NotFound)
}

/// A design's words for this reader.
pub(in crate::signs) fn title(design: &Design, lang: Lang) -> String {
    match lang {
        Lang::Zh => design.words(),
        Lang::En => design.en.clone(),
    }
}
