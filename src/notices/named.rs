//! Days and hours that a text of somebody's own names, held against those that its form says.
//!
//! A reader trusts the sentence he remembers: one that names another day than the large figures
//! above it sends him to the tap at the wrong hour. What is found is told; whoever means it says so.

mod found;
mod reading;
mod scan;

use chrono::{Datelike, Days, NaiveDate, Timelike};
use chrono_tz::Tz;

use self::found::{Day, Hour, What};
use crate::error::Refusal;
use crate::platform::clock::Moment;
use crate::platform::dates::weekday;
use crate::platform::form::Fields;
use crate::platform::words::Lang;

/// The field with which somebody says that a text names other days and hours on purpose. It holds
/// the words that were told, so that it answers for no others.
pub(in crate::notices) const MEANT: &str = "meant";

/// What a form says of days and hours.
#[derive(Debug, Clone)]
pub(in crate::notices) struct Says {
    days: Vec<NaiveDate>,
    minutes: Vec<u32>,
    /// The day on which the text is read first: what 明天 counts from.
    read_on: NaiveDate,
    zone: Tz,
}

impl Says {
    /// Nothing yet, of a text that is read first then.
    pub(in crate::notices) fn nothing(read_first: Moment, zone: Tz) -> Self {
        Self {
            days: Vec::new(),
            minutes: Vec::new(),
            read_on: read_first.date_in(zone),
            zone,
        }
    }

    /// A span, with each of its days.
    #[must_use]
    pub(in crate::notices) fn span(self, from: Moment, to: Moment) -> Self {
        let mut says = self.moment(from).moment(to);
        let (mut day, last) = (from.date_in(says.zone), to.date_in(says.zone));
        while let Some(next) = day
            .checked_add_days(Days::new(1))
            .filter(|next| *next <= last)
        {
            says.days.push(next);
            day = next;
        }
        says
    }

    /// A moment. The midnight that ends a day is of that day too.
    #[must_use]
    pub(in crate::notices) fn moment(mut self, at: Moment) -> Self {
        let (day, time) = (at.date_in(self.zone), at.time_in(self.zone));
        let minute = time.hour() * 60 + time.minute();
        self.days.push(day);
        if minute == 0 {
            self.days.extend(day.pred_opt());
        }
        self.minutes.push(minute);
        self
    }

    fn has_day(&self, named: &Day) -> bool {
        self.days.iter().any(|day| named.is(*day))
    }

    fn has_hour(&self, hour: Hour) -> bool {
        self.minutes.iter().any(|minute| hour.is(*minute))
    }

    /// The day that was meant: one that the form says, else that day in the year of the form.
    fn meant(&self, named: &Day) -> Option<NaiveDate> {
        let said = self.days.iter().find(|day| named.is(**day)).copied();
        said.or_else(|| {
            let year = named
                .year
                .or_else(|| self.days.first().map(NaiveDate::year))?;
            NaiveDate::from_ymd_opt(year, named.month?, named.nth)
        })
    }

    /// Whether the form says what was named.
    fn has(&self, what: &What) -> bool {
        match what {
            What::Day(named) => self.has_day(named),
            What::Away(days) => {
                let day = self.read_on.checked_add_days(Days::new(*days));
                day.is_some_and(|day| self.days.contains(&day))
            }
            What::Weekday(named) => self.days.iter().any(|day| day.weekday() == *named),
            What::Hour(hour) => self.has_hour(*hour),
        }
    }
}

/// What a text names that the form does not say: one refusal for all of that, and one for each
/// weekday that is not that of its date.
pub(in crate::notices) fn doubts(field: &'static str, text: &str, says: &Says) -> Vec<Refusal> {
    let named = reading::all(text);
    let mut others: Vec<&str> = Vec::new();
    for one in named.iter().filter(|one| !says.has(&one.what)) {
        if !others.contains(&one.words.as_str()) {
            others.push(&one.words);
        }
    }
    let mut doubts = Vec::new();
    if !others.is_empty() {
        let differs = Refusal::of_field(field, "notices-text-differs");
        doubts.push(differs.naming("words", others.join("、")));
    }
    for one in &named {
        let What::Day(day) = &one.what else { continue };
        let Some((said, date)) = day.weekday.zip(says.meant(day)) else {
            continue;
        };
        if date.weekday() != said {
            let wrong = Refusal::of_field(field, "notices-text-weekday");
            let is = weekday(Lang::Zh, date.weekday());
            doubts.push(wrong.naming("words", one.words.clone()).naming("is", is));
        }
    }
    doubts
}

/// The words of doubts, as the box that answers for them holds them.
pub(in crate::notices) fn words_of(doubts: &[Refusal]) -> String {
    let words = doubts.iter().flat_map(|doubt| &doubt.args);
    let words = words.filter(|(name, _)| *name == "words");
    words
        .map(|(_, words)| words.as_str())
        .collect::<Vec<_>>()
        .join("、")
}

/// Whether a form says that it means what it is doubted for.
pub(in crate::notices) fn are_meant(doubts: &[Refusal], fields: &Fields) -> bool {
    doubts.is_empty() || fields.get(MEANT) == words_of(doubts)
}

#[cfg(test)]
mod tests;
