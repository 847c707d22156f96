//! The form of new signs: what is proposed, what was typed, what is wrong with it. Pure.

use chrono::{Duration, Timelike};
use chrono_tz::Tz;

use super::{Label, Wording};
use crate::error::Refusal;
use crate::organisation::place::{full_name, full_name_en};
use crate::organisation::{Office, Place, PlaceKind};
use crate::platform::clock::Moment;
use crate::platform::dates::{clock_time, field_date};
use crate::platform::form::{Fields, Reader};
use crate::signs::design::{Design, Field};

/// The clause that wants signs, and wants them gone when the work is done.
const CLAUSE: &str = "QP7.3 §4.4.1";
/// A stop longer than this is no temporary one: it wants a notice.
const LONGEST: Duration = Duration::days(92);

/// What the form stands on.
pub struct Ground<'a> {
    /// The sign to make.
    pub design: &'a Design,
    /// The community with all its places.
    pub tree: &'a [Place],
    /// The office that answers for it.
    pub office: &'a Office,
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

/// `3号楼2单元 · 2号梯`.
pub fn place_name(tree: &[Place], place: &Place) -> String {
    let within = |p: &&Place| {
        matches!(p.kind, PlaceKind::Building | PlaceKind::Entrance)
            && p.id != place.id
            && p.contains(place)
    };
    let area: String = tree
        .iter()
        .filter(within)
        .map(|p| p.name.as_str())
        .collect();
    if area.is_empty() {
        place.name.clone()
    } else if place.kind == PlaceKind::Entrance {
        format!("{area}{}", place.name)
    } else {
        format!("{area} · {}", place.name)
    }
}

