//! `GET /signs/codes`: codes that stand for nothing yet, and what the scans say.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use crate::codes::{Code, store as codes};
use crate::error::{Refusal, Result};
use crate::people::permission::{Allowed, ReadSigns};
use crate::people::{OfficeId, Permission, Scope};
use crate::platform::db::Db;
use crate::platform::form::{Fields, FormState};
use crate::platform::page::{Page, View};
use crate::signs::register::tasks::{self, Settled, Silenced, Stranger};

/// Codes shown.
const SHOWN: i64 = 400;
/// How many new ones are proposed: a sheet of labels.
pub(in super::super) const PROPOSED: &str = "24";

/// The codes.
#[derive(Debug, Serialize)]
pub struct Codes {
    /// Codes that stand for nothing: address and groups.
    pub blank: Vec<(String, String)>,
    /// Codes that were scanned though nobody gave them out.
    pub unknown: Vec<Stranger>,
    /// Those of them that somebody looked into.
    pub settled: Vec<Settled>,
    /// Busy signs that fell silent.
    pub silent: Vec<Silenced>,
    /// The form of new codes, or of the remark on one.
    pub form: FormState,
    /// The code whose remark is wrong; empty where none is.
    pub checking: String,
    /// Whether this person makes codes.
    pub may_make: bool,
}

impl Page for Codes {
    const TEMPLATE: &'static str = "signs/codes.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::codes()
    }
}

/// `GET /signs/codes`
pub async fn show(by: Allowed<ReadSigns>, view: View, db: web::Data<Db>) -> Result<HttpResponse> {
    let fields = Fields::of([("count", PROPOSED.to_owned())]);
    draw(Reader::of(&by), &view, &db, &fields, &[]).await
}

/// Whose codes are shown, and whether this person makes more.
pub(in super::super) struct Reader {
    scope: Scope,
    office: OfficeId,
    may_make: bool,
    checking: String,
}

impl Reader {
    pub(in super::super) fn of<P>(by: &Allowed<P>) -> Self {
        Self {
            scope: by.scope().clone(),
            office: by.office().clone(),
            may_make: by.may(Permission::MakeSigns),
            checking: String::new(),
        }
    }

    /// Who remarked on this code.
    pub(in super::super) fn checking(self, code: &Code) -> Self {
        Self {
            checking: code.to_string(),
            ..self
        }
    }
}

/// The page, with what is wrong with its form where something is.
pub(in super::super) async fn draw(
    reader: Reader,
    view: &View,
    db: &Db,
    fields: &Fields,
    refusals: &[Refusal],
) -> Result<HttpResponse> {
    let Reader {
        scope,
        office,
        may_make,
        checking,
    } = reader;
    let show = view.dates(db.clock().now());
    let form = FormState::wrong(fields, refusals, view);
    let page = db
        .read(move |conn| {
            let blank = codes::blank(conn, &scope, SHOWN)?;
            let blank = blank.into_iter();
            Ok(Codes {
                blank: blank
                    .map(|row| (format!("/Q/{}", row.code), row.code.grouped()))
                    .collect(),
                unknown: tasks::unknown(conn, &office, show)?,
                settled: tasks::settled(conn, &office, show)?,
                silent: tasks::silent(conn, &scope, show)?,
                form,
                checking,
                may_make,
            })
        })
        .await?;
    let status = if refusals.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    view.page_as(status, &page)
}
