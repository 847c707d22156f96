//! The characters of a text, looked at from a place in it.

/// A text, from one of its characters on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scan<'a> {
    chars: &'a [char],
    /// The place.
    pub(super) at: usize,
}

/// Signs and words between the two ends of a range.
const TO: [&str; 8] = ["-", "–", "—", "~", "～", "至", "到", "－"];

impl<'a> Scan<'a> {
    /// From the first.
    pub(super) fn of(chars: &'a [char]) -> Self {
        Self { chars, at: 0 }
    }

    /// From another place.
    pub(super) fn from(self, at: usize) -> Self {
        Self { at, ..self }
    }

    /// So many characters on.
    pub(super) fn past(self, count: usize) -> Self {
        self.from(self.at + count)
    }

    /// The character here.
    pub(super) fn here(self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    /// The character before.
    pub(super) fn before(self) -> Option<char> {
        self.chars.get(self.at.checked_sub(1)?).copied()
    }

    /// What stands before ends so.
    pub(super) fn is_after(self, words: &[&str]) -> bool {
        words.iter().any(|word| {
            let start = self.at.checked_sub(word.chars().count());
            start.is_some_and(|start| self.from(start).word(word).is_some())
        })
    }

    /// Past a word that stands here.
    pub(super) fn word(self, word: &str) -> Option<Self> {
        let mut at = self;
        for c in word.chars() {
            if at.here() != Some(c) {
                return None;
            }
            at = at.past(1);
        }
        Some(at)
    }

    /// Past the first of these words that stands here.
    pub(super) fn one_of(self, words: &[&str]) -> Option<Self> {
        words.iter().find_map(|word| self.word(word))
    }

    /// Past the sign of a range.
    pub(super) fn to(self) -> Option<Self> {
        let after = self.one_of(&TO)?;
        Some(after.one_of(&TO).unwrap_or(after))
    }

    /// A character back.
    pub(super) fn back(self) -> Option<Self> {
        Some(self.from(self.at.checked_sub(1)?))
    }

    /// Before the sign of a range that ends here.
    pub(super) fn before_to(self) -> Option<Self> {
        let before = self.back()?;
        before.one_of(&TO).map(|_| before)
    }

    /// Past blanks.
    pub(super) fn bare(self) -> Self {
        let mut at = self;
        while at
            .here()
            .is_some_and(|c| matches!(c, ' ' | '\u{3000}' | '\u{a0}'))
        {
            at = at.past(1);
        }
        at
    }

    /// A number, in figures of at most four or in characters below a hundred, and what follows it.
    pub(super) fn number(self) -> Option<Number<'a>> {
        self.figures().or_else(|| self.characters())
    }

    /// A number in figures.
    pub(super) fn figures(self) -> Option<Number<'a>> {
        let (mut at, mut value, mut length) = (self, 0_u32, 0);
        while let Some(digit) = at.here().and_then(|c| c.to_digit(10)) {
            value = value.saturating_mul(10).saturating_add(digit);
            at = at.past(1);
            length += 1;
        }
        (1..=4).contains(&length).then_some(Number {
            value,
            length,
            in_figures: true,
            after: at,
        })
    }

    /// A number in characters: 三, 十二, 二十五.
    fn characters(self) -> Option<Number<'a>> {
        let digit = |at: Self| at.here().and_then(digit);
        let number = |value, after: Self| {
            Some(Number {
                value,
                length: after.at - self.at,
                in_figures: false,
                after,
            })
        };
        let tens = digit(self);
        let behind = if tens.is_some() { self.past(1) } else { self };
        if behind.here() != Some('十') {
            return tens.and_then(|value| number(value, behind));
        }
        let ten = behind.past(1);
        let value = tens.unwrap_or(1) * 10;
        match digit(ten) {
            Some(ones) => number(value + ones, ten.past(1)),
            None => number(value, ten),
        }
    }
}

fn digit(c: char) -> Option<u32> {
    let digits = "〇一二三四五六七八九";
    if c == '两' {
        return Some(2);
    }
    digits
        .chars()
        .position(|digit| digit == c)
        .and_then(|value| u32::try_from(value).ok())
}

/// Whether a character belongs to a number in characters.
pub(super) fn is_numeral(c: char) -> bool {
    c == '十' || digit(c).is_some()
}

/// A number in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number<'a> {
    pub(super) value: u32,
    /// How many characters it has.
    pub(super) length: usize,
    /// Whether it is written 12, not 十二.
    pub(super) in_figures: bool,
    /// What follows it.
    pub(super) after: Scan<'a>,
}
