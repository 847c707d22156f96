//! What entries are called on a page: title, place, state.

use super::entry::{Entry, Finding, State};
use super::things::words;
use crate::error::Result;
use crate::organisation::place::{full_name, full_name_en};
use crate::organisation::{Place, PlaceId, PlaceKind, store as places};
use crate::platform::db::Conn;
use crate::platform::words::Lang;
use crate::signs::catalogue::design::Catalogue;

/// The names of some entries: loaded once, read line by line.
pub struct Gallery {
    catalogue: &'static Catalogue,
    places: Vec<Place>,
}

impl Gallery {
    /// Of these entries.
    pub fn of(conn: &mut Conn, entries: &[Entry]) -> Result<Self> {
        let mut ids: Vec<PlaceId> = entries.iter().map(|e| e.place.clone()).collect();
        ids.sort_unstable();
        ids.dedup();
        Ok(Self {
            catalogue: Catalogue::get()?,
            places: places::lineages(conn, &ids)?,
        })
    }

    /// What an entry is.
    pub fn title(&self, entry: &Entry, lang: Lang) -> String {
        title(self.catalogue, entry, lang)
    }

    fn place_of(&self, entry: &Entry) -> Option<&Place> {
        self.places.iter().find(|p| p.id == entry.place)
    }

    /// Where it hangs.
    pub fn place(&self, entry: &Entry, lang: Lang) -> String {
        let place = self.place_of(entry);
        place
            .map(|place| match lang {
                Lang::Zh => full_name(&self.places, place),
                Lang::En => full_name_en(&self.places, place),
            })
            .unwrap_or_default()
    }

    /// The community it hangs in.
    pub fn community(&self, entry: &Entry, lang: Lang) -> String {
        let root = self.place_of(entry).and_then(|place| {
            let roots = self
                .places
                .iter()
                .filter(|p| p.kind == PlaceKind::Community);
            roots.into_iter().find(|root| root.contains(place))
        });
        root.map(|root| match lang {
            Lang::Zh => root.name.clone(),
            Lang::En => root.name_en.clone(),
        })
        .unwrap_or_default()
    }
}

/// The key of an entry's state.
pub(in crate::signs) fn state_key(entry: &Entry) -> String {
    if entry.state == State::Damaged {
        return fault_key(entry).to_owned();
    }
    state_word(entry.state)
}

/// The key of a state, in words that suit a lamp as well as a sheet.
pub(in crate::signs) fn state_word(state: State) -> String {
    match state {
        State::Placed => "sign-standing".to_owned(),
        State::Wanted | State::Printed | State::Damaged | State::Removed => {
            format!("sign-{state}")
        }
    }
}

/// The key of what is the matter with a damaged entry.
pub(super) fn fault_key(entry: &Entry) -> &'static str {
    match entry.finding {
        Some(Finding::Missing) => "sign-missing",
        Some(Finding::Ok | Finding::Damaged) | None => "sign-damaged",
    }
}

/// The look of a state's badge.
pub(in crate::signs) fn state_look(state: State) -> &'static str {
    match state {
        State::Wanted | State::Removed => "",
        State::Printed => "brand",
        State::Placed => "ok",
        State::Damaged => "bad",
    }
}

/// The words on a sign, or those of its design.
pub(super) fn title(catalogue: &Catalogue, entry: &Entry, lang: Lang) -> String {
    let own = match lang {
        Lang::Zh => &entry.label.zh,
        Lang::En => &entry.label.en,
    };
    if own.is_empty() {
        words(catalogue, &entry.design, lang)
    } else {
        own.clone()
    }
}
