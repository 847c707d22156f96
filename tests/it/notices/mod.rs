//! A notice's days, told as they happen at the desk, at the boards and on the phone.

mod apology;
mod cancel;
mod drafts;
mod four_eyes;
mod gate;
mod list;
mod mail;
mod overlap;
mod own_text;
mod parts;
mod postings;
mod public;
mod publish;
mod replace;
mod restore;
mod review;
mod review_mails;
mod seen;
mod sheet;
mod subscribers;
mod thrown_away;
mod windows;

use actix_web::http::StatusCode;
use gaoshi::people::Role;

use crate::support::app::TestApp;
use crate::support::client::{Answer, Client};
use crate::support::form::Form;

/// The clerk and the reviewer of the first office at work.
pub(crate) struct Desk<'a> {
    pub(crate) app: &'a TestApp,
    pub(crate) clerk: Client<'a>,
    pub(crate) reviewer: Client<'a>,
}

/// The page a redirect leads to, as the id in it.
pub(crate) fn id_of(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let path = answer.location().trim_end_matches("/edit");
    path.rsplit('/').next().unwrap().to_owned()
}

impl<'a> Desk<'a> {
    /// Both signed in anew.
    pub(crate) async fn at(app: &'a TestApp) -> Self {
        Self {
            app,
            clerk: app.as_(Role::Clerk).await,
            reviewer: app.as_(Role::Reviewer).await,
        }
    }

    /// The form of a new stop of water in the first building, the day after tomorrow at nine.
    pub(crate) async fn form(&mut self) -> Form {
        let page = self.clerk.get("/notices/new/water").await;
        page.form("/save")
    }

    /// The clerk fills it in so and presses a button.
    pub(crate) async fn save(&mut self, button: &str, changes: &[(&str, &str)]) -> Answer {
        let building = self.app.offices[0].buildings[0].id.to_string();
        let mut all = vec![("action", button)];
        if !changes.iter().any(|(name, _)| *name == "place") {
            all.push(("place", &building));
        }
        all.extend(changes);
        let form = self.form().await;
        self.clerk.submit(&form, &all).await
    }

    /// Sends it to review.
    pub(crate) async fn sent(&mut self, changes: &[(&str, &str)]) -> String {
        id_of(&self.save("send", changes).await)
    }

    /// The reviewer approves.
    pub(crate) async fn approve(&mut self, id: &str) -> Answer {
        self.reviewer.get(&format!("/notices/{id}")).await;
        let path = format!("/notices/{id}/approve");
        self.reviewer.post(&path, &[]).await
    }

    /// Sent and approved.
    pub(crate) async fn approved(&mut self, changes: &[(&str, &str)]) -> String {
        let id = self.sent(changes).await;
        let answer = self.approve(&id).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        id
    }

    /// Sent, approved and out.
    pub(crate) async fn published(&mut self, changes: &[(&str, &str)]) -> String {
        let id = self.approved(changes).await;
        self.app.tick().await;
        assert_eq!(self.stage(&id).await, "已发布");
        id
    }

    /// The notice's page, as the clerk sees it.
    pub(crate) async fn page(&mut self, id: &str) -> Answer {
        let page = self.clerk.get(&format!("/notices/{id}")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        page
    }

    /// The word on its badge.
    pub(crate) async fn stage(&mut self, id: &str) -> String {
        let page = self.page(id).await;
        let (_, badge) = page.between("<h1>", "</h1>").rsplit_once("\">").unwrap();
        badge.trim_end_matches("</span>").to_owned()
    }

    /// The clerk presses the button of the notice's page that leads there.
    pub(crate) async fn press(&mut self, id: &str, end: &str, fields: &[(&str, &str)]) -> Answer {
        let form = self.page(id).await.form(end);
        self.clerk.submit(&form, fields).await
    }

    /// The ids of the postings that can be marked as hung.
    pub(crate) async fn unhung(&mut self, id: &str) -> Vec<String> {
        marks(&self.page(id).await.body, "/posted\"")
    }

    /// The codes of its sheets, without hyphens.
    pub(crate) async fn codes(&mut self, id: &str) -> Vec<String> {
        let page = self.page(id).await;
        let cells = page.body.split("<td class=\"num\">").skip(1);
        cells
            .map(|cell| cell.split('<').next().unwrap().replace('-', ""))
            .filter(|cell| cell.len() == 10)
            .collect()
    }
}

/// The ids in addresses of postings that end so.
pub(crate) fn marks(body: &str, end: &str) -> Vec<String> {
    let parts = body.split("action=\"/postings/").skip(1);
    parts
        .filter_map(|part| part.split_once('/'))
        .filter(|(_, rest)| format!("/{rest}").starts_with(end))
        .map(|(id, _)| id.to_owned())
        .collect()
}
