//! The pages of signing in, and of a form that waited for it.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::local_path;
#[cfg(test)]
use super::samples;
use crate::error::Result;
use crate::people::account::DemoAccounts;
use crate::people::half;
use crate::platform::client::Client;
use crate::platform::form::{Fields, FormState};
use crate::platform::page::{Page, View, query_value};

/// What goes on once somebody is signed in.
#[derive(Debug, Clone, Serialize)]
pub struct Waiting {
    /// Where to go.
    pub next: String,
    /// A form that was being sent when the session ended, as it was sent, without what is secret.
    pub kept: String,
    /// The page that form goes to; empty when there is none.
    pub kept_to: String,
}

impl Waiting {
    /// Nothing but a page.
    pub fn page(next: Option<&str>) -> Self {
        Self {
            next: local_path(next),
            kept: String::new(),
            kept_to: String::new(),
        }
    }

    /// As a form of signing in carries it on.
    pub(in crate::people) fn of(fields: &Fields) -> Self {
        let kept_to = fields.get("kept_to");
        Self {
            next: local_path(Some(fields.get("next"))),
            kept: fields.get("kept").to_owned(),
            kept_to: if kept_to.is_empty() {
                String::new()
            } else {
                local_path(Some(kept_to))
            },
        }
    }
}

/// The sign-in page.
#[derive(Debug, Serialize)]
pub struct SignIn {
    /// What was typed and what was wrong.
    pub form: FormState,
    pub waits: Waiting,
    /// Whether a form came that could not be kept: nothing shows that it was typed here.
    pub lost: bool,
    /// Accounts of the demo; empty elsewhere.
    pub demo: DemoAccounts,
}

impl Page for SignIn {
    const TEMPLATE: &'static str = "people/sign_in.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::sign_in()
    }
}

/// The page of the second step.
#[derive(Debug, Serialize)]
pub struct SecondStep {
    /// What was typed and what was wrong.
    pub form: FormState,
    pub waits: Waiting,
}

impl Page for SecondStep {
    const TEMPLATE: &'static str = "people/second_step.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::second_step()
    }
}

/// A form that waited while its sender signed in again.
#[derive(Debug, Serialize)]
pub struct Resume {
    /// Where it goes.
    pub to: String,
    /// The new session's token.
    pub csrf: String,
    /// What somebody typed or chose in words, to be read before it is sent.
    pub words: Vec<String>,
    /// Name and value of every field, as it is sent.
    pub fields: Vec<(String, String)>,
}

impl Page for Resume {
    const TEMPLATE: &'static str = "people/resume.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::resume()
    }
}

/// What the address of the pages of signing in may carry.
#[derive(Debug, Deserialize)]
pub struct SignInQuery {
    next: Option<String>,
}

/// `GET /sign-in`
pub async fn sign_in(
    view: View,
    query: web::Query<SignInQuery>,
    demo: web::Data<DemoAccounts>,
) -> Result<HttpResponse> {
    view.page(&SignIn {
        form: FormState::fresh(&Fields::of([("login", String::new())])),
        waits: Waiting::page(query.next.as_deref()),
        lost: false,
        demo: demo.get_ref().clone(),
    })
}

/// `GET /sign-in/code`
pub async fn second_step(
    req: HttpRequest,
    view: View,
    client: Client,
    query: web::Query<SignInQuery>,
) -> Result<HttpResponse> {
    let waits = Waiting::page(query.next.as_deref());
    if half::sent(&req, &client).is_none() {
        let next = query_value(&waits.next);
        return Ok(view.redirect(format!("/sign-in?next={next}"), None));
    }
    view.page(&SecondStep {
        form: FormState::default(),
        waits,
    })
}
