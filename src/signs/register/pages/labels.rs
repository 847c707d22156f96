//! Small labels with a code: for a sign or lamp that others made, and for codes that are stuck on
//! first and registered on the spot.

use actix_web::{HttpResponse, web};

use crate::codes::{Code, PrintedCode, store as codes};
use crate::error::{Error, Refusal, Result};
use crate::people::permission::{Allowed, ReadSigns};
use crate::platform::clock::Moment;
use crate::platform::db::Db;
use crate::platform::press::Press;
use crate::platform::words::Lang;
use crate::signs::output;
use crate::signs::print::{
    Body, CodePanel, Foot, Format, Imposition, Job, LABELS, Label, Piece, label_takes,
};
use crate::signs::register::entry::{Entry, SignId};
use crate::signs::register::gallery::Gallery;
use crate::signs::register::store;

/// Blank codes on one print: the office sticks them on within weeks.
const AT_ONCE: i64 = 240;

/// `GET /signs/register/{id}/label.pdf`
pub async fn one(
    by: Allowed<ReadSigns>,
    db: web::Data<Db>,
    press: web::Data<Press>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let (id, scope): (SignId, _) = (id.parse()?, by.scope().clone());
    let (entry, words) = db
        .read(move |conn| {
            let entry = store::load(conn, &scope, &id)?;
            let row = codes::find(conn, &entry.code)?;
            if row.is_none_or(|row| row.revoked_at.is_some()) {
                return Err(Refusal::new("register-label-revoked").into());
            }
            let gallery = Gallery::of(conn, std::slice::from_ref(&entry))?;
            let words = said(&entry, &gallery);
            Ok((entry, words))
        })
        .await?;
    let title = format!("标签 {} {}", words.title, words.place);
    let piece = piece(&press, &entry.code, words)?;
    print(&press, title, vec![piece], db.clock().now()).await
}

fn said(entry: &Entry, gallery: &Gallery) -> Label {
    let place = gallery.place(entry, Lang::Zh);
    let spot = if entry.spot.is_empty() { "" } else { " · " };
    // A set is called by its first sign; a label has no room for more.
    let title = gallery.title(entry, Lang::Zh);
    let title = title.split(" + ").next().unwrap_or_default().to_owned();
    Label {
        title,
        place: format!("{place}{spot}{}", entry.spot),
    }
}

/// `GET /signs/codes/labels.pdf`: every code that stands for nothing yet.
pub async fn blank(
    by: Allowed<ReadSigns>,
    db: web::Data<Db>,
    press: web::Data<Press>,
) -> Result<HttpResponse> {
    let scope = by.scope().clone();
    let blank = db
        .read(move |conn| codes::blank(conn, &scope, AT_ONCE))
        .await?;
    let words = || Label {
        title: "报修投诉".to_owned(),
        place: "微信扫一扫".to_owned(),
    };
    let pieces: Result<Vec<Piece>> = blank
        .iter()
        .map(|row| piece(&press, &row.code, words()))
        .collect();
    let title = "标签 空白二维码".to_owned();
    print(&press, title, pieces?, db.clock().now()).await
}

fn piece(press: &Press, code: &Code, label: Label) -> Result<Piece> {
    let base = press.base()?;
    let code = PrintedCode::new(code, &base)
        .map_err(|e| Error::internal(format!("drawing a code: {e}")))?;
    Ok(Piece {
        body: Body::Label(label),
        code: Some(CodePanel {
            code,
            host: format!("{}/q", Press::host_line(&base)),
            ask: "此处有问题？扫码告诉我们".to_owned(),
            place: None,
            phone: None,
            scanned_from: None,
        }),
        foot: Foot::default(),
        watermark: press.demo.then(|| "演示".to_owned()),
    })
}

async fn print(
    press: &Press,
    title: String,
    pieces: Vec<Piece>,
    now: Moment,
) -> Result<HttpResponse> {
    if pieces.is_empty() {
        return Err(Error::NotFound);
    }
    let host = format!("{}/q", Press::host_line(&press.base()?));
    if let Err(overflow) = label_takes(&press.typesetter, &host) {
        return Err(Refusal::new("register-label-host")
            .naming("host", host)
            .naming("room", overflow.room.to_string())
            .into());
    }
    let job = Job {
        title,
        dated: Some(now.date_in(press.zone)),
        pieces,
        paper: Format::A4.portrait(),
        imposition: Imposition::Labels {
            sheet: LABELS,
            start: 1,
        },
        // The sheets are cut already.
        cut_marks: false,
        proof: None,
    };
    match job.lay_out(&press.typesetter) {
        Ok(sheets) => output::answer(press, "labels", sheets, output::Format::Pdf).await,
        Err(fault) => Err(output::refusal(&fault).into()),
    }
}
