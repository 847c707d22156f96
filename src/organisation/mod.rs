//! Where things are: the company, its offices, communities with their trees of places, boards.
//!
//! A place belongs to one office and one community. A board hangs at a place and serves
//! some places (buildings, entrances) or the whole community; the boards that serve any
//! place a notice touches are the ones it must hang on (QP7.3 §4.3.2, 全体住户).

pub mod actions;
pub mod bare;
mod card;
mod change;
pub mod changing;
pub mod doors;
pub mod handing;
mod id;
pub mod import;
pub mod layout;
pub mod marks;
pub mod pages;
pub mod place;
pub mod proposals;
pub mod reach;
pub mod service;
pub mod set_up;
pub mod store;
pub mod ties;
mod versioned;
mod wanted;

use actix_web::web::{self, ServiceConfig};

pub use self::card::OfficeCard;
pub use self::id::{BoardId, PlaceId};
pub use self::place::{Board, BoardKind, Company, Office, OfficeKind, Place, PlaceKind};
pub use self::proposals::Verdict;
pub use crate::people::OfficeId;

/// The routes of this feature.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/set-up/{token}", web::get().to(set_up::show))
        .route("/set-up/{token}", web::post().to(set_up::found))
        .route("/offices", web::get().to(pages::offices::show))
        .route("/offices", web::post().to(actions::office::add))
        .route("/offices/{id}", web::get().to(pages::office::show))
        .route("/offices/{id}", web::post().to(actions::office::change))
        .route("/company", web::get().to(pages::company::show))
        .route("/company", web::post().to(actions::company::change))
        .configure(routes_of_lists)
        .configure(routes_of_proposals)
        .route("/company/reach", web::get().to(reach::page::show))
        .route(
            "/company/reach/address",
            web::post().to(reach::actions::give_address),
        )
        .route(
            "/company/reach/trial",
            web::post().to(reach::actions::try_mail),
        )
        .route("/places/{id}/hand-over", web::get().to(handing::page::show))
        .route(
            "/places/{id}/hand-over",
            web::post().to(handing::actions::hand_over),
        );
    routes_of_places(cfg);
}

/// The routes of lists of buildings and homes.
fn routes_of_lists(cfg: &mut ServiceConfig) {
    cfg.route(
        "/places/{id}/homes.csv",
        web::get().to(import::pages::list::show),
    )
    .route(
        "/places/{id}/import",
        web::get().to(import::pages::choose::show),
    )
    .route("/places/{id}/import", web::post().to(import::actions::read))
    .route("/imports/{id}", web::get().to(import::pages::show::show))
    .route(
        "/imports/{id}/enter",
        web::post().to(import::actions::enter),
    )
    .route(
        "/imports/{id}/take-back",
        web::post().to(import::actions::take_back),
    )
    .route(
        "/imports/{id}/throw-away",
        web::post().to(import::actions::throw_away),
    );
}

/// The routes of proposed places.
fn routes_of_proposals(cfg: &mut ServiceConfig) {
    cfg.route(
        "/places/{id}/propose",
        web::get().to(proposals::pages::new::show),
    )
    .route(
        "/places/{id}/propose",
        web::post().to(proposals::actions::propose),
    )
    .route(
        "/proposals/{id}",
        web::get().to(proposals::pages::show::show),
    )
    .route(
        "/proposals/{id}/accept",
        web::post().to(proposals::actions::accept),
    )
    .route(
        "/proposals/{id}/merge",
        web::post().to(proposals::actions::merge),
    )
    .route(
        "/proposals/{id}/refuse",
        web::post().to(proposals::actions::refuse),
    );
}

/// The routes of communities, places and boards.
fn routes_of_places(cfg: &mut ServiceConfig) {
    cfg.route("/places", web::get().to(pages::overview::show))
        .route("/places", web::post().to(actions::add_community))
        .route("/places/new", web::get().to(pages::new_community::show))
        .route("/places/{id}", web::get().to(pages::community::show))
        .route(
            "/places/{id}/buildings",
            web::post().to(actions::add_buildings),
        )
        .route("/places/{id}/spots", web::post().to(actions::add_spot))
        .route(
            "/places/{id}/lobby-boards",
            web::post().to(actions::add_lobby_boards),
        )
        .route("/places/{id}/boards", web::post().to(actions::add_board))
        .route("/places/{id}/change", web::get().to(pages::place::show))
        .route(
            "/places/{id}/change",
            web::post().to(actions::place::change),
        )
        .route(
            "/places/{id}/within",
            web::post().to(actions::place::add_within),
        )
        .route("/places/{id}/close", web::post().to(actions::place::close))
        .route(
            "/places/{id}/reopen",
            web::post().to(actions::place::reopen),
        )
        .route("/boards/{id}/change", web::get().to(pages::board::show))
        .route(
            "/boards/{id}/change",
            web::post().to(actions::board::change),
        )
        .route("/boards/{id}/retire", web::post().to(actions::retire_board));
}
