//! Texts of a form that may reach paper: one line each, of characters that the print faces have.

use super::form::{Fields, Reader};
use super::press::Press;
use crate::error::Refusal;

/// Reads names and numbers that may be printed, and collects what is wrong with them.
pub struct Printed<'a> {
    /// What reads the form's other fields.
    pub reader: Reader<'a>,
    press: &'a Press,
}

impl<'a> Printed<'a> {
    /// Starts reading.
    pub fn new(fields: &'a Fields, press: &'a Press) -> Self {
        Self {
            reader: Reader::new(fields),
            press,
        }
    }

    /// A line of at most `max` characters that must not be empty.
    pub fn text(&mut self, name: &'static str, max: usize) -> String {
        let text = self.reader.text(name, max);
        self.checked(name, &text)
    }

    /// A line of at most `max` characters, or nothing.
    pub fn optional_text(&mut self, name: &'static str, max: usize) -> String {
        let text = self.reader.optional_text(name, max);
        self.checked(name, &text)
    }

    /// A line with a telephone that somebody can dial, and perhaps whom it reaches.
    pub fn phone(&mut self, name: &'static str) -> String {
        let typed = self.reader.typed(name).to_owned();
        if let Some(refusal) = self.press.against(name, &typed) {
            self.reader.refuse(refusal);
            return typed;
        }
        self.reader.phone(name, 30)
    }

    fn checked(&mut self, name: &'static str, text: &str) -> String {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(refusal) = self.press.against(name, &line) {
            self.reader.refuse(refusal);
        }
        line
    }

    /// What was found wrong; nothing when all is well.
    pub fn errors(self) -> Vec<Refusal> {
        self.reader.errors()
    }
}
