//! What the form proposes to write, until the clerk writes something of her own.

use super::{Ground, lines, wording};
use crate::organisation::{Place, PlaceKind};
use crate::platform::form::Fields;
use crate::signs::print::FireLane;
use crate::signs::runs::rows::bare;
use crate::signs::runs::spec::What;

impl Ground<'_> {
    /// The form with what follows from what was just chosen: the words of the signs, the sentences
    /// of a panel, the floors of an index.
    pub fn settled(&self, fields: &Fields) -> Fields {
        let worded = match self.what(fields) {
            What::Single | What::Carrier | What::Rules | What::FireLane => self.chosen(fields),
            What::Floor
            | What::Entrance
            | What::Building
            | What::Door
            | What::LiftIndex
            | What::Room
            | What::Direction => Vec::new(),
        };
        let settled = wording::settled(fields, &worded);
        let proposal = self.proposal(fields);
        let typed = lines(fields.get("sentences"));
        let own = !typed.is_empty() && typed != lines(fields.get("proposed"));
        let mut out = Fields::default();
        for (name, value) in settled.pairs() {
            if name != "proposed" && (own || name != "sentences") {
                out.push(name, value.clone());
            }
        }
        if !own {
            out.push("sentences", proposal.clone());
        }
        out.push("proposed", proposal);
        out
    }

    /// The sentences that stand there before anybody writes.
    fn proposal(&self, fields: &Fields) -> String {
        match self.what(fields) {
            What::Rules => {
                let chosen = self.chosen(fields);
                chosen
                    .first()
                    .map(|d| d.rules.join("\n"))
                    .unwrap_or_default()
            }
            What::FireLane => FireLane::LIABILITY.join("\n"),
            What::LiftIndex => self.floors(fields).unwrap_or_default(),
            What::Single
            | What::Carrier
            | What::Floor
            | What::Entrance
            | What::Building
            | What::Door
            | What::Room
            | What::Direction => String::new(),
        }
    }

    /// The floors around the first lift chosen, from the top down.
    fn floors(&self, fields: &Fields) -> Option<String> {
        let row = self.rows(fields).into_iter().next();
        let lift = row.or_else(|| self.example(fields))?.place;
        let lift = self.tree.iter().find(|p| p.id == lift)?;
        let around = |p: &&Place| p.kind == PlaceKind::Entrance && p.contains(lift);
        let entrance = self.tree.iter().find(around)?;
        let here = |p: &&Place| p.kind == PlaceKind::Floor && entrance.contains(p);
        let floors = self.tree.iter().filter(here).map(|p| floor_line(&p.name));
        Some(floors.rev().collect::<Vec<_>>().join("\n"))
    }
}

/// A floor of an index with what it usually is.
fn floor_line(name: &str) -> String {
    let number = bare(name);
    let is = match number.as_str() {
        "1" => "大堂",
        below if below.starts_with(['B', '-']) => "地下车库",
        _ => "住户",
    };
    format!("{number} {is}")
}
