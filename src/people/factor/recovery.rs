//! Codes to be written down, each good once: for the day the phone is lost.

use crate::platform::secret;

/// How many a person is given.
pub(in crate::people) const COUNT: usize = 10;
/// Letters and digits of one: 120 bits, too many to be guessed from a fingerprint that was stolen.
const LENGTH: usize = 24;

/// A code as it is handed out, once.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::people) struct RecoveryCode(String);

impl RecoveryCode {
    /// Ten new ones.
    pub(in crate::people) fn ten() -> Vec<Self> {
        let one = |_| Self(secret::token().chars().take(LENGTH).collect());
        (0..COUNT).map(one).collect()
    }

    /// As it is written down: in groups of four.
    pub(in crate::people) fn grouped(&self) -> String {
        in_fours(&self.0, "-")
    }

    /// What is kept of it.
    pub(in crate::people) fn fingerprint(&self) -> String {
        fingerprint_of(&self.0)
    }
}

/// What is kept of a code that reads so: the alphabet has no 0, 1 and 8, and a hand writes them.
pub(super) fn fingerprint_of(typed: &str) -> String {
    let letter = |c: char| match c.to_ascii_lowercase() {
        '0' => 'o',
        '1' => 'l',
        '8' => 'b',
        other => other,
    };
    let signs = typed.chars().filter(|c| c.is_alphanumeric());
    secret::fingerprint(&signs.map(letter).collect::<String>())
}

/// A text of letters and digits in groups of four.
pub(super) fn in_fours(text: &str, between: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let groups = signs
        .chunks(4)
        .map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_codes_differ_and_are_read_as_a_hand_writes_them() {
        let codes = RecoveryCode::ten();
        let mut kept: Vec<String> = codes.iter().map(RecoveryCode::fingerprint).collect();
        for code in &codes {
            let written = code.grouped();
            assert_eq!(written.len(), 29, "{written}");
            for typed in [
                written.clone(),
                written.to_uppercase(),
                written.replace('-', " "),
                written.replace('-', "").replace('o', "0").replace('l', "1"),
            ] {
                assert_eq!(fingerprint_of(&typed), code.fingerprint(), "{typed}");
            }
        }
        kept.sort();
        kept.dedup();
        assert_eq!(kept.len(), COUNT);
    }
}
