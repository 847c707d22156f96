//! What a kind reads its form against, and the form as it was typed.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::said::{Frozen, Said};
use crate::error::Refusal;
use crate::organisation::{Board, Office, Place};
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::form::Fields;
use crate::platform::words::Lang;

/// What a kind needs to know to read its form.
pub struct Ground<'a> {
    /// Now.
    pub now: Moment,
    /// How times are shown and read: the office's zone.
    pub zone: chrono_tz::Tz,
    /// The community.
    pub community: &'a Place,
    /// Its places, in reading order.
    pub tree: &'a [Place],
    /// Its boards.
    pub boards: &'a [Board],
    /// The office that answers for it.
    pub office: &'a Office,
    /// What the notice follows: replaced, cancelled or apologised for.
    pub before: Option<&'a Frozen>,
    /// The number of that.
    pub number_before: Option<&'a str>,
    /// When that was written.
    pub written_before: Option<Moment>,
    /// The characters of a text that the print faces lack.
    pub unprintable: &'a dyn Fn(&str) -> Vec<char>,
}

impl Ground<'_> {
    /// Dates as the reader of a language wants them.
    pub fn dates(&self, lang: Lang) -> Dates {
        Dates::new(lang, self.zone, self.now)
    }

    /// What is followed, as a text of today cites it: with its year, where that is another.
    pub fn said_before(&self) -> Option<Cow<'_, Said>> {
        let before = self.before?;
        let written = self.written_before.unwrap_or(self.now);
        Some(before.said.read_by(self.dates(Lang::Zh), written))
    }

    /// Refuses a text that cannot be printed, and names what is missing.
    pub fn check_printable(&self, field: &'static str, text: &str) -> Option<Refusal> {
        let missing = (self.unprintable)(&text.replace('\n', ""));
        if missing.is_empty() {
            return None;
        }
        let shown: Vec<String> = missing.iter().take(8).map(char::to_string).collect();
        Some(Refusal::of_field(field, "notices-unprintable").naming("missing", shown.join(" ")))
    }
}

/// Fields that are of the sending or of a search, not of the draft.
const TRANSIENT: [&str; 7] = [
    "csrf", "version", "action", "seen", "window", "kind", "within",
];
/// Fields that the page adds by itself: nobody wrote them.
const UNWRITTEN: [&str; 3] = ["id", "body_auto", "ended_at"];

/// The form of a draft, kept as typed so that nothing is lost.
#[derive(Debug, Clone, Default, Serialize, Deserialize, diesel::deserialize::FromSqlRow)]
pub struct Draft(pub Vec<(String, String)>);

crate::read_column!(Draft, |json| serde_json::from_str(&json)
    .map_err(|e| format!("a stored form: {e}")));

impl Draft {
    /// What of a form is worth keeping.
    pub fn of(fields: &Fields) -> Self {
        let kept = fields
            .pairs()
            .iter()
            .filter(|(name, _)| !TRANSIENT.contains(&name.as_str()));
        Self(kept.cloned().collect())
    }

    /// Whether another says the same: a form that is opened and kept unchanged is no writing, in
    /// whatever order and with whatever line ends a browser sends it. A text that follows the
    /// fields says nothing of its own.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.written() == other.written()
    }

    /// What somebody wrote of it, field by field.
    pub fn written(&self) -> BTreeMap<&str, BTreeSet<String>> {
        let fields = self.fields();
        let mut written: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (name, value) in &self.0 {
            let value = value.replace("\r\n", "\n").trim().to_owned();
            let follows = name == "body" && !is_own_text(&value, &fields);
            if !value.is_empty() && !follows && !UNWRITTEN.contains(&name.as_str()) {
                written.entry(name).or_default().insert(value);
            }
        }
        written
    }

    /// The form again.
    pub fn fields(&self) -> Fields {
        let mut fields = Fields::default();
        for (name, value) in &self.0 {
            fields.push(name, value.clone());
        }
        fields
    }
}

/// Whether the text is the clerk's own: it differs from the one the fields made when it was shown.
pub fn is_own_text(typed: &str, fields: &Fields) -> bool {
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    !typed.is_empty() && bare(typed) != bare(fields.get("body_auto"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft<const N: usize>(pairs: [(&str, &str); N]) -> Draft {
        Draft::of(&Fields::of(
            pairs.map(|(name, value)| (name, value.to_owned())),
        ))
    }

    #[test]
    fn a_form_sent_unchanged_says_the_same_whatever_a_browser_makes_of_it() {
        let kept = draft([("reason", "换水泵"), ("place", "a"), ("place", "b")]);
        let sent = draft([
            ("csrf", "x"),
            ("seen", "3-1"),
            ("window", "w"),
            ("id", "n"),
            ("place", "b"),
            ("place", "a"),
            ("end_date", ""),
            ("reason", " 换水泵 "),
            ("body", "自动 写的"),
            ("body_auto", "自动写的"),
        ]);
        assert!(kept.says_the_same(&sent));
        let unix = draft([("body", "一\n二")]);
        assert!(unix.says_the_same(&draft([("body", "一\r\n二")])));
    }

    #[test]
    fn a_word_a_place_or_an_own_text_more_or_less_is_writing() {
        let kept = draft([("reason", "换水泵"), ("place", "a")]);
        for other in [
            draft([("reason", "换水"), ("place", "a")]),
            draft([("reason", "换水泵"), ("place", "a"), ("place", "b")]),
            draft([("reason", "换水泵")]),
            draft([("reason", "换水泵"), ("place", "a"), ("body", "自己写的")]),
        ] {
            assert!(!kept.says_the_same(&other), "{other:?}");
        }
    }
}
