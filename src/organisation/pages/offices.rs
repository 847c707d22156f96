//! `GET /offices`: the offices, and the form for one more.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::super::{Office, store};
use crate::error::Result;
use crate::people::permission::{Allowed, ManagePeople};
use crate::platform::db::Db;
use crate::platform::form::FormState;
use crate::platform::page::{Page, View};

/// The offices, and the form for one more.
#[derive(Debug, Serialize)]
pub struct Offices {
    /// What was typed and what was wrong.
    pub form: FormState,
    /// The offices within reach.
    pub offices: Vec<Office>,
}

impl Page for Offices {
    const TEMPLATE: &'static str = "organisation/offices.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::offices()
    }
}

/// `GET /offices`
pub async fn show(
    by: Allowed<ManagePeople>,
    view: View,
    db: web::Data<Db>,
) -> Result<HttpResponse> {
    draw(&by, &view, &db, FormState::default()).await
}

/// Draws the page, with what is wrong where something is.
pub(in super::super) async fn draw(
    by: &Allowed<ManagePeople>,
    view: &View,
    db: &Db,
    form: FormState,
) -> Result<HttpResponse> {
    let scope = by.scope().clone();
    let offices = db.read(move |conn| store::offices(conn, &scope)).await?;
    view.page_as(form.status(), &Offices { form, offices })
}
