//! The form of new signs: what is proposed, what was typed, what is wrong with it. Pure.

mod places;

use chrono::{Duration, NaiveDateTime, NaiveTime, Timelike};
use chrono_tz::Tz;

pub use self::places::place_name;
use super::stop::{Stop, Wording};
use crate::error::Refusal;
use crate::organisation::place::full_name_en;
use crate::organisation::{Office, Place, PlaceKind};
use crate::platform::clock::Moment;
use crate::platform::dates::{clock_time, field_date};
use crate::platform::form::{Begun, Fields, Reader};
use crate::platform::once;
use crate::platform::punctuation::chinese;
use crate::signs::catalogue::design::{Design, Field};
use crate::signs::print::work::{usual_apology, usual_ask};
use crate::signs::register::entry::{BatchId, Label};

/// The clause that wants signs, and wants them gone when the work is done.
const CLAUSE: &str = "QP7.3 §4.4.1";
/// A stop longer than this is no temporary one: it wants a notice.
pub(super) const LONGEST: Duration = Duration::days(92);

/// Work that ends the day after the one that stands in the form is a night's; more is a mistyped
/// hour.
const NIGHT: Duration = Duration::hours(12);

/// What the form stands on.
pub struct Ground<'a> {
    /// The sign to make.
    pub design: &'a Design,
    /// The community with all its places.
    pub tree: &'a [Place],
    /// The office that answers for it.
    pub office: &'a Office,
    /// What stands still already, and when.
    pub stops: &'a [Stop],
    /// The zone of typed times.
    pub zone: Tz,
    /// The moment of reading.
    pub now: Moment,
    /// The characters of a text that cannot be printed.
    pub unprintable: &'a dyn Fn(&str) -> Vec<char>,
}

/// Signs to make.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The design.
    pub design: String,
    /// What is stopped.
    pub place: Place,
    /// Where a copy hangs, one each.
    pub at: Vec<Place>,
    /// When the stop begins.
    pub starts_at: Moment,
    /// When it ends.
    pub ends_at: Moment,
    /// The words on the sheets.
    pub wording: Wording,
}

/// From when until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// From when.
    pub from: Moment,
    /// Until when.
    pub to: Moment,
}

/// What is stopped, and where its copies hang.
struct Site {
    place: Place,
    at: Vec<Place>,
}

/// What can be told of an unfinished form.
#[derive(Debug, Clone)]
pub struct Sketch {
    /// The words so far.
    pub wording: Wording,
    /// Where copies hang.
    pub at: Vec<Place>,
    /// The hours, once they can be read.
    pub span: Option<Span>,
}

