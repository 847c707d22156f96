//! The signs of the demo: a lift out of use now, one back in use with its signs still up, one
//! stop ahead, a path just cleaned.

use super::days::Days;
use crate::codes::Code;
use crate::error::{Error, Result};
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::clock::Moment;
use crate::platform::dates::{clock_time, field_date};
use crate::platform::form::Fields;
use crate::platform::once::Once;
use crate::signs::catalogue::design::Catalogue;
use crate::signs::register::entry::BatchId;
use crate::signs::register::store;
use crate::signs::stops::form::Ground;
use crate::signs::stops::{service, store as stops};

/// A sign as a clerk asks for it.
struct Wanted {
    clerk: &'static str,
    design: &'static str,
    community: &'static str,
    /// The area and the place in it; a place by itself is its own area.
    at: (&'static str, &'static str),
    span: (Moment, Moment),
    note: &'static str,
}

/// Puts them up; answers with a code that hangs.
pub(super) fn place(days: &mut Days<'_, '_, '_>) -> Result<Code> {
    let lift = Wanted {
        clerk: "wangfang",
        design: "i-lift-stop",
        community: "锦绣花园",
        at: ("5号楼1单元", "5号楼1单元 1号电梯"),
        span: (days.at(-1, 13, 0), days.at(-1, 17, 0)),
        note: "老人、推车请呼门岗协助",
    };
    let (made, hung) = (days.at(-1, 11, 20), days.at(-1, 12, 40));
    let forgotten = days.make(&lift, made)?;
    days.put_up(&lift, &forgotten, hung)?;
    days.take_some_down(&lift, &forgotten, 21, days.at(-1, 17, 20))?;

    let lift = Wanted {
        at: ("3号楼2单元", "3号楼2单元 2号电梯"),
        span: (days.around(-60), days.around(180)),
        ..lift
    };
    let stopped = days.make(&lift, days.around(-110))?;
    days.put_up(&lift, &stopped, days.around(-70))?;

    let ramp = Wanted {
        design: "i-paint",
        at: ("锦绣花园", "地下车库 B1 3号坡道"),
        span: (days.at(1, 9, 0), days.at(3, 18, 0)),
        note: "",
        ..lift
    };
    days.make(&ramp, days.around(-30))?;

    let pool = Wanted {
        clerk: "zhengyuting",
        design: "i-closed",
        community: "云栖里",
        at: ("云栖里", "游泳池"),
        span: (days.at(-1, 8, 0), days.at(2, 18, 0)),
        note: "",
    };
    let (made, hung) = (days.at(-2, 16, 0), days.at(-1, 7, 40));
    let closed = days.make(&pool, made)?;
    days.put_up(&pool, &closed, hung)?;
    elsewhere(days)?;
    first_code(days, &stopped)
}

/// A lift of 翠湖大厦, ahead and not hung yet.
fn elsewhere(days: &mut Days<'_, '_, '_>) -> Result<()> {
    let lift = Wanted {
        clerk: "xujing",
        design: "i-lift-stop",
        community: "翠湖大厦",
        at: ("A座1单元", "A座1单元 3号电梯"),
        span: (days.at(1, 13, 30), days.at(1, 17, 0)),
        note: "",
    };
    days.make(&lift, days.around(-50)).map(|_| ())
}

fn first_code(days: &mut Days<'_, '_, '_>, batch: &BatchId) -> Result<Code> {
    let copies = store::of_stop(days.tx, batch)?;
    let first = copies.into_iter().next();
    first.map(|s| s.code).ok_or(Error::NotFound)
}

impl Wanted {
    fn fields(&self, ground: &Ground<'_>, area: &str, place: &str) -> Fields {
        let mut fields = Fields::of([
            ("area", area.to_owned()),
            ("place", place.to_owned()),
            ("alternative_note", self.note.to_owned()),
        ]);
        for ((date, time), at) in [
            (("from_date", "from_time"), self.span.0),
            (("to_date", "to_time"), self.span.1),
        ] {
            let (on, clock) = (at.date_in(ground.zone), at.time_in(ground.zone));
            fields.push(date, field_date(on));
            fields.push(time, clock_time(clock));
        }
        for name in ["apology", "phone"] {
            fields.push(name, ground.fresh().get(name));
        }
        ground.followed(&fields)
    }
}

impl Days<'_, '_, '_> {
    fn make(&mut self, wanted: &Wanted, at: Moment) -> Result<BatchId> {
        let here = self.ground(wanted.community)?;
        let area = here.place(wanted.at.0)?.id.clone();
        let place = here.place(wanted.at.1)?.id.clone();
        let catalogue = Catalogue::get()?;
        let design = catalogue.find(wanted.design).ok_or(Error::NotFound)?;
        let press = &self.tools.press;
        let ground = Ground {
            design,
            tree: &here.tree,
            office: &here.office,
            stops: &[],
            zone: press.zone,
            now: at,
            unprintable: &|text| press.typesetter.missing_characters(text),
        };
        let fields = wanted.fields(&ground, area.as_str(), place.as_str());
        let read = ground
            .read(&fields)
            .map_err(|wrong| Error::internal(format!("the demo's sign: {wrong:?}")))?;
        self.act(wanted.clerk, at, |tx, by: &Allowed<MakeSigns>| {
            let made = service::make(tx, by, press, BatchId::new(), read);
            made.map(Once::it)
        })
    }

    fn put_up(&mut self, wanted: &Wanted, id: &BatchId, at: Moment) -> Result<()> {
        self.act(wanted.clerk, at, |tx, by: &Allowed<MakeSigns>| {
            service::print(tx, by, id)?;
            let batch = stops::batch(tx, by.scope(), id)?;
            let seen = service::seen_now(tx, &batch)?;
            service::all_placed(tx, by, id, seen)
        })
    }

    fn take_some_down(
        &mut self,
        wanted: &Wanted,
        id: &BatchId,
        copies: usize,
        at: Moment,
    ) -> Result<()> {
        self.act(wanted.clerk, at, |tx, by: &Allowed<MakeSigns>| {
            for copy in store::of_stop(tx, id)?.iter().take(copies) {
                service::removed(tx, by, &copy.id)?;
            }
            Ok(())
        })
    }
}
