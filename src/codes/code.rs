//! The code printed on every sheet and sign: nine random characters and one check character.
//!
//! Residents read it from a wall and type it on a phone, so the alphabet leaves out I, L, O and
//! U, and the last character (Luhn modulo 32) catches a slip before anything is looked up.

use rand::Rng;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 10;

/// A valid code, kept as its ten characters: `8K4T2M9XQ5`.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
    Serialize,
    Deserialize,
)]
#[diesel(sql_type = diesel::sql_types::Text)]
#[serde(try_from = "String", into = "String")]
pub struct Code(String);

/// Why a typed text is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Too few or too many characters were typed.
    #[error("a code has 10 characters, not {0}")]
    WrongLength(usize),
    /// A character no code contains.
    #[error("“{0}” is in no code")]
    ForeignCharacter(char),
    /// All characters are possible, but one was misread or two were swapped.
    #[error("the code contains a typing error")]
    WrongCheckCharacter,
}

impl Code {
    /// A new code. 45 random bits: nobody guesses the code of the next sheet.
    pub fn random<R: Rng + ?Sized>(rng: &mut R) -> Self {
        let mut values: Vec<u8> = (1..LENGTH).map(|_| rng.random_range(0..32)).collect();
        values.push(check_value(&values));
        Self(values.into_iter().map(character).collect())
    }

    /// The ten characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code in groups, as people read it aloud: `8K4T-2M9X-Q5`.
    pub fn grouped(&self) -> String {
        let mut grouped = String::with_capacity(LENGTH + 2);
        for (at, c) in self.0.chars().enumerate() {
            if at == 4 || at == 8 {
                grouped.push('-');
            }
            grouped.push(c);
        }
        grouped
    }

    /// The address a scan opens, in capitals so that the QR code stays small.
    pub fn url(&self, base: &str) -> String {
        format!(
            "{}/Q/{}",
            base.trim_end_matches('/').to_ascii_uppercase(),
            self.0
        )
    }
}

crate::text_column!(Code, as_str, |text: String| -> Result<Code, String> {
    text.parse()
        .map_err(|e: CodeError| format!("a stored code: {e}"))
});

impl FromStr for Code {
    type Err = CodeError;

    /// Reads what people type: any case, full width, hyphens and blanks anywhere, O for 0, I
    /// and L for 1.
    fn from_str(typed: &str) -> Result<Self, CodeError> {
        let values = typed
            .chars()
            .map(half_width)
            .filter(|c| !is_separator(*c))
            .map(|c| value(c).ok_or(CodeError::ForeignCharacter(c)))
            .collect::<Result<Vec<u8>, _>>()?;
        if values.len() != LENGTH {
            return Err(CodeError::WrongLength(values.len()));
        }
        match values.split_last() {
            Some((check, payload)) if check_value(payload) == *check => {
                Ok(Self(values.into_iter().map(character).collect()))
            }
            Some(_) | None => Err(CodeError::WrongCheckCharacter),
        }
    }
}

impl TryFrom<String> for Code {
    type Error = CodeError;

