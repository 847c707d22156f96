//! What a text says, read in another year than it was written in. On paper it stays as it is: there
//! the date of issue says the year.

use std::borrow::Cow;

use chrono::Datelike;

use super::{English, Said};
use crate::notices::part::{Fact, Part, Stamp, Time, When};
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;

impl Said {
    /// As a page shows it: with the year of its writing beside its dates, where that is not the
    /// reader's.
    pub fn read_by(&self, show: Dates, written: Moment) -> Cow<'_, Self> {
        if written.date_in(show.zone).year() == show.today().year() {
            return Cow::Borrowed(self);
        }
        let of_year = |text: &str| show.with_its_year(text, written);
        let facts = self.english.facts.iter();
        Cow::Owned(Self {
            line: of_year(&self.line),
            parts: self.parts.iter().map(|it| dated(it, &of_year)).collect(),
            english: English {
                line: of_year(&self.english.line),
                facts: facts
                    .map(|(label, value)| (label.clone(), of_year(value)))
                    .collect(),
                ..self.english.clone()
            },
            ..self.clone()
        })
    }
}

fn dated(part: &Part, of_year: &impl Fn(&str) -> String) -> Part {
    let stamp = |stamp: &Stamp| Stamp {
        date: of_year(&stamp.date),
        time: of_year(&stamp.time),
    };
    match part {
        Part::When(when) => Part::When(When {
            time: match &when.time {
                Time::Sessions { sessions } => Time::Sessions {
                    sessions: sessions.iter().map(stamp).collect(),
                },
                Time::Span { from, to } => Time::Span {
                    from: stamp(from),
                    to: stamp(to),
                },
            },
            ..when.clone()
        }),
        Part::Facts(facts) => {
            let fact = |fact: &Fact| Fact {
                value: of_year(&fact.value),
                suffix: fact.suffix.as_deref().map(of_year),
                ..fact.clone()
            };
            Part::Facts(facts.iter().map(fact).collect())
        }
        Part::Text(_) | Part::Advice(_) | Part::Table(_) | Part::Measures(_) => part.clone(),
    }
}
