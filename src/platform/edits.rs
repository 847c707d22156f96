//! What a form changed of a thing, field by field, as its record keeps it and its history tells it.

use serde::{Deserialize, Serialize};

use super::page::View;

/// What a field said before, and what it says since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Edit {
    /// The key of the field's word.
    field: String,
    from: String,
    to: String,
    /// Whether both are keys of words themselves.
    #[serde(default)]
    words: bool,
}

/// The fields that a form changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edits(Vec<Edit>);

impl Edits {
    fn with(mut self, field: &str, from: &str, to: &str, words: bool) -> Self {
        if from != to {
            self.0.push(Edit {
                field: field.to_owned(),
                from: from.to_owned(),
                to: to.to_owned(),
                words,
            });
        }
        self
    }

    /// And this field, named by the key of its word, if it says something else now.
    #[must_use]
    pub fn text(self, field: &'static str, from: &str, to: &str) -> Self {
        self.with(field, from, to, false)
    }

    /// The same where what it says is the key of a word.
    #[must_use]
    pub fn word(self, field: &'static str, from: &str, to: &str) -> Self {
        self.with(field, from, to, true)
    }

    /// Whether nothing is another than before.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The detail that the record keeps.
    pub fn written(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    /// A detail of the record in the reader's words; one that is no list of edits stays as it is.
    pub fn told(detail: &str, view: &View) -> String {
        let Ok(edits) = serde_json::from_str::<Vec<Edit>>(detail) else {
            return detail.to_owned();
        };
        let said = |text: &str, words: bool| match text {
            "" => view.say("platform-edit-nothing"),
            key if words => view.say(key),
            text => text.to_owned(),
        };
        let told = edits.iter().map(|edit| {
            let args = [
                ("field", view.say(&edit.field)),
                ("from", said(&edit.from, edit.words)),
                ("to", said(&edit.to, edit.words)),
            ];
            view.tell("platform-edit", &args)
        });
        told.collect::<Vec<_>>()
            .join(&view.say("platform-edit-and"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_says_the_same_is_no_edit() {
        let none = Edits::default().text("a", "x", "x").word("b", "k", "k");
        assert!(none.is_empty());
        let one = none.text("a", "", "\"x\"");
        assert!(!one.is_empty());
        let read: Vec<Edit> = serde_json::from_str(&one.written()).unwrap();
        assert_eq!(read, one.0);
    }
}
