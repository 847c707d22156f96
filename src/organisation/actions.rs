//! What the pages of offices, communities and boards send.

use actix_web::{HttpResponse, web};

use super::layout::Buildings;
use super::pages;
use super::pages::community::Typed;
use super::service::{self, NewBoard, NewOffice};
use super::{BoardId, BoardKind, OfficeId, OfficeKind, PlaceId, store};
use crate::error::{Error, Refusal, Result};
use crate::people::permission::{Allowed, ManagePeople, ManagePlaces};
use crate::platform::db::{Db, Tx};
use crate::platform::form::{Fields, FormState, Reader};
use crate::platform::page::View;

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

/// A form about one community: who sends it, which community, where the answer goes.
struct About {
    by: Allowed<ManagePlaces>,
    view: View,
    db: web::Data<Db>,
    fields: Fields,
    id: PlaceId,
}

impl About {
    /// Does the work in one change; a refusal shows the form again.
    async fn change<F>(self, anchor: &str, flash: &str, work: F) -> Result<HttpResponse>
    where
        F: FnOnce(&mut Tx<'_>, &super::Place) -> Result<()> + Send + 'static,
    {
        let (id, by) = (self.id.clone(), self.by.clone());
        let done = self
            .db
            .write(by, move |tx, by| {
                let community = store::community(tx, by.scope(), &id)?;
                work(tx, &community)
            })
            .await;
        match done {
            Ok(()) => {
                let to = format!("/places/{}#{anchor}", self.id);
                Ok(self.view.redirect(&to, Some(flash)))
            }
            Err(Error::Refused(refusal)) => self.again(vec![refusal]).await,
            Err(other) => Err(other),
        }
    }

    async fn again(self, wrong: Vec<Refusal>) -> Result<HttpResponse> {
        let about = (self.by.scope().clone(), self.id, true);
        let typed = Typed::new(self.fields, wrong);
        pages::community::draw(&self.view, &self.db, about, typed).await
    }
}

/// `POST /places/{id}/buildings`
pub async fn add_buildings(
    by: Allowed<ManagePlaces>,
    view: View,
    fields: Fields,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id = id.parse()?;
    let read = Buildings::read(&fields);
    #[rustfmt::skip]
    let about = About { by, view, db, fields, id };
    match read {
        Err(wrong) => about.again(wrong).await,
        Ok(buildings) => {
            about
                .change("boards", "buildings-added", move |tx, community| {
                    service::add_buildings(tx, community, &buildings).map(|_| ())
                })
                .await
        }
    }
}

/// `POST /places/{id}/spots`
pub async fn add_spot(
    by: Allowed<ManagePlaces>,
    view: View,
    fields: Fields,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id = id.parse()?;
    let mut reader = Reader::new(&fields);
    let (name, name_en) = (reader.text("spot", 40), reader.text("spot_en", 80));
    let wrong = reader.errors();
    #[rustfmt::skip]
    let about = About { by, view, db, fields, id };
    if !wrong.is_empty() {
        return about.again(wrong).await;
    }
    about
        .change("spots", "spot-added", move |tx, community| {
            service::add_spot(tx, community, name, name_en).map(|_| ())
        })
        .await
}

/// `POST /places/{id}/lobby-boards`: one board in the lobby of every entrance that has none.
pub async fn add_lobby_boards(
    by: Allowed<ManagePlaces>,
    view: View,
    fields: Fields,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id = id.parse()?;
    #[rustfmt::skip]
    let about = About { by, view, db, fields, id };
    about
        .change("boards", "boards-added", |tx, community| {
            service::add_lobby_boards(tx, community).map(|_| ())
        })
        .await
}

/// `POST /places/{id}/boards`
pub async fn add_board(
    by: Allowed<ManagePlaces>,
    view: View,
    fields: Fields,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id = id.parse()?;
    let read = BoardForm::read(&fields);
    #[rustfmt::skip]
    let about = About { by, view, db, fields, id };
    match read {
        Err(wrong) => about.again(wrong).await,
        Ok(form) => {
            about
                .change("boards", "board-added", move |tx, community| {
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

    fn hang(self, tx: &mut Tx<'_>, community: &super::Place) -> Result<()> {
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
pub async fn retire_board(
    by: Allowed<ManagePlaces>,
    view: View,
    _: Fields,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: BoardId = id.parse()?;
    let community = db
        .write(by, move |tx, by| {
            let community = store::community_of_board(tx, by.scope(), &id)?;
            service::retire_board(tx, by.scope(), &id)?;
            Ok(community)
        })
        .await?;
    let to = format!("/places/{community}#boards");
    Ok(view.redirect(&to, Some("board-retired")))
}
