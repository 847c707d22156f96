//! How a reader wants pages to look: in which language, and with letters of which size.

use super::words::Lang;

/// How large letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// As the browser is set.
    Usual,
    /// A quarter larger (大字版).
    Large,
}

impl Size {
    /// As addresses, cookies and the style name it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::Large => "large",
        }
    }

    /// The size of a tag; anything but large is the usual one.
    pub fn of_tag(tag: &str) -> Self {
        if tag == Self::Large.tag() {
            Self::Large
        } else {
            Self::Usual
        }
    }

    /// The one that is not this.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Usual => Self::Large,
            Self::Large => Self::Usual,
        }
    }
}

/// What a button in a form chose, which keeps what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    /// Another language.
    Lang(Lang),
    /// Another size.
    Size(Size),
}

impl Looks {
    /// What was chosen by the buttons of either; none where another one was pressed.
    pub fn chosen(lang: &str, size: &str) -> Option<Self> {
        let size = (!size.is_empty()).then(|| Self::Size(Size::of_tag(size)));
        Lang::of_choice(lang).map(Self::Lang).or(size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_chooses_one_of_them_and_other_buttons_none() {
        assert_eq!(Looks::chosen("en", ""), Some(Looks::Lang(Lang::En)));
        assert_eq!(Looks::chosen("", "large"), Some(Looks::Size(Size::Large)));
        assert_eq!(Looks::chosen("", "huge"), Some(Looks::Size(Size::Usual)));
        assert_eq!(Looks::chosen("", ""), None);
    }
}
