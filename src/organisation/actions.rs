//! What the pages of offices, communities and boards send.

pub mod board;
pub mod company;
pub mod office;
pub mod place;

use actix_web::HttpResponse;

use super::change::places::BoardForm;
use super::layout::Buildings;
use super::pages;
use super::pages::community::{self, Typed};
use super::service::{self, NewBoard};
use super::store::changes::places as rows;
use super::{BoardId, OfficeId, Place, PlaceId, store};
use crate::error::{Error, Refusal, Result};
use crate::people::permission::{Allowed, ManagePlaces, Permission};
use crate::platform::db::Tx;
use crate::platform::desk::Desk;
use crate::platform::form::{Fields, FormState};
use crate::platform::printed::Printed;
use crate::platform::step::Asked;

/// `POST /places`
pub async fn add_community(
    by: Allowed<ManagePlaces>,
    desk: Desk,
    fields: Fields,
) -> Result<HttpResponse> {
    let Desk { view, db, press } = desk;
    let mut read = Printed::new(&fields, &press);
    let office: Option<OfficeId> = read.reader.choice("office");
    let (name, name_en) = (read.text("name", 40), read.text("name_en", 80));
    let errors = read.errors();
    let (Some(office), true) = (office, errors.is_empty()) else {
        let form = FormState::wrong(&fields, &errors, &view);
        return pages::new_community::draw(&by, &view, &db, form).await;
    };
    let made = db
        .write(by.clone(), move |tx, by| {
            service::add_community(tx, by, &office, name, name_en)
        })
        .await;
    match made {
        Ok(community) => {
            let to = format!("/places/{}#buildings", community.id);
            Ok(view.redirect(&to, Some("community-added")))
        }
        Err(Error::Refused(refusal)) => {
            let form = FormState::wrong(&fields, &[refusal], &view);
            pages::new_community::draw(&by, &view, &db, form).await
        }
        Err(other) => Err(other),
    }
}

/// A form about one community.
type OnCommunity = Asked<Allowed<ManagePlaces>, PlaceId>;

/// Does the work in one change, in a community that is open; a refusal shows the form again.
async fn change<F>(
    asked: OnCommunity,
    anchor: &str,
    said: &'static str,
    work: F,
) -> Result<HttpResponse>
where
    F: FnOnce(&mut Tx<'_>, &Place) -> Result<()> + Send + 'static,
{
    let done = asked
        .take(|tx, by, id| {
            let community = store::community(tx, by.scope(), id)?;
            if rows::place(tx, by.scope(), id)?.closed_at.is_some() {
                return Err(Refusal::new("places-parent-closed").into());
            }
            work(tx, &community)
        })
        .await;
    match done {
        Err(Error::Refused(refusal)) => again(asked, vec![refusal]).await,
        done => {
            let to = format!("/places/{}#{anchor}", asked.id);
            done.map(|()| asked.done(&to, said))
        }
    }
}

async fn again(asked: OnCommunity, wrong: Vec<Refusal>) -> Result<HttpResponse> {
    let Asked { by, desk, id, sent } = asked;
    let about = community::Reader {
        scope: by.scope().clone(),
        id,
        may_change: true,
        user: by.user().clone(),
        may_propose: true,
        may_hand: by.may(Permission::ManagePeople),
    };
    let typed = Typed::new(sent.fields, wrong);
    community::draw(&desk.view, &desk.db, about, typed).await
}

/// `POST /places/{id}/buildings`
pub async fn add_buildings(asked: OnCommunity) -> Result<HttpResponse> {
    match Buildings::read(asked.fields(), &asked.desk.press) {
        Err(wrong) => again(asked, wrong).await,
        Ok(buildings) => {
            let boards_too = asked.fields().has("lobby");
            change(asked, "boards", "buildings-added", move |tx, community| {
                service::add_buildings(tx, community, &buildings)?;
                if boards_too {
                    service::add_lobby_boards(tx, community)?;
                }
                Ok(())
            })
            .await
        }
    }
}

/// `POST /places/{id}/spots`
pub async fn add_spot(asked: OnCommunity) -> Result<HttpResponse> {
    let mut read = Printed::new(asked.fields(), &asked.desk.press);
    let (name, name_en) = (read.text("spot", 40), read.text("spot_en", 80));
    let wrong = read.errors();
    if !wrong.is_empty() {
        return again(asked, wrong).await;
    }
    change(asked, "spots", "spot-added", move |tx, community| {
        service::add_spot(tx, community, name, name_en).map(|_| ())
    })
    .await
}

/// `POST /places/{id}/lobby-boards`: one board in the lobby of every entrance that has none.
pub async fn add_lobby_boards(asked: OnCommunity) -> Result<HttpResponse> {
    change(asked, "boards", "boards-added", |tx, community| {
        service::add_lobby_boards(tx, community).map(|_| ())
    })
    .await
}

/// `POST /places/{id}/boards`
pub async fn add_board(asked: OnCommunity) -> Result<HttpResponse> {
    match BoardForm::read(asked.fields(), &asked.desk.press) {
        Err(wrong) => again(asked, wrong).await,
        Ok(form) => {
            change(asked, "boards", "board-added", move |tx, community| {
                form.hang(tx, community)
            })
            .await
        }
    }
}

impl BoardForm {
    fn hang(self, tx: &mut Tx<'_>, community: &Place) -> Result<()> {
        let tree = store::tree(tx, &community.id)?;
        self.served(&tree)?;
        let new = NewBoard {
            at: self.hook(&tree)?,
            kind: self.kind,
            name: self.called.name,
            name_en: self.called.name_en,
            serves: self.serves,
            sort_key: service::WHOLE_BOARDS_FROM,
        };
        service::add_board(tx, new).map(|_| ())
    }
}

/// `POST /boards/{id}/retire`
pub async fn retire_board(asked: Asked<Allowed<ManagePlaces>, BoardId>) -> Result<HttpResponse> {
    let retired = asked.take(|tx, by, id| {
        let community = store::community_of_board(tx, by.scope(), id)?;
        service::retire_board(tx, by.scope(), id)?;
        Ok(community)
    });
    let community = retired.await?;
    Ok(asked.done(&format!("/places/{community}#boards"), "board-retired"))
}
