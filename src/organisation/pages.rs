//! The pages of offices, communities and boards.

pub mod community;
pub mod new_community;
pub mod offices;
pub mod overview;
mod whole;

use actix_web::http::StatusCode;

pub use self::whole::Missing;
use super::{Office, OfficeKind};
use crate::platform::form::FormState;
use crate::platform::words::Lang;

/// The name in the reader's language; without an English one the Chinese.
fn in_lang(lang: Lang, name: &str, name_en: &str) -> String {
    match lang {
        Lang::En if !name_en.is_empty() => name_en.to_owned(),
        Lang::En | Lang::Zh => name.to_owned(),
    }
}

fn running(offices: &[Office]) -> impl Iterator<Item = &Office> {
    offices.iter().filter(|o| o.kind == OfficeKind::Office)
}

fn status_of(form: &FormState) -> StatusCode {
    if form.summary.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}
