//! The addresses: one line per feature; and the menu, whose entries appear when they work.

use actix_web::HttpResponse;
use actix_web::web::{ServiceConfig, get, to};

use crate::error::{Error, Result};
use crate::people::Permission;
use crate::people::session::MenuEntry;
use crate::platform::{assets, health};
use crate::{notices, people, signs};

/// Every route of the program.
pub fn configure(cfg: &mut ServiceConfig) {
    cfg.route("/livez", get().to(health::live))
        .route("/readyz", get().to(health::ready))
        .route("/assets/{version}/{name}", get().to(assets::show))
        .configure(people::routes)
        .configure(notices::routes)
        .configure(signs::routes)
        .default_service(to(nothing_here));
}

/// Any other address.
async fn nothing_here() -> Result<HttpResponse> {
    Err(Error::NotFound)
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
        entry(Permission::ReadNotices, "menu-notices", "/notices"),
        entry(Permission::PostNotices, "menu-boards", "/boards/round"),
        entry(Permission::ReadSigns, "menu-signs", "/signs"),
        entry(Permission::ManagePeople, "menu-people", "/people"),
    ]
}
