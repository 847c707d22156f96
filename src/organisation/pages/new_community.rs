//! `GET /places/new`: the form for a new community.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::super::store;
use super::running;
use crate::error::Result;
use crate::people::permission::{Allowed, ManagePlaces};
use crate::platform::db::Db;
use crate::platform::form::{Choice, Fields, FormState};
use crate::platform::page::{Page, View};

/// The form for a new community.
#[derive(Debug, Serialize)]
pub struct NewCommunity {
    /// What was typed and what was wrong.
    pub form: FormState,
    /// Offices to choose from.
    pub offices: Vec<Choice>,
}

impl Page for NewCommunity {
    const TEMPLATE: &'static str = "organisation/new_community.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::new_community()
    }
}

/// What the address of the form may carry.
#[derive(Debug, Deserialize)]
pub struct NewQuery {
    office: Option<String>,
}

/// `GET /places/new`
pub async fn show(
    by: Allowed<ManagePlaces>,
    view: View,
    db: web::Data<Db>,
    query: web::Query<NewQuery>,
) -> Result<HttpResponse> {
    let office = query.into_inner().office.unwrap_or_default();
    let form = FormState::fresh(&Fields::of([("office", office)]));
    draw(&by, &view, &db, form).await
}

/// Draws the form, with what is wrong where something is.
pub(in super::super) async fn draw(
    by: &Allowed<ManagePlaces>,
    view: &View,
    db: &Db,
    form: FormState,
) -> Result<HttpResponse> {
    let scope = by.scope().clone();
    let offices = db.read(move |conn| store::offices(conn, &scope)).await?;
    let offices = running(&offices)
        .map(|o| Choice::new(&o.id, o.called(view.lang)))
        .collect();
    view.page_as(form.status(), &NewCommunity { form, offices })
}
