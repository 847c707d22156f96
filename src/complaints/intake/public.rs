//! The form in which a resident tells the office something.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use chrono_tz::Tz;
use serde::Serialize;
use std::future::{Ready, ready};

use super::report::Source;
use super::seal;
use crate::codes::here::HereCard;
use crate::codes::{Code, Here};
use crate::complaints::mails::Bell;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::notices::mails::Post;
use crate::organisation::OfficeCard;
use crate::platform::client::Client;
use crate::platform::db::Db;
use crate::platform::form::{Fields, FormState};
use crate::platform::page::{Page, View, view_of};
use crate::platform::photos::Photos;
use crate::platform::press::Press;
use crate::platform::secrets;

/// An option of a choice.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
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
            here: HereCard::of(here, view.lang),
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
pub(in crate::complaints) async fn new_seal(code: &Code, db: &Db) -> Result<String> {
    let key = secrets::load(db, seal::KEY).await?;
    seal::issue(&key, code, db.clock().now())
}

/// What the handlers of the public form stand on.
#[derive(Debug)]
pub struct Counter {
    pub(in crate::complaints) view: View,
    pub(in crate::complaints) client: Client,
    pub(in crate::complaints) db: web::Data<Db>,
    pub(in crate::complaints) photos: web::Data<Photos>,
    pub(in crate::complaints) bell: Bell,
    pub(in crate::complaints) zone: Tz,
    /// Bytes of photos on one day, in the whole house.
    pub(in crate::complaints) daily: i64,
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
