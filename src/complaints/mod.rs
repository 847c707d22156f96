//! What residents tell the office, and that it is heard (QP7.3 §4.2.1, §4.2.3 a).
//!
//! A resident scans the code where something is wrong and writes; no account, no app, no
//! script is needed. What is acknowledged is kept: photos first, then everything else as
//! one change. She gets an apology, a number and a private link at once. The same form
//! sent twice makes one complaint. Many from one address or one code are kept too, and
//! marked for a second look; none is refused for what it says. The office gets a mail of each
//! that is not: whoever floods the form does not flood the mailbox too.
//!
//! Photos have a budget of bytes a day; beyond it, and when the disk is nearly full, what is
//! written is taken and its photos are not, and both sides read that.
//!
//! Name, number and photos are forgotten ninety days after a complaint came, and photos of one that
//! waits for a second look after seven; its sender can take name and number back at once, and ask the
//! office to delete whatever tells who she is.
//!
//! Clerks read what came, mark it as seen, and write down what came by telephone, at the
//! counter, on paper or by mail (GR-017). What they wrote down they put right, with what it said before
//! in the story; a resident's own words stay hers. Another office's complaints do not exist for them.

mod case;
mod contact;
pub mod desk;
pub mod erasing;
mod excerpt;
pub mod follow;
pub mod intake;
mod keeping;
mod lifecycle;
pub mod mails;
mod moving;
mod numbering;
mod store;
mod story;

use actix_web::web::{self, ServiceConfig};

pub use self::case::CaseId;
pub use self::contact::{Channel, ContactId, Held, Reach, Source};
pub use self::desk::{Line, hand_over, new_ones, unseen, unseen_by_office};
pub use self::keeping::forget;
pub use self::lifecycle::Stage;
pub use self::store::contacts::go_along;
pub use self::store::handing::contacts_in;
pub use self::store::photos::is_known as names_photo;
pub use self::story::{Act, StepId};
use crate::platform::photos::shelf::Keeper;

/// Where the photos of contacts are named.
pub const PHOTOS: Keeper = Keeper {
    table: "complaint_photos",
    all: store::photos::all,
    knows: names_photo,
};

/// The routes of this feature.
pub fn routes(cfg: &mut ServiceConfig) {
    intake::routes(cfg);
    cfg.route("/follow/withdraw", web::post().to(follow::withdraw))
        .route("/follow/find", web::get().to(follow::find::form))
        .route("/follow/find", web::post().to(follow::find::look))
        .route("/follow/{token}", web::get().to(follow::link))
        .route("/follow", web::get().to(follow::show))
        .route("/privacy", web::get().to(follow::privacy));
    erasing::routes(cfg);
    moving::routes(cfg);
    desk::routes(cfg);
}
