//! The addresses: one line per feature.

use actix_web::HttpResponse;
use actix_web::middleware::from_fn;
use actix_web::web::{ServiceConfig, get, scope, to};

use crate::error::{Error, Result};
use crate::people::session;
use crate::platform::{assets, headers, health};
use crate::{error_page, organisation, people};

/// Every route of the program.
pub fn configure(cfg: &mut ServiceConfig) {
    cfg.route("/livez", get().to(health::live))
        .route("/readyz", get().to(health::ready))
        .service(
            scope("")
                .route("/assets/{version}/{name}", get().to(assets::show))
                .configure(people::routes)
                .configure(organisation::routes)
                .default_service(to(nothing_here))
                .wrap(from_fn(session::load))
                .wrap(from_fn(error_page::draw))
                .wrap(from_fn(headers::guard)),
        );
}

/// Everything else.
async fn nothing_here() -> Result<HttpResponse> {
    Err(Error::NotFound)
}
