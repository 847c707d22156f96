//! The mails of a review: to whoever may be the second pair of eyes on what waits, and to the
//! writers of what was returned. Nobody is told of her own act, and nobody of what was decided since.

use serde::Serialize;

use super::mails::WORTH;
use crate::error::Result;
use crate::notices::ids::NoticeId;
use crate::notices::room::Paper;
use crate::notices::said::Hang;
use crate::notices::store::{Row, writers};
use crate::notices::tools::Tools;
use crate::organisation::{OfficeKind, store as places};
use crate::people::addressees::{self, Addressee};
use crate::people::{OfficeId, Permission};
use crate::platform::dates::Dates;
use crate::platform::db::Tx;
use crate::platform::mail::Letter;
use crate::platform::outbox::{self, Occasion, Parcel};
use crate::platform::words::Lang;

/// What the templates of these mails may use.
#[derive(Debug, Serialize)]
struct OfReview<'a> {
    /// What lists call it: its title and where.
    title: &'a str,
    /// Its community.
    community: &'a str,
    /// When what it tells of happens; empty where it was returned.
    line: &'a str,
    /// The last moment for its sheets to hang; empty where it was returned.
    post_by: String,
    /// Whether they hang as soon as they are printed.
    at_once: bool,
    /// Who sent or returned it.
    by: &'a str,
    /// Why it was returned; empty else.
    remark: &'a str,
    /// Where it is done; empty without a public address.
    page: String,
}

/// A notice that was moved, and the version that it has since.
#[derive(Clone, Copy)]
pub(in crate::notices) struct Moved<'a> {
    pub(in crate::notices) row: &'a Row,
    pub(in crate::notices) version: i64,
}

/// Which of the two mails.
#[derive(Debug, Clone, Copy)]
enum About {
    Waiting,
    Returned,
}

impl About {
    fn template(self, part: &str) -> String {
        match self {
            Self::Waiting => format!("mail/waiting/{part}"),
            Self::Returned => format!("mail/returned/{part}"),
        }
    }

    fn marks(self, id: &NoticeId) -> String {
        match self {
            Self::Waiting => format!("review:{id}:"),
            Self::Returned => format!("returned:{id}:"),
        }
    }

    fn occasion(self, id: &NoticeId) -> Occasion {
        Occasion {
            about: format!("/notices/{id}"),
            marks: self.marks(id),
        }
    }
}

/// Tells whoever may review it that it waits: those of its office, and where none of them can be
/// written to, those of the head office.
pub(in crate::notices) fn waits(
    tx: &mut Tx<'_>,
    tools: &Tools,
    moved: Moved<'_>,
    paper: &Paper,
) -> Result<()> {
    let row = moved.row;
    decided(tx, &row.core.id)?;
    let to = second_eyes(tx, row)?;
    let said = &paper.said;
    let show = Dates::new(Lang::Zh, tools.press.zone, tx.now());
    let by = tx.actor().name.clone();
    let title = said.list_title();
    let fields = OfReview {
        title: &title,
        community: &said.letterhead.community,
        line: &said.line,
        post_by: show.by_day(paper.post_by),
        at_once: said.clocks.hang == Hang::AtOnce,
        by: &by,
        remark: "",
        page: page(tools, &format!("/notices/{}", row.core.id)),
    };
    let about = About::Waiting;
    send(
        tx,
        tools,
        &Mail {
            about,
            moved,
            fields,
        },
        &to,
    )
}

/// Tells everybody who wrote a part of it that it was returned, and why.
pub(in crate::notices) fn returned(
    tx: &mut Tx<'_>,
    tools: &Tools,
    moved: Moved<'_>,
    remark: &str,
) -> Result<()> {
    let row = moved.row;
    let id = &row.core.id;
    decided(tx, id)?;
    let wrote = writers::since_approval(tx, id)?;
    let to = addressees::of_people(tx, wrote.all())?;
    let community = places::public_community(tx, &row.community)?.name;
    let by = tx.actor().name.clone();
    let fields = OfReview {
        title: &row.title,
        community: &community,
        line: "",
        post_by: String::new(),
        at_once: false,
        by: &by,
        remark,
        page: page(tools, &format!("/notices/{id}/edit")),
    };
    let about = About::Returned;
    send(
        tx,
        tools,
        &Mail {
            about,
            moved,
            fields,
        },
        &to,
    )
}

/// It was decided, taken back or sent again: what has not left is of no use any more.
pub(in crate::notices) fn decided(tx: &mut Tx<'_>, id: &NoticeId) -> Result<()> {
    outbox::withdraw(tx, &About::Waiting.occasion(id))?;
    outbox::withdraw(tx, &About::Returned.occasion(id))?;
    Ok(())
}

/// Who may be the second pair of eyes and can be written to: neither they nor for whom they stand
/// wrote any part of it.
fn second_eyes(tx: &mut Tx<'_>, row: &Row) -> Result<Vec<Addressee>> {
    let here = reviewers(tx, row, std::slice::from_ref(&row.office))?;
    if !here.is_empty() {
        return Ok(here);
    }
    let all = places::public_offices(tx)?.into_iter();
    let head = all.filter(|office| office.kind == OfficeKind::Head);
    let head: Vec<OfficeId> = head.map(|office| office.id).collect();
    reviewers(tx, row, &head)
}

fn reviewers(tx: &mut Tx<'_>, row: &Row, offices: &[OfficeId]) -> Result<Vec<Addressee>> {
    let wrote = writers::since_approval(tx, &row.core.id)?;
    addressees::who_may(tx, offices, Permission::ReviewNotices, wrote.all())
}

fn page(tools: &Tools, path: &str) -> String {
    let base = tools.press.base();
    base.map_or_else(|_| String::new(), |base| format!("{base}{path}"))
}

/// A mail about a notice as it stands.
struct Mail<'a> {
    about: About,
    moved: Moved<'a>,
    fields: OfReview<'a>,
}

fn send(tx: &mut Tx<'_>, tools: &Tools, mail: &Mail<'_>, to: &[Addressee]) -> Result<()> {
    let Moved { row, version } = mail.moved;
    let office = places::office(tx, &row.office)?;
    let (now, actor) = (tx.now(), tx.actor().id.clone());
    let fill = |part: &str| {
        let template = mail.about.template(part);
        tools.post.templates.fill(Lang::Zh, &template, &mail.fields)
    };
    let id = &row.core.id;
    for one in to.iter().filter(|one| one.user.as_str() != actor) {
        let Some(email) = &one.email else { continue };
        let letter = Letter {
            from_name: office.name.clone(),
            to: email.clone(),
            reply_to: None,
            subject: fill("subject.txt")?.trim().to_owned(),
            text: fill("body.txt")?,
            html: fill("body.html")?,
            unsubscribe: None,
            references: Vec::new(),
        };
        let parcel = Parcel {
            kind: "review",
            dedupe: format!("{}{}:{email}", mail.about.marks(id), version),
            office: Some(office.id.to_string()),
            about: Some(mail.about.occasion(id).about),
            urgent: true,
            recipient: email.clone(),
            letter,
            due_at: now,
            give_up_at: now + WORTH,
        };
        outbox::enqueue(tx, &parcel)?;
    }
    Ok(())
}
