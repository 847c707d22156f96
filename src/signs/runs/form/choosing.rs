//! Which designs a run shows: those for a purpose, those chosen, and the set that goes together.

use super::Ground;
use crate::platform::form::Fields;
use crate::signs::catalogue::design::{Design, Field, Layout, Purpose};
use crate::signs::runs::spec::What;

/// Signs on one carrier; of more nobody reads any.
const MOST_TOGETHER: usize = 4;

/// Whether a design can be on a run of this kind; plates of numbers show none.
fn is_for(what: What, design: &Design) -> bool {
    match what {
        // A plate of numbers is no drawing with words.
        What::Single | What::Carrier | What::Room => {
            (design.can_be(Layout::Single) || design.can_be(Layout::Room))
                && !design.fields.contains(&Field::Name)
        }
        What::Rules => design.can_be(Layout::Rules),
        What::FireLane => design.can_be(Layout::FireLane),
        What::Floor
        | What::Entrance
        | What::Building
        | What::Door
        | What::LiftIndex
        | What::Direction => false,
    }
}

fn is_chosen(fields: &Fields, design: &Design) -> bool {
    fields.all("design").contains(&design.id.as_str())
}

impl Ground<'_> {
    /// The designs for a purpose, or all that can be made this way.
    pub fn offered(&self, fields: &Fields) -> Vec<&Design> {
        let what = self.what(fields);
        let made = || self.catalogue.designs().iter().filter(|d| is_for(what, d));
        let purpose: Option<Purpose> = Purpose::ALL
            .iter()
            .copied()
            .find(|p| p.as_str() == fields.get("purpose"));
        let mut offered: Vec<&Design> = made()
            .filter(|d| purpose.is_none_or(|p| d.purposes.contains(&p)))
            .collect();
        // What was chosen stays in sight when the purpose changes.
        for design in made().filter(|d| is_chosen(fields, d)) {
            if !offered.iter().any(|d| d.id == design.id) {
                offered.push(design);
            }
        }
        offered
    }

    /// The designs chosen, warning before prohibition before mandatory before the rest.
    pub fn chosen(&self, fields: &Fields) -> Vec<&Design> {
        let what = self.what(fields);
        let most = *what.designs().end();
        let mut chosen: Vec<&Design> = self
            .offered(fields)
            .into_iter()
            .filter(|d| is_chosen(fields, d))
            .collect();
        chosen.sort_by_key(|d| d.kind);
        if chosen.len() > most && most == 1 {
            chosen.truncate(1);
        }
        chosen
    }

    /// The designs that go with those chosen and are not among them.
    pub fn companions(&self, fields: &Fields) -> Vec<&Design> {
        let chosen = self.chosen(fields);
        let mut found: Vec<&Design> = Vec::new();
        for id in chosen.iter().flat_map(|d| &d.pair_with) {
            let known = chosen.iter().chain(&found).any(|d| d.id == *id);
            if let Some(design) = self.catalogue.find(id).filter(|_| !known) {
                found.push(design);
            }
        }
        found
    }

    /// The set that goes together on one carrier: what is chosen with its companions or, while
    /// nothing is, what serves the purpose best. Nothing where one sign says it all.
    pub fn suggested(&self, fields: &Fields) -> Vec<&Design> {
        if !matches!(self.what(fields), What::Single | What::Carrier) {
            return Vec::new();
        }
        let mut set = self.chosen(fields);
        if set.is_empty() && !fields.get("purpose").is_empty() {
            // Of equals the first, which the catalogue lists as the more usual.
            let offered = self.offered(fields).into_iter().rev();
            set.extend(offered.max_by_key(|d| d.pair_with.len()));
        }
        for id in set
            .iter()
            .flat_map(|d| d.pair_with.clone())
            .collect::<Vec<_>>()
        {
            let new = self
                .catalogue
                .find(&id)
                .filter(|d| is_for(What::Carrier, d));
            if let Some(design) = new.filter(|d| !set.iter().any(|s| s.id == d.id)) {
                set.push(design);
            }
        }
        set.truncate(MOST_TOGETHER);
        set.sort_by_key(|d| d.kind);
        let known = set.len() == self.chosen(fields).len();
        if known || set.len() < 2 {
            Vec::new()
        } else {
            set
        }
    }

    /// The form with the suggested set chosen, on one carrier.
    pub fn together(&self, fields: &Fields) -> Fields {
        let set = self.suggested(fields);
        if set.is_empty() {
            return fields.clone();
        }
        let mut joined = Fields::of([("what", What::Carrier.as_str().to_owned())]);
        let kept = |name: &str| !matches!(name, "what" | "design" | "action");
        for (name, value) in fields.pairs().iter().filter(|(name, _)| kept(name)) {
            joined.push(name, value.clone());
        }
        for design in set {
            joined.push("design", design.id.clone());
        }
        joined
    }
}
