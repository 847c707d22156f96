//! What the pages of the register send.

use actix_web::{HttpResponse, web};

use super::entering::{self, CODES_AT_ONCE};
use super::form::{read_code, read_interval};
use super::pages::new::{self, Loaded};
use super::pages::{codes as codes_page, sign};
use super::service::{self, Every, Look, Moving, Shot};
use super::things::USUAL_DAYS;
use super::{Entry, Finding, store};
use crate::codes::Code;
use crate::codes::store::scans;
use crate::error::{Error, Refusal, Result};
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::audit;
use crate::platform::db::Db;
use crate::platform::form::{Fields, Reader};
use crate::platform::once;
use crate::platform::page::View;
use crate::platform::photos::form::WithPhoto;
use crate::platform::photos::{Photo, PhotoId, Photos};
use crate::platform::press::Press;
use crate::platform::seen::Decision;
use crate::signs::stops::SignId;

/// What a handler answers with.
type Desk = (web::Data<Db>, web::Data<Photos>);

/// A photo goes to the shelf before its row is written; without its row the sweep removes it.
async fn keep(shelf: &Photos, photo: Option<Photo>) -> Result<Option<Shot>> {
    let Some(photo) = photo else {
        return Ok(None);
    };
    let shelf = shelf.clone();
    let kept = tokio::task::spawn_blocking(move || {
        let id = PhotoId::new();
        shelf.keep(&id, &photo)?;
        Ok(Shot {
            size: store::Size::of(&photo),
            id,
        })
    });
    kept.await.map_err(Error::internal)?.map(Some)
}

/// `POST /signs/register`: a sign or lamp that hangs already.
pub async fn register(
    by: Allowed<MakeSigns>,
    view: View,
    sent: WithPhoto,
    (db, shelf): Desk,
    press: web::Data<Press>,
) -> Result<HttpResponse> {
    let (scope, area) = (by.scope().clone(), sent.fields.get("area").to_owned());
    let loaded = db
        .read(move |conn| Loaded::read(conn, &scope, &area))
        .await?;
    let now = db.clock().now();
    let read = loaded.with((&press, now), |ground| ground.read(&sent.fields))?;
    let wanted = match (read, sent.refused) {
        (Ok(wanted), None) => wanted,
        (read, refused) => {
            let mut wrong = read.err().unwrap_or_default();
            wrong.extend(refused);
            return new::draw(&by, (&view, &db), sent.fields, &wrong).await;
        }
    };
    let shot = keep(&shelf, sent.photo).await?;
    let (asker, id) = (by.clone(), once::asked(&sent.fields, SignId::new));
    let enter = |by| {
        let (wanted, id, shot) = (wanted.clone(), id.clone(), shot.clone());
        db.write(by, move |tx, by| {
            entering::register(tx, by, (&wanted, id), shot.as_ref())
        })
    };
    let made = match enter(by.clone()).await {
        // Of two sent at once the second finds what the first has entered.
        Err(Error::Conflict) => enter(by).await,
        first => first,
    };
    match made {
        Ok(entered) => {
            let said = entered.word("register-done", "register-same");
            Ok(view.redirect(&page_of(&entered.it()), Some(said)))
        }
        Err(Error::Refused(refusal)) => {
            new::draw(&asker, (&view, &db), sent.fields, &[refusal]).await
        }
        Err(other) => Err(other),
    }
}

fn page_of(id: &SignId) -> String {
    format!("/signs/register/{id}")
}

/// Back to where the button was.
pub(super) fn back(fields: &Fields, entry: &Entry) -> String {
    match fields.get("back") {
        // The list is one shorter now: it goes on at the sign that came next.
        "round" => match fields.get("next").parse::<Code>() {
            Ok(next) => format!("/signs/round#s-{next}"),
            Err(_) => "/signs/round".to_owned(),
        },
        "batch" => entry
            .batch
            .as_ref()
            .map_or_else(|| entry.href(), |batch| format!("/signs/batches/{batch}")),
        code if code.starts_with("code:") => format!("/Q/{}", entry.code),
        _ => entry.href(),
    }
}

/// `POST /signs/register/{id}/inspect`: how it was found, with a remark and a photo or without.
pub async fn inspect(
    by: Allowed<MakeSigns>,
    view: View,
    sent: WithPhoto,
    (db, shelf): Desk,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: SignId = id.parse()?;
    let mut reader = Reader::new(&sent.fields);
    let finding: Option<Finding> = reader.choice("finding");
    let remark = reader.optional_text("remark", 200);
    let mut wrong = reader.errors();
    wrong.extend(sent.refused);
    let (Some(finding), true) = (finding, wrong.is_empty()) else {
        return sign::show_wrong((&by, id), &view, &db, (&sent.fields, &wrong)).await;
    };
    let shot = keep(&shelf, sent.photo).await?;
    let look = Look {
        finding,
        remark,
        shot,
    };
    let entry = db
        .write(by, move |tx, by| service::inspect(tx, by, &id, &look))
        .await?;
    let flash = match finding {
        Finding::Ok => "register-found-ok",
        Finding::Damaged | Finding::Missing => "register-found-fault",
    };
    Ok(view.redirect(&back(&sent.fields, &entry), Some(flash)))
}

