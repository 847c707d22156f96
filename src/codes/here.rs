//! What a code names: where it hangs, and the office that answers there.

use serde::Serialize;

use super::{Code, CodeRow, store};
use crate::error::Result;
use crate::organisation::place::{full_name, full_name_en};
use crate::organisation::{Office, OfficeCard, Place, store as organisation};
use crate::platform::db::Conn;
use crate::platform::words::Lang;

/// The place a code hangs at and the office that answers for it.
#[derive(Debug, Clone)]
pub struct Here {
    /// The code with what it stands for.
    pub row: CodeRow,
    pub office: Office,
    /// The place, if the code has one.
    pub place: Option<Place>,
    lineage: Vec<Place>,
}

impl Here {
    /// Where a code hangs, if it was ever given out.
    pub fn find(conn: &mut Conn, code: &Code) -> Result<Option<Self>> {
        let Some(row) = store::find(conn, code)? else {
            return Ok(None);
        };
        let office = organisation::office(conn, &row.office)?;
        let place = match &row.place {
            Some(id) => Some(organisation::public_place(conn, id)?),
            None => None,
        };
        let lineage = match &place {
            Some(place) => organisation::lineage(conn, place)?,
            None => Vec::new(),
        };
        Ok(Some(Self {
            row,
            office,
            place,
            lineage,
        }))
    }

    /// The place's whole name in Chinese, as the office says it; empty without a place.
    pub fn name(&self) -> String {
        let named = |place| full_name(&self.lineage, place);
        self.place.as_ref().map(named).unwrap_or_default()
    }

    /// The place's whole name in the reader's language; empty without a place.
    pub fn name_in(&self, lang: Lang) -> String {
        let english = self.place.as_ref().filter(|_| lang == Lang::En);
        english.map_or_else(|| self.name(), |place| full_name_en(&self.lineage, place))
    }

    /// The name in lines that fit a phone.
    fn lines(&self, lang: Lang) -> Vec<String> {
        let name = self.name_in(lang);
        let lines: Vec<String> = match lang {
            Lang::Zh => name.split(' ').map(str::to_owned).collect(),
            Lang::En => name.split(", ").map(str::to_owned).collect(),
        };
        if name.is_empty() {
            vec![OfficeCard::of(&self.office, lang).name]
        } else {
            lines
        }
    }

    fn community(&self, lang: Lang) -> String {
        let root = self.lineage.iter().find(|p| p.parent.is_none());
        let named = root.filter(|root| self.place.as_ref().is_some_and(|p| p.id != root.id));
        named.map_or_else(String::new, |root| match lang {
            Lang::Zh => root.name.clone(),
            Lang::En => root.name_en.clone(),
        })
    }
}

/// The head of a page that a code opens: where one stands, and the code to compare.
#[derive(Debug, Clone, Serialize)]
pub struct HereCard {
    /// The community; empty where the place is the community itself.
    pub community: String,
    /// The place, in lines.
    pub lines: Vec<String>,
    /// The community's page; empty without a place.
    pub community_href: String,
    /// The code in groups, as it stands on the sign; empty where there is no sign.
    pub code: String,
    /// Where the form goes.
    pub action: String,
}

impl HereCard {
    /// The head in the reader's language.
    pub fn of(here: &Here, lang: Lang) -> Self {
        Self {
            community: here.community(lang),
            lines: here.lines(lang),
            community_href: here
                .place
                .as_ref()
                .map_or_else(String::new, |place| format!("/c/{}", place.community)),
            code: if here.row.is_of_web() {
                String::new()
            } else {
                here.row.code.grouped()
            },
            action: format!("/Q/{}", here.row.code),
        }
    }
}
