//! What the pages of the register send.

use actix_web::{HttpResponse, web};

use super::entering::{self, CODES_AT_ONCE, Found};
use super::entry::{Entry, Finding, SignId};
use super::form::{read_code, read_interval};
use super::look::{Look, Shot};
use super::pages::{codes as codes_page, new, sign};
use super::reading::Loaded;
use super::service::{self, Every, Moving, Recoding};
use super::things::USUAL_DAYS;
use super::{shots, store};
use crate::codes::Code;
use crate::codes::store::scans::{self, Checked};
use crate::error::{Error, Refusal, Result};
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::audit;
use crate::platform::db::Db;
use crate::platform::desk::Desk;
use crate::platform::form::{Fields, Reader};
use crate::platform::once;
use crate::platform::page::View;
use crate::platform::photos::Photos;
use crate::platform::photos::form::WithPhoto;
use crate::platform::step::Asked;

/// `POST /signs/register`: a sign or lamp that hangs already.
pub async fn register(
    by: Allowed<MakeSigns>,
    desk: Desk,
    mut sent: WithPhoto,
    shelf: web::Data<Photos>,
) -> Result<HttpResponse> {
    let whose = by.user().as_str();
    let kept = shots::of(&desk, whose, &shelf, &mut sent).await?;
    let fields = shots::ticketed(&desk, whose, &sent.fields, kept.as_ref()).await?;
    let (scope, area) = (by.scope().clone(), fields.get("area").to_owned());
    let read = desk.db.read(move |conn| Loaded::read(conn, &scope, &area));
    let read = read
        .await?
        .with(&desk.press, desk.now(), |ground| ground.read(&fields))?;
    let wanted = match (read, sent.refused) {
        (Ok(wanted), None) if unprintable(&desk, &fields).is_empty() => wanted,
        (read, refused) => {
            let mut wrong = read.err().unwrap_or_default();
            wrong.extend(refused);
            wrong.extend(unprintable(&desk, &fields));
            return new::draw(&by, &desk, fields, &wrong).await;
        }
    };
    let id = once::asked(&fields, SignId::new);
    let shot = kept.as_ref().map(Shot::from);
    let found = Found { wanted, shot };
    let enter = |by| {
        let (id, found) = (id.clone(), found.clone());
        desk.db
            .write(by, move |tx, by| entering::register(tx, by, id, &found))
    };
    let made = match enter(by.clone()).await {
        // Of two sent at once the second finds what the first has entered.
        Err(Error::Conflict) => enter(by.clone()).await,
        first => first,
    };
    match made {
        Ok(entered) => {
            let said = entered.word("register-done", "register-same");
            Ok(desk.view.redirect(page_of(&entered.it()), Some(said)))
        }
        Err(Error::Refused(refusal)) => new::draw(&by, &desk, fields, &[refusal]).await,
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
            .batch()
            .map_or_else(|| entry.href(), |batch| format!("/signs/batches/{batch}")),
        code if code.starts_with("code:") => format!("/Q/{}", entry.code),
        _ => entry.href(),
    }
}

/// `POST /signs/register/{id}/inspect`: how it was found, with a remark and a photo or without.
pub async fn inspect(
    mut asked: Asked<Allowed<MakeSigns>, SignId, WithPhoto>,
    shelf: web::Data<Photos>,
) -> Result<HttpResponse> {
    let whose = asked.id.as_str();
    let kept = shots::of(&asked.desk, whose, &shelf, &mut asked.sent).await?;
    let typed = &asked.sent.fields;
    let fields = &shots::ticketed(&asked.desk, whose, typed, kept.as_ref()).await?;
    let mut reader = Reader::new(fields);
    let finding: Option<Finding> = reader.choice("finding");
    let remark = reader.optional_text("remark", 200);
    let mut wrong = reader.errors();
    wrong.extend(asked.sent.refused.clone());
    let (Some(finding), true) = (finding, wrong.is_empty()) else {
        return sign::show_wrong(&asked, fields, &wrong).await;
    };
    let look = Look {
        finding,
        remark,
        shot: kept.as_ref().map(Shot::from),
    };
    let said = match finding {
        Finding::Ok => "register-found-ok",
        Finding::Damaged | Finding::Missing => "register-found-fault",
    };
    let taken = asked.take(move |tx, by, id| service::inspect(tx, by, id, &look));
    match taken.await {
        Ok(entry) => Ok(asked.done(&back(fields, &entry), said)),
        Err(Error::Refused(refusal)) => sign::show_wrong(&asked, fields, &[refusal]).await,
        Err(other) => Err(other),
    }
}

/// `POST /signs/register/{id}/revoke`: nobody does it without having said so.
pub async fn revoke(asked: Asked<Allowed<MakeSigns>, SignId>) -> Result<HttpResponse> {
    let fields = asked.fields();
    if !fields.has("sure") {
        let wrong = [Refusal::of_field("sure", "register-not-sure")];
        return sign::show_wrong(&asked, fields, &wrong).await;
    }
    let seen = fields.get("seen").to_owned();
    let taken = asked.take(move |tx, by, id| service::revoke(tx, by, id, &seen));
    match taken.await {
        Ok(entry) => Ok(asked.done(&back(fields, &entry), "register-revoked")),
        Err(Error::Refused(refusal)) => sign::show_wrong(&asked, fields, &[refusal]).await,
        Err(other) => Err(other),
    }
}

