//! What comes in: through the code on a sheet or sign, and from a clerk's pen.

mod actions;
mod again;
mod budget;
mod corrected;
mod correcting;
pub mod correction;
mod counter;
mod door;
mod held;
mod kept;
pub mod new;
mod noted;
mod noting;
mod public;
mod record;
mod report;
#[cfg(test)]
mod samples;
mod seal;
mod service;
mod visitor;
mod whereabouts;

use actix_web::web::{self, ServiceConfig};

pub use self::noted::Noted;
pub use self::public::{PublicForm, new_seal};
pub use self::record::{Asked, record};
pub use self::report::Report;
pub use self::seal::Marks;
pub use self::service::{Luggage, Sending, accept};
pub use self::visitor::Visitor;

/// The routes of this room.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/Q/{code}", web::post().to(actions::send))
        .route("/q/{code}", web::post().to(actions::send))
        .route(
            "/complaints/contacts/{id}/correct",
            web::get().to(correction::show),
        )
        .route(
            "/complaints/contacts/{id}/correct",
            web::post().to(correcting::correct),
        )
        .route("/complaints/new", web::get().to(new::show))
        .route("/complaints/new", web::post().to(noting::record));
}