    fn try_from(typed: String) -> Result<Self, CodeError> {
        typed.parse()
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Chinese keyboards type ８Ｋ４Ｔ as readily as 8K4T.
fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '·' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn value(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    (0..)
        .zip(ALPHABET)
        .find(|(_, letter)| char::from(**letter) == c)
        .map(|(value, _)| value)
}

fn character(value: u8) -> char {
    ALPHABET
        .get(usize::from(value))
        .map_or('0', |letter| char::from(*letter))
}

/// Luhn's check for an alphabet of 32: every second value from the right counts double, and the
/// digits of the double are added.
fn check_value(payload: &[u8]) -> u8 {
    let sum = payload
        .iter()
        .rev()
        .enumerate()
        .fold(0_u8, |sum, (at, value)| {
            let term = if at % 2 == 0 {
                value * 2 / 32 + value * 2 % 32
            } else {
                *value
            };
            (sum + term) % 32
        });
    (32 - sum) % 32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    fn a_code(seed: u64) -> Code {
        Code::random(&mut StdRng::seed_from_u64(seed))
    }

    #[test]
    fn the_code_of_the_handbook_is_valid_however_it_is_typed() {
        let code: Code = "8K4T2M9XQ5".parse().unwrap();
        for typed in [
            "8k4t-2m9x-q5",
            " 8K4T 2M9X Q5 ",
            "８Ｋ４Ｔ－２ｍ９ｘ－Ｑ５",
            "8K4T–2M9X—Q5",
        ] {
            assert_eq!(typed.parse(), Ok(code.clone()), "{typed}");
        }
        assert_eq!(code.to_string(), "8K4T2M9XQ5");
        assert_eq!(code.grouped(), "8K4T-2M9X-Q5");
    }

    #[test]
    fn letters_that_look_like_digits_are_read_as_digits() {
        let code = (0..u64::MAX)
            .map(a_code)
            .find(|c| c.as_str().contains('0') && c.as_str().contains('1'));
        let code = code.unwrap();
        let typed = code.as_str().replace('0', "o");
        assert_eq!(typed.replace('1', "l").parse(), Ok(code.clone()));
        assert_eq!(typed.replace('1', "I").parse(), Ok(code));
    }

    #[test]
    fn what_is_wrong_with_a_code_is_said() {
        assert_eq!("8K4T".parse::<Code>(), Err(CodeError::WrongLength(4)));
        assert_eq!("".parse::<Code>(), Err(CodeError::WrongLength(0)));
        assert_eq!(
            "8K4T2M9XQU".parse::<Code>(),
            Err(CodeError::ForeignCharacter('U'))
        );
        assert_eq!(
            "8K4T2M9X水5".parse::<Code>(),
            Err(CodeError::ForeignCharacter('水'))
        );
        assert_eq!(
            "8K4T2M9XQ6".parse::<Code>(),
            Err(CodeError::WrongCheckCharacter)
        );
    }

    #[test]
    fn the_address_is_in_capitals_and_keeps_its_port() {
        let code: Code = "8K4T2M9XQ5".parse().unwrap();
        assert_eq!(
            code.url("https://wy.example.cn"),
            "HTTPS://WY.EXAMPLE.CN/Q/8K4T2M9XQ5"
        );
        assert_eq!(
            code.url("http://127.0.0.1:8080/"),
            "HTTP://127.0.0.1:8080/Q/8K4T2M9XQ5"
        );
    }

    #[test]
    fn a_code_travels_as_a_string_and_a_wrong_one_does_not_arrive() {
        let code: Code = "8K4T2M9XQ5".parse().unwrap();
        assert_eq!(serde_json::to_string(&code).unwrap(), "\"8K4T2M9XQ5\"");
        assert!(serde_json::from_str::<Code>("\"8K4T2M9XQ6\"").is_err());
    }

    proptest! {
        #[test]
        fn every_single_wrong_character_is_caught(seed: u64, at in 0..LENGTH, other in 0_u8..32) {
            let code = a_code(seed);
            let mut letters: Vec<char> = code.as_str().chars().collect();
            prop_assume!(letters[at] != character(other));
            letters[at] = character(other);
            let typed: String = letters.into_iter().collect();
            prop_assert_eq!(typed.parse::<Code>(), Err(CodeError::WrongCheckCharacter));
        }

        #[test]
        fn every_swap_of_neighbours_is_caught_but_0_with_z(seed: u64, at in 0..LENGTH - 1) {
            let code = a_code(seed);
            let mut letters: Vec<char> = code.as_str().chars().collect();
            let pair = [letters[at], letters[at + 1]];
            prop_assume!(pair[0] != pair[1] && pair != ['0', 'Z'] && pair != ['Z', '0']);
            letters.swap(at, at + 1);
            let typed: String = letters.into_iter().collect();
            prop_assert_eq!(typed.parse::<Code>(), Err(CodeError::WrongCheckCharacter));
        }

        #[test]
        fn every_random_code_is_valid(seed: u64) {
            let code = a_code(seed);
            prop_assert_eq!(code.as_str().parse(), Ok(code.clone()));
        }
    }
}
