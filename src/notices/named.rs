//! Days and hours that a text of somebody's own names, held against those that its form says.
//!
//! A reader trusts the sentence he remembers: one that names another day than the large figures
//! above it sends him to the tap at the wrong hour. What is found is told; whoever means it says so.

mod around;
mod found;
mod reading;
mod scan;

use chrono::{Datelike, Days, Duration, NaiveDate, Timelike, Weekday};
use chrono_tz::Tz;

use self::around::{Around, Of};
use self::found::{Day, Hour, Named, OfWeek, What};
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
    /// The minute of the day at which each span begins, and its length in minutes.
    spans: Vec<(u32, u32)>,
    /// Whether the text is written after it all, and may plan what is to come.
    looks_back: bool,
    /// Whether the text calls it off, and may name the time to which it is moved.
    calls_off: bool,
    /// The day on which the text is read first: what 明天 counts from.
    read_on: NaiveDate,
    zone: Tz,
}

/// A day that lies farther back is that of no stop that a notice tells of.
const LONG_AGO: Duration = Duration::days(180);

impl Says {
    /// Nothing yet, of a text that is read first then.
    pub(in crate::notices) fn nothing(read_first: Moment, zone: Tz) -> Self {
        Self {
            days: Vec::new(),
            minutes: Vec::new(),
            spans: Vec::new(),
            looks_back: false,
            calls_off: false,
            read_on: read_first.date_in(zone),
            zone,
        }
    }

    /// A span, with each of its days.
    #[must_use]
    pub(in crate::notices) fn span(self, from: Moment, to: Moment) -> Self {
        let mut says = self.moment(from).moment(to);
        let length = u32::try_from(to.since(from).num_minutes()).unwrap_or_default();
        let begins = says.minute_of(from);
        says.spans.push((begins, length));
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
        let (day, minute) = (at.date_in(self.zone), self.minute_of(at));
        self.days.push(day);
        if minute == 0 {
            self.days.extend(day.pred_opt());
        }
        self.minutes.push(minute);
        self
    }

    /// The same for a text that is written after it all: an apology tells what was done since and
    /// what will be.
    #[must_use]
    pub(in crate::notices) fn looking_back(self) -> Self {
        Self {
            looks_back: true,
            ..self
        }
    }

    /// The same for a text that calls it off: its reason may name another time for it.
    #[must_use]
    pub(in crate::notices) fn calling_off(self) -> Self {
        Self {
            calls_off: true,
            ..self
        }
    }

    fn minute_of(&self, at: Moment) -> u32 {
        let time = at.time_in(self.zone);
        time.hour() * 60 + time.minute()
    }

    fn has_day(&self, named: &Day) -> bool {
        self.days.iter().any(|day| named.is(*day))
    }

    fn has_hour(&self, hour: Hour) -> bool {
        self.minutes.iter().any(|minute| hour.is(*minute))
    }

    /// The day that was meant: one that the form says, else the nearest to it.
    fn meant(&self, named: &Day) -> Option<NaiveDate> {
        let said = self.days.iter().find(|day| named.is(**day)).copied();
        if let (None, Some(year), Some(month)) = (said, named.year, named.month) {
            return NaiveDate::from_ymd_opt(year, month, named.nth);
        }
        said.or_else(|| {
            let first = self.days.first()?;
            let mut near = (1..=366).map(Days::new).flat_map(|away| {
                let (before, after) = (first.checked_sub_days(away), first.checked_add_days(away));
                before.into_iter().chain(after)
            });
            near.find(|day| named.is(*day))
        })
    }

    /// The next such weekday that a reader comes to.
    fn next(&self, weekday: Weekday) -> Option<NaiveDate> {
        let days = weekday.days_since(self.read_on.weekday());
        self.in_days(u64::from(days))
    }

    /// The weekday of that week, as seen from the one in which it is read.
    fn of_week(&self, named: OfWeek) -> Option<NaiveDate> {
        let to = i64::from(named.weekday.num_days_from_monday());
        let from = i64::from(self.read_on.weekday().num_days_from_monday());
        let away = Duration::days(named.weeks * 7 + to - from);
        self.read_on.checked_add_signed(away)
    }

    fn in_days(&self, days: u64) -> Option<NaiveDate> {
        self.read_on.checked_add_days(Days::new(days))
    }

