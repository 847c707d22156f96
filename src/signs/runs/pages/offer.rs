//! What the form of permanent signs offers to choose from.

use serde::Serialize;

use crate::organisation::place::{full_name, full_name_en};
use crate::organisation::{Place, PlaceKind};
use crate::platform::form::Fields;
use crate::platform::page::View;
use crate::platform::words::Lang;
use crate::signs::catalogue::design::{Basis, Design, Layout, Purpose};
use crate::signs::ground::Community;
use crate::signs::page::Choice;
use crate::signs::print::{Format, Paper};
use crate::signs::runs::filling::Filling;
use crate::signs::runs::form::Ground;
use crate::signs::runs::form::wording::WORDS;
use crate::signs::runs::spec::{Spec, What};

/// A design of the form.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    /// Its id.
    pub id: String,
    /// Its words.
    pub title: String,
    /// The same in the other language.
    pub other: String,
    /// Whether it is chosen.
    pub on: bool,
}

/// A sign whose words can be changed: its number, its title, what it discharges and where it hangs.
#[derive(Debug, Clone, Serialize)]
pub struct Worded(pub usize, pub String, pub String);

/// Which areas are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entrances {
    /// Entrances alone.
    Alone,
    /// What is larger.
    Left,
}

/// The choices of a form as it stands, in the reader's words.
pub(super) struct Offer<'a> {
    pub(super) view: &'a View,
    pub(super) ground: &'a Ground<'a>,
    pub(super) fields: &'a Fields,
}