impl Ground<'_> {
    /// Whether the design asks for a field.
    pub fn wants(&self, field: Field) -> bool {
        self.design.fields.contains(&field)
    }

    fn check_printable(&self, field: &'static str, text: &str) -> Option<Refusal> {
        let missing = (self.unprintable)(text);
        let shown: Vec<String> = missing.iter().map(char::to_string).collect();
        (!missing.is_empty()).then(|| {
            Refusal::of_field(field, "signs-unprintable").naming("missing", shown.join(" "))
        })
    }

    /// A form as first shown: from now, until a time the clerk has to say.
    pub fn fresh(&self) -> Fields {
        let (on, time) = (
            rounded(self.now).date_in(self.zone),
            rounded(self.now).time_in(self.zone),
        );
        Fields::of([
            (once::FIELD, BatchId::new().to_string()),
            ("from_date", field_date(on)),
            ("from_time", clock_time(time)),
            ("to_date", field_date(on)),
            ("apology", usual_apology(self.design.kind).to_owned()),
            ("phone", self.office.phone.clone()),
        ])
    }

    /// The form with what follows from a place that was chosen just now: an alternative that the
    /// clerk did not write herself is proposed anew.
    pub fn followed(&self, fields: &Fields) -> Fields {
        let proposal = self.alternative(fields).zh;
        let own = fields.get("alternative") != fields.get("proposed");
        let mut out = Fields::default();
        for (name, value) in fields.pairs() {
            if name != "proposed" && (own || name != "alternative") {
                out.push(name, value.clone());
            }
        }
        if !own {
            out.push("alternative", proposal.clone());
        }
        out.push("proposed", proposal);
        out
    }

    /// Reads the form; everything that is wrong is told at once.
    pub fn read(&self, fields: &Fields) -> Result<Wanted, Vec<Refusal>> {
        let mut reader = Reader::new(fields);
        let place = self.read_place(&mut reader, fields);
        let span = self.read_span(&mut reader, fields);
        let wording = self.read_wording(&mut reader, fields);
        match (place, span, reader.errors()) {
            (Some(Site { place, at }), Some(span), errors) if errors.is_empty() => Ok(Wanted {
                design: self.design.id.clone(),
                wording: self.worded(wording, &place, &at),
                place,
                at,
                starts_at: span.from,
                ends_at: span.to,
            }),
            (_, _, errors) => Err(errors),
        }
    }

    fn read_place(&self, reader: &mut Reader<'_>, fields: &Fields) -> Option<Site> {
        let Some(place) = self.place(fields) else {
            let field = if self.area(fields).is_none() {
                "area"
            } else {
                "place"
            };
            reader.refuse(Refusal::of_field(field, "signs-no-place"));
            return None;
        };
        let doors = self.doors(place);
        let at: Vec<Place> = doors
            .into_iter()
            .filter(|door| self.is_ticked(fields, place, door))
            .cloned()
            .collect();
        if at.is_empty() {
            reader.refuse(Refusal::of_field("door", "signs-no-door"));
            return None;
        }
        let place = place.clone();
        Some(Site { place, at })
    }

    fn read_span(&self, reader: &mut Reader<'_>, fields: &Fields) -> Option<Span> {
        let from = reader.date("from_date").zip(reader.time("from_time"));
        let no_end = fields.get("to_time").trim().is_empty();
        if no_end {
            // A temporary sign without an end stays for ever.
            reader.refuse(Refusal::of_field("to_time", "signs-no-end").under(CLAUSE));
            return None;
        }
        // The day that stands in the form is the one it begins on until somebody names another.
        let shown = reader.date("to_date");
        let end_on = shown.filter(|on| Some(*on) != from.map(|f| f.0));
        let (on, start) = from.unwrap_or_default();
        let to = reader.end_time("to_time", Begun { on, start, end_on });
        // 24:00 is the end of the day itself.
        let is_next = |to: NaiveDateTime| to.date() != on && to.time() != NaiveTime::MIN;
        let rolled = end_on.is_none() && to.is_some_and(is_next);
        let at = |(on, time)| Moment::from_local(self.zone, on, time);
        let (starts_at, ends_at) = (at(from?)?, at(to.map(|to| (to.date(), to.time()))?)?);
        let mistyped = rolled && ends_at.since(starts_at) > NIGHT;
        let refused = if ends_at <= starts_at || mistyped {
            Refusal::of_field("to_time", "signs-end-before-start")
        } else if ends_at <= self.now {
            Refusal::of_field("to_time", "signs-end-past")
        } else if ends_at.since(starts_at) > LONGEST {
            Refusal::of_field("to_date", "signs-too-long").under(CLAUSE)
        } else {
            return Some(Span {
                from: starts_at,
                to: ends_at,
            });
        };
        reader.refuse(refused);
        None
    }

    /// The end, where it was read as of the day behind the one that stands in the form.
    pub fn next_day(&self, fields: &Fields) -> Option<Moment> {
        let mut reader = Reader::new(fields);
        let (shown, span) = (
            reader.date("to_date")?,
            self.read_span(&mut reader, fields)?,
        );
        // 24:00 is the end of the day itself.
        let last = (span.to - Duration::seconds(1)).date_in(self.zone);
        (last > shown).then_some(span.to)
    }

    /// The typed words, as they would stand on the sheets.
    fn read_wording(&self, reader: &mut Reader<'_>, fields: &Fields) -> Wording {
        let some = |text: String| (!text.is_empty()).then_some(text);
        let asked = self.wants(Field::Product);
        let product = if asked {
            chinese(&reader.text("product", 40))
        } else {
            String::new()
        };
        let alternative = chinese(&reader.optional_text("alternative", 40));
        let alternative_note = chinese(&reader.optional_text("alternative_note", 40));
        let apology = chinese(&reader.optional_text("apology", 60));
        let phone = reader.phone("phone", 40);
        for (field, text) in [
            ("product", &product),
            ("alternative", &alternative),
            ("alternative_note", &alternative_note),
            ("apology", &apology),
            ("phone", &phone),
        ] {
            if let Some(refusal) = self.check_printable(field, text) {
                reader.refuse(refusal);
            }
        }
        let proposal = self.alternative(fields);
        let kept = !proposal.zh.is_empty() && chinese(&proposal.zh) == alternative;
        let alternative_en = kept.then_some(proposal.en);
        let offered = self.wants(Field::Alternative);
        Wording {
            product: some(product),
            alternative: some(alternative).filter(|_| offered),
            alternative_en: alternative_en.filter(|_| offered),
            alternative_note: some(alternative_note).filter(|_| offered),
            apology,
            ask: usual_ask(self.design.kind).to_owned(),
            phone,
            issuer: self.office.name.clone(),
            issuer_en: self.office.name_en.clone(),
            place: String::new(),
            place_en: String::new(),
            copies: Vec::new(),
            moved_at: None,
        }
    }

    fn worded(&self, wording: Wording, place: &Place, at: &[Place]) -> Wording {
        let label = |door: &Place| {
            if door.id == place.id {
                return Label {
                    zh: "轿厢内".to_owned(),
                    en: "Inside the car".to_owned(),
                };
            }
            Label {
                zh: door.name.clone(),
                en: door.name_en.clone(),
            }
        };
        let by_itself = place.kind != PlaceKind::Lift;
        Wording {
            place: place_name(self.tree, place),
            place_en: full_name_en(self.tree, place),
            copies: at.iter().filter(|_| !by_itself).map(label).collect(),
            ..wording
        }
    }

    /// What the sheet would say of an unfinished form.
    pub fn sketch(&self, fields: &Fields) -> Sketch {
        let mut reader = Reader::new(fields);
        let site = self.read_place(&mut reader, fields);
        let span = self.read_span(&mut reader, fields);
        let wording = self.read_wording(&mut reader, fields);
        let (wording, at) = match site {
            Some(Site { place, at }) => (self.worded(wording, &place, &at), at),
            None => (wording, Vec::new()),
        };
        Sketch { wording, at, span }
    }
}

/// The next full quarter of an hour.
fn rounded(now: Moment) -> Moment {
    let past = i64::from(now.local(chrono_tz::UTC).minute() % 15) * 60
        + i64::from(now.local(chrono_tz::UTC).second());
    let whole = now - Duration::microseconds(now.micros().rem_euclid(1_000_000));
    if past == 0 {
        whole
    } else {
        whole + Duration::seconds(900 - past)
    }
}

#[cfg(test)]
mod tests;
