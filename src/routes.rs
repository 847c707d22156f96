//! The addresses: one line per feature.

use actix_web::web::{ServiceConfig, get};

use crate::platform::health;

/// Every route of the program.
pub fn configure(cfg: &mut ServiceConfig) {
    cfg.route("/livez", get().to(health::live))
        .route("/readyz", get().to(health::ready));
}
