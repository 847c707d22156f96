//! `GET /`: where residents begin who have no code in front of them. Who is signed in sees today.

use actix_web::guard::{Guard, fn_guard};
use actix_web::{HttpResponse, web};
use serde::Serialize;

use crate::error::Result;
use crate::organisation::{OfficeCard, store as organisation};
use crate::people::permission::Perhaps;
use crate::platform::db::{Conn, Db};
use crate::platform::form::FormState;
use crate::platform::page::{Page, View};
use crate::platform::words::Lang;

/// The home of residents.
#[derive(Debug, Serialize)]
pub struct Home {
    /// The company.
    pub company: String,
    /// The form to type a code, empty.
    pub form: FormState,
    /// The communities, each with its page.
    pub communities: Vec<Community>,
}

/// A community, and who answers there.
#[derive(Debug, Serialize)]
pub struct Community {
    pub name: String,
    /// Its page.
    pub href: String,
    pub office: OfficeCard,
}

impl Page for Home {
    const TEMPLATE: &'static str = "landing/home.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::home()
    }
}

/// Lets nobody through who is signed in.
pub(super) fn strangers() -> impl Guard {
    fn_guard(|asked| Perhaps::nobody(&asked.req_data()))
}

/// `GET /` of somebody who is not signed in.
pub(super) async fn show(view: View, db: web::Data<Db>) -> Result<HttpResponse> {
    let lang = view.lang;
    match db.read(move |conn| home(conn, lang)).await? {
        Some(home) => view.page(&home),
        // Nothing is founded yet: whoever is here is to found it.
        None => Ok(view.redirect("/sign-in", None)),
    }
}

fn home(conn: &mut Conn, lang: Lang) -> Result<Option<Home>> {
    let Some(company) = organisation::find_company(conn)? else {
        return Ok(None);
    };
    let offices = organisation::public_offices(conn)?;
    let mut communities = Vec::new();
    for place in organisation::public_communities(conn)? {
        let office = offices.iter().find(|office| office.id == place.office);
        communities.extend(office.map(|office| Community {
            name: place.called(lang),
            href: format!("/c/{}", place.id),
            office: OfficeCard::of(office, lang),
        }));
    }
    Ok(Some(Home {
        company: company.name,
        form: FormState::default(),
        communities,
    }))
}
