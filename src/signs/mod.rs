//! Signs: the catalogue of what can be printed, the printing, and the signs at their places.
//!
//! A sign of a known layout is data alone: an entry in `signs/catalogue.toml` and a drawing.
//! QP7.3 4.4.1 asks for signs wherever work inconveniences residents.

mod addresses;
pub mod bins;
pub mod catalogue;
pub mod desk;
mod frozen;
pub mod ground;
mod meanwhile;
pub mod order;
pub mod output;
pub mod page;
pub mod print;
pub mod register;
pub mod runs;
#[cfg(test)]
mod samples;
pub mod stops;

use actix_web::web::ServiceConfig;

use crate::organisation::ties::Hand;
use crate::platform::photos::shelf::Keeper;

pub use self::addresses::{codes_elsewhere, label_room, labels_take};
pub use self::order::{
    DesignSummary, Format, Order, SignError, contact_sheet, list, render, typing_address, write,
};
pub use self::register::store::handing::go_along as signs_go_along;
pub use self::register::store::is_photo_known as names_photo;
pub use self::register::store::signs_at;
pub use self::register::tasks::Tasks;
pub use self::stops::standing::{Line, take_down, waiting};
pub use self::stops::store::go_along as stops_go_along;

/// Where the photos of signs are named.
pub const PHOTOS: Keeper = Keeper {
    table: "sign_photos",
    all: register::store::all_photos,
    knows: names_photo,
};

/// What goes along with a community that is handed to another office.
pub fn hands() -> [Hand; 4] {
    use register::store::handing;
    [
        Hand {
            key: "hand-signs",
            count: |conn, community, _| handing::signs_in(conn, community),
            give: handing::hand_over,
        },
        Hand {
            key: "hand-stops",
            count: |conn, community, _| stops::store::stops_in(conn, community),
            give: stops::store::hand_over,
        },
        Hand {
            key: "hand-runs",
            count: |conn, community, _| runs::store::runs_in(conn, community),
            give: runs::store::hand_over,
        },
        Hand {
            key: "hand-bins",
            count: |conn, community, _| bins::store::colours_in(conn, community),
            give: bins::store::hand_over,
        },
    ]
}

/// The routes of this feature.
pub fn routes(cfg: &mut ServiceConfig) {
    desk::routes(cfg);
    stops::routes(cfg);
    runs::routes(cfg);
    register::routes(cfg);
    bins::routes(cfg);
}
