//! What the demo's people do at the desk and on the round, one line a step.

use chrono::Duration;

use super::days::Days;
use crate::codes::Code;
use crate::error::{Error, Result};
use crate::notices::outages::ending::{self, Reported};
use crate::notices::outages::service as outages;
use crate::notices::outages::{Cause, Utility};
use crate::notices::postings::printing;
use crate::notices::postings::report::Report;
use crate::notices::postings::service::{posted, taken_down};
use crate::notices::postings::store as postings;
use crate::notices::service::{self, Sent};
use crate::notices::tools::Means;
use crate::notices::{NoticeId, service as notices};
use crate::people::permission::{Allowed, PostNotices, ReviewNotices, WriteNotices};
use crate::platform::clock::Moment;
use crate::platform::dates::{Dates, clock_time, field_date};
use crate::platform::db::{Conn, System};
use crate::platform::form::Fields;
use crate::platform::seen::{self, Decision};
use crate::platform::words::Lang;

/// Who writes and who looks at it a second time.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) clerk: &'static str,
    pub(super) reviewer: &'static str,
}

/// What stops, and why.
#[derive(Clone, Copy)]
pub(super) struct What(pub(super) Utility, pub(super) Cause);

/// From when, and until when.
#[derive(Clone, Copy)]
pub(super) struct Span(pub(super) Moment, pub(super) Moment);

/// A stop as a clerk types it.
#[derive(Clone)]
pub(super) struct Stop {
    community: &'static str,
    places: &'static [&'static str],
    what: What,
    span: Span,
    reason: &'static str,
    more: Vec<(&'static str, String)>,
    received: Option<Moment>,
    publish: Option<Moment>,
}

impl Stop {
    pub(super) fn of(
        community: &'static str,
        places: &'static [&'static str],
        what: What,
        span: Span,
        reason: &'static str,
    ) -> Self {
        Self {
            community,
            places,
            what,
            span,
            reason,
            more: Vec::new(),
            received: None,
            publish: None,
        }
    }

    /// Why it could not be told in time.
    pub(super) fn late(mut self, why: &str) -> Self {
        self.more.push(("late_reason", why.to_owned()));
        self
    }

    /// When the water or power company told it.
    pub(super) fn received(mut self, at: Moment) -> Self {
        self.received = Some(at);
        self
    }

    /// When it is to appear.
    pub(super) fn publishing(mut self, at: Moment) -> Self {
        self.publish = Some(at);
        self
    }

    /// The same stop at another time.
    pub(super) fn moved(mut self, span: Span) -> Self {
        self.span = span;
        self
    }

    fn fields(&self, days: &mut Days<'_, '_, '_>) -> Result<Fields> {
        let zone = days.tools.press.zone;
        let ground = days.ground(self.community)?;
        let wall = |at: Moment| {
            let (on, time) = (at.date_in(zone), at.time_in(zone));
            (field_date(on), clock_time(time))
        };
        let ((date, start), (end_date, end)) = (wall(self.span.0), wall(self.span.1));
        let mut fields = Fields::of([
            ("community", ground.community.id.to_string()),
            ("utility", self.what.0.to_string()),
            ("cause", self.what.1.to_string()),
            ("date", date),
            ("start", start),
            ("end_date", end_date),
            ("end", end),
            ("reason", self.reason.to_owned()),
            ("phone", ground.office.phone.clone()),
        ]);
        for (name, value) in &self.more {
            fields.push(name, value.as_str());
        }
        for (names, at) in [
            (("received_date", "received_time"), self.received),
            (("publish_date", "publish_time"), self.publish),
        ] {
            let (date, time) = at.map(wall).unwrap_or_default();
            fields.push(names.0, date);
            fields.push(names.1, time);
        }
        for name in self.places {
            fields.push("place", ground.place(name)?.id.to_string());
        }
        Ok(fields)
    }
}

