//! `GET /signs/round`: the round of the signs, made for a phone.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use crate::error::Result;
use crate::people::Permission;
use crate::people::permission::{Allowed, ReadSigns};
use crate::platform::dates::Dates;
use crate::platform::db::{Conn, Db};
use crate::platform::page::{Page, View};
use crate::signs::register::entry::{AHEAD, Entry};
use crate::signs::register::gallery::Gallery;
use crate::signs::register::store;

/// Signs on one page of the round; what was looked at makes room for the next.
const STOPS: i64 = 60;

/// The round: what somebody has to look at, community by community, in the order of the tree.
#[derive(Debug, Serialize)]
pub struct Round {
    /// The stops.
    pub communities: Vec<Walk>,
    /// How many are due in all.
    pub count: i64,
    /// How many of them are overdue.
    pub overdue: i64,
    /// Whether this person says how they were found.
    pub may_make: bool,
}

impl Page for Round {
    const TEMPLATE: &'static str = "signs/round.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::round()
    }
}

/// The stops in a community.
#[derive(Debug, Clone, Serialize)]
pub struct Walk {
    /// The community.
    pub name: String,
    /// The stops, building by building and floor by floor.
    pub stops: Vec<Stop>,
}

/// One sign to look at.
#[derive(Debug, Clone, Serialize)]
pub struct Stop {
    /// Its page.
    pub href: String,
    /// Where it hangs.
    pub place: String,
    /// Where exactly.
    pub spot: String,
    /// What it is.
    pub title: String,
    /// Its code in groups.
    pub code: String,
    /// Its code, to come back to.
    pub mark: String,
    /// The code of the next stop; empty at the last.
    pub next: String,
    /// 已过 3 天 4 小时.
    pub due: String,
    /// Whether that is past.
    pub late: bool,
}

/// `GET /signs/round`
pub async fn show(by: Allowed<ReadSigns>, view: View, db: web::Data<Db>) -> Result<HttpResponse> {
    let (scope, show) = (by.scope().clone(), view.dates(db.clock().now()));
    let may_make = by.may(Permission::MakeSigns);
    let page = db
        .read(move |conn| {
            let until = show.now + AHEAD;
            let due = store::due(conn, &scope, until, STOPS)?;
            Ok(Round {
                communities: walks(conn, &due, show)?,
                count: store::count_due(conn, &scope, until)?,
                overdue: store::count_due(conn, &scope, show.now)?,
                may_make,
            })
        })
        .await?;
    view.page(&page)
}

fn walks(conn: &mut Conn, due: &[Entry], show: Dates) -> Result<Vec<Walk>> {
    let gallery = Gallery::of(conn, due)?;
    let mut walks: Vec<Walk> = Vec::new();
    for (n, entry) in due.iter().enumerate() {
        let name = gallery.community(entry, show.lang);
        let stop = stop(&gallery, entry, due.get(n + 1), show);
        match walks.last_mut() {
            Some(walk) if walk.name == name => walk.stops.push(stop),
            Some(_) | None => walks.push(Walk {
                name,
                stops: vec![stop],
            }),
        }
    }
    Ok(walks)
}

fn stop(gallery: &Gallery, entry: &Entry, next: Option<&Entry>, show: Dates) -> Stop {
    let due = entry.due_at();
    Stop {
        href: entry.href(),
        place: gallery.place(entry, show.lang),
        spot: entry.spot.clone(),
        title: gallery.title(entry, show.lang),
        code: entry.code.grouped(),
        mark: entry.code.to_string(),
        next: next.map(|next| next.code.to_string()).unwrap_or_default(),
        due: due.map(|at| show.left(at)).unwrap_or_default(),
        late: due.is_some_and(|at| at < show.now),
    }
}
