//! What a resident sees of the office that hears her: where she stands, and the form.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use chrono_tz::Tz;
use serde::Serialize;
use std::future::{Ready, ready};

use super::content::{Report, Source};
use super::mails::Bell;
use super::seal;
use crate::codes::{Code, CodeRow, store as codes};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::notices::mails::Post;
use crate::organisation::place::{full_name, full_name_en};
use crate::organisation::{Office, Place, store as organisation};
use crate::platform::client::Client;
use crate::platform::db::{Conn, Db};
use crate::platform::form::{Fields, FormState};
use crate::platform::page::{Page, View, view_of};
use crate::platform::photos::Photos;
use crate::platform::press::Press;
use crate::platform::secrets;
use crate::platform::words::Lang;

/// The place a code hangs at and the office that answers for it.
#[derive(Debug, Clone)]
pub struct Here {
    /// The code with what it stands for.
    pub row: CodeRow,
    /// The office.
    pub office: Office,
    /// The place, if the code has one.
    pub place: Option<Place>,
    lineage: Vec<Place>,
}

impl Here {
    /// Where a code hangs, if it was ever given out.
    pub fn find(conn: &mut Conn, code: &Code) -> Result<Option<Self>> {
        let Some(row) = codes::find(conn, code)? else {
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

    fn name_in(&self, lang: Lang) -> String {
        let english = self.place.as_ref().filter(|_| lang == Lang::En);
        english.map_or_else(|| self.name(), |place| full_name_en(&self.lineage, place))
    }

    /// A report whose place is still our own English for it, with the name the office knows.
    pub(super) fn as_the_office_says(&self, report: Report) -> Report {
        if report.place_text != self.name_in(Lang::En) {
            return report;
        }
        Report {
            place_text: self.name(),
            ..report
        }
    }

    /// The name in lines that fit a phone.
    fn lines(&self, lang: Lang) -> Vec<String> {
        let name = self.name_in(lang);
        let lines: Vec<String> = match lang {
            Lang::Zh => name.split(' ').map(str::to_owned).collect(),
            Lang::En => name.split(", ").map(str::to_owned).collect(),
        };
        if name.is_empty() {
            vec![office_name(&self.office, lang)]
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

fn office_name(office: &Office, lang: Lang) -> String {
    if lang == Lang::En && !office.name_en.is_empty() {
        office.name_en.clone()
    } else {
        office.name.clone()
    }
}

/// An office as a resident may reach it.
#[derive(Debug, Clone, Serialize)]
pub struct OfficeCard {
    /// Its name.
    pub name: String,
    /// The number that answers at any hour.
    pub phone: String,
    /// The number as a phone dials it.
    pub tel: String,
}

impl OfficeCard {
    /// The card of an office in the reader's language.
    pub fn of(office: &Office, lang: Lang) -> Self {
        let dialled = |c: &char| c.is_ascii_digit() || *c == '+';
        Self {
            name: office_name(office, lang),
            phone: office.phone.clone(),
            tel: office.phone.chars().filter(dialled).collect(),
        }
    }
}

/// An option of a choice.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

/// The head of a page that a code opens: where one stands, and the code to compare.
#[derive(Debug, Clone, Serialize)]
pub struct HereCard {
    /// The community; empty where the place is the community itself.
    pub community: String,
    /// The place, in lines.
    pub lines: Vec<String>,
    /// The code in groups, as it stands on the sign.
    pub code: String,
    /// Where the form goes.
    pub action: String,
}

/// The form to tell the office something, with the head above it.
#[derive(Debug, Serialize)]
pub struct PublicForm {
    /// Where one stands.
    pub here: HereCard,
    /// Who answers.
    pub office: OfficeCard,
    /// What was typed and what was wrong.
    pub form: FormState,
    /// The form's seal.
    pub seal: String,
    /// Who may tell: 住户, 业主, 其他.
    pub sources: Vec<Choice>,
    /// Whether the part about calling back is open.
    pub contact_open: bool,
}

impl Page for PublicForm {
    const TEMPLATE: &'static str = "complaints/public_form.html";
}

impl PublicForm {
    /// The form for a code, with what was typed before, if anything was.
    pub fn new(here: &Here, form: FormState, seal: String, view: &View) -> Self {
        let asked = [Source::Occupant, Source::Owner, Source::Other];
        let choice = |source: Source| Choice {
            value: source.to_string(),
            label: view.say(&format!("complaints-i-am-{source}")),
        };
        let typed = |name: &str| form.values.get(name).is_some_and(|v| !v.is_empty());
        Self {
            here: HereCard {
                community: here.community(view.lang),
                lines: here.lines(view.lang),
                code: here.row.code.grouped(),
                action: format!("/Q/{}", here.row.code),
            },
            office: OfficeCard::of(&here.office, view.lang),
            seal,
            sources: asked.map(choice).to_vec(),
            contact_open: typed("name") || typed("phone"),
            form,
        }
    }

    /// The empty form for a code, with the place filled in.
    pub async fn fresh(here: &Here, view: &View, db: &Db) -> Result<Self> {
        let fields = Fields::of([
            ("where", here.name_in(view.lang)),
            ("who", Source::Occupant.to_string()),
        ]);
        let seal = new_seal(&here.row.code, db).await?;
        Ok(Self::new(here, FormState::fresh(&fields), seal, view))
    }
}

/// A seal for the form of a code.
pub(super) async fn new_seal(code: &Code, db: &Db) -> Result<String> {
    let key = secrets::load(db, seal::KEY).await?;
    seal::issue(&key, code, db.clock().now())
}

/// What the handlers of the public form stand on.
#[derive(Debug)]
pub struct Counter {
    pub(super) view: View,
    pub(super) client: Client,
    pub(super) db: web::Data<Db>,
    pub(super) photos: web::Data<Photos>,
    pub(super) bell: Bell,
    pub(super) zone: Tz,
    /// Bytes of photos on one day, in the whole house.
    pub(super) daily: i64,
}

fn data<T: 'static>(req: &HttpRequest) -> Result<web::Data<T>> {
    let found = req.app_data::<web::Data<T>>().cloned();
    found.ok_or_else(|| Error::internal(format!("no {}", std::any::type_name::<T>())))
}

impl FromRequest for Counter {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let client = Client::from_request(req, payload).into_inner();
        ready((|| {
            let (press, post) = (data::<Press>(req)?, data::<Post>(req)?);
            Ok(Self {
                view: view_of(req)?,
                client: client?,
                db: data(req)?,
                photos: data(req)?,
                bell: Bell::of(&press, &post),
                zone: **data::<Tz>(req)?,
                daily: data::<Config>(req)?.photos.daily,
            })
        })())
    }
}
