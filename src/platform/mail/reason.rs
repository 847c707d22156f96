//! Why a mail did not leave: in whole for the record, in short for the log.

/// Why a mail did not leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    words: String,
    code: Option<u16>,
}

impl Reason {
    /// The relay's answer: the code of RFC 5321 §4.2, and its words, which may quote an address.
    pub fn of_relay(code: Option<u16>, words: String) -> Self {
        Self { words, code }
    }

    /// The words, for the record of the mail alone: they may name whom it is for.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// The relay's code; nothing where it gave none.
    pub fn code(&self) -> Option<u16> {
        self.code
    }
}

impl From<String> for Reason {
    fn from(words: String) -> Self {
        Self { words, code: None }
    }
}

impl From<&str> for Reason {
    fn from(words: &str) -> Self {
        Self::from(words.to_owned())
    }
}
