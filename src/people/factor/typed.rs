//! What is typed at the second step: a code of the phone's, or one that was written down.

use super::recovery;
use crate::platform::form::half_width;

/// What was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::people) enum Typed {
    /// Six digits.
    Code(String),
    /// Anything else, as the fingerprint of a code that was written down.
    Recovery(String),
}

impl Typed {
    /// Reads it: blanks, hyphens and the width of the digits say nothing.
    pub(in crate::people) fn read(text: &str) -> Self {
        let signs = half_width(text);
        let signs: String = signs.chars().filter(|c| c.is_alphanumeric()).collect();
        if signs.len() == 6 && signs.chars().all(|c| c.is_ascii_digit()) {
            Self::Code(signs)
        } else {
            Self::Recovery(recovery::fingerprint_of(&signs))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_digits_are_a_phones_code_however_they_are_typed() {
        for text in ["287082", " 287 082 ", "287-082", "２８７０８２"] {
            assert_eq!(
                Typed::read(text),
                Typed::Code("287082".to_owned()),
                "{text}"
            );
        }
        for text in ["28708", "2870822", "k7qm-3xw2", ""] {
            assert!(matches!(Typed::read(text), Typed::Recovery(_)), "{text}");
        }
    }
}
