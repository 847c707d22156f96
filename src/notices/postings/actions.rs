//! What the boards' round, a notice's page and a sheet's own page send.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use chrono_tz::Tz;

use super::super::ids::NoticeId;
use super::correction::{Correction, What};
use super::marks::Act;
use super::pages::posting::{self, Asked};
use super::printing::{self, Print};
use super::report::Report;
use super::service::{self, Marked};
use super::{PostingId, pages};
use crate::error::{Error, Refusal, Result};
use crate::people::permission::{Allowed, PostNotices};
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::db::Tx;
use crate::platform::desk::Desk;
use crate::platform::form::{Begun, Fields, Reader};
use crate::platform::step;

/// A date and a time of the form, as a moment.
fn moment(reader: &mut Reader<'_>, zone: Tz, at: &At) -> Option<Moment> {
    let on = reader.date(at.date);
    let day = Begun {
        end_on: on,
        ..Begun::default()
    };
    let wall = reader.end_time(at.time, day).filter(|_| on.is_some())?;
    let moment = Moment::from_local(zone, wall.date(), wall.time());
    if moment.is_none() {
        reader.refuse(Refusal::of_field(at.time, "form-no-time"));
    }
    moment
}

/// The names of the fields in which a form tells a time.
struct At {
    date: &'static str,
    time: &'static str,
}

/// A report; both fields of its time empty means just now.
fn report(fields: &Fields, zone: Tz) -> Result<Report, Vec<Refusal>> {
    let mut reader = Reader::new(fields);
    let reason = reader.optional_text("reason", 200);
    let told = !fields.get("date").is_empty() || !fields.get("time").is_empty();
    let names = At {
        date: "date",
        time: "time",
    };
    let at = told.then(|| moment(&mut reader, zone, &names)).flatten();
    match reader.errors() {
        wrong if wrong.is_empty() => Ok(Report { at, reason }),
        wrong => Err(wrong),
    }
}

fn seen(fields: &Fields) -> Option<i32> {
    fields.get("seen").parse().ok()
}

/// A correction with its reason.
fn correction(fields: &Fields, zone: Tz) -> Result<Correction, Vec<Refusal>> {
    let mut reader = Reader::new(fields);
    let what: Option<What> = fields.get("what").parse().ok();
    let names = At {
        date: "to_date",
        time: "to_time",
    };
    let at = match what {
        None => {
            reader.refuse(Refusal::of_field("what", "form-choose"));
            None
        }
        Some(What::TakeBack(_)) => None,
        Some(What::PostedAt | What::TakenDownAt) => moment(&mut reader, zone, &names),
    };
    let reason = reader.text("why", 200);
    match (what, reader.errors()) {
        (Some(what), wrong) if wrong.is_empty() => Ok(Correction {
            seen: seen(fields),
            what,
            at,
            reason,
        }),
        (_, wrong) => Err(wrong),
    }
}

/// A step about a sheet.
type Sent = step::Asked<Allowed<PostNotices>, PostingId, Fields>;

impl Sent {
    fn zone(&self) -> Tz {
        self.desk.press.zone
    }

