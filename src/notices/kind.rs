//! The name of a kind of notice. Which kinds there are, a list says that the program is built
//! with; this knows none.

use std::borrow::Cow;
use std::str::FromStr;

/// The longest name, in characters.
const LONGEST: usize = 40;

/// What a notice is: a word of small letters, as the database, forms and addresses have it.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    Hash,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::Text)]
pub struct Kind(Cow<'static, str>);

impl Kind {
    /// The kind of this name, which the program gives it.
    pub const fn named(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let is_short = (1..=LONGEST).contains(&name.len());
        if is_short && name.chars().all(is_letter) {
            Ok(Self(Cow::Owned(name.to_owned())))
        } else {
            Err(format!("{name:?} names no kind of notice"))
        }
    }
}

crate::text_column!(Kind, as_str, |text: String| text.parse());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_short_word_of_small_letters() {
        for name in ["outage", "public_apology", "a", "q3", &"x".repeat(LONGEST)] {
            assert_eq!(name.parse::<Kind>().unwrap().as_str(), name);
        }
        for name in [
            "",
            "Outage",
            "停水",
            "a-b",
            "a b",
            "../a",
            &"x".repeat(LONGEST + 1),
        ] {
            assert!(name.parse::<Kind>().is_err(), "{name}");
        }
    }
}
