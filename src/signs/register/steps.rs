//! What the buttons of a sign send: each from a page that showed how it stood.

use actix_web::{HttpResponse, web};

use super::actions::back;
use super::pages::sign;
use super::{Entry, service};
use crate::error::{Error, Result};
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::db::{Db, Tx};
use crate::platform::page::View;
use crate::platform::seen::{Decision, Seen};
use crate::signs::stops::SignId;

type Step = fn(&mut Tx<'_>, &Allowed<MakeSigns>, &SignId, Seen) -> Result<Entry>;

/// A step that was asked for, and what is said when it is taken.
struct Asked {
    step: Step,
    said: &'static str,
}

/// Takes it, or shows the sign as others have left it meanwhile.
async fn take(
    by: Allowed<MakeSigns>,
    (view, db): (&View, &Db),
    (id, sent): (&str, Decision),
    button: Asked,
) -> Result<HttpResponse> {
    let (id, Decision { fields, seen }) = (id.parse::<SignId>()?, sent);
    let (asker, sought, step) = (by.clone(), id.clone(), button.step);
    let done = db.write(by, move |tx, by| step(tx, by, &id, seen)).await;
    match done {
        Err(Error::Conflict) => {
            sign::show_changed((&asker, sought), view, db, (&fields, seen)).await
        }
        done => done.map(|entry| view.redirect(&back(&fields, &entry), Some(button.said))),
    }
}

/// `POST /signs/register/{id}/mended`
pub async fn mended(
    by: Allowed<MakeSigns>,
    view: View,
    sent: Decision,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let asked = Asked {
        step: service::mended,
        said: "register-mended",
    };
    take(by, (&view, &db), (&id, sent), asked).await
}

/// `POST /signs/register/{id}/placed`
pub async fn placed(
    by: Allowed<MakeSigns>,
    view: View,
    sent: Decision,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let asked = Asked {
        step: service::placed,
        said: "signs-placed",
    };
    take(by, (&view, &db), (&id, sent), asked).await
}

/// `POST /signs/register/{id}/removed`
pub async fn removed(
    by: Allowed<MakeSigns>,
    view: View,
    sent: Decision,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let asked = Asked {
        step: service::removed,
        said: "signs-removed",
    };
    take(by, (&view, &db), (&id, sent), asked).await
}

/// `POST /signs/register/{id}/restored`: it was marked as down by mistake.
pub async fn restored(
    by: Allowed<MakeSigns>,
    view: View,
    sent: Decision,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let asked = Asked {
        step: service::restored,
        said: "signs-restored",
    };
    take(by, (&view, &db), (&id, sent), asked).await
}