/// `POST /signs/register/{id}/revoke`: nobody does it without having said so.
pub async fn revoke(
    by: Allowed<MakeSigns>,
    view: View,
    fields: Fields,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: SignId = id.parse()?;
    if !fields.has("sure") {
        let wrong = [Refusal::of_field("sure", "register-not-sure")];
        return sign::show_wrong((&by, id), &view, &db, (&fields, &wrong)).await;
    }
    let (asker, sought, seen) = (by.clone(), id.clone(), fields.get("seen").to_owned());
    let done = db
        .write(by, move |tx, by| service::revoke(tx, by, &id, &seen))
        .await;
    match done {
        Ok(entry) => Ok(view.redirect(&back(&fields, &entry), Some("register-revoked"))),
        Err(Error::Refused(refusal)) => {
            sign::show_wrong((&asker, sought), &view, &db, (&fields, &[refusal])).await
        }
        Err(other) => Err(other),
    }
}

/// `POST /signs/register/{id}/move`: it hangs somewhere else, and its code goes with it.
pub async fn move_to(
    by: Allowed<MakeSigns>,
    view: View,
    sent: Decision,
    (db, press): (web::Data<Db>, web::Data<Press>),
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let (id, Decision { fields, seen }) = (id.parse::<SignId>()?, sent);
    let (scope, area, sought) = (
        by.scope().clone(),
        fields.get("area").to_owned(),
        id.clone(),
    );
    let loaded = db
        .read(move |conn| {
            store::load(conn, &scope, &sought)?;
            Loaded::read(conn, &scope, &area)
        })
        .await?;
    let mut reader = Reader::new(&fields);
    let now = db.clock().now();
    let place = loaded.with((&press, now), |g| g.read_place(&mut reader, &fields))?;
    let spot = reader.optional_text("spot", 60);
    let wrong = reader.errors();
    let (Some(place), true) = (place, wrong.is_empty()) else {
        return sign::show_wrong((&by, id), &view, &db, (&fields, &wrong)).await;
    };
    let (asker, sought, page) = (by.clone(), id.clone(), page_of(&id));
    let to = Moving { place, spot, seen };
    let done = db
        .write(by, move |tx, by| service::moved(tx, by, &id, &to))
        .await;
    match done {
        Err(Error::Conflict) => {
            sign::show_changed((&asker, sought), &view, &db, (&fields, seen)).await
        }
        done => done.map(|_| view.redirect(&page, Some("register-moved"))),
    }
}

/// `POST /signs/register/{id}/recode`: another code, printed ahead or new.
pub async fn recode(
    by: Allowed<MakeSigns>,
    view: View,
    fields: Fields,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: SignId = id.parse()?;
    let mut reader = Reader::new(&fields);
    let printed = read_code(&mut reader, &fields);
    let wrong = reader.errors();
    if !wrong.is_empty() {
        return sign::show_wrong((&by, id), &view, &db, (&fields, &wrong)).await;
    }
    let (asker, sought, seen) = (by.clone(), id.clone(), fields.get("seen").to_owned());
    let done = db
        .write(by, move |tx, by| {
            service::recode(tx, by, &id, (printed.as_ref(), &seen))
        })
        .await;
    match done {
        Ok(entry) => Ok(view.redirect(&entry.href(), Some("register-recoded"))),
        Err(Error::Refused(refusal)) => {
            sign::show_wrong((&asker, sought), &view, &db, (&fields, &[refusal])).await
        }
        Err(other) => Err(other),
    }
}

/// `POST /signs/register/{id}/interval`
pub async fn interval(
    by: Allowed<MakeSigns>,
    view: View,
    sent: Decision,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let (id, Decision { fields, seen }) = (id.parse::<SignId>()?, sent);
    let mut reader = Reader::new(&fields);
    let every = read_interval(&mut reader, &fields, USUAL_DAYS);
    let wrong = reader.errors();
    let Some(days) = every else {
        return sign::show_wrong((&by, id), &view, &db, (&fields, &wrong)).await;
    };
    let (asker, sought, page) = (by.clone(), id.clone(), page_of(&id));
    let every = Every { days, seen };
    let done = db
        .write(by, move |tx, by| service::set_interval(tx, by, &id, every))
        .await;
    match done {
        Err(Error::Conflict) => {
            sign::show_changed((&asker, sought), &view, &db, (&fields, seen)).await
        }
        done => done.map(|_| view.redirect(&page, Some("register-interval"))),
    }
}

/// `POST /signs/codes`: codes to be printed ahead.
pub async fn make_codes(
    by: Allowed<MakeSigns>,
    view: View,
    fields: Fields,
    db: web::Data<Db>,
) -> Result<HttpResponse> {
    let mut reader = Reader::new(&fields);
    let count = reader.number("count", 1..=CODES_AT_ONCE);
    let wrong: Vec<Refusal> = reader.errors();
    let Some(count) = count else {
        let reader = (by.scope().clone(), true);
        return codes_page::draw(reader, (&view, &db), (&fields, &wrong)).await;
    };
    db.write(by, move |tx, by| {
        entering::make_codes(tx, by.office(), count)
    })
    .await?;
    Ok(view.redirect("/signs/codes", Some("register-codes-made")))
}

/// `POST /signs/codes/{code}/checked`: somebody looked into a code that nobody gave out.
pub async fn checked(
    by: Allowed<MakeSigns>,
    view: View,
    fields: Fields,
    db: web::Data<Db>,
    code: web::Path<String>,
) -> Result<HttpResponse> {
    let code: Code = code.parse().or(Err(Error::NotFound))?;
    let mut reader = Reader::new(&fields);
    let remark = reader.optional_text("remark", 200);
    if let Some(refusal) = reader.errors().into_iter().next() {
        return Err(refusal.into());
    }
    let today = view.dates(db.clock().now()).today();
    db.write(by, move |tx, _| {
        scans::check(tx, &code, today, &remark)?;
        audit::record(tx, "code.checked", &format!("code:{code}"), &remark)
    })
    .await?;
    Ok(view.redirect("/signs/codes", Some("register-checked")))
}