    /// Takes it; of two taken at the same time the second finds what the first has written.
    async fn mark<F>(self, done: &'static str, step: F) -> Result<HttpResponse>
    where
        F: Fn(&mut Tx<'_>, &Allowed<PostNotices>, &PostingId, Dates) -> Result<Marked>,
        F: Clone + Send + 'static,
    {
        let marked = match self.once(step.clone()).await {
            Err(Error::Conflict) => self.once(step).await,
            first => first,
        };
        match marked {
            Ok(Marked::Done(posting)) => {
                Ok(self.done(&pages::back(self.sent.get("back"), &posting), done))
            }
            Ok(Marked::Outdated(posting)) => {
                let back = pages::back(self.sent.get("back"), &posting);
                Ok(self.done(&back, "posting-outdated"))
            }
            Ok(Marked::Already(what)) => self.already(what).await,
            Ok(Marked::Wrong(wrong)) => self.again(StatusCode::UNPROCESSABLE_ENTITY, &wrong).await,
            Ok(Marked::Changed) | Err(Error::Conflict) => {
                self.again(StatusCode::CONFLICT, &[]).await
            }
            Err(other) => Err(other),
        }
    }

    async fn once<F>(&self, step: F) -> Result<Marked>
    where
        F: FnOnce(&mut Tx<'_>, &Allowed<PostNotices>, &PostingId, Dates) -> Result<Marked>,
        F: Send + 'static,
    {
        let (lang, zone) = (self.desk.view.lang, self.zone());
        self.take(move |tx, by, id| {
            let show = Dates::new(lang, zone, tx.now());
            step(tx, by, id, show)
        })
        .await
    }

    /// The sheet's page, with what was typed as the correction that it would be now.
    async fn already(mut self, what: What) -> Result<HttpResponse> {
        let typed = |name| self.sent.get(name).to_owned();
        self.sent = Fields::of([
            ("what", what.value()),
            ("to_date", typed("date")),
            ("to_time", typed("time")),
            ("why", typed("reason")),
            ("back", typed("back")),
            (posting::ALREADY, "1".to_owned()),
        ]);
        self.again(StatusCode::CONFLICT, &[]).await
    }

    /// The sheet's page, with what was typed and what is wrong with it.
    async fn again(self, status: StatusCode, wrong: &[Refusal]) -> Result<HttpResponse> {
        let asked = Asked {
            scope: self.by.scope().clone(),
            may_post: true,
            id: self.id,
            back: self.sent.get("back").to_owned(),
        };
        let typed = posting::Typed {
            fields: &self.sent,
            wrong,
        };
        posting::again(&self.desk, asked, status, typed).await
    }
}

/// `POST /postings/{id}/posted`
pub async fn posted(asked: Sent) -> Result<HttpResponse> {
    match report(&asked.sent, asked.zone()) {
        Ok(report) => {
            asked
                .mark("posting-posted", move |tx, by, id, show| {
                    service::posted(tx, by, id, &report, show)
                })
                .await
        }
        Err(wrong) => asked.again(StatusCode::UNPROCESSABLE_ENTITY, &wrong).await,
    }
}

/// `POST /postings/{id}/taken-down`
pub async fn taken_down(asked: Sent) -> Result<HttpResponse> {
    match report(&asked.sent, asked.zone()) {
        Ok(report) => {
            asked
                .mark("posting-taken-down", move |tx, by, id, show| {
                    service::taken_down(tx, by, id, &report, show)
                })
                .await
        }
        Err(wrong) => asked.again(StatusCode::UNPROCESSABLE_ENTITY, &wrong).await,
    }
}

/// `POST /postings/{id}/undo`: the last mark was a slip of the finger.
pub async fn undo(asked: Sent) -> Result<HttpResponse> {
    let seen = seen(&asked.sent);
    asked
        .mark("posting-undone", move |tx, by, id, show| {
            service::undo(tx, by, id, seen, show)
        })
        .await
}

/// `POST /postings/{id}/correct`: something on record is wrong, with the reason.
pub async fn correct(asked: Sent) -> Result<HttpResponse> {
    match correction(&asked.sent, asked.zone()) {
        Ok(correction) => {
            asked
                .mark("posting-corrected", move |tx, by, id, show| {
                    service::correct(tx, by, id, &correction, show)
                })
                .await
        }
        Err(wrong) => asked.again(StatusCode::UNPROCESSABLE_ENTITY, &wrong).await,
    }
}

/// `POST /notices/{id}/print`: records the printing and opens the sheets.
pub async fn print(
    asked: step::Asked<Allowed<PostNotices>, NoticeId, Fields>,
) -> Result<HttpResponse> {
    let page = format!("/notices/{}", asked.id);
    Ok(match asked.take(printing::print).await? {
        Print::Recorded => asked.on(&format!("{page}/sheet.pdf")),
        Print::Over => asked.done(&page, "print-over"),
    })
}

/// `POST /postings/{id}/print`: records the printing of one sheet and opens it.
pub async fn print_one(
    asked: step::Asked<Allowed<PostNotices>, PostingId, Fields>,
) -> Result<HttpResponse> {
    let one = asked.take(printing::print_one).await?;
    let page = format!("/notices/{}", one.posting.notice);
    Ok(match one.print {
        Print::Recorded => {
            let sheet = format!("{page}/sheet.pdf?copy={}", one.posting.copy_no);
            asked.on(&sheet)
        }
        Print::Over => asked.done(&page, "print-over"),
    })
}

/// `POST /boards/round/posted`: all sheets of a board hang that the round showed.
pub async fn all_posted(
    by: Allowed<PostNotices>,
    desk: Desk,
    fields: Fields,
) -> Result<HttpResponse> {
    all(by, &desk, &fields, Act::Posted, "posting-posted").await
}

/// `POST /boards/round/taken-down`: all sheets of a board are down that the round showed.
pub async fn all_taken_down(
    by: Allowed<PostNotices>,
    desk: Desk,
    fields: Fields,
) -> Result<HttpResponse> {
    all(by, &desk, &fields, Act::TakenDown, "posting-taken-down").await
}

async fn all(
    by: Allowed<PostNotices>,
    desk: &Desk,
    fields: &Fields,
    act: Act,
    said: &'static str,
) -> Result<HttpResponse> {
    let shown = fields.all("posting").into_iter();
    let ids: Vec<PostingId> = shown.filter_map(|id| id.parse().ok()).collect();
    let show = Dates::new(desk.view.lang, desk.press.zone, desk.now());
    let step = move |tx: &mut Tx<'_>, by: &Allowed<PostNotices>| {
        service::all_at_board(tx, by, &ids, act, show)
    };
    // Of two taken at the same time the second finds what the first has written.
    let all = match desk.db.write(by.clone(), step.clone()).await {
        Err(Error::Conflict) => desk.db.write(by, step).await?,
        first => first?,
    };
    let said = if all.outdated {
        Some("posting-outdated")
    } else {
        Some(said).filter(|_| !all.refused)
    };
    let round = pages::back("round", &all.first);
    Ok(desk.view.redirect(round, said))
}