impl Ground<'_> {
    /// The places the sign can hang at, in reading order.
    fn candidates(&self) -> impl Iterator<Item = &Place> {
        self.tree
            .iter()
            .filter(|p| self.design.at.contains(&p.kind))
    }

    /// The entrance, else the building, else the community a place lies in or is.
    pub fn area_of(&self, place: &Place) -> Option<&Place> {
        let around = |kind| {
            self.tree
                .iter()
                .find(|p| p.kind == kind && p.contains(place))
        };
        around(PlaceKind::Entrance)
            .or_else(|| around(PlaceKind::Building))
            .or_else(|| around(PlaceKind::Community))
    }

    /// The areas that have a place for the sign.
    pub fn areas(&self) -> Vec<&Place> {
        let mut areas: Vec<&Place> = Vec::new();
        for area in self.candidates().filter_map(|p| self.area_of(p)) {
            if !areas.iter().any(|a| a.id == area.id) {
                areas.push(area);
            }
        }
        areas
    }

    /// The area chosen, or the only one there is.
    pub fn area(&self, fields: &Fields) -> Option<&Place> {
        one_of(&self.areas(), fields.get("area"))
    }

    /// The places of an area, what is met first on top: the lobby, lifts, floors.
    pub fn places(&self, area: Option<&Place>) -> Vec<&Place> {
        let Some(area) = area else {
            return Vec::new();
        };
        self.candidates()
            .filter(|p| self.area_of(p).is_some_and(|a| a.id == area.id))
            .collect()
    }

    /// The place chosen, or the only one there is.
    pub fn place(&self, fields: &Fields) -> Option<&Place> {
        one_of(&self.places(self.area(fields)), fields.get("place"))
    }

    /// Where copies may hang: at a lift, the door of every floor and the car; else the place.
    pub fn doors(&self, place: &Place) -> Vec<&Place> {
        let floors: Vec<&Place> = match (place.kind, self.area_of(place)) {
            (PlaceKind::Lift, Some(area)) => self
                .tree
                .iter()
                .filter(|p| p.kind == PlaceKind::Floor && area.contains(p))
                .collect(),
            _ => Vec::new(),
        };
        let own = self.tree.iter().filter(|p| p.id == place.id);
        floors.into_iter().chain(own).collect()
    }

    /// Whether a copy hangs at this door: as ticked, or on every floor when the place was chosen
    /// just now. The car is offered and not proposed: nobody should be in it.
    pub fn is_ticked(&self, fields: &Fields, place: &Place, door: &Place) -> bool {
        if fields.get("doors_of") == place.id.as_str() {
            return fields.all("door").contains(&door.id.as_str());
        }
        door.id != place.id || self.doors(place).len() == 1
    }

    /// What people can use instead of a lift: the others of its entrance, in both languages.
    pub fn alternative(&self, place: Option<&Place>) -> (String, String) {
        let none = (String::new(), String::new());
        let Some(place) = place.filter(|p| p.kind == PlaceKind::Lift) else {
            return none;
        };
        let Some(area) = self.area_of(place) else {
            return none;
        };
        let others: Vec<&Place> = self
            .tree
            .iter()
            .filter(|p| p.kind == PlaceKind::Lift && p.id != place.id && area.contains(p))
            .collect();
        let zh: Vec<&str> = others.iter().map(|p| p.name.as_str()).collect();
        let en: Vec<&str> = others.iter().map(|p| p.name_en.as_str()).collect();
        (zh.join("、"), en.join(" or "))
    }

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
        let (on, time) = rounded(self.now).wall(self.zone);
        Fields::of([
            ("from_date", field_date(on)),
            ("from_time", clock_time(time)),
            ("to_date", field_date(on)),
            ("apology", "给您带来不便，深表歉意。".to_owned()),
            ("phone", self.office.phone.clone()),
        ])
    }

    /// The form with what follows from a place that was chosen just now: an alternative that the
    /// clerk did not write herself is proposed anew.
    pub fn followed(&self, fields: &Fields) -> Fields {
        let (proposal, _) = self.alternative(self.place(fields));
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
            (Some((place, at)), Some((starts_at, ends_at)), errors) if errors.is_empty() => {
                Ok(Wanted {
                    design: self.design.id.clone(),
                    wording: self.worded(wording, &place, &at),
                    place,
                    at,
                    starts_at,
                    ends_at,
                })
            }
            (_, _, errors) => Err(errors),
        }
    }

    fn read_place(&self, reader: &mut Reader<'_>, fields: &Fields) -> Option<(Place, Vec<Place>)> {
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
        Some((place.clone(), at))
    }

    fn read_span(&self, reader: &mut Reader<'_>, fields: &Fields) -> Option<(Moment, Moment)> {
        let from = reader.date("from_date").zip(reader.time("from_time"));
        let no_end = fields.get("to_time").trim().is_empty();
        if no_end {
            // A temporary sign without an end stays for ever.
            reader.refuse(Refusal::of_field("to_time", "signs-no-end").under(CLAUSE));
            return None;
        }
        let to = reader.date("to_date").zip(reader.time("to_time"));
        let at = |(on, time)| Moment::from_local(self.zone, on, time);
        let (starts_at, ends_at) = (at(from?)?, at(to?)?);
        let refused = if ends_at <= starts_at {
            Refusal::of_field("to_time", "signs-end-before-start")
        } else if ends_at <= self.now {
            Refusal::of_field("to_time", "signs-end-past")
        } else if ends_at.since(starts_at) > LONGEST {
            Refusal::of_field("to_date", "signs-too-long").under(CLAUSE)
        } else {
            return Some((starts_at, ends_at));
        };
        reader.refuse(refused);
        None
    }

    /// The typed words, as they would stand on the sheets.
    fn read_wording(&self, reader: &mut Reader<'_>, fields: &Fields) -> Wording {
        let some = |text: String| (!text.is_empty()).then_some(text);
        let alternative = reader.optional_text("alternative", 40);
        let alternative_note = reader.optional_text("alternative_note", 40);
        let apology = reader.text("apology", 60);
        let phone = reader.text("phone", 40);
        for (field, text) in [
            ("alternative", &alternative),
            ("alternative_note", &alternative_note),
            ("apology", &apology),
            ("phone", &phone),
        ] {
            if let Some(refusal) = self.check_printable(field, text) {
                reader.refuse(refusal);
            }
        }
        let (proposal, english) = self.alternative(self.place(fields));
        let alternative_en = (!proposal.is_empty() && proposal == alternative).then_some(english);
        let offered = self.wants(Field::Alternative);
        Wording {
            alternative: some(alternative).filter(|_| offered),
            alternative_en: alternative_en.filter(|_| offered),
            alternative_note: some(alternative_note).filter(|_| offered),
            apology,
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
    pub fn sketch(&self, fields: &Fields) -> (Wording, Vec<Place>, Option<(Moment, Moment)>) {
        let mut reader = Reader::new(fields);
        let place = self.read_place(&mut reader, fields);
        let span = self.read_span(&mut reader, fields);
        let wording = self.read_wording(&mut reader, fields);
        match place {
            Some((place, at)) => (self.worded(wording, &place, &at), at, span),
            None => (wording, Vec::new(), span),
        }
    }

    /// An area as the form calls it; the community's own is named by the page.
    pub fn area_name(&self, area: &Place) -> Option<(String, String)> {
        (area.kind != PlaceKind::Community)
            .then(|| (full_name(self.tree, area), full_name_en(self.tree, area)))
    }
}

fn one_of<'a>(all: &[&'a Place], chosen: &str) -> Option<&'a Place> {
    match all {
        [only] => Some(only),
        _ => all.iter().find(|p| p.id.as_str() == chosen).copied(),
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
mod tests {
    use super::*;
    use crate::organisation::{OfficeId, OfficeKind, PlaceId};
    use crate::signs::design::Catalogue;
    use chrono::{NaiveDate, NaiveTime};

    const ZONE: Tz = chrono_tz::Asia::Shanghai;

    fn place(kind: PlaceKind, parent: Option<&Place>, name: &str) -> Place {
        let id = PlaceId::new();
        Place {
            office: OfficeId::new(),
            community: parent.map_or_else(|| id.clone(), |p| p.community.clone()),
            parent: parent.map(|p| p.id.clone()),
            kind,
            sort_key: 0,
            name: name.into(),
            name_en: format!("en {name}"),
            homes: 0,
            path: format!("{}{id}/", parent.map_or("", |p| p.path.as_str())),
            id,
        }
    }

    /// A community with a square, and a building of two entrances with three floors and two
    /// lifts each.
    fn tree() -> Vec<Place> {
        let garden = place(PlaceKind::Community, None, "锦绣花园");
        let building = place(PlaceKind::Building, Some(&garden), "3号楼");
        let mut tree = vec![garden.clone(), building.clone()];
        for name in ["1单元", "2单元"] {
            let entrance = place(PlaceKind::Entrance, Some(&building), name);
            tree.push(entrance.clone());
            for n in 1..=3 {
                tree.push(place(PlaceKind::Floor, Some(&entrance), &format!("{n}层")));
            }
            for n in 1..=2 {
                tree.push(place(PlaceKind::Lift, Some(&entrance), &format!("{n}号梯")));
            }
        }
        tree.push(place(PlaceKind::Spot, Some(&garden), "中心广场"));
        tree
    }

    fn office() -> Office {
        Office {
            id: OfficeId::new(),
            kind: OfficeKind::Office,
            name: "锦绣花园管理处".into(),
            name_en: "Jinxiu Garden office".into(),
            phone: "0755-8888 0000".into(),
            email: None,
        }
    }

    fn at(day: u32, hour: u32, minute: u32) -> Moment {
        let on = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
        Moment::from_local(ZONE, on, time).unwrap()
    }

    fn on_ground<T>(design: &str, ask: impl FnOnce(&Ground<'_>) -> T) -> T {
        let catalogue = Catalogue::load().unwrap();
        ask(&Ground {
            design: catalogue.find(design).unwrap(),
            tree: &tree(),
            office: &office(),
            zone: ZONE,
            now: at(26, 12, 50),
            unprintable: &|text| text.chars().filter(|c| *c == '𠮷').collect(),
        })
    }

    /// The form for the second lift of the second entrance, 13:00 to 17:00.
    fn filled(ground: &Ground<'_>) -> Fields {
        let mut fields = ground.fresh();
        let named = |name: &str| {
            let found = ground.tree.iter().rev().find(|p| p.name == name);
            found.unwrap().id.to_string()
        };
        fields.push("area", named("2单元"));
        fields.push("place", named("2号梯"));
        fields.push("to_time", "17:00");
        ground.followed(&fields)
    }

    /// The same with some fields typed otherwise; the first value of a name counts.
    fn typed(ground: &Ground<'_>, otherwise: &[(&str, &str)]) -> Fields {
        let mut fields = Fields::default();
        for (name, value) in otherwise {
            fields.push(name, *value);
        }
        for (name, value) in filled(ground).pairs() {
            fields.push(name, value.clone());
        }
        fields
    }

    #[test]
    fn a_lift_gets_a_copy_on_every_floor_and_the_other_lift_as_way_on() {
        on_ground("i-lift-stop", |ground| {
            let wanted = ground.read(&filled(ground)).unwrap();
            assert_eq!(wanted.wording.place, "3号楼2单元 · 2号梯");
            assert_eq!(wanted.wording.alternative.as_deref(), Some("1号梯"));
            assert_eq!(wanted.wording.alternative_en.as_deref(), Some("en 1号梯"));
            let floors: Vec<&str> = wanted
                .wording
                .copies
                .iter()
                .map(|c| c.zh.as_str())
                .collect();
            assert_eq!(floors, ["1层", "2层", "3层"]);
            assert_eq!(
                (wanted.starts_at, wanted.ends_at),
                (at(26, 13, 0), at(26, 17, 0))
            );
        });
    }

    #[test]
    fn a_sign_without_an_end_is_refused_and_the_clause_named() {
        on_ground("i-lift-stop", |ground| {
            let fields = typed(ground, &[("to_time", "")]);
            let refusals = ground.read(&fields).unwrap_err();
            let first = refusals.first().unwrap();
            assert_eq!((first.key, first.clause), ("signs-no-end", Some(CLAUSE)));
            assert_eq!(refusals.len(), 1);
        });
    }

    #[test]
    fn only_the_floors_that_stay_ticked_get_a_copy() {
        on_ground("i-lift-stop", |ground| {
            let mut fields = filled(ground);
            let place = ground.place(&fields).unwrap();
            fields.push("doors_of", place.id.to_string());
            assert_eq!(
                ground.read(&fields).unwrap_err().first().map(|r| r.key),
                Some("signs-no-door")
            );
            fields.push("door", ground.doors(place)[0].id.to_string());
            fields.push("door", place.id.to_string());
            let wanted = ground.read(&fields).unwrap();
            let at: Vec<&str> = wanted
                .wording
                .copies
                .iter()
                .map(|c| c.zh.as_str())
                .collect();
            assert_eq!(at, ["1层", "轿厢内"]);
        });
    }

    #[test]
    fn a_spot_gets_one_copy_and_no_label() {
        on_ground("i-clean", |ground| {
            let mut fields = ground.fresh();
            fields.push("area", ground.tree[0].id.to_string());
            fields.push("to_time", "18:00");
            let wanted = ground.read(&fields).unwrap();
            assert_eq!(wanted.wording.place, "中心广场");
            assert_eq!((wanted.at.len(), wanted.wording.copies.len()), (1, 0));
        });
    }

    #[test]
    fn an_alternative_of_the_clerks_own_survives_another_choice_of_lift() {
        on_ground("i-lift-stop", |ground| {
            let mut fields = Fields::of([("alternative", "货梯".to_owned())]);
            fields.push("proposed", "1号梯");
            assert_eq!(ground.followed(&fields).get("alternative"), "货梯");
        });
    }

    #[test]
    fn an_end_before_the_start_and_an_end_in_the_past_are_told_apart() {
        on_ground("i-lift-stop", |ground| {
            let with = |from: &str, to: &str| {
                let fields = typed(ground, &[("from_time", from), ("to_time", to)]);
                ground.read(&fields).unwrap_err().first().map(|r| r.key)
            };
            assert_eq!(with("13:00", "12:59"), Some("signs-end-before-start"));
            assert_eq!(with("09:00", "12:50"), Some("signs-end-past"));
        });
    }

    #[test]
    fn what_cannot_be_printed_is_named() {
        on_ground("i-lift-stop", |ground| {
            let fields = typed(ground, &[("alternative_note", "𠮷")]);
            let refusals = ground.read(&fields).unwrap_err();
            assert_eq!(refusals.first().map(|r| r.key), Some("signs-unprintable"));
        });
    }

    #[test]
    fn the_form_begins_at_the_next_quarter() {
        assert_eq!(rounded(at(26, 12, 50)), at(26, 13, 0));
        assert_eq!(rounded(at(26, 13, 0)), at(26, 13, 0));
    }
}
