//! The facts of a stop in both languages, each told once from the same record.

use std::collections::BTreeSet;

use super::super::content::Ground;
use super::super::part::Fact;
use super::super::said::Said;
use super::facts::{Outage, Utility};
use super::names::Names;
use crate::organisation::{Place, PlaceId};
use crate::platform::clock::Moment;
use crate::platform::dates;
use crate::platform::words::Lang;

/// How long a stop lasts.
#[derive(Debug, Clone, Copy)]
pub(super) enum Until {
    /// Until an end that is expected.
    Expected,
    /// Until it ended.
    Ended(Moment),
}

/// The same facts in two languages, in the same order.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) chinese: Vec<Fact>,
    pub(super) english: Vec<(String, String)>,
}

impl Told {
    /// Place, cause and length, and what was said beside them where the end is still to come.
    pub(super) fn of(outage: &Outage, until: Until, places: &[Place], ground: &Ground<'_>) -> Self {
        let mut told = Self::default();
        told.places(places, until, ground);
        if let Until::Ended(at) = until {
            told.restored(outage, at, ground);
        }
        told.also("原因", "Reason (in Chinese)", |_| outage.reason.clone());
        match until {
            Until::Expected => told.expected(outage, ground),
            Until::Ended(at) => {
                let lasted = at.since(outage.starts_at);
                told.also("时长", "How long", |lang| said(lang, lasted));
            }
        }
        told
    }

    fn places(&mut self, places: &[Place], until: Until, ground: &Ground<'_>) {
        let names = Names::of(ground.tree, places);
        let whole = matches!(until, Until::Expected) && names.are_whole_buildings();
        self.chinese.push(Fact {
            label: "范围".to_owned(),
            value: names.say(Lang::Zh),
            suffix: whole.then(|| "全部单元".to_owned()),
            prominent: true,
        });
        self.english.push(("Where".to_owned(), names.say(Lang::En)));
    }

    fn restored(&mut self, outage: &Outage, at: Moment, ground: &Ground<'_>) {
        let when = |lang| ground.dates(lang).by(at);
        let (zh, en) = match outage.utility {
            Utility::Water => ("已恢复供水", "water has been back since"),
            Utility::Power => ("已恢复供电", "power has been back since"),
        };
        self.chinese.push(Fact {
            label: "现在".to_owned(),
            value: zh.to_owned(),
            suffix: Some(when(Lang::Zh)),
            prominent: true,
        });
        self.english
            .push(("Now".to_owned(), format!("{en} {}", when(Lang::En))));
    }

    /// What the notice before said that this one changes.
    pub(super) fn changes(&mut self, outage: &Outage, before: &Said, of_before: &Outage) {
        if outage.is_at_another_time_than(of_before) {
            let said = |lang| match lang {
                Lang::Zh => before.line.clone(),
                Lang::En => before.english.line.clone(),
            };
            self.also("原定", "Was planned for", said);
        }
        let known = |ids: &[PlaceId]| ids.iter().cloned().collect::<BTreeSet<_>>();
        if known(&outage.places) != known(&of_before.places) {
            let zh = before.facts().find(|fact| fact.prominent);
            let zh = zh.map(|fact| fact.value.clone()).unwrap_or_default();
            let en = before.english.facts.first();
            let en = en.map(|(_, at)| at.clone()).unwrap_or_default();
            let said = |lang| match lang {
                Lang::Zh => zh.clone(),
                Lang::En => en.clone(),
            };
            self.also("原范围", "Was to be", said);
        }
    }

    fn expected(&mut self, outage: &Outage, ground: &Ground<'_>) {
        self.also("时长", "How long", |lang| match lang {
            Lang::Zh => format!("约{}", said(lang, outage.length())),
            Lang::En => format!("about {}", said(lang, outage.length())),
        });
        if let Some(supply) = &outage.supply_point {
            let name = "Water meanwhile (in Chinese)";
            self.also("临时供水点", name, |_| supply.clone());
        }
        if let Some(received) = outage.received_at {
            let at = |lang| ground.dates(lang).date_time(received);
            self.also("接到通知", "We were told", at);
        }
    }

    fn also(&mut self, chinese: &str, english: &str, value: impl Fn(Lang) -> String) {
        self.chinese.push(Fact {
            label: chinese.to_owned(),
            value: value(Lang::Zh),
            suffix: None,
            prominent: false,
        });
        self.english.push((english.to_owned(), value(Lang::En)));
    }
}

/// A length without the blanks that only running text wants: 6小时30分钟.
fn said(lang: Lang, length: chrono::Duration) -> String {
    let length = dates::length(lang, length);
    match lang {
        Lang::Zh => length.replace(' ', ""),
        Lang::En => length,
    }
}
