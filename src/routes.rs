//! The addresses: one line per feature; and the menu, whose entries appear when they work.

use actix_web::HttpResponse;
use actix_web::middleware::from_fn;
use actix_web::web::{ServiceConfig, get, head, scope, to};

use crate::error::{Error, Result};
use crate::organisation::ties::{BoardTie, Hand, PlaceTie, Ties};
use crate::people::Permission;
use crate::people::session::{self, MenuEntry};
use crate::platform::{assets, headers, health};
use crate::{codes, complaints, error_page, landing, notices, organisation, people, signs, today};

/// Every route of the program.
pub fn configure(cfg: &mut ServiceConfig) {
    cfg.route("/livez", get().to(health::live))
        .route("/livez", head().to(health::live))
        .route("/readyz", get().to(health::ready))
        .route("/readyz", head().to(health::ready))
        .service(
            // What a whole building opens at once comes first and reads no session.
            scope("")
                .configure(notices::public_routes)
                .route("/assets/{version}/{name}", get().to(assets::show))
                .route("/favicon.ico", get().to(assets::icon))
                .route("/robots.txt", get().to(assets::robots))
                .service(
                    scope("")
                        .configure(rooms)
                        .wrap(from_fn(error_page::keep_texts))
                        .wrap(from_fn(session::load)),
                )
                .wrap(from_fn(error_page::draw))
                .wrap(from_fn(headers::guard)),
        );
}

/// The features whose pages know who is signed in.
fn rooms(cfg: &mut ServiceConfig) {
    cfg.configure(people::routes)
        .configure(organisation::routes)
        .configure(notices::routes)
        .configure(signs::routes)
        .configure(landing::routes)
        .configure(complaints::routes)
        .configure(today::routes)
        .default_service(to(nothing_here));
}

/// Any other address.
async fn nothing_here() -> Result<HttpResponse> {
    Err(Error::NotFound)
}

/// What keeps places and boards where they are.
pub fn ties() -> Ties {
    let codes_along = Hand {
        key: "hand-codes",
        count: |conn, community, _| codes::store::of_community(conn, community),
        give: codes::store::hand_over,
    };
    let complaints_along = Hand {
        key: "hand-complaints",
        count: |conn, community, _| complaints::contacts_in(conn, community),
        give: complaints::hand_over,
    };
    let hands = [codes_along, complaints_along].into_iter();
    let hands = hands.chain(notices::hands()).chain(signs::hands());
    Ties {
        hands: hands.collect(),
        places: vec![
            PlaceTie {
                key: "places-tied-notices",
                count: notices::open_at,
            },
            PlaceTie {
                key: "places-tied-signs",
                count: signs::signs_at,
            },
        ],
        boards: vec![BoardTie {
            key: "places-tied-sheets",
            count: notices::sheets_on,
        }],
        go_along: vec![
            codes::store::go_along,
            signs::signs_go_along,
            signs::stops_go_along,
            complaints::go_along,
        ],
        codes: vec![signs::codes_elsewhere, notices::sheets_elsewhere],
        label_room: signs::label_room,
    }
}

/// The menu, in order.
pub fn menu() -> Vec<MenuEntry> {
    let entry = |permission, key, href| MenuEntry {
        permission,
        key,
        href,
        count: None,
    };
    vec![
        entry(Permission::ReadNotices, "menu-today", "/"),
        entry(Permission::ReadNotices, "menu-notices", "/notices"),
        entry(Permission::PostNotices, "menu-boards", "/boards/round"),
        entry(Permission::ReadSigns, "menu-signs", "/signs"),
        MenuEntry {
            count: Some(complaints::unseen),
            ..entry(Permission::ReadComplaints, "menu-complaints", "/complaints")
        },
        entry(Permission::ReadPlaces, "menu-places", "/places"),
        entry(Permission::ManagePeople, "menu-offices", "/offices"),
        entry(Permission::ManagePeople, "menu-people", "/people"),
    ]
}