/// `POST /signs/register/{id}/move`: it hangs somewhere else, and its code goes with it.
pub async fn move_to(asked: Asked<Allowed<MakeSigns>, SignId>) -> Result<HttpResponse> {
    let (desk, fields, seen) = (&asked.desk, asked.fields(), asked.sent.seen);
    let (scope, id) = (asked.by.scope().clone(), asked.id.clone());
    let area = fields.get("area").to_owned();
    let read = desk.db.read(move |conn| {
        store::load(conn, &scope, &id)?;
        Loaded::read(conn, &scope, &area)
    });
    let loaded = read.await?;
    let mut reader = Reader::new(fields);
    let place = loaded.with(&desk.press, desk.now(), |ground| {
        ground.read_place(&mut reader, fields)
    })?;
    let spot = reader.optional_text("spot", 60);
    let mut wrong = reader.errors();
    wrong.extend(unprintable(desk, fields));
    let (Some(place), true) = (place, wrong.is_empty()) else {
        return sign::show_wrong(&asked, fields, &wrong).await;
    };
    let to = Moving { place, spot, seen };
    let taken = asked.take(move |tx, by, id| service::moved(tx, by, id, &to));
    match taken.await {
        Err(Error::Conflict) => sign::show_changed(&asked).await,
        Err(Error::Refused(refusal)) => sign::show_wrong(&asked, fields, &[refusal]).await,
        done => done.map(|_| asked.done(&page_of(&asked.id), "register-moved")),
    }
}

/// What a label could not be printed with.
fn unprintable(desk: &Desk, fields: &Fields) -> Vec<Refusal> {
    let named = ["spot", "standard"];
    let against = named.map(|name| desk.press.against(name, fields.get(name).trim()));
    against.into_iter().flatten().collect()
}

/// `POST /signs/register/{id}/recode`: another code, printed ahead or new.
pub async fn recode(asked: Asked<Allowed<MakeSigns>, SignId>) -> Result<HttpResponse> {
    let fields = asked.fields();
    let mut reader = Reader::new(fields);
    let printed = read_code(&mut reader, fields);
    let wrong = reader.errors();
    if !wrong.is_empty() {
        return sign::show_wrong(&asked, fields, &wrong).await;
    }
    let seen = fields.get("seen").to_owned();
    let to = Recoding { printed, seen };
    let taken = asked.take(move |tx, by, id| service::recode(tx, by, id, &to));
    match taken.await {
        Ok(entry) => Ok(asked.done(&entry.href(), "register-recoded")),
        Err(Error::Refused(refusal)) => sign::show_wrong(&asked, fields, &[refusal]).await,
        Err(other) => Err(other),
    }
}

/// `POST /signs/register/{id}/interval`
pub async fn interval(asked: Asked<Allowed<MakeSigns>, SignId>) -> Result<HttpResponse> {
    let (fields, seen) = (asked.fields(), asked.sent.seen);
    let mut reader = Reader::new(fields);
    let every = read_interval(&mut reader, fields, USUAL_DAYS);
    let wrong = reader.errors();
    let Some(days) = every else {
        return sign::show_wrong(&asked, fields, &wrong).await;
    };
    let every = Every { days, seen };
    let taken = asked.take(move |tx, by, id| service::set_interval(tx, by, id, every));
    match taken.await {
        Err(Error::Conflict) => sign::show_changed(&asked).await,
        Err(Error::Refused(refusal)) => sign::show_wrong(&asked, fields, &[refusal]).await,
        done => done.map(|_| asked.done(&page_of(&asked.id), "register-interval")),
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
        let reader = codes_page::Reader::of(&by);
        return codes_page::draw(reader, &view, &db, &fields, &wrong).await;
    };
    db.write(by, move |tx, by| {
        entering::make_codes(tx, by.office(), count)
    })
    .await?;
    Ok(view.redirect("/signs/codes", Some("register-codes-made")))
}

/// `POST /signs/codes/{code}/checked`: somebody looked into a code that nobody gave out.
pub async fn checked(asked: Asked<Allowed<MakeSigns>, Code>) -> Result<HttpResponse> {
    let mut reader = Reader::new(asked.fields());
    let remark = reader.optional_text("remark", 200);
    let wrong = reader.errors();
    if !wrong.is_empty() {
        let reader = codes_page::Reader::of(&asked.by).checking(&asked.id);
        let Desk { view, db, .. } = &asked.desk;
        let fields = asked.fields().with("count", codes_page::PROPOSED);
        return codes_page::draw(reader, view, db, &fields, &wrong).await;
    }
    let today = asked.desk.dates().today();
    asked
        .take(move |tx, by, code| {
            let checked = Checked {
                office: by.office(),
                day: today,
                remark: &remark,
            };
            scans::check(tx, code, checked)?;
            audit::record(tx, "code.checked", &format!("code:{code}"), &remark)
        })
        .await?;
    Ok(asked.done("/signs/codes", "register-checked"))
}

/// `POST /signs/codes/{code}/unchecked`: it waits for somebody to look into it again.
pub async fn unchecked(asked: Asked<Allowed<MakeSigns>, Code>) -> Result<HttpResponse> {
    asked
        .take(|tx, by, code| {
            if scans::uncheck(tx, code, by.office())? {
                audit::record(tx, "code.unchecked", &format!("code:{code}"), "")?;
            }
            Ok(())
        })
        .await?;
    Ok(asked.done("/signs/codes", "register-unchecked"))
}
