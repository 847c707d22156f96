//! The parcels that tell of one thing.

/// What parcels of one occasion have in common.
#[derive(Debug, Clone)]
pub struct Occasion {
    /// The page of what they tell; they are found by it.
    pub about: String,
    /// How each one's `dedupe` begins (`publish:ID:`).
    pub marks: String,
}

/// That a parcel belongs to an occasion: the index finds those of its page, among which the marks
/// choose.
macro_rules! is_of {
    ($occasion:expr) => {
        outbox::about
            .eq(&$occasion.about)
            .and(outbox::dedupe.like(beginning(&$occasion.marks)).escape('!'))
    };
}

pub(super) use is_of;

/// A pattern for texts that begin with `prefix`, whatever characters it has.
pub(super) fn beginning(prefix: &str) -> String {
    let mut pattern = String::with_capacity(prefix.len() + 1);
    for c in prefix.chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
