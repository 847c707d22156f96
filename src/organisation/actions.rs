//! What the pages of offices, communities and boards send.

use actix_web::{HttpResponse, web};

use super::layout::Buildings;
use super::pages;
use super::pages::community::{self, Typed};
use super::service::{self, NewBoard, NewOffice};
use super::{BoardId, BoardKind, OfficeId, OfficeKind, Place, PlaceId, store};
use crate::error::{Error, Refusal, Result};
use crate::people::permission::{Allowed, ManagePeople, ManagePlaces};
use crate::platform::db::{Db, Tx};
use crate::platform::form::{Fields, FormState, Reader};
use crate::platform::page::View;
use crate::platform::step::Asked;

/// `POST /offices`
pub async fn add_office(
    by: Allowed<ManagePeople>,
    view: View,
    fields: Fields,
    db: web::Data<Db>,
) -> Result<HttpResponse> {
    let mut reader = Reader::new(&fields);
    let new = NewOffice {
        name: reader.text("name", 40),
        name_en: reader.text("name_en", 80),
        phone: reader.text("phone", 30),
        email: Some(reader.optional_text("email", 120)).filter(|e| !e.is_empty()),
    };
    let errors = reader.errors();
    if !errors.is_empty() {
        let form = FormState::wrong(&fields, &errors, &view);
        return pages::offices::draw(&by, &view, &db, form).await;
    }
    db.write(by, move |tx, _| {
        service::add_office(tx, OfficeKind::Office, new)
    })
    .await?;
    Ok(view.redirect("/offices", Some("office-added")))
}

/// `POST /places`
pub async fn add_community(
    by: Allowed<ManagePlaces>,
    view: View,
    fields: Fields,
    db: web::Data<Db>,
) -> Result<HttpResponse> {
    let mut reader = Reader::new(&fields);
    let office: Option<OfficeId> = reader.choice("office");
    let (name, name_en) = (reader.text("name", 40), reader.text("name_en", 80));
    let errors = reader.errors();
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

/// Does the work in one change; a refusal shows the form again.
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
    };
    let typed = Typed::new(sent.fields, wrong);
    community::draw(&desk.view, &desk.db, about, typed).await
}

/// `POST /places/{id}/buildings`
pub async fn add_buildings(asked: OnCommunity) -> Result<HttpResponse> {
    match Buildings::read(asked.fields()) {
        Err(wrong) => again(asked, wrong).await,
        Ok(buildings) => {
            change(asked, "boards", "buildings-added", move |tx, community| {
                service::add_buildings(tx, community, &buildings).map(|_| ())
            })
            .await
        }
    }
}

/// `POST /places/{id}/spots`
pub async fn add_spot(asked: OnCommunity) -> Result<HttpResponse> {
    let mut reader = Reader::new(asked.fields());
    let (name, name_en) = (reader.text("spot", 40), reader.text("spot_en", 80));
    let wrong = reader.errors();
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
    match BoardForm::read(asked.fields()) {
        Err(wrong) => again(asked, wrong).await,
        Ok(form) => {
            change(asked, "boards", "board-added", move |tx, community| {
                form.hang(tx, community)
            })
            .await
        }
    }
}

struct BoardForm {
    at: PlaceId,
    kind: BoardKind,
    name: String,
    name_en: String,
    serves: Vec<PlaceId>,
}

impl BoardForm {
    fn read(fields: &Fields) -> Result<Self, Vec<Refusal>> {
        let mut reader = Reader::new(fields);
        let at: Option<PlaceId> = reader.choice("at");
        let kind: Option<BoardKind> = reader.choice("kind");
        let name = reader.text("board", 40);
        let name_en = reader.text("board_en", 80);
        let serves: Result<Vec<PlaceId>> = fields.all("serves").iter().map(|s| s.parse()).collect();
        let serves = serves.unwrap_or_default();
        if serves.is_empty() {
            reader.refuse(Refusal::of_field("serves", "places-serves-nothing"));
        }
        let errors = reader.errors();
        match (at, kind) {
            (Some(at), Some(kind)) if errors.is_empty() => Ok(Self {
                at,
                kind,
                name,
                name_en,
                serves,
            }),
            _ => Err(errors),
        }
    }

    fn hang(self, tx: &mut Tx<'_>, community: &Place) -> Result<()> {
        let at = store::places_of(tx, &community.id, std::slice::from_ref(&self.at))?;
        store::places_of(tx, &community.id, &self.serves)?;
        let at = at.first().ok_or(Error::NotFound)?;
        let new = NewBoard {
            at,
            kind: self.kind,
            name: self.name,
            name_en: self.name_en,
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
