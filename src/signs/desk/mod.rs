//! What is seen over all signs: the overview, the register with its runs, a scan. It owns nothing.

pub mod overview;
pub mod recent;
pub mod register;
#[cfg(test)]
mod samples;
pub mod scan;

use actix_web::web::{self, ServiceConfig};

/// The routes over all signs.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/signs", web::get().to(overview::show))
        .route("/signs/designs/{id}.svg", web::get().to(overview::drawing))
        .route("/signs/register", web::get().to(register::show));
}