impl Offer<'_> {
    fn word(&self, key: &str, value: &str, on: bool) -> Choice {
        Choice {
            label: self.view.say(&key.replace('_', "-")),
            value: value.to_owned(),
            on,
        }
    }

    /// Whether a value is chosen, or stands while none is.
    fn is_on(&self, name: &str, value: &str, usual: &str) -> bool {
        match self.fields.get(name) {
            "" => value == usual,
            typed => typed == value,
        }
    }

    fn place(&self, name: &str, place: &Place) -> Choice {
        Choice {
            value: place.id.to_string(),
            label: match self.view.lang {
                _ if place.kind != PlaceKind::Entrance => named(self.view, place),
                Lang::Zh => full_name(self.ground.tree, place),
                Lang::En => full_name_en(self.ground.tree, place),
            },
            on: self.fields.all(name).contains(&place.id.as_str()),
        }
    }

    /// Communities; none where there is no choice.
    pub(super) fn communities(&self, here: &Community) -> Vec<Choice> {
        let one = |c: &Place| Choice {
            on: c.id == here.here.id,
            ..self.place("community", c)
        };
        let several = here.all.len() > 1;
        here.all.iter().filter(|_| several).map(one).collect()
    }

    pub(super) fn whats(&self) -> Vec<Choice> {
        let chosen = self.ground.what(self.fields);
        let what = |w: &What| self.word(&format!("runs-what-{w}"), w.as_str(), *w == chosen);
        What::OFFERED.iter().map(what).collect()
    }

    /// Purposes; none where no design is shown.
    pub(super) fn purposes(&self) -> Vec<Choice> {
        if *self.ground.what(self.fields).designs().end() == 0 {
            return Vec::new();
        }
        let chosen = self.fields.get("purpose");
        let all = self.word("runs-purpose-all", "", chosen.is_empty());
        let purpose = |p: &Purpose| self.word(&p.word(), p.as_str(), chosen == p.as_str());
        std::iter::once(all)
            .chain(Purpose::ALL.iter().map(purpose))
            .collect()
    }

    /// What kind of place each sign goes to; none where that is given.
    pub(super) fn spreads(&self) -> Vec<Choice> {
        const SPREADS: [PlaceKind; 6] = [
            PlaceKind::Spot,
            PlaceKind::Building,
            PlaceKind::Entrance,
            PlaceKind::Floor,
            PlaceKind::Lift,
            PlaceKind::Home,
        ];
        let chosen = self.ground.spread(self.fields);
        let open = self.ground.what(self.fields).counts().is_none();
        let spread =
            |k: &PlaceKind| self.word(&format!("runs-spread-{k}"), k.as_str(), *k == chosen);
        SPREADS.iter().filter(|_| open).map(spread).collect()
    }

    fn by_spot(&self) -> bool {
        self.ground.spread(self.fields) == PlaceKind::Spot
    }

    /// Areas to go through; the entrances or the others.
    pub(super) fn areas(&self, entrances: Entrances) -> Vec<Choice> {
        let alone = |p: &&Place| p.kind == PlaceKind::Entrance;
        let areas = self.ground.areas(self.fields).into_iter();
        areas
            .filter(|_| !self.by_spot())
            .filter(|p| alone(p) == (entrances == Entrances::Alone))
            .map(|p| self.place("within", p))
            .collect()
    }

    pub(super) fn spots(&self) -> Vec<Choice> {
        let spots = self.ground.spots();
        spots
            .filter(|_| self.by_spot())
            .map(|p| self.place("place", p))
            .collect()
    }

    pub(super) fn papers(&self) -> Vec<Choice> {
        let any = self.word(
            "runs-paper-auto",
            "auto",
            self.is_on("paper", "auto", "auto"),
        );
        let each = Format::ALL
            .into_iter()
            .flat_map(|format| [format.portrait(), format.landscape()]);
        let papers = each.map(|paper| {
            let value = paper.to_string();
            Choice {
                label: paper_name(self.view, paper),
                on: self.is_on("paper", &value, "auto"),
                value,
            }
        });
        std::iter::once(any).chain(papers).collect()
    }

    pub(super) fn fillings(&self) -> Vec<Choice> {
        let filling = |f: &Filling| {
            let on = self.is_on("filling", f.as_str(), Filling::OneUp.as_str());
            self.word(&format!("runs-filling-{f}"), f.as_str(), on)
        };
        Filling::ALL.iter().map(filling).collect()
    }

    pub(super) fn arrows(&self) -> Vec<Choice> {
        let arrow = |degrees: u16| {
            let value = degrees.to_string();
            self.word(&format!("runs-arrow-{value}"), &value, false)
        };
        (0..8).map(|n| arrow(n * 45)).collect()
    }

    /// The signs a way can lead to.
    pub(super) fn symbols(&self) -> Vec<Choice> {
        let symbol = |design: &Design| Choice {
            value: design.id.clone(),
            label: design.title(self.view.lang),
            on: false,
        };
        let all = self.ground.catalogue.made_as(Layout::Direction);
        all.map(symbol).collect()
    }

    /// The signs whose words the form holds.
    pub(super) fn worded(&self, chosen: &[&Design]) -> Vec<Worded> {
        let held = |(at, design): (usize, &&Design)| {
            let [of, ..] = WORDS.get(at)?;
            let why: Vec<String> = design.basis.iter().map(Basis::words).collect();
            let why = [
                ("basis", why.join("，")),
                ("places", design.where_used.join("、")),
            ];
            let why = self.view.tell("runs-why", &why);
            let held = self.fields.get(of) == design.id;
            held.then(|| Worded(at + 1, design.title(self.view.lang), why))
        };
        chosen.iter().enumerate().filter_map(held).collect()
    }

    pub(super) fn card(&self, design: &Design) -> Card {
        let (zh, en) = (design.words(), design.en.clone());
        let (title, other) = match self.view.lang {
            Lang::Zh => (zh, en),
            Lang::En => (en, zh),
        };
        Card {
            on: self.fields.all("design").contains(&design.id.as_str()),
            id: design.id.clone(),
            title,
            other,
        }
    }
}

/// A place's name for this reader.
pub(super) fn named(view: &View, place: &Place) -> String {
    match view.lang {
        Lang::Zh => place.name.clone(),
        Lang::En => place.name_en.clone(),
    }
}

/// `A4 横放`.
pub(in crate::signs) fn paper_name(view: &View, paper: Paper) -> String {
    let name = paper.format.name().to_owned();
    if paper.landscape {
        view.tell("runs-paper-lying", &[("paper", name)])
    } else {
        name
    }
}

/// What a run prints, for this reader.
pub(in crate::signs) fn title(spec: &Spec, view: &View) -> String {
    let words: Vec<String> = match view.lang {
        Lang::Zh => spec.shown.iter().map(|s| s.zh.join(" ")).collect(),
        Lang::En => spec.shown.iter().map(|s| s.en.clone()).collect(),
    };
    if words.is_empty() {
        view.say(&format!("runs-what-{}", spec.what).replace('_', "-"))
    } else {
        words.join(" + ")
    }
}