impl Days<'_, '_, '_> {
    /// A draft is kept.
    pub(super) fn draft(&mut self, desk: Desk, stop: &Stop, at: Moment) -> Result<NoticeId> {
        let (id, typed) = (NoticeId::new(), Decision::of(stop.fields(self)?));
        let tools = self.tools.notices;
        self.act(desk.clerk, at, |tx, by: &Allowed<WriteNotices>| {
            service::keep(tx, by, tools, &id, &typed)
        })?;
        Ok(id)
    }

    /// A stop goes to review.
    pub(super) fn send(&mut self, desk: Desk, stop: &Stop, at: Moment) -> Result<NoticeId> {
        let (id, fields) = (NoticeId::new(), stop.fields(self)?);
        self.hand_in(desk.clerk, &id, at, &fields)?;
        Ok(id)
    }

    fn hand_in(&mut self, login: &str, id: &NoticeId, at: Moment, fields: &Fields) -> Result<()> {
        let tools = self.tools.notices;
        let sent = self.act(login, at, |tx, by: &Allowed<WriteNotices>| {
            let typed = looked_at(tx, id, fields)?;
            service::send(tx, by, tools, id, &typed)
        })?;
        match sent {
            Sent::Done => Ok(()),
            Sent::Incomplete(refusals) => {
                Err(Error::internal(format!("the demo's notice: {refusals:?}")))
            }
        }
    }

    /// The second person accepts it.
    pub(super) fn approve(&mut self, desk: Desk, id: &NoticeId, at: Moment) -> Result<()> {
        let tools = self.tools.notices;
        self.act(desk.reviewer, at, |tx, by: &Allowed<ReviewNotices>| {
            let seen = service::seen_now(tx, id)?;
            service::approve(tx, by, tools, id, seen)
        })
    }

    /// The second person accepts it half an hour after it came, and it appears.
    pub(super) fn accept(&mut self, desk: Desk, id: &NoticeId, sent: Moment) -> Result<()> {
        let at = (sent + Duration::minutes(25)).min(self.now);
        self.approve(desk, id, at)?;
        let means = Means {
            rooms: self.tools.notices.rooms,
            post: self.tools.post.clone(),
        };
        notices::publish(&mut self.tx.dated(&System("publish"), at), &means, id).map(|_| ())
    }

    /// From the desk to the web page.
    pub(super) fn announce(&mut self, desk: Desk, stop: &Stop, at: Moment) -> Result<NoticeId> {
        let id = self.send(desk, stop, at)?;
        self.accept(desk, &id, at)?;
        Ok(id)
    }

    /// The second person gives it back.
    pub(super) fn give_back(
        &mut self,
        desk: Desk,
        id: &NoticeId,
        remark: &str,
        at: Moment,
    ) -> Result<()> {
        let fields = Fields::of([("remark", remark.to_owned())]);
        let tools = self.tools.notices;
        self.act(desk.reviewer, at, |tx, by: &Allowed<ReviewNotices>| {
            let sent = looked_at(tx, id, &fields)?;
            service::give_back(tx, by, tools, id, &sent)
        })
    }

    /// Another notice takes its place.
    pub(super) fn replace(
        &mut self,
        desk: Desk,
        id: &NoticeId,
        stop: &Stop,
        at: Moment,
    ) -> Result<NoticeId> {
        let tools = self.tools.notices;
        let new = self.act(desk.clerk, at, |tx, by: &Allowed<WriteNotices>| {
            let seen = service::seen_now(tx, id)?;
            service::replace(tx, by, tools, id, seen)
        })?;
        let fields = stop.fields(self)?;
        self.hand_in(desk.clerk, &new, at, &fields)?;
        self.accept(desk, &new, at)?;
        Ok(new)
    }

    /// It is called off.
    pub(super) fn cancel(
        &mut self,
        desk: Desk,
        id: &NoticeId,
        reason: &str,
        at: Moment,
    ) -> Result<NoticeId> {
        let fields = Fields::of([("reason", reason.to_owned())]);
        let tools = self.tools.notices;
        let new = self.act(desk.clerk, at, |tx, by: &Allowed<WriteNotices>| {
            let sent = looked_at(tx, id, &fields)?;
            service::cancel(tx, by, tools, id, &sent)
        })?;
        self.accept(desk, &new, at)?;
        Ok(new)
    }

    /// Water or power is back.
    pub(super) fn restored(&mut self, desk: Desk, id: &NoticeId, at: Moment) -> Result<()> {
        self.act(desk.clerk, at, |tx, by: &Allowed<WriteNotices>| {
            let seen = service::seen_now(tx, id)?;
            ending::restored(tx, by, id, Reported { at, seen })
        })
    }

    /// The office apologises in its own words.
    pub(super) fn apologise(
        &mut self,
        desk: Desk,
        id: &NoticeId,
        sorry: &Sorry,
        at: Moment,
    ) -> Result<NoticeId> {
        let tools = self.tools.notices;
        let new = self.act(desk.clerk, at, |tx, by: &Allowed<WriteNotices>| {
            let seen = service::seen_now(tx, id)?;
            outages::apologise(tx, by, tools, id, seen)
        })?;
        let ground = self.ground(sorry.community)?;
        let fields = Fields::of([
            ("community", ground.community.id.to_string()),
            ("body", sorry.body.to_owned()),
            ("phone", ground.office.phone),
        ]);
        self.hand_in(desk.clerk, &new, at, &fields)?;
        self.accept(desk, &new, at)?;
        Ok(new)
    }

    /// So many of the sheets that do not hang yet are hung, one every four minutes.
    pub(super) fn hang(
        &mut self,
        desk: Desk,
        id: &NoticeId,
        sheets: usize,
        from: Moment,
    ) -> Result<()> {
        let all = postings::of_notice(self.tx, id)?;
        if all.iter().all(|p| p.record.up.is_none()) {
            self.print(desk, id, from)?;
        }
        let waiting = all.iter().filter(|p| p.record.up.is_none());
        let (mut at, zone) = (from, self.tools.press.zone);
        for posting in waiting.take(sheets) {
            self.act(desk.clerk, at, |tx, by: &Allowed<PostNotices>| {
                let show = Dates::new(Lang::Zh, zone, tx.now());
                posted(tx, by, &posting.id, &Report::default(), show)
            })?;
            at = at + Duration::minutes(4);
        }
        Ok(())
    }

    /// The sheets come out of the printer a little before the first of them hangs.
    fn print(&mut self, desk: Desk, id: &NoticeId, first: Moment) -> Result<()> {
        let at = first - Duration::minutes(2);
        self.act(desk.clerk, at, |tx, by: &Allowed<PostNotices>| {
            printing::print(tx, by, id).map(|_| ())
        })
    }

    /// One more sheet hung, and was written down only later.
    pub(super) fn hang_unrecorded(
        &mut self,
        desk: Desk,
        id: &NoticeId,
        hung: &Unrecorded,
    ) -> Result<()> {
        let waiting = postings::of_notice(self.tx, id)?;
        let zone = self.tools.press.zone;
        let Some(posting) = waiting.iter().find(|p| p.record.up.is_none()) else {
            return Err(Error::NotFound);
        };
        let report = Report {
            at: Some(hung.at),
            reason: hung.why.to_owned(),
        };
        self.act(
            desk.clerk,
            hung.recorded,
            |tx, by: &Allowed<PostNotices>| {
                let show = Dates::new(Lang::Zh, zone, tx.now());
                posted(tx, by, &posting.id, &report, show).map(|_| ())
            },
        )
    }

    /// So many of the sheets that hang are taken down, one every four minutes.
    pub(super) fn take_down(
        &mut self,
        desk: Desk,
        id: &NoticeId,
        sheets: usize,
        from: Moment,
    ) -> Result<()> {
        let hanging = postings::of_notice(self.tx, id)?;
        let hanging = hanging.iter().filter(|p| p.record.is_up());
        let (mut at, zone) = (from, self.tools.press.zone);
        for posting in hanging.take(sheets) {
            self.act(desk.clerk, at, |tx, by: &Allowed<PostNotices>| {
                let show = Dates::new(Lang::Zh, zone, tx.now());
                taken_down(tx, by, &posting.id, &Report::default(), show)
            })?;
            at = at + Duration::minutes(4);
        }
        Ok(())
    }

    /// Its time is over.
    pub(super) fn expire(&mut self, id: &NoticeId, at: Moment) -> Result<()> {
        notices::expire(&mut self.tx.dated(&System("expire"), at), id)
    }

    /// The code on the first sheet that hangs.
    pub(super) fn code(&mut self, id: &NoticeId) -> Result<Code> {
        let all = postings::of_notice(self.tx, id)?;
        let hanging = all.into_iter().find(|p| p.record.up.is_some());
        hanging.map(|p| p.code).ok_or(Error::NotFound)
    }
}

/// An apology in the office's own words.
pub(super) struct Sorry {
    pub(super) community: &'static str,
    pub(super) body: &'static str,
}

/// A sheet that hung for a while before it was written down.
pub(super) struct Unrecorded {
    pub(super) at: Moment,
    pub(super) recorded: Moment,
    pub(super) why: &'static str,
}

/// A form that was filled in on a page of the notice as it stands, if it is there already.
fn looked_at(conn: &mut Conn, id: &NoticeId, fields: &Fields) -> Result<Decision> {
    let mut fields = fields.clone();
    match service::seen_now(conn, id) {
        Ok(seen) => fields.push(seen::FIELD, seen.to_string()),
        Err(Error::NotFound) => {}
        Err(other) => return Err(other),
    }
    Ok(Decision::of(fields))
}

/// Every sheet.
pub(super) const ALL: usize = usize::MAX;
