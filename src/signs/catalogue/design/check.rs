//! What an entry of the catalogue may not say.

use super::super::symbol::{self, Part};
use super::{Basis, Design, Field, Kind};
use std::collections::HashSet;

/// A field and what is wrong with it.
pub(super) struct Fault {
    pub(super) field: &'static str,
    pub(super) fault: &'static str,
}

/// The first fault of an entry, among the ids that are known.
pub(super) fn fault(design: &Design, known: &HashSet<&str>) -> Option<Fault> {
    let faults = [words(design), drawing(design), standing(design, known)];
    faults
        .into_iter()
        .flatten()
        .find_map(|Check(wrong, field, fault)| wrong.then_some(Fault { field, fault }))
}

/// Whether something is wrong, in which field, what.
struct Check(bool, &'static str, &'static str);

fn words(design: &Design) -> Vec<Check> {
    let lines = matches!(design.zh.len(), 1 | 2) && !design.zh.iter().any(blank);
    vec![
        Check(!is_id(&design.id), "id", "may have only a–z and hyphens"),
        Check(!lines, "zh", "needs one or two lines of words"),
        Check(blank(&design.en), "en", "is empty"),
    ]
}

fn drawing(design: &Design) -> Vec<Check> {
    let any = |wrong: fn(&Part) -> bool| design.symbol.iter().any(wrong);
    let unbarred = !design.bar && design.kind != Kind::Prohibition;
    vec![
        Check(
            any(|part| !symbol::exists(&part.glyph)),
            "symbol",
            "names no file in signs/symbols",
        ),
        Check(
            any(|part| part.scale <= 0.0),
            "symbol",
            "needs a scale above nothing",
        ),
        Check(unbarred, "bar", "is for prohibitions"),
    ]
}

fn standing(design: &Design, known: &HashSet<&str>) -> Vec<Check> {
    let unsound = |basis: &Basis| blank(&basis.source) || blank(&basis.clause);
    let basis = design.basis.is_empty() || design.basis.iter().any(unsound);
    let stranger = |id: &String| *id == design.id || !known.contains(id.as_str());
    let iso = design.iso.as_ref();
    let wrong_code = iso.is_some_and(|iso| !is_code(design.kind, &iso.code));
    let placeless = !design.fields.contains(&Field::Place);
    vec![
        Check(design.layouts.is_empty(), "layouts", "is empty"),
        Check(wrong_code, "iso", "is no code of this kind"),
        Check(basis, "basis", "needs a source and a clause"),
        Check(design.where_used.is_empty(), "where_used", "is empty"),
        Check(design.at.is_empty(), "at", "is empty"),
        Check(placeless, "fields", "must contain place"),
        Check(design.sizes.is_empty(), "sizes", "is empty"),
        Check(design.purposes.is_empty(), "purposes", "is empty"),
        Check(
            design.pair_with.iter().any(stranger),
            "pair_with",
            "names no other sign",
        ),
    ]
}

#[expect(clippy::ptr_arg, reason = "an iterator over Strings asks it")]
fn blank(words: &String) -> bool {
    words.trim().is_empty()
}

fn is_id(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|c| c.is_ascii_lowercase() || c == '-')
}

/// Whether ISO 7010 gives signs of this kind such a code: a letter and three digits.
fn is_code(kind: Kind, code: &str) -> bool {
    let letter = match kind {
        Kind::Warning => 'W',
        Kind::Prohibition => 'P',
        Kind::Mandatory => 'M',
        Kind::SafeCondition => 'E',
        Kind::Fire => 'F',
        Kind::Information => return false,
    };
    let digits = code.strip_prefix(letter).unwrap_or_default();
    digits.len() == 3 && digits.chars().all(|c| c.is_ascii_digit())
}
