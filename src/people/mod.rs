//! Who works here: accounts, roles, sessions, and what each may do.
//!
//! A person has one role in each office they work for. Signing in opens a session in
//! the database; every handler of the staff pages asks for an [`Allowed`], which only
//! the policy gives. There is no default password: the first account is made through a
//! one-time link that the program prints.

mod account;
pub mod actions;
mod browser;
mod change;
pub mod changing;
pub mod cli;
mod department;
pub mod departments;
pub mod deputies;
mod device;
mod door;
pub mod entry;
pub mod factor;
mod half;
mod id;
pub mod news;
mod opening;
pub mod pages;
pub mod password;
pub mod permission;
pub mod policy;
pub mod refusals;
mod second_step;
pub mod service;
pub mod session;
mod sign_in;
mod signed_in;
mod store;
mod told;

use actix_web::web::{self, ServiceConfig};

pub use self::account::{DemoAccounts, DemoPerson, NewAccount, Role};
pub use self::department::{Department, DepartmentId};
pub use self::deputies::Principal;
pub use self::door::Door;
pub use self::id::{OfficeId, UserId};
pub use self::opening::NewSession;
pub use self::permission::{Allowed, Permission};
pub use self::signed_in::{EndedSession, OfficeName, Scope, SignedIn};
pub use self::store::{Staff, addressees, names};
pub use self::told::Told;

/// The routes of this feature.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/sign-in", web::get().to(pages::sign_in::sign_in))
        .route("/sign-in", web::post().to(sign_in::sign_in))
        .route("/sign-in/code", web::get().to(pages::sign_in::second_step))
        .route("/sign-in/code", web::post().to(sign_in::take_second_step))
        .route("/sign-out", web::post().to(sign_in::sign_out))
        .route("/language/{tag}", web::get().to(actions::language))
        .route("/password/{token}", web::get().to(pages::set_password))
        .route("/password/{token}", web::post().to(actions::set_password))
        .route("/account", web::get().to(pages::account))
        .route(
            "/account/password",
            web::post().to(actions::change_password),
        )
        .route(
            "/account/sessions/end",
            web::post().to(actions::end_session),
        )
        .route(
            "/account/sign-out-others",
            web::post().to(actions::sign_out_others),
        )
        .route("/account/office", web::post().to(actions::switch_office))
        .configure(factor_routes)
        .route("/account/deputies", web::get().to(deputies::pages::show))
        .route("/account/deputies", web::post().to(deputies::actions::name))
        .route(
            "/account/deputies/{id}/end",
            web::post().to(deputies::actions::end),
        )
        .route("/audit", web::get().to(pages::acts::show))
        .route("/people", web::get().to(pages::list))
        .route("/people", web::post().to(actions::add))
        .route("/people/{id}", web::get().to(pages::person::show))
        .route("/people/{id}", web::post().to(actions::change))
        .route("/people/{id}/enable", web::post().to(actions::enable))
        .route("/people/{id}/disable", web::post().to(actions::disable))
        .route("/people/{id}/reset", web::post().to(actions::reset));
}

/// The routes of the second step of signing in.
fn factor_routes(cfg: &mut ServiceConfig) {
    use self::factor::{actions, pages};
    cfg.route("/account/second-factor", web::get().to(pages::show))
        .route("/account/second-factor", web::post().to(actions::turn_on))
        .route("/account/second-factor/new", web::get().to(pages::fresh))
        .route(
            "/account/second-factor/off",
            web::post().to(actions::turn_off),
        )
        .route(
            "/people/{id}/second-factor/off",
            web::post().to(actions::take_off),
        );
}
