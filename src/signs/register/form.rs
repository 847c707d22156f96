//! The form for a sign or lamp that hangs already: what is typed, and what is wrong with it. Pure.

use chrono_tz::Tz;

use super::entry::LONGEST_INTERVAL;
use super::place::resolve;
use super::things::{self, USUAL_DAYS};
use crate::codes::{Code, CodeError};
use crate::error::Refusal;
use crate::organisation::Place;
use crate::platform::clock::Moment;
use crate::platform::form::{Fields, Reader};
use crate::signs::catalogue::design::Catalogue;

/// What the form stands on.
pub struct Ground<'a> {
    /// What can be chosen besides the statutory things.
    pub catalogue: &'a Catalogue,
    /// The area chosen, with its community's places; nothing when none was, or none that exists.
    pub area: Option<(&'a Place, &'a [Place])>,
    /// The zone of typed dates.
    pub zone: Tz,
    /// The moment of reading.
    pub now: Moment,
}

/// A sign to register.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// A thing, or a design of the catalogue.
    pub design: String,
    /// Where it hangs.
    pub place: Place,
    /// Where exactly.
    pub spot: String,
    /// The standard it answers to.
    pub standard: Option<String>,
    /// Days between two looks.
    pub every: i32,
    /// When somebody last looked.
    pub inspected_at: Option<Moment>,
    /// The code that is stuck on it already; without one it gets a new one.
    pub code: Option<Code>,
}

impl Ground<'_> {
    /// Whether something can be registered: a thing, or a design that stays.
    fn is_known(&self, id: &str) -> bool {
        let design = self.catalogue.find(id);
        things::find(id).is_some() || design.is_some_and(|d| !things::is_temporary(d))
    }

    /// Reads the form; everything that is wrong is told at once.
    pub fn read(&self, fields: &Fields) -> Result<Wanted, Vec<Refusal>> {
        let mut reader = Reader::new(fields);
        let place = self.read_place(&mut reader, fields);
        let spot = reader.optional_text("spot", 60);
        let design = fields.get("design").to_owned();
        if !self.is_known(&design) {
            reader.refuse(Refusal::of_field("design", "register-no-design"));
        }
        let thing = things::find(&design);
        let standard = reader.optional_text("standard", 60);
        let every = read_interval(&mut reader, fields, thing.map_or(USUAL_DAYS, |t| t.days));
        let inspected_at = self.read_day(&mut reader, fields);
        let code = read_code(&mut reader, fields);
        match (place, every, reader.errors()) {
            (Some(place), Some(every), errors) if errors.is_empty() => Ok(Wanted {
                standard: match (standard.as_str(), thing) {
                    ("", thing) => thing.map(|t| t.standard.to_owned()),
                    (_, _) => Some(standard),
                },
                design,
                place,
                spot,
                every,
                inspected_at,
                code,
            }),
            (_, _, errors) => Err(errors),
        }
    }

    /// Where it hangs.
    pub(super) fn read_place(&self, reader: &mut Reader<'_>, fields: &Fields) -> Option<Place> {
        let Some((area, tree)) = self.area else {
            reader.refuse(Refusal::of_field("area", "register-no-area"));
            return None;
        };
        match resolve(tree, area, fields.get("within")) {
            Ok(place) => Some(place),
            Err(refusal) => {
                reader.refuse(refusal);
                None
            }
        }
    }

    /// The day of the last look: noon of it, or now when it is today's morning.
    fn read_day(&self, reader: &mut Reader<'_>, fields: &Fields) -> Option<Moment> {
        if fields.get("inspected").trim().is_empty() {
            return None;
        }
        let on = reader.date("inspected")?;
        let noon = chrono::NaiveTime::from_hms_opt(12, 0, 0)?;
        let at = Moment::from_local(self.zone, on, noon)?;
        if on > self.now.date_in(self.zone) {
            reader.refuse(Refusal::of_field("inspected", "register-look-ahead"));
        }
        Some(at.min(self.now))
    }
}

/// The days between two looks; what is proposed when nothing was typed.
pub(super) fn read_interval(
    reader: &mut Reader<'_>,
    fields: &Fields,
    proposed: i32,
) -> Option<i32> {
    if fields.get("every").trim().is_empty() {
        return Some(proposed);
    }
    reader.number("every", 1..=LONGEST_INTERVAL)
}

/// The typed code, if one was typed.
pub(super) fn read_code(reader: &mut Reader<'_>, fields: &Fields) -> Option<Code> {
    let typed = fields.get("code");
    match typed.parse::<Code>() {
        Ok(code) => Some(code),
        Err(CodeError::WrongLength(0)) => None,
        Err(_) => {
            reader.refuse(Refusal::of_field("code", "register-code-slip"));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisation::{OfficeId, PlaceId, PlaceKind};
    use crate::platform::clock::Clock;

    const ZONE: Tz = chrono_tz::Asia::Shanghai;

    fn garden() -> Place {
        let id = PlaceId::new();
        Place {
            office: OfficeId::new(),
            community: id.clone(),
            parent: None,
            kind: PlaceKind::Community,
            sort_key: 0,
            name: "锦绣花园".into(),
            name_en: "Jinxiu Garden".into(),
            homes: 0,
            path: format!("{id}/"),
            id,
        }
    }

    fn read(more: &[(&str, &str)]) -> Result<Wanted, Vec<&'static str>> {
        let catalogue = Catalogue::get().unwrap();
        let (garden, now) = (garden(), Clock::System.now());
        let tree = [garden.clone()];
        let ground = Ground {
            catalogue,
            area: Some((&garden, &tree)),
            zone: ZONE,
            now,
        };
        let mut fields = Fields::default();
        for (name, value) in more {
            fields.push(name, *value);
        }
        let read = ground.read(&fields);
        read.map_err(|refusals| refusals.iter().map(|r| r.key).collect())
    }

    #[test]
    fn a_lamp_gets_the_standard_and_the_days_of_its_kind() {
        let lamp = read(&[("design", "t-exit-lamp")]).unwrap();
        assert_eq!(lamp.every, 30);
        assert_eq!(lamp.standard.as_deref(), Some("GB 51309-2018"));
        assert!(lamp.code.is_none() && lamp.inspected_at.is_none());
        let own = read(&[
            ("design", "t-exit-lamp"),
            ("every", "90"),
            ("standard", "GB 17945"),
        ]);
        let own = own.unwrap();
        assert_eq!((own.every, own.standard.as_deref()), (90, Some("GB 17945")));
    }

    #[test]
    fn a_temporary_sign_and_a_look_in_the_future_and_a_slip_are_refused_together() {
        let wrong = read(&[
            ("design", "i-lift-stop"),
            ("every", "0"),
            ("inspected", "2199-01-01"),
            ("code", "8K4T2M9XQ6"),
        ]);
        let keys = [
            "register-no-design",
            "form-no-number",
            "register-look-ahead",
            "register-code-slip",
        ];
        assert_eq!(wrong.unwrap_err(), keys);
    }
}