    /// Whether it is asked about: the form does not say it, and it may send a reader to the tap at
    /// the wrong time.
    fn asks(&self, named: &Named) -> bool {
        let around = named.around;
        if self.calls_off && around.moves {
            return false;
        }
        let asks_day = |day: Option<NaiveDate>| day.is_none_or(|day| self.asks_day(day, around));
        let misleads = match &named.what {
            What::Day(day) => asks_day(self.meant(day)),
            What::Away(days) => asks_day(self.in_days(*days)),
            What::OfWeek(named) => asks_day(self.of_week(*named)),
            // Whether it was or is to come, it does not say itself.
            What::Weekday(_) if self.looks_back => self.tells_of_it(around),
            What::Weekend => self.tells_of_it(around),
            What::Weekday(weekday) => asks_day(self.next(*weekday)),
            What::Hour(hour) => self.asks_hour(*hour, around),
        };
        misleads && !self.has(&named.what)
    }

    /// Whether a clause tells of this stop, and not of one that is planned after it.
    fn tells_of_it(&self, around: Around) -> bool {
        around.of == Of::Stop && !(self.looks_back && around.plans)
    }

    /// A day ahead of the stop is one to prepare on or that of a signature, unless the sentence puts
    /// the stop there; one behind it is a plan where the text looks back.
    fn asks_day(&self, day: NaiveDate, around: Around) -> bool {
        let is_ahead = self.days.first().is_some_and(|first| day < *first);
        match around.of {
            Of::Always => false,
            Of::Stop if self.looks_back => day <= self.read_on,
            Of::Stop => true,
            Of::Ahead | Of::Found => !is_ahead && !self.looks_back,
            Of::Other if is_ahead => around.sentence_tells && !self.is_long_ago(day),
            Of::Other => !self.looks_back,
        }
    }

    /// Whether a day is that of a law or a house, and not one of the stop with its year mistyped.
    fn is_long_ago(&self, day: NaiveDate) -> bool {
        let of_year = |day: &NaiveDate| (day.month(), day.day());
        let is_mistyped = self.days.iter().any(|said| of_year(said) == of_year(&day));
        self.read_on - day > LONG_AGO && !is_mistyped
    }

    /// An hour within the stop is a step of the work, unless the clause tells of the stop.
    fn asks_hour(&self, hour: Hour, around: Around) -> bool {
        match around.of {
            Of::Stop => self.tells_of_it(around),
            Of::Always | Of::Found => false,
            Of::Ahead => self.is_during(hour) && !self.looks_back,
            Of::Other => !self.is_during(hour) && !self.looks_back,
        }
    }

    fn is_during(&self, hour: Hour) -> bool {
        let since = |minute: u32, from: u32| (minute + 1_440 - from) % 1_440;
        let is_in = |(from, length): &(u32, u32)| {
            let minutes = hour.minutes();
            minutes.iter().any(|minute| since(*minute, *from) < *length)
        };
        self.spans.iter().any(is_in)
    }

    /// Whether the form says what was named.
    fn has(&self, what: &What) -> bool {
        match what {
            What::Day(named) => self.has_day(named),
            What::Away(days) => {
                let day = self.in_days(*days);
                day.is_some_and(|day| self.days.contains(&day))
            }
            What::Weekday(named) => self.days.iter().any(|day| day.weekday() == *named),
            What::OfWeek(named) => {
                let day = self.of_week(*named);
                day.is_some_and(|day| self.days.contains(&day))
            }
            What::Weekend => {
                let is_free =
                    |day: &NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
                self.days.iter().any(is_free)
            }
            What::Hour(hour) => self.has_hour(*hour),
        }
    }
}

/// What a text names that the form does not say and that may mislead: one refusal for all of that,
/// and one for each weekday that is not that of its date.
pub(in crate::notices) fn doubts(field: &'static str, text: &str, says: &Says) -> Vec<Refusal> {
    let named = reading::all(text);
    let mut others: Vec<&str> = Vec::new();
    for one in named.iter().filter(|one| says.asks(one)) {
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
        let is_sure = day.month.is_some() || says.has_day(day);
        let date = says.meant(day).filter(|_| is_sure);
        let Some((said, date)) = day.weekday.zip(date) else {
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
